CREATE TABLE bank (
    path TEXT PRIMARY KEY,
    mtime_ns INTEGER NOT NULL,
    size INTEGER NOT NULL,
    digest TEXT NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    items INTEGER NOT NULL,
    cards INTEGER NOT NULL,
    problems INTEGER NOT NULL,
    left_out INTEGER NOT NULL,
    is_bank INTEGER NOT NULL,
    kinds TEXT NOT NULL,
    tags TEXT NOT NULL,
    head TEXT NOT NULL,
    known TEXT NOT NULL
) STRICT;
CREATE TABLE item (
    path TEXT NOT NULL,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    line INTEGER NOT NULL,
    passage TEXT NOT NULL,
    tags TEXT NOT NULL,
    has_written_id INTEGER NOT NULL,
    is_two_way INTEGER NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    data BLOB NOT NULL,
    fact TEXT NOT NULL,
    searched TEXT NOT NULL,
    PRIMARY KEY (path, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_id ON item (path, id);
CREATE INDEX item_fact ON item (path, id, fact) WHERE fact != '';
