-- Whether the location of an allocation is at a school, as it was when it was made or changed. Of what was heard before this column
-- was there it was not told.
ALTER TABLE allocated ADD COLUMN at_school INTEGER NOT NULL DEFAULT 0 CHECK (at_school IN (0, 1));
