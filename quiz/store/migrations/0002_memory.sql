-- What a review was scheduled with, so that the log alone gives the states again, whatever the
-- load of the days, the desired retention or the weights were then.
ALTER TABLE review ADD COLUMN rep INTEGER;
ALTER TABLE review ADD COLUMN interval_days INTEGER;
ALTER TABLE review ADD COLUMN retention REAL;

-- Of anything in an append-only table, not of reviews alone.
ALTER TABLE retraction RENAME COLUMN review_uid TO target_uid;

-- As far as the log of before tells: how many reviews of the card there were until then.
UPDATE review SET rep = (
    SELECT count(*) FROM review AS earlier
    WHERE earlier.learner = review.learner AND earlier.bank = review.bank
        AND earlier.card = review.card AND (earlier.at, earlier.seq) < (review.at, review.seq)
        AND earlier.rating IS NOT NULL AND earlier.schedules = 1
        AND NOT EXISTS (SELECT 1 FROM retraction WHERE target_uid = earlier.uid)
) WHERE rating IS NOT NULL AND schedules = 1;

-- What was done with a card but answering it, append-only.
CREATE TABLE deed (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    learner TEXT NOT NULL,
    device TEXT NOT NULL,
    bank TEXT NOT NULL,
    card TEXT NOT NULL,
    deed TEXT NOT NULL CHECK (deed IN ('suspend', 'resume', 'bury', 'set-due', 'forget')),
    at INTEGER NOT NULL CHECK (at BETWEEN -62135596800000000 AND 253402300799999999),
    day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 3652059),
    value INTEGER CHECK (value BETWEEN 1 AND 3652059),
    cause TEXT
) STRICT;

CREATE INDEX deed_card ON deed (learner, bank, card, at);

-- Weights that were fitted, append-only; the newest one that was not taken back holds.
CREATE TABLE weights (
    uid TEXT PRIMARY KEY NOT NULL,
    learner TEXT NOT NULL,
    device TEXT NOT NULL,
    at INTEGER NOT NULL CHECK (at BETWEEN -62135596800000000 AND 253402300799999999),
    model TEXT NOT NULL,
    weights TEXT NOT NULL,
    reviews INTEGER NOT NULL,
    report TEXT NOT NULL
) STRICT;

-- Exams to plan for; of two versions the one that was changed last holds.
CREATE TABLE exam (
    uid TEXT PRIMARY KEY NOT NULL,
    learner TEXT NOT NULL,
    device TEXT NOT NULL,
    changed_at INTEGER NOT NULL
        CHECK (changed_at BETWEEN -62135596800000000 AND 253402300799999999),
    is_removed INTEGER NOT NULL CHECK (is_removed IN (0, 1)),
    exam TEXT NOT NULL
) STRICT;

-- Limits of one day alone; of all banks where the bank is empty.
CREATE TABLE day_limit (
    learner TEXT NOT NULL,
    day INTEGER NOT NULL,
    bank TEXT NOT NULL,
    new_cards INTEGER,
    reviews INTEGER,
    PRIMARY KEY (learner, day, bank)
) STRICT;

-- Questions as they were when they were last answered or looked at, so that a changed one is
-- noticed, and one that is gone can be matched by likeness.
CREATE TABLE seen_question (
    bank TEXT NOT NULL,
    item TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    has_written_id INTEGER NOT NULL CHECK (has_written_id IN (0, 1)),
    PRIMARY KEY (bank, item)
) STRICT;

-- Questions that a learner said were not the same.
CREATE TABLE parted (
    bank TEXT NOT NULL,
    old_item TEXT NOT NULL,
    new_item TEXT NOT NULL,
    PRIMARY KEY (bank, old_item, new_item)
) STRICT;

-- All questions that a bank had when it was last seen: one that was there is none that came.
ALTER TABLE seen_bank ADD COLUMN items TEXT NOT NULL DEFAULT '[]';

ALTER TABLE state ADD COLUMN last_day INTEGER CHECK (last_day BETWEEN 1 AND 3652059);
ALTER TABLE state ADD COLUMN last_rating INTEGER CHECK (last_rating BETWEEN 1 AND 4);
ALTER TABLE state ADD COLUMN days_seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE state ADD COLUMN is_suspended INTEGER NOT NULL DEFAULT 0
    CHECK (is_suspended IN (0, 1));
ALTER TABLE state ADD COLUMN buried_day INTEGER CHECK (buried_day BETWEEN 1 AND 3652059);

-- Near enough until the states are derived from the log anew, which the note below asks for.
UPDATE state SET
    last_day = last_review_at / 86400000000 + 719163,
    days_seen = min(reps, 1 + reps / 2),
    last_rating = CASE WHEN phase IN ('learning', 'relearning') AND step = 0 THEN 1 ELSE 3 END,
    due_at = CASE WHEN phase = 'review' THEN NULL ELSE due_at END;
INSERT OR REPLACE INTO meta VALUES ('states', 'stale');

DROP INDEX state_due;
DROP INDEX state_step;
CREATE INDEX state_due ON state (learner, due_day, bank, buried_day)
    WHERE is_present = 1 AND is_suspended = 0 AND due_day IS NOT NULL;
CREATE INDEX state_step ON state (learner, due_at, bank, buried_day)
    WHERE is_present = 1 AND is_suspended = 0 AND due_at IS NOT NULL;

-- How many cards of a bank were learned, counted as they are: a record of many years is asked
-- this at every start.
CREATE TABLE learned (
    learner TEXT NOT NULL,
    bank TEXT NOT NULL,
    cards INTEGER NOT NULL,
    PRIMARY KEY (learner, bank)
) STRICT;
INSERT INTO learned SELECT learner, bank, count(*) FROM state
    WHERE is_present = 1 AND reps > 0 GROUP BY learner, bank;
DROP INDEX state_learned;
CREATE TRIGGER state_begun AFTER INSERT ON state WHEN NEW.is_present AND NEW.reps > 0
BEGIN
    INSERT INTO learned VALUES (NEW.learner, NEW.bank, 1)
        ON CONFLICT (learner, bank) DO UPDATE SET cards = cards + 1;
END;
CREATE TRIGGER state_gone AFTER DELETE ON state WHEN OLD.is_present AND OLD.reps > 0
BEGIN
    UPDATE learned SET cards = cards - 1 WHERE learner = OLD.learner AND bank = OLD.bank;
END;
CREATE TRIGGER state_turned AFTER UPDATE OF reps, is_present ON state
    WHEN (OLD.is_present AND OLD.reps > 0) <> (NEW.is_present AND NEW.reps > 0)
BEGIN
    INSERT INTO learned VALUES (NEW.learner, NEW.bank, NEW.is_present AND NEW.reps > 0)
        ON CONFLICT (learner, bank) DO UPDATE
        SET cards = cards + iif(NEW.is_present AND NEW.reps > 0, 1, -1);
END;
