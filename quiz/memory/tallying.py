"""Answers counted by day: the one pass over a log from which all statistics come.

Source: Anki, "True retention": of the cards that had an interval of a day or more, each one's
first answer of a day counts, and is right unless it was rated Again.
"""

from collections.abc import Callable, Sequence

import msgspec

from quiz.memory.calibration import Calibrator, CalibratorState
from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.seen import AnswerSeen, seen_before
from quiz.memory.stages import Stage, stage_of

ALL = 0
"""The scope of all answers."""
COUNTS = (
    "answers", "spent_ms", "credit", "again", "hard", "good", "easy", "young", "young_right",
    "mature", "mature_right", "begun", "young_change", "mature_change", "unsure", "unsure_right",
    "fairly_sure", "fairly_sure_right", "very_sure", "very_sure_right",
)  # fmt: skip
"""What is counted of the answers of a scope in an hour of a day, in the order of a row."""
TENTHS = 10
"""Predictions are counted by tenths of the chance."""

_TELL_AFTER = 8192
"""Answers between two words of how far a pass is."""
_ANSWERS, _SPENT_MS, _CREDIT, _AGAIN = 0, 1, 2, 3
_YOUNG, _MATURE = COUNTS.index("young"), COUNTS.index("mature")
_BEGUN = COUNTS.index("begun")
_CHANGE = {Stage.YOUNG: COUNTS.index("young_change"), Stage.MATURE: COUNTS.index("mature_change")}
_UNSURE = COUNTS.index("unsure")


class LoggedAnswer(msgspec.Struct, frozen=True, gc=False, order=True):
    """One answer of the log; answers sort by day, then as they came.

    There may be a million, which the garbage collector need not look through.
    """

    day: int
    """Study day, as an ordinal."""
    at: int
    """Microseconds since 1970, UTC."""
    seq: int
    """Its place in the log."""
    card: int
    """Number of its card."""
    scope: int
    """Number of its bank, topics and kind together; above 0."""
    hour: int
    """Hour of the learner's clock, 0 to 23."""
    rating: int
    """1 (again) to 4 (easy); 0 for what was skipped."""
    schedules: bool
    """Whether it has a rating and changes the card's state."""
    spent_ms: int
    """Time taken, at most a minute."""
    credit: float
    """From 0 to 1."""
    certainty: int
    """How sure the learner was, 1 to 3; 0 where that was not asked."""
    rep: int | None
    """How many reviews of the card were known before; None where that was not kept."""
    interval: int | None
    """The interval given, in study days; None for a step, or where it was not kept."""
    wrong: str
    """The response as the log keeps it, if it was rated Again; else empty."""


class _Card(msgspec.Struct, frozen=True, gc=False):
    """How a card's last answer left it."""

    day: int
    interval: int | None
    has_interval: bool
    """Whether the interval was kept."""
    stage: Stage


class DayTally(msgspec.Struct):
    """What a pass over answers counted."""

    counts: dict[tuple[int, int, int], list[float]] = msgspec.field(default_factory=dict)
    """Shape (`COUNTS`,) by scope, study day and hour; `ALL` is a scope too."""
    predictions: dict[tuple[int, int, int], list[float]] = msgspec.field(default_factory=dict)
    """Number, number right and sum of the chances, by scope, study day and tenth of the chance."""
    wrong: dict[tuple[int, int, str], int] = msgspec.field(default_factory=dict)
    """How often a card was answered so wrongly, by study day, card and response."""
    mornings: dict[int, CalibratorState] = msgspec.field(default_factory=dict)
    """What the calibrator knew before the first answer of each day."""


def tally(
    answers: Sequence[LoggedAnswer],
    first_day: int,
    model: Fsrs6,
    calibrator: CalibratorState,
    tell: Callable[[float], object] = lambda share: None,
) -> tuple[DayTally, CalibratorState]:
    """Count answers by day, and return what the calibrator knows after them.

    Args:
        answers: Sorted. Those before `first_day` only say how the cards stood, and are needed of
            no other cards than those answered later.
        first_day: The first study day that is counted, as an ordinal.
        model: The memory model with the learner's weights.
        calibrator: What it knew on the morning of that day.
        tell: Called now and then with the share that is done; what it raises ends the pass.
    """
    counting = _Counting(model, calibrator)
    seen = seen_before(
        model,
        (
            AnswerSeen(answer.card, answer.rating, answer.day, answer.at, answer.spent_ms)
            for answer in answers
            if answer.schedules
        ),
    )
    for number, answer in enumerate(answers):
        if not number % _TELL_AFTER:
            tell(number / len(answers))
        before = next(seen) if answer.schedules else None
        chance = 0.0
        counts = answer.day >= first_day
        if counts:
            counting.count(answer)
            if answer.schedules:
                chance = counting.calibrator.take(
                    before, answer.rating, answer.at / 1e6, answer.spent_ms
                )
        if answer.schedules:
            counting.schedule(answer, chance, counts=counts)
    return counting.tally, counting.calibrator.state


class _Counting:
    """The counters of one pass."""

    def __init__(self, model: Fsrs6, state: CalibratorState) -> None:
        self.tally = DayTally()
        self.calibrator = Calibrator(model, state)
        self._cards: dict[int, _Card] = {}
        self._day = 0
        self._rows: tuple[list[float], list[float]] = ([], [])
        self._key = (-1, -1, -1)

    def count(self, answer: LoggedAnswer) -> None:
        """Count what an answer says by itself."""
        if answer.day != self._day:
            self._day = answer.day
            self.tally.mornings[answer.day] = self.calibrator.state
        key = (answer.scope, answer.day, answer.hour)
        if key != self._key:  # the answers of a sitting share their rows
            self._key = key
            self._rows = (self._row(key), self._row((ALL, answer.day, answer.hour)))
        rating, certainty = answer.rating, answer.certainty
        for row in self._rows:
            row[_ANSWERS] += 1
            row[_SPENT_MS] += answer.spent_ms
            row[_CREDIT] += answer.credit
            if rating:
                row[_AGAIN + rating - 1] += 1
                if certainty:
                    at = _UNSURE + 2 * (certainty - 1)
                    row[at] += 1
                    row[at + 1] += rating > 1
        if answer.wrong:
            wrong = (answer.day, answer.card, answer.wrong)
            self.tally.wrong[wrong] = self.tally.wrong.get(wrong, 0) + 1

    def schedule(self, answer: LoggedAnswer, chance: float, *, counts: bool) -> None:
        """Count what an answer says of its card's memory, after `count`."""
        before = self._cards.get(answer.card)
        after = _after(answer, before)
        self._cards[answer.card] = after
        if not counts:
            return
        if before is None:
            self._add(_BEGUN, 1)
        if before is None or before.stage is not after.stage:
            if before is not None and before.stage in _CHANGE:
                self._add(_CHANGE[before.stage], -1)
            if after.stage in _CHANGE:
                self._add(_CHANGE[after.stage], 1)
        interval = 0 if before is None else _interval_before(answer, before)
        if interval < 1:
            return
        at = _MATURE if stage_of(interval) is Stage.MATURE else _YOUNG
        is_right = answer.rating > 1
        self._add(at, 1)
        self._add(at + 1, int(is_right))
        tenth = min(int(chance * TENTHS), TENTHS - 1)
        for scope in (answer.scope, ALL):
            cell = self.tally.predictions.setdefault((scope, answer.day, tenth), [0, 0, 0.0])
            cell[0] += 1
            cell[1] += is_right
            cell[2] += chance

    def _row(self, key: tuple[int, int, int]) -> list[float]:
        row = self.tally.counts.get(key)
        if row is None:
            row = self.tally.counts[key] = [0] * len(COUNTS)
        return row

    def _add(self, at: int, number: int) -> None:
        for row in self._rows:
            row[at] += number


def _after(answer: LoggedAnswer, before: _Card | None) -> _Card:
    """Return how an answer leaves its card."""
    has_interval = answer.interval is not None or answer.rep is not None
    if has_interval:
        stage = stage_of(answer.interval)
    elif before is None or answer.rating == 1:
        stage = Stage.LEARNING
    else:  # an answer from elsewhere: the card is at least as far as the gap that it outlasted
        stage = stage_of(answer.day - before.day) if answer.day > before.day else before.stage
    return _Card(max(answer.day, before.day if before else 0), answer.interval, has_interval, stage)


def _interval_before(answer: LoggedAnswer, before: _Card) -> int:
    """Return the interval that an answer tests, in study days; 0 if it tells no retention."""
    if answer.day <= before.day or answer.rep == 0:
        return 0  # not the first of its day, or the card had been reset
    if before.has_interval:
        return before.interval or 0
    return answer.day - before.day  # where it was not kept, the gap is all that is known
