"""Banks, answers and days as hypothesis draws them."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from quiz.memory.planning import PlanCard, StudentAnswer

TODAY = 1_000

SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

STABILITIES = st.floats(0.001, 36_500)
DIFFICULTIES = st.floats(1, 10)
WEIGHTS = st.one_of(st.just(1.0), st.just(0.0), st.floats(0.01, 100))
TOPICS = st.lists(st.sampled_from("abc"), max_size=2).map(tuple)


@st.composite
def plan_cards(
    draw: st.DrawFn, weights: st.SearchStrategy[float] = WEIGHTS, max_size: int = 30
) -> list[PlanCard]:
    """Draw a bank of new and learned cards, in order."""
    cards = []
    for order in range(draw(st.integers(0, max_size))):
        name, weight, topics = f"c{order}", draw(weights), draw(TOPICS)
        if draw(st.booleans()):
            cards.append(PlanCard(bank="b", card=name, order=order, weight=weight, topics=topics))
        else:
            cards.append(
                PlanCard(
                    bank="b",
                    card=name,
                    order=order,
                    stability=draw(STABILITIES),
                    difficulty=draw(DIFFICULTIES),
                    last_day=TODAY - draw(st.integers(-2, 400)),
                    weight=weight,
                    topics=topics,
                )
            )
    return cards


ANSWERS = st.lists(
    st.builds(
        StudentAnswer,
        days=st.integers(0, 400),
        stability=STABILITIES,
        recalled=st.booleans(),
    ),
    max_size=25,
)
EXAM_DAYS = st.integers(TODAY - 3, TODAY + 400)
MINUTES = st.one_of(st.just(0.0), st.floats(0, 60))
