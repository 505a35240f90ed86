-- The last day of an allocation that ended before the days that it was made for (last_day, over which its amount is spread): with its
-- care, or without a start. What was heard before this column was there is known after a rebuild.
ALTER TABLE allocated ADD COLUMN ended_day INTEGER;
