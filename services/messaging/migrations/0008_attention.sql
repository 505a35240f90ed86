-- Messages that ask for a person, each with the route that runs for it until it is settled.
CREATE TABLE message_attention (
  message INTEGER NOT NULL REFERENCES message (number),
  reason  INTEGER NOT NULL CHECK (reason BETWEEN 1 AND 3),  -- 1 our answer is late, 2 the return is late, 3 undelivered
  route   BLOB NOT NULL CHECK (length(route) = 16),
  PRIMARY KEY (message, reason)
) STRICT, WITHOUT ROWID;
