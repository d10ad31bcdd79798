"""What the calibrator has learned of a learner, in words and points."""

from math import exp, log

import msgspec

from quiz.memory.calibration import (
    OTHER_DAY,
    OTHER_DAY_TERMS,
    SAME_DAY,
    SAME_DAY_TERMS,
    CalibratorState,
)
from quiz.translation import _

_USUAL_LOGIT = 2.0
"""Of the card that points are told of: 88 %."""
_LEAST_POINTS = 1.0
_LEAST_LEARNED = 0.5
"""Share of a weight's first variance that answers must have taken away before it is told."""
_OTHER_DAY_STEPS = {
    "one": 1.0,
    "slope": -2.0,  # a logit of 0 in place of 2
    "gap": log(30) - 2,
    "days": log(10) - 1,
    "difficulty": 1.0,  # 8 of 10 in place of 5
    "time": log(2),
    "forgotten": log(3),
    "run": -1.0,
}
"""How far each term of a card in question is from that of a usual one."""
_SAME_DAY_STEPS = {
    "again": 1.0,
    "difficulty": 1.0,
    "stability": log(10) / 2,
    "seconds": (log(3610) - log(70)) / 2,
    "today": log(3),
}


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """How a learner's answers correct what the memory model predicts for some cards."""

    cards: str
    """Which cards."""
    points: float
    """How many more of 100 come back than of cards without that; below 0: how many fewer."""


def corrections(state: CalibratorState) -> tuple[Correction, ...]:
    """Return what a learner's answers have shown, the greatest first.

    Only what they have shown is told: a weight about which more is known than before the first
    answer, and that moves a usual card by a point or more.
    """
    found: list[Correction] = []
    for terms, steps, prior, machine, names in (
        (OTHER_DAY_TERMS, _OTHER_DAY_STEPS, OTHER_DAY, state.other_day, _other_day_names()),
        (SAME_DAY_TERMS, _SAME_DAY_STEPS, SAME_DAY, state.same_day, _same_day_names()),
    ):
        base = _USUAL_LOGIT + machine.mean[0]
        for term, mean, var, most in zip(terms, machine.mean, machine.var, prior.var, strict=True):
            if term not in steps or var > (1 - _LEAST_LEARNED) * most:
                continue
            start = _USUAL_LOGIT if term == "one" else base
            points = 100 * (_chance(start + mean * steps[term]) - _chance(start))
            if abs(points) >= _LEAST_POINTS:
                found.append(Correction(cards=names[term], points=points))
    return tuple(sorted(found, key=lambda one: -abs(one.points)))


def _other_day_names() -> dict[str, str]:
    return {
        "one": _("cards seen a week ago"),
        "slope": _("cards that are nearly forgotten"),
        "gap": _("cards not seen for a month"),
        "days": _("cards seen on ten days"),
        "difficulty": _("difficult cards"),
        "time": _("cards that you were slow on"),
        "forgotten": _("cards that you forgot before"),
        "run": _("cards after a wrong answer"),
    }


def _same_day_names() -> dict[str, str]:
    return {
        "again": _("the same day: cards rated Again"),
        "difficulty": _("the same day: difficult cards"),
        "stability": _("the same day: cards that last long"),
        "seconds": _("the same day: after an hour"),
        "today": _("the same day: the third showing"),
    }


def _chance(logit: float) -> float:
    return 1 / (1 + exp(-logit))
