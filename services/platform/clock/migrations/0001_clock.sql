-- The suite's driven clock: one row.
CREATE TABLE clock (
  id  INTEGER PRIMARY KEY CHECK (id = 1),
  now INTEGER NOT NULL                     -- microseconds since 1970, UTC
) STRICT;
