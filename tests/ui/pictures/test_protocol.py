"""How a terminal shows pictures, and how many cells one takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.ui.pictures.protocol import Protocol, fitted, protocol_of

KITTY, SIXEL, BLOCKS = Protocol


def found_in(
    environment: dict[str, str],
    wanted: str = "auto",
    *,
    terminal: bool = True,
    cells: bool = True,
    colours: bool = True,
) -> Protocol | None:
    """Return the protocol in a terminal that lacks nothing, unless it is said."""
    return protocol_of(
        wanted,
        environment,
        is_terminal=terminal,
        tells_cells=cells,
        has_all_colours=colours,
    )


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({}, BLOCKS),
        ({"TERM": "xterm-256color"}, BLOCKS),
        ({"TERM": "xterm-kitty"}, KITTY),
        ({"TERM": "xterm-ghostty"}, KITTY),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, KITTY),
        ({"TERM": "foot"}, SIXEL),
        ({"TERM": "foot-extra"}, SIXEL),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, SIXEL),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, SIXEL),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "230804"}, SIXEL),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "210400"}, BLOCKS),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "new"}, BLOCKS),
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, BLOCKS),
        ({"TERM": "screen", "TERM_PROGRAM": "WezTerm"}, BLOCKS),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux"}, BLOCKS),
    ],
)
def test_a_terminal_is_known_by_its_name(environment: dict[str, str], found: Protocol) -> None:
    assert found_in(environment) is found
    assert found_in(environment, terminal=False) is BLOCKS
    assert found_in(environment, "off") is None
    for wanted in Protocol:
        assert found_in(environment, wanted, cells=False, colours=False) is wanted


def test_what_a_protocol_needs_is_there_or_it_is_not_chosen() -> None:
    assert found_in({"TERM": "foot"}, cells=False) is BLOCKS
    assert found_in({"TERM": "foot"}, colours=False) is SIXEL
    assert found_in({"TERM": "xterm-kitty"}, colours=False) is BLOCKS
    assert found_in({"TERM": "xterm-kitty"}, cells=False) is KITTY


def test_blocks_are_no_picture_without_colours() -> None:
    for wanted in ("auto", "blocks"):
        assert found_in({"TERM": "xterm", "NO_COLOR": "1"}, wanted) is None
    assert found_in({"TERM": "xterm-kitty", "NO_COLOR": "1"}) is KITTY


SIDES = st.integers(1, 50_000)
ROOMS = st.tuples(st.integers(1, 300), st.integers(1, 100))
CELLS = st.none() | st.tuples(st.integers(4, 60), st.integers(8, 120))


@given(st.tuples(SIDES, SIDES), ROOMS, CELLS)
def test_a_picture_fills_its_room_and_keeps_its_shape(
    size: tuple[int, int], room: tuple[int, int], cell: tuple[int, int] | None
) -> None:
    columns, rows = fitted(size, room, cell)
    assert 1 <= columns <= room[0]
    assert 1 <= rows <= room[1]
    assert columns == room[0] or rows == room[1]
    width, height = cell or (10, 20)
    # Less than a cell is cut at the side that is not full.
    wanted = size[0] * rows * height / (size[1] * width)
    if rows == room[1] and columns < room[0]:
        assert columns in (1, pytest.approx(wanted, abs=1.01))
