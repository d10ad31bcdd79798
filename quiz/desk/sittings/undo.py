"""What was undone, in words."""

from typing import TYPE_CHECKING

from quiz.cleaning import clean_line
from quiz.memory import CardAction
from quiz.store import CardActionRow, Review
from quiz.study import CardRef
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_DONE = {
    CardAction.SUSPEND: _("suspended"),
    CardAction.RESUME: _("unsuspended"),
    CardAction.BURY: _("buried"),
    CardAction.SET_DUE: _("due date set"),
    CardAction.FORGET: _("reset"),
}


def cards_of(desk: "Desk", undone: Review | CardActionRow) -> tuple[CardRef, ...]:
    """Return the cards that an undo changed, by the names that they had then."""
    others = [] if isinstance(undone, Review) else desk.record.actions_caused(undone.uid)
    return tuple(CardRef(row.bank, row.card) for row in (undone, *others))


def undone_words(desk: "Desk", undone: Review | CardActionRow) -> str:
    """Return what was undone, in a line: bank, what, when and the question, or how many cards."""
    others = 0 if isinstance(undone, Review) else len(desk.record.actions_caused(undone.uid))
    if others and not isinstance(undone, Review):
        words = ngettext("{n} card {what} {when}", "{n} cards {what} {when}", others + 1)
        return words.format(n=others + 1, what=_DONE[undone.deed], when=_when(desk, undone))
    found = desk.library.item(undone.bank, undone.card)
    stem = clean_line(found[0].stem) if found else undone.card
    when = _when(desk, undone)
    what = _("answered") if isinstance(undone, Review) else _DONE[undone.deed]
    words = _("{bank}, {what} {when}: {question}")
    return words.format(bank=undone.bank, what=what, when=when, question=stem)


def _when(desk: "Desk", undone: Review | CardActionRow) -> str:
    return undone.at.astimezone(desk.days.zone).strftime("%Y-%m-%d %H:%M")
