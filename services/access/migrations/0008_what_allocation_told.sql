-- What allocation told of a route: the change requests that came, in their order, and until when care is allocated.
CREATE TABLE change_heard (
  id             INTEGER PRIMARY KEY,
  change_request TEXT NOT NULL UNIQUE,                   -- change_requests/…
  case_route     INTEGER NOT NULL REFERENCES case_route (id),
  last_decision  INTEGER NOT NULL,                       -- of the route when it came; 0 before any
  heard_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX change_heard_route ON change_heard (case_route, id);

CREATE TABLE allocated_until (
  case_route INTEGER PRIMARY KEY REFERENCES case_route (id),
  last_day   INTEGER                                     -- days since 1970-01-01; NULL when an allocation goes on
) STRICT;

-- The decision that was the route's last when the outflow was recorded (0 before any): what is granted after it lets care run again.
DROP TRIGGER outflow_is_never_changed;
ALTER TABLE outflow ADD COLUMN last_decision INTEGER NOT NULL DEFAULT 0;
UPDATE outflow SET last_decision = COALESCE((SELECT MAX(d.id) FROM decision d
  WHERE d.case_route = outflow.case_route AND d.created_at <= outflow.created_at), 0);
CREATE TRIGGER outflow_is_never_changed BEFORE UPDATE ON outflow BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;

-- Whether care starts again by the contact: only while the decision ran; after it a new request is needed.
DROP TRIGGER aftercare_contact_is_never_changed;
ALTER TABLE aftercare_contact ADD COLUMN restarts INTEGER NOT NULL DEFAULT 0 CHECK (restarts IN (0, 1));
UPDATE aftercare_contact SET restarts = 1 WHERE outcome = 2;
CREATE TRIGGER aftercare_contact_is_never_changed BEFORE UPDATE ON aftercare_contact BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
