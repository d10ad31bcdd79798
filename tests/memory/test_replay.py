from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from quiz.items.rating import Rating
from quiz.memory import NEW_STATE, MemoryState, PastReview, Scheduler, StudyDays
from quiz.memory.fsrs6 import DEFAULT_WEIGHTS
from quiz.memory.replay import PlainReview, replayed

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NOW = datetime(2025, 11, 24, 10, tzinfo=UTC)
DAYS = StudyDays(zone=ZoneInfo("Europe/Berlin"))
WEIGHTS = (0.5, 2.0, 4.0, *DEFAULT_WEIGHTS[3:])


@given(
    history=st.lists(
        st.tuples(
            st.sampled_from(Rating),
            st.integers(-86400, 100 * 86400),
            st.sampled_from(["kept", "kept", "kept", "lost", "of another history"]),
        ),
        max_size=25,
    ),
    weights=st.sampled_from([None, WEIGHTS]),
)
def test_the_quick_way_ends_where_the_slow_one_does(
    history: list[tuple[Rating, int, str]], weights: tuple[float, ...] | None
) -> None:
    scheduler = Scheduler(parameters=weights, days=DAYS)
    state, now = NEW_STATE, NOW
    reviews: list[PlainReview] = []
    past: list[PastReview] = []
    for rating, seconds, how in history:
        now += timedelta(seconds=seconds)
        before, state = state, scheduler.after(state, rating, now, "c")
        assert state.last_review_at is not None
        assert state.last_day is not None
        interval = None if state.due_day is None else state.due_day - state.last_day
        rep: int | None = before.reps
        if how != "kept":
            interval, rep = (None, None) if how == "lost" else (interval, before.reps + 1)
        at_us = (state.last_review_at - EPOCH) // timedelta(microseconds=1)
        reviews.append((at_us, int(rating), state.last_day, rep, interval, 0.9, seconds % 60_000))
        past.append(
            PastReview(
                rating=rating,
                at=state.last_review_at,
                day=state.last_day,
                rep=rep,
                interval_days=interval,
                retention=0.9,
                elapsed_ms=seconds % 60_000,
            )
        )
    quick: MemoryState = replayed(scheduler.model, reviews, "c", scheduler.replay)
    assert quick == scheduler.replay(past, "c")
