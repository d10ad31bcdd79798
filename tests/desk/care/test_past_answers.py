"""Answers of other programs: part of one's progress once, with their due days, undone together."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.desk.care.past_answers import Added, add_answers, undo_answers
from quiz.desk.care.sync import sync
from quiz.errors import QuizError
from quiz.formats.exchange.exchanged import Imported, PastAnswer, PastChange
from quiz.items import Bank, Flashcard
from quiz.memory.state import Phase
from tests.support import START, Clock, connection_of, open_desk, write_banks

BANK = """\
title: Cards
id: cards
questions:
  - {id: dog, front: dog, back: Hund, reverse: true}
  - {id: cat, front: cat, back: Katze}
"""
ITEMS = (
    Flashcard(id="dog", stem="dog", back="Hund", reverse=True),
    Flashcard(id="cat", stem="cat", back="Katze"),
)


def answer(card: str, days_ago: float, rating: int = 3, interval: int | None = None) -> PastAnswer:
    at = START - timedelta(days=days_ago)
    return PastAnswer(card=card, at=at, rating=rating, elapsed_ms=4000, interval_days=interval)


def years(*more: PastAnswer, changes: tuple[PastChange, ...] = ()) -> Imported:
    given = (
        answer("dog", 40), answer("dog", 39.99, 3, 4), answer("dog", 36, 3, 30),
        answer("dog~reverse", 36), answer("gone", 3), *more,
    )  # fmt: skip
    bank = Bank(id="cards", title="Cards", items=ITEMS)
    return Imported(bank=bank, answers=given, changes=changes)


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk(cards=BANK)


def test_answers_are_added_once_and_give_the_state(desk: Desk) -> None:
    assert add_answers(desk, "cards", "anki", years()) == Added(answers=4, cards=2)
    state = desk.record.state("cards", "dog")
    assert (state.phase, state.reps, state.lapses) == (Phase.REVIEW, 3, 0)
    assert state.due_day == desk.days.ordinal(START - timedelta(days=36)) + 30
    assert desk.record.state("cards", "dog~reverse").reps == 1
    assert desk.record.check(desk.scheduling.scheduler) == []
    again = add_answers(desk, "cards", "anki", years())
    assert again == Added()
    more = add_answers(desk, "cards", "anki", years(answer("cat", 2)))
    assert more == Added(answers=1, cards=1)
    assert len(desk.record.reviews()) == 5


def test_a_due_day_set_otherwise_is_kept_and_what_the_replay_gives_is_not_repeated(
    desk: Desk,
) -> None:
    last = desk.days.ordinal(START - timedelta(days=36))
    at = START - timedelta(days=35)
    given = PastChange(card="dog", at=at, what="due", day=last + 30)
    add_answers(desk, "cards", "anki", years(changes=(given,)))
    assert desk.record.card_actions("cards", "dog") == []
    moved = PastChange(card="dog", at=at, what="due", day=last + 50)
    add_answers(desk, "cards", "anki", years(changes=(moved,)))
    assert desk.record.state("cards", "dog").due_day == last + 50


def test_cards_that_were_suspended_or_reset_are(desk: Desk) -> None:
    changes = (
        PastChange(card="cat", at=START - timedelta(days=3), what="suspend"),
        PastChange(card="dog", at=START - timedelta(days=38), what="reset"),
    )
    add_answers(desk, "cards", "anki", years(changes=changes))
    assert desk.record.state("cards", "cat").is_suspended
    assert desk.record.state("cards", "dog").reps == 1


def test_all_of_it_is_undone_together_and_can_be_imported_again(desk: Desk) -> None:
    add_answers(desk, "cards", "anki", years())
    before = desk.record.state("cards", "dog")
    assert undo_answers(desk, "cards") == 4
    assert desk.record.reviews() == []
    assert desk.record.state("cards", "dog").reps == 0
    with pytest.raises(QuizError, match="no imported answers"):
        undo_answers(desk, "cards")
    assert add_answers(desk, "cards", "anki", years()).answers == 4
    assert desk.record.state("cards", "dog") == before
    assert undo_answers(desk, "cards") == 4


def test_one_s_own_undo_leaves_them_alone(desk: Desk) -> None:
    add_answers(desk, "cards", "anki", years())
    assert desk.undo_last() is None


def test_answers_of_the_future_are_left_out(desk: Desk) -> None:
    assert add_answers(desk, "cards", "anki", years(answer("cat", -2))).left_out == 1


def test_their_device_says_the_program(desk: Desk) -> None:
    add_answers(desk, "cards", "anki", years())
    rows = connection_of(desk.record).execute("SELECT DISTINCT device FROM review").fetchall()
    assert [row["device"].startswith("import-anki-") for row in rows] == [True]


def test_they_go_to_one_s_other_devices_where_an_import_adds_none_twice(
    desk: Desk, tmp_path: Path, clock: Clock
) -> None:
    add_answers(desk, "cards", "anki", years())
    folder = tmp_path / "shared"
    folder.mkdir()
    sync(desk, folder)
    write_banks(tmp_path / "other", {"cards": BANK})
    other = open_desk(tmp_path / "other", clock)
    try:
        assert sync(other, folder).received == 4
        assert other.record.state("cards", "dog") == desk.record.state("cards", "dog")
        assert add_answers(other, "cards", "anki", years()) == Added()
    finally:
        other.close()
