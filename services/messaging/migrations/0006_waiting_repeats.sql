-- A repeat of a stop that waits for its start waits for that stop's answer, and has no time of its own.
ALTER TABLE overtaken_message ADD COLUMN repeats INTEGER REFERENCES message (number);  -- null: it waits for a start
CREATE INDEX overtaken_repeats ON overtaken_message (repeats) WHERE repeats IS NOT NULL;
