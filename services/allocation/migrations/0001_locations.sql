-- Where care is given, for how many, and how much of it is taken. Days count from 1970-01-01.
CREATE TABLE location (
  id                     INTEGER PRIMARY KEY,
  code                   TEXT NOT NULL UNIQUE,
  provider               TEXT NOT NULL CHECK (length(provider) = 8),
  display_name           TEXT NOT NULL,
  municipality           TEXT NOT NULL,
  latitude_microdegrees  INTEGER NOT NULL,
  longitude_microdegrees INTEGER NOT NULL,
  changed_at             INTEGER NOT NULL
) STRICT;
CREATE INDEX location_provider ON location (provider, code);

CREATE TABLE location_quality (
  location INTEGER NOT NULL REFERENCES location (id),
  kind     INTEGER NOT NULL CHECK (kind IN (1, 2)),       -- 1 expertise, 2 language
  value    TEXT NOT NULL,
  PRIMARY KEY (location, kind, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE capacity (
  id        INTEGER PRIMARY KEY,
  location  INTEGER NOT NULL REFERENCES location (id),
  category  TEXT NOT NULL,
  code      TEXT NOT NULL,                                -- empty: the whole category
  places    INTEGER NOT NULL CHECK (places >= 0),
  age_from  INTEGER NOT NULL CHECK (age_from >= 0),
  age_until INTEGER CHECK (age_until >= age_from),
  UNIQUE (location, category, code)
) STRICT;
CREATE INDEX capacity_product ON capacity (category, code);

-- How many places of a capacity are taken. Its ranges lie side by side from the first day of the calendar to the last, without
-- gap or overlap; what takes a place for a period cuts ranges at its edges and counts one up on each that lies within. `most` is
-- the larger of what there is and what is taken: it lets nobody in where all is taken, and stands above `places` only where an
-- import lowered them, or care went on at a place that was given away in between.
CREATE TABLE capacity_range (
  capacity  INTEGER NOT NULL REFERENCES capacity (id),
  first_day INTEGER NOT NULL,
  last_day  INTEGER NOT NULL,
  taken     INTEGER NOT NULL CHECK (taken >= 0),
  places    INTEGER NOT NULL,                             -- that of the capacity
  most      INTEGER NOT NULL,
  PRIMARY KEY (capacity, first_day),
  CHECK (last_day >= first_day),
  CONSTRAINT never_over_allocated CHECK (taken <= most),
  CHECK (most >= places)
) STRICT, WITHOUT ROWID;

-- The middle of each municipality, for nearness.
CREATE TABLE home (
  code                   TEXT PRIMARY KEY CHECK (length(code) = 4),
  display_name           TEXT NOT NULL,
  latitude_microdegrees  INTEGER NOT NULL,
  longitude_microdegrees INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Every version stays: proposals name theirs.
CREATE TABLE matching_weights (
  version                 INTEGER PRIMARY KEY CHECK (version > 0),
  asking_provider         INTEGER NOT NULL,
  nearness                INTEGER NOT NULL,
  distance_zero_points_km INTEGER NOT NULL,
  one_provider            INTEGER NOT NULL,
  free_places             INTEGER NOT NULL,
  expertise               INTEGER NOT NULL,
  distance_max_km         INTEGER NOT NULL,
  recorded_at             INTEGER NOT NULL
) STRICT;
CREATE TRIGGER matching_weights_never_change BEFORE UPDATE ON matching_weights BEGIN SELECT RAISE(ABORT, 'weights are never changed'); END;
