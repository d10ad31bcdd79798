from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quiz.memory import Limits, Phase, QueueCard, StudyDays, review_queue

NOW = datetime(2025, 11, 24, 10, tzinfo=UTC)
TODAY = StudyDays(zone=UTC).ordinal(NOW)


def card(name: str, phase: Phase = Phase.NEW, **how: Any) -> QueueCard:
    is_new = phase is Phase.NEW
    is_step = phase.is_learning
    due_in = how.pop("due_in", timedelta(0))
    due_in_days = how.pop("due_in_days", 0)
    fields: dict[str, Any] = {
        "bank": "b",
        "card": name,
        "item": name.removesuffix("~reverse"),
        "phase": phase,
        "due_at": NOW + due_in if is_step else None,
        "due_day": None if is_new or is_step else TODAY + due_in_days,
        "stability": None if is_new else 5.0,
        "last_day": None if is_new else TODAY - 5,
    }
    return QueueCard(**(fields | how))


def queue(cards: list[QueueCard], **how: Any) -> list[str]:
    left = how.pop("left", Limits())
    how = {"rng": Random(1)} | how
    new = [c for c in cards if c.phase is Phase.NEW]
    begun = [c for c in cards if c.phase is not Phase.NEW]
    return [c.card for c in review_queue(begun, NOW, TODAY, left, new=new, **how)]


def test_learning_comes_first_then_the_likeliest_forgotten_then_new_as_given() -> None:
    cards = [
        card("new1"),
        card("new2"),
        card("sure", Phase.REVIEW, stability=100.0),
        card("shaky", Phase.REVIEW, stability=1.0),
        card("step2", Phase.LEARNING, due_in=timedelta(minutes=-1)),
        card("step1", Phase.RELEARNING, due_in=timedelta(minutes=-9)),
    ]
    assert queue(cards) == ["step1", "step2", "shaky", "sure", "new1", "new2"]


def test_of_one_fact_no_two_come_on_a_day() -> None:
    cards = [
        card("sure", Phase.REVIEW, stability=100.0, fact="f"),
        card("shaky", Phase.REVIEW, stability=1.0, fact="f"),
        card("new", fact="f"),
        card("other", fact="g"),
        card("other2", fact="g"),
        card("step", Phase.LEARNING, fact="h"),
        card("step2", Phase.LEARNING, fact="h"),
        card("new3", fact="h"),
        card("alone", Phase.REVIEW),
    ]
    assert queue(cards) == ["step", "shaky", "step2", "alone", "other"]
    assert queue(cards[:2], seen={cards[0].family}) == []


def test_what_is_due_today_or_before_is_due_and_tomorrow_is_not() -> None:
    cards = [
        card("today", Phase.REVIEW),
        card("overdue", Phase.REVIEW, due_in_days=-9, last_day=TODAY - 4),
        card("tomorrow", Phase.REVIEW, due_in_days=1),
    ]
    assert queue(cards) == ["today", "overdue"]


def test_no_more_comes_than_the_day_still_holds() -> None:
    cards = [card(f"n{i}") for i in range(9)]
    cards += [card(f"r{i}", Phase.REVIEW) for i in range(9)]
    chosen = queue(cards, left=Limits(new_cards=2, reviews=3))
    assert [name[0] for name in chosen] == ["r"] * 3 + ["n"] * 2
    assert queue(cards, left=Limits(new_cards=0, reviews=0)) == []


def test_a_bank_with_limits_of_its_own_leaves_room_for_the_others() -> None:
    cards = [card(f"{bank}{i}", bank=bank) for bank in "ab" for i in range(5)]
    cards += [card(f"{bank}r{i}", Phase.REVIEW, bank=bank) for bank in "ab" for i in range(5)]
    own = {"a": Limits(new_cards=1, reviews=2)}
    chosen = queue(cards, left=Limits(new_cards=4, reviews=7), left_by_bank=own)
    assert sum(name.startswith("ar") for name in chosen) == 2
    assert sum(name.startswith("br") for name in chosen) == 5
    assert chosen[7:] == ["a0", "b0", "b1", "b2"]
    assert own == {"a": Limits(new_cards=1, reviews=2)}


def test_new_cards_are_read_only_as_far_as_the_day_holds_some() -> None:
    read: list[int] = []

    def endless() -> Iterator[QueueCard]:
        for number in count():
            read.append(number)
            yield card(f"n{number}")

    chosen = review_queue([], NOW, TODAY, Limits(new_cards=3), rng=Random(1), new=endless())
    assert [c.card for c in chosen] == ["n0", "n1", "n2"]
    assert read == [0, 1, 2]
    none = Limits(new_cards=0)
    assert review_queue([], NOW, TODAY, none, rng=Random(1), new=endless()) == []


def test_cards_on_steps_know_no_limit() -> None:
    cards = [card(f"s{i}", Phase.LEARNING) for i in range(9)]
    assert len(queue(cards, left=Limits(new_cards=0, reviews=0))) == 9


def test_a_new_sibling_waits() -> None:
    new_pair = [card("a"), card("a~reverse"), card("b")]
    assert queue(new_pair) == ["a", "b"]
    assert queue([card("a", Phase.REVIEW), card("a~reverse")]) == ["a"]
    seen = card("a", Phase.REVIEW, due_in_days=3, last_day=TODAY)
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
    chosen = review_queue(cards, NOW, TODAY, Limits(), rng=Random(1))
    assert sorted(c.card for c in chosen) == sorted(c.card for c in cards)
    touching = sum(a.family == b.family for a, b in pairwise(chosen))
    most = max((families.count(family) for family in set(families)), default=0)
    assert touching == max(0, most - (len(families) - most) - 1)
