-- Both databases read this file: TEXT, BIGINT, DOUBLE PRECISION and SMALLINT (0 or 1) mean the same
-- in them. Times are microseconds since 1970, UTC; what is a structure is JSON in a TEXT.
CREATE TABLE game (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    class TEXT NOT NULL DEFAULT '',
    questions TEXT NOT NULL,
    rules TEXT NOT NULL,
    state TEXT NOT NULL,
    host_token_hash TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE TABLE player (
    id TEXT PRIMARY KEY,
    game TEXT NOT NULL REFERENCES game (id),
    name TEXT NOT NULL,
    team TEXT NOT NULL DEFAULT '',
    pupil TEXT NOT NULL DEFAULT '',
    extra_time DOUBLE PRECISION NOT NULL DEFAULT 1,
    token_hash TEXT NOT NULL,
    joined_at BIGINT NOT NULL,
    is_out SMALLINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX player_token ON player (token_hash);
CREATE INDEX player_game ON player (game);
CREATE TABLE answer (
    game TEXT NOT NULL REFERENCES game (id),
    place BIGINT NOT NULL,
    player TEXT NOT NULL REFERENCES player (id),
    vote SMALLINT NOT NULL,
    nonce TEXT NOT NULL,
    response TEXT NOT NULL,
    at BIGINT NOT NULL,
    elapsed_s DOUBLE PRECISION NOT NULL,
    credit DOUBLE PRECISION NOT NULL,
    points BIGINT NOT NULL,
    PRIMARY KEY (game, place, player, vote)
);
