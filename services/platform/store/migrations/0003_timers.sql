-- Durable timers. A row stays when its timer is taken away (due_at is null), so that the generation goes on counting and a stale
-- expiry is recognised.
CREATE TABLE timer (
  owner      TEXT NOT NULL,
  name       TEXT NOT NULL,
  due_at     INTEGER,                                  -- microseconds since 1970, UTC
  generation INTEGER NOT NULL CHECK (generation > 0),
  set_order  INTEGER NOT NULL,                         -- decides between timers that are due at one moment
  PRIMARY KEY (owner, name)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX timer_set_order ON timer (set_order);
CREATE INDEX timer_due ON timer (due_at, set_order) WHERE due_at IS NOT NULL;

-- Timers whose owners are rows of the service itself, each numbered by its owner and never set twice: one tree in the order in which they
-- fall due, so that those that were set together stand together.
CREATE TABLE numbered_timer (
  due_at INTEGER NOT NULL,                             -- microseconds since 1970, UTC
  owner  INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (due_at, owner, number)
) STRICT, WITHOUT ROWID;
