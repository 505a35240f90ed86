-- What this service announced. Rows stay, so that any view can be rebuilt; positions have no gaps.
CREATE TABLE outbox (
  position    INTEGER PRIMARY KEY,
  event_id    BLOB NOT NULL CHECK (length(event_id) = 16),
  source      TEXT NOT NULL,
  aggregate   TEXT NOT NULL,
  sequence    INTEGER NOT NULL CHECK (sequence > 0),  -- within the aggregate, without gaps
  type        TEXT NOT NULL,                          -- full name of the event's message
  payload     BLOB NOT NULL,                          -- its bytes
  occurred_at INTEGER NOT NULL,                       -- microseconds since 1970, UTC
  actor       TEXT NOT NULL,
  cause       TEXT NOT NULL
) STRICT;
-- Two announcements of one request, or two of one place, show a write that was done twice. A service whose own record shows that may do
-- without either.
CREATE UNIQUE INDEX outbox_event_id ON outbox (event_id);
CREATE UNIQUE INDEX outbox_sequence ON outbox (aggregate, sequence);

-- How far each subscriber's relay has come: every event up to the position was taken, is none of its types, or is parked.
CREATE TABLE relay_cursor (
  subscriber TEXT PRIMARY KEY,
  position   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Events that the cursor passed and the subscriber did not take yet.
CREATE TABLE relay_parked (
  subscriber TEXT NOT NULL,
  position   INTEGER NOT NULL REFERENCES outbox (position),
  aggregate  TEXT NOT NULL,
  dead       INTEGER NOT NULL CHECK (dead IN (0, 1)),  -- 0 is delivered again by itself, 1 waits for a person
  error      TEXT NOT NULL,
  refused_at INTEGER NOT NULL,
  PRIMARY KEY (subscriber, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX relay_parked_aggregate ON relay_parked (subscriber, aggregate, position);
CREATE INDEX relay_parked_waiting ON relay_parked (subscriber, position) WHERE dead = 0;
