-- What the figures of a route, of money and of messages are counted from besides. What was heard before these columns were there
-- is known after a rebuild.

ALTER TABLE referral ADD COLUMN client BLOB CHECK (client IS NULL OR length(client) = 16);
ALTER TABLE referral ADD COLUMN law INTEGER NOT NULL DEFAULT 0;
ALTER TABLE allocated ADD COLUMN contract TEXT NOT NULL DEFAULT '';
ALTER TABLE care_stop ADD COLUMN stop_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE outflow ADD COLUMN end_day INTEGER;
ALTER TABLE claim_row ADD COLUMN law INTEGER NOT NULL DEFAULT 0;
CREATE INDEX care_change_route ON care_change (route);

-- access: every decision on a route; it takes the place of the decisions in a crisis alone.
CREATE TABLE decision (
  decision      BLOB PRIMARY KEY CHECK (length(decision) = 16),
  route         BLOB NOT NULL CHECK (length(route) = 16),
  crisis        INTEGER NOT NULL CHECK (crisis IN (0, 1)),
  decided_month INTEGER NOT NULL,
  decided_day   INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_route ON decision (route);
INSERT INTO decision (decision, route, crisis, decided_month) SELECT decision, route, 1, decided_month FROM crisis_decision;
DROP TABLE crisis_decision;

-- contracting: where a product stands in the tree of segments, and the contracts; what is recorded last holds.
CREATE TABLE product_segment (
  product TEXT PRIMARY KEY,
  segment TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE contract (
  contract      TEXT PRIMARY KEY,
  provider      TEXT NOT NULL,
  lot           TEXT NOT NULL,
  first_day     INTEGER NOT NULL,
  last_day      INTEGER,                                  -- the last of the contract; none when it goes on
  ceiling_cents INTEGER CHECK (ceiling_cents >= 0)        -- most to be spent in a year; none without a ceiling
) STRICT, WITHOUT ROWID;
CREATE TABLE contract_municipality (
  contract     TEXT NOT NULL REFERENCES contract (contract),
  municipality TEXT NOT NULL,
  PRIMARY KEY (contract, municipality)
) STRICT, WITHOUT ROWID;

-- claims: what was accepted for each client of a row; together what was accepted in it.
CREATE TABLE claim_client (
  claim          BLOB NOT NULL,
  number         INTEGER NOT NULL,
  client         BLOB NOT NULL CHECK (length(client) = 16),
  accepted_cents INTEGER NOT NULL,
  PRIMARY KEY (claim, number, client),
  FOREIGN KEY (claim, number) REFERENCES claim_row (claim, number)
) STRICT, WITHOUT ROWID;

-- Which routes and claims changed, for who keeps figures in memory: each once, with the number of its last change. The era begins
-- anew when everything is to be read again.
CREATE TABLE change_log (
  kind   INTEGER NOT NULL CHECK (kind IN (1, 2)),         -- 1 a route, 2 a claim
  id     BLOB NOT NULL CHECK (length(id) = 16),
  number INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_number ON change_log (number);
CREATE TABLE change_state (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  era    INTEGER NOT NULL,
  number INTEGER NOT NULL
) STRICT;
INSERT INTO change_state (id, era, number) VALUES (1, 1, 0);
