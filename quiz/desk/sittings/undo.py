"""What was undone, in words."""

from datetime import date
from typing import TYPE_CHECKING

from quiz.cleaning import clean_line
from quiz.desk.away import kept_holidays
from quiz.memory import CardAction
from quiz.store import CardActionRow, QuestionNote, Review
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


Undone = Review | CardActionRow | QuestionNote
"""What an undo can undo."""


def cards_of(desk: "Desk", undone: Undone) -> tuple[CardRef, ...]:
    """Return the cards that an undo changed, by the names that they had then."""
    if isinstance(undone, QuestionNote):
        return (CardRef(undone.bank, undone.item),)
    others = [] if isinstance(undone, Review) else desk.record.actions_caused(undone.uid)
    return tuple(CardRef(row.bank, row.card) for row in (undone, *others))


def undone_words(desk: "Desk", undone: Undone) -> str:
    """Return what is or was undone, in a line: bank, what, when and the question, or how many.

    A holiday is named as long as it is kept: before it is undone.
    """
    if isinstance(undone, QuestionNote):
        what, card = _("noted"), undone.item
        return _words_of(desk, undone, card, what)
    kept = [one for one in kept_holidays(desk.record) if one.uid and one.uid == undone.uid]
    if kept:
        first, last = (
            date.fromordinal(day) for day in (kept[0].holiday.first, kept[0].holiday.last)
        )
        return _("holiday from {first} to {last}").format(first=first, last=last)
    others = 0 if isinstance(undone, Review) else len(desk.record.actions_caused(undone.uid))
    if others and not isinstance(undone, Review):
        words = ngettext("{n} card {what} {when}", "{n} cards {what} {when}", others + 1)
        return words.format(n=others + 1, what=_DONE[undone.deed], when=_when(desk, undone))
    what = _("answered") if isinstance(undone, Review) else _DONE[undone.deed]
    return _words_of(desk, undone, undone.card, what)


def _words_of(desk: "Desk", undone: Undone, card: str, what: str) -> str:
    found = desk.library.item(undone.bank, card)
    stem = clean_line(found[0].stem) if found else card
    when = _when(desk, undone)
    words = _("{bank}, {what} {when}: {question}")
    return words.format(bank=undone.bank, what=what, when=when, question=stem)


def _when(desk: "Desk", undone: Undone) -> str:
    return undone.at.astimezone(desk.days.zone).strftime("%Y-%m-%d %H:%M")
