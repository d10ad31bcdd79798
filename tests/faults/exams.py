"""Kills the app in an exam while an answer is being typed."""

import os
import re
import sys
import time
from itertools import zip_longest
from pathlib import Path
from random import Random

import msgspec
import pyte

from tests.benchmarks.harness import Terminal, environment
from tests.faults.kills import ROOT

_BANK = """\
title: Long
questions:
  - {id: one, question: What is asked first?, answer: this}
"""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_COLUMNS, _ROWS = 100, 30
_MOST_LETTERS = 20
"""More are deleted before others are typed: what the field cannot show at once is not seen."""
_KEPT_AFTER_S = 0.1
"""A letter that was on the screen for so long is kept."""


class Exams(msgspec.Struct):
    """What came of it."""

    kills: int = 0
    typed: int = 0
    """Letters that were on the screen for a tenth of a second when the app was killed."""
    lost: int = 0
    """Of them, those that were not there again."""

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost."""
        return not self.lost


def kill_exams(folder: Path, kills: int, seed: int) -> Exams:
    """Sit an exam in the app, killed again and again while a letter is typed.

    Args:
        folder: An empty folder for all that is written.
        kills: How often.
        seed: Decides when.
    """
    rng = Random(seed)
    (folder / "banks").mkdir()
    (folder / "banks" / "long.yaml").write_text(_BANK, encoding="utf-8")
    env = environment(
        QUIZ_HOME=str(folder / "home"), QUIZ_BANKS=str(folder / "banks"), PYTHONPATH=str(ROOT)
    )
    found = Exams()
    expected = ""
    arguments = ["exam", "long", "--minutes", "600"]
    for number in range(kills):
        command = [sys.executable, "-m", "quiz", *arguments]
        terminal = Terminal(command, env, columns=_COLUMNS, rows=_ROWS, cwd=folder)
        screen = pyte.Screen(_COLUMNS, _ROWS)
        stream = pyte.ByteStream(screen)
        if number == 0:
            _read_until(terminal, screen, stream, "keeps running")
            _read(terminal, stream, 0.4)  # a key that is still held does nothing
            os.write(terminal.fd, b"\r")
        _read_until(terminal, screen, stream, "What is asked first?")
        _read(terminal, stream, 0.3)
        typed = _typed(screen)
        found.lost += sum(a != b for a, b in zip_longest(expected, typed[: len(expected)]))
        if len(typed) > _MOST_LETTERS:
            for _ in typed:
                os.write(terminal.fd, b"\x7f")
            _read(terminal, stream, 0.5)
        end = time.monotonic() + rng.uniform(0.05, 0.6)
        shown = [(0.0, _typed(screen))]
        while time.monotonic() < end:
            os.write(terminal.fd, rng.choice(_LETTERS).encode())
            _read(terminal, stream, rng.uniform(0.005, 0.05))
            shown.append((time.monotonic(), _typed(screen)))
        # A letter is drawn some milliseconds before it is kept.
        expected = [text for at, text in shown if at < time.monotonic() - _KEPT_AFTER_S][-1]
        found.typed += len(expected)
        terminal.close()
        found.kills += 1
        arguments = ["exam", "--resume"]
    return found


def _read(terminal: Terminal, stream: pyte.ByteStream, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        stream.feed(terminal.read(0.01))


def _read_until(
    terminal: Terminal, screen: pyte.Screen, stream: pyte.ByteStream, text: str
) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        stream.feed(terminal.read(0.1))
        if any(text in line for line in screen.display):
            return
    raise AssertionError(f"the app did not show {text!r}:\n" + "\n".join(screen.display))


def _typed(screen: pyte.Screen) -> str:
    """Return the letters in the field below the question."""
    asked = next(at for at, line in enumerate(screen.display) if "What is asked first?" in line)
    for line in screen.display[asked + 2 : asked + 8]:
        found = re.fullmatch(r"[\s▌▊▎│]*([a-z]+)[\s▌▊▎│]*", line)
        if found:
            return found[1]
    return ""
