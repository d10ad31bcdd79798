import fsrs
import pytest
from fsrs import scheduler as library
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.memory.fsrs6 import DEFAULT_WEIGHTS, LOWER_BOUNDS, UPPER_BOUNDS, Fsrs6

WEIGHTS = st.tuples(
    *(st.floats(low, high) for low, high in zip(LOWER_BOUNDS, UPPER_BOUNDS, strict=True))
)
STABILITIES = st.floats(0.001, 36500)
DIFFICULTIES = st.floats(1, 10)


def test_weights_and_bounds_are_those_of_the_library() -> None:
    assert tuple(library.DEFAULT_PARAMETERS) == DEFAULT_WEIGHTS
    assert tuple(library.LOWER_BOUNDS_PARAMETERS) == LOWER_BOUNDS
    assert tuple(library.UPPER_BOUNDS_PARAMETERS) == UPPER_BOUNDS


@settings(max_examples=400)
@given(
    weights=st.just(DEFAULT_WEIGHTS) | WEIGHTS,
    stability=STABILITIES,
    difficulty=DIFFICULTIES,
    rating=st.sampled_from(fsrs.Rating),
    days=st.integers(0, 4000),
)
def test_a_step_is_that_of_the_library(
    weights: tuple[float, ...], stability: float, difficulty: float, rating: fsrs.Rating, days: int
) -> None:
    theirs = fsrs.Scheduler(parameters=weights, enable_fuzzing=False)
    ours = Fsrs6(weights)
    recall = ours.recall(days, stability)
    assert 0 < recall <= 1
    if days < 1:
        after = theirs._short_term_stability(stability=stability, rating=rating)
    else:
        after = theirs._next_stability(
            difficulty=difficulty, stability=stability, retrievability=recall, rating=rating
        )
    harder = theirs._next_difficulty(difficulty=difficulty, rating=rating)
    assert ours.next(stability, difficulty, int(rating), days) == pytest.approx(
        (after, harder), rel=1e-9
    )
    first = theirs._initial_stability(rating=rating)
    hard = theirs._initial_difficulty(rating=rating, clamp=True)
    assert ours.first(int(rating)) == pytest.approx((first, hard), rel=1e-12)
    assert ours.interval(stability, 0.9) == theirs._next_interval(stability=stability)


@given(weights=WEIGHTS, stability=STABILITIES, earlier=st.floats(0, 4000), more=st.floats(0, 4000))
def test_recall_falls_with_time_and_is_nine_in_ten_at_the_stability(
    weights: tuple[float, ...], stability: float, earlier: float, more: float
) -> None:
    model = Fsrs6(weights)
    assert model.recall(stability, stability) == pytest.approx(0.9)
    assert 0 < model.recall(earlier + more, stability) <= model.recall(earlier, stability) <= 1


@pytest.mark.parametrize(
    ("weights", "why"),
    [
        ((1.0, 2.0), "FSRS-6 has 21 weights, not 2"),
        ((*DEFAULT_WEIGHTS[:20], 0.9), "w20 is 0.9, but must be between 0.1 and 0.8"),
        ((float("nan"), *DEFAULT_WEIGHTS[1:]), "w0 is nan"),
    ],
)
def test_weights_that_cannot_be_are_refused_in_a_sentence(
    weights: tuple[float, ...], why: str
) -> None:
    with pytest.raises(QuizError, match=why):
        Fsrs6(weights)
