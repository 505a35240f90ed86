-- The last ToewijzingNummer that a municipality gave under a law (TR332).
CREATE TABLE allocation_number (
  municipality TEXT NOT NULL,
  law          INTEGER NOT NULL,
  last         INTEGER NOT NULL CHECK (last BETWEEN 1 AND 999999999),
  PRIMARY KEY (municipality, law)
) STRICT, WITHOUT ROWID;

-- What a provider may deliver on a route.
CREATE TABLE allocation (
  id           INTEGER PRIMARY KEY,
  uuid         BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  route        INTEGER NOT NULL REFERENCES route (id),
  client       BLOB NOT NULL CHECK (length(client) = 16),
  municipality TEXT NOT NULL,
  law          INTEGER NOT NULL,
  number       INTEGER NOT NULL CHECK (number BETWEEN 1 AND 999999999),
  care_line    INTEGER NOT NULL REFERENCES care_line (id),
  line         TEXT NOT NULL,
  provider     TEXT NOT NULL,
  decision     TEXT NOT NULL,
  state        INTEGER NOT NULL CHECK (state IN (1, 2, 3, 4, 5)),  -- allocated, in care, interrupted, ended, withdrawn
  capacity     INTEGER NOT NULL REFERENCES capacity (id),
  held_first   INTEGER,                                   -- the days on which it takes a place; null when none
  held_last    INTEGER,
  start_day    INTEGER NOT NULL,                          -- of the line, for lists by day
  end_day      INTEGER,
  revision     INTEGER NOT NULL CHECK (revision > 0),
  created_at   INTEGER NOT NULL,
  change_reason TEXT NOT NULL DEFAULT '',                 -- RedenWijziging (JZ002) of the last change
  changed_at   INTEGER NOT NULL,                          -- when what a message tells of it changed last
  told_at      INTEGER,                                   -- when a message last told of it; null when none did
  told         INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),  -- whether it was told as it is now
  UNIQUE (municipality, law, number),
  CHECK (told = 0 OR told_at IS NOT NULL),
  CHECK ((held_first IS NULL) = (held_last IS NULL) AND (held_first IS NULL OR held_last >= held_first)),
  CHECK (state <> 5 OR (held_first IS NULL AND end_day = start_day))
) STRICT;
CREATE UNIQUE INDEX allocation_line ON allocation (route, line) WHERE state <> 5;
CREATE INDEX allocation_client ON allocation (client, provider, number);
CREATE INDEX allocation_provider ON allocation (provider, number);
CREATE INDEX allocation_order ON allocation (number, id);
CREATE INDEX allocation_capacity ON allocation (capacity, held_first) WHERE held_first IS NOT NULL;

-- Starts and stops that were reported. A row is never changed but for `removed_by`.
CREATE TABLE delivery (
  id          INTEGER PRIMARY KEY,
  allocation  INTEGER NOT NULL REFERENCES allocation (id),
  kind        INTEGER NOT NULL CHECK (kind IN (1, 2, 3)),  -- start, temporary stop, stop
  category    TEXT NOT NULL,
  code        TEXT NOT NULL,
  start_day   INTEGER NOT NULL,
  end_day     INTEGER,
  stop_reason TEXT NOT NULL,
  message     BLOB NOT NULL CHECK (length(message) = 16),
  created_at  INTEGER NOT NULL,
  removed_by  BLOB CHECK (length(removed_by) = 16),       -- the message that took it back
  CHECK ((kind = 1) = (end_day IS NULL))
) STRICT;
CREATE INDEX delivery_allocation ON delivery (allocation, id);

-- What providers asked for by message, by their own reference (TR347). Open until a message told an allocation under the reference or
-- refused it (TR374).
CREATE TABLE allocation_request (
  id            INTEGER PRIMARY KEY,
  provider      TEXT NOT NULL,
  law           INTEGER NOT NULL,
  reference     TEXT NOT NULL,
  client        BLOB NOT NULL CHECK (length(client) = 16),
  message       BLOB NOT NULL CHECK (length(message) = 16),
  registered_at INTEGER NOT NULL,
  answered_at   INTEGER,
  answer        INTEGER CHECK (answer IN (1, 3)),         -- allocated, refused
  UNIQUE (provider, law, reference),
  CHECK ((answered_at IS NULL) = (answer IS NULL))
) STRICT;
CREATE INDEX allocation_request_open ON allocation_request (provider, law, client) WHERE answered_at IS NULL;
