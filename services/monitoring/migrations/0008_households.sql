-- Of which household a route is, and who is involved with whom. What was heard before this column and table were there is known after
-- a rebuild.
ALTER TABLE referral ADD COLUMN household BLOB CHECK (household IS NULL OR length(household) = 16);
CREATE INDEX referral_client ON referral (client);

-- access: persons of the region who are, or were, involved with a client, from the first day until, and not on, the last. A person is
-- an id that is derived from the name, which is not kept.
CREATE TABLE involvement (
  client    BLOB NOT NULL CHECK (length(client) = 16),
  person    BLOB NOT NULL CHECK (length(person) = 16),
  first_day INTEGER NOT NULL,
  ended_day INTEGER,                                      -- none while it lasts
  PRIMARY KEY (client, person, first_day)
) STRICT, WITHOUT ROWID;
