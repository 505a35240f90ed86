-- The definitions that routes began on, each with a fingerprint of what it means: a version that was used is never changed. Routes that
-- were there before have none, and keep whatever is loaded first.
CREATE TABLE used_definition (
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  first_used_at INTEGER NOT NULL,
  PRIMARY KEY (name, version)
);
INSERT INTO used_definition (name, version, fingerprint, first_used_at)
  SELECT definition, version, '', min(created_at) FROM route GROUP BY definition, version;
