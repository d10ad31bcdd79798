"""Three versions of a text are merged where they do not contradict each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.library.three_way import merged_lines

LINES = st.lists(st.sampled_from("abcd"), max_size=8)


@pytest.mark.parametrize(
    ("base", "own", "other", "merged"),
    [
        ("abcd", "aBcd", "abcDe", "aBcDe"),
        ("abc", "axc", "ayc", None),
        ("abc", "axc", "axc", "axc"),
        ("abc", "abcm", "abct", "abctm"),
        ("abc", "bc", "ab", "b"),
        ("abc", "", "abc", ""),
        ("abc", "ac", "aBc", None),
        ("", "m", "t", "tm"),
    ],
)
def test_both_changes_are_kept_or_none(base: str, own: str, other: str, merged: str | None) -> None:
    found = merged_lines(base, own, other)
    assert (None if found is None else "".join(found)) == merged


@given(LINES, LINES)
def test_what_only_one_changed_is_as_that_one_has_it(base: list[str], own: list[str]) -> None:
    assert merged_lines(base, own, base) == own
    assert merged_lines(base, base, own) == own
    assert merged_lines(base, own, own) == own


@given(LINES, LINES, LINES)
def test_every_new_line_of_both_is_there(base: list[str], own: list[str], other: list[str]) -> None:
    mine, theirs = [*own, "mine"], ["theirs", *other]
    found = merged_lines(base, mine, theirs)
    if found is not None:
        assert found.count("mine") == found.count("theirs") == 1
