"""When a card comes back: FSRS-6, with Anki's learning steps, order of intervals and fuzz."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from quiz.errors import QuizError
from quiz.items.rating import Rating
from quiz.memory.curve import DEFAULT_DECAY, retrievability
from quiz.memory.days import StudyDays
from quiz.memory.fuzz import MAX_INTERVAL_DAYS, fuzz_share, fuzzed_interval
from quiz.memory.state import NEW_STATE, MemoryState, Phase

if TYPE_CHECKING:
    import fsrs

MODEL = "FSRS-6"
"""Name of the memory model, as the log keeps it."""
LEARN_AHEAD = timedelta(minutes=20)
"""How long before its time a learning card may be shown when nothing else is left."""
_LEARNING_STEPS = (timedelta(minutes=1), timedelta(minutes=10))
_RELEARNING_STEPS = (timedelta(minutes=10),)
_MIDNIGHT = datetime(1, 1, 1, tzinfo=UTC)
_LOCAL_DAYS = StudyDays()
_PASSING = (Rating.HARD, Rating.GOOD, Rating.EASY)


class Scheduler:
    """Gives a card's next memory state for a rating."""

    def __init__(
        self,
        desired_retention: float = 0.9,
        parameters: tuple[float, ...] | None = None,
        days: StudyDays = _LOCAL_DAYS,
    ) -> None:
        """Make a scheduler.

        Args:
            desired_retention: Probability of recall at which a card is due; above 0, below 1.
            parameters: The 21 weights of FSRS-6; None for its defaults.
            days: Where study days begin.

        Raises:
            QuizError: The desired retention is out of range. (Weights are checked at first use.)
        """
        if not 0 < desired_retention < 1:
            raise QuizError(f"desired retention must lie between 0 and 1, not {desired_retention}")
        self.desired_retention = desired_retention
        self.parameters = parameters
        self.days = days
        self._fsrs: fsrs.Scheduler | None = None

    def after(self, state: MemoryState, rating: Rating, now: datetime, card: str) -> MemoryState:
        """Return the state after a review.

        Args:
            state: The state before it.
            rating: How well the card was recalled.
            now: Time of the review, UTC. A time before the last review counts as that time.
            card: Name of the card, which seeds the fuzz.

        Raises:
            QuizError: The weights are not 21 or out of FSRS's bounds.
        """
        at = _review_time(state, now)
        today = self.days.ordinal(at)
        if rating is Rating.AGAIN:
            return self._stepped(state, rating, at, today)[0]
        shortest = self._shortest_interval(at, today)
        scheduled = self._scheduled_days(state) if state.phase is Phase.REVIEW else None
        for better in _PASSING[: _PASSING.index(rating) + 1]:
            new, interval = self._stepped(state, better, at, today)
            if new.phase is not Phase.REVIEW:
                continue
            least = shortest
            if scheduled is not None and interval > scheduled:
                least = max(shortest, scheduled + 1)
            # Room for the better ratings, so that they stay apart at the longest interval too.
            longest = MAX_INTERVAL_DAYS - (Rating.EASY - better)
            interval = fuzzed_interval(interval, fuzz_share(card, state.reps), least, longest)
            shortest = interval + 1
        if new.phase is not Phase.REVIEW:
            return new
        due_at = self.days.start_of_ordinal(today + interval)
        return msgspec.structs.replace(new, due_at=due_at)

    def preview(self, state: MemoryState, now: datetime, card: str) -> dict[Rating, MemoryState]:
        """Return what each rating would give: exactly what `after` then gives."""
        return {rating: self.after(state, rating, now, card) for rating in Rating}

    def replay(self, history: Iterable[tuple[Rating, datetime]], card: str) -> MemoryState:
        """Return the state after a card's reviews, given in order of time."""
        state = NEW_STATE
        for rating, at in history:
            state = self.after(state, rating, at, card)
        return state

    def interval_of(self, state: MemoryState) -> timedelta:
        """Return the interval that a state was given: minutes on a step, else whole study days."""
        if state.due_at is None or state.last_review_at is None:
            return timedelta()
        if state.phase is not Phase.REVIEW:
            return state.due_at - state.last_review_at
        return timedelta(days=self._scheduled_days(state))

    def recall(self, state: MemoryState, now: datetime) -> float:
        """Return the probability that a card is recalled at `now`; 0 for a new card."""
        if state.stability is None or state.last_review_at is None:
            return 0.0
        elapsed_days = (now - state.last_review_at) / timedelta(days=1)
        decay = DEFAULT_DECAY if self.parameters is None else self.parameters[20]
        return retrievability(elapsed_days, state.stability, decay)

    def _shortest_interval(self, at: datetime, today: int) -> int:
        """Return 1, or 2 just before the rollover: "tomorrow" must not begin in a minute."""
        return 1 if self.days.start_of_ordinal(today + 1) - at >= LEARN_AHEAD else 2

    def _scheduled_days(self, state: MemoryState) -> int:
        if state.due_at is None or state.last_review_at is None:
            return 0
        return self.days.ordinal(state.due_at) - self.days.ordinal(state.last_review_at)

    def _stepped(
        self, state: MemoryState, rating: Rating, at: datetime, today: int
    ) -> tuple[MemoryState, int]:
        """Return FSRS's state after a review, and its interval in whole days.

        FSRS is given study days as UTC midnights, as it counts whole days of 24 hours: a card
        seen late in the evening and again in the morning would have been seen on one day.
        """
        import fsrs  # 29 ms: after the first frame

        last = state.last_review_at
        last_day = None if last is None else _midnight(self.days.ordinal(last))
        card = fsrs.Card(
            card_id=0,
            state=fsrs.State(_STATES[state.phase]),
            step=None if state.phase is Phase.REVIEW else state.step,
            stability=state.stability,
            difficulty=state.difficulty,
            due=_MIDNIGHT,
            last_review=last_day,
        )
        day = _midnight(today)
        card, _ = self._model().review_card(card, fsrs.Rating(int(rating)), day)
        interval = card.due - day
        new = MemoryState(
            phase=_PHASES[int(card.state)],
            step=card.step or 0,
            stability=card.stability,
            difficulty=card.difficulty,
            due_at=at + interval,
            last_review_at=at,
            reps=state.reps + 1,
            lapses=state.lapses + (state.phase is Phase.REVIEW and rating is Rating.AGAIN),
        )
        return new, interval.days

    def _model(self) -> "fsrs.Scheduler":
        if self._fsrs is None:
            import fsrs

            weights = {} if self.parameters is None else {"parameters": self.parameters}
            try:
                self._fsrs = fsrs.Scheduler(
                    **weights,
                    desired_retention=self.desired_retention,
                    learning_steps=_LEARNING_STEPS,
                    relearning_steps=_RELEARNING_STEPS,
                    maximum_interval=MAX_INTERVAL_DAYS,
                    enable_fuzzing=False,
                )
            except ValueError as error:
                raise QuizError(
                    f"the weights of the memory model cannot be used: {error}"
                ) from error
        return self._fsrs


_STATES = {Phase.NEW: 1, Phase.LEARNING: 1, Phase.REVIEW: 2, Phase.RELEARNING: 3}
_PHASES = {1: Phase.LEARNING, 2: Phase.REVIEW, 3: Phase.RELEARNING}


def _midnight(ordinal: int) -> datetime:
    return _MIDNIGHT + timedelta(days=ordinal - 1)


def _review_time(state: MemoryState, now: datetime) -> datetime:
    """Return the time that a review counts for: a clock set back does not undo the last one."""
    now = now.astimezone(UTC)
    return now if state.last_review_at is None else max(now, state.last_review_at)
