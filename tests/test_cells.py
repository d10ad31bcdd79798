"""Text in cells: what is cut fits, a bar is full at 1 alone, a clock can be read back."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from quiz.cells import bar, cell_length, clip, clip_start, clock, column, duration, pad, spark

# Letters of one cell, of two, marks of none; and what real titles are made of.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("abc de…漢字カ가é́̈नि👩🎉ａ"),
        st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")),
    ),
    max_size=30,
)
ROOMS = st.integers(-1, 40)
SHARES = st.floats(0, 1)


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("abc", 3), ("漢字", 4), ("é", 1), ("e\u0301", 1), ("…", 1), ("🎉", 2), ("ｱ", 1)],
)
def test_a_text_is_as_long_as_a_terminal_draws_it(text: str, cells: int) -> None:
    assert cell_length(text) == cell_len(text) == cells


@given(TEXTS, ROOMS)
@example("漢字漢字", 4)
@example("e\u0301e\u0301", 1)
@example("", -1)
def test_a_cut_text_is_never_wider_than_asked(text: str, room: int) -> None:
    for cut in (clip(text, room), clip_start(text, room)):
        assert cell_length(cut) <= max(0, room)
        assert (cut == text) == (cell_length(text) <= max(0, room))
    assert cell_length(pad(text, max(0, room))) == max(0, room)


@given(TEXTS, st.integers(1, 40))
def test_a_text_is_cut_at_one_end_and_says_so(text: str, room: int) -> None:
    if cell_length(text) > room:
        cut, end = clip(text, room), clip_start(text, room)
        assert cut[-1] == end[0] == "…"
        assert text.startswith(cut[:-1])
        assert text.endswith(end[1:])
        assert not cut[:-1].endswith(" ")


@given(st.text("ae\u0301\u0308漢", max_size=12), st.integers(1, 12))
def test_a_combining_mark_stays_with_its_letter(text: str, room: int) -> None:
    text = "x" + text
    if cell_length(text) > room:
        kept, end = clip(text, room)[:-1], clip_start(text, room)[1:]
        assert not unicodedata.combining(text[len(kept)])
        assert not end or not unicodedata.combining(end[0])


@given(SHARES, st.integers(1, 80))
@example(0.999999, 10)
@example(1e-9, 10)
@example(0.5, 1)
def test_a_bar_is_full_at_one_and_empty_at_nothing_alone(share: float, width: int) -> None:
    done, left = bar(share, width)
    assert len(done + left) == cell_length(done + left) == width
    assert (done == "━" * width) == (share == 1)
    assert (left == "─" * width) == (share == 0)


@given(SHARES, SHARES, st.integers(1, 80))
def test_a_bar_and_a_spark_grow_with_the_share(one: float, other: float, width: int) -> None:
    less, more = sorted((one, other))
    halves = [
        2 * done.count("━") + done.count("╸") for done, _ in (bar(less, width), bar(more, width))
    ]
    assert halves[0] <= halves[1]
    assert spark([less]) <= spark([more])


@given(st.floats(allow_nan=False), st.integers(1, 20))
def test_a_share_beyond_its_range_is_drawn_as_the_end(share: float, width: int) -> None:
    within = max(0.0, min(1.0, share))
    assert bar(share, width) == bar(within, width)
    assert spark([share]) == spark([within])


def test_a_spark_is_empty_at_nothing_alone_unless_it_has_a_floor() -> None:
    assert spark([0, 0.01, 0.5, 1]) == " ▁▄█"
    assert spark([0, 0.01, 0.5, 1], has_floor=True) == "▁▁▄█"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (59.2, "1:00"),
        (61, "1:01"),
        (3599.9, "1:00:00"),
        (3661, "1:01:01"),
        (0, "0:00"),
        (-3, "0:00"),
    ],
)
def test_a_clock_is_read_at_a_glance(seconds: float, words: str) -> None:
    assert clock(seconds) == words


@given(st.integers(0, 400_000))
def test_a_clock_can_be_read_back(seconds: int) -> None:
    whole = 0
    for part in clock(seconds).split(":"):
        whole = 60 * whole + int(part)
    assert whole == seconds
    assert clock(seconds + 1e-7) == clock(seconds)


@given(st.floats(0.01, 400_000))
def test_a_clock_shows_nothing_left_only_when_nothing_is(seconds: float) -> None:
    assert clock(seconds) != "0:00"


@pytest.mark.parametrize(
    ("name", "least", "cells"), [("Due", 6, 6), ("Fällig", 6, 7), ("Gekonnt", 7, 8), ("已知", 4, 5)]
)
def test_a_column_has_room_for_its_name_and_a_space(name: str, least: int, cells: int) -> None:
    assert column(name, least) == cells


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 min"), (59, "59 min"), (60, "1 h 00 min"), (129, "2 h 09 min"), (1500, "25 h 00 min")],
)
def test_a_duration_is_said_in_hours_and_minutes(minutes: int, said: str) -> None:
    assert duration(minutes) == said
