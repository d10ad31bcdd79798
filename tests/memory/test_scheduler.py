from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import fsrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from quiz.errors import QuizError
from quiz.items.rating import Rating
from quiz.memory import (
    NEW_STATE,
    CardAction,
    DayLoad,
    Ease,
    MemoryState,
    Past,
    PastAction,
    PastReview,
    Phase,
    Scheduler,
    StudyDays,
)
from quiz.memory.fsrs6 import DEFAULT_WEIGHTS
from quiz.memory.fuzz import fuzz_bounds, fuzz_share

NOW = datetime(2025, 11, 24, 10, tzinfo=UTC)
DAYS = StudyDays(zone=ZoneInfo("Europe/Berlin"))
SCHEDULER = Scheduler(days=DAYS)
RATINGS = st.sampled_from(Rating)
COUNTS = st.integers(0, 9)
HISTORIES = st.lists(st.tuples(RATINGS, st.integers(-30 * 86400, 200 * 86400)), max_size=25)


def state_after(history: list[tuple[Rating, int]], card: str = "c") -> tuple[MemoryState, datetime]:
    """Return the state after ratings with seconds between them, and the time of the last."""
    state, now = NEW_STATE, NOW
    for rating, seconds in history:
        now += timedelta(seconds=seconds)
        state = SCHEDULER.after(state, rating, now, card)
    return state, now


def test_learning_goes_by_steps() -> None:
    again = SCHEDULER.after(NEW_STATE, Rating.AGAIN, NOW, "c")
    hard = SCHEDULER.after(NEW_STATE, Rating.HARD, NOW, "c")
    good = SCHEDULER.after(NEW_STATE, Rating.GOOD, NOW, "c")
    easy = SCHEDULER.after(NEW_STATE, Rating.EASY, NOW, "c")
    assert [s.phase for s in (again, hard, good)] == [Phase.LEARNING] * 3
    assert again.due_at == NOW + timedelta(minutes=1)
    assert hard.due_at == NOW + timedelta(minutes=5.5)
    assert (good.due_at, good.step) == (NOW + timedelta(minutes=10), 1)
    assert easy.phase is Phase.REVIEW
    graduated = SCHEDULER.after(good, Rating.GOOD, NOW + timedelta(minutes=10), "c")
    assert graduated.phase is Phase.REVIEW
    assert (graduated.reps, graduated.lapses, graduated.step) == (2, 0, 0)


def test_a_lapse_is_counted_and_relearned_in_ten_minutes() -> None:
    known = SCHEDULER.after(NEW_STATE, Rating.EASY, NOW, "c")
    due = SCHEDULER.due_moment(known)
    assert due is not None
    lapsed = SCHEDULER.after(known, Rating.AGAIN, due, "c")
    assert (lapsed.phase, lapsed.lapses) == (Phase.RELEARNING, 1)
    assert lapsed.due_at == due + timedelta(minutes=10)
    again = SCHEDULER.after(lapsed, Rating.AGAIN, lapsed.due_at, "c")
    assert again.lapses == 1
    assert SCHEDULER.after(again, Rating.GOOD, NOW, "c").phase is Phase.REVIEW


@given(history=HISTORIES, rating=RATINGS, seconds=st.integers(-86400, 10**7))
def test_a_preview_is_what_the_answer_gives(
    history: list[tuple[Rating, int]], rating: Rating, seconds: int
) -> None:
    state, now = state_after(history)
    now += timedelta(seconds=seconds)
    preview = SCHEDULER.preview(state, now, "c")
    assert preview[rating] == SCHEDULER.after(state, rating, now, "c")
    assert preview[rating] == Scheduler(days=DAYS).after(state, rating, now, "c")


@given(history=HISTORIES, seconds=st.integers(0, 10**8), card=st.text(max_size=3))
def test_a_better_rating_never_gives_a_shorter_interval(
    history: list[tuple[Rating, int]], seconds: int, card: str
) -> None:
    state, now = state_after(history, card)
    preview = SCHEDULER.preview(state, now + timedelta(seconds=seconds), card)
    again, hard, good, easy = (preview[rating] for rating in Rating)
    times = [SCHEDULER.due_moment(s) for s in (again, hard, good, easy)]
    assert None not in times
    assert times == sorted(times, key=lambda at: at or NOW)
    in_days = [SCHEDULER.interval_of(s).days for s in (hard, good, easy) if s.phase is Phase.REVIEW]
    assert all(shorter < longer for shorter, longer in pairwise(in_days))
    assert all(1 <= days <= 36500 for days in in_days)


@given(history=HISTORIES, days=st.integers(1, 400), card=st.text(max_size=3))
def test_a_draw_alone_never_makes_the_interval_after_good_shorter(
    history: list[tuple[Rating, int]], days: int, card: str
) -> None:
    history = [*history, (Rating.EASY, 86_400)]  # in review, with an interval
    state, now = state_after(history, card)
    assert state.due_day is not None
    assert state.last_day is not None
    after = SCHEDULER.after(state, Rating.GOOD, now + timedelta(days=days), card)
    assert after.stability is not None
    assert after.due_day is not None
    assert after.last_day is not None
    before, interval = state.due_day - state.last_day, after.due_day - after.last_day
    _, longest = fuzz_bounds(SCHEDULER.model.interval(after.stability, 0.9))
    assert interval >= before or longest < before


@given(history=HISTORIES)
def test_no_due_date_lies_before_the_last_review(history: list[tuple[Rating, int]]) -> None:
    state, now = NEW_STATE, NOW
    for rating, seconds in history:
        now += timedelta(seconds=seconds)
        before = state
        state = SCHEDULER.after(state, rating, now, "c")
        due = SCHEDULER.due_moment(state)
        assert due is not None
        assert state.last_review_at is not None
        assert due > state.last_review_at >= (before.last_review_at or now)
        assert state.last_review_at >= now
        assert 1 <= (state.difficulty or 0) <= 10
        assert (state.due_day is None) is state.phase.is_learning
        assert (state.due_at is None) is (state.phase is Phase.REVIEW)
        assert 1 <= state.days_seen <= state.reps


LOADS = st.builds(
    DayLoad,
    counts=st.dictionaries(st.integers(-30, 400).map(lambda d: DAYS.ordinal(NOW) + d), COUNTS),
    easy_days=st.dictionaries(st.integers(0, 6), st.sampled_from(Ease)),
    siblings=st.lists(st.integers(0, 40).map(lambda d: DAYS.ordinal(NOW) + d)).map(tuple),
)


def kept(before: MemoryState, after: MemoryState, retention: float) -> PastReview:
    """Return a review as the log keeps it."""
    assert after.last_rating is not None
    assert after.last_review_at is not None
    assert after.last_day is not None
    return PastReview(
        rating=after.last_rating,
        at=after.last_review_at,
        day=after.last_day,
        rep=before.reps,
        interval_days=None if after.due_day is None else after.due_day - after.last_day,
        retention=retention,
    )


@given(history=HISTORIES, load=LOADS, retention=st.floats(0.7, 0.97))
def test_replaying_the_log_gives_the_state_whatever_it_was_scheduled_with(
    history: list[tuple[Rating, int]], load: DayLoad, retention: float
) -> None:
    state, now, log = NEW_STATE, NOW, []
    for rating, seconds in history:
        now += timedelta(seconds=seconds)
        before = state
        state = SCHEDULER.after(state, rating, now, "c", load=load, desired_retention=retention)
        log.append(kept(before, state, retention))
    elsewhere = Scheduler(days=StudyDays(zone=ZoneInfo("Pacific/Auckland")))
    assert elsewhere.replay(log, "c") == state


@given(history=st.lists(st.tuples(RATINGS, st.integers(-700, 5000)), max_size=25))
def test_a_log_that_kept_no_intervals_gives_the_state_too(
    history: list[tuple[Rating, int]],
) -> None:
    """But just before a day begins, where an interval may be a day longer than it must."""
    state, now, log = NEW_STATE, NOW, []
    for rating, hours in history:
        now += timedelta(hours=hours)
        state = SCHEDULER.after(state, rating, now, "c")
        assert state.last_review_at is not None
        assert state.last_day is not None
        log.append(PastReview(rating=rating, at=state.last_review_at, day=state.last_day))
    assert SCHEDULER.replay(log, "c") == state


def test_an_interval_is_worked_out_anew_where_the_history_became_another() -> None:
    first = SCHEDULER.after(NEW_STATE, Rating.EASY, NOW, "c")
    assert first.due_day is not None
    later = NOW + timedelta(days=8)
    one = SCHEDULER.after(first, Rating.GOOD, later, "c")
    other = SCHEDULER.after(first, Rating.GOOD, later + timedelta(hours=1), "c")
    log = [kept(NEW_STATE, first, 0.9), kept(first, one, 0.9), kept(first, other, 0.9)]
    both = SCHEDULER.after(one, Rating.GOOD, later + timedelta(hours=1), "c")
    assert SCHEDULER.replay(log, "c") == both


def test_new_weights_move_no_due_day() -> None:
    state, log, now = NEW_STATE, [], NOW
    for rating in (Rating.GOOD, Rating.GOOD, Rating.GOOD, Rating.HARD):
        before, state = state, SCHEDULER.after(state, rating, now, "c")
        log.append(kept(before, state, 0.9))
        now = SCHEDULER.due_moment(state) or now
    other = Scheduler(parameters=(0.5, 2.0, 4.0, *DEFAULT_WEIGHTS[3:]), days=DAYS)
    again = other.replay(log, "c")
    assert again.due_day == state.due_day
    assert again.stability != state.stability


def test_what_is_done_with_a_card_has_its_place_in_the_log() -> None:
    day = DAYS.ordinal(NOW)
    learned = SCHEDULER.after(NEW_STATE, Rating.EASY, NOW, "c")
    log: list[Past] = [kept(NEW_STATE, learned, 0.9)]

    def after(action: CardAction, value: int | None = None) -> MemoryState:
        return SCHEDULER.replay(
            [*log, PastAction(action=action, at=NOW, day=day, value=value)], "c"
        )

    assert after(CardAction.FORGET) == NEW_STATE
    assert after(CardAction.SET_DUE, day + 3) == structs.replace(learned, due_day=day + 3)
    assert after(CardAction.SUSPEND).is_away(day + 999)
    buried = after(CardAction.BURY, day)
    assert (buried.is_away(day), buried.is_away(day + 1)) == (True, False)
    assert structs.replace(buried, buried_day=None) == learned
    log.append(PastAction(action=CardAction.SUSPEND, at=NOW, day=day))
    assert after(CardAction.RESUME) == learned
    assert after(CardAction.FORGET) == structs.replace(NEW_STATE, is_suspended=True)
    only = SCHEDULER.replay(
        [PastAction(action=CardAction.SET_DUE, at=NOW, day=day, value=day + 3)], "c"
    )
    assert only == NEW_STATE


def test_days_do_not_run_backwards_on_a_journey_west() -> None:
    known = SCHEDULER.after(NEW_STATE, Rating.EASY, NOW, "c")
    assert known.last_day is not None
    west = SCHEDULER.after(
        known, Rating.GOOD, NOW + timedelta(hours=3), "c", today=known.last_day - 1
    )
    assert west.last_day == known.last_day
    assert west.days_seen == 1
    assert west.due_day is not None
    assert west.due_day > known.last_day


def test_a_clock_set_back_400_days_moves_nothing_back() -> None:
    known = SCHEDULER.after(NEW_STATE, Rating.EASY, NOW, "c")
    later = SCHEDULER.after(known, Rating.GOOD, NOW - timedelta(days=400), "c")
    assert later.last_review_at == NOW + timedelta(microseconds=1)
    assert later.due_day is not None
    assert later.due_day > DAYS.ordinal(NOW)


def test_tomorrow_never_begins_within_minutes() -> None:
    late = datetime(2025, 11, 25, 2, 59, tzinfo=UTC)  # 03:59 in Berlin
    learning = SCHEDULER.after(NEW_STATE, Rating.AGAIN, late - timedelta(minutes=30), "c")
    lapsing = SCHEDULER.after(learning, Rating.GOOD, late, "c")
    good = SCHEDULER.after(lapsing, Rating.GOOD, late, "c")
    assert good.phase is Phase.REVIEW
    due = SCHEDULER.due_moment(good)
    assert due is not None
    assert due - late > timedelta(hours=20)


def test_late_evening_to_early_morning_is_a_day() -> None:
    evening = datetime(2025, 11, 24, 21, tzinfo=UTC)
    morning = datetime(2025, 11, 25, 5, tzinfo=UTC)
    known = MemoryState(
        phase=Phase.REVIEW,
        stability=1.0,
        difficulty=5.0,
        due_day=DAYS.ordinal(evening) + 1,
        last_review_at=evening,
        last_day=DAYS.ordinal(evening),
        reps=3,
    )
    next_day = SCHEDULER.after(known, Rating.GOOD, morning, "c")
    same_time = SCHEDULER.after(known, Rating.GOOD, evening + timedelta(days=1), "c")
    assert next_day.stability == same_time.stability


@settings(max_examples=50)
@given(steps=st.lists(st.tuples(RATINGS, st.integers(0, 60)), min_size=1, max_size=15))
def test_stability_and_difficulty_are_those_of_the_library(steps: list[tuple[Rating, int]]) -> None:
    model = fsrs.Scheduler(enable_fuzzing=False)
    card = fsrs.Card(card_id=1, due=NOW)
    state, now = NEW_STATE, NOW
    scheduler = Scheduler(days=StudyDays(zone=UTC))
    for rating, days in steps:
        now += timedelta(days=days)
        card, _ = model.review_card(card, fsrs.Rating(int(rating)), now)
        state = scheduler.after(state, rating, now, "c")
        assert state.stability == pytest.approx(card.stability)
        assert state.difficulty == pytest.approx(card.difficulty)
        assert str(state.phase) == card.state.name.lower()


def test_the_longest_interval_is_a_hundred_years_and_ratings_stay_apart() -> None:
    known = MemoryState(
        phase=Phase.REVIEW,
        stability=1e9,
        difficulty=1.0,
        due_day=DAYS.ordinal(NOW),
        last_review_at=NOW - timedelta(days=36500),
        last_day=DAYS.ordinal(NOW) - 36500,
        reps=30,
    )
    lucky = next(f"c{i}" for i in range(10**6) if fuzz_share(f"c{i}", 30) > 0.9995)
    preview = SCHEDULER.preview(known, NOW, lucky)
    days = [SCHEDULER.interval_of(preview[rating]).days for rating in list(Rating)[1:]]
    assert days == [36498, 36499, 36500]


def test_cards_learned_together_part() -> None:
    known = MemoryState(
        phase=Phase.REVIEW,
        stability=60.0,
        difficulty=5.0,
        due_day=DAYS.ordinal(NOW) + 60,
        last_review_at=NOW,
        last_day=DAYS.ordinal(NOW),
        reps=5,
    )
    now = NOW + timedelta(days=60)
    dues = {SCHEDULER.after(known, Rating.GOOD, now, f"card{i}").due_day for i in range(50)}
    assert len(dues) > 10


def test_a_higher_retention_asks_earlier() -> None:
    known = SCHEDULER.after(NEW_STATE, Rating.EASY, NOW, "c")
    strict = SCHEDULER.after(NEW_STATE, Rating.EASY, NOW, "c", desired_retention=0.97)
    assert strict.due_day is not None
    assert known.due_day is not None
    assert strict.due_day < known.due_day


def test_impossible_weights_are_refused_in_a_sentence() -> None:
    with pytest.raises(QuizError, match="the memory model can't be used"):
        Scheduler(parameters=(1.0, 2.0))


def test_a_school_year_of_reviews() -> None:
    """A learner with 300 cards, 10 new ones a school day, who forgets as FSRS says."""
    rng = Random(1)
    now = datetime(2025, 9, 1, 15, tzinfo=UTC)
    states = {f"card{i}": NEW_STATE for i in range(300)}
    asked = passed = 0
    busiest = 0

    def recall(state: MemoryState, at: datetime) -> float:
        if state.stability is None or state.last_day is None:
            return 0.5
        return SCHEDULER.model.recall(DAYS.ordinal(at) - state.last_day, state.stability)

    def is_due(card: str, at: datetime) -> bool:
        due = SCHEDULER.due_moment(states[card])
        return due is not None and due <= at

    for _ in range(300):
        new = [card for card, state in states.items() if state.phase is Phase.NEW][:10]
        due = [c for c in states if is_due(c, now)]
        busiest = max(busiest, len(due))
        for card in new + due:
            moment = now
            is_first = True
            while (state := states[card]).phase is Phase.NEW or is_due(card, moment):
                is_right = rng.random() < recall(state, moment)
                # An interval is never under a day, so weaker cards are recalled less often.
                if is_first and state.phase is Phase.REVIEW and (state.stability or 0) >= 1:
                    asked += 1
                    passed += is_right
                is_first = False
                rating = Rating.GOOD if is_right else Rating.AGAIN
                states[card] = SCHEDULER.after(state, rating, moment, card)
                moment += timedelta(minutes=10)
        now += timedelta(days=1)
    assert all(state.phase is not Phase.NEW for state in states.values())
    assert passed / asked == pytest.approx(0.9, abs=0.02)
    assert busiest < 80
    late = [c for c in states if is_due(c, now)]
    assert len(late) < 30
