-- A message that cannot be handled asks for a person too, and so does an error of the hub, on the route that stands with it.
CREATE TABLE message_attention_of_more (
  message INTEGER NOT NULL REFERENCES message (number),
  -- 1 our answer is late, 2 the return is late, 3 undelivered, 4 cannot be handled
  reason  INTEGER NOT NULL CHECK (reason BETWEEN 1 AND 4),
  route   BLOB NOT NULL CHECK (length(route) = 16),
  PRIMARY KEY (message, reason)
) STRICT, WITHOUT ROWID;
INSERT INTO message_attention_of_more SELECT message, reason, route FROM message_attention;
DROP TABLE message_attention;
ALTER TABLE message_attention_of_more RENAME TO message_attention;

ALTER TABLE hub_error ADD COLUMN route BLOB CHECK (length(route) = 16);  -- null where nobody is asked, or no more
