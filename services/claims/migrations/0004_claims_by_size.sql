-- Claims in the orders in which people look for what matters most: what was claimed, and how many lines were refused.
CREATE INDEX claim_by_amount ON claim (submitted_cents, id);
CREATE INDEX claim_by_refused_lines ON claim (lines_refused, id);
