-- Every request is kept for ever beside the record that it brought, and every route counts what it announced: the outbox needs no index
-- of its own to show that something was written twice. Each is a page of its own in the log at every event of one of many routes.
DROP INDEX outbox_event_id;
DROP INDEX outbox_sequence;

-- Where each route stands. Rows join by the 64-bit id; the outward id is the 16 bytes in uid.
CREATE TABLE route (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  definition TEXT NOT NULL,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  interrupt_state TEXT NOT NULL DEFAULT '',
  closed INTEGER NOT NULL DEFAULT 0,
  paused INTEGER NOT NULL DEFAULT 0,
  pause_reason TEXT NOT NULL DEFAULT '',
  municipality TEXT NOT NULL,
  client TEXT NOT NULL,
  case_name TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  last_record INTEGER NOT NULL DEFAULT 0,  -- of its journal; 0 without any
  announced INTEGER NOT NULL DEFAULT 0,    -- how many events it has in the outbox
  snapshot BLOB NOT NULL
);
CREATE INDEX route_by_client ON route (client, id);
CREATE INDEX route_by_state ON route (state, id);
CREATE INDEX route_by_municipality ON route (municipality, id);

-- What happened: one row a transition, appended, never changed. A route's records are a chain from its last one back, so that no index
-- has a place to find for each. With a record stands the answer to the request that brought it, when it was no more than that: what a
-- repeat is compared with.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  route INTEGER NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence >= 1),
  previous INTEGER NOT NULL CHECK (previous < id),  -- the route's record before it; 0 for its first
  record BLOB NOT NULL,
  request_digest BLOB
);

-- Every request that changed something, by the halves of its sixteen bytes, and the record that it brought; 0 when its answer stands in
-- request_answer.
CREATE TABLE request (
  high INTEGER NOT NULL,
  low INTEGER NOT NULL,
  record INTEGER NOT NULL,
  PRIMARY KEY (high, low)
) WITHOUT ROWID;

-- Commands on their way, each with the request as it was decided on; a row goes when the command was delivered. Its id is made of the
-- route's and its number within it: what belongs to a route stands together, in order.
CREATE TABLE command (
  id INTEGER PRIMARY KEY,
  route INTEGER GENERATED ALWAYS AS (id >> 24) VIRTUAL,
  number INTEGER GENERATED ALWAYS AS (id & 16777215) VIRTUAL,
  name TEXT NOT NULL,
  part TEXT NOT NULL,
  request BLOB NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  last_error TEXT NOT NULL DEFAULT '',
  failed INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
);

-- People's work. Its id is made as a command's; its outward one of the route's outward id and the number.
CREATE TABLE task (
  id INTEGER PRIMARY KEY,
  route INTEGER GENERATED ALWAYS AS (id >> 24) VIRTUAL,
  number INTEGER GENERATED ALWAYS AS (id & 16777215) VIRTUAL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  part TEXT NOT NULL,
  municipality TEXT NOT NULL,
  role TEXT NOT NULL,
  state INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  due_at INTEGER,
  outcomes TEXT NOT NULL,
  answered_by TEXT NOT NULL,
  assignee TEXT NOT NULL DEFAULT '',
  outcome TEXT NOT NULL DEFAULT '',
  completer TEXT NOT NULL DEFAULT '',
  ended_at INTEGER
);
-- Whoever asks for tasks asks by municipality and role: each of these queues stands in the order of its lists, by term. A list of several
-- queues, and all that are late, is put together from their beginnings. Open tasks and ended ones stand apart, so that what is to be done
-- is found without walking over what was done, and a task has one row in either.
CREATE INDEX task_open ON task (municipality, role, due_at) WHERE state IN (1, 2);
CREATE INDEX task_ended ON task (municipality, role, due_at) WHERE state IN (3, 4);

-- The queues that have an open task: one look into the index for each, however many tasks there are.
CREATE VIEW task_queue AS
  WITH RECURSIVE place (municipality) AS (
    SELECT min(municipality) FROM task WHERE state IN (1, 2)
    UNION ALL
    SELECT (SELECT min(t.municipality) FROM task t WHERE t.state IN (1, 2) AND t.municipality > p.municipality)
    FROM place p WHERE p.municipality IS NOT NULL
  ), queue (municipality, role) AS (
    SELECT p.municipality, (SELECT min(t.role) FROM task t WHERE t.state IN (1, 2) AND t.municipality = p.municipality)
    FROM place p WHERE p.municipality IS NOT NULL
    UNION ALL
    SELECT q.municipality,
      (SELECT min(t.role) FROM task t WHERE t.state IN (1, 2) AND t.municipality = q.municipality AND t.role > q.role)
    FROM queue q WHERE q.role IS NOT NULL
  )
  SELECT municipality, role FROM queue WHERE role IS NOT NULL;

-- The same of those that have an ended one.
CREATE VIEW ended_task_queue AS
  WITH RECURSIVE place (municipality) AS (
    SELECT min(municipality) FROM task WHERE state IN (3, 4)
    UNION ALL
    SELECT (SELECT min(t.municipality) FROM task t WHERE t.state IN (3, 4) AND t.municipality > p.municipality)
    FROM place p WHERE p.municipality IS NOT NULL
  ), queue (municipality, role) AS (
    SELECT p.municipality, (SELECT min(t.role) FROM task t WHERE t.state IN (3, 4) AND t.municipality = p.municipality)
    FROM place p WHERE p.municipality IS NOT NULL
    UNION ALL
    SELECT q.municipality,
      (SELECT min(t.role) FROM task t WHERE t.state IN (3, 4) AND t.municipality = q.municipality AND t.role > q.role)
    FROM queue q WHERE q.role IS NOT NULL
  )
  SELECT municipality, role FROM queue WHERE role IS NOT NULL;

-- Open tasks, queue by queue: those before a term are found in each by the index.
CREATE VIEW open_task AS
  SELECT o.id, o.municipality, o.role, o.due_at FROM task_queue q
  CROSS JOIN task o ON o.municipality = q.municipality AND o.role = q.role AND o.state IN (1, 2);

-- What does not go on by itself: a command that keeps failing (number), or a broken invariant (number 0).
CREATE TABLE incident (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  route INTEGER NOT NULL REFERENCES route (id),
  number INTEGER NOT NULL,
  command TEXT NOT NULL,
  error TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  resolved_at INTEGER
);
CREATE INDEX incident_by_route ON incident (route, number);

-- What arrived while a route was paused; taken in, in order, when it goes on.
CREATE TABLE waiting_event (
  id INTEGER PRIMARY KEY,
  route INTEGER NOT NULL REFERENCES route (id),
  event BLOB NOT NULL
);
CREATE INDEX waiting_event_by_route ON waiting_event (route, id);

-- The persons who are involved with a route: who did something on it, or took a task of it (PRI-1).
CREATE TABLE involved (
  route INTEGER NOT NULL REFERENCES route (id),
  subject TEXT NOT NULL,
  PRIMARY KEY (route, subject)
) WITHOUT ROWID;
