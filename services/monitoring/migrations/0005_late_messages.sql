-- messaging: messages of which the term for the answer passed, each once.
CREATE TABLE late_message (
  message      BLOB PRIMARY KEY CHECK (length(message) = 16),
  kind         TEXT NOT NULL,
  municipality TEXT NOT NULL,
  provider     TEXT NOT NULL,
  ours         INTEGER NOT NULL CHECK (ours IN (0, 1)),
  due_month    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What changed can be a message too (3); everything is read again.
DROP TABLE change_log;
CREATE TABLE change_log (
  kind   INTEGER NOT NULL CHECK (kind IN (1, 2, 3)),
  id     BLOB NOT NULL CHECK (length(id) = 16),
  number INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_number ON change_log (number);
UPDATE change_state SET era = era + 1;
