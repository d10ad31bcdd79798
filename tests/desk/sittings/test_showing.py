"""New cards of a review are shown before they are asked, in rounds; or offered as options."""

from collections.abc import Callable

import pytest
from msgspec import structs

from quiz.desk import Desk
from quiz.desk.sittings.left import Leftover
from quiz.desk.sittings.showing import Showing
from quiz.desk.sittings.sitting import OpenSitting
from quiz.desk.sittings.start import begin
from quiz.items import Picked, SingleChoice, Typed
from quiz.memory import CardAction
from quiz.study import Mode, Request
from tests.support import Clock

MakeDesk = Callable[..., Desk]
CAPITALS = """
title: Capitals
questions:
  - {id: a, question: Capital of Austria?, answer: Vienna}
  - {id: b, question: Capital of Italy?, answer: Rome}
  - {id: c, question: Which is a capital?, answer: Paris, wrong: [Lyon, Nice]}
  - {id: d, question: Capital of Spain?, answer: Madrid, shown_first: false}
  - {front: Lisbon, back: Portugal, id: e}
  - {id: f, question: Capital of Italy in English?, answer: Rome}
"""
MANY = "title: Many\nquestions:\n" + "".join(
    f"  - {{id: q{n}, question: Which is {n}?, answer: word{n}}}\n" for n in range(10)
)


def review(desk: Desk, how: str = "shown", mode: Mode = Mode.REVIEW) -> tuple[OpenSitting, Showing]:
    desk.config = structs.replace(desk.config, new_questions=how)
    banks = tuple(desk.library.entries)
    sitting = begin(desk, Request(mode=mode, banks=banks))
    return sitting, Showing(sitting, Leftover(sitting))


def shown_now(showing: Showing) -> str:
    """Return the cards that are shown before the next question."""
    names = ""
    while (question := showing.next()) is not None:
        names += question.ref.card + " "
        showing.shown()
    return names.strip()


def asked(sitting: OpenSitting) -> str:
    return sitting.question.ref.card if sitting.question else ""


def answer(sitting: OpenSitting, *, rightly: bool) -> None:
    assert sitting.question is not None
    item = sitting.question.item
    sitting.hand_in(item.right_response() if rightly else Typed("no"), elapsed_ms=2000)


def test_what_is_to_be_recalled_is_shown_and_then_all_is_asked_in_order(
    make_desk: MakeDesk,
) -> None:
    sitting, showing = review(make_desk(capitals=CAPITALS))
    assert showing.words == ""
    assert shown_now(showing) == "a b e f"  # no choice, and not what its author forbids
    assert sitting.desk.record.size() == 0  # to look at a card is no answer
    order = []
    while sitting.question is not None:
        order.append(asked(sitting))
        sitting.skip()
        assert showing.next() is None
    assert order == ["a", "b", "c", "d", "e", "f"]


def test_a_round_says_how_far_it_is(make_desk: MakeDesk) -> None:
    sitting, showing = review(make_desk(many=MANY))
    showing.next()
    assert showing.words == "new 1 of 7"
    assert shown_now(showing) == "q0 q1 q2 q3 q4 q5 q6"
    assert showing.words == "0 of 7 learned"
    answer(sitting, rightly=True)
    answer(sitting, rightly=False)
    assert showing.words == "1 of 7 learned"


def test_what_was_wrong_comes_back_before_the_next_round(make_desk: MakeDesk, clock: Clock) -> None:
    sitting, showing = review(make_desk(many=MANY))
    shown_now(showing)
    for n in range(7):
        assert asked(sitting) == f"q{n}"
        answer(sitting, rightly=n != 2)
        clock.pass_(seconds=1)
    assert asked(sitting) == "q7"  # the step of a minute is not over yet
    assert showing.next() is None
    assert (asked(sitting), showing.words) == ("q2", "6 of 7 learned")
    answer(sitting, rightly=True)
    assert showing.words == "7 of 7 learned"
    assert shown_now(showing) == "q7 q8 q9"


@pytest.mark.parametrize(("how", "mode"), [("asked", Mode.REVIEW), ("shown", Mode.QUIZ)])
def test_nothing_is_shown_where_that_is_off_or_scores_count(
    make_desk: MakeDesk, how: str, mode: Mode
) -> None:
    sitting, showing = review(make_desk(many=MANY), how, mode)
    assert showing.next() is None
    assert showing.words == ""
    assert sitting.question is not None


def test_a_card_that_was_answered_before_is_not_shown(make_desk: MakeDesk, clock: Clock) -> None:
    desk = make_desk(many=MANY)
    sitting, _showing = review(desk)
    answer(sitting, rightly=True)
    clock.pass_(days=20)
    desk.refresh()
    sitting, showing = review(desk)
    assert asked(sitting) == "q0"
    assert showing.next() is None
    answer(sitting, rightly=True)
    assert shown_now(showing) == "q1 q2 q3 q4 q5 q6 q7"


def test_an_undo_shows_the_last_card_again_until_something_is_answered(
    make_desk: MakeDesk,
) -> None:
    sitting, showing = review(make_desk(many=MANY))
    showing.next()
    showing.shown()
    assert showing.can_take_back
    assert showing.take_back()
    assert (question := showing.next()) is not None
    assert question.ref.card == "q0"
    shown_now(showing)
    answer(sitting, rightly=True)
    assert not showing.take_back()


def test_a_shown_card_can_be_put_away_and_comes_back_by_undo(make_desk: MakeDesk) -> None:
    sitting, showing = review(make_desk(many=MANY))
    showing.next()
    showing.shown()
    question = showing.next()
    assert question is not None
    sitting.put_away(CardAction.BURY, ref=question.ref)
    showing.leave_out(question.ref)
    assert shown_now(showing) == "q2 q3 q4 q5 q6"
    assert showing.words == "0 of 6 learned"
    assert [ref.card for ref in sitting.sitting.cards[:3]] == ["q0", "q2", "q3"]
    sitting.undo()
    assert "q1" in [ref.card for ref in sitting.sitting.cards]


# Options


def test_options_are_answers_to_other_questions_that_are_wrong_here(make_desk: MakeDesk) -> None:
    more = CAPITALS + "  - {id: g, question: Capital of Greece?, answer: Athens}\n"
    _sitting, showing = review(make_desk(capitals=more), "options")
    question = showing.next()
    assert question is not None
    prompt = showing.options(question)
    assert prompt is not None
    assert isinstance(prompt.item, SingleChoice)
    texts = [option.text for option in prompt.item.options]
    assert texts[0] == "Vienna"
    assert len(set(texts)) == 4
    assert set(texts) <= {"Vienna", "Rome", "Madrid", "Athens"}
    assert prompt.item.mark(Picked((0,))).credit == 1
    again = showing.options(question)
    assert again == prompt  # the same each time


def test_without_three_wrong_answers_a_card_is_just_shown(make_desk: MakeDesk) -> None:
    _sitting, showing = review(make_desk(capitals=CAPITALS), "options")
    question = showing.next()
    assert question is not None
    assert showing.options(question) is None  # of Vienna there are Rome, twice, and Madrid


def test_an_option_never_tells_by_its_unit(make_desk: MakeDesk) -> None:
    bank = "title: T\nquestions:\n" + "".join(
        f"  - {{id: q{n}, question: How many {n}?, answer: {n + 3}, unit: {unit}}}\n"
        for n, unit in enumerate(["days", "km", "kg", "days", "days"])
    )
    _sitting, showing = review(make_desk(t=bank), "options")
    question = showing.next()
    assert question is not None
    assert showing.options(question) is None
