-- A household's file: one per household. Households, clients, routes and referrals are named by the ids that their owners gave.
CREATE TABLE case_file (
  id           INTEGER PRIMARY KEY,                      -- grows: newest first is highest first
  uuid         BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  household    BLOB NOT NULL UNIQUE CHECK (length(household) = 16),
  municipality TEXT NOT NULL,
  director     TEXT NOT NULL,                            -- persons/…; empty until named
  revision     INTEGER NOT NULL CHECK (revision > 0),
  created_at   INTEGER NOT NULL                          -- microseconds since 1970, UTC
) STRICT;
CREATE INDEX case_file_director ON case_file (director) WHERE director <> '';

-- Everyone who was named case director, and when; the last one is in case_file (ACC-4).
CREATE TABLE case_director (
  id        INTEGER PRIMARY KEY,
  case_file INTEGER NOT NULL REFERENCES case_file (id),
  person    TEXT NOT NULL,
  named_by  TEXT NOT NULL,
  named_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX case_director_case ON case_director (case_file, id);

CREATE TABLE case_route (
  id           INTEGER PRIMARY KEY,
  uuid         BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  case_file    INTEGER NOT NULL REFERENCES case_file (id),
  client       BLOB NOT NULL CHECK (length(client) = 16),
  referral     BLOB NOT NULL CHECK (length(referral) = 16),
  municipality TEXT NOT NULL,
  law          INTEGER NOT NULL,
  created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX case_route_case ON case_route (case_file, id);
CREATE INDEX case_route_client ON case_route (client);

-- What is asked for on a route. Days are counted from 1970-01-01; codes are those of the wire.
CREATE TABLE asked_line (
  case_route         INTEGER NOT NULL REFERENCES case_route (id),
  ordinal            INTEGER NOT NULL,
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
  PRIMARY KEY (case_route, ordinal),
  UNIQUE (case_route, line),
  CHECK (end_day IS NULL OR end_day >= start_day),
  CHECK ((amount IS NULL) = (unit IS NULL) AND (amount IS NULL) = (frequency IS NULL)),
  CHECK (amount IS NULL OR (amount > 0 AND budget_cents IS NULL))
) STRICT, WITHOUT ROWID;

-- Persons who worked for a client: who may see him (PRI-1). A case's director may as well, as long as he directs it.
CREATE TABLE involved (
  client BLOB NOT NULL CHECK (length(client) = 16),
  person TEXT NOT NULL,                                  -- persons/…
  since  INTEGER NOT NULL,
  PRIMARY KEY (client, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX involved_person ON involved (person, client);
