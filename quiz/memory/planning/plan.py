"""Which cards to study today for an exam."""

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.planning.cards import FIRST_RATINGS, Costs, PlanCard
from quiz.memory.planning.gains import FirstRatings, Policy, greedy
from quiz.memory.planning.student import StudentFit

LEAST_POINTS_PER_MINUTE = 0.1
"""Points (of 100) at the exam for a minute of study, below which the day is done."""
_MOST_CARDS = 100
"""A bank counts as no larger when a day is called done: in one of 5,000 cards no minute buys a
tenth of a point, and the day would be done before it began. Counted as 100 cards, a day ends when
ten seconds gain a card less than 2 %, which costs under a point by the exam."""


class Planned(msgspec.Struct, frozen=True, gc=False):  # by place and uncollected: made by thousands
    """A card that is worth studying today."""

    card: PlanCard
    """What is studied."""
    index: float
    """Gain at the exam in recall times weight, per second; above 0."""
    cost_s: float
    """Seconds that it is expected to take."""


class DayPlan(msgspec.Struct, frozen=True, kw_only=True):
    """The cards of a day, best first."""

    ranked: tuple[Planned, ...]
    """Every card that gains by study today: not those seen today, nor those without weight."""
    fits: int
    """How many of them, from the first, there is time for."""
    cards: int
    """Cards with a weight above 0, new ones included."""
    weight: float
    """Total weight of all cards, new ones included."""

    @property
    def today(self) -> tuple[Planned, ...]:
        """The cards to study today, in order: those that fit the time and are worth it."""
        return self.ranked[: min(self.fits, self.worthwhile)]

    @property
    def is_done(self) -> bool:
        """Whether no card is worth a minute today, be there time left or not."""
        return self.worthwhile == 0

    @property
    def worthwhile(self) -> int:
        """How many of the ranked cards, from the first, are worth a minute today."""
        least = least_index(self.weight, self.cards)
        return bisect_right(self.ranked, -least, key=_negative_index)


def plan_day(
    cards: Sequence[PlanCard],
    fit: StudentFit,
    costs: Costs,
    *,
    today: int,
    exam_day: int,
    minutes: float,
    model: Fsrs6,
    first_ratings: FirstRatings = FIRST_RATINGS,
    policy: Policy = greedy,
) -> DayPlan:
    """Rank the cards by what a second of study today gains at the exam.

    Cards of one worth, such as new ones of one weight, keep the order of the banks. A card seen
    today is not studied again today. The last card may run over the time: one is begun while any
    time is left, so that a time shorter than a card still buys one.

    Args:
        cards: All cards of the exam.
        fit: What is known of the learner's memory.
        costs: Seconds that cards take the learner.
        today: Study day, as a number.
        exam_day: Study day of the exam. On the day itself study still counts; after it no card
            gains.
        minutes: Time for today; 0 or less for none.
        model: The model that gave the cards' stabilities.
        first_ratings: Chances of the learner's first ratings.
        policy: What a study today is worth.

    Source: exam plan by simulation, steps 1, 2 and 7.
    """
    memory = fit.memory()
    own = memory.factor
    day = min(today, exam_day)
    gains = policy(model, memory, exam_day - day, first_ratings)
    review, new_gain = gains.review, gains.new
    right_s, wrong_s, new_s = costs.right_s, costs.wrong_s, costs.new_s
    weight = 0.0
    count = 0
    ranked: list[tuple[float, int, str, str, PlanCard, float]] = []
    for card in cards:
        marks = card.weight
        weight += marks
        if marks > 0:
            count += 1
        stability, last = card.stability, card.last_day
        if stability is None or last is None or card.difficulty is None:
            cost = new_s
            index = marks * new_gain / cost
        else:
            days = day - last
            if days < 1:  # seen today, or "tomorrow" by a clock that was set back
                continue
            recall, gain = review(stability * own, card.difficulty, days)
            cost = recall * right_s + (1 - recall) * wrong_s
            index = marks * gain / cost
        if index > 0:
            ranked.append((-index, card.order, card.bank, card.card, card, cost))
    if today > exam_day:
        ranked.clear()
    ranked.sort(key=_place)
    planned = tuple([Planned(entry[4], -entry[0], entry[5]) for entry in ranked])
    return DayPlan(ranked=planned, fits=_fitting(planned, 60 * minutes), cards=count, weight=weight)


def _place(entry: tuple[float, int, str, str, PlanCard, float]) -> tuple[float, int, str, str]:
    return entry[:4]


def least_index(weight: float, cards: int) -> float:
    """Return the index below which a card is not worth its time."""
    if not cards:
        return 0.0
    return LEAST_POINTS_PER_MINUTE / 6000 * weight / cards * min(cards, _MOST_CARDS)


def _negative_index(planned: Planned) -> float:
    return -planned.index


def _fitting(ranked: Sequence[Planned], left_s: float) -> int:
    fits = 0
    for planned in ranked:
        if left_s <= 0:
            break
        left_s -= planned.cost_s
        fits += 1
    return fits
