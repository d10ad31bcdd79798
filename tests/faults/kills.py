"""Kills the real app in a pseudo-terminal at random moments, and looks at what is on disk."""

import os
import re
import sqlite3
import sys
import time
from pathlib import Path
from random import Random

import msgspec
import pyte

from quiz.desk import Desk
from quiz.library.folders import folders
from tests.benchmarks.harness import Terminal, environment

ROOT = Path(__file__).parents[2]
QUESTIONS = 5000
_COLUMNS, _ROWS = 80, 24
_ANSWERS = (  # a key that comes late changes a rating, which takes the answer back for another
    "SELECT card FROM review"
    " WHERE NOT EXISTS (SELECT 1 FROM retraction WHERE target_uid = review.uid) ORDER BY seq"
)


class Kills(msgspec.Struct):
    """What came of it."""

    kills: int = 0
    shown: int = 0
    """Answers that were on the screen as marked when the app was killed."""
    kept: int = 0
    """Answers in the record."""
    missing: int = 0
    """Shown as marked and not in the record."""
    doubled: int = 0
    """Questions that were answered twice in the sitting."""
    unsound: int = 0
    """Times that the record did not pass its check."""
    astray: int = 0
    """Times that the quiz did not go on at the question after the last one kept."""

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost."""
        return not (self.missing or self.doubled or self.unsound or self.astray)


def write_bank(folder: Path) -> None:
    """Write a bank of many questions that a key answers."""
    folder.mkdir(parents=True, exist_ok=True)
    questions = "\n".join(
        f'  - {{id: n{n}, question: "Number {n}?", answer: true}}' for n in range(QUESTIONS)
    )
    (folder / "many.yaml").write_text(f"title: Many\nquestions:\n{questions}\n", encoding="utf-8")


def kill_often(folder: Path, kills: int, seed: int) -> Kills:
    """Answer a long quiz in the app, killed again and again, each time at a random moment.

    Args:
        folder: An empty folder for all that is written.
        kills: How often.
        seed: Decides when.
    """
    rng = Random(seed)
    write_bank(folder / "banks")
    env = environment(
        QUIZ_HOME=str(folder / "home"), QUIZ_BANKS=str(folder / "banks"), PYTHONPATH=str(ROOT)
    )
    found = Kills()
    shown: set[int] = set()
    asked: set[int] = set()
    arguments = ["play", "many", "-n", str(QUESTIONS), "--seed", "1"]
    for number in range(kills):
        command = [sys.executable, "-m", "quiz", *arguments]
        terminal = Terminal(command, env, columns=_COLUMNS, rows=_ROWS, cwd=folder)
        screen = pyte.Screen(_COLUMNS, _ROWS)
        stream = pyte.ByteStream(screen)
        place = _first_place(terminal, screen, stream)
        before = _kept(folder)
        if number and place != len(before) + 1:
            found.astray += 1
        end = time.monotonic() + rng.uniform(0.0, 1.5)
        key = b"1"
        while time.monotonic() < end:
            os.write(terminal.fd, key)
            key = {b"1": b"\r", b"\r": b" ", b" ": b"1"}[key]
            pause = time.monotonic() + rng.uniform(0.005, 0.2)
            while time.monotonic() < min(pause, end):
                stream.feed(terminal.read(0.01))
                asked |= _asked(screen)
                shown |= _marked(screen) & asked
        terminal.close()
        found.kills += 1
        if _is_done(folder):
            break
        if _kept(folder):
            arguments = ["play", "--resume"]
        _judge(folder, shown, found)
    return found


def _first_place(terminal: Terminal, screen: pyte.Screen, stream: pyte.ByteStream) -> int:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        stream.feed(terminal.read(0.2))
        head = re.search(r"(\d+) of \d+", screen.display[0])
        if head and any("Number" in line for line in screen.display):
            return int(head.group(1))
    raise AssertionError("the app did not show a question:\n" + "\n".join(screen.display))


def _asked(screen: pyte.Screen) -> set[int]:
    """Return the number of the question on the screen if there is no verdict yet.

    A frame comes in pieces: the next question may be seen for a moment with the last verdict.
    """
    text = "\n".join(screen.display)
    asked = re.findall(r"Number (\d+)\?", text)
    return {int(asked[0])} if len(asked) == 1 and not re.search(r"Right|Wrong", text) else set()


def _marked(screen: pyte.Screen) -> set[int]:
    """Return the number of the question on the screen if its verdict is there too."""
    text = "\n".join(screen.display)
    asked = re.findall(r"Number (\d+)\?", text)
    return {int(asked[0])} if len(asked) == 1 and re.search(r"[✔✘] (Right|Wrong)", text) else set()


def _record(folder: Path) -> Path:
    return folder / "home" / "record.sqlite"


def _kept(folder: Path) -> list[int]:
    """Return the numbers of the questions with an answer in the record, as they came."""
    if not _record(folder).exists():
        return []
    connection = sqlite3.connect(_record(folder))
    try:
        rows = connection.execute(_ANSWERS).fetchall()
    except sqlite3.OperationalError:  # killed before the tables were made
        rows = []
    finally:
        connection.close()
    return [int(card[1:]) for (card,) in rows]


def _is_done(folder: Path) -> bool:
    return len(_kept(folder)) >= QUESTIONS


def _judge(folder: Path, shown: set[int], found: Kills) -> None:
    kept = _kept(folder)
    found.shown, found.kept = len(shown), len(kept)
    found.missing = len(shown - set(kept))
    found.doubled = len(kept) - len(set(kept))
    with Desk(folders({"QUIZ_HOME": str(folder / "home")}, folder)) as desk:
        is_whole = not desk.trouble and not desk.record.notice
        if not is_whole or desk.record.check(desk.scheduling.scheduler):
            found.unsound += 1
