-- Stops (307) that came before the start that they end, and wait a while for it.
CREATE TABLE overtaken_message (
  message INTEGER PRIMARY KEY REFERENCES message (number),
  queue   BLOB NOT NULL,                         -- that of the message: whose start it waits for
  waits   INTEGER NOT NULL CHECK (waits IN (0, 1)),  -- 0: it is judged again
  over    INTEGER NOT NULL CHECK (over IN (0, 1)),   -- 1: it waited long enough; the next verdict is its answer
  tries   INTEGER NOT NULL CHECK (tries > 0)     -- how often its owner judged it
) STRICT;
CREATE INDEX overtaken_queue ON overtaken_message (queue);
