"""Games in the class store: made, written as they go, and read again after a restart."""

from collections.abc import Iterable, Sequence

import msgspec

from quiz.classroom.game import ClassAnswer, ClassGame, GameQuestion, GameState, Player
from quiz.classroom.rules import GameRules
from quiz.items import decode_response, encode_response
from quiz.school.sql import Db, Row

_PLAYER = "id, name, team, extra_time, joined_at, is_out"
_ANSWER = "player, place, vote, nonce, response, at, elapsed_s, credit, points"


class GameRow(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a game beside its players and answers."""

    id: str
    """Unique."""
    code: str
    """What pupils type to come in."""
    title: str
    """What it is called."""
    class_name: str
    """The class that plays; empty for anyone who has the code."""
    host_token_hash: str
    """SHA-256 of the host's token, in hexadecimal digits."""
    started_at: int
    """Microseconds since 1970, UTC."""
    ended_at: int | None
    """The same; None while it goes on."""


class Games:
    """The games of a store."""

    def __init__(self, db: Db) -> None:
        """Take an open store."""
        self._db = db

    def add(self, row: GameRow, game: ClassGame) -> None:
        """Write a new game."""
        self._db.rows(
            "INSERT INTO game (id, code, title, class, questions, rules, state, host_token_hash,"
            " started_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                row.id, row.code, row.title, row.class_name, _text(game.questions),
                _text(game.rules), _text(game.state), row.host_token_hash, row.started_at,
            ),
        )  # fmt: skip

    def put_state(self, game: str, state: GameState, ended_at: int | None) -> None:
        """Write where a game is."""
        self._db.rows(
            "UPDATE game SET state = ?, ended_at = ? WHERE id = ?", (_text(state), ended_at, game)
        )

    def put_host(self, game: str, token_hash: str) -> None:
        """Give the host a new token: the old one opens nothing any more."""
        self._db.rows("UPDATE game SET host_token_hash = ? WHERE id = ?", (token_hash, game))

    def put_player(self, game: str, player: Player, token_hash: str, pupil: str = "") -> None:
        """Write a player who came in, or what changed of one; the token stays the first one.

        Args:
            game: Id of the game.
            player: The player.
            token_hash: SHA-256 of their token, in hexadecimal digits.
            pupil: Id of the pupil of a class; empty for a nickname.
        """
        self._db.rows(
            "INSERT INTO player (id, game, name, team, pupil, extra_time, token_hash, joined_at,"
            " is_out) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            " name = excluded.name, team = excluded.team, extra_time = excluded.extra_time,"
            " is_out = excluded.is_out",
            (
                player.id, game, player.name, player.team, pupil, player.extra_time, token_hash,
                int(player.joined_at * 1e6), int(player.is_out),
            ),
        )  # fmt: skip

    def put_token(self, player: str, token_hash: str) -> None:
        """Give a player a new token: the old one opens nothing any more."""
        self._db.rows("UPDATE player SET token_hash = ? WHERE id = ?", (token_hash, player))

    def add_answer(self, game: str, answer: ClassAnswer) -> bool:
        """Write an answer; of two to one question the first one stays.

        Returns:
            Whether it was written.
        """
        written = self._db.row(
            f"INSERT INTO answer (game, {_ANSWER}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (game, place, player, vote) DO NOTHING RETURNING player",
            (game, *_values(answer)),
        )
        return written is not None

    def add_answers(self, game: str, answers: Sequence[ClassAnswer]) -> list[bool]:
        """Write answers in one transaction; returns of each whether it was written."""
        with self._db.transaction():
            return [self.add_answer(game, answer) for answer in answers]

    def replace_marks(self, game: str, answers: Iterable[ClassAnswer]) -> None:
        """Replace the marks of answers, after their answer key was corrected."""
        with self._db.transaction():
            self._db.many(
                "UPDATE answer SET credit = ?, points = ?"
                " WHERE game = ? AND place = ? AND player = ? AND vote = ?",
                ((a.credit, a.points, game, a.place, a.player, a.vote) for a in answers),
            )

    def unfinished(self) -> list[GameRow]:
        """Return the games that go on, the newest first."""
        return self._rows("WHERE ended_at IS NULL ORDER BY started_at DESC")

    def all(self) -> list[GameRow]:
        """Return all games, the newest first."""
        return self._rows("ORDER BY started_at DESC")

    def _rows(self, which: str) -> list[GameRow]:
        rows = self._db.rows(
            "SELECT id, code, title, class, host_token_hash, started_at, ended_at"
            f" FROM game {which}"
        )
        return [
            GameRow(
                id=id_, code=code, title=title, class_name=class_name, host_token_hash=host,
                started_at=started, ended_at=ended,
            )
            for id_, code, title, class_name, host, started, ended in rows
        ]  # fmt: skip

    def read(self, game: str) -> ClassGame | None:
        """Return a game as it was left; None if there is none of this id."""
        row = self._db.row("SELECT questions, rules, state FROM game WHERE id = ?", (game,))
        if row is None:
            return None
        questions, rules, state = row
        return ClassGame(
            msgspec.json.decode(questions, type=tuple[GameQuestion, ...]),
            msgspec.json.decode(rules, type=GameRules),
            state=msgspec.json.decode(state, type=GameState),
            players=map(_player, self._db.rows(
                f"SELECT {_PLAYER} FROM player WHERE game = ? ORDER BY joined_at, id", (game,)
            )),
            answers=map(_answer, self._db.rows(
                f"SELECT {_ANSWER} FROM answer WHERE game = ? ORDER BY at", (game,)
            )),
        )  # fmt: skip

    def tokens(self, game: str) -> dict[str, str]:
        """Return which player each token's hash is of."""
        rows = self._db.rows("SELECT token_hash, id FROM player WHERE game = ?", (game,))
        return dict(rows)

    def forget(self, game: str) -> None:
        """Delete a game with its players and answers."""
        with self._db.transaction():
            self._db.rows("DELETE FROM answer WHERE game = ?", (game,))
            self._db.rows("DELETE FROM player WHERE game = ?", (game,))
            self._db.rows("DELETE FROM game WHERE id = ?", (game,))


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _player(row: Row) -> Player:
    id_, name, team, extra_time, joined_at, is_out = row
    return Player(
        id=id_, name=name, team=team, extra_time=extra_time, joined_at=joined_at / 1e6,
        is_out=bool(is_out),
    )  # fmt: skip


def _values(answer: ClassAnswer) -> Row:
    return (
        answer.player, answer.place, answer.vote, answer.nonce, encode_response(answer.response),
        int(answer.at * 1e6), answer.elapsed_s, answer.credit, answer.points,
    )  # fmt: skip


def _answer(row: Row) -> ClassAnswer:
    player, place, vote, nonce, response, at, elapsed, credit, points = row
    return ClassAnswer(
        player=player, place=place, vote=vote, nonce=nonce, response=decode_response(response),
        at=at / 1e6, elapsed_s=elapsed, credit=credit, points=points,
    )  # fmt: skip
