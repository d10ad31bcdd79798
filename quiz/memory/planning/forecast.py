"""Where the plan leads: every day up to the exam gone through ahead of time."""

from collections.abc import Iterable, Sequence
from math import ceil

import msgspec

from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.planning.cards import FIRST_RATINGS, Costs, PlanCard
from quiz.memory.planning.gains import FirstRatings, Policy, first_sight, greedy, reviewed
from quiz.memory.planning.plan import least_index
from quiz.memory.planning.score import ScoreRange, Z, around
from quiz.memory.planning.student import Memory, StudentFit

_MOST_LOOKS = 60_000
"""Cards times days that are gone through; above, a sample of the cards stands for all."""
_MOST_SIDE_LOOKS = 15_000
"""The same for the weak and the strong memory, which only tell how wide the range is."""
_LEAST_SAMPLE = 50
_MOST_DAYS = _MOST_LOOKS // _LEAST_SAMPLE
"""Of more days, every second, third, … is gone through, with the time of all."""
_TYPICAL_STABILITY = 10.0
"""Days, of the recall by which a weak and a strong memory are told apart."""
_AHEAD_SD = 0.03
"""What days gone through ahead of time add to the doubt: the model steps many times over."""
_GOLDEN = 0.6180339887498949


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """What the plan comes to by the exam, for a memory as the fit knows it."""

    expected: float
    """Share of the weight recalled at the exam, 0 to 1."""
    cards: int
    """Cards with a weight above 0."""
    fitting: int
    """Those of them that are learned, or begun before the exam."""
    left_out: tuple[PlanCard, ...]
    """New cards with a weight that are not begun: the lightest, and of one weight the last in the
    order of the banks. In the order in which they would have come."""
    range: ScoreRange | None
    """The expected score and what nine in ten exams would give; None while it is too early to
    tell, when `expected` is that of an average memory."""
    minutes: tuple[float, ...] = ()
    """Study on each day from today until the exam: less than there is time for where no more card
    is worth it."""


class _Card:
    """A card on its way to the exam; stability in the learner's own days, 0 while it is new."""

    __slots__ = ("difficulty", "last", "marks", "stability")

    def __init__(self, card: PlanCard, own: float) -> None:
        self.marks = card.weight
        self.stability = 0.0
        self.difficulty = 0.0
        self.last = 0
        if card.stability is not None and card.difficulty is not None and card.last_day is not None:
            self.stability = card.stability * own
            self.difficulty = card.difficulty
            self.last = card.last_day

    def recall(self, exam_day: int, memory: Memory) -> float:
        """Return the recall on the day of the exam; 0 for a new card."""
        if not self.stability:
            return 0.0
        return memory.recall(exam_day - self.last, self.stability)


class _Even:
    """Draws that are spread evenly, so that few cards come out as many would on average."""

    def __init__(self, start: float) -> None:
        self.at = start

    def draw(self) -> float:
        """Return the next number in [0, 1)."""
        self.at = (self.at + _GOLDEN) % 1.0
        return self.at


def forecast(
    cards: Sequence[PlanCard],
    fit: StudentFit,
    costs: Costs,
    *,
    today: int,
    exam_day: int,
    minutes: float,
    model: Fsrs6,
    minutes_today: float | None = None,
    first_ratings: FirstRatings = FIRST_RATINGS,
    policy: Policy = greedy,
) -> Forecast:
    """Go through the days up to the exam, studying by the plan of each day until it is done.

    Answers come right as often as the learner's memory says, evenly spread and not by chance: the
    same cards always have the same forecast. The range comes of the days gone through with a
    weak and with a strong memory too. Of many cards, an even sample is gone through.

    Args:
        cards: All cards of the exam.
        fit: What is known of the learner's memory.
        costs: Seconds that cards take the learner.
        today: Study day, as a number; the first on which there is study.
        exam_day: Study day of the exam; the last day of study is the one before, or today.
        minutes: Time a day.
        model: The model that gave the cards' stabilities.
        minutes_today: Time left today; None for as much as on any other day.
        first_ratings: Chances of the learner's first ratings.
        policy: What a study on a day is worth, as in `plan_day`.

    Returns:
        The forecast; scores are 0 if no card has a weight.
    """
    counted = [card for card in cards if card.weight > 0]
    new = sorted(
        (card for card in counted if card.is_new),
        key=lambda card: (-card.weight, card.order, card.bank, card.card),
    )
    learned = sorted(
        (card for card in counted if not card.is_new),
        key=lambda card: (card.stability or 0.0, card.last_day or 0, card.order, card.key),
    )
    length = max(1, exam_day - today) if exam_day >= today else 0
    step = max(1, ceil(length / _MOST_DAYS))
    days = range(today, today + length, step)
    bank = [*learned, *new]

    def run_with(memory: Memory, most_looks: int) -> _Run:
        sample = _sample(bank, max(_LEAST_SAMPLE, most_looks // max(1, len(days))))
        run = _Run(
            [_Card(card, memory.factor) for card in sample],
            costs=costs,
            memory=memory,
            model=model,
            first_ratings=first_ratings,
            exam_day=exam_day,
            all_cards=len(bank),
            policy=policy,
        )
        given_s = 60 * max(0.0, minutes) * step / run.stride
        today_s = given_s if minutes_today is None else 60 * max(0.0, minutes_today) / run.stride
        run.go_through(days, today_s, given_s)
        return run

    run = run_with(fit.memory(), _MOST_LOOKS)
    score = run.score()
    scores = None
    if fit.is_enough and run.weight:
        weak, strong = (
            run_with(memory, _MOST_SIDE_LOOKS).score()
            for memory in fit.bounds(max(1, length), _TYPICAL_STABILITY)
        )
        variance = ((strong - weak) / (2 * Z)) ** 2 + run.coin_variance() / run.stride
        scores = around(score, variance + _AHEAD_SD**2)
    fitting = min(round(run.begun * run.stride), len(new))
    return Forecast(
        expected=score,
        cards=len(bank),
        fitting=len(learned) + fitting,
        left_out=tuple(new[fitting:]),
        range=scores,
        minutes=tuple(
            seconds * run.stride / 60 / step for seconds in run.spent_s for _ in range(step)
        )[:length],
    )


def _sample(cards: Sequence[PlanCard], most: int) -> Sequence[PlanCard]:
    """Return at most so many of the cards, evenly from first to last."""
    if len(cards) <= most:
        return cards
    return [cards[int((place + 0.5) * len(cards) / most)] for place in range(most)]


class _Run:
    """The days of a forecast."""

    def __init__(
        self,
        cards: list[_Card],
        *,
        costs: Costs,
        memory: Memory,
        model: Fsrs6,
        first_ratings: FirstRatings,
        exam_day: int,
        all_cards: int,
        policy: Policy,
    ) -> None:
        self.cards = cards
        self.costs = costs
        self.memory = memory
        self.model = Fsrs6((*model.weights[:20], memory.decay))
        self.first_ratings = first_ratings
        self.exam_day = exam_day
        self.weight = sum(card.marks for card in cards)
        self.stride = all_cards / len(cards) if cards else 1.0
        """Cards of the bank that each of these stands for."""
        self.least = least_index(self.weight * self.stride, all_cards)
        self.begun = 0
        self.spent_s: list[float] = []
        """On each day gone through."""
        self.policy = policy
        self._answers = _Even(0.5)
        self._firsts = _Even(0.25)

    def score(self) -> float:
        """Return the share of the weight recalled at the exam."""
        if not self.weight:
            return 0.0
        total = sum(card.marks * card.recall(self.exam_day, self.memory) for card in self.cards)
        return min(total / self.weight, 1.0)

    def coin_variance(self) -> float:
        """Return the variance of the score from each card being right or wrong."""
        total = 0.0
        for card in self.cards:
            recall = card.recall(self.exam_day, self.memory)
            total += card.marks**2 * recall * (1 - recall)
        return total / self.weight**2

    def go_through(self, days: Iterable[int], today_s: float, given_s: float) -> None:
        """Study on some days: `today_s` seconds on the first, `given_s` on each other."""
        left_s = today_s
        for day in days:
            # What the last card ran over comes off the next day: a sample must not gain by its
            # last cards, which stand for many.
            rest_s = self.study(day, left_s)
            self.spent_s.append(left_s - rest_s)
            left_s = min(0.0, rest_s) + given_s

    def study(self, day: int, left_s: float) -> float:
        """Study for a day; returns the seconds left of it, below 0 when it was run over."""
        horizon = max(0, self.exam_day - day)
        gains = self.policy(self.model, self.memory, horizon, self.first_ratings)
        review, new_gain, costs = gains.review, gains.new, self.costs
        ranked: list[tuple[float, int, float]] = []
        for place, card in enumerate(self.cards):
            if not card.stability:
                ranked.append((-card.marks * new_gain / costs.new_s, place, 0.0))
            elif card.last < day:
                recall, gain = review(card.stability, card.difficulty, day - card.last)
                cost = recall * costs.right_s + (1 - recall) * costs.wrong_s
                ranked.append((-card.marks * gain / cost, place, recall))
        ranked.sort()
        for negative, place, recall in ranked:
            if left_s <= 0 or -negative <= 0 or -negative < self.least:
                break
            left_s -= self._seen(self.cards[place], recall, day)
        return left_s

    def _seen(self, card: _Card, recall: float, day: int) -> float:
        """Give a card the state after a study, and return the seconds that it took."""
        if card.stability:
            is_right = self._answers.draw() < recall
            card.stability, card.difficulty = reviewed(
                self.model, card.stability, card.difficulty, is_right, day - card.last
            )
            cost = self.costs.right_s if is_right else self.costs.wrong_s
        else:
            stability, card.difficulty = first_sight(self.model, self._first_rating())
            card.stability = stability * self.memory.factor
            cost = self.costs.new_s
            self.begun += 1
        card.last = day
        return cost

    def _first_rating(self) -> int:
        share = self._firsts.draw()
        for rating, chance in enumerate(self.first_ratings, 1):
            share -= chance
            if share < 0:
                return rating
        return 4
