-- The double-entry ledger. A posting is closed by its own row, which comes after its entries and is refused unless they balance and
-- say what the claim says; an entry without a closed posting does not outlive its transaction. So the ledger is whole whatever
-- the code above it does (CLM-4). Debit is positive, credit negative; amounts are cents.
CREATE TABLE account (
  id           INTEGER PRIMARY KEY,
  kind         INTEGER NOT NULL CHECK (kind IN (1, 2, 3)),    -- 1 care costs, 2 owed, 3 payment orders
  municipality TEXT NOT NULL CHECK (length(municipality) = 4),
  provider     TEXT NOT NULL CHECK (length(provider) = 8),
  contract     TEXT NOT NULL CHECK (kind = 1 OR contract = ''),
  UNIQUE (municipality, provider, kind, contract)
) STRICT;
CREATE INDEX account_provider ON account (provider);

CREATE TABLE posting (
  id         INTEGER PRIMARY KEY,
  kind       INTEGER NOT NULL CHECK (kind IN (1, 2)),         -- 1 accepted line, 2 payment order
  claim      INTEGER NOT NULL REFERENCES claim (id),
  line       INTEGER UNIQUE REFERENCES claim_line (id),       -- an accepted line is posted once
  created_at INTEGER NOT NULL,
  CHECK ((kind = 1) = (line IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX a_claim_is_paid_once ON posting (claim) WHERE kind = 2;
CREATE INDEX posting_claim ON posting (claim, id);

CREATE TABLE entry (
  posting INTEGER NOT NULL REFERENCES posting (id) DEFERRABLE INITIALLY DEFERRED,
  number  INTEGER NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  cents   INTEGER NOT NULL,
  PRIMARY KEY (posting, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_account ON entry (account);

CREATE TRIGGER a_closed_posting_takes_no_entry BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM posting WHERE id = NEW.posting) BEGIN
  SELECT RAISE(ABORT, 'a closed posting takes no entry');
END;

CREATE TRIGGER a_posting_balances BEFORE INSERT ON posting BEGIN
  SELECT RAISE(ABORT, 'a posting balances')
   WHERE (SELECT count(*) < 2 OR sum(cents) <> 0 FROM entry WHERE posting = NEW.id);
  SELECT RAISE(ABORT, 'a posting is of one municipality and provider, those of its claim')
   WHERE EXISTS (SELECT 1 FROM entry AS e JOIN account AS a ON a.id = e.account JOIN claim AS c ON c.id = NEW.claim
                  WHERE e.posting = NEW.id AND (a.municipality <> c.municipality OR a.provider <> c.provider));
END;

CREATE TRIGGER what_is_posted_was_accepted BEFORE INSERT ON posting WHEN NEW.kind = 1 BEGIN
  SELECT RAISE(ABORT, 'what is posted was accepted') WHERE NOT EXISTS (
    SELECT 1 FROM claim_line AS l WHERE l.id = NEW.line AND l.claim = NEW.claim AND l.state = 1
       AND l.accepted_cents = (SELECT sum(e.cents) FROM entry AS e JOIN account AS a ON a.id = e.account
                                WHERE e.posting = NEW.id AND a.kind = 1));
END;

CREATE TRIGGER what_is_paid_was_accepted BEFORE INSERT ON posting WHEN NEW.kind = 2 BEGIN
  SELECT RAISE(ABORT, 'what is paid was accepted') WHERE NOT EXISTS (
    SELECT 1 FROM claim AS c WHERE c.id = NEW.claim
       AND c.accepted_cents = (SELECT sum(l.accepted_cents) FROM claim_line AS l WHERE l.claim = NEW.claim)
       AND c.accepted_cents = -(SELECT sum(e.cents) FROM entry AS e JOIN account AS a ON a.id = e.account
                                 WHERE e.posting = NEW.id AND a.kind = 3));
END;

CREATE TRIGGER account_is_never_changed BEFORE UPDATE ON account BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER posting_is_never_changed BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER posting_is_never_deleted BEFORE DELETE ON posting BEGIN SELECT RAISE(ABORT, 'rows are never deleted'); END;
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'rows are never deleted'); END;
