-- That the holder of a role was absent, and who acted for him (ACC-4). One at a time lasts; only its last day is ever filled in.
CREATE TABLE role_absence (
  id           INTEGER PRIMARY KEY,
  case_role    INTEGER NOT NULL REFERENCES case_role (id),
  first_day    INTEGER NOT NULL,                         -- days since 1970-01-01
  expected_day INTEGER CHECK (expected_day >= first_day),
  last_day     INTEGER,                                  -- NULL while it lasts
  substitute   TEXT NOT NULL,                            -- persons/…; empty when nobody acts
  recorded_by  TEXT NOT NULL,
  created_at   INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX role_absence_lasting ON role_absence (case_role) WHERE last_day IS NULL;
CREATE INDEX role_absence_role ON role_absence (case_role, id);
CREATE INDEX role_absence_substitute ON role_absence (substitute) WHERE last_day IS NULL AND substitute <> '';
CREATE TRIGGER role_absence_is_only_ended BEFORE UPDATE ON role_absence
WHEN OLD.last_day IS NOT NULL OR NEW.case_role <> OLD.case_role OR NEW.first_day <> OLD.first_day
  OR NEW.expected_day IS NOT OLD.expected_day OR NEW.substitute <> OLD.substitute OR NEW.recorded_by <> OLD.recorded_by
  OR NEW.created_at <> OLD.created_at
BEGIN SELECT RAISE(ABORT, 'an absence is only ended'); END;
