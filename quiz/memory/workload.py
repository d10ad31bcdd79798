"""What a desired retention costs: minutes a day against the share that is remembered."""

from collections.abc import Sequence
from math import ceil
from random import Random

import msgspec

from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.planning.cards import FIRST_RATINGS, Costs
from quiz.memory.planning.gains import FirstRatings, first_sight, reviewed

RETENTIONS = (0.70, 0.75, 0.80, 0.85, 0.90, 0.95, 0.97)
"""Desired retentions that a table of workloads shows."""
_SIMULATED = 1_000
"""Cards gone through, whatever the size of the bank: fewer would leave too much to luck, and more
would take too long for a screen."""
_CHECK_DAYS = 7


class Workload(msgspec.Struct, frozen=True, kw_only=True):
    """What a bank takes at one desired retention, averaged over simulated days."""

    retention: float
    """Desired retention, 0 to 1."""
    minutes_a_day: float
    """Time for reviews and new cards, over all days."""
    later_minutes_a_day: float
    """The same over the last quarter of the days, when most cards are known."""
    reviews_a_day: float
    """Reviews, new cards not counted, over all days."""
    remembered: float
    """Share of all cards that are recalled, mean of the last quarter of the days, 0 to 1; cards not
    yet begun count 0."""


def workload(
    cards: int,
    retention: float,
    *,
    model: Fsrs6,
    costs: Costs | None = None,
    new_a_day: int = 20,
    days: int = 365,
    first_ratings: FirstRatings = FIRST_RATINGS,
    seed: int = 0,
) -> Workload:
    """Simulate a bank that is studied every day, each card when it is due.

    A card that is forgotten is relearned on the same day. The luck of a card depends on the seed
    and the number of the review alone, so that retentions differ by what they cost and not by
    chance.

    Args:
        cards: Size of the bank; 0 or more.
        retention: Desired retention, above 0 and below 1.
        model: How memory works.
        costs: Seconds that cards take the learner; None for the usual ones.
        new_a_day: New cards a day; 1 or more.
        days: Days to simulate; 1 or more.
        first_ratings: Chances of again, hard, good and easy at the first sight of a card.
        seed: Of the luck.
    """
    costs = costs or Costs()
    late = days - max(1, days // 4)
    checks = range(late, days, _CHECK_DAYS)
    spent_s = late_s = recalled = 0.0
    reviews = 0
    rng = Random(seed)
    for number in range(_SIMULATED if cards else 0):
        luck = Random(rng.getrandbits(64))
        day = number * cards // _SIMULATED // new_a_day
        if day >= days:
            break
        stability, difficulty = first_sight(model, _first_rating(luck.random(), first_ratings))
        cost = costs.new_s
        while True:
            spent_s += cost
            if day >= late:
                late_s += cost
            wait = model.interval(stability, retention)
            following = min(day + wait, days)
            if following > late:
                first_check = max(0, ceil((day - late) / _CHECK_DAYS))
                for check in checks[first_check:]:
                    if check >= following:
                        break
                    recalled += model.recall(check - day, stability)
            day += wait
            if day >= days:
                break
            reviews += 1
            is_right = luck.random() < model.recall(wait, stability)
            stability, difficulty = reviewed(model, stability, difficulty, is_right, wait)
            cost = costs.right_s if is_right else costs.wrong_s
    share = cards / _SIMULATED
    return Workload(
        retention=retention,
        minutes_a_day=spent_s * share / 60 / days,
        later_minutes_a_day=late_s * share / 60 / (days - late),
        reviews_a_day=reviews * share / days,
        remembered=recalled / _SIMULATED / len(checks),
    )


def workloads(
    cards: int,
    *,
    model: Fsrs6,
    retentions: Sequence[float] = RETENTIONS,
    costs: Costs | None = None,
    new_a_day: int = 20,
    days: int = 365,
    first_ratings: FirstRatings = FIRST_RATINGS,
    seed: int = 0,
) -> tuple[Workload, ...]:
    """Return the workload at each of some desired retentions; arguments as for `workload`."""
    return tuple(
        workload(
            cards,
            retention,
            model=model,
            costs=costs,
            new_a_day=new_a_day,
            days=days,
            first_ratings=first_ratings,
            seed=seed,
        )
        for retention in retentions
    )


def _first_rating(share: float, first_ratings: FirstRatings) -> int:
    for rating, chance in enumerate(first_ratings, 1):
        share -= chance
        if share < 0:
            return rating
    return len(first_ratings)
