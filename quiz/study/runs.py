"""Runs of a game compared: the best of them, and how far one is ahead of an earlier one."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from quiz.items import Verdict
from quiz.study.answer import Answer
from quiz.study.request import Game
from quiz.study.sitting import sprint_ms

MOST_RUNS = 5
"""So many of the best runs are shown."""


class GameRun(msgspec.Struct, frozen=True, kw_only=True):
    """One run of a game that was played to its end."""

    uid: str
    """Of its sitting."""
    right: int
    """Right answers."""
    ended_at: datetime
    """UTC."""
    is_mine: bool = False
    """Whether it is the run that was just played."""


def best_of(runs: Iterable[GameRun], most: int = MOST_RUNS) -> tuple[GameRun, ...]:
    """Return the runs with most right answers, the best first; of equals the earlier one."""
    found = sorted(runs, key=lambda run: (-run.right, run.ended_at, run.uid))
    return tuple(found[:most])


def ahead_of(mine: Sequence[Answer], other: Sequence[Answer], game: Game, extra_ms: int = 0) -> int:
    """Return by how many right answers a run is ahead of an earlier one, negative behind.

    A sprint is compared at the same time on the clock, any other game after as many questions.

    Args:
        mine: The answers so far.
        other: All answers of the earlier run.
        game: Which game both are.
        extra_ms: Time spent on the question that is asked, in milliseconds.
    """
    reached = list(other[: len(mine)])
    if game is Game.SPRINT:
        now = sprint_ms(mine) + extra_ms
        reached = [a for at, a in enumerate(other, 1) if sprint_ms(other[:at]) <= now]
    return _right(mine) - _right(reached)


def _right(answers: Iterable[Answer]) -> int:
    return sum(a.verdict is Verdict.RIGHT and not a.is_skipped for a in answers)
