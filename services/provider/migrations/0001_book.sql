-- The administration of a provider in a box: whom it helps, what it wrote and what came. All persons are made up.
CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The last number that was given out: of identifications, references, claims.
CREATE TABLE counter (
  provider TEXT NOT NULL,
  what     TEXT NOT NULL,
  last     INTEGER NOT NULL CHECK (last > 0),
  PRIMARY KEY (provider, what)
) STRICT, WITHOUT ROWID;

CREATE TABLE client (
  bsn            TEXT PRIMARY KEY,
  family_name    TEXT NOT NULL,
  initials       TEXT NOT NULL,
  birth_date     TEXT NOT NULL,                  -- YYYY-MM-DD
  birth_date_use TEXT NOT NULL DEFAULT '',       -- DatumGebruik
  sex            TEXT NOT NULL                   -- COD046
) STRICT, WITHOUT ROWID;

-- What was allocated (301), as it was told last.
CREATE TABLE allocation (
  allocation   INTEGER PRIMARY KEY,
  provider     TEXT NOT NULL,                    -- AGB code
  municipality TEXT NOT NULL,                    -- CBS code
  standard     TEXT NOT NULL,                    -- JW or WMO
  number       TEXT NOT NULL,                    -- ToewijzingNummer
  bsn          TEXT NOT NULL REFERENCES client (bsn),
  category     TEXT NOT NULL,
  code         TEXT NOT NULL,                    -- empty: the category as a whole
  first_day    TEXT NOT NULL,
  last_day     TEXT,                             -- null: it goes on
  amount       INTEGER NOT NULL,                 -- Omvang/Volume; 0 where a budget was allocated
  unit         TEXT NOT NULL,                    -- WJ756
  frequency    TEXT NOT NULL,                    -- WMO757
  budget       INTEGER NOT NULL,                 -- cents; 0 where a volume was allocated
  state        INTEGER NOT NULL CHECK (state BETWEEN 1 AND 5),  -- 1 awaited, 2 in care, 3 paused, 4 ended, 5 taken back
  began        TEXT,                             -- the day of the last start
  stopped      TEXT,                             -- the day of the last stop
  UNIQUE (provider, municipality, standard, number)
) STRICT;
CREATE INDEX allocation_client ON allocation (bsn);

-- Days on which care was given.
CREATE TABLE stay (
  allocation INTEGER NOT NULL REFERENCES allocation (allocation),
  began      TEXT NOT NULL,
  ended      TEXT,                               -- null: it goes on
  PRIMARY KEY (allocation, began)
) STRICT, WITHOUT ROWID;

-- What was asked for (315, 317).
CREATE TABLE request (
  provider     TEXT NOT NULL,
  reference    TEXT NOT NULL,
  municipality TEXT NOT NULL,
  standard     TEXT NOT NULL,
  bsn          TEXT NOT NULL,
  state        INTEGER NOT NULL CHECK (state BETWEEN 1 AND 5),  -- 1 open, 2 under investigation, 3 granted, 4 refused, 5 returned
  PRIMARY KEY (provider, reference)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_client ON request (bsn, state);

-- What it wrote, byte for byte.
CREATE TABLE letter (
  letter         INTEGER PRIMARY KEY,
  provider       TEXT NOT NULL,
  municipality   TEXT NOT NULL,
  kind           TEXT NOT NULL,
  identification TEXT NOT NULL,
  act            INTEGER NOT NULL,
  habit          TEXT NOT NULL,
  subject        INTEGER NOT NULL,               -- allocation, arrival or claim, by the act; 0 for none
  detail         TEXT NOT NULL,
  attempt        INTEGER NOT NULL,
  mistake        TEXT NOT NULL,                  -- empty for none
  written_on     TEXT NOT NULL,
  file_name      TEXT NOT NULL,
  content        BLOB NOT NULL,
  way            INTEGER NOT NULL CHECK (way BETWEEN 1 AND 3),  -- 1 written, 2 beside its name in in/, 3 sent
  outcome        INTEGER NOT NULL DEFAULT 0 CHECK (outcome BETWEEN 0 AND 2),  -- 0 no answer yet, 1 approved, 2 with codes
  codes          TEXT NOT NULL DEFAULT '',
  UNIQUE (provider, municipality, file_name)
) STRICT;
CREATE INDEX letter_waiting ON letter (letter) WHERE way < 3;
CREATE INDEX letter_named ON letter (provider, kind, identification);

-- What came for it, byte for byte; a file that comes again is known by its name and content.
CREATE TABLE arrival (
  arrival      INTEGER PRIMARY KEY,
  provider     TEXT NOT NULL,
  municipality TEXT NOT NULL,
  kind         TEXT NOT NULL,
  file_name    TEXT NOT NULL,
  content      BLOB NOT NULL,
  came_on      TEXT NOT NULL,
  repeats      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX arrival_named ON arrival (municipality, file_name);

-- What is to be done, and when.
CREATE TABLE agenda (
  entry        INTEGER PRIMARY KEY,
  due          TEXT NOT NULL,
  provider     TEXT NOT NULL,
  municipality TEXT NOT NULL,
  standard     TEXT NOT NULL,
  act          INTEGER NOT NULL,
  habit        TEXT NOT NULL,
  subject      INTEGER NOT NULL,
  detail       TEXT NOT NULL,
  attempt      INTEGER NOT NULL
) STRICT;
CREATE INDEX agenda_due ON agenda (due, entry);

CREATE TABLE claim (
  claim        INTEGER PRIMARY KEY,
  provider     TEXT NOT NULL,
  municipality TEXT NOT NULL,
  standard     TEXT NOT NULL,
  number       TEXT NOT NULL,                    -- DeclaratieNummer
  month        TEXT NOT NULL,                    -- its first day
  submitted    INTEGER NOT NULL,                 -- cents
  granted      INTEGER,                          -- cents; null before the answer (325)
  UNIQUE (provider, standard, number)
) STRICT;

CREATE TABLE claim_line (
  line       INTEGER PRIMARY KEY,
  claim      INTEGER NOT NULL REFERENCES claim (claim),
  allocation INTEGER NOT NULL REFERENCES allocation (allocation),
  reference  TEXT NOT NULL,
  credits    TEXT NOT NULL,                      -- the reference that it takes back; empty in a debit line
  first_day  TEXT NOT NULL,
  last_day   TEXT NOT NULL,
  volume     INTEGER NOT NULL,
  unit       TEXT NOT NULL,
  tariff     INTEGER NOT NULL,                   -- cents; 0 in the unit euro
  amount     INTEGER NOT NULL,                   -- cents
  attempt    INTEGER NOT NULL,
  state      INTEGER NOT NULL CHECK (state BETWEEN 1 AND 5),  -- 1 sent, 2 granted, 3 refused, 4 credited, 5 claimed anew
  codes      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX claim_line_claim ON claim_line (claim);
CREATE INDEX claim_line_allocation ON claim_line (allocation, first_day);
CREATE INDEX claim_line_reference ON claim_line (reference);
