"""What every screen draws in the same way: it fits its width and says what pure text says."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content
from textual.dom import DOMNode

from quiz import cells
from quiz.ui.content import parts

TEXTS = st.text("ab 漢é́🎉", max_size=20)
WIDTHS = st.integers(1, 60)


@given(TEXTS, WIDTHS)
def test_content_is_cut_where_text_is(text: str, room: int) -> None:
    styled = Content.styled(text, "bold")
    cut = parts.clip(styled, room)
    assert cut.plain == cells.clip(text, room)
    assert cut.cell_length <= room
    assert parts.pad(styled, room).cell_length == room
    assert all(span.end == len(cut) for span in cut.spans)


@given(TEXTS, st.integers(40, 80), TEXTS, TEXTS)
def test_a_head_line_fills_its_width_and_keeps_both_ends(
    name: str, width: int, after: str, right: str
) -> None:
    after, right = cells.clip(after, 8), cells.clip(right, 12)
    line = parts.head(name, width, right, before="1 · ", after=after)
    assert line.plain.startswith("1 · ")
    assert line.plain.endswith(right)
    assert after in line.plain
    assert line.cell_length == width if right else line.cell_length <= width


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), WIDTHS)
def test_bars_are_as_wide_as_asked(one: float, two: float, three: float, width: int) -> None:
    low, middle, high = sorted((one, two, three))
    assert parts.range_bar(low, middle, high, width).cell_length == width
    assert parts.bar(low, width).cell_length == parts.points_bar(high, width).cell_length == width


def test_the_time_left_is_said_in_one_way() -> None:
    assert parts.clock(61).plain == "1:01 left"


def test_every_rule_of_style_is_for_a_widget_that_there_is() -> None:
    """A class that is renamed would lose its look without a word."""
    import quiz.ui

    for module in walk_packages(quiz.ui.__path__, "quiz.ui."):
        import_module(module.name)
    known = {cls.__name__ for cls in subclasses(DOMNode)} | {"App"}
    named: set[str] = set()
    for cls in subclasses(DOMNode):
        if cls.__module__.startswith("quiz."):
            css = f"{vars(cls).get('DEFAULT_CSS', '')}\n{vars(cls).get('CSS', '')}"
            named |= types_in(css)
    for sheet in Path(quiz.ui.__file__).parent.rglob("*.tcss"):
        named |= types_in(sheet.read_text("utf-8"))
    assert len(named) > 10
    assert named <= known, named - known


def subclasses(cls: type) -> set[type]:
    found: set[type] = set()
    beneath: list[type] = cls.__subclasses__()
    for sub in beneath:
        found |= {sub, *subclasses(sub)}
    return found


def types_in(css: str) -> set[str]:
    """Return the names of widgets in the selectors of a style sheet."""
    selectors = re.findall(r"(?m)([^{};]+)\{", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    return {name for one in selectors for name in re.findall(r"(?<![\w.#$:-])[A-Z_]\w+", one)}
