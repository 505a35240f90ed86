-- What professionals note about a route. The text is sealed with a key of the client that does not stand here.
CREATE TABLE note (
  id          INTEGER PRIMARY KEY,
  uuid        BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  case_route  INTEGER NOT NULL REFERENCES case_route (id),
  author      TEXT NOT NULL,
  sealed_text BLOB NOT NULL,
  created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX note_route ON note (case_route, id);
