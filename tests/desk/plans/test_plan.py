"""Exams: the plan of a day, what reviews follow, and what is expected."""

from collections.abc import Callable

import pytest
from msgspec import structs

from quiz.desk import Desk
from quiz.desk.plans import exam_plans
from quiz.desk.plans.editing import checked_plan
from quiz.desk.plans.outlook import outlook
from quiz.desk.plans.plan import ExamPlan
from quiz.desk.plans.text import fitting_words
from quiz.desk.sittings.start import begin_review
from quiz.desk.today.queue import review_cards
from quiz.errors import QuizError
from quiz.memory import CardAction
from quiz.store import PlanRow
from quiz.study import CardRef, Mode, Request
from tests.support import Clock

REVIEW = Request(mode=Mode.REVIEW)


def bank(title: str, count: int = 30, tag: str = "old") -> str:
    questions = "\n".join(
        f'  - {{id: q{n}, question: "Q {n}?", answer: "yes", wrong: ["no"], '
        f"tags: [{tag if n % 2 else 'new'}]}}"
        for n in range(count)
    )
    return f"title: {title}\nquestions:\n{questions}\n"


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk(a=bank("A"), b=bank("B"))


def set_exam(desk: Desk, day: str = "2026-03-16", **how: object) -> PlanRow:
    exam = checked_plan(desk, name="Finals", day=day, banks=("a",), **how)  # type: ignore[arg-type]
    desk.record.put_exam(exam)
    return exam


def only_plan(desk: Desk) -> ExamPlan:
    (plan,) = exam_plans(desk)
    return plan


def study(desk: Desk, *, recalls: Callable[[int], bool] = lambda _: True) -> int:
    """Do today's review, and return how many answers it took."""
    review = begin_review(desk, REVIEW)
    count = 0
    while review.question is not None and count < 300:
        right = review.question.item.right_response()
        if recalls(count):
            review.hand_in(right, elapsed_ms=8000)
        else:
            wrong = structs.replace(right, indices=(1 - right.indices[0],))  # type: ignore[union-attr]
            review.hand_in(wrong, elapsed_ms=20_000)
        count += 1
    return count


def test_the_plan_fits_the_time_and_reviews_follow_it(desk: Desk) -> None:
    assert len(review_cards(desk, REVIEW)) == 20
    set_exam(desk, minutes_a_day=5.0)
    plan = only_plan(desk)
    assert plan.days_left == 14
    assert 0 < len(plan.today) <= 11
    assert plan.minutes_today < 5.6
    cards = review_cards(desk, REVIEW)
    planned = [CardRef(card.bank, card.card) for card in plan.today]
    assert [ref for ref in cards if ref.bank == "a"] == planned
    assert {ref.bank for ref in cards if ref not in planned} == {"b"}
    only_a = review_cards(desk, structs.replace(REVIEW, banks=("a",), new_cards=3))
    assert only_a == planned[:3]


def test_a_missed_day_piles_nothing_up_and_after_the_exam_due_dates_hold(
    desk: Desk, clock: Clock
) -> None:
    set_exam(desk, minutes_a_day=5.0)
    study(desk)
    assert only_plan(desk).minutes_left < 5
    for _ in range(6):
        clock.pass_(days=1)
        assert only_plan(desk).minutes_today <= 5.6
    clock.pass_(days=8)
    assert only_plan(desk).days_left == 0
    clock.pass_(days=1)
    assert exam_plans(desk) == []
    due = {ref for ref in review_cards(desk, REVIEW) if ref.bank == "a"}
    states = desk.record.states("a")
    late = {card for card, state in states.items() if (state.due_day or 0) <= desk.today}
    assert {ref.card for ref in due} >= {card for card in late if states[card].due_day}


def test_it_is_too_early_to_tell_until_twenty_answers_of_another_day(
    desk: Desk, clock: Clock
) -> None:
    set_exam(desk, minutes_a_day=20.0)
    study(desk)
    look = outlook(desk, only_plan(desk))
    assert (look.now, look.course.range) == (None, None)
    for _ in range(5):
        clock.pass_(days=1)
        study(desk, recalls=lambda n: n % 7 != 0)
    plan = only_plan(desk)
    assert plan.habits.fit.count >= 20
    look = outlook(desk, plan)
    assert look.now is not None
    assert look.course.range is not None
    assert 0 <= look.now.total.low <= look.now.total.expected <= look.now.total.high <= 1
    assert set(look.now.topics) == {"new", "old"}
    assert look.more.expected >= look.course.expected - 0.005
    (exam,) = desk.record.exams()
    assert exam.expected == pytest.approx(look.course.range.expected)
    assert 0.3 < plan.known_now <= 1


def test_the_learners_own_seconds_are_what_a_card_costs(desk: Desk, clock: Clock) -> None:
    set_exam(desk, minutes_a_day=60.0)
    assert only_plan(desk).habits.costs.right_s == 8.0
    for _ in range(4):
        clock.pass_(days=2)
        review = begin_review(desk, REVIEW)
        while review.question is not None:
            review.hand_in(review.question.item.right_response(), elapsed_ms=3000)
    costs = only_plan(desk).habits.costs
    assert costs.right_s == 3.0
    assert costs.new_s < 10


def test_when_time_is_short_the_lightest_new_cards_are_left_out(desk: Desk) -> None:
    set_exam(desk, day="2026-03-04", minutes_a_day=2.0, weights={"new": 3.0})
    plan = only_plan(desk)
    assert {card.weight for card in plan.today} == {3.0}
    course = outlook(desk, plan).course
    assert course.fitting < course.cards == 30
    assert len(course.left_out) == 30 - course.fitting
    assert all(card.weight == 1.0 for card in course.left_out[-10:])


def test_what_counts_nothing_in_the_exam_comes_back_when_it_is_due(
    desk: Desk, clock: Clock
) -> None:
    set_exam(desk, minutes_a_day=60.0)
    study(desk)
    (exam,) = desk.record.exams()
    desk.record.put_exam(structs.replace(exam, weights={"new": 0.0}))
    clock.pass_(days=60)
    desk.record.put_exam(
        structs.replace(exam, weights={"new": 0.0}, day="2026-06-01", changed_at=clock.now)
    )
    tags = {row.card: row.tags for row in desk.library.cards(desk.library.entries["a"])}
    cards = [ref.card for ref in review_cards(desk, REVIEW) if ref.bank == "a"]
    assert {tags[card] for card in cards} == {("new",), ("old",)}


def test_suspended_cards_are_left_out_and_tags_choose(desk: Desk) -> None:
    desk.do(CardRef("a", "q0"), CardAction.SUSPEND)
    set_exam(desk, tags=("new",))
    plan = only_plan(desk)
    assert plan.suspended == 1
    assert len(plan.cards) == 14
    assert all(card.topics == ("new",) for card in plan.cards)


def test_of_two_exams_cards_come_once(desk: Desk) -> None:
    set_exam(desk, minutes_a_day=3.0)
    other = checked_plan(desk, name="All", day="2026-04-01", minutes_a_day=3.0)
    desk.record.put_exam(other)
    assert [plan.exam.name for plan in exam_plans(desk)] == ["Finals", "All"]
    cards = review_cards(desk, REVIEW)
    assert len(cards) == len(set(cards))
    desk.record.remove_exam(structs.replace(other, changed_at=desk.now()))
    assert [plan.exam.name for plan in exam_plans(desk)] == ["Finals"]


def test_of_one_exam_nothing_but_its_own_share_comes(desk: Desk, clock: Clock) -> None:
    exam = set_exam(desk, minutes_a_day=3.0, tags=("new",))
    other = checked_plan(desk, name="All", day="2026-04-01", minutes_a_day=5.0)
    desk.record.put_exam(other)
    only = structs.replace(REVIEW, exam=exam.uid)
    plan = next(plan for plan in exam_plans(desk) if plan.exam.uid == exam.uid)
    assert review_cards(desk, only) == [CardRef(card.bank, card.card) for card in plan.today]
    review = begin_review(desk, only)
    first = review.question
    assert first is not None
    right = first.item.right_response()
    wrong = structs.replace(right, indices=(1 - right.indices[0],))  # type: ignore[union-attr]
    review.hand_in(wrong, elapsed_ms=1)
    clock.pass_(minutes=2)
    assert review_cards(desk, only)[0] == first.ref
    assert all(card in plan_refs(plan) for card in review_cards(desk, only))
    assert review_cards(desk, structs.replace(REVIEW, exam="gone")) == []


def plan_refs(plan: ExamPlan) -> set[CardRef]:
    return {CardRef(card.bank, card.card) for card in plan.cards}


def test_new_cards_that_fit_are_told_of_new_cards(desk: Desk) -> None:
    set_exam(desk, day="2026-03-04", minutes_a_day=2.0)
    plan = only_plan(desk)
    course = outlook(desk, plan).course
    fit = 30 - len(course.left_out)
    assert fitting_words(plan, course) == f"{fit} of 30 new cards fit in 2 minutes × 2 days."


def test_an_exam_without_cards_is_no_fault(desk: Desk, clock: Clock) -> None:
    exam = PlanRow(name="Gone", day="2026-03-09", banks=("gone",), changed_at=clock.now)
    desk.record.put_exam(exam)
    plan = only_plan(desk)
    assert (plan.cards, plan.today, plan.known_now) == ((), (), 0.0)
    look = outlook(desk, plan)
    assert look.course.range is None
    assert review_cards(desk, REVIEW)


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"name": " "}, "needs a name"),
        ({"day": "soon"}, "'soon' isn't a date; try 2026-03-16"),
        ({"day": "2026-03-01"}, "2026-03-01 is"),
        ({"day": "2226-03-01"}, "most ten years ahead"),
        ({"minutes_a_day": 0.0}, "minutes a day must be between"),
        ({"minutes_a_day": float("nan")}, "minutes a day must be between"),
        ({"weights": {"new": -1.0}}, "weight of new must be between"),
        ({"tags": ("none",)}, "no question has the tag 'none'; available: new, old"),
    ],
)
def test_what_cannot_be_is_refused(how: dict[str, object], why: str, desk: Desk) -> None:
    usual: dict[str, object] = {"name": "X", "day": "2026-04-01"}
    with pytest.raises(QuizError, match=why):
        checked_plan(desk, **(usual | how))  # type: ignore[arg-type]


def test_cards_that_were_learned_come_before_new_ones_whatever_gains_more(
    desk: Desk, clock: Clock
) -> None:
    """Home says so many due cards, then new ones; a plan alone would begin with the new."""
    set_exam(desk, minutes_a_day=2.0)
    mixed = 0
    for _ in range(8):
        study(desk, recalls=lambda count: bool(count % 3))
        clock.pass_(days=1)
        is_new = [
            not desk.record.state(ref.bank, ref.card).reps
            for ref in review_cards(desk)
            if not desk.record.state(ref.bank, ref.card).phase.is_learning
        ]
        assert is_new == sorted(is_new)
        mixed += any(is_new) and not all(is_new)
    assert mixed
