-- The persons who are involved with a client elsewhere (his case director, who recorded his analysis), as access announces them: with
-- every route of that client, also those that open later (PRI-1).
CREATE TABLE involved_with_client (
  client TEXT NOT NULL,
  subject TEXT NOT NULL,
  PRIMARY KEY (client, subject)
) WITHOUT ROWID;

-- A person's tasks are those of his routes.
CREATE INDEX involved_by_person ON involved (subject);
CREATE INDEX involved_with_client_by_person ON involved_with_client (subject);

CREATE VIEW involvement AS
  SELECT route, subject FROM involved
  UNION ALL
  SELECT r.id AS route, c.subject FROM route r JOIN involved_with_client c ON c.client = r.client;

-- Whose involvement ended while he had a task in hands sees the route until he has none of it any more, however that came (PRI-1).
ALTER TABLE involved ADD COLUMN ends INTEGER NOT NULL DEFAULT 0 CHECK (ends IN (0, 1));

CREATE TRIGGER involvement_ends_with_the_last_task AFTER UPDATE OF state, assignee ON task
WHEN OLD.state = 2 AND (NEW.state <> 2 OR NEW.assignee <> OLD.assignee)
BEGIN
  DELETE FROM involved WHERE route = NEW.id >> 24 AND subject = OLD.assignee AND ends = 1
    AND NOT EXISTS (SELECT 1 FROM task t WHERE t.id BETWEEN NEW.id >> 24 << 24 AND NEW.id | 16777215
      AND t.state = 2 AND t.assignee = OLD.assignee);
END;
