"""Drawing a paper's questions by its blueprint, every row its number, none of them twice."""

from collections.abc import Sequence
from random import Random

import msgspec

from quiz.items import Difficulty, Item
from quiz.items.paper import Paper, PaperSection
from quiz.study.request import USUAL_LENGTH, CardRef
from quiz.translation import _, ngettext

_EASY, _HARD = 0.7, 0.4
"""A share expected to be right from which on a question is easy, and below which it is hard."""


class Available(msgspec.Struct, frozen=True):
    """A question that may be drawn."""

    ref: CardRef
    """The card."""
    item: Item
    """The question."""


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A question of a paper."""

    ref: CardRef
    """The card."""
    row: int
    """Which row of the blueprint it fills, from 0."""
    points: float
    """What it is worth."""


class Shortage(msgspec.Struct, frozen=True):
    """A row that cannot be filled."""

    row: int
    """Index of the section, from 0."""
    message: str
    """What is missing, in words."""


def difficulty_word(value: Difficulty) -> str:
    """Return easy, medium or hard for what an author or a class said; empty for nothing said."""
    if isinstance(value, str) or value is None:
        return value or ""
    return "easy" if value >= _EASY else "hard" if value < _HARD else "medium"


def rows_of(paper: Paper, available: Sequence[Available]) -> tuple[PaperSection, ...]:
    """Return a paper's rows; the usual number of any questions where it has none."""
    return paper.draw or (PaperSection(count=min(USUAL_LENGTH, max(1, len(available)))),)


def fits(row: PaperSection, one: Available) -> bool:
    """Return whether a question may fill a row."""
    item, ref = one.item, one.ref
    return (
        (not row.banks or ref.bank in row.banks)
        and (not row.ids or item.id in row.ids or f"{ref.bank}/{item.id}" in row.ids)
        and (not row.kinds or item.kind in row.kinds)
        and (not row.tags or any(tag in row.tags for tag in item.tags))
        and (not row.difficulty or difficulty_word(item.difficulty) in row.difficulty)
    )


def shortages(paper: Paper, available: Sequence[Available]) -> tuple[Shortage, ...]:
    """Return every row that asks for more questions than there are for it, with how many there are.

    Rows that compete for the same questions are found too: the last one that comes out short.
    """
    rows = rows_of(paper, available)
    found = []
    for at, row in enumerate(rows):
        there = sum(fits(row, one) for one in available)
        if there < row.count:
            words = ngettext(
                "asks for {count}, but there is {n} such question",
                "asks for {count}, but there are {n} such questions",
                there,
            )
            found.append(Shortage(at, words.format(count=row.count, n=there)))
    if found:
        return tuple(found)
    filled = _filled(rows, available, Random(0))
    for at, row in enumerate(rows):
        got = filled.count(at)
        if got < row.count:
            message = _("asks for {count}, but only {n} are left after the other sections")
            found.append(Shortage(at, message.format(count=row.count, n=got)))
    return tuple(found)


def drawn(paper: Paper, available: Sequence[Available], seed: int) -> tuple[Drawn, ...]:
    """Return a paper's questions in the order of asking.

    The same paper, questions and seed give the same exam. A row that cannot be filled gets what
    there is; `shortages` tells beforehand.

    Args:
        paper: The paper.
        available: The questions of its banks, in their order.
        seed: Decides which are drawn, and their order.
    """
    rng = Random(f"paper/{seed}")
    rows = rows_of(paper, available)
    filled = _filled(rows, available, rng)
    chosen = [(row, at) for at, row in enumerate(filled) if row is not None]
    if paper.shuffle:
        rng.shuffle(chosen)
        chosen = _passages_together(chosen, available)
        sections = sections_of(rows)
        chosen.sort(key=lambda pair: sections[pair[0]])
    else:
        chosen.sort()
    result = []
    for row, at in chosen:
        points = rows[row].points
        item = available[at].item
        worth = item.points if points is None else points
        result.append(Drawn(ref=available[at].ref, row=row, points=worth))
    return tuple(result)


def sections_of(rows: Sequence[PaperSection]) -> tuple[int, ...]:
    """Return the section of each row: the last row up to it that has a title, -1 before the first.

    The questions of a section stay together, whatever else is shuffled.
    """
    found, section = [], -1
    for at, row in enumerate(rows):
        section = at if row.title else section
        found.append(section)
    return tuple(found)


def _filled(
    rows: Sequence[PaperSection], available: Sequence[Available], rng: Random
) -> list[int | None]:
    """Return which row each question fills, or None.

    A matching of the rows' places with questions by augmenting paths (Kuhn 1955), the questions
    tried in a drawn order: as many places are filled as can be, whatever rows overlap.
    """
    owner: list[int | None] = [None] * len(available)
    order = _siblings_last(rng.sample(range(len(available)), len(available)), available)
    fitting = [[at for at in order if fits(row, available[at])] for row in rows]
    places = [at for at, row in enumerate(rows) for _place in range(row.count)]
    # Narrow rows first: they find theirs without moving others about.
    places.sort(key=lambda row: (len(fitting[row]), row))

    def place(row: int, seen: set[int]) -> bool:
        for at in fitting[row]:
            if owner[at] is None and at not in seen:
                owner[at] = row
                return True
        for at in fitting[row]:
            holder = owner[at]
            if at in seen or holder is None or holder == row:
                continue
            seen.add(at)
            if place(holder, seen):
                owner[at] = row
                return True
        return False

    for row in places:
        place(row, set())
    return owner


def _siblings_last(order: Sequence[int], available: Sequence[Available]) -> list[int]:
    """Return an order in which one question of each fact comes before all others of it."""
    firsts: list[int] = []
    seconds: list[int] = []
    seen: set[tuple[str, str]] = set()
    for at in order:
        one = available[at]
        fact = (one.ref.bank, one.item.fact)
        (seconds if one.item.fact and fact in seen else firsts).append(at)
        seen.add(fact)
    return firsts + seconds


def _passages_together(
    chosen: list[tuple[int, int]], available: Sequence[Available]
) -> list[tuple[int, int]]:
    """Return questions in their order, those of one passage together and as they were written."""
    groups: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for row, at in chosen:
        one = available[at]
        name = one.item.passage or f"\0{one.ref.card}"
        groups.setdefault((one.ref.bank, name), []).append((row, at))
    return [pair for group in groups.values() for pair in sorted(group, key=lambda pair: pair[1])]
