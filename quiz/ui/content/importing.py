"""An import before it is added: what was read, the first questions, what is lost; and how far."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content

from quiz.translation import _, ngettext
from quiz.ui.content import parts
from quiz.ui.inks import MUTED, PARTLY, RIGHT

if TYPE_CHECKING:
    from quiz.desk.banks.import_report import ReportLine

_INKS = {
    "count": "bold", "taken": MUTED, "answer": RIGHT, "title": f"bold {PARTLY}", "update": "bold",
}  # fmt: skip
_BAR = 30
"""Cells of the bar of progress."""


def preview(lines: "Iterable[ReportLine]") -> Content:
    """Return the report of an import, each line in its ink."""
    shown = [Content.styled(line.text, _INKS.get(line.role, "")) for line in lines]
    while shown and not shown[-1]:
        shown.pop()
    return Content("\n").join(shown)


def reading(done: int, of: int) -> Content:
    """Return how far a file is read.

    Args:
        done: Questions so far.
        of: Questions in all, 0 where that isn't known; as many as `done` if they are checked now.
    """
    if not done:
        return Content(_("Reading…"))
    if done == of:
        words = ngettext("Checking {n} question…", "Checking {n} questions…", of)
        return _with_bar(1.0) + words.format(n=f"{of:,}")
    if not of:
        words = ngettext("Reading… {n} question so far", "Reading… {n} questions so far", done)
        return Content(words.format(n=f"{done:,}"))
    words = _("Reading… {done} of {total}")
    return _with_bar(done / of) + words.format(done=f"{done:,}", total=f"{of:,}")


def writing(done: int, of: int) -> Content:
    """Return how many of an import's pictures and sounds are written."""
    if not of:
        return Content(_("Saving…"))
    words = ngettext(
        "Saving… {done} of {total} picture or sound",
        "Saving… {done} of {total} pictures and sounds",
        of,
    )
    return _with_bar(done / of) + words.format(done=f"{done:,}", total=f"{of:,}")


def adding(answers: int) -> Content:
    """Return that answers given in the other program are being added."""
    if not answers:
        return Content(_("Saving…"))
    words = ngettext(
        "Adding {n} answer to your progress…", "Adding {n} answers to your progress…", answers
    )
    return _with_bar(1.0) + words.format(n=f"{answers:,}")


def _with_bar(share: float) -> Content:
    return parts.bar(share, _BAR) + "  "
