"""A card's page."""

from collections.abc import Callable

import pytest

from quiz.desk import Desk
from quiz.desk.sittings.start import begin_quiz
from quiz.desk.today.card_page import CardPage, Kin, card_page
from quiz.items import Picked, Rating
from quiz.memory import CardAction
from quiz.store import PlanRow
from quiz.study import CardRef, Mode, Request
from tests.support import Clock

BANK = """\
title: Kin
questions:
  - {id: a, question: "One?", answer: "yes", wrong: ["no"], fact: f, tags: [t]}
  - {id: b, question: "Two?", answer: "yes", wrong: ["no"], fact: f}
  - {id: c, front: Bern, back: Switzerland, reverse: true}
"""
REF = CardRef("kin", "a")


@pytest.fixture
def kin(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk(kin=BANK)


def answer(desk: Desk, *, is_right: bool, mode: Mode = Mode.QUIZ) -> None:
    sitting = begin_quiz(desk, Request(mode=mode, cards=(REF,), seed=1))
    assert sitting.question is not None
    right = sitting.question.item.right_response()
    assert isinstance(right, Picked)
    sitting.hand_in(right if is_right else Picked((1 - right.indices[0],)), elapsed_ms=9000)


def learned(desk: Desk, clock: Clock) -> CardPage:
    answer(desk, is_right=True)
    clock.pass_(days=3)
    answer(desk, is_right=False)
    clock.pass_(days=2)
    answer(desk, is_right=True)
    clock.pass_(days=1)
    return card_page(desk, REF)


def test_each_answer_has_its_prediction_and_what_it_changed(kin: Desk, clock: Clock) -> None:
    page = learned(kin, clock)
    latest, middle, first = page.answers
    assert (first.recall, first.before) == (None, None)
    assert first.rating is Rating.GOOD
    assert first.after == middle.before
    assert middle.recall is not None
    assert 0.5 < middle.recall < 1
    assert middle.after is not None
    assert first.after is not None
    assert middle.after < first.after
    assert latest.after == pytest.approx(page.state.stability)
    assert (page.right, page.asked) == (2, 3)
    assert page.responses == (("yes", True, 2), ("no", False, 1))


def test_the_curve_falls_between_answers_and_goes_on_ahead(kin: Desk, clock: Clock) -> None:
    page = learned(kin, clock)
    now = kin.now().timestamp() / 86_400
    assert page.past[0][0] == pytest.approx(now - 6)
    assert page.chance is not None
    for point in (page.past[-1], page.ahead[0]):
        assert point == pytest.approx((now, page.chance))
    chances = [chance for _at, chance in page.ahead]
    assert chances == sorted(chances, reverse=True)
    assert page.due_at is not None
    assert page.ahead[-1][0] > page.due_at.timestamp() / 86_400


def test_practice_is_listed_and_leaves_the_curve_alone(kin: Desk, clock: Clock) -> None:
    before = learned(kin, clock)
    answer(kin, is_right=True, mode=Mode.CRAM)
    page = card_page(kin, REF)
    assert page.answers[0].is_practice
    assert page.answers[0].after is None
    assert page.past[:-1] == before.past[:-1]


def test_a_reset_card_begins_again(kin: Desk, clock: Clock) -> None:
    learned(kin, clock)
    kin.do(REF, CardAction.FORGET)
    page = card_page(kin, REF)
    assert (page.past, page.ahead, page.chance, page.due_at) == ((), (), None, None)
    clock.pass_(days=1)
    answer(kin, is_right=True)
    latest = card_page(kin, REF).answers[0]
    assert (latest.recall, latest.before) == (None, None)


def test_kin_and_plans_are_named(kin: Desk, clock: Clock) -> None:
    def plan(name: str, day: str, banks: tuple[str, ...] = (), tags: tuple[str, ...] = ()) -> None:
        row = PlanRow(uid=name, name=name, day=day, banks=banks, tags=tags, changed_at=kin.now())
        kin.record.put_exam(row)

    plan("all", "2026-03-02")
    plan("tagged", "2026-04-01", banks=("kin",), tags=("t",))
    plan("other", "2026-04-01", banks=("nowhere",))
    plan("over", "2026-02-01")
    page = card_page(kin, REF)
    assert [row.name for row in page.plans] == ["all", "tagged"]
    assert [(row.why, row.ref.card, row.chance) for row in page.related] == [(Kin.FACT, "b", None)]
    reverse = card_page(kin, CardRef("kin", "c~reverse"))
    assert [(row.why, row.stem) for row in reverse.related] == [(Kin.REVERSE, "Bern")]
    assert reverse.new_before == 3
    assert card_page(kin, REF).new_before == 0


def test_a_card_that_is_in_no_bank_has_a_page_too(kin: Desk, clock: Clock) -> None:
    learned(kin, clock)
    (kin.places.bank_folders[0] / "kin.yaml").unlink()
    kin.refresh()
    page = card_page(kin, REF)
    assert (page.item, page.bank, page.asked) == (None, "kin", 3)
