"""From what a command names to a paper that can be drawn: a paper's file, or banks alone."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path, PureWindowsPath

import msgspec
from yaml import MappingNode, SequenceNode

from quiz.errors import BankError, Location, Problem, QuizError
from quiz.formats import paper as paper_format
from quiz.formats.yaml_bank.nodes import Tree
from quiz.items import Flashcard
from quiz.items.paper import Paper, Row
from quiz.library.files import read
from quiz.library.index import BankEntry
from quiz.library.library import Library
from quiz.study import USUAL_LENGTH, CardRef
from quiz.study.blueprint import Available, rows_of, shortages
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
        raise QuizError(_("name one exam paper or some banks, not both"))
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
    entries = library.resolve(names) if names else library.all()
    if names:
        _refuse_faults(entries)
    banks = tuple(entry.id for entry in entries)
    there = len(available(library, banks))
    if not there:
        raise QuizError(_("no questions to draw (flashcards can't be used in exams)"))
    count = min(length or USUAL_LENGTH, there)
    title = entries[0].title if len(entries) == 1 else _("Mixed banks")
    return Paper(
        title=title,
        banks=banks,
        draw=(Row(count=count),),
        minutes=float(round(count * _MINUTES_A_QUESTION + 0.499)),
    )


def _of_file(library: Library, name: str) -> Paper:
    data = read(name)
    paper = paper_format.decode(data, source=name).sound_paper()
    problems: list[Problem] = []
    if not paper.banks:
        message = _("`banks` is missing; list the banks to draw questions from")
        problems.append(Problem(Location(name, 1, 1), message))
    names: dict[str, str] = {}
    for bank, where in bank_places(data, name, paper.banks):
        try:
            entries = library.resolve([named_by(name, bank)])
            _refuse_faults(entries)
            names |= {entry.id: bank for entry in entries}
        except QuizError as error:
            problems.append(Problem(where, str(error)))
    if problems:
        raise BankError(tuple(problems))
    banks = tuple(names)
    ids: dict[str, list[str]] = {}
    for bank, written in names.items():
        ids.setdefault(written, []).append(bank)
    paper = msgspec.structs.replace(paper, banks=banks, draw=with_ids(paper.draw, ids))
    problems = row_problems(paper, available(library, banks), banks, name)
    if problems:
        raise BankError(tuple(problems))
    return paper


def named_by(paper: str, bank: str) -> str:
    """Return what a paper means by the name of a bank: an id, or a file or folder beside itself.

    A paper comes from others too: it looks neither all over the disk nor into anyone's home.

    Args:
        paper: The paper's file.
        bank: As the paper names it.

    Raises:
        QuizError: It is a path that leads elsewhere.
    """
    folder = os.path.realpath(os.path.dirname(paper) or ".")
    beside = os.path.join(os.path.dirname(paper), bank)
    real = os.path.realpath(beside)
    is_elsewhere = os.path.isabs(bank) or bank.startswith("~") or PureWindowsPath(bank).drive
    is_above = real != folder and Path(folder).is_relative_to(real)
    if is_elsewhere or is_above:
        message = _(
            "{bank}: an exam paper names a bank by its id, or by a path relative to the paper"
        )
        raise QuizError(message.format(bank=bank))
    return beside if bank.endswith(_YAML) or os.path.isdir(beside) else bank


def with_ids(rows: Iterable[Row], ids: Mapping[str, Sequence[str]]) -> tuple[Row, ...]:
    """Return rows with the ids of banks in place of how the paper names them."""
    return tuple(
        msgspec.structs.replace(
            row, banks=tuple(one for name in row.banks for one in ids.get(name, (name,)))
        )
        for row in rows
    )


def row_problems(
    paper: Paper, pool: Sequence[Available], banks: Sequence[str], source: str
) -> list[Problem]:
    """Return a fault for each row that names what there is not, or asks for more than there is.

    Args:
        paper: The paper, its rows with the ids of banks.
        pool: The questions of its banks.
        banks: Their ids.
        source: The paper's file.
    """
    found = list(_unknown(paper, pool, banks, source))
    if found:
        return found  # what is misspelled has no questions either
    rows = rows_of(paper, pool)
    return [
        Problem(
            Location(source, rows[short.row].line or 1, 1),
            _("this section {what}").format(what=short.message),
        )
        for short in shortages(paper, pool)
    ]


def _unknown(
    paper: Paper, pool: Sequence[Available], banks: Sequence[str], source: str
) -> Iterator[Problem]:
    """Yield a fault for each id, topic and bank of a row that there is not."""
    ids = {one.item.id for one in pool} | {f"{one.ref.bank}/{one.item.id}" for one in pool}
    tags = {tag for one in pool for tag in one.item.tags}
    for row in paper.draw:
        for names, known, said in (
            (row.ids, ids, _("no question with the id {name!r} in these banks")),
            (row.tags, tags, _("no question in these banks has the topic {name!r}")),
            (row.banks, set(banks), _("{name!r} isn't one of this paper's banks")),
        ):
            for name in names:
                if name in known:
                    continue
                near = get_close_matches(name, known, 1, 0.5)
                fix = _("; did you mean {near!r}?").format(near=near[0]) if near else ""
                yield Problem(Location(source, row.line or 1, 1), said.format(name=name) + fix)


def bank_places(data: bytes, path: str, names: Sequence[str]) -> Iterator[tuple[str, Location]]:
    """Yield the banks that a paper names, each with its place."""
    root = Tree(data, path).root
    node = None
    if isinstance(root, MappingNode):
        node = next((value for key, value in root.value if key.value == "banks"), None)
    entries = node.value if isinstance(node, SequenceNode) else [node] * len(names)
    for name, entry in zip(names, entries, strict=False):
        mark = entry.start_mark if entry is not None else None
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        yield name, Location(path, line, column)


def _refuse_faults(entries: Iterable[BankEntry]) -> None:
    for entry in entries:
        if entry.problems:
            message = _("{file} has errors; `quiz check` lists them with fixes")
            raise QuizError(message.format(file=entry.path))
