"""Pictures in a pseudo-terminal: drawn by its protocol, which nobody is asked for."""

import fcntl
import struct
import sys
import termios
import time
from pathlib import Path

import pytest

from tests.benchmarks.harness import Terminal
from tests.formats.images import WHOLE
from tests.ui.test_terminal import QUIZ, env_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal"),
]
BANK = """\
title: Seen
questions:
  - {id: a, question: What is it?, answer: hill, wrong: [sea], image: a.png, alt: A hill}
"""
ASKS = (b"\x1b[16t", b"\x1b[14t", b"\x1b[c", b"\x1b[0c", b"a=q")
"""What the library asks a terminal: the size of a cell, and what it can draw."""
DRAWN = {"kitty": b"\x1b_Gi=", "sixel": b"\x1bP0;", "blocks": "▀".encode()}


@pytest.mark.parametrize(
    ("term", "more", "found"),
    [
        ("xterm-256color", {}, "blocks"),
        ("xterm-kitty", {}, "kitty"),
        ("foot", {}, "sixel"),
        ("tmux-256color", {"TMUX": "x", "KITTY_WINDOW_ID": "1"}, "blocks"),
    ],
)
def test_a_picture_is_drawn_and_nothing_is_asked(
    term: str, more: dict[str, str], found: str, tmp_path: Path
) -> None:
    (tmp_path / "seen.yaml").write_text(BANK, encoding="utf-8")
    (tmp_path / "a.png").write_bytes(WHOLE["png"])
    plain = {"TMUX": "", "KITTY_WINDOW_ID": "", "KONSOLE_VERSION": "", **more, "TERM": term}
    terminal = Terminal([*QUIZ, "play", "seen.yaml"], env_of(tmp_path, **plain), cwd=tmp_path)
    try:
        terminal.read(0.3)
        fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 800, 480))
        end = time.monotonic() + 20
        while DRAWN[found] not in terminal.raw and time.monotonic() < end:
            terminal.read(0.1)
        terminal.read(0.3)
        assert {name for name, start in DRAWN.items() if start in terminal.raw} == {found}
        assert [ask for ask in ASKS if ask in terminal.raw] == []
        assert b"[Picture: A hill]" in terminal.raw
    finally:
        terminal.close()


def test_line_mode_draws_no_picture_and_asks_nothing(tmp_path: Path) -> None:
    (tmp_path / "seen.yaml").write_text(BANK, encoding="utf-8")
    (tmp_path / "a.png").write_bytes(WHOLE["png"])
    command = [*QUIZ, "play", "--plain", "seen.yaml"]
    terminal = Terminal(command, env_of(tmp_path, TERM="xterm-kitty"), cwd=tmp_path)
    try:
        terminal.wait_for("[Picture: A hill]")
        terminal.read(0.3)
        assert [start for start in (*ASKS, *DRAWN.values()) if start in terminal.raw] == []
    finally:
        terminal.close()
