-- What those who run the suite ask by: the first term of a route's open tasks and its first timer, both found by the trees of the tasks
-- and timers themselves but for paused routes' timers; and the providers of its lines.
ALTER TABLE route ADD COLUMN due_at INTEGER;
ALTER TABLE route ADD COLUMN next_timer_at INTEGER;
CREATE INDEX route_open ON route (created_at, id) WHERE closed = 0;
CREATE INDEX route_paused ON route (id) WHERE paused = 1;
-- A timer that fired while its route is paused has no row any more, and waits: those routes come by what stands with them.
CREATE INDEX route_paused_by_timer ON route (next_timer_at) WHERE paused = 1;
CREATE INDEX route_by_case ON route (case_name, id) WHERE case_name <> '';
CREATE INDEX route_by_definition ON route (definition, version, id);

CREATE TABLE route_provider (
  provider TEXT NOT NULL,
  route INTEGER NOT NULL REFERENCES route (id),
  PRIMARY KEY (provider, route)
) WITHOUT ROWID;
CREATE INDEX route_provider_by_route ON route_provider (route);

-- When a command is tried again, by the suite's clock; null before the first attempt.
ALTER TABLE command ADD COLUMN next_attempt_at INTEGER;
CREATE INDEX command_given_up ON command (route) WHERE failed = 1;

-- How an incident ended: 1 retried, 2 skipped, 3 overtaken, 4 resumed; who did it, and why: 1 done otherwise, 2 not needed, 3 done
-- twice, 4 impossible. What there is to say about it stands sealed with access, under the note's name.
ALTER TABLE incident ADD COLUMN resolution INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incident ADD COLUMN resolver TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN skip_reason INTEGER NOT NULL DEFAULT 0 CHECK (skip_reason BETWEEN 0 AND 4);
ALTER TABLE incident ADD COLUMN note TEXT NOT NULL DEFAULT '';
UPDATE incident SET resolution = 3 WHERE resolved_at IS NOT NULL;
CREATE INDEX incident_open ON incident (id) WHERE resolved_at IS NULL;
