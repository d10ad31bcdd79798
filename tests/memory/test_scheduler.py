from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import fsrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.items.rating import Rating
from quiz.memory import NEW_STATE, MemoryState, Phase, Scheduler, StudyDays
from quiz.memory.fuzz import fuzz_share

NOW = datetime(2025, 11, 24, 10, tzinfo=UTC)
DAYS = StudyDays(zone=ZoneInfo("Europe/Berlin"))
SCHEDULER = Scheduler(days=DAYS)
RATINGS = st.sampled_from(Rating)
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
    assert known.due_at is not None
    lapsed = SCHEDULER.after(known, Rating.AGAIN, known.due_at, "c")
    assert (lapsed.phase, lapsed.lapses) == (Phase.RELEARNING, 1)
    assert lapsed.due_at == known.due_at + timedelta(minutes=10)
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
    times = [s.due_at for s in (again, hard, good, easy)]
    assert None not in times
    assert times == sorted(times, key=lambda at: at or NOW)
    in_days = [SCHEDULER.interval_of(s).days for s in (hard, good, easy) if s.phase is Phase.REVIEW]
    assert all(shorter < longer for shorter, longer in pairwise(in_days))
    assert all(1 <= days <= 36500 for days in in_days)


@given(history=HISTORIES)
def test_no_due_date_lies_before_the_last_review(history: list[tuple[Rating, int]]) -> None:
    state, now = NEW_STATE, NOW
    for rating, seconds in history:
        now += timedelta(seconds=seconds)
        before = state
        state = SCHEDULER.after(state, rating, now, "c")
        assert state.due_at is not None
        assert state.last_review_at is not None
        assert state.due_at > state.last_review_at >= (before.last_review_at or now)
        assert state.last_review_at >= now
        assert 1 <= (state.difficulty or 0) <= 10
        if state.phase is Phase.REVIEW:
            assert state.due_at == DAYS.start_of(DAYS.day_of(state.due_at))


@given(history=HISTORIES)
def test_replaying_the_log_gives_the_state(history: list[tuple[Rating, int]]) -> None:
    state, now, log = NEW_STATE, NOW, []
    for rating, seconds in history:
        now += timedelta(seconds=seconds)
        state = SCHEDULER.after(state, rating, now, "c")
        assert state.last_review_at is not None
        log.append((rating, state.last_review_at))
    assert SCHEDULER.replay(log, "c") == state


def test_a_clock_set_back_400_days_moves_nothing_back() -> None:
    known = SCHEDULER.after(NEW_STATE, Rating.EASY, NOW, "c")
    later = SCHEDULER.after(known, Rating.GOOD, NOW - timedelta(days=400), "c")
    assert later.last_review_at == NOW
    assert later.due_at is not None
    assert later.due_at > NOW


def test_tomorrow_never_begins_within_minutes() -> None:
    late = datetime(2025, 11, 25, 2, 59, tzinfo=UTC)  # 03:59 in Berlin
    learning = SCHEDULER.after(NEW_STATE, Rating.AGAIN, late - timedelta(minutes=30), "c")
    lapsing = SCHEDULER.after(learning, Rating.GOOD, late, "c")
    good = SCHEDULER.after(lapsing, Rating.GOOD, late, "c")
    assert good.phase is Phase.REVIEW
    assert good.due_at is not None
    assert good.due_at - late > timedelta(hours=20)


def test_late_evening_to_early_morning_is_a_day() -> None:
    evening = datetime(2025, 11, 24, 21, tzinfo=UTC)
    morning = datetime(2025, 11, 25, 5, tzinfo=UTC)
    known = MemoryState(
        phase=Phase.REVIEW,
        stability=1.0,
        difficulty=5.0,
        due_at=DAYS.start_of_ordinal(DAYS.ordinal(evening) + 1),
        last_review_at=evening,
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
        due_at=DAYS.start_of_ordinal(DAYS.ordinal(NOW)),
        last_review_at=NOW - timedelta(days=36500),
        reps=30,
    )
    lucky = next(f"c{i}" for i in range(10**6) if fuzz_share(f"c{i}", 30) > 0.9995)
    preview = SCHEDULER.preview(known, NOW, lucky)
    days = [SCHEDULER.interval_of(preview[rating]).days for rating in list(Rating)[1:]]
    assert days == [36498, 36499, 36500]


def test_cards_learned_together_part() -> None:
    known = MemoryState(
        phase=Phase.REVIEW, stability=60.0, difficulty=5.0, due_at=NOW, last_review_at=NOW, reps=5
    )
    now = NOW + timedelta(days=60)
    dues = {SCHEDULER.after(known, Rating.GOOD, now, f"card{i}").due_at for i in range(50)}
    assert len(dues) > 10


def test_a_higher_retention_asks_earlier() -> None:
    known = SCHEDULER.after(NEW_STATE, Rating.EASY, NOW, "c")
    strict = Scheduler(desired_retention=0.97, days=DAYS).after(NEW_STATE, Rating.EASY, NOW, "c")
    assert strict.due_at is not None
    assert known.due_at is not None
    assert strict.due_at < known.due_at


def test_impossible_settings_are_refused_in_a_sentence() -> None:
    with pytest.raises(QuizError, match="desired retention must lie between 0 and 1, not 1"):
        Scheduler(desired_retention=1)
    with pytest.raises(QuizError, match="weights of the memory model cannot be used"):
        Scheduler(parameters=(1.0, 2.0)).after(NEW_STATE, Rating.GOOD, NOW, "c")


def test_recall_falls_to_nine_in_ten_after_the_stability() -> None:
    state = SCHEDULER.after(NEW_STATE, Rating.EASY, NOW, "c")
    assert SCHEDULER.recall(NEW_STATE, NOW) == 0
    assert state.stability is not None
    later = NOW + timedelta(days=state.stability)
    assert SCHEDULER.recall(state, later) == pytest.approx(0.9)


def test_a_school_year_of_reviews() -> None:
    """A learner with 300 cards, 10 new ones a school day, who forgets as FSRS says."""
    rng = Random(1)
    now = datetime(2025, 9, 1, 15, tzinfo=UTC)
    states = {f"card{i}": NEW_STATE for i in range(300)}
    asked = passed = 0
    busiest = 0
    for _ in range(300):
        new = [card for card, state in states.items() if state.phase is Phase.NEW][:10]
        due = [c for c, s in states.items() if s.due_at is not None and s.due_at <= now]
        busiest = max(busiest, len(due))
        for card in new + due:
            moment = now
            is_first = True
            while (state := states[card]).due_at is None or state.due_at <= moment:
                recall = SCHEDULER.recall(state, moment) if state.reps else 0.5
                is_right = rng.random() < recall
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
    late = [s for s in states.values() if s.due_at is not None and s.due_at < now]
    assert len(late) < 30
