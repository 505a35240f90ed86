-- What waits to be brought to a provider, by whichever way. An HTTP hub knows a message by its reference.
ALTER TABLE exchange_file ADD COLUMN conversation TEXT NOT NULL DEFAULT '';      -- those of one arrive in order; empty: of none
ALTER TABLE exchange_file ADD COLUMN waiting_since INTEGER NOT NULL DEFAULT 0;   -- microseconds since 1970, UTC
ALTER TABLE exchange_file ADD COLUMN reference TEXT;                             -- UUID v4; null while it was never offered
ALTER TABLE exchange_file ADD COLUMN offered_at INTEGER;                         -- for the first time under this reference
ALTER TABLE exchange_file ADD COLUMN offers INTEGER NOT NULL DEFAULT 0;          -- under this reference
ALTER TABLE exchange_file ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;        -- since it waits
ALTER TABLE exchange_file ADD COLUMN answered INTEGER NOT NULL DEFAULT 0;        -- 1: the hub took or refused it under this reference
ALTER TABLE exchange_file ADD COLUMN answers INTEGER REFERENCES message (number); -- what it answers; null: the counterpart of its message
ALTER TABLE exchange_file ADD COLUMN dead_at INTEGER;                            -- given up; waits for a person
ALTER TABLE exchange_file ADD COLUMN code TEXT NOT NULL DEFAULT '';              -- of the hub's refusal
ALTER TABLE exchange_file ADD COLUMN failure TEXT NOT NULL DEFAULT '';           -- why it was given up, REASON: text
ALTER TABLE exchange_file ADD COLUMN given_up INTEGER NOT NULL DEFAULT 0;        -- how often it was
CREATE UNIQUE INDEX exchange_file_reference ON exchange_file (reference) WHERE reference IS NOT NULL;
CREATE INDEX exchange_file_dead ON exchange_file (number) WHERE dead_at IS NOT NULL;

-- What an HTTP hub brought: it is acknowledged once this is stored, and once only. References are kept for ever.
CREATE TABLE hub_receipt (
  number          INTEGER PRIMARY KEY,           -- in the order of receipt
  reference       TEXT NOT NULL UNIQUE,          -- UUID v4, by the sender
  cross_reference TEXT NOT NULL,                 -- of what it answers; empty for a forward message
  kind            INTEGER NOT NULL CHECK (kind IN (1, 2, 3)),  -- 1 Di01, 2 Du01, 3 Fo01
  sender          TEXT NOT NULL,                 -- organisation that sent it
  application     TEXT NOT NULL,                 -- and its application
  municipality    TEXT NOT NULL,                 -- CBS code; empty where the envelope does not name one of ours
  name            TEXT NOT NULL,                 -- of the file that it is; empty for an Fo01
  digest          BLOB NOT NULL CHECK (length(digest) = 32),  -- of all that it says
  received_at     INTEGER NOT NULL,              -- microseconds since 1970, UTC
  message         INTEGER REFERENCES message (number),  -- once it is stored as one
  content         BLOB,                          -- sealed by the exchange's key, until it is stored as a message
  code            TEXT NOT NULL DEFAULT '',      -- of an Fo01
  place           TEXT NOT NULL DEFAULT '',      -- of an Fo01: client or server
  explanation     TEXT NOT NULL DEFAULT '',      -- of an Fo01
  open            INTEGER NOT NULL CHECK (open IN (0, 1))  -- 1 until it is stored as a message, or an Fo01 took effect
) STRICT;
CREATE INDEX hub_receipt_open ON hub_receipt (number) WHERE open = 1;
CREATE INDEX hub_receipt_message ON hub_receipt (message) WHERE message IS NOT NULL;

-- Errors (Fo01) that the hub must yet be told about what it brought.
CREATE TABLE hub_fault (
  number      INTEGER PRIMARY KEY,
  receipt     INTEGER NOT NULL UNIQUE REFERENCES hub_receipt (number),
  reference   TEXT NOT NULL UNIQUE,              -- UUID v4, ours
  code        TEXT NOT NULL,
  explanation TEXT NOT NULL,
  made_at     INTEGER NOT NULL,
  attempts    INTEGER NOT NULL DEFAULT 0,
  closed_at   INTEGER                            -- null while it is to be told
) STRICT;
CREATE INDEX hub_fault_open ON hub_fault (number) WHERE closed_at IS NULL;
