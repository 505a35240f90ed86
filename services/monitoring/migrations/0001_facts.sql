-- What figures are counted from, as other services announced it. Every table is filled by the events of one service, in its
-- order per aggregate, so that the order between services makes no difference; all of it can be thrown away and counted
-- anew. Ids are those of the announcing services; a month is year * 12 + month - 1. No client anywhere.

-- The last event of an aggregate that was counted: an event is counted once, whenever it comes again.
CREATE TABLE counted (
  source    TEXT NOT NULL,
  aggregate TEXT NOT NULL,
  sequence  INTEGER NOT NULL CHECK (sequence > 0),
  PRIMARY KEY (source, aggregate)
) STRICT, WITHOUT ROWID;

-- intake
CREATE TABLE referral (
  route          BLOB PRIMARY KEY CHECK (length(route) = 16),
  municipality   TEXT NOT NULL,
  referrer_type  INTEGER NOT NULL,
  received_day   INTEGER NOT NULL,
  received_month INTEGER NOT NULL,
  withdrawn_day  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX referral_month ON referral (received_month, municipality);

-- intake: what was asked for; one row without provider and product when nothing was named.
CREATE TABLE asked_line (
  route    BLOB NOT NULL REFERENCES referral (route),
  line     TEXT NOT NULL,
  provider TEXT NOT NULL,
  product  TEXT NOT NULL,
  PRIMARY KEY (route, line)
) STRICT, WITHOUT ROWID;

-- orchestrator
CREATE TABLE route_end (
  route      BLOB PRIMARY KEY CHECK (length(route) = 16),
  closed_day INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- allocation: whether the places that a route holds, or held last, are second best.
CREATE TABLE reservation (
  route       BLOB PRIMARY KEY CHECK (length(route) = 16),
  second_best INTEGER NOT NULL CHECK (second_best IN (0, 1))
) STRICT, WITHOUT ROWID;

-- allocation
CREATE TABLE allocated (
  allocation      BLOB PRIMARY KEY CHECK (length(allocation) = 16),
  route           BLOB NOT NULL CHECK (length(route) = 16),
  provider        TEXT NOT NULL,
  product         TEXT NOT NULL,
  allocated_day   INTEGER NOT NULL,
  allocated_month INTEGER NOT NULL,
  second_best     INTEGER NOT NULL CHECK (second_best IN (0, 1)),
  withdrawn       INTEGER NOT NULL CHECK (withdrawn IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX allocated_route ON allocated (route);
CREATE INDEX allocated_month ON allocated (allocated_month) WHERE second_best = 1;

-- allocation: reported starts; one that is taken back is deleted.
CREATE TABLE care_start (
  allocation  BLOB NOT NULL CHECK (length(allocation) = 16),
  product     TEXT NOT NULL,
  start_day   INTEGER NOT NULL,
  start_month INTEGER NOT NULL,
  PRIMARY KEY (allocation, product, start_day)
) STRICT, WITHOUT ROWID;

-- allocation: reported stops of a start, temporary and definitive; one that is taken back is deleted.
CREATE TABLE care_stop (
  allocation BLOB NOT NULL CHECK (length(allocation) = 16),
  product    TEXT NOT NULL,
  start_day  INTEGER NOT NULL,
  definitive INTEGER NOT NULL CHECK (definitive IN (0, 1)),
  stop_day   INTEGER NOT NULL,
  PRIMARY KEY (allocation, product, start_day, definitive)
) STRICT, WITHOUT ROWID;

-- allocation: changes that were asked for, and when they took effect.
CREATE TABLE care_change (
  change_request BLOB PRIMARY KEY CHECK (length(change_request) = 16),
  route          BLOB NOT NULL CHECK (length(route) = 16),
  provider       TEXT NOT NULL,
  direction      INTEGER NOT NULL,
  applied_month  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX care_change_month ON care_change (applied_month) WHERE applied_month IS NOT NULL;

-- access: the last triage of a route.
CREATE TABLE triage (
  route         BLOB PRIMARY KEY CHECK (length(route) = 16),
  complexity    TEXT NOT NULL,
  overridden    INTEGER NOT NULL CHECK (overridden IN (0, 1)),
  decided_month INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX triage_month ON triage (decided_month);

-- access
CREATE TABLE outflow (
  route       BLOB PRIMARY KEY CHECK (length(route) = 16),
  destination TEXT NOT NULL,
  obstacle    TEXT NOT NULL,
  end_month   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX outflow_month ON outflow (end_month);

-- access: the route that a client is back on.
CREATE TABLE return_to_care (
  new_route      BLOB PRIMARY KEY CHECK (length(new_route) = 16),
  earlier_route  BLOB NOT NULL CHECK (length(earlier_route) = 16),
  returned_month INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX return_month ON return_to_care (returned_month);

-- claims: what was judged, by contract, product and month of care; what goes back is negative.
CREATE TABLE claim_row (
  claim          BLOB NOT NULL CHECK (length(claim) = 16),
  number         INTEGER NOT NULL CHECK (number > 0),
  month          INTEGER NOT NULL,
  contract       TEXT NOT NULL,
  municipality   TEXT NOT NULL,
  provider       TEXT NOT NULL,
  product        TEXT NOT NULL,
  accepted_cents INTEGER NOT NULL,
  refused_cents  INTEGER NOT NULL,
  lines_accepted INTEGER NOT NULL CHECK (lines_accepted >= 0),
  lines_refused  INTEGER NOT NULL CHECK (lines_refused >= 0),
  PRIMARY KEY (claim, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_row_month ON claim_row (month, contract, municipality, provider, product);

-- claims: how many refused lines of a row bear a return code.
CREATE TABLE claim_refusal (
  claim       BLOB NOT NULL,
  number      INTEGER NOT NULL,
  return_code TEXT NOT NULL,
  lines       INTEGER NOT NULL CHECK (lines > 0),
  PRIMARY KEY (claim, number, return_code),
  FOREIGN KEY (claim, number) REFERENCES claim_row (claim, number)
) STRICT, WITHOUT ROWID;

-- When care first started on a route.
CREATE VIEW first_start AS
  SELECT a.route, MIN(s.start_day) AS start_day, MIN(s.start_month) AS start_month
  FROM care_start AS s JOIN allocated AS a ON a.allocation = s.allocation GROUP BY a.route;

-- The days on which care was given: from a start until its first stop, temporary or not.
CREATE VIEW care_period AS
  SELECT a.route, a.provider, a.product, s.start_day,
    (SELECT MIN(e.stop_day) FROM care_stop AS e
     WHERE e.allocation = s.allocation AND e.product = s.product AND e.start_day = s.start_day) AS stop_day
  FROM care_start AS s JOIN allocated AS a ON a.allocation = s.allocation;

-- How far a rebuild is: one row a source, in the order in which they are read; none when there never was one.
CREATE TABLE rebuild_source (
  number   INTEGER PRIMARY KEY,
  source   TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL CHECK (position >= 0),
  done     INTEGER NOT NULL CHECK (done IN (0, 1))
) STRICT;
CREATE TABLE rebuild (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  run      INTEGER NOT NULL,                              -- counts the rebuilds that were asked for
  begun_at INTEGER NOT NULL,                              -- microseconds since 1970, UTC
  ended_at INTEGER
) STRICT;
