-- The first answer to every request id, with what it answered.
CREATE TABLE request_answer (
  request_id     TEXT PRIMARY KEY,
  method         TEXT NOT NULL,
  request_digest BLOB NOT NULL CHECK (length(request_digest) = 32),
  answer         BLOB NOT NULL,
  answered_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX request_answer_age ON request_answer (answered_at);
