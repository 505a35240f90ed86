-- What kind a decision is (ACC-8; codes of the wire) and the change request that it answers. Of decisions from before there were
-- kinds it is what the outcome says. A change request has one decision.
ALTER TABLE decision ADD COLUMN kind INTEGER CHECK (kind BETWEEN 1 AND 4);
ALTER TABLE decision ADD COLUMN change_request TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX decision_change_request ON decision (change_request) WHERE change_request <> '';
