-- access: decisions that were taken as decisions in a crisis, which need no plan (ROU-7).
CREATE TABLE crisis_decision (
  decision      BLOB PRIMARY KEY CHECK (length(decision) = 16),
  route         BLOB NOT NULL CHECK (length(route) = 16),
  decided_month INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX crisis_decision_month ON crisis_decision (decided_month);

-- A return goes with the outflow that it is from.
CREATE INDEX return_earlier ON return_to_care (earlier_route);
