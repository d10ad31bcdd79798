"""Printing an exam: where a paper, its banks, their pictures and the drawing meet."""

from collections.abc import Sequence
from random import Random

import msgspec

from quiz.desk.exams.papers import opened_paper
from quiz.errors import QuizError
from quiz.formats.printed.printed_words import printed_date
from quiz.formats.printed.sheet import Letterhead, SheetPicture
from quiz.formats.printed.versions import PaperHead, PaperQuestion, Printed, printed
from quiz.items import Bank
from quiz.items.paper import Paper, PaperSection
from quiz.library.library import Library
from quiz.library.naming import shown_path
from quiz.library.pictures import read_picture
from quiz.library.valid import read_valid
from quiz.study.blueprint import Available, Drawn, drawn, rows_of, sections_of
from quiz.study.request import CardRef
from quiz.translation import _

_FACILITY = {"easy": 0.8, "medium": 0.55, "hard": 0.3}
"""The share expected to be right: the middle of what `difficulty` takes each word for."""
_CANDIDATES = 4
"""Times the versions wanted: so many are drawn, and those nearest to one another are taken."""


class PrintRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for."""

    names: tuple[str, ...]
    """One paper's file, or banks: files or ids."""
    length: int | None = None
    """Questions; None: what the paper says, or 20, or all if there are fewer."""
    versions: int | None = None
    """None: what the paper says, or one."""
    seed: int
    """Decides which questions, and how each version is laid out."""
    draws_each: bool = False
    """Whether each version has questions of its own."""


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """How far the scores that versions let expect lie apart."""

    low: float
    """Of the version with the least, in percent of its points."""
    high: float
    """Of the version with the most, in percent of its points."""
    known: int
    """Questions whose difficulty is said; the others count as the mean of these."""
    questions: int
    """Questions in all versions together."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """An exam that is ready to be printed."""

    printed: Printed
    """What is printed, and its answer key."""
    pictures: dict[str, bytes]
    """The bytes of each picture, by the name that the sheets give it."""
    questions: int
    """In the longest version."""
    spread: Spread | None = None
    """Where versions hold different questions and some difficulty is known."""
    has_same_questions: bool = True
    """Whether all versions ask the same questions."""
    warnings: tuple[str, ...] = ()
    """What to say before printing."""


class PaperBank(msgspec.Struct, frozen=True, kw_only=True):
    """A bank that is drawn from."""

    path: str
    """Its file."""
    bank: Bank
    """The bank, with its valid questions alone."""
    left_out: tuple[str, ...] = ()
    """What is to be said of questions that cannot be used."""


def prepared(request: PrintRequest, library: Library) -> Job:
    """Return an exam that is ready to be printed.

    Args:
        request: What is asked for.
        library: Where banks are looked for.

    Raises:
        BankError: The paper or a bank has faults; a row asks for what there is not.
        QuizError: A file cannot be read, or names mean nothing.
    """
    opened = opened_paper(library, request.names, length=request.length, takes_cards=True)
    paper, available, warnings = opened.paper, opened.pool, [*opened.notes]
    sources = {bank: source_of(library.entries[bank].path) for bank in paper.banks}
    count = request.versions or paper.versions
    by_ref = {one.ref: one for one in available}
    shown = Pictures(sources, warnings)
    differ = request.draws_each and count > 1
    seeds = _candidates(request.seed, count) if differ else [request.seed]
    rows = rows_of(paper, available)
    sets = [_asked(drawn(paper, available, seed), rows, by_ref, sources, shown) for seed in seeds]
    spread = None
    if differ:
        sets = _nearest(sets, count)
        has_same = len({frozenset((o.bank, o.item.id) for o in one) for one in sets}) == 1
        spread = None if has_same else _spread(sets)
    else:
        has_same, sets = True, sets * count
    longest = max(map(len, sets))
    language = paper.language or next(iter(sources.values())).bank.language
    letterhead = _letterhead(paper, request.names[0], language, shown)
    head = PaperHead(
        title=paper.title,
        about=paper.about,
        language=language,
        minutes=paper.minutes,
        shuffle=paper.shuffle,
        seed=request.seed,
        grades=paper.grades,
        letterhead=letterhead,
    )
    used = {one.picture for asked in sets for one in asked}
    if letterhead.logo is not None:
        used.add(letterhead.logo.name)
    return Job(
        printed=printed(head, sets),
        pictures={name: data for name, data in shown.found.items() if name in used},
        questions=longest,
        spread=spread,
        has_same_questions=has_same,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _letterhead(paper: Paper, path: str, language: str, shown: "Pictures") -> Letterhead:
    logo = None
    if paper.logo:
        logo = SheetPicture(name=shown.logo(path, paper.logo), alt=paper.school)
    return Letterhead(
        school=paper.school,
        class_name=paper.class_name,
        date=_date(paper.date, language),
        logo=logo,
    )


def _date(text: str, language: str) -> str:
    """Return a date as the paper's language writes it; what is no date as it was written."""
    try:
        return printed_date(text, language)
    except ValueError:
        return text


def source_of(path: str) -> PaperBank:
    """Return a bank that is drawn from.

    Raises:
        QuizError: It cannot be read, or has no valid question.
    """
    found = read_valid(path, shown=shown_path(path))
    return PaperBank(path=path, bank=found.bank, left_out=found.left_out)


# Questions


class Pictures:
    """The pictures of questions, each read once."""

    def __init__(self, sources: dict[str, PaperBank], warnings: list[str]) -> None:
        """Take the banks by id, and a list that warnings are added to."""
        self._sources = sources
        self._warnings = warnings
        self._looked: dict[str, str] = {}
        self.found: dict[str, bytes] = {}
        """The bytes of each, by name."""

    def name(self, bank: str, image: str) -> str:
        """Return the name of a picture among `found`; empty where it cannot be printed."""
        message = _("{file}: {why}; its description is printed instead")
        return self._read(f"{bank}/{image}", self._sources[bank].path, image, message)

    def logo(self, paper_path: str, image: str) -> str:
        """Return the name of a paper's logo among `found`; empty where it cannot be printed."""
        message = _("{file}: {why}; printed without the logo")
        return self._read(f"./{image}", paper_path, image, message)

    def _read(self, name: str, path: str, image: str, message: str) -> str:
        """Return a name if the picture beside a file can be printed, else warn; each once."""
        if name not in self._looked:
            self._looked[name] = ""
            try:
                self.found[name] = read_picture(path, image)
                self._looked[name] = name
            except QuizError as error:
                self._warnings.append(message.format(file=image, why=error))
        return self._looked[name]


def _asked(
    chosen: Sequence[Drawn],
    rows: Sequence[PaperSection],
    by_ref: dict[CardRef, Available],
    sources: dict[str, PaperBank],
    shown: Pictures,
) -> list[PaperQuestion]:
    found = []
    sections = sections_of(rows)
    for one in chosen:
        item = by_ref[one.ref].item
        section = sections[one.row]
        passages = dict(sources[one.ref.bank].bank.passages)
        found.append(
            PaperQuestion(
                bank=one.ref.bank,
                item=item,
                points=one.points,
                passage=passages.get(item.passage, ""),
                picture=shown.name(one.ref.bank, item.image) if item.image else "",
                section=section,
                heading=rows[section].title if section >= 0 else "",
            )
        )
    return found


# Fairness


def _candidates(seed: int, count: int) -> list[int]:
    return Random(f"each/{seed}").sample(range(2**31), max(24, _CANDIDATES * count))


def _facility(one: PaperQuestion) -> float | None:
    value = one.item.difficulty
    return _FACILITY.get(value) if isinstance(value, str) else value


def _shares(sets: Sequence[Sequence[PaperQuestion]]) -> list[float]:
    """Return the share of its points that each version lets expect."""
    known = [f for asked in sets for one in asked if (f := _facility(one)) is not None]
    mean = sum(known) / len(known) if known else 0.0
    shares = []
    for asked in sets:
        total = sum(one.points for one in asked)
        facilities = [_facility(one) for one in asked]
        got = sum(
            one.points * (mean if facility is None else facility)
            for one, facility in zip(asked, facilities, strict=True)
        )
        shares.append(got / total if total else 0.0)
    return shares


def _nearest(sets: list[list[PaperQuestion]], count: int) -> list[list[PaperQuestion]]:
    """Return so many sets of questions whose expected scores lie closest together."""
    shares = _shares(sets)
    order = sorted(range(len(sets)), key=lambda at: (shares[at], at))
    starts = range(len(order) - count + 1)
    first = min(starts, key=lambda at: shares[order[at + count - 1]] - shares[order[at]])
    return [sets[at] for at in sorted(order[first : first + count])]


def _spread(sets: Sequence[Sequence[PaperQuestion]]) -> Spread | None:
    different = {(one.bank, one.item.id): one for asked in sets for one in asked}
    known = sum(_facility(one) is not None for one in different.values())
    if not known:
        return None
    shares = _shares(sets)
    return Spread(
        low=100 * min(shares), high=100 * max(shares), known=known, questions=len(different)
    )
