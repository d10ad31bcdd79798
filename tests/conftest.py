"""Fixtures of all tests."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# Before the program is imported, which takes up the language then; its own processes inherit it.
os.environ["LANGUAGE"] = "en"
# Before Textual is imported: a screen is drawn so often a second, and a pilot waits for it.
os.environ["TEXTUAL_FPS"] = "240"
# Modules are compiled once, not again in each run and in each of a hundred processes.
os.environ["PYTHONDONTWRITEBYTECODE"] = ""

from textual import _wait as pilot_waiting

from quiz.desk import Desk
from tests.support import EVERY_KIND, Clock, open_desk, write_banks

sys.dont_write_bytecode = False

# A pilot waits twice after each key, and each time until so many seconds pass with (nearly) no
# work. Textual's are 0.02 and 0.001: most of the time of a journey of keys.
pilot_waiting.SLEEP_GRANULARITY = 1 / 200
pilot_waiting.SLEEP_IDLE = pilot_waiting.SLEEP_GRANULARITY / 20

_LONGEST_ID = 60


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a long file after its argument: a zip holds the second in which it was made.

    Workers that collect in different seconds would not agree on the names of the tests.
    """
    is_file = isinstance(val, bytes) and len(val) > _LONGEST_ID
    return argname if is_file else None


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over thousands of tests and over the modules."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make_desk(tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Desk]]:
    """Return what opens a desk over `tmp_path`; all are closed at the end."""
    opened: list[Desk] = []

    def make(**banks: str) -> Desk:
        write_banks(tmp_path, banks or ({} if opened else {"every": EVERY_KIND}))
        desk = open_desk(tmp_path, clock)
        opened.append(desk)
        return desk

    yield make
    for desk in opened:
        desk.close()


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """A desk with one bank of every kind."""
    return make_desk()
