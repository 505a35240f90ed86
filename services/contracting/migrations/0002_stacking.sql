-- What may run together for one client, and the most of it (CON-6). Kept as the rest of the catalogue: of the rows with one key the
-- one with the largest id holds, and none is ever changed.
CREATE TABLE stacking_rule (
  id             INTEGER PRIMARY KEY,
  law            INTEGER NOT NULL,
  category       TEXT NOT NULL CHECK (length(category) = 2),
  code           TEXT NOT NULL,                           -- empty: the whole category
  other_category TEXT NOT NULL CHECK (length(other_category) = 2),
  other_code     TEXT NOT NULL,                           -- never before the first one, so that a pair has one key
  allowed        INTEGER NOT NULL CHECK (allowed IN (0, 1)),
  reason         TEXT NOT NULL,
  valid_from     INTEGER NOT NULL,
  valid_until    INTEGER CHECK (valid_until >= valid_from),
  recorded_at    INTEGER NOT NULL,
  CHECK ((category, code) <= (other_category, other_code))
) STRICT;
CREATE INDEX stacking_rule_key ON stacking_rule (law, category, code, other_category, other_code, valid_from, id);

CREATE TABLE product_limit (
  id          INTEGER PRIMARY KEY,
  law         INTEGER NOT NULL,
  category    TEXT NOT NULL CHECK (length(category) = 2),
  code        TEXT NOT NULL,                              -- empty: all of the category together
  amount      INTEGER NOT NULL CHECK (amount > 0),
  unit        INTEGER NOT NULL,
  frequency   INTEGER NOT NULL,
  reason      TEXT NOT NULL,
  valid_from  INTEGER NOT NULL,
  valid_until INTEGER CHECK (valid_until >= valid_from),
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX product_limit_key ON product_limit (law, category, code, unit, frequency, valid_from, id);

CREATE TRIGGER stacking_rule_is_never_changed BEFORE UPDATE ON stacking_rule BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER product_limit_is_never_changed BEFORE UPDATE ON product_limit BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
