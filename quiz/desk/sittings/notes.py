"""The notes that are taken in a sitting, in which undo finds them as it finds answers."""

from typing import TYPE_CHECKING

from quiz.desk.banks.noting import note_on, remove_note, toggle_note
from quiz.store import QuestionNote
from quiz.study import CardRef

if TYPE_CHECKING:
    from quiz.desk.desk import Desk


class SittingNotes:
    """What was noted in a sitting, each with how far the sitting was then."""

    def __init__(self, desk: "Desk") -> None:
        """Begin without notes."""
        self._desk = desk
        self._taken: list[tuple[tuple[int, int], QuestionNote]] = []

    def toggle(self, ref: CardRef, text: str, moment: tuple[int, int]) -> QuestionNote | None:
        """Note something on a question, or remove the note that is there if nothing is said.

        Args:
            ref: Its card.
            text: What is wrong; perhaps nothing.
            moment: How many answers were given by now, and how many cards put away.

        Returns:
            The note; None if one was removed.
        """
        before = note_on(self._desk, ref)
        if before is not None:
            self._taken = [taken for taken in self._taken if taken[1].uid != before.uid]
        note = toggle_note(self._desk, ref, text)
        if note is not None:
            self._taken.append((moment, note))
        return note

    def can_undo(self, moment: tuple[int, int]) -> bool:
        """Return whether a note is what was done last."""
        return bool(self._taken) and self._taken[-1][0] == moment

    def undo(self, moment: tuple[int, int]) -> QuestionNote | None:
        """Undo the last note, if nothing was done since; return it."""
        if not self.can_undo(moment):
            return None
        _moment, note = self._taken.pop()
        remove_note(self._desk, note)
        return note
