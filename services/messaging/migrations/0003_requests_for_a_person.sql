-- Whether care goes on that a request for change is about, and when it was asked; and when a route ended. What was asked after that, of
-- care that goes on, is not refused by messaging: a person answers it.
ALTER TABLE considered_message ADD COLUMN care_goes_on INTEGER NOT NULL DEFAULT 0 CHECK (care_goes_on IN (0, 1));
ALTER TABLE considered_message ADD COLUMN asked_at INTEGER NOT NULL DEFAULT 0;  -- microseconds since 1970
ALTER TABLE ended_route ADD COLUMN ended_at INTEGER NOT NULL DEFAULT 0;         -- microseconds since 1970
