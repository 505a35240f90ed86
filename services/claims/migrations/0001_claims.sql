-- What providers claimed, how each line was judged and on what. Rows are never changed. Days count from 1970-01-01, moments in
-- microseconds from 1970; amounts are cents.
CREATE TABLE claim (
  id              INTEGER PRIMARY KEY,
  uuid            BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  state           INTEGER NOT NULL CHECK (state IN (1, 2)),   -- 1 judged, 2 refused as a whole
  message         BLOB NOT NULL UNIQUE CHECK (length(message) = 16),
  provider        TEXT NOT NULL CHECK (length(provider) = 8),
  municipality    TEXT NOT NULL CHECK (length(municipality) = 4),
  law             INTEGER NOT NULL,
  claim_number    TEXT NOT NULL,
  first_day       INTEGER NOT NULL,
  last_day        INTEGER NOT NULL CHECK (last_day >= first_day),
  claim_day       INTEGER NOT NULL,
  submitted_cents INTEGER NOT NULL,
  accepted_cents  INTEGER NOT NULL,
  lines_accepted  INTEGER NOT NULL,
  lines_refused   INTEGER NOT NULL,
  created_at      INTEGER NOT NULL,
  CHECK (state = 1 OR (accepted_cents = 0 AND lines_accepted = 0 AND lines_refused = 0))
) STRICT;
-- TR333: what was refused as a whole counts as not sent.
CREATE UNIQUE INDEX claim_number_is_used_once ON claim (provider, law, claim_number) WHERE state = 1;
CREATE INDEX claim_month ON claim (municipality, provider, law, first_day);
CREATE INDEX claim_provider ON claim (provider, id);

-- Why a claim was refused as a whole.
CREATE TABLE claim_verdict (
  claim       INTEGER NOT NULL REFERENCES claim (id),
  number      INTEGER NOT NULL,
  class_path  TEXT NOT NULL,
  rule        TEXT NOT NULL,
  return_code TEXT NOT NULL,
  explanation TEXT NOT NULL,
  PRIMARY KEY (claim, number)
) STRICT, WITHOUT ROWID;

-- The allocations of a claim as they were known when it was judged.
CREATE TABLE allocation_snapshot (
  claim         INTEGER NOT NULL REFERENCES claim (id),
  number        INTEGER NOT NULL,                             -- ToewijzingNummer
  allocation    BLOB NOT NULL CHECK (length(allocation) = 16),
  etag          TEXT NOT NULL,
  category      TEXT NOT NULL,
  code          TEXT NOT NULL,
  start_day     INTEGER NOT NULL,
  end_day       INTEGER,
  amount        INTEGER,
  unit          INTEGER,
  frequency     INTEGER,
  budget_cents  INTEGER,
  contract      TEXT NOT NULL,
  change_reason TEXT NOT NULL,
  PRIMARY KEY (claim, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_line (
  id                 INTEGER PRIMARY KEY,
  claim              INTEGER NOT NULL REFERENCES claim (id),
  number             INTEGER NOT NULL CHECK (number > 0),     -- place in the message
  class_path         TEXT NOT NULL,
  client_path        TEXT NOT NULL,
  client             BLOB CHECK (length(client) = 16),
  provider           TEXT NOT NULL,
  municipality       TEXT NOT NULL,
  law                INTEGER NOT NULL,
  reference          TEXT NOT NULL,
  previous_reference TEXT NOT NULL,
  allocation_number  INTEGER NOT NULL,
  category           TEXT NOT NULL,
  code               TEXT NOT NULL,
  start_day          INTEGER NOT NULL,
  end_day            INTEGER NOT NULL CHECK (end_day >= start_day),
  volume             INTEGER NOT NULL CHECK (volume >= 0),
  unit               INTEGER NOT NULL,                        -- code of WJ756
  tariff_cents       INTEGER,
  amount_cents       INTEGER NOT NULL CHECK (amount_cents >= 0),
  credit             INTEGER NOT NULL CHECK (credit IN (0, 1)),
  state              INTEGER NOT NULL CHECK (state IN (1, 2)),  -- 1 accepted, 2 refused
  accepted_cents     INTEGER NOT NULL,
  contract           TEXT NOT NULL,
  known_contract     TEXT,                                    -- the tariff that it was judged on
  known_cents        INTEGER,
  known_unit         INTEGER,
  known_recorded_at  INTEGER,
  remarks            TEXT NOT NULL,                           -- numbers of the wire, joined by a comma
  credits            INTEGER UNIQUE REFERENCES claim_line (id),  -- the debit that it takes back, once (TR390)
  explanation        TEXT NOT NULL,
  UNIQUE (claim, number),
  CHECK (accepted_cents = CASE WHEN state = 2 THEN 0 WHEN credit = 1 THEN -amount_cents ELSE amount_cents END),
  CHECK ((credits IS NOT NULL) = (state = 1 AND credit = 1))
) STRICT;
CREATE UNIQUE INDEX reference_is_paid_once ON claim_line (provider, law, reference) WHERE state = 1;  -- TR314
CREATE INDEX claim_line_reference ON claim_line (provider, law, reference);
CREATE INDEX claim_line_allocation ON claim_line (municipality, law, allocation_number);

CREATE TABLE line_verdict (
  line        INTEGER NOT NULL REFERENCES claim_line (id),
  number      INTEGER NOT NULL,
  class_path  TEXT NOT NULL,
  rule        TEXT NOT NULL,
  return_code TEXT NOT NULL,
  explanation TEXT NOT NULL,
  PRIMARY KEY (line, number)
) STRICT, WITHOUT ROWID;

-- A credit takes a whole accepted debit back, of the same provider and law (TR323, OP366).
CREATE TRIGGER a_credit_takes_a_whole_debit_back BEFORE INSERT ON claim_line WHEN NEW.credits IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'a credit takes a whole accepted debit back') WHERE NOT EXISTS (
    SELECT 1 FROM claim_line AS d WHERE d.id = NEW.credits AND d.state = 1 AND d.credit = 0
       AND d.provider = NEW.provider AND d.law = NEW.law AND d.municipality = NEW.municipality
       AND d.accepted_cents = -NEW.accepted_cents);
END;

CREATE TRIGGER claim_is_never_changed BEFORE UPDATE ON claim BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER claim_is_never_deleted BEFORE DELETE ON claim BEGIN SELECT RAISE(ABORT, 'rows are never deleted'); END;
CREATE TRIGGER claim_line_is_never_changed BEFORE UPDATE ON claim_line BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER claim_line_is_never_deleted BEFORE DELETE ON claim_line BEGIN SELECT RAISE(ABORT, 'rows are never deleted'); END;
