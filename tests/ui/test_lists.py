"""The one list in its three uses: the same keys, the same wheel, the mark always in sight."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.content import Content

from quiz.ui.widgets.marked_list import MarkedList
from quiz.ui.widgets.tick_list import TickList, TickRow
from tests.test_house import MODULES, source_of

COUNT = 30


def lists() -> Iterator[MarkedList]:
    rows = MarkedList(lambda at, _width: Content(f"row {at}"), id="rows")
    rows.show(COUNT)
    yield rows
    headed = MarkedList(
        lambda at, _width: Content(f"row {at}"), id="headed", head=lambda _width: Content("Rows")
    )
    headed.show(COUNT)
    yield headed
    ticks = TickList(id="ticks", has_weights=True)
    ticks.offer([TickRow(f"t{at}", f"row {at}") for at in range(COUNT)])
    ticks.fit(5)
    yield ticks


class Lists(App[None]):
    CSS = "MarkedList { height: 5; min-height: 5; } #headed { height: 6; }"

    def compose(self) -> ComposeResult:
        yield from lists()


async def test_every_list_has_the_same_keys_wheel_and_mouse() -> None:
    app = Lists()
    async with app.run_test(size=(60, 24)) as pilot:
        for shown in app.query(MarkedList):
            shown.focus()
            head = shown.id == "headed"
            assert shown.in_sight == 5
            steps = ("down", "j", "pagedown", "pageup", "up", "k", "k", "end", "down", "home")
            places = []
            for key in steps:
                await pilot.press(key)
                places.append(shown.cursor)
                assert shown.top <= shown.cursor < shown.top + 5
                assert f"row {shown.cursor}" in shown.render().plain
            assert places == [1, 2, 6, 2, 1, 0, 0, COUNT - 1, COUNT - 1, 0], shown
            await pilot.click(shown, offset=(10, 3 + head))
            assert shown.cursor == 3
            await pilot.click(shown, offset=(10, 0)) if head else None
            assert shown.cursor == 3, "a click on the head marks nothing"


@given(st.integers(0, 40), st.integers(1, 12), st.lists(st.integers(-50, 50), max_size=8))
def test_the_mark_is_a_row_in_sight_whatever_the_keys(
    count: int, height: int, steps: list[int]
) -> None:
    class Tall(MarkedList):
        in_sight = property(lambda _self: height)

    rows = Tall(lambda at, _width: Content(f"{at}"), id="rows")
    rows.show(count)
    for step in steps:
        rows.cursor += step
        rows.follow()
        assert 0 <= rows.cursor < max(1, count)
        assert rows.top <= rows.cursor < rows.top + height
        assert rows.top == 0 or rows.top + height <= count


@pytest.mark.parametrize("sign", ["def on_mouse_scroll_down", "(1000000)"])
def test_no_other_widget_scrolls_rows_by_itself(sign: str) -> None:
    found = {name for name in MODULES if sign in source_of(name)[1]}
    # The rows of Home and of the exam plans are part of their boards.
    assert found <= {
        "quiz.ui.widgets.marked_list", "quiz.ui.widgets.board_list", "quiz.ui.screens.home.home",
        "quiz.ui.screens.home.keys", "quiz.ui.screens.plans.plan",
    }  # fmt: skip
