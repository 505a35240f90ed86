-- Why a referral was withdrawn, as a code of the wire that names nobody and so may be counted; NULL where it is not, or was before
-- there were codes.
ALTER TABLE referral ADD COLUMN withdraw_cause INTEGER CHECK (withdraw_cause BETWEEN 1 AND 6);
