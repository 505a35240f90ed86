-- That an outflow was taken back: care went on after all, and it no longer counts as an end of care (ROU-6).
CREATE TABLE outflow_undone (
  outflow   INTEGER PRIMARY KEY REFERENCES outflow (id),
  undone_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER outflow_undone_is_never_changed BEFORE UPDATE ON outflow_undone BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
