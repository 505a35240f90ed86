-- The talks with a provider about its contract, and what was agreed in them (CON-4). Nothing is updated in place: a talk is its
-- revision with the largest number, and an agreement is open until a settlement of it is recorded.
CREATE TABLE talk (
  id         INTEGER PRIMARY KEY,
  uuid       BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  contract   TEXT NOT NULL,                               -- code of the contract, whichever of its rows holds
  provider   TEXT NOT NULL CHECK (length(provider) = 8),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX talk_contract ON talk (contract);
CREATE INDEX talk_provider ON talk (provider);

CREATE TABLE talk_revision (
  talk_id       INTEGER NOT NULL REFERENCES talk (id),
  revision      INTEGER NOT NULL CHECK (revision > 0),
  state         INTEGER NOT NULL CHECK (state IN (1, 2, 3)),   -- planned, held, cancelled
  day           INTEGER NOT NULL,
  cancel_reason TEXT NOT NULL CHECK ((state = 3) = (cancel_reason <> '')),
  author        TEXT NOT NULL,
  recorded_at   INTEGER NOT NULL,
  PRIMARY KEY (talk_id, revision)
) STRICT, WITHOUT ROWID;

CREATE VIEW talk_now AS
SELECT t.id, t.uuid, t.contract, t.provider, t.created_at, r.revision, r.state, r.day, r.cancel_reason, r.author, r.recorded_at
FROM talk AS t
JOIN talk_revision AS r ON r.talk_id = t.id AND r.revision = (SELECT max(revision) FROM talk_revision WHERE talk_id = t.id);

CREATE TABLE talk_participant (
  talk_id  INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  position INTEGER NOT NULL,
  party    INTEGER NOT NULL CHECK (party IN (1, 2)),           -- region, provider
  function TEXT NOT NULL,
  PRIMARY KEY (talk_id, revision, position),
  FOREIGN KEY (talk_id, revision) REFERENCES talk_revision (talk_id, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE agreement (
  id          INTEGER PRIMARY KEY,
  uuid        BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  talk_id     INTEGER NOT NULL REFERENCES talk (id),
  what        TEXT NOT NULL,
  party       INTEGER NOT NULL CHECK (party IN (1, 2)),
  due_day     INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX agreement_talk ON agreement (talk_id);
CREATE INDEX agreement_due ON agreement (due_day, id);

CREATE TABLE agreement_settlement (
  agreement_id INTEGER PRIMARY KEY REFERENCES agreement (id),
  outcome      INTEGER NOT NULL CHECK (outcome IN (2, 3)),     -- done, dropped
  note         TEXT NOT NULL CHECK (note <> ''),
  author       TEXT NOT NULL,
  recorded_at  INTEGER NOT NULL
) STRICT;

-- What stands on an agenda by itself is not here before the talk is held.
CREATE TABLE agenda_item (
  talk_id      INTEGER NOT NULL,
  revision     INTEGER NOT NULL,
  position     INTEGER NOT NULL,
  item         TEXT NOT NULL,
  subject      TEXT NOT NULL,
  figure       TEXT NOT NULL,
  municipality TEXT NOT NULL,
  agreement_id INTEGER REFERENCES agreement (id),
  by_itself    INTEGER NOT NULL CHECK (by_itself IN (0, 1)),
  report       TEXT NOT NULL,
  PRIMARY KEY (talk_id, revision, position),
  FOREIGN KEY (talk_id, revision) REFERENCES talk_revision (talk_id, revision)
) STRICT, WITHOUT ROWID;

-- A talk that was held or called off has its last revision.
CREATE TRIGGER talk_that_ended_has_no_later_revision BEFORE INSERT ON talk_revision
WHEN EXISTS (SELECT 1 FROM talk_revision WHERE talk_id = NEW.talk_id AND state <> 1)
BEGIN SELECT RAISE(ABORT, 'the talk has ended'); END;
CREATE TRIGGER talk_is_never_changed BEFORE UPDATE ON talk BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER talk_revision_is_never_changed BEFORE UPDATE ON talk_revision BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER talk_participant_is_never_changed BEFORE UPDATE ON talk_participant BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER agreement_is_never_changed BEFORE UPDATE ON agreement BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER agreement_settlement_is_never_changed BEFORE UPDATE ON agreement_settlement BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER agenda_item_is_never_changed BEFORE UPDATE ON agenda_item BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER talk_is_never_deleted BEFORE DELETE ON talk BEGIN SELECT RAISE(ABORT, 'rows are never deleted'); END;
CREATE TRIGGER talk_revision_is_never_deleted BEFORE DELETE ON talk_revision BEGIN SELECT RAISE(ABORT, 'rows are never deleted'); END;
CREATE TRIGGER talk_participant_is_never_deleted BEFORE DELETE ON talk_participant BEGIN SELECT RAISE(ABORT, 'rows are never deleted'); END;
CREATE TRIGGER agreement_is_never_deleted BEFORE DELETE ON agreement BEGIN SELECT RAISE(ABORT, 'rows are never deleted'); END;
CREATE TRIGGER agreement_settlement_is_never_deleted BEFORE DELETE ON agreement_settlement BEGIN SELECT RAISE(ABORT, 'rows are never deleted'); END;
CREATE TRIGGER agenda_item_is_never_deleted BEFORE DELETE ON agenda_item BEGIN SELECT RAISE(ABORT, 'rows are never deleted'); END;
