"""An exam being sat: answers that can be changed until it is handed in, flags, and the clock.

It is pure bookkeeping over one frozen value, so that what is on disk is the whole exam, whatever
happens to the program.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from quiz.items.paper import Behaviour, Paper
from quiz.study.behaviour import adaptive, after_tries, certainty_mark
from quiz.study.blueprint import Drawn

_RIGHT = 1 - 1e-6
WARNINGS_S = (300, 60)
"""Seconds before the end at which time is called."""


class Given(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was done with one question so far."""

    response: str = ""
    """JSON, as `quiz.items.encode_response` writes it; empty: nothing."""
    certainty: int | None = None
    """1 to 3, how sure one is."""
    at: datetime | None = None
    """When it was answered last, UTC."""
    elapsed_ms: int = 0
    """Time that the question was in front, in all."""
    is_flagged: bool = False
    """Whether the learner marked it to come back to."""
    hints: int = 0
    """Hints taken."""
    tries: tuple[float, ...] = ()
    """The credit of each try that was marked, where they are marked at once."""

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer."""
        return bool(self.response)


class ExamState(msgspec.Struct, frozen=True, kw_only=True):
    """An exam: its paper, its questions, and what was done with each."""

    paper: Paper
    """What is sat."""
    questions: tuple[Drawn, ...]
    """In the order of the exam."""
    given: tuple[Given, ...]
    """One for each question."""
    seed: int
    """Decides how each question is laid out."""
    started_at: datetime
    """UTC."""
    factor: float = 1.0
    """Of the paper's time: 1.25 gives a quarter more."""
    place: int = 0
    """The question in front, from 0."""
    predicted: float | None = None
    """The share of the points that was predicted when it began; None: too little known."""
    is_handed_in: bool = False
    """Whether nothing can be changed any more."""
    seen_at: datetime | None = None
    """The latest moment that was seen, UTC: a clock that is set back gives no time."""

    @property
    def time_s(self) -> float:
        """Seconds in all; 0: as long as one likes."""
        return self.paper.minutes * 60 * self.factor

    @property
    def ends_at(self) -> datetime | None:
        """When it is handed in by itself, UTC; None where time does not count."""
        return self.started_at + timedelta(seconds=self.time_s) if self.time_s else None

    def left_s(self, now: datetime) -> float | None:
        """Return the seconds left, at least 0; None where time does not count.

        Time runs on while the program is closed or the machine sleeps, as in a hall.
        """
        end = self.ends_at
        if end is None:
            return None
        return max(0.0, (end - max(now, self.seen_at or now)).total_seconds())

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(one.is_answered for one in self.given)

    @property
    def empty(self) -> tuple[int, ...]:
        """The places without an answer, from 0."""
        return tuple(at for at, one in enumerate(self.given) if not one.is_answered)

    @property
    def flagged(self) -> tuple[int, ...]:
        """The places that are flagged."""
        return tuple(at for at, one in enumerate(self.given) if one.is_flagged)

    def is_locked(self, place: int) -> bool:
        """Return whether an answer can no longer be changed: its outcome was shown."""
        behaviour, one = self.paper.behaviour, self.given[place]
        if behaviour is Behaviour.IMMEDIATE:
            return bool(one.tries)
        if self.paper.has_tries:
            is_used_up = len(one.tries) >= self.paper.tries
            return is_used_up or bool(one.tries and one.tries[-1] > _RIGHT)
        return False

    @property
    def marks_at_once(self) -> bool:
        """Whether an answer is marked before the exam is handed in."""
        return self.paper.behaviour is Behaviour.IMMEDIATE or self.paper.has_tries

    # Changes, each of them a new state

    def with_given(self, place: int, now: datetime, **changes: object) -> "ExamState":
        """Return the state after something was done with a question."""
        one = msgspec.structs.replace(self.given[place], **changes)
        given = (*self.given[:place], one, *self.given[place + 1 :])
        return msgspec.structs.replace(self, given=given).seen(now)

    def seen(self, now: datetime) -> "ExamState":
        """Return the state with the latest moment kept."""
        latest = max(now, self.seen_at or now)
        return msgspec.structs.replace(self, seen_at=latest)

    def answer(
        self,
        place: int,
        response: str,
        now: datetime,
        *,
        elapsed_ms: int = 0,
        certainty: int | None = None,
    ) -> "ExamState":
        """Return the state with a question answered, or emptied by an empty response.

        A locked question, or one after the end of time, stays as it is.
        """
        if self.is_locked(place) or self.left_s(now) == 0:
            return self.seen(now)
        before = self.given[place]
        return self.with_given(
            place,
            now,
            response=response,
            certainty=certainty if response else None,
            at=max(now, self.seen_at or now) if response else None,
            elapsed_ms=before.elapsed_ms + max(0, elapsed_ms),
        )

    def tried(self, place: int, credit: float, now: datetime) -> "ExamState":
        """Return the state after a question was marked at once."""
        if self.is_locked(place):
            return self.seen(now)
        return self.with_given(place, now, tries=(*self.given[place].tries, credit))

    def flag(self, place: int, now: datetime) -> "ExamState":
        """Return the state with a question flagged, or no longer."""
        return self.with_given(place, now, is_flagged=not self.given[place].is_flagged)

    def looked_at(self, place: int, elapsed_ms: int, now: datetime) -> "ExamState":
        """Return the state after a question was in front for a while."""
        total = self.given[place].elapsed_ms + max(0, elapsed_ms)
        return self.with_given(place, now, elapsed_ms=total)

    def go_to(self, place: int, now: datetime) -> "ExamState":
        """Return the state with another question in front."""
        place = min(max(0, place), len(self.questions) - 1)
        return msgspec.structs.replace(self, place=place).seen(now)


def begun(
    paper: Paper,
    questions: Sequence[Drawn],
    seed: int,
    now: datetime,
    *,
    factor: float = 1.0,
    predicted: float | None = None,
) -> ExamState:
    """Return an exam that begins now."""
    return ExamState(
        paper=paper,
        questions=tuple(questions),
        given=tuple(Given() for _question in questions),
        seed=seed,
        started_at=now,
        factor=factor,
        predicted=predicted,
        seen_at=now,
    )


def merged(base: ExamState, ours: ExamState, theirs: ExamState) -> ExamState:
    """Return an exam that two windows went on with, with what was done in either.

    Args:
        base: What both began from.
        ours: The window that does something now; what it did counts where both did something.
        theirs: What the other one has kept meanwhile; once it is handed in, it is the exam.
    """
    if theirs.is_handed_in and not ours.is_handed_in:
        return msgspec.structs.replace(theirs, place=ours.place)
    given = tuple(map(_merged, base.given, ours.given, theirs.given))
    seen = max(filter(None, (ours.seen_at, theirs.seen_at)), default=None)
    return msgspec.structs.replace(ours, given=given, seen_at=seen)


def _merged(base: Given, ours: Given, theirs: Given) -> Given:
    if theirs == base:
        return ours
    if theirs.tries != base.tries:  # it was marked there, and its outcome shown
        return theirs
    is_answered = (ours.response, ours.at, ours.tries) != (base.response, base.at, base.tries)
    return msgspec.structs.replace(
        ours if is_answered else theirs,
        elapsed_ms=ours.elapsed_ms + theirs.elapsed_ms - base.elapsed_ms,
        is_flagged=ours.is_flagged if ours.is_flagged != base.is_flagged else theirs.is_flagged,
        hints=max(ours.hints, theirs.hints),
    )


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """The points of one question."""

    credit: float
    """Of the last answer as it was marked, 0 to 1."""
    points: float
    """What it earned, penalties taken off; certainty does not change it."""
    points_of: float
    """Points that could be earned."""
    certainty_mark: float | None = None
    """-6 to 3; None where certainty was not asked for."""


def mark_of(state: ExamState, place: int, credit: float) -> Mark:
    """Return the points of a question.

    Args:
        state: The exam.
        place: Which question.
        credit: Of its answer as it was marked, 0 where there is none.
    """
    one, worth = state.given[place], state.questions[place].points
    behaviour = state.paper.behaviour
    earned = credit
    if state.paper.has_tries and one.tries:
        rule = adaptive if behaviour is Behaviour.ADAPTIVE else after_tries
        earned = rule(one.tries, state.paper.penalty)
    level = None
    if behaviour is Behaviour.CERTAINTY:
        level = certainty_mark(credit, one.certainty) if one.is_answered else 0.0
    return Mark(credit=credit, points=earned * worth, points_of=worth, certainty_mark=level)
