-- How often to talk with providers, how their past performance is weighed, and the scores that were recorded (CON-4). Choices are kept
-- as the rest of the catalogue: of the rows with one key the one with the largest id holds, and none is ever changed. So a score
-- names the very rows that it was weighed by.
CREATE TABLE talk_intensity (
  id             INTEGER PRIMARY KEY,
  lot            TEXT NOT NULL,                           -- empty: any
  segment        TEXT NOT NULL,                           -- empty: any; otherwise with all below it
  talks_per_year INTEGER NOT NULL CHECK (talks_per_year BETWEEN 0 AND 12),
  display_name   TEXT NOT NULL,
  valid_from     INTEGER NOT NULL,
  valid_until    INTEGER CHECK (valid_until >= valid_from),
  recorded_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX talk_intensity_key ON talk_intensity (lot, segment, valid_from, id);

CREATE TABLE performance_measure (
  id             INTEGER PRIMARY KEY,
  code           TEXT NOT NULL,
  display_name   TEXT NOT NULL,
  source         INTEGER NOT NULL CHECK (source IN (1, 2, 3)), -- agreements kept, figure, observed
  figure         TEXT NOT NULL CHECK ((source = 2) = (figure <> '')),
  of_figures     TEXT NOT NULL,                           -- codes with a space between them
  of_contract    INTEGER NOT NULL CHECK (of_contract IN (0, 1)),
  weight         INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 100),
  full_points_at INTEGER NOT NULL,
  no_points_at   INTEGER NOT NULL CHECK (no_points_at <> full_points_at),
  share          INTEGER NOT NULL CHECK (share IN (0, 1)),
  valid_from     INTEGER NOT NULL,
  valid_until    INTEGER CHECK (valid_until >= valid_from),
  recorded_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX performance_measure_key ON performance_measure (code, valid_from, id);

CREATE TABLE performance_score (
  id          INTEGER PRIMARY KEY,
  uuid        BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  contract    TEXT NOT NULL,                              -- code of the contract, whichever of its rows holds
  provider    TEXT NOT NULL CHECK (length(provider) = 8),
  first_day   INTEGER NOT NULL,
  last_day    INTEGER NOT NULL CHECK (last_day >= first_day),
  score       INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
  note        TEXT NOT NULL,
  author      TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX performance_score_contract ON performance_score (contract, last_day, id);
CREATE INDEX performance_score_provider ON performance_score (provider, last_day, id);
CREATE INDEX performance_score_day ON performance_score (last_day, id);

-- A part without points was not weighed; then its amount and what it is of are what was known of it, if anything.
CREATE TABLE performance_part (
  score_id   INTEGER NOT NULL REFERENCES performance_score (id),
  position   INTEGER NOT NULL,
  measure_id INTEGER NOT NULL REFERENCES performance_measure (id),
  amount     INTEGER CHECK (amount >= 0),
  of_amount  INTEGER NOT NULL CHECK (of_amount >= 0),
  points     INTEGER CHECK (points BETWEEN 0 AND 100),
  note       TEXT NOT NULL,
  PRIMARY KEY (score_id, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER talk_intensity_is_never_changed BEFORE UPDATE ON talk_intensity BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER performance_measure_is_never_changed BEFORE UPDATE ON performance_measure BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER performance_score_is_never_changed BEFORE UPDATE ON performance_score BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER performance_part_is_never_changed BEFORE UPDATE ON performance_part BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER performance_measure_is_never_deleted BEFORE DELETE ON performance_measure BEGIN SELECT RAISE(ABORT, 'rows are never deleted'); END;
CREATE TRIGGER performance_score_is_never_deleted BEFORE DELETE ON performance_score BEGIN SELECT RAISE(ABORT, 'rows are never deleted'); END;
CREATE TRIGGER performance_part_is_never_deleted BEFORE DELETE ON performance_part BEGIN SELECT RAISE(ABORT, 'rows are never deleted'); END;
