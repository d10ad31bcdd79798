-- What a learner says of a question for its author: that it is wrong, say. Append-only.
CREATE TABLE note (
    uid TEXT PRIMARY KEY NOT NULL,
    learner TEXT NOT NULL,
    device TEXT NOT NULL,
    bank TEXT NOT NULL,
    item TEXT NOT NULL,
    at INTEGER NOT NULL CHECK (at BETWEEN -62135596800000000 AND 253402300799999999),
    reason TEXT NOT NULL,
    text TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    digest TEXT NOT NULL
) STRICT;

CREATE INDEX note_bank ON note (learner, bank);
