"""Formulas as trees: every part of one that is drawn has its place, and no LaTeX is left in it."""

import time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.items.maths.tree import (
    Accent,
    Cells,
    Fenced,
    Fraction,
    Name,
    Parts,
    Root,
    Scripts,
    Sign,
    Space,
    Styled,
    Words,
    texts,
    tree,
)
from tests.items.test_maths import _PIECES, BROKEN, DRAWN

X, Y, ONE, TWO = Sign("x"), Sign("y"), Words("1"), Words("2")


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("x", [X]), ("12.5x", [Words("12.5"), X]), ("x - 1", [X, Sign("−"), ONE]),
        (r"\frac{x}{2}", [Fraction(X, TWO)]), (r"\frac12", [Fraction(ONE, TWO)]),
        (r"\binom{x}{y}", [Fraction(X, Y, True)]),
        (r"\sqrt x", [Root(X)]), (r"\sqrt[3]{x}", [Root(X, Words("3"))]),
        ("x_1^2", [Scripts(base=X, below=ONE, above=TWO)]),
        ("x^{2y}", [Scripts(base=X, above=Parts((TWO, Y)))]),
        ("x'", [Scripts(base=X, above=Sign("′"))]),
        (r"\sum_{x}^{y}", [Scripts(base=Sign("∑"), below=X, above=Y)]),
        (r"\int\limits_x", [Scripts(base=Sign("∫"), below=X, has_limits=True)]),
        (r"\sin x", [Name("sin"), X]), (r"\lim_x", [Scripts(base=Name("lim", True), below=X)]),
        (r"\left( x \right]", [Fenced("(", X, "]")]), (r"\left. x \right|", [Fenced("", X, "|")]),
        (r"\begin{pmatrix} x & y \\ 1 & 2 \end{pmatrix}",
         [Cells(rows=((X, Y), (ONE, TWO)), opening="(", closing=")")]),
        (r"\begin{cases} x \\ 1 & 2 \end{cases}",
         [Cells(rows=((X, Parts(())), (ONE, TWO)), opening="{")]),
        (r"x &= 1 \\ y &= 2", [Cells(rows=(
            (X, Parts((Sign("="), ONE))), (Y, Parts((Sign("="), TWO)))), is_aligned=True)]),
        (r"\vec{x}", [Accent(X, "vec")]), (r"\not=", [Sign("≠")]),
        (r"\mathbb{R}", [Styled(Sign("R"), "double")]), (r"\mathrm{d}x",
         [Styled(Sign("d"), "upright"), X]),
        (r"x \text{ if } y", [X, Words(" if "), Y]), ("Ширина", [Words("Ширина")]),
        (r"\ce{H2O}", [Scripts(base=Words("H"), below=TWO), Words("O")]),
        (r"\ce{SO4^2-}", [Words("S"), Scripts(
            base=Words("O"), below=Words("4"), above=Words("2−"))]),
        (r"x\,y", [X, Space(0.17), Y]), ("50%", [Words("50"), Sign("%")]),
    ],
)  # fmt: skip
def test_each_construct_has_its_form(source: str, parts: list[msgspec.Struct]) -> None:
    found = tree(source)
    assert found is not None
    assert list(found.parts) == parts


@pytest.mark.parametrize("source", [source for source, _shown in DRAWN])
def test_whatever_is_drawn_in_a_terminal_has_a_tree(source: str) -> None:
    found = tree(source)
    assert found is not None
    assert "\\" not in "".join(texts(found))


@pytest.mark.parametrize("source", [*BROKEN, "", " ", r"\,", "{" * 2_000, "x" * 5_000])
def test_what_has_no_form_has_no_tree(source: str) -> None:
    assert tree(source) is None


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join) | st.text(max_size=60))
def test_any_formula_is_a_tree_or_none_and_shallow(source: str) -> None:
    found = tree(source)
    if found is not None:
        assert msgspec.json.encode(found).count(b"{") < 200
        assert any(text.strip() for text in texts(found))


@pytest.mark.parametrize(
    "source",
    [r"\vec" * 900 + " a", "x^" * 1900 + "x", r"\left(" * 500, r"\frac{a}{b}" * 350, "'" * 3999,
     r"\ce{" + "a_" * 1900 + "}", r"\begin{cases}" * 200 + r"\end{cases}" * 200],
)  # fmt: skip
def test_a_hostile_formula_is_read_in_bounded_time(source: str) -> None:
    began = time.process_time()
    tree(source)
    assert time.process_time() - began < 0.5
