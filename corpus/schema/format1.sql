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
