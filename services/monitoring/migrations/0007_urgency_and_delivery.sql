-- allocation: how urgent a route is, as it was when a place was last looked for. What was heard before these tables and columns
-- were there is known after a rebuild.
CREATE TABLE route_urgency (
  route   BLOB PRIMARY KEY CHECK (length(route) = 16),
  urgency INTEGER NOT NULL                                -- 0 ordinary, 1 urgent, 2 crisis
) STRICT, WITHOUT ROWID;

-- Over which days an allocation runs, and what refused lines with a return code were submitted for.
ALTER TABLE allocated ADD COLUMN first_day INTEGER;
ALTER TABLE allocated ADD COLUMN last_day INTEGER;        -- none while it goes on
ALTER TABLE claim_refusal ADD COLUMN cents INTEGER NOT NULL DEFAULT 0;

-- What changed can be a contract too (4); everything is read again.
DROP TABLE change_log;
CREATE TABLE change_log (
  kind   INTEGER NOT NULL CHECK (kind IN (1, 2, 3, 4)),
  id     BLOB NOT NULL CHECK (length(id) = 16),
  number INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_number ON change_log (number);
UPDATE change_state SET era = era + 1;
