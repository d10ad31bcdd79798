"""What an import says: what was read, how it was taken, the first questions, what is lost."""

from collections.abc import Sequence

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


def report_lines(prepared: Prepared, most_notes: int = _MOST_NOTES) -> list[str]:
    """Return what an import says: what was read, how it was taken, the first questions, notes.

    Args:
        prepared: The import.
        most_notes: Notes of each sort that are shown.
    """
    imported, change = prepared.imported, prepared.change
    lines = [_counted(prepared)]
    lines += [clean_line(words) for words in imported.taken]
    lines.append("")
    lines += _first_questions(prepared)
    if imported.notes:
        lines += ["", *_notes(prepared, most_notes)]
    lines.append("")
    if change is not None:
        words = _("{added} new, {changed} changed, {kept} no longer in the source (kept)")
        lines.append(
            words.format(
                added=len(change.added), changed=len(change.changed), kept=len(change.kept)
            )
        )
    return lines


def _counted(prepared: Prepared) -> str:
    imported, title = prepared.imported, prepared.format.title
    count = len(imported.bank.items)
    words = ngettext(
        "{format}: {n} of {read} question read", "{format}: {n} of {read} questions read",
        imported.read,
    )  # fmt: skip
    said = words.format(format=title, n=count, read=imported.read)
    if imported.media:
        files = ngettext("{n} picture or sound", "{n} pictures and sounds", len(imported.media))
        said += ", " + files.format(n=len(imported.media))
    return said + "."


def _first_questions(prepared: Prepared) -> list[str]:
    lines = []
    for number, item in enumerate(prepared.imported.bank.items[:_SHOWN], 1):
        asked = " ".join(spoken(stem_text(item)))
        lines.append(f"{number}. {clean_line(asked)}")
        right = clean_line(
            " ".join(spoken(solution_text(item))) or spoken_line(solution_text(item))
        )
        lines.append(f"   → {right}   [{item.kind}]" if right else f"   [{item.kind}]")
    return lines


def _notes(prepared: Prepared, most: int) -> list[str]:
    notes = prepared.imported.notes
    lines = []
    for title, is_skipped in ((_("Skipped:"), True), (_("Changed:"), False)):
        some = [note for note in notes if note.is_skipped is is_skipped]
        if not some:
            continue
        lines.append(title)
        found = together(some, _MOST_PLACES)
        lines += [f"  {line}" for line in found[:most]]
        if len(found) > most:
            more = len(found) - most
            lines.append("  " + ngettext("and {n} more", "and {n} more", more).format(n=more))
    return lines


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
