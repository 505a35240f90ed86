-- Decisions that were taken as decisions in a crisis, which need no plan (ROU-7).
ALTER TABLE decision ADD COLUMN crisis INTEGER NOT NULL DEFAULT 0 CHECK (crisis IN (0, 1));

-- Outflows after which care started anew: the client did leave, so they stand, and a new referral is no return by them (ROU-6).
CREATE TABLE outflow_followed (
  outflow     INTEGER PRIMARY KEY REFERENCES outflow (id),
  followed_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER outflow_followed_is_never_changed BEFORE UPDATE ON outflow_followed BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
INSERT INTO outflow_followed (outflow, followed_at) SELECT o.id, MIN(d.created_at) FROM outflow o
  JOIN decision d ON d.case_route = o.case_route AND d.id > o.last_decision AND d.kind = 3
  WHERE NOT EXISTS (SELECT 1 FROM outflow_undone u WHERE u.outflow = o.id) GROUP BY o.id;

-- Routes that asked for a case manager, and were not told of one yet (ACC-4).
CREATE TABLE case_manager_wanted (
  case_route INTEGER PRIMARY KEY REFERENCES case_route (id),
  wanted_at  INTEGER NOT NULL
) STRICT;
-- Which did so before is not known here; those without one, where something is allocated, are told once more.
INSERT INTO case_manager_wanted (case_route, wanted_at) SELECT r.id, 0 FROM case_route r
  JOIN allocated_until a ON a.case_route = r.id
  WHERE NOT EXISTS (SELECT 1 FROM case_role c WHERE c.case_file = r.case_file AND c.role = 8 AND c.ended_at IS NULL);
