import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.memory import retrievability

STABILITIES = st.floats(0.01, 36500)
DECAYS = st.floats(0.1, 0.8)


@given(stability=STABILITIES, decay=DECAYS)
def test_recall_is_nine_in_ten_after_the_stability(stability: float, decay: float) -> None:
    assert retrievability(stability, stability, decay) == pytest.approx(0.9)


@given(stability=STABILITIES, early=st.floats(0, 1e5), late=st.floats(0, 1e5))
def test_recall_never_rises_with_time(stability: float, early: float, late: float) -> None:
    early, late = sorted((early, late))
    assert 0 < retrievability(late, stability) <= retrievability(early, stability) <= 1


def test_recall_is_certain_at_once_and_before() -> None:
    assert retrievability(0, 5) == 1
    assert retrievability(-3, 5) == 1


def test_the_curve_is_that_of_the_library() -> None:
    from datetime import UTC, datetime, timedelta

    import fsrs

    then = datetime(2025, 1, 1, tzinfo=UTC)
    card = fsrs.Card(card_id=1, state=fsrs.State.Review, stability=7.5, due=then, last_review=then)
    for elapsed in (0, 1, 7, 100):
        theirs = fsrs.Scheduler().get_card_retrievability(card, then + timedelta(days=elapsed))
        assert retrievability(elapsed, 7.5) == pytest.approx(theirs)
