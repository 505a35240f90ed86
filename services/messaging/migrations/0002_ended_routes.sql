-- On which route a message that asked for something (315, 317) is considered: that of its own referral, or for a change the one that
-- allocation tells. It may be told before the message itself is finished.
CREATE TABLE considered_message (
  message_id     BLOB PRIMARY KEY CHECK (length(message_id) = 16),
  route          TEXT NOT NULL,                  -- routes/…
  change_request TEXT NOT NULL DEFAULT ''        -- change_requests/…; empty for a request for allocation
) STRICT, WITHOUT ROWID;
CREATE INDEX considered_message_route ON considered_message (route);

-- Routes that have ended: what they left open, and what still comes for them, is refused by messaging itself.
CREATE TABLE ended_route (
  route TEXT PRIMARY KEY                         -- routes/…
) STRICT, WITHOUT ROWID;
