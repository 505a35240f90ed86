-- Clinical admissions of routes, by the line that they were allocated on (ACC-4): while one lasts, its case has a case manager. What
-- was allocated before is not known here, until allocation tells of it again.
CREATE TABLE clinical_admission (
  case_route INTEGER NOT NULL REFERENCES case_route (id),
  line       TEXT NOT NULL,
  last_day   INTEGER,                                        -- days since 1970; NULL: the allocation goes on
  over       INTEGER NOT NULL DEFAULT 0 CHECK (over IN (0, 1)),  -- stopped for good, or taken back
  PRIMARY KEY (case_route, line)
) STRICT, WITHOUT ROWID;
