ALTER TABLE article ADD COLUMN file_id INTEGER REFERENCES file (id);
ALTER TABLE article ADD COLUMN file_part TEXT NOT NULL DEFAULT '';
CREATE INDEX article_published ON article (published);
CREATE INDEX step_batch ON step (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX article_group ON article (group_id) WHERE group_id IS NOT NULL;
ALTER TABLE batch ADD COLUMN report TEXT NOT NULL DEFAULT '{}' CHECK (substr(report, 1, 1) = '{');

CREATE TABLE file (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES batch (id),
  name TEXT NOT NULL CHECK (length(name) > 0),
  size INTEGER NOT NULL DEFAULT 0 CHECK (size >= 0),
  sha256 TEXT NOT NULL DEFAULT '' CHECK (length(sha256) IN (0, 64)),
  reader TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX file_batch ON file (batch_id);

CREATE TABLE intake_note (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES batch (id),
  kind TEXT NOT NULL CHECK (kind IN ('refused', 'copy', 'warning', 'span')),
  place TEXT NOT NULL,
  sentence TEXT NOT NULL,
  article_id INTEGER REFERENCES article (id)
) STRICT;
CREATE INDEX intake_note_batch ON intake_note (batch_id);

CREATE TABLE signature (
  article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
  minhash BLOB NOT NULL
) STRICT;

CREATE TABLE not_copy (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article (id),
  other_id INTEGER NOT NULL REFERENCES article (id),
  UNIQUE (article_id, other_id)
) STRICT;
CREATE INDEX not_copy_other ON not_copy (other_id);

CREATE TABLE saved_search (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 80),
  query TEXT NOT NULL CHECK (length(query) > 0),
  position INTEGER NOT NULL,
  created TEXT NOT NULL,
  changed TEXT NOT NULL
) STRICT;

CREATE TABLE assignment (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 80),
  purpose TEXT NOT NULL CHECK (purpose IN ('coding', 'hold-out')),
  articles TEXT NOT NULL CHECK (substr(articles, 1, 1) = '['),
  how TEXT NOT NULL DEFAULT '{}' CHECK (substr(how, 1, 1) = '{'),
  closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
  created TEXT NOT NULL,
  changed TEXT NOT NULL
) STRICT;

CREATE TABLE assignment_coder (
  id INTEGER PRIMARY KEY,
  assignment_id INTEGER NOT NULL REFERENCES assignment (id),
  coder_id INTEGER NOT NULL REFERENCES coder (id),
  UNIQUE (assignment_id, coder_id)
) STRICT;
CREATE INDEX assignment_coder_coder ON assignment_coder (coder_id);

CREATE TABLE facet (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  block INTEGER NOT NULL,
  ids BLOB NOT NULL,
  PRIMARY KEY (kind, key, block)
) STRICT;
