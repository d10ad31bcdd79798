from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import msgspec
import pytest

from quiz.items.rating import Rating
from quiz.memory import CardAction, MemoryState, Scheduler, StudyDays
from quiz.store import CardActionRow, Record, Review

DAYS = StudyDays(zone=UTC)
SCHEDULER = Scheduler(days=DAYS)
START = datetime(2025, 11, 24, 10, tzinfo=UTC)


class Learner:
    """Answers cards of a record, and knows the time."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.now = START

    def review(self, card: str = "c", rating: Rating | None = Rating.GOOD, **how: Any) -> Review:
        """Return a review of now."""
        fields: dict[str, Any] = {
            "bank": "b",
            "card": card,
            "kind": "text",
            "at": self.now,
            "day": DAYS.ordinal(self.now),
            "rating": rating,
            "credit": 1.0,
            "points": 1.0,
            "points_of": 1.0,
        }
        return Review(**(fields | how))

    def keep(self, review: Review) -> MemoryState:
        """Append a review."""
        return self.record.append(review, self.step(review))

    def step(self, review: Review) -> Callable[[MemoryState], MemoryState]:
        """Return what a review makes of a state."""

        def step(state: MemoryState) -> MemoryState:
            assert review.rating is not None
            return SCHEDULER.after(state, review.rating, review.at, review.card)

        return step

    def answer(self, card: str = "c", rating: Rating | None = Rating.GOOD, **how: Any) -> Review:
        """Append a review of now and return it."""
        review = self.review(card, rating, **how)
        self.keep(review)
        return review

    def do(
        self, card: str, action: CardAction, value: int | None = None, **how: Any
    ) -> CardActionRow:
        """Do something with a card now, and return it."""
        fields: dict[str, Any] = {"bank": "b", "card": card, "at": self.now, "day": self.day}
        row = CardActionRow(**(fields | how), deed=action, value=value)
        self.record.do(row, lambda h: SCHEDULER.replay(h, card))
        return row

    def undo(self) -> Review | None:
        """Take the last answer back."""
        last = self.record.last_review()
        if last is not None:
            card = self.record.names_now({last.bank})(last.bank, last.card, last.at)
            self.take_back(last, card)
        return last

    def take_back(self, review: Review, card: str = "c") -> MemoryState:
        """Take an answer back; `card` is today's name of its card."""
        return self.record.retract(review.uid, lambda h: SCHEDULER.replay(h, card), self.now)

    def amend(self, review: Review, **how: Any) -> MemoryState:
        """Put another answer in the place of one."""
        other = msgspec.structs.replace(review, **how)
        return self.record.amend(
            review.uid,
            other,
            self.step(other),
            lambda h: SCHEDULER.replay(h, other.card),
            self.now,
        )

    def rename_cards(self, names: dict[str, str], bank: str = "b") -> None:
        """Give cards other names now."""
        self.record.rename_cards(bank, names, self.now, SCHEDULER.replay)

    def wait(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    @property
    def day(self) -> int:
        """Today."""
        return DAYS.ordinal(self.now)


class Open(Protocol):
    def __call__(self) -> Learner: ...


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "record.db"


@pytest.fixture
def open_record(path: Path) -> Iterator[Open]:
    """Open the record as often as wanted; all are closed at the end."""
    records: list[Record] = []

    def open_one() -> Learner:
        record = Record.open(path, days=DAYS)
        records.append(record)
        return Learner(record)

    yield open_one
    for record in records:
        record.close()


@pytest.fixture
def learner(open_record: Open) -> Learner:
    return open_record()


@pytest.fixture
def scheduler() -> Scheduler:
    return SCHEDULER
