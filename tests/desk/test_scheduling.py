"""The scheduler at the desk, without a desk."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.desk.scheduling import Scheduling
from quiz.items import Rating
from quiz.library.config import BankConfig, Config
from quiz.memory import MODEL, NEW_STATE, MemoryState, Phase, StudyDays
from quiz.store import Record, WeightsRow
from quiz.study import CardRef

DAYS = StudyDays(zone=UTC)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = DAYS.ordinal(NOW)
CARD = CardRef("b", "c")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "record.sqlite", days=DAYS) as opened:
        yield opened


def scheduling(record: Record, config: Config | None = None, **facts: str) -> Scheduling:
    return Scheduling(record, config or Config(), DAYS, lambda: TODAY, lambda _bank: facts)


def learned(made: Scheduling, ref: CardRef = CARD) -> MemoryState:
    return made.after(ref, NEW_STATE, Rating.EASY, NOW)


def test_each_rating_gives_what_its_preview_shows(record: Record) -> None:
    made = scheduling(record)
    shown = made.preview(CARD, NEW_STATE, NOW)
    assert shown == {rating: made.after(CARD, NEW_STATE, rating, NOW) for rating in Rating}
    assert shown[Rating.EASY].phase is Phase.REVIEW


def test_a_bank_of_higher_retention_comes_back_sooner(record: Record) -> None:
    config = Config(banks={"b": BankConfig(desired_retention=0.97)})
    here, elsewhere = (
        scheduling(record, config).after(CardRef(bank, "c"), NEW_STATE, Rating.EASY, NOW)
        for bank in ("b", "other")
    )
    assert here.due_day is not None
    assert elsewhere.due_day is not None
    assert here.due_day < elsewhere.due_day


def test_a_card_that_moves_is_counted_on_its_new_day_alone(record: Record) -> None:
    made = scheduling(record)
    first = learned(made)
    assert first.due_day is not None
    made.moved(NEW_STATE, first)
    # So full a day is left to others, whichever card comes next.
    for _ in range(500):
        made.moved(NEW_STATE, first)
    days = {learned(made, CardRef("b", f"c{n}")).due_day for n in range(20)}
    assert first.due_day not in days
    for _ in range(501):
        made.moved(first, NEW_STATE)
    days = {learned(made, CardRef("b", f"c{n}")).due_day for n in range(20)}
    assert first.due_day in days


def test_weights_that_cannot_be_used_are_named_and_the_usual_ones_serve(record: Record) -> None:
    made = scheduling(record)
    usual = made.scheduler.model.weights
    assert made.trouble == ""
    record.keep_weights(WeightsRow(at=NOW, model=MODEL, weights=(1.0, 2.0), reviews=9))
    made.take_weights()
    assert "21 weights, not 2" in made.trouble
    assert made.scheduler.model.weights == usual
    own = (*usual[:-1], 0.3)
    later = NOW + timedelta(days=1)
    record.keep_weights(WeightsRow(at=later, model=MODEL, weights=own, reviews=9))
    made.take_weights()
    assert (made.trouble, made.scheduler.model.weights) == ("", own)
