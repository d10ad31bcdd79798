-- What was done about questions of an assignment whose key was wrong, by bank and card.
ALTER TABLE assignment ADD COLUMN remarks TEXT NOT NULL DEFAULT '{}';
