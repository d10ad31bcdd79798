"""How far Cronbach's alpha could be off: Feldt's interval, by the F distribution."""

from math import exp, lgamma, log

_TINY = 1e-300
_MOST_TERMS = 10_000
_HALVINGS = 100


def alpha_interval(
    alpha: float, *, learners: int, items: int, level: float = 0.9
) -> tuple[float, float]:
    """Return a range that holds the coefficient alpha with a chance of `level`.

    L = 1 - (1 - alpha) F(1 - c/2) and U = 1 - (1 - alpha) F(c/2), with c = 1 - level and F the
    percentile of the F distribution with n - 1 and (n - 1)(k - 1) degrees of freedom.

    Args:
        alpha: The sample's coefficient, at most 1.
        learners: n, at least 2.
        items: k, at least 2.
        level: Above 0, below 1.

    Source: Feldt, L. S., Woodruff, D. J. & Salih, F. A. (1987). Statistical inference for
    coefficient alpha. Applied Psychological Measurement 11, page 95, formulas 6 and 7; after Feldt
    (1965), Psychometrika 30.
    """
    first = learners - 1.0
    second = first * (items - 1)
    tail = (1 - level) / 2
    low = 1 - (1 - alpha) * f_quantile(1 - tail, first, second)
    return low, 1 - (1 - alpha) * f_quantile(tail, first, second)


def f_quantile(chance: float, first: float, second: float) -> float:
    """Return the value that an F variable stays under with a chance.

    Args:
        chance: Above 0, below 1.
        first: Degrees of freedom of the numerator, above 0.
        second: Of the denominator, above 0.
    """
    low, high = 0.0, 1.0
    for _n in range(_HALVINGS):
        middle = (low + high) / 2
        if _beta_share(middle, first / 2, second / 2) < chance:
            low = middle
        else:
            high = middle
    share = (low + high) / 2
    return second * share / (first * max(_TINY, 1 - share))


def _beta_share(x: float, a: float, b: float) -> float:
    """Return the regularized incomplete beta function I_x(a, b).

    Source: Press et al., Numerical Recipes (3rd edition, 2007), section 6.4.
    """
    if x <= 0 or x >= 1:
        return min(1.0, max(0.0, x))
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """Return the continued fraction of the incomplete beta function, by Lentz's method."""
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, _MOST_TERMS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _away(1 + term * d)
            c = _away(1 + term / c)
            found *= c * d
        if abs(c * d - 1) < 1e-14:
            break
    return found


def _away(value: float) -> float:
    """Return a value that can be divided by."""
    return value if abs(value) > _TINY else _TINY
