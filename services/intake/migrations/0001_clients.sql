-- The family around a client, seen as one.
CREATE TABLE household (
  id         INTEGER PRIMARY KEY,
  uuid       BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  created_at INTEGER NOT NULL                            -- microseconds since 1970, UTC
) STRICT;

-- Clients. Who someone is stands in sealed_person alone, sealed with the client's own key; the key stands here wrapped by the
-- master key, the citizen number nowhere. Erasure takes away key, person and hash; the row stays, because others know its id.
CREATE TABLE client (
  id            INTEGER PRIMARY KEY,
  uuid          BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  household     INTEGER NOT NULL REFERENCES household (id),
  number_hash   BLOB UNIQUE CHECK (length(number_hash) = 32),  -- keyed; null without a citizen number
  wrapped_key   BLOB,
  sealed_person BLOB,                                     -- null for a client known by number alone
  revision      INTEGER NOT NULL CHECK (revision > 0),
  created_at    INTEGER NOT NULL,
  erased_at     INTEGER,
  CHECK ((erased_at IS NULL) = (wrapped_key IS NOT NULL)),
  CHECK (erased_at IS NULL OR (number_hash IS NULL AND sealed_person IS NULL))
) STRICT;
CREATE INDEX client_household ON client (household, id);

-- Persons of the region who are involved with a client: who may see him (PRI-1).
CREATE TABLE involvement (
  client INTEGER NOT NULL REFERENCES client (id),
  person TEXT NOT NULL,                                   -- persons/…
  since  INTEGER NOT NULL,
  PRIMARY KEY (client, person)
) STRICT, WITHOUT ROWID;

-- Consent per recipient and purpose (INT-5): every giving and withdrawing, the last one counts.
CREATE TABLE consent (
  id         INTEGER PRIMARY KEY,
  uuid       BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  client     INTEGER NOT NULL REFERENCES client (id),
  recipient  TEXT NOT NULL,
  purpose    TEXT NOT NULL,
  given      INTEGER NOT NULL CHECK (given IN (0, 1)),
  recorder   TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_client ON consent (client, id);
