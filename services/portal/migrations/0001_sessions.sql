-- Browsers that are signed in. The secret of a browser stands nowhere: only its SHA-256.
CREATE TABLE session (
  digest         BLOB PRIMARY KEY CHECK (length(digest) = 32),
  kind           INTEGER NOT NULL CHECK (kind IN (1, 2)),  -- 1 a person of the region, 2 someone of a provider
  subject        TEXT NOT NULL,                            -- persons/…, providers/…
  name           TEXT NOT NULL,                            -- of the one who is signed in, for people
  roles          TEXT NOT NULL,                            -- with commas between them
  municipalities TEXT NOT NULL,                            -- CBS codes, with commas between them
  begun_at       INTEGER NOT NULL,                         -- microseconds since 1970, UTC
  used_at        INTEGER NOT NULL                          -- the same; to the minute
) STRICT, WITHOUT ROWID;
CREATE INDEX session_used ON session (used_at);
