-- Who was shown which clients, when, why and by which method: one row a call, chained by hash, never changed.
CREATE TABLE look (
  number       INTEGER PRIMARY KEY,
  looked_at    INTEGER NOT NULL,                       -- microseconds since 1970, UTC
  subject      TEXT NOT NULL,
  on_behalf_of TEXT NOT NULL,
  purpose      TEXT NOT NULL,
  method       TEXT NOT NULL,
  hash         BLOB NOT NULL CHECK (length(hash) = 32) -- SHA-256 over the hash before and this row's fields and clients
) STRICT;

-- The clients of a look, in the order in which they were seen.
CREATE TABLE look_client (
  number  INTEGER NOT NULL REFERENCES look (number),
  ordinal INTEGER NOT NULL,
  client  TEXT NOT NULL,
  PRIMARY KEY (number, ordinal)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX look_client_client ON look_client (client, number);

CREATE TRIGGER look_is_never_changed BEFORE UPDATE ON look BEGIN SELECT RAISE(ABORT, 'the look-log is append-only'); END;
CREATE TRIGGER look_is_never_removed BEFORE DELETE ON look BEGIN SELECT RAISE(ABORT, 'the look-log is append-only'); END;
CREATE TRIGGER look_client_is_never_changed BEFORE UPDATE ON look_client BEGIN SELECT RAISE(ABORT, 'the look-log is append-only'); END;
CREATE TRIGGER look_client_is_never_removed BEFORE DELETE ON look_client BEGIN SELECT RAISE(ABORT, 'the look-log is append-only'); END;

-- The end of the chain: one row, moved with each look. It puts writers in a row, and shows when the last looks are missing.
CREATE TABLE look_head (
  one    INTEGER PRIMARY KEY CHECK (one = 1),
  number INTEGER NOT NULL,
  hash   BLOB NOT NULL                                 -- of the last look; empty before the first
) STRICT;
INSERT INTO look_head (one, number, hash) VALUES (1, 0, X'');
