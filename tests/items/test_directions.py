"""What is read from the right is isolated, and moves nothing beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.cells import cell_length
from quiz.items.directions import ISOLATE, POP, isolated


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("plain, é and 日本", "plain, é and 日本"),
        ("שלום?", "[שלום?]"),
        ("  1  מה שלום Tom?   12 d", "  1  [מה שלום Tom?]   12 d"),
        ("Who said שלום עולם to you?", "Who said [שלום עולם] to you?"),
        ("a ש b ת c", "a [ש] b [ת] c"),
        ("│ שלום │ 5 │", "│ [שלום] │ 5 │"),
        ("שלום ו…  Bank  3", "[שלום ו…]  Bank  3"),
        ("סלאם  مرحبا", "[סלאם]  [مرحبا]"),
        ("say بَيْت.", "say [بَيْت]."),
    ],
)
def test_what_is_isolated(line: str, shown: str) -> None:
    assert isolated(line) == shown.replace("[", ISOLATE).replace("]", POP)


@given(st.text(st.sampled_from("אבمر aZ1?.  │…\u0651▌"), max_size=40))
def test_marks_are_closed_on_their_line_and_take_no_cell(line: str) -> None:
    shown = isolated(line)
    assert shown.replace(ISOLATE, "").replace(POP, "") == line
    depth = 0
    for sign in shown:
        depth += (sign == ISOLATE) - (sign == POP)
        assert depth in (0, 1)
    assert depth == 0
    assert cell_length(line) == sum(cell_length(s) for s in shown if s not in (ISOLATE, POP))
