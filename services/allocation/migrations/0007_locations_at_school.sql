-- What is done there is work done at school (MON-1).
ALTER TABLE location ADD COLUMN at_school INTEGER NOT NULL DEFAULT 0 CHECK (at_school IN (0, 1));
