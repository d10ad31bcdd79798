"""From what a command names to a paper that can be drawn: a paper's file, or banks alone."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from pathlib import Path, PureWindowsPath

import msgspec
from yaml import MappingNode, SequenceNode

from quiz.desk.banks.catalogue import named_banks, refuse_twins
from quiz.errors import BankError, Location, Problem, QuizError
from quiz.formats import paper as paper_format
from quiz.formats.yaml_bank.nodes import Tree
from quiz.items import Flashcard
from quiz.items.paper import Paper, PaperSection
from quiz.library.files import read
from quiz.library.folders import expanded
from quiz.library.index import BankEntry
from quiz.library.library import Library
from quiz.library.naming import ENDINGS, did_you_mean
from quiz.study import USUAL_LENGTH, CardRef
from quiz.study.blueprint import Available, fits, rows_of, shortages
from quiz.translation import _, ngettext

_MINUTES_A_QUESTION = 1.5


def is_paper_file(name: str) -> bool:
    """Return whether a name is that of a paper's file."""
    path = expanded(name)
    return name.endswith(ENDINGS) and os.path.isfile(path) and paper_format.is_paper(read(path))


class OpenedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper that can be drawn, whatever it is wanted for: an exam, a check or a print."""

    paper: Paper
    """With the ids of its banks."""
    pool: tuple[Available, ...]
    """The questions of its banks that may be drawn."""
    notes: tuple[str, ...] = ()
    """What is left out of its banks, or not as asked for; a sentence each."""


def opened_paper(
    library: Library,
    names: Sequence[str],
    *,
    length: int | None = None,
    minutes: float | None = None,
    takes_cards: bool = False,
    tags: Sequence[str] = (),
) -> OpenedPaper:
    """Return a paper with the ids of its banks, held against what these have.

    Args:
        library: Where banks are looked for.
        names: One paper's file, or banks: files, folders, ids; all banks for none.
        length: How many questions, where there is no paper.
        minutes: In place of what the paper says.
        takes_cards: Whether flashcards of banks may be drawn: on paper they can be asked. A
            paper's sections never draw them, so that it is one exam on the screen and on paper.
        tags: Of banks, only questions with one of these topics; empty for all.

    Raises:
        BankError: The paper has faults, or asks for what is not there; lists every one.
        QuizError: A bank is not there, or has no valid question.
    """
    given = [name for name in names if is_paper_file(name)]
    if given and len(names) > 1:
        raise QuizError(_("name one exam paper or some banks, not both"))
    if given and length is not None:
        message = _("{file}: the exam paper already says how many questions")
        raise QuizError(message.format(file=names[0]))
    opened = (
        _of_file(library, names[0])
        if given
        else _of_banks(library, names, length, takes_cards, tuple(tags))
    )
    if minutes is not None:
        paper = msgspec.structs.replace(opened.paper, minutes=minutes)
        opened = msgspec.structs.replace(opened, paper=paper)
    return opened


def available(
    library: Library, banks: Iterable[str], *, takes_cards: bool = False
) -> tuple[Available, ...]:
    """Return the questions of banks that may be drawn for a paper; drafts may not.

    Args:
        library: Where the banks are.
        banks: Their ids.
        takes_cards: Whether cards are wanted: in the program one turns and grades them oneself, so
            that there is nothing to hand in.
    """
    found = []
    for bank in banks:
        for row in library.cards(library.entries[bank]):
            item = library.item(row.bank, row.card) if row.card == row.item else None
            if item is None or item[0].is_draft:
                continue
            if takes_cards or not isinstance(item[0], Flashcard):
                found.append(Available(CardRef(row.bank, row.card), item[0]))
    return tuple(found)


def _of_banks(
    library: Library,
    names: Sequence[str],
    length: int | None,
    takes_cards: bool,
    tags: tuple[str, ...],
) -> OpenedPaper:
    found = named_banks(library, names)
    entries, notes = found.entries, found.left_out
    banks = tuple(entry.id for entry in entries)
    row = PaperSection(count=1, tags=tags)
    pool = tuple(
        one for one in available(library, banks, takes_cards=takes_cards) if fits(row, one)
    )
    if not pool:
        raise QuizError(_("no questions to draw (flashcards can't be used in exams)"))
    if length and length > len(pool):
        message = ngettext("there is only {n} question", "there are only {n} questions", len(pool))
        notes = (*notes, message.format(n=len(pool)))
    count = min(length or USUAL_LENGTH, len(pool))
    is_one = len(entries) == 1
    paper = Paper(
        title=entries[0].title if is_one else _("Mixed banks"),
        about=library.head(banks[0]).about if is_one else "",
        banks=banks,
        draw=(msgspec.structs.replace(row, count=count),),
        minutes=float(ceil(count * _MINUTES_A_QUESTION)),
    )
    return OpenedPaper(paper=paper, pool=pool, notes=notes)


def _of_file(library: Library, name: str) -> OpenedPaper:
    data = read(expanded(name))
    paper = paper_format.decode(data, source=name).sound_paper()
    problems: list[Problem] = []
    if not paper.banks:
        message = _("`banks` is missing; list the banks to draw questions from")
        problems.append(Problem(Location(name, 1, 1), message))
    entries: dict[str, BankEntry] = {}
    ids: dict[str, list[str]] = {}
    notes: list[str] = []
    for bank, where in bank_places(data, name, paper.banks):
        try:
            found = named_banks(library, [named_by(name, bank)])
            for entry in found.entries:
                refuse_twins(entries.setdefault(entry.id, entry), entry)
            ids[bank] = [entry.id for entry in found.entries]
            notes += found.left_out
        except QuizError as error:
            problems.append(Problem(where, str(error)))
    if problems:
        raise BankError(tuple(problems))
    banks = tuple(entries)
    paper = msgspec.structs.replace(paper, banks=banks, draw=with_ids(paper.draw, ids))
    pool = available(library, banks)
    problems = row_problems(paper, pool, banks, name)
    if problems:
        raise BankError(tuple(problems))
    return OpenedPaper(paper=paper, pool=pool, notes=tuple(dict.fromkeys(notes)))


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
    return beside if bank.endswith(ENDINGS) or os.path.isdir(beside) else bank


def with_ids(
    rows: Iterable[PaperSection], ids: Mapping[str, Sequence[str]]
) -> tuple[PaperSection, ...]:
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
                fix = did_you_mean(name, known)
                message = said.format(name=name) + (f"; {fix}" if fix else "")
                yield Problem(Location(source, row.line or 1, 1), message)


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
