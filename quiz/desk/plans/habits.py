"""What a log shows of how a learner answers: memory, seconds, first ratings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import msgspec

from quiz.items.rating import Rating
from quiz.memory.fsrs6 import Fsrs6
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
_NOTE = "habits"
_MOST_KEPT = 8
"""Sets of banks whose counts are kept for the next start."""
_TENTHS = 10
_QUICK = 4_000
"""Answers that are gone through in less than a tenth of a second."""


class Habits(msgspec.Struct, frozen=True, kw_only=True):
    """What a log shows of how a learner answers."""

    fit: StudentFit
    """How the learner's memory differs from the model's."""
    costs: Costs
    """Seconds that cards take."""
    firsts: FirstRatings
    """Chances of the four ratings at the first sight of a card."""


class HabitCounts(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What was counted of the log of some banks, answer by answer; what is stored of it.

    Seconds are counted by tenths, so that a note of a million answers is as short as any.
    """

    banks: tuple[str, ...]
    """Ids of the banks."""
    place: LogPlace
    """How far the log had come."""
    weights: tuple[float, ...]
    """Of the memory model: shape (21,)."""
    fit: StudentFit
    """How the learner's memory differs from the model's."""
    firsts: list[int]
    """Cards by their first rating: shape (4,)."""
    right: dict[int, int] = {}
    """Right answers on a later day, by the tenths of a second that they took."""
    wrong: dict[int, int] = {}
    """Wrong ones."""
    new: dict[int, int] = {}
    """Cards by what all answers on their first day took; those of the last day are in `begun`."""
    begun: dict[str, tuple[int, int]] = {}
    """Day and milliseconds of the cards whose first day is the last one."""

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
            spent = counted_ms(answer.ms)
            if before is None:
                self.firsts[answer.rating - 1] += 1
                self.begun[answer.card] = (answer.day, spent)
            elif before.gap:
                is_right = answer.rating > 1
                answers.append(
                    StudentAnswer(days=before.gap, stability=before.stability, recalled=is_right)
                )
                _count(self.right if is_right else self.wrong, spent)
            elif before.days_seen == 1 and answer.card in self.begun:
                day, sofar = self.begun[answer.card]
                self.begun[answer.card] = (day, sofar + spent)
        self.fit = self.fit.add(*answers)
        last = max((day for day, _spent in self.begun.values()), default=0)
        for card, (day, spent) in list(self.begun.items()):
            if day < last:
                del self.begun[card]
                _count(self.new, spent)

    def habits(self) -> Habits:
        """Return what they show."""
        usual = Costs()
        right = _median(self.right, usual.right_s)
        # A wrong answer takes its relearning too.
        wrong = _median(self.wrong, usual.wrong_s - usual.right_s) + right
        new = dict(self.new)
        for _day, spent in self.begun.values():
            _count(new, spent)
        return Habits(
            fit=self.fit,
            costs=Costs(right_s=right, wrong_s=wrong, new_s=_median(new, usual.new_s)),
            firsts=first_rating_chances(self.firsts),
        )


_KEPT: WeakKeyDictionary[Record, dict[tuple[str, ...], HabitCounts]] = WeakKeyDictionary()
"""What was counted of each record, by banks."""
_notes = msgspec.json.Decoder(list[HabitCounts])


def habits_of(desk: "Desk", banks: Sequence[str]) -> Habits:
    """Return what the log of some banks shows of the learner; kept, and added to as it grows."""
    record, model = desk.record, desk.scheduling.scheduler.model
    kept = _kept(record)
    counts = kept.get(tuple(banks))
    if counts is None or not _is_followed(record, model, counts):
        counts = counted(record, model, banks)
        take_counted(record, counts)
    return counts.habits()


def is_quick(desk: "Desk", banks: Sequence[str]) -> bool:
    """Return whether `habits_of` need not go through a long log."""
    record = desk.record
    if record.size() <= _QUICK:
        return True
    counts = _kept(record).get(tuple(banks))
    model = desk.scheduling.scheduler.model
    return counts is not None and _is_followed(record, model, counts)


def counted(record: Record, model: Fsrs6, banks: Sequence[str]) -> HabitCounts:
    """Return what the whole log of some banks counts; a million answers take seconds."""
    place = record.database.read(log_place)
    log = record.database.read(lambda c: timed_log(c, record.learner, banks))
    found = HabitCounts(
        banks=tuple(banks),
        place=place,
        weights=tuple(model.weights),
        fit=fit_student(decay=model.decay),
        firsts=[0] * len(Rating),
    )
    found.take(_seen(model, log))
    return found


def take_counted(record: Record, counts: HabitCounts) -> None:
    """Take up what was counted, of this record; of a long log it is kept for the next start."""
    kept = _kept(record)
    kept.pop(counts.banks, None)
    kept[counts.banks] = counts
    if record.size() > _QUICK and not record.trouble:
        latest = list(kept.values())[-_MOST_KEPT:]
        record.put_meta(_NOTE, msgspec.json.encode(latest).decode())


def _kept(record: Record) -> dict[tuple[str, ...], HabitCounts]:
    if record not in _KEPT:
        try:
            notes = _notes.decode(record.meta(_NOTE) or "[]")
        except msgspec.DecodeError:  # of a record from elsewhere
            notes = []
        _KEPT[record] = {counts.banks: counts for counts in notes if _is_sound(counts)}
    return _KEPT[record]


def _is_sound(counts: HabitCounts) -> bool:
    """Return whether a note can be one of ours: each count is of something."""
    counted_once = (counts.right, counts.wrong, counts.new)
    numbers = [*counts.firsts, *(n for each in counted_once for pair in each.items() for n in pair)]
    return len(counts.firsts) == len(Rating) and all(number >= 0 for number in numbers)


def _is_followed(record: Record, model: Fsrs6, counts: HabitCounts) -> bool:
    """Count what the log was added since; returns False where all must be counted again."""
    place, old = record.database.read(log_place), counts.place
    if tuple(model.weights) != counts.weights or len(counts.fit.log_weights) != _size(model):
        return False
    if old == place:
        return True
    if old[1:] != place[1:] or place.answers < old.answers:
        return False
    logs = record.database.read(
        lambda c: added_answers(c, record.learner, counts.banks, old.answers)
    )
    if logs is None:
        return False
    for log in logs:
        counts.take(_seen(model, log), since=old.answers)
    counts.place = place
    return True


def _size(model: Fsrs6) -> int:
    return len(fit_student(decay=model.decay).log_weights)


def _seen(model: Fsrs6, log: Sequence[LogRow]) -> Iterator[tuple[LogRow, SeenCard | None]]:
    """Return answers with how each card stood before."""
    answers = (AnswerSeen(answer.card, answer.rating, answer.day) for answer in log)
    return zip(log, seen_before(model, answers), strict=True)


def _count(seconds: dict[int, int], ms: int) -> None:
    tenth = round(ms * _TENTHS / 1000)
    seconds[tenth] = seconds.get(tenth, 0) + 1


def _median(seconds: Mapping[int, int], usual: float) -> float:
    """Return the median of counted tenths, in seconds; the usual ones where there are few."""
    total = sum(seconds.values())
    if total < _LEAST_SAMPLES:
        return usual
    passed, found = 0, list[int]()
    for tenth in sorted(seconds):
        passed += seconds[tenth]
        # The two in the middle, or twice the one that is there.
        while len(found) < 2 and passed > (total - 1 + len(found)) // 2:
            found.append(tenth)
        if len(found) == 2:
            break
    return max(1.0, sum(found) / 2 / _TENTHS)
