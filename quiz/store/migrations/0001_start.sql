-- The learner's record. Times are microseconds since 1970 in UTC, days are study days counted
-- from 1 January of year 1. The bounds let a check of the file find what no program wrote.
-- No table is WITHOUT ROWID: quick_check of SQLite 3.40 finds NULLs in such tables that are
-- not there, where the key's columns are not the first ones.

CREATE TABLE meta (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;

-- Every answer, append-only.
CREATE TABLE review (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    learner TEXT NOT NULL,
    device TEXT NOT NULL,
    bank TEXT NOT NULL,
    card TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL CHECK (at BETWEEN -62135596800000000 AND 253402300799999999),
    day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 3652059),
    rating INTEGER CHECK (rating BETWEEN 1 AND 4),
    schedules INTEGER NOT NULL CHECK (schedules IN (0, 1)),
    credit REAL NOT NULL,
    points REAL NOT NULL,
    points_of REAL NOT NULL,
    response TEXT NOT NULL,
    elapsed_ms INTEGER NOT NULL,
    hints INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    certainty INTEGER,
    guess_chance REAL NOT NULL,
    is_overridden INTEGER NOT NULL CHECK (is_overridden IN (0, 1)),
    tags TEXT NOT NULL,
    sitting TEXT,
    place INTEGER,
    replaces TEXT,
    model TEXT NOT NULL
) STRICT;

CREATE INDEX review_card ON review (learner, bank, card, at);
CREATE INDEX review_day ON review (learner, day);
CREATE INDEX review_sitting ON review (sitting) WHERE sitting IS NOT NULL;

-- Reviews taken back, append-only.
CREATE TABLE retraction (
    uid TEXT PRIMARY KEY NOT NULL,
    review_uid TEXT NOT NULL,
    learner TEXT NOT NULL,
    device TEXT NOT NULL,
    at INTEGER NOT NULL CHECK (at BETWEEN -62135596800000000 AND 253402300799999999)
) STRICT;

CREATE INDEX retraction_review ON retraction (review_uid);

-- Cards that changed their names, append-only.
CREATE TABLE alias (
    bank TEXT NOT NULL,
    old_card TEXT NOT NULL,
    new_card TEXT NOT NULL,
    at INTEGER NOT NULL CHECK (at BETWEEN -62135596800000000 AND 253402300799999999),
    PRIMARY KEY (bank, old_card, at)
) STRICT;

-- What the log says of each card; can be rebuilt from it.
CREATE TABLE state (
    learner TEXT NOT NULL,
    bank TEXT NOT NULL,
    card TEXT NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('new', 'learning', 'review', 'relearning')),
    step INTEGER NOT NULL,
    stability REAL,
    difficulty REAL,
    due_at INTEGER CHECK (due_at BETWEEN -62135596800000000 AND 253402300799999999),
    due_day INTEGER CHECK (due_day BETWEEN 1 AND 3652059),
    last_review_at INTEGER
        CHECK (last_review_at BETWEEN -62135596800000000 AND 253402300799999999),
    reps INTEGER NOT NULL,
    lapses INTEGER NOT NULL,
    is_present INTEGER NOT NULL DEFAULT 1 CHECK (is_present IN (0, 1)),
    PRIMARY KEY (learner, bank, card)
) STRICT;

CREATE INDEX state_due ON state (learner, bank, due_day)
    WHERE is_present = 1 AND due_day IS NOT NULL;
CREATE INDEX state_learned ON state (learner, bank) WHERE is_present = 1 AND reps > 0;
CREATE INDEX state_step ON state (learner, bank, due_at)
    WHERE is_present = 1 AND due_day IS NULL;

CREATE TABLE sitting (
    uid TEXT PRIMARY KEY NOT NULL,
    learner TEXT NOT NULL,
    device TEXT NOT NULL,
    mode TEXT NOT NULL,
    title TEXT NOT NULL,
    seed INTEGER NOT NULL,
    config TEXT NOT NULL,
    cards TEXT NOT NULL,
    started_at INTEGER NOT NULL
        CHECK (started_at BETWEEN -62135596800000000 AND 253402300799999999),
    ended_at INTEGER CHECK (ended_at BETWEEN -62135596800000000 AND 253402300799999999),
    result TEXT
) STRICT;

CREATE INDEX sitting_mode ON sitting (learner, mode, started_at);

-- The banks as last seen, so that an unchanged one need not be compared again.
CREATE TABLE seen_bank (
    bank TEXT PRIMARY KEY NOT NULL,
    digest TEXT NOT NULL
) STRICT;
