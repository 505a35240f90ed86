-- Errors (Fo01) between us and an HTTP hub that came to nothing; each waits for a person.
CREATE TABLE hub_error (
  number          INTEGER PRIMARY KEY,
  reference       TEXT NOT NULL UNIQUE,          -- UUID v4, of the error itself
  way             INTEGER NOT NULL CHECK (way IN (1, 2)),  -- 1 of the hub, 2 ours
  cross_reference TEXT NOT NULL,                 -- of the letter that it is about
  municipality    TEXT NOT NULL,                 -- CBS code; empty where the envelope does not name one of ours
  party           TEXT NOT NULL,                 -- organisation at the other side
  code            TEXT NOT NULL,
  explanation     TEXT NOT NULL,                 -- what it says; never a citizen number
  failure         TEXT NOT NULL,                 -- why it came to nothing, REASON: text
  attempts        INTEGER NOT NULL,              -- how often ours was offered
  noted_at        INTEGER NOT NULL,              -- microseconds since 1970, UTC
  closed_at       INTEGER                        -- null while it waits
) STRICT;
CREATE INDEX hub_error_open ON hub_error (number) WHERE closed_at IS NULL;
