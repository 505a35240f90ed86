-- Perspective plans (ACC-5); of a route the one with the largest id is in force, the others were replaced. Free text is sealed with
-- a key of the client that does not stand here.
CREATE TABLE plan (
  id                  INTEGER PRIMARY KEY,
  uuid                BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  case_route          INTEGER NOT NULL REFERENCES case_route (id),
  author              TEXT NOT NULL,
  sealed_perspective  BLOB,
  result_expected_day INTEGER,                           -- days since 1970-01-01
  orientation         INTEGER,                           -- 1 support, 2 resolution
  created_at          INTEGER NOT NULL
) STRICT;
CREATE INDEX plan_route ON plan (case_route, id);

CREATE TABLE goal (
  plan               INTEGER NOT NULL REFERENCES plan (id),
  ordinal            INTEGER NOT NULL,
  code               TEXT NOT NULL,
  sealed_description BLOB NOT NULL,
  PRIMARY KEY (plan, ordinal),
  UNIQUE (plan, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE goal_line (
  plan         INTEGER NOT NULL,
  goal         INTEGER NOT NULL,                         -- ordinal of the goal
  line_ordinal INTEGER NOT NULL,
  line         TEXT NOT NULL,
  PRIMARY KEY (plan, goal, line_ordinal),
  FOREIGN KEY (plan, goal) REFERENCES goal (plan, ordinal)
) STRICT, WITHOUT ROWID;

-- The municipality's decisions (ACC-8).
CREATE TABLE decision (
  id                INTEGER PRIMARY KEY,
  uuid              BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  case_route        INTEGER NOT NULL REFERENCES case_route (id),
  municipality      TEXT NOT NULL,
  number            INTEGER NOT NULL CHECK (number BETWEEN 1 AND 999999999),  -- BeschikkingNummer
  outcome           INTEGER NOT NULL CHECK (outcome IN (1, 2)),
  decide_day        INTEGER NOT NULL,
  objection_day     INTEGER NOT NULL CHECK (objection_day >= decide_day + 42),
  author            TEXT NOT NULL,
  sealed_motivation BLOB NOT NULL,
  created_at        INTEGER NOT NULL,
  UNIQUE (municipality, number)
) STRICT;
CREATE INDEX decision_route ON decision (case_route, id);

CREATE TABLE granted_line (
  decision           INTEGER NOT NULL REFERENCES decision (id),
  ordinal            INTEGER NOT NULL,
  line               TEXT NOT NULL,
  category           TEXT NOT NULL,
  code               TEXT NOT NULL,
  start_day          INTEGER NOT NULL,
  end_day            INTEGER,
  amount             INTEGER,
  unit               INTEGER,
  frequency          INTEGER,
  budget_cents       INTEGER,
  provider           TEXT NOT NULL,
  provider_reference TEXT NOT NULL,
  PRIMARY KEY (decision, ordinal),
  UNIQUE (decision, line),
  CHECK (end_day IS NULL OR end_day >= start_day),
  CHECK ((amount IS NULL) = (unit IS NULL) AND (amount IS NULL) = (frequency IS NULL)),
  CHECK (amount IS NULL OR (amount > 0 AND budget_cents IS NULL))
) STRICT, WITHOUT ROWID;

-- The last decision number that each municipality gave out.
CREATE TABLE decision_number (
  municipality TEXT PRIMARY KEY,
  last         INTEGER NOT NULL CHECK (last BETWEEN 1 AND 999999999)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER plan_is_never_changed BEFORE UPDATE ON plan BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER goal_is_never_changed BEFORE UPDATE ON goal BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER decision_is_never_changed BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER granted_line_is_never_changed BEFORE UPDATE ON granted_line BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
