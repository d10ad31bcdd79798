"""Feldt's interval for Cronbach's alpha, against figures that others published."""

import pytest

from quiz.analysis.reliability import alpha_interval, f_quantile


@pytest.mark.parametrize(
    ("alpha", "learners", "items", "low", "high"),
    [
        # C. Zaiontz, real-statistics.com, "Cronbach's Alpha Continued".
        (0.591719, 15, 10, 0.194922, 0.839821),
        # MRC Cognition and Brain Sciences Unit, statistics wiki, "cafun".
        (0.913, 873, 20, 0.9044024, 0.9211588),
    ],
)
def test_the_interval_is_the_published_one(
    alpha: float, learners: int, items: int, low: float, high: float
) -> None:
    found = alpha_interval(alpha, learners=learners, items=items, level=0.95)
    assert found == pytest.approx((low, high), abs=2e-6)


@pytest.mark.parametrize(
    ("chance", "first", "second", "value"),
    [(0.95, 5, 10, 3.3258), (0.95, 10, 20, 2.3479), (0.99, 1, 5, 16.258), (0.5, 7, 7, 1.0)],
)
def test_percentiles_of_f_are_those_of_the_tables(
    chance: float, first: float, second: float, value: float
) -> None:
    assert f_quantile(chance, first, second) == pytest.approx(value, abs=6e-4)
    # F with the degrees swapped is one over it.
    assert f_quantile(1 - chance, second, first) == pytest.approx(1 / value, abs=6e-4)


def test_more_learners_narrow_it_and_it_holds_the_coefficient() -> None:
    spans = [alpha_interval(0.6, learners=n, items=12) for n in (3, 30, 300, 30_000)]
    assert all(low < 0.6 < high for low, high in spans)
    widths = [high - low for low, high in spans]
    assert widths == sorted(widths, reverse=True)
