"""What readers of results share: marks in cells, attempts that count, results as read."""

from enum import StrEnum

import msgspec

from quiz.analysis.results import Column, Results
from quiz.errors import Location, Problem
from quiz.translation import ngettext


class Attempts(StrEnum):
    """Which attempts of a learner count."""

    FIRST = "first"
    """The first of each learner."""
    LAST = "last"
    """The last of each learner."""
    ALL = "all"
    """All of them, each like a learner of its own."""


class ReadResults(msgspec.Struct, frozen=True, kw_only=True):
    """Results as read."""

    learners: tuple[str, ...]
    """Their names, a row each."""
    columns: tuple[Column, ...]
    """The questions, a column each."""
    form: str
    """What the file was taken for, in words."""
    title: str = ""
    """The test's name, empty if the file does not say it."""
    warnings: tuple[Problem, ...] = ()
    """What was left out or guessed, each with its line."""

    @property
    def results(self) -> Results:
        """The matrix of marks."""
        return Results(self.learners, self.columns)


def number(cell: str) -> float | None:
    """Return a mark as written in a cell, with a decimal point or comma; None if it is none."""
    cell = cell.strip().replace(" ", "").replace("\u00a0", "").replace("٫", ".").removesuffix("%")
    if "," in cell and "." not in cell:
        cell = cell.replace(",", ".")
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if abs(value) < 1e9 else None


def kept(
    names: list[str], attempts: Attempts, source: str, lines: list[int]
) -> tuple[list[int], list[Problem]]:
    """Return which rows count, and a warning where a learner has several.

    Args:
        names: Who each row is of; empty names are each a learner of their own.
        attempts: Which of several count.
        source: The file's name.
        lines: The line of each row.
    """
    if attempts is Attempts.ALL:
        return list(range(len(names))), []
    chosen: dict[str, int] = {}
    extra: list[int] = []
    for at, name in enumerate(names):
        who = name or f"\0{at}"
        if who in chosen:
            extra.append(at)
            if attempts is Attempts.FIRST:
                continue
        chosen[who] = at
    if not extra:
        return sorted(chosen.values()), []
    if attempts is Attempts.FIRST:
        message = ngettext(
            "{n} more attempt by the same students; the first counts",
            "{n} more attempts by the same students; the first counts",
            len(extra),
        )
    else:
        message = ngettext(
            "{n} more attempt by the same students; the last counts",
            "{n} more attempts by the same students; the last counts",
            len(extra),
        )
    place = Location(source, lines[extra[0]], 1)
    warning = Problem(place, message.format(n=len(extra)), "warning")
    return sorted(chosen.values()), [warning]
