-- The waiting list by how long it is waited, whatever the urgency.
CREATE INDEX waiting_since ON waiting (since, id) WHERE ended_at IS NULL;
