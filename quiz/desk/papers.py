"""From what a command names to a paper that can be drawn: a paper's file, or banks alone."""

import os
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

import msgspec

from quiz.errors import BankError, Location, Problem, QuizError
from quiz.formats import paper as paper_format
from quiz.items import Flashcard
from quiz.items.paper import Paper, Row
from quiz.library.files import read
from quiz.library.index import BankEntry
from quiz.library.library import Library
from quiz.study import USUAL_LENGTH, CardRef
from quiz.study.blueprint import Available, shortages
from quiz.words import _

_MINUTES_A_QUESTION = 1.5
_YAML = (".yaml", ".yml")


def is_paper_file(name: str) -> bool:
    """Return whether a name is that of a paper's file."""
    return name.endswith(_YAML) and os.path.isfile(name) and paper_format.is_paper(read(name))


def opened_paper(
    library: Library,
    names: Sequence[str],
    *,
    length: int | None = None,
    minutes: float | None = None,
) -> Paper:
    """Return a paper with the ids of its banks, held against what these have.

    Args:
        library: Where banks are looked for.
        names: One paper's file, or banks: files, folders, ids; all banks for none.
        length: How many questions, where there is no paper.
        minutes: In place of what the paper says.

    Raises:
        BankError: The paper has faults, or asks for what is not there; lists every one.
        QuizError: A bank is not there, or has faults.
    """
    if len(names) == 1 and is_paper_file(names[0]):
        paper = _of_file(library, names[0])
    elif any(is_paper_file(name) for name in names):
        raise QuizError(_("name one paper alone, or banks"))
    else:
        paper = _of_banks(library, names, length)
    if minutes is not None:
        paper = msgspec.structs.replace(paper, minutes=minutes)
    return paper


def available(library: Library, banks: Iterable[str]) -> list[Available]:
    """Return the questions of banks that may be drawn for a paper.

    Cards are left out: one turns and grades them oneself, so that there is nothing to hand in.
    """
    found = []
    for bank in banks:
        for row in library.cards(library.entries[bank]):
            item = library.item(row.bank, row.card) if row.card == row.item else None
            if item is not None and not isinstance(item[0], Flashcard):
                found.append(Available(CardRef(row.bank, row.card), item[0]))
    return found


def _of_banks(library: Library, names: Sequence[str], length: int | None) -> Paper:
    entries = library.resolve(names) if names else tuple(library.entries.values())
    if names:
        _refuse_faults(entries)
    banks = tuple(entry.id for entry in entries)
    there = len(available(library, banks))
    if not there:
        raise QuizError(_("no question to draw: cards cannot be handed in"))
    count = min(length or USUAL_LENGTH, there)
    title = entries[0].title if len(entries) == 1 else _("Exam")
    return Paper(
        title=title,
        banks=banks,
        draw=(Row(count=count),),
        minutes=float(round(count * _MINUTES_A_QUESTION + 0.499)),
    )


def _of_file(library: Library, name: str) -> Paper:
    paper = paper_format.decode(read(name), source=name).sound_paper()
    problems: list[Problem] = []
    names: dict[str, str] = {}
    for bank in paper.banks:
        try:
            beside = Path(name).parent / bank
            is_file = bank.endswith(_YAML) or beside.is_dir()
            entries = library.resolve([str(beside) if is_file else bank])
            _refuse_faults(entries)
            names |= {entry.id: bank for entry in entries}
        except QuizError as error:
            problems.append(Problem(Location(name, 1, 1), str(error)))
    if problems:
        raise BankError(tuple(problems))
    banks = tuple(names) or tuple(library.entries)
    written = {written: bank for bank, written in names.items()}
    rows = tuple(
        msgspec.structs.replace(row, banks=tuple(written.get(b, b) for b in row.banks))
        for row in paper.draw
    )
    paper = msgspec.structs.replace(paper, banks=banks, draw=rows)
    pool = available(library, banks)
    problems = [*_unknown(paper, pool, name)]
    problems += [
        Problem(
            Location(name, rows[short.row].line if rows else 1, 1),
            _("this row {why}").format(why=short.message),
        )
        for short in shortages(paper, pool)
        if not any(rows and p.where.line == rows[short.row].line for p in problems)
    ]
    if problems:
        raise BankError(tuple(sorted(problems, key=lambda p: p.where.line)))
    return paper


def _unknown(paper: Paper, pool: Sequence[Available], source: str) -> Iterable[Problem]:
    """Yield what rows name that no bank of the paper has."""
    tags = {tag for one in pool for tag in one.item.tags}
    ids = {one.item.id for one in pool} | {f"{one.ref.bank}/{one.item.id}" for one in pool}
    for row in paper.draw:
        named = (
            (_("topic"), row.tags, tags),
            (_("question"), row.ids, ids),
            (_("bank"), row.banks, set(paper.banks)),
        )
        for word, wanted, there in named:
            for name in wanted:
                if name not in there:
                    near = get_close_matches(name, there, 1, 0.6)
                    mend = _("; did you mean {near!r}?").format(near=near[0]) if near else ""
                    message = _("no {word} {name!r} in the banks of this paper{mend}")
                    said = message.format(word=word, name=name, mend=mend)
                    yield Problem(Location(source, row.line, 1), said)


def _refuse_faults(entries: Iterable[BankEntry]) -> None:
    for entry in entries:
        if entry.problems:
            message = _("{file} has faults; `quiz check` lists them with their mend")
            raise QuizError(message.format(file=entry.path))
