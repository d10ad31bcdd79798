"""Undoing what was done last, from the screens that lie around the questions."""

from collections.abc import Callable

from textual.content import Content

from quiz.desk.sittings.undo import Undone, undone_words
from quiz.translation import _
from quiz.ui.screens.base import QuizScreen

Then = Callable[[str, Undone | None], None]
"""Takes what to say, and what was undone; None if there was nothing."""


def undo_last(screen: QuizScreen, then: Then) -> None:
    """Undo what was done last; ask first where that was on an earlier day: a slip would lose it.

    Args:
        screen: The one on top.
        then: Is called once it is done.
    """
    desk = screen.desk
    done = desk.last_done()
    if done is None:
        then(_("Nothing to undo."), None)
        return
    words = undone_words(desk, done)

    def undo(is_wanted: bool | None) -> None:
        if is_wanted:
            desk.undo_last()
            then(_("Undone: {what}").format(what=words), done)

    if desk.days.ordinal(done.at) >= desk.today:
        undo(True)
        return
    from quiz.ui.screens.confirm import ConfirmScreen

    screen.app.push_screen(
        ConfirmScreen(_("Undo this, from an earlier day?"), Content(words)), undo
    )
