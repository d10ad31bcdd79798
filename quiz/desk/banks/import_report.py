"""What an import says: what was read, how it was taken, the first questions, what is lost."""

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from quiz.cleaning import clean_line
from quiz.desk.banks.importing import Prepared
from quiz.formats.exchange.exchanged import Note
from quiz.items.spoken import spoken, spoken_line
from quiz.items.wording import solution_text, stem_text
from quiz.translation import _, ngettext

_SHOWN = 3
"""Questions that are shown as they will look."""
_MOST_NOTES = 40
_MOST_PLACES = 10
"""Places that one line of an import's report names."""


class ReportLine(msgspec.Struct, frozen=True):
    """A line of a report."""

    text: str
    """What it says."""
    role: Literal["count", "taken", "question", "answer", "title", "note", "update", ""] = ""
    """What it is, for a screen that inks it."""


def report_lines(prepared: Prepared, most_notes: int = _MOST_NOTES) -> list[str]:
    """Return what an import says, a text for each line; see `report`."""
    return [line.text for line in report(prepared, most_notes)]


def report(prepared: Prepared, most_notes: int = _MOST_NOTES) -> Iterator[ReportLine]:
    """Yield what an import says: what was read, how it was taken, the first questions, notes.

    Args:
        prepared: The import.
        most_notes: Notes of each sort that are shown.
    """
    imported, change = prepared.imported, prepared.change
    yield ReportLine(_counted(prepared), "count")
    for words in imported.taken:
        yield ReportLine(clean_line(words), "taken")
    yield ReportLine("")
    yield from _first_questions(prepared)
    if imported.notes:
        yield ReportLine("")
        yield from _notes(prepared, most_notes)
    yield ReportLine("")
    if change is not None:
        words = _("{added} new, {changed} changed, {kept} no longer in the source (kept)")
        counts = {name: f"{len(getattr(change, name)):,}" for name in ("added", "changed", "kept")}
        yield ReportLine(words.format(**counts), "update")


def _counted(prepared: Prepared) -> str:
    imported, title = prepared.imported, prepared.format.title
    count = len(imported.bank.items)
    words = ngettext(
        "{format}: {n} of {read} question read", "{format}: {n} of {read} questions read",
        imported.read,
    )  # fmt: skip
    said = words.format(format=title, n=f"{count:,}", read=f"{imported.read:,}")
    if imported.media:
        files = ngettext("{n} picture or sound", "{n} pictures and sounds", len(imported.media))
        said += ", " + files.format(n=len(imported.media))
    return said + "."


def _first_questions(prepared: Prepared) -> Iterator[ReportLine]:
    for number, item in enumerate(prepared.imported.bank.items[:_SHOWN], 1):
        asked = " ".join(spoken(stem_text(item)))
        yield ReportLine(f"{number}. {clean_line(asked)}", "question")
        right = clean_line(
            " ".join(spoken(solution_text(item))) or spoken_line(solution_text(item))
        )
        line = f"   → {right}   [{item.kind}]" if right else f"   [{item.kind}]"
        yield ReportLine(line, "answer")


def _notes(prepared: Prepared, most: int) -> Iterator[ReportLine]:
    notes = prepared.imported.notes
    for title, is_skipped in ((_("Skipped:"), True), (_("Changed:"), False)):
        some = [note for note in notes if note.is_skipped is is_skipped]
        if not some:
            continue
        yield ReportLine(title, "title")
        found = together(some, _MOST_PLACES)
        for line in found[:most]:
            yield ReportLine(f"  {line}", "note")
        if len(found) > most:
            more = len(found) - most
            words = ngettext("and {n} more", "and {n} more", more).format(n=more)
            yield ReportLine(f"  {words}", "note")


def together(notes: Sequence[Note], most_places: int | None = None) -> list[str]:
    """Return a line for each reason, with all places where it holds before it.

    Args:
        notes: What is said, in order.
        most_places: Places that are named in one line; all of them where it is None.
    """
    places: dict[str, list[str]] = {}
    for note in notes:
        places.setdefault(note.reason, []).append(clean_line(note.where))
    return [f"{_joined(found, most_places)}: {clean_line(why)}" for why, found in places.items()]


def _joined(places: list[str], most: int | None) -> str:
    places = list(dict.fromkeys(places))
    shown = places[:most]
    if more := len(places) - len(shown):
        shown.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
    return ", ".join(shown)
