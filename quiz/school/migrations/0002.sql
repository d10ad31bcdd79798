-- Classes with their pupils, and papers that they sit at a time of their own.
CREATE TABLE class (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    made_at BIGINT NOT NULL
);
CREATE TABLE pupil (
    id TEXT PRIMARY KEY,
    class TEXT NOT NULL REFERENCES class (id),
    name TEXT NOT NULL,
    pin_hash TEXT NOT NULL,
    failures BIGINT NOT NULL DEFAULT 0,
    extra_time DOUBLE PRECISION NOT NULL DEFAULT 1,
    UNIQUE (class, name)
);
CREATE TABLE seat (
    token_hash TEXT PRIMARY KEY,
    pupil TEXT NOT NULL REFERENCES pupil (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX seat_pupil ON seat (pupil);
CREATE TABLE assignment (
    id TEXT PRIMARY KEY,
    class TEXT NOT NULL REFERENCES class (id),
    title TEXT NOT NULL,
    paper TEXT NOT NULL,
    paths TEXT NOT NULL,
    opens_at BIGINT NOT NULL,
    closes_at BIGINT,
    attempts BIGINT NOT NULL,
    is_same SMALLINT NOT NULL,
    seed BIGINT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE TABLE attempt (
    id TEXT PRIMARY KEY,
    assignment TEXT NOT NULL REFERENCES assignment (id),
    pupil TEXT NOT NULL REFERENCES pupil (id),
    n BIGINT NOT NULL,
    exam TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    handed_at BIGINT,
    points DOUBLE PRECISION,
    points_of DOUBLE PRECISION,
    grade TEXT NOT NULL DEFAULT '',
    to_grade BIGINT NOT NULL DEFAULT 0,
    UNIQUE (assignment, pupil, n)
);
