-- What providers asked to change by message (317). A row is changed only when it is closed.
CREATE TABLE change_request (
  id           INTEGER PRIMARY KEY,
  uuid         BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  route        INTEGER NOT NULL REFERENCES route (id),
  ordinal      INTEGER NOT NULL CHECK (ordinal > 0),      -- counts within the route
  client       BLOB NOT NULL CHECK (length(client) = 16),
  municipality TEXT NOT NULL,
  law          INTEGER NOT NULL,
  provider     TEXT NOT NULL,
  reference    TEXT NOT NULL,                             -- ReferentieAanbieder: also an allocation_request, until it is answered
  message      BLOB NOT NULL CHECK (length(message) = 16),
  direction    INTEGER NOT NULL CHECK (direction IN (1, 2, 3)),  -- up, down, same
  wanted_day   INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  state        INTEGER NOT NULL CHECK (state IN (1, 2, 3)),      -- open, applied, refused
  decision     TEXT NOT NULL DEFAULT '',
  closed_at    INTEGER,
  UNIQUE (route, ordinal),
  CHECK ((state = 1) = (closed_at IS NULL))
) STRICT;
CREATE INDEX change_request_open ON change_request (route) WHERE state = 1;

-- What is new (no allocation), and what is to change about an allocation: period, volume and budget as they are wanted.
CREATE TABLE change_line (
  id             INTEGER PRIMARY KEY,
  change_request INTEGER NOT NULL REFERENCES change_request (id),
  allocation     INTEGER REFERENCES allocation (id),
  care_line      INTEGER NOT NULL REFERENCES care_line (id)
) STRICT;
CREATE INDEX change_line_request ON change_line (change_request, id);
