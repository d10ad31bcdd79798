"""Fixtures of all tests."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# Before the program is imported, which takes up the language then; its own processes inherit it.
os.environ["LANGUAGE"] = "en"

from quiz.desk import Desk
from tests.support import EVERY_KIND, Clock, open_desk, write_banks


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
