-- What was found when a plan was evaluated (ROU-3). Free text is sealed with a key of the client that does not stand here; codes
-- are those of the wire, days are counted from 1970-01-01.
CREATE TABLE evaluation (
  id                 INTEGER PRIMARY KEY,
  uuid               BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  case_route         INTEGER NOT NULL REFERENCES case_route (id),
  outcome            INTEGER NOT NULL CHECK (outcome BETWEEN 1 AND 4),
  author             TEXT NOT NULL,
  sealed_explanation BLOB NOT NULL,
  created_at         INTEGER NOT NULL
) STRICT;
CREATE INDEX evaluation_route ON evaluation (case_route, id);

-- That a client leaves care (ROU-5); of a route the row with the largest id holds.
CREATE TABLE outflow (
  id          INTEGER PRIMARY KEY,
  uuid        BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  case_route  INTEGER NOT NULL REFERENCES case_route (id),
  destination INTEGER NOT NULL CHECK (destination BETWEEN 1 AND 7),
  obstacle    INTEGER NOT NULL CHECK (obstacle BETWEEN 1 AND 7),
  end_day     INTEGER NOT NULL,
  aftercare   INTEGER NOT NULL CHECK (aftercare IN (0, 1)),
  watch_day   INTEGER NOT NULL CHECK (watch_day >= end_day),
  provider    TEXT NOT NULL,                             -- AGB code; empty where it is not known
  author      TEXT NOT NULL,
  created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX outflow_route ON outflow (case_route, id);

-- Contacts of aftercare (ROU-4), on the outflow that they follow.
CREATE TABLE aftercare_contact (
  id           INTEGER PRIMARY KEY,
  uuid         BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  outflow      INTEGER NOT NULL REFERENCES outflow (id),
  day          INTEGER NOT NULL,
  outcome      INTEGER NOT NULL CHECK (outcome BETWEEN 1 AND 3),
  author       TEXT NOT NULL,
  sealed_notes BLOB,
  created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX aftercare_contact_outflow ON aftercare_contact (outflow, id);

-- Routes on which a client is back in care (ROU-6), with the route that he flowed out of and the provider he goes to (INT-7).
CREATE TABLE care_return (
  case_route     INTEGER PRIMARY KEY REFERENCES case_route (id),
  earlier_route  INTEGER NOT NULL REFERENCES case_route (id),
  first_provider TEXT NOT NULL,                          -- AGB code; empty where there is none
  recognised_at  INTEGER NOT NULL,
  CHECK (earlier_route <> case_route)
) STRICT;

-- Who coordinates the care of a plan, and when it is asked whether it can be less.
ALTER TABLE plan ADD COLUMN coordinator_provider TEXT NOT NULL DEFAULT '';
CREATE TABLE plan_evaluation_day (
  plan    INTEGER NOT NULL REFERENCES plan (id),
  ordinal INTEGER NOT NULL,
  day     INTEGER NOT NULL,
  PRIMARY KEY (plan, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER evaluation_is_never_changed BEFORE UPDATE ON evaluation BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER outflow_is_never_changed BEFORE UPDATE ON outflow BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER aftercare_contact_is_never_changed BEFORE UPDATE ON aftercare_contact BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER care_return_is_never_changed BEFORE UPDATE ON care_return BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
