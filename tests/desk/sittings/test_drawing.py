"""Which cards a quiz asks, and what is said where none match."""

from collections.abc import Callable

import pytest

from quiz.desk import Desk
from quiz.desk.sittings.drawing import drawn_cards, wrong_lately
from quiz.desk.sittings.start import begin_quiz
from quiz.desk.sittings.titles import title_of
from quiz.errors import QuizError
from quiz.items import KINDS, SELF_GRADED, Typed
from quiz.library.index import BankEntry
from quiz.study import CardRef, Game, Mode, Request
from tests.support import Clock


def request(**settings: object) -> Request:
    values: dict[str, object] = {"mode": Mode.QUIZ, "banks": ("every",), "seed": 3}
    return Request(**{**values, **settings})  # type: ignore[arg-type]


def kinds_of(desk: Desk, wanted: Request) -> set[str]:
    rows = {(row.bank, row.card): row.kind for row in desk.library.cards(every(desk))}
    return {rows[ref.bank, ref.card] for ref in drawn_cards(desk, wanted)}


def every(desk: Desk) -> BankEntry:
    return desk.library.entries["every"]


def test_a_length_a_kind_and_a_topic_choose_among_the_cards(desk: Desk) -> None:
    assert len(drawn_cards(desk, request(length=5))) == 5
    assert kinds_of(desk, request(kinds=("choice", "order"))) == {"choice", "order"}
    topic = {row.card for row in desk.library.cards(every(desk)) if "places" in row.tags}
    assert {ref.card for ref in drawn_cards(desk, request(tags=("places",)))} == topic


def test_games_leave_out_what_one_grades_oneself(desk: Desk) -> None:
    for game in (Game.SPRINT, Game.SURVIVAL):
        assert not kinds_of(desk, request(game=game)) & SELF_GRADED
    assert kinds_of(desk, request(length=100)) & SELF_GRADED


def test_the_same_seed_draws_the_same_cards_and_another_one_others(desk: Desk) -> None:
    assert drawn_cards(desk, request(length=8)) == drawn_cards(desk, request(length=8))
    assert drawn_cards(desk, request(length=8)) != drawn_cards(desk, request(length=8, seed=4))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"kinds": ("chioce",)}, f"unknown kind 'chioce'; available: {', '.join(KINDS)}"),
        ({"tags": ("nowhere",)}, "no question has the tag 'nowhere'; available: all, places"),
        ({"mistakes": True}, "no mistakes left from the last two weeks"),
        ({"game": Game.SPRINT, "kinds": ("card",)}, "games leave out cards and essays"),
        ({"kinds": ("match",), "tags": ("places",)}, "no matching questions of kind 'match'"),
    ],
)
def test_what_matches_nothing_says_what_there_is(
    desk: Desk, settings: dict[str, object], message: str
) -> None:
    with pytest.raises(QuizError) as raised:
        drawn_cards(desk, request(**settings))
    assert str(raised.value).startswith(message)


def test_mistakes_are_the_last_answers_of_two_weeks(
    make_desk: Callable[..., Desk], clock: Clock
) -> None:
    desk = make_desk()
    sitting = begin_quiz(desk, request(kinds=("text",), length=1))
    assert sitting.question is not None
    ref = sitting.question.ref
    sitting.hand_in(Typed("quite wrong"), elapsed_ms=1_000)
    assert wrong_lately(desk) == {(ref.bank, ref.card)}
    assert drawn_cards(desk, request(mistakes=True)) == (CardRef(ref.bank, ref.card),)
    clock.pass_(days=15)
    assert wrong_lately(desk) == set()
    again = begin_quiz(desk, request(kinds=("text",), length=1))
    assert again.question is not None
    again.hand_in(Typed("wrong again"), elapsed_ms=1_000)
    last = begin_quiz(desk, request(kinds=("text",), length=1))
    assert last.question is not None
    last.hand_in(last.question.item.right_response(), elapsed_ms=1_000)
    assert wrong_lately(desk) == set()


def test_a_quiz_is_called_by_its_bank_and_its_game(desk: Desk) -> None:
    assert title_of(desk, request()) == every(desk).title
    assert title_of(desk, request(game=Game.SPRINT)) == f"{every(desk).title}: sprint"
    assert title_of(desk, request(mode=Mode.CRAM, banks=())) == "Cram"
    assert title_of(desk, request(banks=())) == "Quiz"
