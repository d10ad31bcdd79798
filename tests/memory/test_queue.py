from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quiz.memory import Limits, Phase, QueueCard, StudyDays, next_learning_at, review_queue

NOW = datetime(2025, 11, 24, 10, tzinfo=UTC)
DAYS = StudyDays(zone=UTC)


def card(name: str, phase: Phase = Phase.NEW, **how: Any) -> QueueCard:
    due_in = how.pop("due_in", timedelta(0))
    is_new = phase is Phase.NEW
    fields: dict[str, Any] = {
        "bank": "b",
        "card": name,
        "item": name.removesuffix("~reverse"),
        "phase": phase,
        "due_at": None if is_new else NOW + due_in,
        "stability": None if is_new else 5.0,
        "last_review_at": None if is_new else NOW - timedelta(days=5),
        "position": 0,
    }
    return QueueCard(**(fields | how))


def queue(cards: list[QueueCard], **how: Any) -> list[str]:
    limits = how.pop("limits", Limits())
    done: dict[str, Any] = {"new_done_today": 0, "reviews_done_today": 0, "rng": Random(1)} | how
    return [c.card for c in review_queue(cards, NOW, DAYS, limits, **done)]


def test_learning_comes_first_then_the_likeliest_forgotten_then_new_as_written() -> None:
    cards = [
        card("new2", position=2),
        card("new1", position=1),
        card("sure", Phase.REVIEW, stability=100.0),
        card("shaky", Phase.REVIEW, stability=1.0),
        card("step2", Phase.LEARNING, due_in=timedelta(minutes=-1)),
        card("step1", Phase.RELEARNING, due_in=timedelta(minutes=-9)),
    ]
    assert queue(cards) == ["step1", "step2", "shaky", "sure", "new1", "new2"]


def test_what_is_due_later_today_is_due_and_tomorrow_is_not() -> None:
    cards = [
        card("today", Phase.REVIEW, due_in=timedelta(hours=17)),
        card("tomorrow", Phase.REVIEW, due_in=timedelta(hours=18)),
    ]
    assert queue(cards) == ["today"]


def test_limits_count_what_was_done_before() -> None:
    cards = [card(f"n{i}", position=i) for i in range(9)]
    cards += [card(f"r{i}", Phase.REVIEW) for i in range(9)]
    limits = Limits(new_cards=5, reviews=4)
    chosen = queue(cards, limits=limits, new_done_today=3, reviews_done_today=1)
    assert [name[0] for name in chosen] == ["r"] * 3 + ["n"] * 2
    assert queue(cards, limits=limits, new_done_today=8, reviews_done_today=9) == []


def test_cards_on_steps_know_no_limit() -> None:
    cards = [card(f"s{i}", Phase.LEARNING) for i in range(9)]
    assert len(queue(cards, limits=Limits(new_cards=0, reviews=0))) == 9


def test_a_new_sibling_waits() -> None:
    new_pair = [card("a"), card("a~reverse"), card("b", position=1)]
    assert queue(new_pair) == ["a", "b"]
    assert queue([card("a", Phase.REVIEW), card("a~reverse")]) == ["a"]
    seen = card(
        "a", Phase.REVIEW, due_in=timedelta(days=3), last_review_at=NOW - timedelta(hours=1)
    )
    assert queue([seen, card("a~reverse")]) == []
    later = card("a", Phase.LEARNING, due_in=timedelta(minutes=50))
    assert queue([later, card("a~reverse")]) == []


def test_the_same_name_in_two_banks_is_no_sibling() -> None:
    assert len(queue([card("a"), card("a", bank="c")])) == 2


def test_learning_cards_are_shown_early_when_nothing_else_is_left() -> None:
    soon = card("soon", Phase.LEARNING, due_in=timedelta(minutes=20))
    later = card("later", Phase.LEARNING, due_in=timedelta(minutes=21))
    assert queue([soon, later]) == ["soon"]
    assert queue([soon, later, card("new")]) == ["new"]
    assert next_learning_at([later, soon, card("new")]) == NOW + timedelta(minutes=20)
    assert next_learning_at([card("new"), card("r", Phase.REVIEW)]) is None


def test_equal_chances_are_ordered_by_the_seed() -> None:
    cards = [card(f"r{i}", Phase.REVIEW) for i in range(9)]
    assert queue(cards, rng=Random(3)) == queue(cards, rng=Random(3))
    assert queue(cards, rng=Random(3)) != queue(cards, rng=Random(4))


@given(
    families=st.lists(st.integers(0, 6), max_size=25),
    stabilities=st.randoms(use_true_random=False),
)
def test_siblings_part_wherever_that_can_be(families: list[int], stabilities: Random) -> None:
    cards = [
        card(f"c{i}", Phase.REVIEW, item=f"i{family}", stability=stabilities.uniform(1, 9))
        for i, family in enumerate(families)
    ]
    chosen = review_queue(
        cards, NOW, DAYS, Limits(), new_done_today=0, reviews_done_today=0, rng=Random(1)
    )
    assert sorted(c.card for c in chosen) == sorted(c.card for c in cards)
    touching = sum(a.family == b.family for a, b in pairwise(chosen))
    most = max((families.count(family) for family in set(families)), default=0)
    assert touching == max(0, most - (len(families) - most) - 1)
