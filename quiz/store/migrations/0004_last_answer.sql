-- What the calibrator needs to know of a card's last answer. The states are derived from the log again.
ALTER TABLE state ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;
ALTER TABLE state ADD COLUMN seen_today INTEGER NOT NULL DEFAULT 0;
ALTER TABLE state ADD COLUMN last_ms INTEGER NOT NULL DEFAULT 0;

INSERT OR REPLACE INTO meta VALUES ('states', 'stale');
