"""What a log shows of how a learner answers: memory, seconds, first ratings."""

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import msgspec

from quiz.memory.pace import counted_ms
from quiz.memory.planning import (
    Answer,
    Costs,
    FirstRatings,
    StudentFit,
    first_rating_chances,
    fit_student,
)
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
    states: dict[str, tuple[float, float, int, int]] = {}
    answers = []
    seconds: dict[str, list[float]] = {"right": [], "wrong": [], "new": []}
    firsts = [0, 0, 0, 0]
    learning: dict[str, tuple[int, float]] = {}
    for card, rating, day, elapsed_ms in desk.record.timed_log(banks):
        spent = counted_ms(elapsed_ms) / 1000
        before = states.get(card)
        if before is None:
            stability, difficulty = model.first(rating)
            firsts[rating - 1] += 1
            learning[card] = (day, spent)
        else:
            stability, difficulty, last, first_day = before
            day = max(day, last)
            if day > last:
                answers.append(Answer(days=day - last, stability=stability, recalled=rating > 1))
                seconds["right" if rating > 1 else "wrong"].append(spent)
            elif day == first_day:
                learning[card] = (day, learning[card][1] + spent)
            stability, difficulty = model.next(stability, difficulty, rating, day - last)
        states[card] = (stability, difficulty, day, day if before is None else before[3])
    seconds["new"] = [spent for _, spent in learning.values()]
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
