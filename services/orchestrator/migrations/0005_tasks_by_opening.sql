-- Queues of tasks in the order in which they were opened, as task_open and task_ended have them by term; and the tasks of who has them in
-- hands, or had when they ended.
CREATE INDEX task_open_by_opening ON task (municipality, role, opened_at) WHERE state IN (1, 2);
CREATE INDEX task_ended_by_opening ON task (municipality, role, opened_at) WHERE state IN (3, 4);
CREATE INDEX task_by_assignee ON task (assignee) WHERE assignee <> '';
