"""Notes on questions for their authors: "this question is wrong".

A note marks nothing and changes no schedule. It travels with the record, as answers do, and
`quiz suggest` writes it for the author.
"""

from typing import TYPE_CHECKING

from quiz.cleaning import clean_line
from quiz.library.index import REVERSE
from quiz.store import QuestionNote
from quiz.study import CardRef
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

REASONS = {
    "wrong": _("wrong answer"),
    "unclear": _("unclear"),
    "typo": _("typo"),
    "outdated": _("out of date"),
}
"""What can be wrong with a question, in the order in which it is offered, by what is kept."""
LONGEST = 500
"""Letters of a note."""


def offered_words() -> str:
    """Return the reasons with their numbers, as a line to choose from."""
    return " · ".join(f"{at} {words}" for at, words in enumerate(REASONS.values(), 1))


def read_note(text: str) -> tuple[str, str]:
    """Return the reason and the text of what was typed, either of which may be empty.

    A number from 1 alone or in front is a reason, and so is the reason itself.
    """
    text = clean_line(text)[:LONGEST]
    first, _space, rest = text.partition(" ")
    number = first.rstrip(".:,")
    if number.isdecimal() and len(number) == 1 and 1 <= int(number) <= len(REASONS):
        return [*REASONS][int(number) - 1], rest.strip()
    for reason, words in REASONS.items():
        for known in (reason, words):
            if text.casefold() == known.casefold():
                return reason, ""
    return "", text


def note_on(desk: "Desk", ref: CardRef) -> QuestionNote | None:
    """Return the note on a card's question; None if there is none."""
    item = ref.card.partition(REVERSE)[0]
    found = [note for note in desk.record.notes(ref.bank) if note.item == item]
    return found[-1] if found else None


def add_note(desk: "Desk", ref: CardRef, text: str) -> QuestionNote:
    """Keep a note on a card's question, in place of the one there was.

    Args:
        desk: The banks and the record.
        ref: The card.
        text: What was typed, perhaps nothing.
    """
    reason, words = read_note(text)
    item = ref.card.partition(REVERSE)[0]
    found, entry = desk.library.item(ref.bank, item), desk.library.entries.get(ref.bank)
    asked = found[0] if found is not None else None
    before = note_on(desk, ref)
    note = QuestionNote(
        bank=ref.bank,
        item=item,
        at=desk.now(),
        reason=reason,
        text=words,
        question=clean_line(asked.stem) if asked is not None else "",
        answer=clean_line("; ".join(asked.solution)) if asked is not None else "",
        digest=entry.digest if entry is not None else "",
    )
    desk.record.put_note(note)
    if before is not None:
        desk.record.take_back_note(before.uid, desk.now())
    return note


def toggle_note(desk: "Desk", ref: CardRef, text: str) -> QuestionNote | None:
    """Note something on a card's question; for no text, remove the note that is there.

    Returns the note; None if one was removed.
    """
    before = note_on(desk, ref)
    if before is not None and not text:
        remove_note(desk, before)
        return None
    return add_note(desk, ref, text)


def remove_note(desk: "Desk", note: QuestionNote) -> None:
    """Undo a note."""
    desk.record.take_back_note(note.uid, desk.now())


def note_words(note: QuestionNote) -> str:
    """Return what a note says, one line."""
    return _words(note.reason, note.text)


def typed_words(text: str) -> str:
    """Return what a note says as it was typed, one line."""
    return _words(*read_note(text))


def _words(kept_reason: str, kept_text: str) -> str:
    reason, text = REASONS.get(kept_reason, ""), clean_line(kept_text)
    if reason and text:
        return f"{reason}: {text}"
    return reason or text or _("this question is wrong")
