from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color

from quiz.ui.filters import ControlFilter

HOSTILE = "a\x1b]52;c;aGk=\x07b\x9b31mc\x7fd\u202ee\u2066f\x00g\u200fh"


def applied(*segments: Segment) -> list[Segment]:
    """Return what the filter makes of a line."""
    return ControlFilter().apply(list(segments), Color(0, 0, 0))


def test_control_characters_and_direction_overrides_are_dropped() -> None:
    assert [s.text for s in applied(Segment(HOSTILE))] == ["a]52;c;aGk=b31mcdefgh"]


def test_a_clean_line_is_left_as_it_is() -> None:
    line = [Segment("plain"), Segment("é 日本 👩\u200d🏫\tx", Style(bold=True))]
    assert ControlFilter().apply(line, Color(0, 0, 0)) is line


def test_styles_stay_with_their_texts() -> None:
    bold = Style(bold=True)
    assert applied(Segment("\x1bx", bold), Segment("y")) == [Segment("x", bold), Segment("y")]


def test_control_segments_of_the_program_itself_pass() -> None:
    control = Segment("\x1b[2J", None, [(ControlType.CLEAR,)])
    assert applied(Segment("a\x07"), control) == [Segment("a"), control]
