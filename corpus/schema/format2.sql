ALTER TABLE article ADD COLUMN event_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE label ADD COLUMN examples TEXT NOT NULL DEFAULT '[]' CHECK (substr(examples, 1, 1) = '[');

CREATE TABLE event_type (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  parent_id INTEGER REFERENCES event_type (id),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  code TEXT NOT NULL DEFAULT '',
  definition TEXT NOT NULL DEFAULT '',
  examples TEXT NOT NULL DEFAULT '[]' CHECK (substr(examples, 1, 1) = '['),
  words TEXT NOT NULL DEFAULT '[]' CHECK (substr(words, 1, 1) = '['),
  colour TEXT NOT NULL DEFAULT ''
    CHECK (colour = '' OR colour GLOB '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
  position INTEGER NOT NULL,
  retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
  created TEXT NOT NULL,
  changed TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX event_type_name ON event_type (coalesce(parent_id, 0), name);

CREATE TABLE role (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 60),
  kind TEXT NOT NULL CHECK (kind IN ('actor', 'place', 'date', 'number', 'code', 'text')),
  slot TEXT NOT NULL DEFAULT '',
  definition TEXT NOT NULL DEFAULT '',
  codes TEXT NOT NULL DEFAULT '[]' CHECK (substr(codes, 1, 1) = '['),
  many INTEGER NOT NULL DEFAULT 0 CHECK (many IN (0, 1)),
  required INTEGER NOT NULL DEFAULT 0 CHECK (required IN (0, 1)),
  position INTEGER NOT NULL,
  retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
  created TEXT NOT NULL,
  changed TEXT NOT NULL
) STRICT;

CREATE TABLE role_label (
  id INTEGER PRIMARY KEY,
  role_id INTEGER NOT NULL REFERENCES role (id),
  label_id INTEGER NOT NULL REFERENCES label (id),
  UNIQUE (role_id, label_id)
) STRICT;
CREATE INDEX role_label_label ON role_label (label_id);

CREATE TABLE type_role (
  id INTEGER PRIMARY KEY,
  event_type_id INTEGER NOT NULL REFERENCES event_type (id),
  role_id INTEGER NOT NULL REFERENCES role (id),
  required INTEGER NOT NULL DEFAULT 0 CHECK (required IN (0, 1)),
  position INTEGER NOT NULL,
  UNIQUE (event_type_id, role_id)
) STRICT;
CREATE INDEX type_role_role ON type_role (role_id);

CREATE TABLE field_check (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  rule TEXT NOT NULL UNIQUE CHECK (length(rule) > 0),
  message TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE entity (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
  type TEXT NOT NULL DEFAULT '',
  side TEXT NOT NULL DEFAULT '',
  country TEXT NOT NULL DEFAULT '',
  parent_id INTEGER REFERENCES entity (id),
  valid_from TEXT NOT NULL DEFAULT '',
  valid_to TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  origin TEXT NOT NULL DEFAULT 'human',
  retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
  created TEXT NOT NULL,
  changed TEXT NOT NULL,
  CHECK (valid_from = '' OR valid_to = '' OR valid_from <= valid_to)
) STRICT;
CREATE INDEX entity_parent ON entity (parent_id);

CREATE TABLE alias (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  name TEXT NOT NULL CHECK (length(name) > 0),
  folded TEXT NOT NULL,
  valid_from TEXT NOT NULL DEFAULT '',
  valid_to TEXT NOT NULL DEFAULT '',
  UNIQUE (entity_id, name)
) STRICT;
CREATE INDEX alias_folded ON alias (folded);

CREATE TABLE entity_code (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entity (id),
  code TEXT NOT NULL CHECK (length(code) > 0),
  valid_from TEXT NOT NULL DEFAULT '',
  valid_to TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX entity_code_entity ON entity_code (entity_id);

CREATE TABLE place (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (length(name) > 0),
  kind TEXT NOT NULL DEFAULT 'town',
  country TEXT NOT NULL DEFAULT '',
  admin1 TEXT NOT NULL DEFAULT '',
  admin2 TEXT NOT NULL DEFAULT '',
  latitude REAL CHECK (latitude BETWEEN -90 AND 90),
  longitude REAL CHECK (longitude BETWEEN -180 AND 180),
  population INTEGER NOT NULL DEFAULT 0 CHECK (population >= 0),
  geonameid INTEGER UNIQUE,
  origin TEXT NOT NULL CHECK (origin IN ('gazetteer', 'human', 'import')),
  note TEXT NOT NULL DEFAULT '',
  retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
  created TEXT NOT NULL,
  changed TEXT NOT NULL,
  CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;

CREATE TABLE place_name (
  id INTEGER PRIMARY KEY,
  place_id INTEGER NOT NULL REFERENCES place (id),
  name TEXT NOT NULL CHECK (length(name) > 0),
  folded TEXT NOT NULL,
  UNIQUE (place_id, name)
) STRICT;
CREATE INDEX place_name_folded ON place_name (folded);

CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  article_id INTEGER NOT NULL REFERENCES article (id),
  event_type_id INTEGER REFERENCES event_type (id),
  coder_id INTEGER NOT NULL REFERENCES coder (id),
  trigger_span_id INTEGER REFERENCES span (id),
  start INTEGER CHECK (start >= 0),
  "end" INTEGER,
  status TEXT NOT NULL DEFAULT 'happened'
    CHECK (status IN ('happened', 'attempted', 'threatened', 'planned', 'hypothetical', 'denied')),
  historical INTEGER NOT NULL DEFAULT 0 CHECK (historical IN (0, 1)),
  certainty TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  origin TEXT NOT NULL CHECK (length(origin) > 0),
  created TEXT NOT NULL,
  changed TEXT NOT NULL,
  CHECK ((start IS NULL) = ("end" IS NULL)),
  CHECK ("end" IS NULL OR "end" > start)
) STRICT;
CREATE INDEX event_article ON event (article_id);
CREATE INDEX event_type_of ON event (event_type_id);
CREATE INDEX event_trigger ON event (trigger_span_id);

CREATE TABLE argument (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  event_id INTEGER NOT NULL REFERENCES event (id),
  role_id INTEGER NOT NULL REFERENCES role (id),
  ordinal INTEGER NOT NULL,
  span_id INTEGER REFERENCES span (id),
  start INTEGER CHECK (start >= 0),
  "end" INTEGER,
  text TEXT NOT NULL DEFAULT '',
  value TEXT NOT NULL DEFAULT '{}' CHECK (substr(value, 1, 1) = '{'),
  entity_id INTEGER REFERENCES entity (id),
  place_id INTEGER REFERENCES place (id),
  CHECK ((start IS NULL) = ("end" IS NULL)),
  CHECK ("end" IS NULL OR "end" > start)
) STRICT;
CREATE INDEX argument_event ON argument (event_id);
CREATE INDEX argument_role ON argument (role_id);
CREATE INDEX argument_span ON argument (span_id);
CREATE INDEX argument_entity ON argument (entity_id);
CREATE INDEX argument_place ON argument (place_id);
CREATE INDEX argument_text ON argument (text);

CREATE TABLE canonical_event (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  coder_id INTEGER NOT NULL REFERENCES coder (id),
  note TEXT NOT NULL DEFAULT '',
  created TEXT NOT NULL,
  changed TEXT NOT NULL
) STRICT;

CREATE TABLE report_link (
  id INTEGER PRIMARY KEY,
  canonical_id INTEGER NOT NULL REFERENCES canonical_event (id),
  event_id INTEGER NOT NULL UNIQUE REFERENCES event (id)
) STRICT;
CREATE INDEX report_link_canonical ON report_link (canonical_id);

CREATE TABLE canonical_choice (
  id INTEGER PRIMARY KEY,
  canonical_id INTEGER NOT NULL REFERENCES canonical_event (id),
  field TEXT NOT NULL CHECK (length(field) > 0),
  value TEXT NOT NULL DEFAULT '',
  rule TEXT NOT NULL,
  UNIQUE (canonical_id, field)
) STRICT;

CREATE TABLE record (
  event_id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL,
  coder_id INTEGER NOT NULL,
  event_type_id INTEGER,
  date_start TEXT NOT NULL DEFAULT '',
  date_end TEXT NOT NULL DEFAULT '',
  date_precision TEXT NOT NULL DEFAULT '',
  actor TEXT NOT NULL DEFAULT '',
  target TEXT NOT NULL DEFAULT '',
  place TEXT NOT NULL DEFAULT '',
  country TEXT NOT NULL DEFAULT '',
  admin1 TEXT NOT NULL DEFAULT '',
  admin2 TEXT NOT NULL DEFAULT '',
  latitude REAL,
  longitude REAL,
  geo_precision TEXT NOT NULL DEFAULT '',
  fatalities_low INTEGER,
  fatalities_best INTEGER,
  fatalities_high INTEGER,
  status TEXT NOT NULL,
  historical INTEGER NOT NULL,
  canonical_id INTEGER,
  hidden INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX record_date ON record (date_start);
CREATE INDEX record_type ON record (event_type_id);
CREATE INDEX record_place ON record (place);
CREATE INDEX record_country ON record (country);
CREATE INDEX record_actor ON record (actor);
CREATE INDEX record_article ON record (article_id);
