-- The last contact of aftercare before anything was allocated on the route (0 before any): what was to start again by it did. A contact
-- that only asked for it may have come to nothing. Of what is kept already it is taken as it was: that who asked for it got it.
ALTER TABLE allocated_until ADD COLUMN last_contact INTEGER NOT NULL DEFAULT 0;
UPDATE allocated_until SET last_contact = COALESCE((SELECT MAX(c.id) FROM aftercare_contact c JOIN outflow o ON o.id = c.outflow
  WHERE o.case_route = allocated_until.case_route AND c.restarts = 1), 0);
