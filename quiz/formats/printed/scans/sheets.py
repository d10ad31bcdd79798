"""Pages put together to sheets, and these as the table that is marked."""

from collections.abc import Iterator, Sequence

import msgspec

from quiz.formats.csv_writing import csv_text
from quiz.formats.printed.answer_key import KeyFile
from quiz.formats.printed.scans.decisions import NUMBER, SHEET, Decisions, Doubt, is_ok
from quiz.formats.printed.scans.reading import Read
from quiz.translation import _


class Sheets(msgspec.Struct, frozen=True, kw_only=True):
    """What all pictures say together."""

    table: bytes
    """Version, number and answers of the sheets that are certain, as `scanned.mark` reads it."""
    doubts: tuple[Doubt, ...]
    """What a person has to decide, over all pages."""
    held: int
    """Sheets that wait for a decision."""


def sheets(reads: Sequence[Read], key: KeyFile, decisions: Decisions) -> Sheets:
    """Put pages together by their student's number.

    Args:
        reads: Of each picture.
        key: What the letters of each version stand for.
        decisions: What was decided of missing pages.
    """
    rows: list[tuple[str, ...]] = [("version", "name", "answers")]
    doubts: list[Doubt] = []
    groups: dict[str, list[Read]] = {}
    held = 0
    for at, read in enumerate(reads):
        doubts += read.doubts
        if read.is_skipped:
            continue
        # Numbers with and without zeros before them may be the same student's.
        name = read.number.lstrip("0") or read.number or f"\0{at}"
        groups.setdefault(name, []).append(read)
    for group in groups.values():
        group.sort(key=lambda read: read.page)
        found = [*_clashes(group), *_missing(group, decisions)]
        doubts += found
        if found or any(read.doubts for read in group):
            held += 1
            continue
        first = group[0]
        answers = {number: given for read in group for number, given in read.answers.items()}
        given = [answers.get(entry.number, ()) for entry in key.versions[first.version]]
        rows.append((first.version, first.number, "".join(map(_written, given))))
    return Sheets(table=csv_text(rows).encode(), doubts=tuple(doubts), held=held)


def _written(letters: tuple[str, ...]) -> str:
    """Return an answer as `scanned` reads it; brackets keep several letters together."""
    if not letters:
        return "-"
    text = "".join(letters)
    return text if len(text) == 1 else f"({text})"


def _clashes(group: Sequence[Read]) -> Iterator[Doubt]:
    """Yield doubts on pictures of one number that cannot both belong to one sheet."""
    for at, read in enumerate(group):
        others = [one for one in group if one is not read and not _go_together(read, one)]
        if not others:
            continue
        other = others[0]
        if not _are_same(read, other):
            why = _("{other} has the same student number; write the right number, or `skip`")
            yield Doubt(
                file=read.file,
                question=NUMBER,
                seen=read.number_seen,
                why=why.format(other=other.file),
            )
        elif any(_are_same(read, before) for before in group[:at]):
            why = _("the same sheet is also in {other}; `skip` to leave this picture out")
            yield Doubt(
                file=read.file, question=SHEET, seen="twice", why=why.format(other=other.file)
            )


def _go_together(one: Read, other: Read) -> bool:
    return (
        not one.version
        or not other.version
        or (one.version == other.version and one.page != other.page)
    )


def _are_same(one: Read, other: Read) -> bool:
    return (one.version, one.page, one.answers) == (other.version, other.page, other.answers)


def _missing(group: Sequence[Read], decisions: Decisions) -> Iterator[Doubt]:
    """Yield a doubt where not all pages of a sheet are there."""
    first = group[0]
    pages = {read.page for read in group}
    lacking = [n for n in range(1, first.pages + 1) if n not in pages]
    if not first.version or not first.number or not lacking:
        return
    named = ", ".join(map(str, lacking))
    seen = f"page {named} missing"
    if is_ok(decisions.of(first.file, SHEET, seen)):
        return
    why = _(
        "page {pages} of this sheet is missing; take a photo of it, or `ok` to count "
        "its questions as unanswered"
    )
    yield Doubt(file=first.file, question=SHEET, seen=seen, why=why.format(pages=named))
