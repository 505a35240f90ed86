-- Why a decision refuses what was asked for (RedenAfwijzingVerzoek, WJ759), and the municipality that is responsible instead (reason 8).
-- A grant that leaves asked lines out names them: each is answered apart, by its own reference (OP344, TR374).
ALTER TABLE decision ADD COLUMN refusal_reason INTEGER CHECK (refusal_reason BETWEEN 1 AND 9);
ALTER TABLE decision ADD COLUMN responsible_municipality TEXT NOT NULL DEFAULT '';
CREATE TABLE refused_line (
  decision INTEGER NOT NULL REFERENCES decision (id),
  ordinal  INTEGER NOT NULL,
  line     TEXT NOT NULL,                                -- of asked_line, of the decision's route
  PRIMARY KEY (decision, ordinal),
  UNIQUE (decision, line)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER refused_line_is_never_changed BEFORE UPDATE ON refused_line BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
