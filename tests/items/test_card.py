"""Turning a card."""

import pytest

from quiz.items import Flashcard, Rating, SelfGraded

CARD = Flashcard(id="a", stem="der Baum", back="the tree", reverse=True)


@pytest.mark.parametrize(
    ("rating", "credit"),
    [(Rating.AGAIN, 0), (Rating.HARD, 0.5), (Rating.GOOD, 1), (Rating.EASY, 1)],
)
def test_again_hard_good_and_easy_earn_their_credit(rating: Rating, credit: float) -> None:
    outcome = CARD.mark(SelfGraded(rating))
    assert (outcome.credit, outcome.is_empty, outcome.self_rating) == (credit, False, rating)


def test_no_rating_is_no_answer() -> None:
    outcome = CARD.mark(SelfGraded())
    assert (outcome.credit, outcome.is_empty, outcome.self_rating) == (0, True, None)


def test_hard_earns_nothing_where_it_is_all_or_nothing() -> None:
    assert CARD.replaced(partial=False).mark(SelfGraded(Rating.HARD)).credit == 0


def test_the_other_way_round_asks_for_the_front() -> None:
    turned = CARD.turned_round()
    assert (turned.stem, turned.back, turned.solution) == ("the tree", "der Baum", ("der Baum",))
    assert turned.turned_round() == CARD
    assert turned.id == CARD.id
