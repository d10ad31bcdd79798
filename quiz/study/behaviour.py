"""What an answer is worth by how the questions answer back: tries with penalties, certainty."""

from collections.abc import Sequence

import msgspec

NO_CERTAINTY = 1
"""What counts where none was chosen: C=1."""
_RIGHT_MARK = {1: 1, 2: 2, 3: 3}
_WRONG_MARK = {1: 0, 2: -2, 3: -6}
_LIMITS = {1: (0.0, 2 / 3), 2: (2 / 3, 0.8), 3: (0.8, 1.0)}
"""The chance of being right for which each certainty is meant."""
_JUST_WRONG = 5e-8


def chance_meant(certainty: int) -> float:
    """Return the middle of the chances of being right for which a certainty, 1 to 3, is meant."""
    return sum(_LIMITS[min(3, max(1, certainty))]) / 2


def after_tries(credits: Sequence[float], penalty: float) -> float:
    """Return the credit of a question with several tries: Moodle's interactive behaviour.

    f = max(0, f_last - penalty * wrong tries before it).

    Args:
        credits: The credit of each try, 0 to 1, in order; the last one counts.
        penalty: For each try before it, 0 to 1.

    Source: question/behaviour/interactive.
    """
    if not credits:
        return 0.0
    return max(0.0, credits[-1] - penalty * (len(credits) - 1))


def adaptive(credits: Sequence[float], penalty: float) -> float:
    """Return the credit of the best try, each less the penalties before it.

    Mark = max over tries k of f_k - penalty * (k - 1).

    Source: question/behaviour/adaptive.
    """
    return max([0.0, *(f - penalty * k for k, f in enumerate(credits))])


def certainty_mark(credit: float, certainty: int | None) -> float:
    """Return the mark for a credit at a certainty, -6 to 3.

    Args:
        credit: 0 to 1.
        certainty: 1 to 3; None counts as 1.

    Source: class question_cbm in question/behaviour/behaviourbase.php.
    """
    level = certainty or NO_CERTAINTY
    return credit * _RIGHT_MARK[level] if credit > _JUST_WRONG else float(_WRONG_MARK[level])


class CertaintyLevel(msgspec.Struct, frozen=True, kw_only=True):
    """How it went at one level of certainty."""

    certainty: int
    """1 to 3."""
    count: int
    """Answers given with it."""
    right: float
    """Mean credit, 0 to 1."""
    verdict: str
    """`over` or `under` (confident), `a bit over` where it is little; empty where it is right."""


class CertaintyReport(msgspec.Struct, frozen=True, kw_only=True):
    """What certainty-based marking shows of a whole paper."""

    accuracy: float
    """a: mean credit, weighted by points, 0 to 1."""
    average: float
    """m: mean certainty mark, weighted by points."""
    best_constant: float
    """b(a): what the best one certainty throughout would have earned."""
    bonus: float
    """0.1 (m - b)."""
    score: float
    """a + bonus."""
    levels: tuple[CertaintyLevel, ...]
    """Those that were used, the lowest first."""


def best_constant(accuracy: float) -> float:
    """Return b(a) = max(a, 2a - 2(1 - a), 3a - 6(1 - a))."""
    a = accuracy
    return max(a, 2 * a - 2 * (1 - a), 3 * a - 6 * (1 - a))


def certainty_report(
    answers: Sequence[tuple[float, float, int | None]],
) -> CertaintyReport | None:
    """Return the report of a paper; None without an answer.

    Args:
        answers: Weight (points), credit (0 to 1) and certainty (1 to 3, or None) of each.
    """
    total = sum(weight for weight, _credit, _level in answers)
    if total <= 0:
        return None
    accuracy = sum(w * f for w, f, _level in answers) / total
    average = sum(w * certainty_mark(f, level) for w, f, level in answers) / total
    bonus = 0.1 * (average - best_constant(accuracy))
    levels = []
    for level in _LIMITS:
        credits = [f for _w, f, chosen in answers if (chosen or NO_CERTAINTY) == level]
        if credits:
            levels.append(_level(level, credits))
    return CertaintyReport(
        accuracy=accuracy,
        average=average,
        best_constant=best_constant(accuracy),
        bonus=bonus,
        score=accuracy + bonus,
        levels=tuple(levels),
    )


def _level(certainty: int, credits: Sequence[float]) -> CertaintyLevel:
    """Judge a level: it is off where (f - limit)^2 n > 0.5, else only a bit."""
    right = sum(credits) / len(credits)
    low, high = _LIMITS[certainty]
    word = ""
    for is_off, limit, name in ((right < low, low, "over"), (right > high, high, "under")):
        if is_off:
            word = name if (right - limit) ** 2 * len(credits) > 0.5 else f"a bit {name}"
    return CertaintyLevel(certainty=certainty, count=len(credits), right=right, verdict=word)
