"""What the record keeps, as values, and how they lie in the tables."""

import sqlite3
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from quiz.items.rating import Rating
from quiz.memory.fsrs6 import MODEL
from quiz.memory.history import CardAction, PastReview
from quiz.memory.pace import counted_ms
from quiz.memory.state import MemoryState, Phase

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


Fields = sqlite3.Row | Mapping[str, Any]
"""The values of a row, by column."""

NOTICE = "recovered"
"""The note of what became of a damaged record, until the learner has seen it."""


def new_uid() -> str:
    """Return a random id of 32 hexadecimal digits (uuid4)."""
    from uuid import uuid4  # seldom needed at the start

    return uuid4().hex


class Review(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
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
    model: str = MODEL
    """Name of the memory model in use."""
    rep: int | None = None
    """How many reviews of the card were known before this one; filled in when it is kept."""
    interval_days: int | None = None
    """The interval given, in study days; None for a step; filled in when it is kept."""
    retention: float | None = None
    """The desired retention that it was scheduled with."""


class CardActionRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something done with a card but answering it, as the log keeps it."""

    uid: str = msgspec.field(default_factory=new_uid)
    """Its own id."""
    learner: str = ""
    """Who did it; empty for the learner of the record."""
    device: str = ""
    """Where; empty for the device of the record."""
    bank: str
    """Id of the bank."""
    card: str
    """Name of the card within the bank."""
    deed: CardAction
    """What was done."""
    at: datetime
    """UTC."""
    day: int
    """The study day of `at`, as an ordinal."""
    value: int | None = None
    """The study day that burying and setting due name, as an ordinal."""
    cause: str | None = None
    """Uid of the review that it came of: undone with it."""


class QuestionNote(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a learner says of a question, for its author."""

    uid: str = msgspec.field(default_factory=new_uid)
    """Its own id."""
    learner: str = ""
    """Who says so; empty for the learner of the record."""
    device: str = ""
    """Where; empty for the device of the record."""
    bank: str
    """Id of the bank."""
    item: str
    """Id of the question within the bank."""
    at: datetime
    """UTC."""
    reason: str = ""
    """What is wrong, a word of `quiz.desk.banks.noting`; empty where none was chosen."""
    text: str = ""
    """The same in the learner's words, one line; may be empty."""
    question: str = ""
    """What the question asked then."""
    answer: str = ""
    """What was right then."""
    digest: str = ""
    """The digest of the bank's file then."""


class SittingRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
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


class DayHistory(msgspec.Struct, frozen=True, kw_only=True):
    """What was done on one study day of the past, practice too."""

    answers: int
    """All answers."""
    cards: int
    """Different cards that were answered."""
    minutes: float
    """Time taken, at most a minute an answer."""
    right: float
    """Share of what was answered that was right, 0 to 1, what was partly right in part."""
    is_done: bool = False
    """Whether a review of all banks came to its end."""


class BankScore(msgspec.Struct, frozen=True, kw_only=True):
    """How the quizzes and exams of one bank alone went."""

    best: float | None = None
    """Highest credit, from 0 to 1; None before the first classic quiz or exam."""
    last: float | None = None
    """Latest credit, from 0 to 1."""
    games: dict[str, int] = {}
    """Most right answers in each other game that was finished, by its name."""


class WeightsRow(msgspec.Struct, frozen=True, kw_only=True):
    """Weights of the memory model that were fitted to the learner."""

    uid: str = msgspec.field(default_factory=new_uid)
    """Their own id."""
    at: datetime
    """When they were fitted, UTC."""
    model: str
    """Name of the memory model."""
    weights: tuple[float, ...]
    """21 numbers, as in FSRS-6."""
    reviews: int
    """Number of scored reviews that they were fitted to."""
    report: str = ""
    """What the fit said of itself, as JSON."""


class PlanRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An exam that the learner plans for."""

    uid: str = msgspec.field(default_factory=new_uid)
    """Its own id."""
    name: str
    """What the learner calls it."""
    day: str
    """Date of the exam, as YYYY-MM-DD."""
    banks: tuple[str, ...] = ()
    """Ids of its banks; empty: all banks."""
    tags: tuple[str, ...] = ()
    """Only questions with one of these; empty: all."""
    weights: dict[str, float] = {}
    """How much a topic counts, 0 or more, by tag; 1 for those not named."""
    minutes_a_day: float = 20.0
    """Time to study on each day."""
    score: float | None = None
    """What the learner scored in the end, 0 to 1; None while that is not known."""
    expected: float | None = None
    """The score that was expected when the plan was last made before the exam, 0 to 1."""
    changed_at: datetime
    """UTC; the version that was changed last holds."""

    def days_left(self, today: int) -> int | None:
        """Return the days from a study day (ordinal) to the exam, below 0 when it is over.

        None if its date cannot be read, as in a record from elsewhere.
        """
        try:
            return date.fromisoformat(self.day).toordinal() - today
        except ValueError:
            return None


class DueRow(msgspec.Struct, frozen=True):
    """A card that is due or on a learning step; by place, since there are thousands."""

    bank: str
    """Id of the bank."""
    card: str
    """Name of the card within the bank."""
    phase: Phase
    """Learning, review or relearning."""
    due_at: datetime | None
    """On a learning step, when it is due, UTC."""
    due_day: int | None
    """In review, the study day on which it is due, as an ordinal."""
    stability: float | None
    """Days until recall falls to 90 %."""
    last_day: int | None
    """Study day of the last review, as an ordinal."""


class DayLimit(msgspec.Struct, frozen=True, kw_only=True):
    """Limits of one day alone."""

    new_cards: int | None = None
    """None for the usual limit."""
    reviews: int | None = None
    """None for the usual limit."""


class SeenQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question as it was when it was last answered or looked at."""

    question: str
    """What it asks."""
    answer: str
    """What is right."""
    has_written_id: bool
    """Whether its author gave it an id."""


REVIEW_COLUMNS = ", ".join(Review.__struct_fields__)
ACTION_COLUMNS = ", ".join(CardActionRow.__struct_fields__)
NOTE_COLUMNS = ", ".join(QuestionNote.__struct_fields__)
STATE_COLUMNS = ", ".join(MemoryState.__struct_fields__)
SITTING_COLUMNS = ", ".join(SittingRow.__struct_fields__)


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
    values = msgspec.structs.asdict(review)
    values["at"] = to_micros(review.at)
    values["rating"] = None if review.rating is None else int(review.rating)
    values["tags"] = msgspec.json.encode(review.tags).decode()
    return tuple(values.values())


def review_of(row: Fields) -> Review:
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


def past_of(review: Review) -> PastReview:
    """Return what a review that schedules says of its card."""
    assert review.rating is not None
    return PastReview(
        rating=review.rating,
        at=review.at,
        day=review.day,
        rep=review.rep,
        interval_days=review.interval_days,
        retention=review.retention,
        elapsed_ms=counted_ms(review.elapsed_ms),
    )


def action_values(action: CardActionRow) -> tuple[object, ...]:
    """Return an action as the values of `ACTION_COLUMNS`."""
    values = msgspec.structs.asdict(action)
    values["deed"] = str(action.deed)
    values["at"] = to_micros(action.at)
    return tuple(values.values())


def action_of(row: Fields) -> CardActionRow:
    """Return the action of a row with `ACTION_COLUMNS`."""
    fields = {name: row[name] for name in CardActionRow.__struct_fields__}
    fields["deed"] = CardAction(row["deed"])
    fields["at"] = from_micros(row["at"])
    return CardActionRow(**fields)


def note_values(note: QuestionNote) -> tuple[object, ...]:
    """Return a note as the values of `NOTE_COLUMNS`."""
    values = msgspec.structs.asdict(note)
    values["at"] = to_micros(note.at)
    return tuple(values.values())


def note_of(row: Fields) -> QuestionNote:
    """Return the note of a row with `NOTE_COLUMNS`."""
    fields = {name: row[name] for name in QuestionNote.__struct_fields__}
    fields["at"] = from_micros(row["at"])
    return QuestionNote(**fields)


def state_values(state: MemoryState) -> tuple[object, ...]:
    """Return a state as the values of `STATE_COLUMNS`."""
    values = msgspec.structs.asdict(state)
    values["phase"] = str(state.phase)
    values["last_rating"] = None if state.last_rating is None else int(state.last_rating)
    for moment in ("due_at", "last_review_at"):
        values[moment] = _micros_or_none(values[moment])
    return tuple(values.values())


def state_of(row: sqlite3.Row) -> MemoryState:
    """Return the state of a row with `STATE_COLUMNS`."""
    rating = row["last_rating"]
    return MemoryState(
        phase=Phase(row["phase"]),
        step=row["step"],
        stability=row["stability"],
        difficulty=row["difficulty"],
        due_at=_moment_or_none(row["due_at"]),
        due_day=row["due_day"],
        last_review_at=_moment_or_none(row["last_review_at"]),
        last_day=row["last_day"],
        last_rating=None if rating is None else Rating(rating),
        days_seen=row["days_seen"],
        reps=row["reps"],
        lapses=row["lapses"],
        forgotten=row["forgotten"],
        seen_today=row["seen_today"],
        last_ms=row["last_ms"],
        is_suspended=bool(row["is_suspended"]),
        buried_day=row["buried_day"],
    )


def sitting_values(sitting: SittingRow) -> tuple[object, ...]:
    """Return a sitting as the values of `SITTING_COLUMNS`."""
    values = msgspec.structs.asdict(sitting)
    values["started_at"] = to_micros(sitting.started_at)
    values["ended_at"] = _micros_or_none(sitting.ended_at)
    return tuple(values.values())


def sitting_of(row: Fields) -> SittingRow:
    """Return the sitting of a row with `SITTING_COLUMNS`."""
    fields = {name: row[name] for name in SittingRow.__struct_fields__}
    fields["started_at"] = from_micros(row["started_at"])
    fields["ended_at"] = _moment_or_none(row["ended_at"])
    return SittingRow(**fields)


def _micros_or_none(moment: datetime | None) -> int | None:
    return None if moment is None else to_micros(moment)


def _moment_or_none(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
