"""Charts as they are drawn, cell by cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas
from quiz.ui.canvas.charts import Series, Tick


def test_columns_stand_on_their_line_with_values_and_labels() -> None:
    canvas = Canvas(24, 7)
    charts.columns(
        canvas, Area(0, 0, 24, 7), [4, 0, 1, 2], ["Mo", "Tu", "We", "Th"], ticks=charts.ticks_to(4)
    )
    assert canvas.lines() == [
        "   4",
        "4 ████┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈",
        "  ████            2",
        "2 ████┈┈┈┈┈┈┈1┈┈┈████┈",
        "  ████      ████ ████",
        "0 ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔",
        "   Mo   Tu   We   Th",
    ]


def test_a_column_that_is_not_nothing_is_seen() -> None:
    canvas = Canvas(4, 6)
    charts.columns(canvas, Area(0, 0, 4, 6), [1000, 1], ["", ""], says_values=False)
    assert canvas.lines()[3] == "█ ▁"


def test_a_stacked_bar_keeps_a_cell_for_the_least_part() -> None:
    canvas = Canvas(10, 1)
    charts.known_bar(canvas, 0, 0, 10, known=98, learning=1, new=1)
    assert canvas.lines() == ["━━━━━━━━╍┄"]


def test_a_score_stands_beside_what_was_predicted() -> None:
    canvas = Canvas(11, 3)
    charts.predicted_and_scored(canvas, 0, 0, 11, 0.8, 0.3)
    charts.predicted_and_scored(canvas, 0, 1, 11, 0.3, 0.8)
    charts.predicted_and_scored(canvas, 0, 2, 11, None, 1.0)
    assert canvas.lines() == ["───●━━━━◇──", "───◇━━━━●──", "──────────●"]
    assert canvas.inks[0][3] == "bold partly"
    assert canvas.inks[1][8] == "bold right"


def test_a_share_stands_beside_what_it_was() -> None:
    canvas = Canvas(11, 2)
    charts.then_and_now(canvas, 0, 0, 11, 0.2, 0.9)
    charts.then_and_now(canvas, 0, 1, 11, 0.5, 0.1)
    assert canvas.lines() == ["──●━━━━━━◆─", "─◆━━━●─────"]
    assert (canvas.inks[0][5], canvas.inks[1][3]) == ("right", "wrong")


@given(st.tuples(*[st.integers(0, 10**6)] * 3), st.integers(3, 60))
def test_a_stacked_bar_is_always_as_long_as_its_room(parts: tuple[int, ...], width: int) -> None:
    canvas = Canvas(width + 5, 1)
    known, learning, new = parts
    charts.known_bar(canvas, 0, 0, width, known=known, learning=learning, new=new)
    assert len(canvas.lines()[0]) == (width if any(parts) else 0)


def test_a_plot_has_its_line_its_limit_and_its_axes() -> None:
    canvas = Canvas(20, 6)
    cell = charts.plot(
        canvas,
        Area(0, 0, 20, 6),
        [Series([(0, 0.0), (10, 1.0)], "bold key")],
        along=(0, 10),
        up=(0, 1),
        along_ticks=[Tick(0, "Sep"), Tick(10, "now")],
        up_ticks=[Tick(0, "0%"), Tick(1, "100%")],
        limit=0.5,
    )
    assert canvas.lines() == [
        " 100%│┈┈┈┈┈┈┈┈┈┈⣀⡴⠞⠛",
        "     │╌╌╌╌╌╌⣀⣤⡶⠛⠉╌╌╌",
        "     │   ⣠⡴⠞⠋⠁",
        "   0%│⣤⠶⠛⠁┈┈┈┈┈┈┈┈┈┈",
        "     └┴────────────┴",
        "      Sep        now",
    ]
    assert [cell(0, 0.0), cell(10, 1.0)] == [(6, 3), (19, 0)]


@pytest.mark.parametrize("share", [0.0, 0.25, 0.7, 1.0])
def test_a_ring_is_thick_as_far_as_its_share_reaches(share: float) -> None:
    canvas = Canvas(10, 5)
    charts.ring(canvas, Area(0, 0, 10, 5), share, "key")
    drawn = [
        ink
        for texts, inks in zip(canvas.texts, canvas.inks, strict=True)
        for text, ink in zip(texts, inks, strict=True)
        if text != " "
    ]
    assert drawn.count("key") / len(drawn) == pytest.approx(share, abs=0.15)


def test_a_calendar_marks_today_and_shows_no_day_to_come() -> None:
    canvas = Canvas(12, 8)
    charts.calendar(
        canvas, 0, 0, [[0, 1, 2, 3, 4, 0, 0], [1, 1, None, None, None, None, None]],
        [(0, "Nov")], ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"], today=(1, 1),
    )  # fmt: skip
    assert canvas.lines() == [
        "    Nov", "Mo  · ▪", "    ▪ ◆", "We  ▪", "    ■", "Fr  ■", "    ·", "Su  ·",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("most", "said"),
    [(0, "0 1 2"), (3, "0 2 4"), (31, "0 20 40"), (40, "0 20 40"), (999, "0 500 1,000")],
)
def test_a_scale_has_round_values(most: float, said: str) -> None:
    assert " ".join(tick.label for tick in charts.ticks_to(most)) == said


@given(st.floats(0.01, 10**5), st.floats(0.01, 10**5), st.integers(8, 60))
def test_a_memory_line_keeps_its_width(before: float, now: float, width: int) -> None:
    canvas = Canvas(width + 3, 1)
    charts.memory_line(canvas, 0, 0, width, before, now)
    assert len(canvas.lines()[0]) == width


def test_huge_figures_are_five_rows_of_blocks_and_can_be_cut_out() -> None:
    canvas = Canvas(12, 5)
    assert charts.huge(canvas, 0, 0, "1 7", "key", 1) == 9
    assert canvas.lines() == [" █   ███", "██     █", " █     █", " █    █", "███   █"]
    charts.block(canvas, Area(0, 0, 4, 5), "right")
    charts.huge(canvas, 0, 0, "1", "", 1)
    assert [line[:4] for line in canvas.lines()] == ["█ ██", "  ██", "█ ██", "█ ██", "   █"]
