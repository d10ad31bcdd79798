from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.items import Verdict
from quiz.study import (
    Answer,
    CardRef,
    Game,
    Mode,
    Request,
    Sitting,
    by_topic,
    multiplier,
    points_after_hints,
    tally,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def refs(count: int) -> list[CardRef]:
    return [CardRef("bank", f"q{n}") for n in range(count)]


def answer(place: int, credit: float = 1.0, **changes: object) -> Answer:
    values: dict[str, object] = {
        "place": place,
        "ref": CardRef("bank", f"q{place}"),
        "review": f"r{place}",
        "credit": credit,
        "points": credit,
        "points_of": 1.0,
        "elapsed_ms": 1000,
    }
    return Answer(**{**values, **changes})  # type: ignore[arg-type]


def test_hints_cost_a_third_each_and_never_more_than_all() -> None:
    assert points_after_hints(1.0, 3.0, 0) == 3.0
    assert points_after_hints(1.0, 3.0, 1) == pytest.approx(2.0)
    assert points_after_hints(0.5, 3.0, 2) == pytest.approx(0.5)
    assert points_after_hints(1.0, 3.0, 5) == 0.0


def test_a_streak_doubles_the_score_after_three_and_trebles_it_after_six() -> None:
    assert [multiplier(streak) for streak in (0, 2, 3, 5, 6, 60)] == [1, 1, 2, 2, 3, 3]
    assert tally([answer(n) for n in range(7)]).score == 3 * 10 + 3 * 20 + 30


def test_a_tally_counts_verdicts_points_and_the_best_streak() -> None:
    answers = [answer(0), answer(1), answer(2, 0.5), answer(3, 0.0), answer(4)]
    counted = tally([*answers, answer(5, 0.0, is_skipped=True)])
    assert (counted.right, counted.partly, counted.wrong, counted.skipped) == (3, 1, 1, 1)
    assert (counted.answered, counted.best_streak, counted.streak) == (5, 2, 0)
    assert counted.credit == pytest.approx(3.5 / 6)
    assert counted.elapsed_ms == 6000


@given(st.lists(st.floats(0, 1), max_size=30))
def test_the_share_of_the_points_stays_within_0_and_1(credits: list[float]) -> None:
    assert 0 <= tally([answer(n, credit) for n, credit in enumerate(credits)]).credit <= 1


def test_survival_ends_with_the_third_wrong_or_skipped_answer() -> None:
    sitting = Sitting(Request(mode=Mode.QUIZ, game=Game.SURVIVAL), refs(10))
    for place, credit in enumerate((0.0, 1.0, 0.5)):
        sitting.add(answer(place, credit))
    sitting.add(answer(3, 0.0, is_skipped=True))
    assert sitting.lives == 1
    assert sitting.current == CardRef("bank", "q4")
    sitting.add(answer(4, 0.0))
    assert sitting.lives == 0
    assert sitting.is_over


def test_a_sprint_ends_when_two_minutes_are_used_up() -> None:
    sitting = Sitting(Request(mode=Mode.QUIZ, game=Game.SPRINT), refs(10))
    sitting.add(answer(0, elapsed_ms=119_000))
    assert sitting.left_ms == 1000
    assert not sitting.is_over
    sitting.add(answer(1, elapsed_ms=5_000))
    assert sitting.left_ms == 0
    assert sitting.is_over


def test_a_card_comes_back_when_it_is_due_and_at_the_end_a_little_earlier() -> None:
    sitting = Sitting(Request(mode=Mode.REVIEW), refs(3))
    sitting.add(answer(0, 0.0))
    sitting.come_back(CardRef("bank", "q0"), NOW + timedelta(minutes=1))
    ahead = timedelta(minutes=20)
    sitting.settle(NOW, ahead)
    assert sitting.current == CardRef("bank", "q1")
    sitting.add(answer(1))
    sitting.settle(NOW + timedelta(minutes=2), ahead)
    assert sitting.current == CardRef("bank", "q0")
    sitting.add(answer(0))
    sitting.add(answer(2))
    sitting.come_back(CardRef("bank", "q1"), NOW + timedelta(minutes=30))
    sitting.settle(NOW, ahead)
    assert sitting.is_over
    assert sitting.waiting == (NOW + timedelta(minutes=30),)
    sitting.settle(NOW + timedelta(minutes=11), ahead)
    assert sitting.current == CardRef("bank", "q1")


@given(
    waits=st.lists(st.tuples(st.integers(0, 5), st.integers(-30, 40)), max_size=6),
    left=st.integers(0, 3),
)
def test_the_card_just_answered_is_never_next_but_when_alone_and_due(
    waits: list[tuple[int, int]], left: int
) -> None:
    """Whatever waits and is left, and however long the answer took."""
    cards = [CardRef("bank", f"left{n}") for n in range(left)]
    just = CardRef("bank", "q0")
    sitting = Sitting(Request(mode=Mode.REVIEW), [just, *cards], [answer(0, 0.0)])
    for number, minutes in waits:
        sitting.come_back(CardRef("bank", f"q{number}"), NOW + timedelta(minutes=minutes))
    sitting.settle(NOW, timedelta(minutes=20))
    if sitting.current == just:
        assert not left
        assert all(number == 0 or minutes > 20 for number, minutes in waits)
        assert any(number == 0 and minutes <= 0 for number, minutes in waits)


def test_of_a_cram_the_card_just_answered_is_the_last() -> None:
    sitting = Sitting(Request(mode=Mode.CRAM), refs(1), [answer(0, 0.0)])
    sitting.cards.append(CardRef("bank", "q0"))
    sitting.settle(NOW, timedelta(minutes=20))
    assert sitting.is_over
    sitting.take_back()
    assert sitting.current == CardRef("bank", "q0")


def test_mistakes_are_all_that_was_not_fully_right() -> None:
    sitting = Sitting(Request(mode=Mode.QUIZ), refs(4))
    sitting.add(answer(0))
    sitting.add(answer(1, 0.5))
    sitting.add(answer(2, 0.0, is_skipped=True))
    assert [a.place for a in sitting.mistakes()] == [1, 2]
    request = sitting.mistakes_request(3)
    assert request.cards == (CardRef("bank", "q1"), CardRef("bank", "q2"))
    assert request.seed == 3


def test_topics_come_with_the_weakest_first() -> None:
    answers = [answer(0, tags=("a", "b")), answer(1, 0.0, tags=("b",))]
    assert [(tag, t.credit) for tag, t in by_topic(answers)] == [("b", 0.5), ("a", 1.0)]


def test_an_answer_is_right_partly_or_wrong_by_its_credit() -> None:
    verdicts = [answer(0, credit).verdict for credit in (1.0, 0.4, 0.0)]
    assert verdicts == [Verdict.RIGHT, Verdict.PARTLY, Verdict.WRONG]
