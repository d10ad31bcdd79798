"""Statistics to the digit of their vectors, and their laws."""

from math import sqrt

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.analysis import Column, Results, item_statistics, test_statistics
from quiz.analysis.report import report
from quiz.analysis.statistics import correlation, variance

VECTOR = ("111", "110", "100", "010", "111", "000")


def results_of(rows: tuple[str, ...], most: float = 1.0) -> Results:
    columns = tuple(
        Column(name=f"Q{n}", marks=tuple(float(row[n]) * most for row in rows), most=most)
        for n in range(len(rows[0]))
    )
    return Results(tuple(str(n) for n in range(len(rows))), columns)


@pytest.mark.parametrize("most", [1.0, 4.0])
def test_the_vector_of_moodles_statistics_comes_out_to_the_digit(most: float) -> None:
    results = results_of(VECTOR, most)
    items, test = item_statistics(results), test_statistics(results)
    assert [round(i.facility, 2) for i in items] == [66.67, 66.67, 33.33]
    assert [round(i.discrimination or 0, 2) for i in items] == [43.30, 43.30, 63.25]
    assert [round(i.efficiency or 0, 2) for i in items] == [50, 50, 100]
    assert round(test.alpha or 0, 2) == 68.18
    assert round(test.error_ratio or 0, 2) == 56.41
    assert round((test.deviation or 0) * 3 / 100, 4) == 1.2111
    assert round((test.standard_error or 0) * 3 / 100, 4) == 0.6831
    assert sum(i.weight or 0 for i in items) == pytest.approx(100)


def test_skewness_and_kurtosis_are_those_of_the_k_statistics() -> None:
    # By hand for totals 1, 2, 3, 10: m2 = 12.5, m3 = 45, m4 = 348.5, k2 = 50/3.
    marks = (1.0, 2.0, 3.0, 10.0)
    results = Results(("a", "b", "c", "d"), (Column(name="Q1", marks=marks, most=10),))
    test = test_statistics(results)
    k2 = 50 / 3
    assert test.skewness == pytest.approx(16 * 45 / 6 / k2**1.5)
    assert test.kurtosis == pytest.approx(16 * (5 * 348.5 - 9 * 12.5**2) / 6 / k2**2)


def test_what_is_not_defined_is_none_and_no_number() -> None:
    one = results_of(("101",))
    items, test = item_statistics(one), test_statistics(one)
    assert [(i.facility, i.deviation, i.discrimination, i.weight) for i in items] == [
        (100, None, None, None),
        (0, None, None, None),
        (100, None, None, None),
    ]
    assert (test.alpha, test.skewness, test.kurtosis, test.standard_error) == (None,) * 4
    same = results_of(("110", "110", "110"))
    assert {i.discrimination for i in item_statistics(same)} == {None}
    assert test_statistics(same).alpha is None


def test_an_item_against_the_test_is_flagged_and_has_no_weight() -> None:
    against = item_statistics(results_of(("110", "110", "001", "111", "001")))[2]
    assert (against.is_against, against.weight) == (True, None)
    assert against.discrimination is not None
    assert against.discrimination < 0


_ROWS = st.integers(2, 5).flatmap(
    lambda p: st.lists(st.text("01", min_size=p, max_size=p), min_size=2, max_size=12)
)


@settings(max_examples=200, deadline=None)
@given(rows=_ROWS)
def test_indexes_stay_within_their_bounds(rows: list[str]) -> None:
    results = results_of(tuple(rows))
    for item in item_statistics(results):
        assert 0 <= item.facility <= 100
        assert item.discrimination is None or -100 <= item.discrimination <= 100
        assert item.efficiency is None or item.efficiency <= 100 + 1e-9
    test = test_statistics(results)
    assert test.alpha is None or test.alpha <= 100 + 1e-9
    if test.alpha is not None and test.alpha > 0:
        assert test.error_ratio == pytest.approx(100 * sqrt(1 - min(100, test.alpha) / 100))


@given(xs=st.lists(st.floats(-100, 100), min_size=2, max_size=20))
def test_a_list_agrees_with_itself(xs: list[float]) -> None:
    if (variance(xs) or 0) > 1e-6:
        assert correlation(xs, xs) == pytest.approx(100)
        assert correlation(xs, [-x for x in xs]) == pytest.approx(-100)


# Bock & Lieberman (1970), section 6 of the Law School Admission Test: how many of 1,000 learners
# gave each pattern of five answers, from 00000 to 11111. Public with the R package ltm, whose
# `descript(LSAT)` and `cronbach.alpha(LSAT)` give the figures below.
LSAT = (
    3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15,
    10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298,
)  # fmt: skip


def test_a_public_data_set_gives_the_figures_that_r_gives() -> None:
    rows = tuple(format(at, "05b") for at, count in enumerate(LSAT) for _ in range(count))
    results = results_of(rows)
    items, test = item_statistics(results), test_statistics(results)
    assert [round(i.facility, 1) for i in items] == [92.4, 70.9, 55.3, 76.3, 87.0]
    excluded = [round((i.discrimination or 0) / 100, 4) for i in items]
    assert excluded == pytest.approx([0.1128, 0.1532, 0.1728, 0.1444, 0.1216], abs=1e-4)
    assert round((test.alpha or 0) / 100, 3) == 0.295


def test_an_option_that_nobody_chose_is_named_where_it_is_known() -> None:
    marks = tuple(float(n % 2) for n in range(12))
    column = Column(
        name="Q",
        marks=marks,
        responses=tuple("right" if mark else "wrong" for mark in marks),
        key="right",
        options=("right", "wrong", "never"),
        guess=1 / 3,
    )
    other = Column(name="R", marks=marks)
    (first, _other) = report(Results(tuple("abcdefghijkl"), (column, other))).items
    said = (first.verdict.sentence, *first.verdict.more)
    assert "nobody chose never: replace it with a mistake students really make" in said
    assert first.statistics.guess == pytest.approx(100 / 3)


def letters(given: str, key: str = "A") -> Column:
    marks = tuple(float(letter == key) for letter in given)
    return Column(name="Q", marks=marks, responses=tuple(given), key=key, options=tuple("ABCD"))


RAISED = tuple(
    Column(name=f"R{at}", marks=tuple(float(n >= 4 * at) for n in range(30))) for at in range(1, 8)
)
"""Thirty learners, each a little better than the one before."""


@pytest.mark.parametrize(
    ("given", "second"),
    [
        ("CDCDCDCDCDCDCDC" + "ABABABABABABABA", "B"),  # the better half is divided between two
        ("CDCDCDCDCDACDAB" + "AAABAABABABAABA", "B"),
        ("BCDBCDBCDBCDBCD" + "AAAAAAAAAAAAAAA", ""),  # a distractor of the weaker half
        ("ABABABABABABABA" + "AAAAAAAAABAAAAA", ""),
        ("ABCDABCDABCDABC" + "DABCDABCDABCDAB", ""),  # by chance
    ],
)
def test_a_second_option_that_the_best_choose_may_be_right_too(given: str, second: str) -> None:
    results = Results(tuple(map(str, range(30))), (letters(given), *RAISED))
    first = report(results).items[0]
    said = [text for text in (first.verdict.sentence, *first.verdict.more) if "right too" in text]
    wanted = [f"{second} may be right too: strong students chose it; check the answer key"]
    assert said == (wanted if second else [])
    key = next(choice for choice in first.choices if choice.is_key)
    assert (key.discrimination or 0) >= (first.statistics.discrimination or 0) - 1e-9
    assert not second or report(results).by_urgency[0].place == 1


def test_part_of_what_is_right_is_no_second_key() -> None:
    column = letters("CDCDCDCDCDCDCDC" + "ABABABABABABABA")
    several = msgspec.structs.replace(
        column, key="A; C", responses=tuple("A; C" if r == "A" else r for r in column.responses)
    )
    results = Results(tuple(map(str, range(30))), (several, *RAISED))
    verdict = report(results).items[0].verdict
    assert not [text for text in (verdict.sentence, *verdict.more) if "right too" in text]
