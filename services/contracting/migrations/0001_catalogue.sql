-- What the region buys, from whom and at what price. Rows are never changed: of the rows with one key the one with the largest id
-- holds, among those that were recorded by the moment that is asked about. Days count from 1970-01-01; no last day goes on.
CREATE TABLE municipality (
  id                     INTEGER PRIMARY KEY,
  code                   TEXT NOT NULL CHECK (length(code) = 4),
  display_name           TEXT NOT NULL,
  latitude_microdegrees  INTEGER NOT NULL,
  longitude_microdegrees INTEGER NOT NULL,
  recorded_at            INTEGER NOT NULL
) STRICT;
CREATE INDEX municipality_key ON municipality (code, id);

CREATE TABLE provider (
  id           INTEGER PRIMARY KEY,
  code         TEXT NOT NULL CHECK (length(code) = 8),
  display_name TEXT NOT NULL,
  valid_from   INTEGER NOT NULL,
  valid_until  INTEGER CHECK (valid_until >= valid_from),
  recorded_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX provider_key ON provider (code, id);

CREATE TABLE product (
  id           INTEGER PRIMARY KEY,
  law          INTEGER NOT NULL,
  category     TEXT NOT NULL CHECK (length(category) = 2),
  code         TEXT NOT NULL CHECK (length(code) = 5),
  display_name TEXT NOT NULL,
  segment      TEXT NOT NULL,
  unit         INTEGER NOT NULL,                      -- code of WJ756
  age_from     INTEGER NOT NULL CHECK (age_from >= 0),
  age_until    INTEGER CHECK (age_until >= age_from),
  valid_from   INTEGER NOT NULL,
  valid_until  INTEGER CHECK (valid_until >= valid_from),
  description  TEXT NOT NULL,
  recorded_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX product_key ON product (law, code, valid_from, id);
CREATE INDEX product_code ON product (code);
CREATE INDEX product_category ON product (category);

CREATE TABLE contract (
  id                   INTEGER PRIMARY KEY,
  code                 TEXT NOT NULL,
  provider             TEXT NOT NULL,
  lot                  TEXT NOT NULL,
  valid_from           INTEGER NOT NULL,
  valid_until          INTEGER CHECK (valid_until >= valid_from),
  duty_to_accept       INTEGER NOT NULL CHECK (duty_to_accept IN (0, 1)),
  yearly_ceiling_cents INTEGER CHECK (yearly_ceiling_cents > 0),
  recorded_at          INTEGER NOT NULL
) STRICT;
CREATE INDEX contract_key ON contract (code, id);
CREATE INDEX contract_provider ON contract (provider, code, id);

CREATE TABLE contract_municipality (
  contract_id  INTEGER NOT NULL REFERENCES contract (id),
  municipality TEXT NOT NULL,
  PRIMARY KEY (contract_id, municipality)
) STRICT, WITHOUT ROWID;

CREATE TABLE contract_product (
  contract_id INTEGER NOT NULL REFERENCES contract (id),
  category    TEXT NOT NULL,
  code        TEXT NOT NULL,                          -- empty: the whole category
  PRIMARY KEY (contract_id, category, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE tariff (
  id           INTEGER PRIMARY KEY,
  contract     TEXT NOT NULL,                         -- code of the contract, whichever of its rows holds
  category     TEXT NOT NULL,
  code         TEXT NOT NULL,
  unit         INTEGER NOT NULL,
  amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
  valid_from   INTEGER NOT NULL,
  valid_until  INTEGER CHECK (valid_until >= valid_from),
  recorded_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX tariff_key ON tariff (contract, category, code, valid_from, id);

-- Nothing is updated in place: what was known when a decision was taken can always be read again.
CREATE TRIGGER municipality_is_never_changed BEFORE UPDATE ON municipality BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER provider_is_never_changed BEFORE UPDATE ON provider BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER product_is_never_changed BEFORE UPDATE ON product BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER contract_is_never_changed BEFORE UPDATE ON contract BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER tariff_is_never_changed BEFORE UPDATE ON tariff BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
