-- A driven clock that was let go runs as the machine's from then on, also after a restart.
ALTER TABLE clock ADD COLUMN released INTEGER NOT NULL DEFAULT 0 CHECK (released IN (0, 1));
