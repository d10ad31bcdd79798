"""Writing, and grading oneself."""

import pytest

from quiz.items import Essay, Rating, SelfGraded, Ticked

WITH = Essay(id="a", stem="Q", model_answer="M", rubric=("one", "two", "three", "four"))
WITHOUT = Essay(id="a", stem="Q", model_answer="M")


@pytest.mark.parametrize(
    ("ticked", "credit"),
    [((), 0), ((0,), 0.25), ((0, 3), 0.5), ((0, 1, 2, 3), 1), ((0, 0), 0.25), ((9, -1), 0)],
)
def test_each_point_of_the_rubric_earns_its_share(ticked: tuple[int, ...], credit: float) -> None:
    outcome = WITH.mark(Ticked(ticked, "my text"))
    assert outcome.credit == pytest.approx(credit)
    assert not outcome.is_empty
    assert [part.right for part in outcome.parts] == list(WITH.rubric)


def test_a_text_without_a_tick_is_not_empty_but_earns_nothing() -> None:
    assert WITH.mark(Ticked((), "text")).credit == 0
    assert not WITH.mark(Ticked((), "text")).is_empty
    assert WITH.mark(Ticked((), "  ")).is_empty


@pytest.mark.parametrize(("rating", "credit"), zip(Rating, (0, 0.5, 1, 1), strict=True))
def test_without_a_rubric_it_is_graded_like_a_card(rating: Rating, credit: float) -> None:
    assert WITHOUT.mark(SelfGraded(rating, "text")).credit == credit


def test_a_rubric_is_not_graded_by_a_rating() -> None:
    assert WITH.mark(SelfGraded(Rating.EASY)).credit == 0


def test_ticking_nothing_that_exists_is_as_good_as_nothing() -> None:
    outcome = WITH.mark(Ticked((9, -1)))
    assert (outcome.credit, outcome.is_empty) == (0, True)
