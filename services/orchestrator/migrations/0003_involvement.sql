-- The persons who are involved with a client elsewhere (his case director, who recorded his analysis), as access announces them: with
-- every route of that client, also those that open later (PRI-1).
CREATE TABLE involved_with_client (
  client TEXT NOT NULL,
  subject TEXT NOT NULL,
  PRIMARY KEY (client, subject)
) WITHOUT ROWID;

CREATE VIEW involvement AS
  SELECT route, subject FROM involved
  UNION ALL
  SELECT r.id AS route, c.subject FROM route r JOIN involved_with_client c ON c.client = r.client;
