-- What was published, and is kept as it was: a record of its own, which is not counted anew. A month that was corrected is published
-- again beside what was said before.

CREATE TABLE publication (
  id           INTEGER PRIMARY KEY,
  figure       TEXT NOT NULL,
  month        INTEGER NOT NULL,
  version      INTEGER NOT NULL CHECK (version > 0),
  published_at INTEGER NOT NULL,                          -- microseconds since 1970, UTC
  replaced_at  INTEGER,
  least        INTEGER NOT NULL CHECK (least > 0),        -- clients of a published cell at least
  UNIQUE (figure, month, version)
) STRICT;
CREATE UNIQUE INDEX publication_current ON publication (figure, month) WHERE replaced_at IS NULL;

CREATE TABLE published_cell (
  publication  INTEGER NOT NULL REFERENCES publication (id),
  level        INTEGER NOT NULL,                          -- 1 by municipality, 2 by segment, 4 by product, 8 by provider, added
  municipality TEXT NOT NULL,
  segment      TEXT NOT NULL,
  product      TEXT NOT NULL,
  provider     TEXT NOT NULL,
  routes       INTEGER NOT NULL CHECK (routes > 0),
  providers    INTEGER NOT NULL CHECK (providers > 0),
  held_back    INTEGER NOT NULL CHECK (held_back IN (0, 1)),
  PRIMARY KEY (publication, level, municipality, segment, product, provider)
) STRICT, WITHOUT ROWID;
