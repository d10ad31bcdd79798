"""What was undone, in words."""

from typing import TYPE_CHECKING

from quiz.cleaning import clean_line
from quiz.memory import CardAction
from quiz.store import CardActionRow, Review
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_DONE = {
    CardAction.SUSPEND: _("suspended"),
    CardAction.RESUME: _("unsuspended"),
    CardAction.BURY: _("buried"),
    CardAction.SET_DUE: _("due date set"),
    CardAction.FORGET: _("reset"),
}


def undone_words(desk: "Desk", undone: Review | CardActionRow) -> str:
    """Return what was undone, in a line: bank, what, when, and the question."""
    found = desk.library.item(undone.bank, undone.card)
    stem = clean_line(found[0].stem) if found else undone.card
    when = undone.at.astimezone(desk.days.zone).strftime("%Y-%m-%d %H:%M")
    what = _("answered") if isinstance(undone, Review) else _DONE[undone.deed]
    words = _("{bank}, {what} {when}: {question}")
    return words.format(bank=undone.bank, what=what, when=when, question=stem)
