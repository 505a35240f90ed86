-- Where each client was who was shown (CBS code, empty where none is known yet): whose privacy officer may ask about it. Of looks from
-- before that is not known; they are shown to who may see those of all municipalities.
ALTER TABLE look_client ADD COLUMN municipality TEXT NOT NULL DEFAULT '-';
