"""What was taken back, in words."""

from typing import TYPE_CHECKING

from quiz.cleaning import clean_line
from quiz.memory import Deed
from quiz.store import DeedRow, Review
from quiz.words import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_DONE = {
    Deed.SUSPEND: _("suspended"),
    Deed.RESUME: _("unsuspended"),
    Deed.BURY: _("buried"),
    Deed.SET_DUE: _("due date set"),
    Deed.FORGET: _("reset"),
}


def undone_words(desk: "Desk", undone: Review | DeedRow) -> str:
    """Return what was taken back, in a line: bank, what, when, and the question."""
    found = desk.library.item(undone.bank, undone.card)
    stem = clean_line(found[0].stem) if found else undone.card
    when = undone.at.astimezone(desk.days.zone).strftime("%Y-%m-%d %H:%M")
    what = _("answered") if isinstance(undone, Review) else _DONE[undone.deed]
    words = _("{bank}, {what} {when}: {question}")
    return words.format(bank=undone.bank, what=what, when=when, question=stem)
