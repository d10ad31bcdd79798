"""What a log shows of how a learner answers: memory, seconds, first ratings."""

from collections.abc import Iterable, Iterator, Sequence
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
from quiz.memory.seen import AnswerSeen, SeenCard, seen_before
from quiz.store import Record
from quiz.store.timed_log import LogPlace, LogRow, added_answers, log_place, timed_log

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


class _Counted:
    """What was counted of the log of some banks, answer by answer."""

    def __init__(self, decay: float) -> None:
        self.fit = fit_student(decay=decay)
        self._right: list[float] = []
        """Seconds, the least first."""
        self._wrong: list[float] = []
        self._learning: dict[str, float] = {}
        """Seconds on the first day of each card."""
        self._firsts = [0, 0, 0, 0]

    def take(self, log: Iterable[tuple[LogRow, SeenCard | None]], *, since: int = 0) -> None:
        """Count answers, each with how its card stood before.

        Args:
            log: By time; all of a card, from its first on.
            since: Sequence number up to which they were counted before.
        """
        answers = []
        for answer, before in log:
            if answer.seq <= since:
                continue
            spent = counted_ms(answer.ms) / 1000
            if before is None:
                self._firsts[answer.rating - 1] += 1
                self._learning[answer.card] = spent
            elif before.gap:
                is_right = answer.rating > 1
                answers.append(
                    StudentAnswer(days=before.gap, stability=before.stability, recalled=is_right)
                )
                (self._right if is_right else self._wrong).append(spent)
            elif before.days_seen == 1:
                self._learning[answer.card] += spent
        self.fit = self.fit.add(*answers)
        self._right.sort()
        self._wrong.sort()

    def habits(self) -> Habits:
        """Return what they show."""
        usual = Costs()
        right = _median(self._right, usual.right_s)
        # A wrong answer takes its relearning too.
        wrong = _median(self._wrong, usual.wrong_s - usual.right_s) + right
        new = _median(sorted(self._learning.values()), usual.new_s)
        return Habits(
            fit=self.fit,
            costs=Costs(right_s=right, wrong_s=wrong, new_s=new),
            firsts=first_rating_chances(self._firsts),
        )


_KEPT: WeakKeyDictionary[Record, dict[tuple[str, ...], tuple[LogPlace, _Counted]]]
_KEPT = WeakKeyDictionary()
"""What was counted of each record by banks, with how far the log had come."""


def habits_of(desk: "Desk", banks: Sequence[str]) -> Habits:
    """Return what the log of some banks shows of the learner; kept, and added to as it grows."""
    place = desk.record.database.read(log_place)
    kept = _KEPT.setdefault(desk.record, {})
    before = kept.get(tuple(banks))
    if before is None or not _is_followed(desk, banks, before, place):
        kept[tuple(banks)] = (place, _counted(desk, banks))
    else:
        kept[tuple(banks)] = (place, before[1])
    return kept[tuple(banks)][1].habits()


def _is_followed(
    desk: "Desk", banks: Sequence[str], before: tuple[LogPlace, _Counted], place: LogPlace
) -> bool:
    """Count what the log was added since; returns False where all must be counted again."""
    old, counted = before
    if old == place:
        return True
    if old[1:] != place[1:] or place.answers < old.answers:
        return False
    learner = desk.record.learner
    logs = desk.record.database.read(lambda c: added_answers(c, learner, banks, old.answers))
    if logs is None:
        return False
    for log in logs:
        counted.take(_seen(desk, log), since=old.answers)
    return True


def _counted(desk: "Desk", banks: Sequence[str]) -> _Counted:
    record = desk.record
    log = record.database.read(lambda c: timed_log(c, record.learner, banks))
    found = _Counted(desk.scheduling.scheduler.model.decay)
    found.take(_seen(desk, log))
    return found


def _seen(desk: "Desk", log: Sequence[LogRow]) -> Iterator[tuple[LogRow, SeenCard | None]]:
    """Return answers with how each card stood before."""
    answers = (AnswerSeen(answer.card, answer.rating, answer.day) for answer in log)
    return zip(log, seen_before(desk.scheduling.scheduler.model, answers), strict=True)


def _median(samples: Sequence[float], usual: float) -> float:
    """Return the median of seconds in order, the usual ones where there are few."""
    if len(samples) < _LEAST_SAMPLES:
        return usual
    return max(1.0, median(samples))
