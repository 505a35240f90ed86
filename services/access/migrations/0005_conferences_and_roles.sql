-- Case conferences (ACC-2). Names and notes are sealed with a key of the client that does not stand here; codes are those of the
-- wire.
CREATE TABLE conference (
  id           INTEGER PRIMARY KEY,
  uuid         BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  case_route   INTEGER NOT NULL REFERENCES case_route (id),
  outcome      INTEGER NOT NULL CHECK (outcome BETWEEN 1 AND 3),
  author       TEXT NOT NULL,
  sealed_notes BLOB,
  created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX conference_route ON conference (case_route, id);

CREATE TABLE participant (
  conference  INTEGER NOT NULL REFERENCES conference (id),
  ordinal     INTEGER NOT NULL,
  role        INTEGER NOT NULL CHECK (role BETWEEN 1 AND 10),
  sealed_name BLOB NOT NULL,
  PRIMARY KEY (conference, ordinal)
) STRICT, WITHOUT ROWID;

-- What the expert team decided (ACC-3), and who it was.
CREATE TABLE expert_team_outcome (
  id           INTEGER PRIMARY KEY,
  uuid         BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  case_route   INTEGER NOT NULL REFERENCES case_route (id),
  finding      INTEGER NOT NULL CHECK (finding BETWEEN 1 AND 2),
  outcome      INTEGER NOT NULL CHECK (outcome BETWEEN 1 AND 3),
  author       TEXT NOT NULL,
  sealed_notes BLOB,
  created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX expert_team_outcome_route ON expert_team_outcome (case_route, id);

CREATE TABLE expert_team_member (
  expert_team_outcome INTEGER NOT NULL REFERENCES expert_team_outcome (id),
  ordinal             INTEGER NOT NULL,
  person              TEXT NOT NULL,                     -- persons/…
  PRIMARY KEY (expert_team_outcome, ordinal),
  UNIQUE (expert_team_outcome, person)
) STRICT, WITHOUT ROWID;

-- Who holds and held which role in a case (ACC-4): of each role one at a time. Only the end of a role is ever filled in. The case
-- director stands in case_file as well, where what he may see is looked up.
CREATE TABLE case_role (
  id         INTEGER PRIMARY KEY,
  case_file  INTEGER NOT NULL REFERENCES case_file (id),
  role       INTEGER NOT NULL CHECK (role BETWEEN 1 AND 14),
  holder     TEXT NOT NULL,                              -- persons/…
  provider   TEXT NOT NULL,                              -- AGB code; empty for access
  named_by   TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at   INTEGER,
  CHECK (ended_at IS NULL OR ended_at >= started_at)
) STRICT;
CREATE UNIQUE INDEX case_role_current ON case_role (case_file, role) WHERE ended_at IS NULL;
CREATE INDEX case_role_case ON case_role (case_file, id);
CREATE INDEX case_role_holder ON case_role (holder) WHERE ended_at IS NULL;

INSERT INTO case_role (case_file, role, holder, provider, named_by, started_at, ended_at)
SELECT d.case_file, 1, d.person, '', d.named_by, d.named_at,
       (SELECT MIN(n.named_at) FROM case_director n WHERE n.case_file = d.case_file AND n.id > d.id)
FROM case_director d ORDER BY d.id;
DROP TABLE case_director;

CREATE TRIGGER conference_is_never_changed BEFORE UPDATE ON conference BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER expert_team_outcome_is_never_changed BEFORE UPDATE ON expert_team_outcome BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER case_role_is_only_ended BEFORE UPDATE ON case_role
WHEN OLD.ended_at IS NOT NULL OR NEW.case_file <> OLD.case_file OR NEW.role <> OLD.role OR NEW.holder <> OLD.holder
  OR NEW.provider <> OLD.provider OR NEW.named_by <> OLD.named_by OR NEW.started_at <> OLD.started_at
BEGIN SELECT RAISE(ABORT, 'a role is only ended'); END;
