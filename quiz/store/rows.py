"""What the record keeps, as values, and how they lie in the tables."""

import sqlite3
from datetime import UTC, datetime, timedelta

import msgspec

from quiz.items.rating import Rating
from quiz.memory.days import StudyDays
from quiz.memory.state import MemoryState, Phase

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def new_uid() -> str:
    """Return a random id of 32 hexadecimal digits (uuid4)."""
    from uuid import uuid4  # seldom needed at the start

    return uuid4().hex


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """One answer, as the log keeps it."""

    uid: str = msgspec.field(default_factory=new_uid)
    """Its own id; a review that is appended twice under one id is kept once."""
    learner: str = ""
    """Who answered; empty for the learner of the record."""
    device: str = ""
    """Where; empty for the device of the record."""
    bank: str
    """Id of the bank."""
    card: str
    """Name of the card within the bank."""
    kind: str
    """Kind of the item, as in `KINDS`."""
    at: datetime
    """When it was answered, UTC."""
    day: int
    """The study day of `at`, as an ordinal."""
    rating: Rating | None
    """What the answer says about memory; None for what was skipped or left empty by time."""
    schedules: bool = True
    """False for practice that leaves memory alone."""
    credit: float
    """From 0 to 1."""
    points: float
    """Points earned."""
    points_of: float
    """Points that could be earned."""
    response: str = "null"
    """The response, as JSON."""
    elapsed_ms: int = 0
    """Time taken, in milliseconds."""
    hints: int = 0
    """Hints taken."""
    tries: int = 1
    """Tries, the last one included."""
    certainty: int | None = None
    """How sure the learner was, 1 to 3; None where that was not asked."""
    guess_chance: float = 0.0
    """Expected credit of a blind guess, from 0 to 1."""
    is_overridden: bool = False
    """Whether the learner changed the marking or the rating."""
    tags: tuple[str, ...] = ()
    """Tags of the item when it was answered."""
    sitting: str | None = None
    """Uid of the sitting, if any."""
    place: int | None = None
    """Index of the card in the sitting."""
    replaces: str | None = None
    """Uid of the review that this one amends."""
    model: str = "FSRS-6"
    """Name of the memory model in use."""


class SittingRow(msgspec.Struct, frozen=True, kw_only=True):
    """A sitting, as the record keeps it."""

    uid: str = msgspec.field(default_factory=new_uid)
    """Its own id."""
    learner: str = ""
    """Who sits; empty for the learner of the record."""
    device: str = ""
    """Where; empty for the device of the record."""
    mode: str
    """`review`, `quiz`, `exam` or `cram`."""
    title: str = ""
    """What it is called on the screen."""
    seed: int = 0
    """What its chance is drawn from; 64 bits, signed."""
    config: str = "{}"
    """Its settings, a JSON object; `banks` lists the ids of its banks."""
    cards: str = "[]"
    """Its cards, as JSON."""
    started_at: datetime
    """UTC."""
    ended_at: datetime | None = None
    """UTC; None while it goes on."""
    result: str | None = None
    """How it went, a JSON object with `credit` from 0 to 1; None while it goes on."""


class DayTotals(msgspec.Struct, frozen=True, kw_only=True):
    """What was done on one study day."""

    new_cards: int = 0
    """Cards that were reviewed for the first time."""
    reviews: int = 0
    """Cards known before that were reviewed, each once, as the limit of reviews counts them."""
    answers: int = 0
    """All answers, practice too."""
    minutes: float = 0.0
    """Time taken, at most a minute an answer."""


class BankScore(msgspec.Struct, frozen=True, kw_only=True):
    """How the quizzes and exams of one bank alone went."""

    best: float
    """Highest credit, from 0 to 1."""
    last: float
    """Latest credit, from 0 to 1."""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What it takes to tell how likely a card is recalled."""

    stability: float
    """Days until recall falls to 90 %, above 0."""
    last_review_at: datetime
    """UTC."""


REVIEW_COLUMNS = (
    "uid, learner, device, bank, card, kind, at, day, rating, schedules, credit, points, "
    "points_of, response, elapsed_ms, hints, tries, certainty, guess_chance, is_overridden, "
    "tags, sitting, place, replaces, model"
)
STATE_COLUMNS = "phase, step, stability, difficulty, due_at, last_review_at, reps, lapses"
SITTING_COLUMNS = (
    "uid, learner, device, mode, title, seed, config, cards, started_at, ended_at, result"
)


def is_scheduling(review: Review) -> bool:
    """Return whether a review changes its card's state."""
    return review.rating is not None and review.schedules


def to_micros(moment: datetime) -> int:
    """Return microseconds since 1970 of an aware moment."""
    return (moment - EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return a moment in UTC."""
    return EPOCH + micros * _MICROSECOND


def review_values(review: Review) -> tuple[object, ...]:
    """Return a review as the values of `REVIEW_COLUMNS`."""
    values = list(msgspec.structs.astuple(review))
    values[6] = to_micros(review.at)
    values[8] = None if review.rating is None else int(review.rating)
    values[20] = msgspec.json.encode(review.tags).decode()
    return tuple(values)


def review_of(row: sqlite3.Row) -> Review:
    """Return the review of a row with `REVIEW_COLUMNS`."""
    fields = {name: row[name] for name in Review.__struct_fields__}
    fields["at"] = from_micros(row["at"])
    fields["rating"] = None if row["rating"] is None else Rating(row["rating"])
    fields["schedules"] = bool(row["schedules"])
    fields["is_overridden"] = bool(row["is_overridden"])
    try:
        fields["tags"] = msgspec.json.decode(row["tags"], type=tuple[str, ...])
    except msgspec.DecodeError:
        fields["tags"] = ()
    return Review(**fields)


def state_values(state: MemoryState, days: StudyDays) -> tuple[object, ...]:
    """Return a state as the values of `STATE_COLUMNS` and `due_day`."""
    is_day = state.phase is Phase.REVIEW and state.due_at is not None
    return (
        str(state.phase),
        state.step,
        state.stability,
        state.difficulty,
        _micros_or_none(state.due_at),
        _micros_or_none(state.last_review_at),
        state.reps,
        state.lapses,
        days.ordinal(state.due_at) if is_day and state.due_at is not None else None,
    )


def state_of(row: sqlite3.Row) -> MemoryState:
    """Return the state of a row with `STATE_COLUMNS`."""
    return MemoryState(
        phase=Phase(row["phase"]),
        step=row["step"],
        stability=row["stability"],
        difficulty=row["difficulty"],
        due_at=_moment_or_none(row["due_at"]),
        last_review_at=_moment_or_none(row["last_review_at"]),
        reps=row["reps"],
        lapses=row["lapses"],
    )


def sitting_values(sitting: SittingRow) -> tuple[object, ...]:
    """Return a sitting as the values of `SITTING_COLUMNS`."""
    values = list(msgspec.structs.astuple(sitting))
    values[8] = to_micros(sitting.started_at)
    values[9] = _micros_or_none(sitting.ended_at)
    return tuple(values)


def sitting_of(row: sqlite3.Row) -> SittingRow:
    """Return the sitting of a row with `SITTING_COLUMNS`."""
    fields = {name: row[name] for name in SittingRow.__struct_fields__}
    fields["started_at"] = from_micros(row["started_at"])
    fields["ended_at"] = _moment_or_none(row["ended_at"])
    return SittingRow(**fields)


def _micros_or_none(moment: datetime | None) -> int | None:
    return None if moment is None else to_micros(moment)


def _moment_or_none(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
