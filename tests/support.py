"""What tests of several rooms share: a bank of every kind, a desk in a folder, a clock."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import Connection
from zoneinfo import ZoneInfo

from textual.pilot import Pilot

from quiz.desk import Desk
from quiz.library.folders import Folders
from quiz.memory import StudyDays
from quiz.store import Record, Review, log

EVERY_KIND = """\
title: Every kind
id: every
tags: [all]
questions:
  - id: choice
    question: Where did the congress meet?
    answer: Vienna
    wrong:
      - Paris: Paris was 1856.
      - Berlin
    explain: It met in the city on the Danube.
    source: paragraph 1
    hint: [It is a capital., It lies on the Danube.]
    tags: [places]
  - id: several
    question: Who came?
    answer: [Austria, Prussia]
    wrong: [Spain, Peru]
    tags: [states]
  - id: truefalse
    question: Did it end in 1815?
    answer: true
  - id: text
    question: Who presided?
    answer: Metternich
    accept: [Klemens von Metternich]
    explain: He was the host.
  - id: list
    question: Name the hosts.
    answer: [Austria, Prussia, [Britain, UK]]
    tags: [states]
  - id: number
    question: How many days?
    answer: 147
    unit: [days]
  - id: date
    question: When did it end?
    date: 1815-06
  - id: match
    question: Who came from where?
    match: {Talleyrand: France, Castlereagh: Britain}
    wrong: [Spain]
  - id: order
    question: In order, please.
    order: [Leipzig, Elba, Waterloo]
  - id: groups
    question: On which side?
    groups: {Coalition: [Austria, Russia], France: [Saxony]}
  - id: cloze
    cloze: >-
      The {{Congress|Conference}} met in {{Vienna ~ Paris ~ Rome}} for
      {{two :: how many}} years.
  - id: card
    front: Metternich
    back: Foreign minister of Austria
    reverse: true
  - id: essay
    question: Why did it meet?
    essay: To settle the peace.
    rubric: [names the war, names the peace]
  - id: computed
    question: What is {a} times {b}?
    let: {a: 2..5, b: [3, 7]}
    answer: = a * b
"""

TWO = """\
title: Two
questions:
  - {id: one, question: "One?", answer: "yes", wrong: ["no"]}
  - {id: two, question: "Two?", answer: "yes", wrong: ["no"]}
"""

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        """Move on."""
        self.now += timedelta(**time)


def folders_in(path: Path) -> Folders:
    """Return folders below a path; banks lie in `banks`."""
    return Folders(
        record=path / "home" / "record.sqlite",
        banks=path / "home" / "banks",
        cache=path / "home" / "cache",
        log=path / "home" / "quiz.log",
        config=path / "home" / "config.toml",
        bank_folders=(path / "banks", path / "home" / "banks", path / "home" / "followed"),
    )


def write_banks(path: Path, banks: Mapping[str, str]) -> None:
    """Write banks by name into `banks`."""
    (path / "banks").mkdir(parents=True, exist_ok=True)
    for name, text in banks.items():
        (path / "banks" / f"{name}.yaml").write_text(text, encoding="utf-8")


def open_desk(path: Path, clock: Clock | None = None) -> Desk:
    """Return a desk over a folder, with a clock that stands still, in Berlin."""
    days = StudyDays(zone=ZoneInfo("Europe/Berlin"))
    return Desk(folders_in(path), now=clock or Clock(), days=days)


def history_of(record: Record, bank: str, card: str) -> list[Review]:
    """Return the answers to a card in order of time, under all names that it had."""
    return record.database.read(lambda c: log.live_history(c, record.learner, bank, card))


def connection_of(record: Record) -> Connection:
    """Return the connection that a record uses, for what only a test asks of it."""
    return record.database.read(lambda c: c)


async def until(pilot: "Pilot[None]", condition: Callable[[], object], what: str) -> None:
    """Let the app work until a condition holds.

    Raises:
        AssertionError: It did not within some two thousand turns, 20 s or more; names it.
    """
    for _ in range(2_000):  # a busy machine is no fault of ours
        if condition():
            return
        await pilot.pause(0.01)
    raise AssertionError(f"never happened: {what}")


def block_journal(path: Path) -> Path:
    """Put a folder where SQLite would write its journal."""
    journal = path.with_name(path.name + "-journal")
    journal.unlink(missing_ok=True)
    journal.mkdir()
    return journal
