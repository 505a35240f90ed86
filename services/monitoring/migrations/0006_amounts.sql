-- What an allocation is worth, and how long a change took. What was heard before these columns were there is known after a rebuild.
ALTER TABLE allocated ADD COLUMN amount_cents INTEGER;    -- none where it cannot be said in money
ALTER TABLE care_change ADD COLUMN asked_day INTEGER;
ALTER TABLE care_change ADD COLUMN applied_day INTEGER;
