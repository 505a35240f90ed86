-- Routes that came here. A closed one is never placed again; its row may come before anything else of it.
CREATE TABLE route (
  id           INTEGER PRIMARY KEY,
  uuid         BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  client       BLOB CHECK (length(client) = 16),          -- null until it is placed
  municipality TEXT,
  closed_at    INTEGER,
  CHECK ((client IS NULL) = (municipality IS NULL))
) STRICT;
CREATE INDEX route_client ON route (client);

-- Lines of care as they were asked for or allocated. Never changed.
CREATE TABLE care_line (
  id                 INTEGER PRIMARY KEY,
  law                INTEGER NOT NULL,
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
  tariff_cents       INTEGER,
  contract           TEXT NOT NULL,
  location           TEXT NOT NULL,
  CHECK (end_day IS NULL OR end_day >= start_day),
  CHECK ((amount IS NULL) = (unit IS NULL) AND (amount IS NULL) = (frequency IS NULL)),
  CHECK (amount IS NULL OR (amount > 0 AND budget_cents IS NULL)),
  CHECK (budget_cents IS NULL OR budget_cents > 0)
) STRICT;

-- What was found for a route, as it was decided: the answer with every candidate and every location that fell away.
CREATE TABLE proposal (
  id              INTEGER PRIMARY KEY,
  uuid            BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  route           INTEGER NOT NULL REFERENCES route (id),
  created_at      INTEGER NOT NULL,
  weights_version INTEGER NOT NULL REFERENCES matching_weights (version),
  snapshot        BLOB NOT NULL                           -- clientroute.allocation.v1.PlacementProposal
) STRICT;
CREATE INDEX proposal_route ON proposal (route, id);

-- Places that are held for a while. A route's are all held, or none.
CREATE TABLE reservation (
  id         INTEGER PRIMARY KEY,
  uuid       BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  route      INTEGER NOT NULL REFERENCES route (id),
  proposal   INTEGER NOT NULL REFERENCES proposal (id),
  care_line  INTEGER NOT NULL REFERENCES care_line (id),
  line       TEXT NOT NULL,
  capacity   INTEGER NOT NULL REFERENCES capacity (id),
  first_day  INTEGER NOT NULL,
  last_day   INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  state      INTEGER NOT NULL CHECK (state IN (1, 2, 3, 4))  -- 1 held, 2 used, 3 released, 4 expired
) STRICT;
CREATE UNIQUE INDEX reservation_held ON reservation (route, line) WHERE state = 1;
CREATE INDEX reservation_capacity ON reservation (capacity, first_day) WHERE state = 1;

-- Who waits for what. A row stays when the wait is over.
CREATE TABLE waiting (
  id             INTEGER PRIMARY KEY,
  route          INTEGER NOT NULL REFERENCES route (id),
  care_line      INTEGER NOT NULL REFERENCES care_line (id),
  line           TEXT NOT NULL,
  client_age     INTEGER,                                 -- in years on the line's first day; null when not known
  urgency        INTEGER NOT NULL CHECK (urgency IN (0, 1, 2)),
  since          INTEGER NOT NULL,
  ended_at       INTEGER,
  offer_capacity INTEGER REFERENCES capacity (id),        -- a place that became free and was promised to the line
  offer_until    INTEGER,
  CHECK ((offer_capacity IS NULL) = (offer_until IS NULL)),
  CHECK (ended_at IS NULL OR offer_capacity IS NULL)
) STRICT;
CREATE UNIQUE INDEX waiting_open ON waiting (route, line) WHERE ended_at IS NULL;
CREATE INDEX waiting_order ON waiting (urgency DESC, since, id) WHERE ended_at IS NULL;
CREATE INDEX waiting_offer ON waiting (offer_capacity) WHERE offer_capacity IS NOT NULL;

-- What is asked for beyond the product, of a waiting route.
CREATE TABLE waiting_expertise (
  route INTEGER NOT NULL REFERENCES route (id),
  value TEXT NOT NULL,
  PRIMARY KEY (route, value)
) STRICT, WITHOUT ROWID;

-- Persons of the region who are involved with a client: who may see where he is placed (PRI-1).
CREATE TABLE involvement (
  client BLOB NOT NULL CHECK (length(client) = 16),
  person TEXT NOT NULL,                                   -- persons/…
  since  INTEGER NOT NULL,
  PRIMARY KEY (client, person)
) STRICT, WITHOUT ROWID;
