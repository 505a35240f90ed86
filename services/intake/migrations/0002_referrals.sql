-- Referrals. Days are counted from 1970-01-01; codes are those of the wire.
CREATE TABLE referral (
  id                  INTEGER PRIMARY KEY,                -- grows: newest first is highest first
  uuid                BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  route               BLOB NOT NULL UNIQUE CHECK (length(route) = 16),
  client              INTEGER NOT NULL REFERENCES client (id),
  state               INTEGER NOT NULL,                   -- 1 accepted, 2 withdrawn, 3 completed
  municipality        TEXT NOT NULL,
  referrer_type       INTEGER NOT NULL,
  practitioner_code   TEXT NOT NULL,
  sealed_display_name BLOB,                               -- may name a parent: sealed with the client's key
  law                 INTEGER NOT NULL,
  legal_frame         INTEGER NOT NULL,
  client_asks_himself INTEGER NOT NULL CHECK (client_asks_himself IN (0, 1)),
  sender              TEXT NOT NULL,
  reference           TEXT NOT NULL,
  message             TEXT NOT NULL,
  content_hash        BLOB NOT NULL CHECK (length(content_hash) = 32),  -- keyed; tells a repeat from another referral
  receive_day         INTEGER NOT NULL,
  revision            INTEGER NOT NULL CHECK (revision > 0),
  created_at          INTEGER NOT NULL,
  withdraw_reason     TEXT,
  UNIQUE (sender, reference)
) STRICT;
CREATE INDEX referral_client ON referral (client, id);
CREATE INDEX referral_municipality ON referral (municipality, id);

-- What is asked for.
CREATE TABLE referral_line (
  referral           INTEGER NOT NULL REFERENCES referral (id),
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
  PRIMARY KEY (referral, ordinal),
  UNIQUE (referral, line),
  CHECK (end_day IS NULL OR end_day >= start_day),
  CHECK ((amount IS NULL) = (unit IS NULL) AND (amount IS NULL) = (frequency IS NULL)),
  CHECK (amount IS NULL OR (amount > 0 AND budget_cents IS NULL)),
  CHECK (budget_cents IS NULL OR budget_cents > 0)
) STRICT, WITHOUT ROWID;
