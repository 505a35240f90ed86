-- Why a referral was withdrawn may be about a person: it is sealed with the client's key. What stood here in words before cannot be
-- sealed afterwards and is let go of.
ALTER TABLE referral DROP COLUMN withdraw_reason;
ALTER TABLE referral ADD COLUMN sealed_withdraw_reason BLOB;
