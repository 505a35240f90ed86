-- Who is contracted for a line on the waiting list that names no provider, as contracting said when it was searched for.
CREATE TABLE waiting_provider (
  waiting      INTEGER NOT NULL REFERENCES waiting (id),
  provider     TEXT NOT NULL,
  contract     TEXT NOT NULL,
  tariff_cents INTEGER CHECK (tariff_cents >= 0),
  PRIMARY KEY (waiting, provider)
) STRICT, WITHOUT ROWID;
