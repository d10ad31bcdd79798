"""When a card comes back: FSRS-6, with Anki's learning steps, order of intervals and fuzz."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import msgspec

from quiz.items.rating import Rating
from quiz.memory.days import StudyDays
from quiz.memory.fsrs6 import DEFAULT_WEIGHTS, Fsrs6
from quiz.memory.fuzz import MAX_INTERVAL_DAYS, fuzz_bounds, fuzz_share
from quiz.memory.history import CardAction, Past, PastAction, PastReview
from quiz.memory.load import EMPTY_LOAD, DayLoad
from quiz.memory.pace import counted_ms
from quiz.memory.state import NEW_STATE, MemoryState, Phase

DEFAULT_RETENTION = 0.9
"""Probability of recall at which a card is due, unless a bank has its own."""
LEARN_AHEAD = timedelta(minutes=20)
"""How long before its time a learning card may be shown when nothing else is left."""
_LEARNING_STEPS = (timedelta(minutes=1), timedelta(minutes=10))
_RELEARNING_STEPS = (timedelta(minutes=10),)
_TICK = timedelta(microseconds=1)
_LOCAL_DAYS = StudyDays()
_PASSING = (Rating.HARD, Rating.GOOD, Rating.EASY)


class Scheduler:
    """Gives a card's next memory state for a rating."""

    def __init__(
        self,
        parameters: tuple[float, ...] | None = None,
        days: StudyDays = _LOCAL_DAYS,
    ) -> None:
        """Make a scheduler.

        Args:
            parameters: The 21 weights of FSRS-6; None for its defaults.
            days: Where study days begin.

        Raises:
            QuizError: The weights are not 21, or one is out of its bounds.
        """
        self.parameters = parameters
        self.days = days
        self.model = Fsrs6(DEFAULT_WEIGHTS if parameters is None else parameters)

    def after(
        self,
        state: MemoryState,
        rating: Rating,
        now: datetime,
        card: str,
        *,
        today: int | None = None,
        load: DayLoad = EMPTY_LOAD,
        desired_retention: float = DEFAULT_RETENTION,
        elapsed_ms: int = 0,
    ) -> MemoryState:
        """Return the state after a review.

        Args:
            state: The state before it.
            rating: How well the card was recalled.
            now: Time of the review, UTC. A time before the last review counts as just after it.
            card: Name of the card, which seeds the fuzz.
            today: Study day of the review, as an ordinal; None for that of `now`. A day before
                that of the last review counts as that day.
            load: How full the coming days are.
            desired_retention: Probability of recall at which the card is due; above 0, below 1.
            elapsed_ms: Milliseconds that the answer took; 0 if unknown.
        """
        at = _review_time(state, now)
        today = self.days.ordinal(at) if today is None else today
        new = self._stepped(state, rating, at, today, counted_ms(elapsed_ms))
        if new.phase is not Phase.REVIEW:
            return new
        shortest = self._shortest_interval(at, today)
        interval = self._interval(state, rating, at, today, card, load, desired_retention, shortest)
        return msgspec.structs.replace(new, due_day=(new.last_day or today) + interval)

    def preview(
        self,
        state: MemoryState,
        now: datetime,
        card: str,
        *,
        today: int | None = None,
        load: DayLoad = EMPTY_LOAD,
        desired_retention: float = DEFAULT_RETENTION,
        elapsed_ms: int = 0,
    ) -> dict[Rating, MemoryState]:
        """Return what each rating would give: exactly what `after` then gives."""
        return {
            rating: self.after(
                state,
                rating,
                now,
                card,
                today=today,
                load=load,
                desired_retention=desired_retention,
                elapsed_ms=elapsed_ms,
            )
            for rating in Rating
        }

    def replay(self, history: Iterable[Past], card: str) -> MemoryState:
        """Return the state after all that happened to a card, given in order of time.

        An interval that was given then is kept, so that neither new weights nor another desired
        retention move a due day. Where the history is not the one that it was given in (another
        device answered the card too, or an answer before it was undone) it is worked out.
        """
        state = NEW_STATE
        for past in history:
            if isinstance(past, PastAction):
                state = _done(state, past)
                continue
            state = self._replayed(state, past, card)
        return state

    def interval_of(self, state: MemoryState) -> timedelta:
        """Return the interval that a state was given: minutes on a step, else whole study days."""
        if state.due_day is not None and state.last_day is not None:
            return timedelta(days=state.due_day - state.last_day)
        if state.due_at is not None and state.last_review_at is not None:
            return state.due_at - state.last_review_at
        return timedelta()

    def due_moment(self, state: MemoryState) -> datetime | None:
        """Return when a card is due, UTC: on a step its time, else the start of its day."""
        if state.due_day is not None:
            return self.days.start_of_ordinal(state.due_day)
        return state.due_at

    def _replayed(self, state: MemoryState, past: PastReview, card: str) -> MemoryState:
        at = _review_time(state, past.at)
        new = self._stepped(state, past.rating, at, past.day, past.elapsed_ms)
        if new.phase is not Phase.REVIEW:
            return new
        interval = past.interval_days
        if interval is None or past.rep != state.reps:
            retention = DEFAULT_RETENTION if past.retention is None else past.retention
            # 1 whatever the hour: where the day begins is another matter on each device.
            interval = self._interval(
                state, past.rating, at, past.day, card, EMPTY_LOAD, retention, 1
            )
        return msgspec.structs.replace(new, due_day=(new.last_day or past.day) + interval)

    def _interval(
        self,
        state: MemoryState,
        rating: Rating,
        at: datetime,
        today: int,
        card: str,
        load: DayLoad,
        retention: float,
        shortest: int,
    ) -> int:
        """Return the days until a card in review comes back; more for each better rating."""
        scheduled = None
        if state.due_day is not None and state.last_day is not None:
            scheduled = state.due_day - state.last_day
        share = fuzz_share(card, state.reps)
        interval = shortest
        for better in _PASSING[: _PASSING.index(rating) + 1]:
            new = self._stepped(state, better, at, today)
            if new.phase is not Phase.REVIEW or new.stability is None:
                continue
            exact = self.model.interval(new.stability, retention)
            least = shortest
            if scheduled is not None and exact > scheduled:
                least = max(shortest, scheduled + 1)
            # Room for the better ratings, so that they stay apart at the longest interval too.
            longest = MAX_INTERVAL_DAYS - (Rating.EASY - better)
            lower, upper = fuzz_bounds(exact, least, longest)
            if scheduled is not None and better >= Rating.GOOD and lower < scheduled <= upper:
                lower = scheduled  # a draw alone makes no interval shorter than the last one
            interval = load.choice(share, new.last_day or today, lower, upper)
            shortest = interval + 1
        return interval

    def _shortest_interval(self, at: datetime, today: int) -> int:
        """Return 1, or 2 just before the rollover: "tomorrow" must not begin in a minute."""
        return 1 if self.days.start_of_ordinal(today + 1) - at >= LEARN_AHEAD else 2

    def _stepped(
        self, state: MemoryState, rating: Rating, at: datetime, today: int, elapsed_ms: int = 0
    ) -> MemoryState:
        """Return phase, step and memory after a review, without the due day.

        Days are study days: a card seen late in the evening and again in the morning was seen
        on two. They never run backwards, though a journey or a clock may.
        """
        last_day = state.last_day
        if last_day is not None:
            today = max(today, last_day)
        if state.stability is None or state.difficulty is None or last_day is None:
            stability, difficulty = self.model.first(rating)
        else:
            stability, difficulty = self.model.next(
                state.stability, state.difficulty, rating, today - last_day
            )
        phase, step, wait = next_step(state.phase, state.step, rating)
        is_other_day = last_day is not None and today != last_day
        return MemoryState(
            phase=phase,
            step=step,
            stability=stability,
            difficulty=difficulty,
            due_at=None if wait is None else at + wait,
            last_review_at=at,
            last_day=today,
            last_rating=rating,
            days_seen=state.days_seen + (today != last_day),
            reps=state.reps + 1,
            lapses=state.lapses + (state.phase is Phase.REVIEW and rating is Rating.AGAIN),
            forgotten=state.forgotten + (is_other_day and rating is Rating.AGAIN),
            seen_today=1 if today != last_day else state.seen_today + 1,
            last_ms=elapsed_ms,
            is_suspended=state.is_suspended,
            buried_day=state.buried_day,
        )


def next_step(phase: Phase, step: int, rating: Rating) -> tuple[Phase, int, timedelta | None]:
    """Return phase, step, and the time until it is due; None where that is a matter of days.

    Source: Anki's learning steps; py-fsrs 6.3, `Scheduler.review_card`.
    """
    if phase is Phase.REVIEW:
        if rating is not Rating.AGAIN:
            return Phase.REVIEW, 0, None
        return Phase.RELEARNING, 0, _RELEARNING_STEPS[0]
    is_relearning = phase is Phase.RELEARNING
    phase = Phase.RELEARNING if is_relearning else Phase.LEARNING
    steps = _RELEARNING_STEPS if is_relearning else _LEARNING_STEPS
    if rating is Rating.AGAIN:
        return phase, 0, steps[0]
    if rating is Rating.EASY or step >= len(steps):
        return Phase.REVIEW, 0, None
    if rating is Rating.GOOD:
        if step + 1 == len(steps):
            return Phase.REVIEW, 0, None
        return phase, step + 1, steps[step + 1]
    if step > 0:
        return phase, step, steps[step]
    return phase, 0, steps[0] * 1.5 if len(steps) == 1 else (steps[0] + steps[1]) / 2


def _done(state: MemoryState, past: PastAction) -> MemoryState:
    """Return the state after something was done with a card."""
    replace = msgspec.structs.replace
    if past.action is CardAction.SUSPEND:
        return replace(state, is_suspended=True)
    if past.action is CardAction.RESUME:
        return replace(state, is_suspended=False, buried_day=None)
    if past.action is CardAction.BURY:
        return replace(state, buried_day=past.value)
    if past.action is CardAction.FORGET:
        return replace(NEW_STATE, is_suspended=state.is_suspended, buried_day=state.buried_day)
    if state.stability is None or past.value is None:  # a new card has no day to move
        return state
    return replace(state, phase=Phase.REVIEW, step=0, due_at=None, due_day=past.value)


def _review_time(state: MemoryState, now: datetime) -> datetime:
    """Return the time that a review counts for: a clock set back does not undo the last one."""
    now = now.astimezone(UTC)
    if state.last_review_at is None or now > state.last_review_at:
        return now
    return state.last_review_at + _TICK
