"""The ordered steps that bring a project file to the present format; nothing else.

A released step is never edited: a change is a new step. Each runs in a transaction that also raises `user_version`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.profile import APPLICATION_ID
from corpus.sqlite import Migrations

if TYPE_CHECKING:
    from corpus.sqlite import Database

# No json_valid in a CHECK: SQLite 3.40 holds it unsafe under trusted_schema=OFF.
migrations = Migrations("dateline")
LATEST = 2

_TABLES_1 = """
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE coder (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
  created TEXT NOT NULL
) STRICT;

CREATE TABLE batch (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  summary TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE article (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  title TEXT NOT NULL,
  length INTEGER NOT NULL CHECK (length > 0),
  source TEXT NOT NULL DEFAULT '',
  url TEXT NOT NULL DEFAULT '',
  published TEXT NOT NULL DEFAULT ''
    CHECK (published = '' OR published GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'),
  language TEXT NOT NULL DEFAULT '',
  meta TEXT NOT NULL DEFAULT '{}' CHECK (substr(meta, 1, 1) = '{'),
  group_id INTEGER,
  batch_id INTEGER REFERENCES batch (id),
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  span_count INTEGER NOT NULL DEFAULT 0,
  added TEXT NOT NULL
) STRICT;
CREATE INDEX article_source ON article (source);
CREATE INDEX article_batch ON article (batch_id);

CREATE TABLE article_text (
  article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
  text TEXT NOT NULL
) STRICT;
CREATE TRIGGER article_text_frozen BEFORE UPDATE ON article_text
BEGIN SELECT RAISE(ABORT, 'an article''s text is frozen'); END;

CREATE VIRTUAL TABLE article_fts USING fts5 (
  title, source, text, content = '', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE label (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 60),
  kind TEXT NOT NULL CHECK (kind IN ('event', 'actor', 'location', 'date', 'casualties', 'other')),
  definition TEXT NOT NULL DEFAULT '',
  colour TEXT NOT NULL CHECK (colour GLOB '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
  key TEXT NOT NULL DEFAULT '' CHECK (length(key) <= 1),
  position INTEGER NOT NULL,
  parent_id INTEGER REFERENCES label (id),
  retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
  created TEXT NOT NULL,
  changed TEXT NOT NULL
) STRICT;

CREATE TABLE span (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  article_id INTEGER NOT NULL REFERENCES article (id),
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  label_id INTEGER NOT NULL REFERENCES label (id),
  coder_id INTEGER NOT NULL REFERENCES coder (id),
  origin TEXT NOT NULL CHECK (length(origin) > 0),
  surface TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  certainty TEXT NOT NULL DEFAULT '',
  exact INTEGER NOT NULL DEFAULT 0 CHECK (exact IN (0, 1)),
  created TEXT NOT NULL,
  changed TEXT NOT NULL,
  UNIQUE (article_id, coder_id, label_id, start, "end")
) STRICT;
CREATE INDEX span_label ON span (label_id);

CREATE TABLE work (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article (id),
  coder_id INTEGER NOT NULL REFERENCES coder (id),
  status TEXT NOT NULL CHECK (status IN ('new', 'in progress', 'done', 'flagged', 'skipped')),
  seconds INTEGER NOT NULL DEFAULT 0 CHECK (seconds >= 0),
  changed TEXT NOT NULL,
  UNIQUE (article_id, coder_id)
) STRICT;
CREATE INDEX work_status ON work (coder_id, status, article_id);

CREATE TABLE piece (
  id INTEGER PRIMARY KEY,
  tokenizer TEXT NOT NULL,
  text TEXT NOT NULL,
  ends BLOB NOT NULL,
  UNIQUE (tokenizer, text)
) STRICT;

CREATE TABLE step (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  summary TEXT NOT NULL,
  article_id INTEGER,
  coder_id INTEGER NOT NULL REFERENCES coder (id),
  at TEXT NOT NULL,
  state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2, 3)),
  batch_id INTEGER REFERENCES batch (id)
) STRICT;
CREATE INDEX step_state ON step (coder_id, state, id);
CREATE INDEX step_article ON step (article_id);

CREATE TABLE change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  step_id INTEGER NOT NULL REFERENCES step (id),
  tbl TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before TEXT CHECK (substr(before, 1, 1) = '{'),
  after TEXT CHECK (substr(after, 1, 1) = '{'),
  CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;
CREATE INDEX change_step ON change (step_id);
CREATE INDEX change_row ON change (tbl, row_id);
"""

_TABLES_2 = """
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
"""


@migrations()
def first_format(db: Database) -> None:
    """Articles, labels, spans, work, journal, token cache."""
    _run(db, _TABLES_1)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@migrations()
def events(db: Database) -> None:
    """Event types with their roles, actors, places, event records, canonical events."""
    _run(db, _TABLES_2)
    db.execute("PRAGMA user_version = 2")


def _run(db: Database, script: str) -> None:
    """Execute a script statement by statement (`executescript` would commit the step's transaction)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().endswith(";") and ("CREATE TRIGGER" not in statement or "END;" in line):
            db.execute(statement)
            statement = ""
