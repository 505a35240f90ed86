-- Messages in and out, without their content.
CREATE TABLE message (
  number         INTEGER PRIMARY KEY,            -- in the order of receipt and writing
  message_id     BLOB NOT NULL UNIQUE CHECK (length(message_id) = 16),
  direction      INTEGER NOT NULL CHECK (direction IN (1, 2)),       -- 1 in, 2 out
  state          INTEGER NOT NULL CHECK (state BETWEEN 1 AND 9),
  stage          INTEGER NOT NULL CHECK (stage BETWEEN 1 AND 3),     -- 1 stored, 2 judged by itself, 3 finished
  kind           TEXT NOT NULL,                  -- JW315; empty while or where it cannot be told
  municipality   TEXT NOT NULL,                  -- CBS code
  provider       TEXT NOT NULL,                  -- AGB code; empty while or where it cannot be told
  identification TEXT NOT NULL,
  signed_on      TEXT,                           -- Dagtekening, YYYY-MM-DD
  file_name      TEXT NOT NULL,                  -- never holds a citizen number
  digest         BLOB NOT NULL CHECK (length(digest) = 32),
  created_at     INTEGER NOT NULL,               -- microseconds since 1970, UTC
  answer_due     TEXT,                           -- YYYY-MM-DD; null when no term runs
  route          TEXT NOT NULL DEFAULT '',       -- the route on whose behalf it was sent, or that it opened
  counterpart    INTEGER REFERENCES message (number),  -- the answer to it, or what it answers
  repeats        INTEGER REFERENCES message (number),  -- the message whose bytes came again; then it has no content of its own
  queue          BLOB,                           -- keyed hash of sender and client, only until it is finished
  failure        TEXT NOT NULL DEFAULT '',       -- what stopped it, while it waits for a person (state 9)
  failures       INTEGER NOT NULL DEFAULT 0      -- how often that happened
) STRICT;
CREATE UNIQUE INDEX message_file ON message (municipality, direction, file_name);
CREATE INDEX message_identification ON message (direction, provider, kind, identification);
CREATE INDEX message_open ON message (number) WHERE stage < 3;
CREATE INDEX message_queue ON message (queue, number) WHERE queue IS NOT NULL;
CREATE INDEX message_municipality ON message (municipality, number);
CREATE INDEX message_provider ON message (provider, number);
CREATE INDEX message_kind ON message (kind, number);
CREATE INDEX message_state ON message (state, number);
CREATE INDEX message_unanswered ON message (route) WHERE direction = 2 AND state = 5;

-- The bytes of a message, sealed with the key of its client, or with the exchange's own where no client is known.
CREATE TABLE message_content (
  message INTEGER PRIMARY KEY REFERENCES message (number),
  client  TEXT NOT NULL,                         -- clients/… whose key opens it; empty for the exchange's
  sealed  BLOB NOT NULL
) STRICT;

CREATE TABLE message_route (
  message INTEGER NOT NULL REFERENCES message (number),
  route   TEXT NOT NULL,
  PRIMARY KEY (message, route)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_route_route ON message_route (route, message);

CREATE TABLE message_client (
  message INTEGER NOT NULL REFERENCES message (number),
  client  TEXT NOT NULL,
  PRIMARY KEY (message, client)
) STRICT, WITHOUT ROWID;

-- Why a message was refused or returned.
CREATE TABLE message_finding (
  message     INTEGER NOT NULL REFERENCES message (number),
  ordinal     INTEGER NOT NULL,
  class_path  TEXT NOT NULL,
  rule        TEXT NOT NULL,
  return_code TEXT NOT NULL,
  line        INTEGER NOT NULL,
  explanation TEXT NOT NULL,
  PRIMARY KEY (message, ordinal)
) STRICT, WITHOUT ROWID;

-- How often a name arrived in a municipality's folder: what is kept of a file needs a name of its own.
CREATE TABLE arrival_name (
  municipality TEXT NOT NULL,
  name         TEXT NOT NULL,
  uses         INTEGER NOT NULL CHECK (uses > 0),
  PRIMARY KEY (municipality, name)
) STRICT, WITHOUT ROWID;

-- A file that was stored and still stands in its in/ folder.
CREATE TABLE arrival (
  message      INTEGER PRIMARY KEY REFERENCES message (number),
  municipality TEXT NOT NULL,
  mark         TEXT NOT NULL,                    -- which file it is, as the hub tells it
  UNIQUE (municipality, mark)
) STRICT;

-- Which message holds an identification of a sender (TR056); kept for ever.
CREATE TABLE identification (
  provider       TEXT NOT NULL,
  kind           TEXT NOT NULL,
  identification TEXT NOT NULL,
  message        INTEGER NOT NULL REFERENCES message (number),
  binding        INTEGER NOT NULL CHECK (binding IN (0, 1)),  -- 0: refused by level 2, so that it counts as not sent (OP286)
  PRIMARY KEY (provider, kind, identification)
) STRICT, WITHOUT ROWID;

-- The last identification that a municipality gave to a message or return message.
CREATE TABLE identification_sequence (
  municipality TEXT PRIMARY KEY,
  last         INTEGER NOT NULL CHECK (last > 0)
) STRICT, WITHOUT ROWID;

-- Which allocations were ever sent, under which reference of the provider: the first time carries it (TR379).
CREATE TABLE sent_allocation (
  municipality       TEXT NOT NULL,
  law                INTEGER NOT NULL,
  allocation_number  INTEGER NOT NULL,
  provider_reference TEXT NOT NULL,              -- empty where nobody asked
  message            INTEGER NOT NULL REFERENCES message (number),
  PRIMARY KEY (municipality, law, allocation_number, provider_reference)
) STRICT, WITHOUT ROWID;

-- What providers asked for by message (315, 317), by their reference, and what it was answered (TR355, TR359, TR360, TR365).
CREATE TABLE provider_request (
  municipality TEXT NOT NULL,
  law          INTEGER NOT NULL,
  provider     TEXT NOT NULL,
  reference    TEXT NOT NULL CHECK (reference <> ''),
  message      INTEGER NOT NULL REFERENCES message (number),
  standing     INTEGER NOT NULL CHECK (standing BETWEEN 0 AND 3),  -- 0 open, 1 refused, 2 under investigation, 3 allocated
  PRIMARY KEY (municipality, law, provider, reference)
) STRICT, WITHOUT ROWID;
CREATE INDEX provider_request_message ON provider_request (message);

-- Files that the exchange must hold; a row waits until it is written.
CREATE TABLE exchange_file (
  number       INTEGER PRIMARY KEY,
  message      INTEGER NOT NULL REFERENCES message (number),
  box          INTEGER NOT NULL CHECK (box BETWEEN 1 AND 3),  -- 1 out, 2 done, 3 refused
  municipality TEXT NOT NULL,
  name         TEXT NOT NULL,
  content      BLOB,                              -- sealed by the exchange's key until written; null: the message's sealed content as it is
  written_at   INTEGER                            -- null while it waits
) STRICT;
CREATE INDEX exchange_file_waiting ON exchange_file (number) WHERE written_at IS NULL;
CREATE INDEX exchange_file_message ON exchange_file (message);
