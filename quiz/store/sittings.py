"""The sittings of a record: how each began, went on and ended, and the scores of its banks."""

import sqlite3
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

import msgspec

from quiz.memory import Phase
from quiz.memory.history import Past
from quiz.memory.pace import LONGEST_ANSWER_MS
from quiz.store.aliases import Aliases
from quiz.store.database import Database
from quiz.store.log import LIVE, history
from quiz.store.rows import (
    REVIEW_COLUMNS,
    SITTING_COLUMNS,
    BankScore,
    Review,
    SittingRow,
    from_micros,
    review_of,
    sitting_of,
    sitting_values,
    to_micros,
)


class AnsweredSitting(NamedTuple):
    """A sitting with what was answered in it."""

    row: SittingRow
    """The sitting."""
    answers: int
    """Answers that were not undone."""
    right: int
    """Those that were fully right."""
    credit: float
    """Sum of the credits, each 0 to 1."""
    minutes: float
    """Time taken, at most a minute an answer."""


_UNSCORED = ("review", "cram")


class EndedScore(msgspec.Struct, frozen=True, kw_only=True):
    """How an ended sitting went, without its cards."""

    mode: str
    """`quiz` or `exam`."""
    title: str
    """What it is called on the screen."""
    ended_at: datetime
    """UTC."""
    config: str
    """Its settings, a JSON object."""
    result: str
    """How it went, a JSON object."""


class Sittings:
    """The part of a record that is its sittings. Every method that writes is one transaction."""

    _database: Database
    learner: str
    """Whose record it is."""

    def begin_sitting(self, row: SittingRow) -> None:
        """Keep a new sitting; one that is kept already stays as it is."""
        row = msgspec.structs.replace(
            row, learner=row.learner or self.learner, device=row.device or self._database.device
        )
        values = sitting_values(row)
        marks = ", ".join("?" * len(values))
        self._database.write(
            lambda c: c.execute(
                f"INSERT OR IGNORE INTO sitting ({SITTING_COLUMNS}) VALUES ({marks})", values
            )
        )

    def phases_of(self, cards: Collection[tuple[str, str]]) -> dict[tuple[str, str], Phase]:
        """Return the phases of cards, each named by bank and card; new ones are left out."""
        names = msgspec.json.encode([[bank, card] for bank, card in cards]).decode()
        rows = self._database.read(
            lambda c: c.execute(
                "SELECT state.bank, state.card, state.phase FROM json_each(?) AS name JOIN state "
                "ON state.learner = ? AND state.bank = json_extract(name.value, '$[0]') "
                "AND state.card = json_extract(name.value, '$[1]') WHERE state.reps > 0",
                (names, self.learner),
            ).fetchall()
        )
        return {(row["bank"], row["card"]): Phase(row["phase"]) for row in rows}

    def reopen_sitting(self, uid: str) -> None:
        """Note that an ended sitting goes on: its last answer was undone."""
        self._database.write(
            lambda c: c.execute(
                "UPDATE sitting SET ended_at = NULL, result = NULL WHERE uid = ?", (uid,)
            )
        )

    def end_sitting(self, uid: str, now: datetime, result_json: str | None) -> None:
        """Note that a sitting ended, and how it went; None if it was given up."""
        self._database.write(
            lambda c: c.execute(
                "UPDATE sitting SET ended_at = ?, result = ? WHERE uid = ?",
                (to_micros(now), result_json, uid),
            )
        )

    def unfinished_sitting(self, modes: Collection[str]) -> SittingRow | None:
        """Return the newest sitting of some modes that was not ended."""
        return next(iter(self.unfinished_sittings(modes, 1)), None)

    def unfinished_sittings(self, modes: Collection[str], most: int) -> list[SittingRow]:
        """Return the sittings of some modes that were not ended, the newest first."""
        return self._database.read(
            lambda c: _unfinished_sittings(c, self.learner, tuple(modes), most)
        )

    def ended_sittings(self, mode: str) -> list[SittingRow]:
        """Return the sittings of a mode that were ended, the newest first."""
        return self._database.read(
            lambda c: [
                sitting_of(row)
                for row in c.execute(
                    f"SELECT {SITTING_COLUMNS} FROM sitting WHERE learner = ? AND mode = ? "
                    "AND ended_at IS NOT NULL ORDER BY started_at DESC, rowid DESC",
                    (self.learner, mode),
                )
            ]
        )

    def latest_sittings(self, most: int) -> list[AnsweredSitting]:
        """Return the latest sittings with answers that were not undone, the newest first."""
        return self._database.read(lambda c: _latest_sittings(c, self.learner, most))

    def ended_scores(self, modes: Collection[str]) -> list[EndedScore]:
        """Return how the ended sittings of some modes went, in order of time."""
        return self._database.read(lambda c: _ended_scores(c, self.learner, tuple(modes)))

    def sitting_reviews(self, uid: str) -> list[Review]:
        """Return the answers of a sitting that were not undone, by place."""
        return self._database.read(lambda c: _sitting_reviews(c, uid))

    def sitting(self, uid: str) -> SittingRow | None:
        """Return a sitting; None if there is none of this uid."""
        return self._database.read(lambda c: _sitting(c, uid))

    def histories_without(self, uid: str) -> dict[tuple[str, str], tuple[list[Past], list[Past]]]:
        """Return what happened to each card that a sitting asked, by bank and card as now named.

        Args:
            uid: Of the sitting.

        Returns:
            Of each card what happened, in order of time, and the same without the sitting.
        """
        return self._database.read(lambda c: _histories_without(c, self.learner, uid))

    def scores(self) -> dict[str, BankScore]:
        """Return the scores by bank, of ended quizzes and exams about it alone."""
        return self._database.read(lambda c: _scores(c, self.learner))


def _latest_sittings(
    connection: sqlite3.Connection, learner: str, most: int
) -> list[AnsweredSitting]:
    columns = ", ".join(f"s.{name.strip()}" for name in SITTING_COLUMNS.split(","))
    rows = connection.execute(
        f"SELECT {columns}, count(*) AS answers, sum(credit >= 0.999) AS right,"
        " sum(credit) AS credit, sum(min(max(0, elapsed_ms), ?)) AS spent"
        # One that was begun and left at once has no answer, and does not count.
        " FROM (SELECT * FROM sitting WHERE learner = ? ORDER BY started_at DESC LIMIT ?) AS s"
        f" JOIN review INDEXED BY review_sitting ON review.sitting = s.uid WHERE {LIVE}"
        " GROUP BY s.uid ORDER BY s.started_at DESC LIMIT ?",
        (LONGEST_ANSWER_MS, learner, 3 * most, most),
    )
    return [
        AnsweredSitting(
            sitting_of(row), row["answers"], row["right"], row["credit"], row["spent"] / 60_000
        )
        for row in rows
    ]


def _ended_scores(
    connection: sqlite3.Connection, learner: str, modes: Collection[str]
) -> list[EndedScore]:
    """Return how the ended sittings of some modes went, without their cards."""
    marks = ", ".join("?" * len(modes))
    rows = connection.execute(
        "SELECT mode, title, ended_at, config, result FROM sitting WHERE learner = ?"
        f" AND mode IN ({marks}) AND ended_at IS NOT NULL AND result IS NOT NULL"
        " ORDER BY ended_at, rowid",
        (learner, *modes),
    )
    return [
        EndedScore(
            mode=mode, title=title, ended_at=from_micros(ended_at), config=config, result=result
        )
        for mode, title, ended_at, config, result in rows
    ]


def _unfinished_sittings(
    connection: sqlite3.Connection, learner: str, modes: Collection[str], most: int
) -> list[SittingRow]:
    """Return the newest sittings of some modes that were not ended."""
    marks = ", ".join("?" * len(modes))
    rows = connection.execute(
        f"SELECT {SITTING_COLUMNS} FROM sitting WHERE learner = ? AND ended_at IS NULL "
        f"AND mode IN ({marks}) ORDER BY started_at DESC, rowid DESC LIMIT ?",
        (learner, *modes, most),
    )
    return [sitting_of(row) for row in rows]


def _sitting(connection: sqlite3.Connection, uid: str) -> SittingRow | None:
    """Return the sitting of a uid."""
    row = connection.execute(
        f"SELECT {SITTING_COLUMNS} FROM sitting WHERE uid = ?", (uid,)
    ).fetchone()
    return None if row is None else sitting_of(row)


def _sitting_reviews(connection: sqlite3.Connection, uid: str) -> list[Review]:
    """Return the reviews of a sitting that were not undone, by place, then as they came."""
    rows = connection.execute(
        f"SELECT {REVIEW_COLUMNS} FROM review WHERE sitting = ? AND {LIVE} "
        "ORDER BY place IS NULL, place, seq",
        (uid,),
    )
    return [review_of(row) for row in rows]


def _histories_without(
    connection: sqlite3.Connection, learner: str, uid: str
) -> dict[tuple[str, str], tuple[list[Past], list[Past]]]:
    """Return the histories of a sitting's cards, whole and without its answers."""
    found: dict[tuple[str, str], tuple[list[Past], list[Past]]] = {}
    for review in _sitting_reviews(connection, uid):
        card = Aliases(connection, review.bank).name_now(review.card, review.at)
        if (review.bank, card) not in found:
            found[review.bank, card] = (
                history(connection, learner, review.bank, card),
                history(connection, learner, review.bank, card, without=uid),
            )
    return found


_LEAST_COMPARED = 5
"""Questions of a quiz whose score is compared."""


class _Config(msgspec.Struct):
    """What a sitting was about, as far as scores go."""

    banks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    cards: tuple[object, ...] = ()
    game: str = "classic"
    length: int | None = None
    mistakes: bool = False

    @property
    def is_of_whole_bank(self) -> bool:
        """Whether it drew from all of one bank by its game's rules, so that scores compare.

        The same rule as that of `quiz.study.Request`, which knows more than the store may.
        """
        is_drawn = not (self.tags or self.kinds or self.cards or self.mistakes)
        is_long = self.length is None or self.length >= _LEAST_COMPARED
        return len(self.banks) == 1 and is_drawn and is_long


class _Outcome(msgspec.Struct):
    credit: float | None = None
    right: int | None = None


def _scores(connection: sqlite3.Connection, learner: str) -> dict[str, BankScore]:
    """Return the scores of each bank, of ended quizzes and exams of all of it."""
    found: dict[str, BankScore] = {}
    rows = connection.execute(
        "SELECT config, result FROM sitting WHERE learner = ? AND ended_at IS NOT NULL "
        "AND result IS NOT NULL AND mode NOT IN (?, ?) ORDER BY ended_at, rowid",
        (learner, *_UNSCORED),
    )
    for row in rows:
        try:
            config = msgspec.json.decode(row["config"], type=_Config)
            outcome = msgspec.json.decode(row["result"], type=_Outcome)
        except msgspec.DecodeError:
            continue
        if config.is_of_whole_bank:
            bank = config.banks[0]
            after = _score_after(found.get(bank, BankScore()), config.game, outcome)
            if after is not None:
                found[bank] = after
    return found


def _score_after(before: BankScore, game: str, outcome: _Outcome) -> BankScore | None:
    """Return a bank's score after one more sitting; None if that had none."""
    if game != "classic":
        if outcome.right is None:
            return None
        most = max(outcome.right, before.games.get(game, 0))
        return msgspec.structs.replace(before, games={**before.games, game: most})
    if outcome.credit is None:
        return None
    best = max(outcome.credit, before.best or 0.0)
    return msgspec.structs.replace(before, best=best, last=outcome.credit)
