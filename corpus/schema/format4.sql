CREATE TABLE name (
  surface TEXT NOT NULL CHECK (length(surface) BETWEEN 1 AND 200),
  label_id INTEGER NOT NULL REFERENCES label (id) ON DELETE CASCADE,
  coded INTEGER NOT NULL,
  PRIMARY KEY (surface, label_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_label ON name (label_id);

CREATE TABLE pattern (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  label_id INTEGER NOT NULL REFERENCES label (id),
  kind TEXT NOT NULL CHECK (kind IN ('words', 'tokens', 'expression')),
  body TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 4000),
  note TEXT NOT NULL DEFAULT '',
  off INTEGER NOT NULL DEFAULT 0 CHECK (off IN (0, 1)),
  created TEXT NOT NULL,
  changed TEXT NOT NULL,
  UNIQUE (label_id, kind, body)
) STRICT;

CREATE TABLE verdict (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  article_id INTEGER NOT NULL REFERENCES article (id),
  coder_id INTEGER NOT NULL REFERENCES coder (id),
  verdict TEXT NOT NULL CHECK (verdict IN ('rejected', 'confirmed')),
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  label_id INTEGER REFERENCES label (id),
  event_type_id INTEGER REFERENCES event_type (id),
  surface TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (length(origin) > 0),
  created TEXT NOT NULL
) STRICT;
CREATE INDEX verdict_article ON verdict (article_id);
CREATE INDEX verdict_surface ON verdict (surface);
CREATE INDEX verdict_label ON verdict (label_id);
CREATE INDEX verdict_type ON verdict (event_type_id);

CREATE TABLE model (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  number INTEGER NOT NULL UNIQUE CHECK (number > 0),
  preset TEXT NOT NULL,
  base TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL,
  folder TEXT NOT NULL,
  manifest TEXT NOT NULL DEFAULT '{}' CHECK (substr(manifest, 1, 1) = '{'),
  fingerprint TEXT NOT NULL,
  settings TEXT NOT NULL DEFAULT '{}' CHECK (substr(settings, 1, 1) = '{'),
  scores TEXT NOT NULL DEFAULT '{}' CHECK (substr(scores, 1, 1) = '{'),
  articles INTEGER NOT NULL CHECK (articles >= 0),
  spans INTEGER NOT NULL CHECK (spans >= 0),
  seconds REAL NOT NULL CHECK (seconds >= 0),
  size INTEGER NOT NULL CHECK (size >= 0),
  note TEXT NOT NULL DEFAULT '',
  created TEXT NOT NULL
) STRICT;

CREATE TABLE suggestion (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  label_id INTEGER NOT NULL REFERENCES label (id) ON DELETE CASCADE,
  origin TEXT NOT NULL CHECK (length(origin) > 0),
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
  UNIQUE (article_id, start, "end", label_id, origin)
) STRICT;
CREATE INDEX suggestion_origin ON suggestion (origin);
CREATE INDEX suggestion_label ON suggestion (label_id);

CREATE TABLE suggested_event (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  event_type_id INTEGER REFERENCES event_type (id) ON DELETE CASCADE,
  origin TEXT NOT NULL CHECK (length(origin) > 0),
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
  arguments TEXT NOT NULL DEFAULT '[]' CHECK (substr(arguments, 1, 1) = '['),
  UNIQUE (article_id, start, "end", origin)
) STRICT;
CREATE INDEX suggested_event_type ON suggested_event (event_type_id);

CREATE TABLE training_run (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('train', 'curve', 'errors', 'evaluate')),
  model_id INTEGER REFERENCES model (id) ON DELETE SET NULL,
  settings TEXT NOT NULL DEFAULT '{}' CHECK (substr(settings, 1, 1) = '{'),
  report TEXT NOT NULL DEFAULT '{}' CHECK (substr(report, 1, 1) = '{'),
  seconds REAL NOT NULL CHECK (seconds >= 0),
  at TEXT NOT NULL
) STRICT;

CREATE TABLE cross_prediction (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES training_run (id) ON DELETE CASCADE,
  article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  label_id INTEGER NOT NULL REFERENCES label (id) ON DELETE CASCADE,
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1)
) STRICT;
CREATE INDEX cross_prediction_run ON cross_prediction (run_id, article_id);
CREATE INDEX cross_prediction_label ON cross_prediction (label_id);

CREATE TABLE crossed (
  run_id INTEGER NOT NULL REFERENCES training_run (id) ON DELETE CASCADE,
  article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
  PRIMARY KEY (run_id, article_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE doubt (
  article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
  model_id INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
  doubt REAL NOT NULL CHECK (doubt >= 0),
  novelty REAL NOT NULL CHECK (novelty BETWEEN 0 AND 1)
) STRICT;
