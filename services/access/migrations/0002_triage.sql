-- The region's published tables for mono and multi (ACC-1), every version that ever held.
CREATE TABLE triage_table (
  id              INTEGER PRIMARY KEY,
  code            TEXT NOT NULL,
  version         INTEGER NOT NULL CHECK (version > 0),
  law             INTEGER NOT NULL,
  valid_from      INTEGER NOT NULL,                      -- days since 1970-01-01
  optional_needed INTEGER NOT NULL CHECK (optional_needed >= 0),
  recorded_at     INTEGER NOT NULL,
  UNIQUE (code, version)
) STRICT;
CREATE INDEX triage_table_law ON triage_table (law, version);

CREATE TABLE triage_criterion (
  triage_table INTEGER NOT NULL REFERENCES triage_table (id),
  ordinal      INTEGER NOT NULL,
  code         TEXT NOT NULL,
  question     TEXT NOT NULL,
  required     INTEGER NOT NULL CHECK (required IN (0, 1)),
  source       TEXT NOT NULL,
  PRIMARY KEY (triage_table, ordinal),
  UNIQUE (triage_table, code)
) STRICT, WITHOUT ROWID;

-- Problem analyses (INT-6); of a route the one with the largest id holds. Free text is sealed with a key of the client that does
-- not stand here.
CREATE TABLE problem_analysis (
  id                  INTEGER PRIMARY KEY,
  uuid                BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  case_route          INTEGER NOT NULL REFERENCES case_route (id),
  triage_table        INTEGER NOT NULL REFERENCES triage_table (id),
  author              TEXT NOT NULL,
  sealed_narrative    BLOB,
  sealed_lighter_help BLOB,
  created_at          INTEGER NOT NULL
) STRICT;
CREATE INDEX problem_analysis_route ON problem_analysis (case_route, id);

CREATE TABLE finding (
  problem_analysis INTEGER NOT NULL REFERENCES problem_analysis (id),
  ordinal          INTEGER NOT NULL,
  criterion        TEXT NOT NULL,
  holds            INTEGER NOT NULL CHECK (holds IN (0, 1)),
  PRIMARY KEY (problem_analysis, ordinal),
  UNIQUE (problem_analysis, criterion)
) STRICT, WITHOUT ROWID;

-- What triage decided, with the findings and the table that it was decided on: first the table, then each professional who decided
-- otherwise. Of a route the row with the largest id holds.
CREATE TABLE triage (
  id                INTEGER PRIMARY KEY,
  uuid              BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  case_route        INTEGER NOT NULL REFERENCES case_route (id),
  problem_analysis  INTEGER NOT NULL REFERENCES problem_analysis (id),
  complexity        INTEGER NOT NULL CHECK (complexity IN (1, 2)),
  table_complexity  INTEGER NOT NULL CHECK (table_complexity IN (1, 2)),
  table_explanation TEXT NOT NULL,
  explanation       TEXT NOT NULL,
  author            TEXT NOT NULL,                       -- empty where the table decided
  sealed_reason     BLOB,
  decided_at        INTEGER NOT NULL,
  CHECK (author <> '' OR complexity = table_complexity)
) STRICT;
CREATE INDEX triage_route ON triage (case_route, id);

-- Nothing is updated in place: what was known when something was decided can always be read again.
CREATE TRIGGER triage_table_is_never_changed BEFORE UPDATE ON triage_table BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER triage_criterion_is_never_changed BEFORE UPDATE ON triage_criterion BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER problem_analysis_is_never_changed BEFORE UPDATE ON problem_analysis BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER finding_is_never_changed BEFORE UPDATE ON finding BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER triage_is_never_changed BEFORE UPDATE ON triage BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
