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
  snapshot BLOB NOT NULL
);
CREATE INDEX route_by_client ON route (client, id);
CREATE INDEX route_by_state ON route (state, id);
CREATE INDEX route_by_municipality ON route (municipality, id);

-- What happened: one row a transition, appended, never changed; with it the answer to the request that brought it, when it was no
-- more than that: the request's id as sixteen bytes, and what a repeat is compared with.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  route INTEGER NOT NULL REFERENCES route (id),
  sequence INTEGER NOT NULL CHECK (sequence >= 1),
  record BLOB NOT NULL,
  request BLOB UNIQUE CHECK (length(request) = 16),
  request_digest BLOB,
  UNIQUE (route, sequence)
);

-- Commands on their way, each with the request as it was decided on; a row goes when the command was delivered.
CREATE TABLE command (
  route INTEGER NOT NULL REFERENCES route (id),
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  part TEXT NOT NULL,
  request BLOB NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  last_error TEXT NOT NULL DEFAULT '',
  failed INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (route, number)
) WITHOUT ROWID;

-- People's work.
CREATE TABLE task (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  route INTEGER NOT NULL REFERENCES route (id),
  number INTEGER NOT NULL,
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
  ended_at INTEGER,
  UNIQUE (route, number)
);
CREATE INDEX task_open ON task (municipality, role, due_at) WHERE state IN (1, 2);

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
