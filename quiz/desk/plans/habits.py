"""What a log shows of how a learner answers: memory, seconds, first ratings."""

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import msgspec

from quiz.memory.pace import counted_ms
from quiz.memory.planning import (
    Costs,
    FirstRatings,
    StudentAnswer,
    StudentFit,
    first_rating_chances,
    fit_student,
)
from quiz.memory.seen import AnswerSeen, seen_before
from quiz.store import Record

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_LEAST_SAMPLES = 10
"""Answers of a kind from which on the learner's own median counts."""


class Habits(msgspec.Struct, frozen=True, kw_only=True):
    """What a log shows of how a learner answers."""

    fit: StudentFit
    """How the learner's memory differs from the model's."""
    costs: Costs
    """Seconds that cards take."""
    firsts: FirstRatings
    """Chances of the four ratings at the first sight of a card."""


_KEPT: WeakKeyDictionary[Record, dict[tuple[str, ...], tuple[str, Habits]]] = WeakKeyDictionary()
"""Of each record, by banks, each with the mark of the log that shows it."""


def habits_of(desk: "Desk", banks: Sequence[str]) -> Habits:
    """Return what the log of some banks shows of the learner; kept until the log changes."""
    mark = desk.record.log_mark()
    kept = _KEPT.setdefault(desk.record, {})
    if tuple(banks) not in kept or kept[tuple(banks)][0] != mark:
        kept[tuple(banks)] = (mark, _habits(desk, banks))
    return kept[tuple(banks)][1]


def _habits(desk: "Desk", banks: Sequence[str]) -> Habits:
    model = desk.scheduling.scheduler.model
    answers = []
    seconds: dict[str, list[float]] = {"right": [], "wrong": [], "new": []}
    firsts = [0, 0, 0, 0]
    learning: dict[str, float] = {}
    log = desk.record.timed_log(banks)
    seen = seen_before(model, (AnswerSeen(card, rating, day) for card, rating, day, _ in log))
    for (card, rating, _, elapsed_ms), before in zip(log, seen, strict=True):
        spent = counted_ms(elapsed_ms) / 1000
        if before is None:
            firsts[rating - 1] += 1
            learning[card] = spent
        elif before.gap:
            answers.append(
                StudentAnswer(days=before.gap, stability=before.stability, recalled=rating > 1)
            )
            seconds["right" if rating > 1 else "wrong"].append(spent)
        elif before.days_seen == 1:
            learning[card] += spent
    seconds["new"] = list(learning.values())
    usual = Costs()
    right = _median(seconds["right"], usual.right_s)
    wrong = _median(seconds["wrong"], usual.wrong_s - usual.right_s) + right  # and its relearning
    costs = Costs(right_s=right, wrong_s=wrong, new_s=_median(seconds["new"], usual.new_s))
    return Habits(
        fit=fit_student(answers, decay=model.decay),
        costs=costs,
        firsts=first_rating_chances(firsts),
    )


def _median(samples: Sequence[float], usual: float) -> float:
    return max(1.0, median(samples)) if len(samples) >= _LEAST_SAMPLES else usual
