import sys
from collections.abc import Callable
from pathlib import Path

from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color

from quiz.cleaning import CONTROLS
from quiz.desk import Desk
from quiz.ui.ascii_filter import ASCII
from quiz.ui.filters import ClosingFilter, ControlFilter, DirectionFilter
from tests.support import TWO
from tests.ui.seen import playing, quiz_of

HOSTILE = "a\x1b]52;c;aGk=\x07b\x9b31mc\x7fd\u202ee\u2066f\x00g\u200fh"


def applied(*segments: Segment) -> list[Segment]:
    """Return what the filter makes of a line."""
    return ControlFilter().apply(list(segments), Color(0, 0, 0))


def test_control_characters_and_direction_overrides_are_dropped() -> None:
    assert [s.text for s in applied(Segment(HOSTILE))] == ["a]52;c;aGk=b31mcdefgh"]


def test_a_clean_line_is_left_as_it_is() -> None:
    line = [Segment("plain"), Segment("é 日本 👩\u200d🏫\tx", Style(bold=True))]
    assert ControlFilter().apply(line, Color(0, 0, 0)) is line


def test_no_control_character_counts_as_printable() -> None:
    found = [char for char in map(chr, range(sys.maxunicode + 1)) if CONTROLS.match(char)]
    assert len(found) > 2_000
    assert not any(char.isprintable() for char in found)


def test_styles_stay_with_their_texts() -> None:
    bold = Style(bold=True)
    assert applied(Segment("\x1bx", bold), Segment("y")) == [Segment("x", bold), Segment("y")]


def test_control_segments_of_the_program_itself_pass() -> None:
    control = Segment("\x1b[2J", None, [(ControlType.CLEAR,)])
    assert applied(Segment("a\x07"), control) == [Segment("a"), control]


async def test_ascii_signs_are_drawn_everywhere_and_words_stay(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "config.toml").write_text('glyphs = "ascii"\n', encoding="utf-8")
    async with playing(make_desk(uber=TWO.replace("title: Two", "title: Über"))) as player:
        await player.sees("Über")
        shown = [
            segment.text
            for line in player.app.screen._compositor.render_strips()
            for segment in line.apply_filter(player.app._ascii_filter, Color(0, 0, 0))
        ]
        assert player.app._ascii_filter in player.app.get_line_filters()
        assert "".join(shown).replace("Ü", "U").isascii()
        assert "Über" in "".join(shown)


def test_a_sign_keeps_its_width() -> None:
    for sign, letter in ASCII.items():
        assert cell_len(chr(sign)) == len(letter) == 1, chr(sign)


def test_a_right_to_left_text_over_several_styles_is_one_part_and_takes_its_cells() -> None:
    bold = Style(bold=True)
    line = [Segment("▌ "), Segment("שלום ", bold), Segment("עולם"), Segment("   12 d")]
    found = DirectionFilter().apply(line, Color(0, 0, 0))
    assert [s.text for s in found] == ["▌ ", "\u2067שלום ", "עולם\u2069", "   12 d"]
    assert [s.style for s in found] == [s.style for s in line]
    assert sum(cell_len(s.text) for s in found) == sum(cell_len(s.text) for s in line)


async def test_stems_and_options_from_the_right_are_isolated_on_the_screen(
    make_desk: Callable[..., Desk],
) -> None:
    bank = "title: T\nid: t\nquestions:\n  - {question: 'מה שלום?', answer: טוב, wrong: [לא]}\n"
    async with playing(make_desk(t=bank), quiz_of(bank="t")) as player:
        await player.sees("\u2067מה שלום?\u2069", "\u2067טוב\u2069", "\u2067לא\u2069")


def test_a_box_ends_what_is_read_from_the_right_below_its_left_edge() -> None:
    direction, black = DirectionFilter(), Color(0, 0, 0)
    closing, edge = ClosingFilter(direction), [Segment("▌ x", Style(bold=True)), Segment("y")]
    assert closing.apply(edge, black) is edge  # nothing was begun, nothing is to be ended
    direction.apply([Segment("a שלום b")], black)
    marked, other = closing.apply(edge, black)
    assert (marked.text, marked.style, other.text) == ("\u2069▌ x", Style(bold=True), "y")
    assert marked.cell_length == 3


async def test_no_isolated_text_stays_open_below_a_box(make_desk: Callable[..., Desk]) -> None:
    text = TWO.replace("title: Two", "title: " + "שלום " * 12)
    async with playing(make_desk(two=text), size=(120, 30)) as player:
        await player.sees("שלום")
        for key in ("o", "escape", "a", "escape", "comma"):
            await player.press(key)
            await player.pilot.pause()
            for line in player.lines:
                assert line.count("\u2067") <= line.count("\u2069"), line
