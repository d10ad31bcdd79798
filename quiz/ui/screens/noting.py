"""Noting what is wrong with a question, for its author, from any screen that shows one."""

from collections.abc import Callable

from quiz.desk.banks.noting import note_on, offered_words
from quiz.store import QuestionNote
from quiz.study import CardRef
from quiz.translation import _
from quiz.ui.screens.base import QuizScreen


def ask_for_note(
    screen: QuizScreen,
    ref: CardRef,
    toggle: Callable[[str], QuestionNote | None],
    then: Callable[[], None] = lambda: None,
    *,
    key: str = "",
) -> None:
    """Ask what is wrong with a question and note it; remove the note that is there.

    Args:
        screen: Where the question is shown.
        ref: Its card.
        toggle: Keeps the note that is typed, or removes the one there is for no text.
        then: Called at the end, also if nothing was noted.
        key: What undoes it; empty where nothing does.
    """
    if note_on(screen.desk, ref) is not None:
        toggle("")
        screen.host.announce(_("Note removed."), timeout=2)
        screen.show_trouble()
        then()
        return

    def noted(text: str) -> None:
        toggle(text)
        words = _("Noted. `quiz suggest` writes it for the author.")
        if key:
            words += " " + _("Undo: {key}").format(key=key)
        screen.host.announce(words, timeout=4)
        screen.show_trouble()

    ask_what_is_wrong(screen, noted, then)


def ask_what_is_wrong(
    screen: QuizScreen, noted: Callable[[str], object], then: Callable[[], None] = lambda: None
) -> None:
    """Ask what is wrong with a question.

    Args:
        screen: Where the question is shown.
        noted: Takes what was typed, perhaps nothing.
        then: Called at the end, also if it was left.
    """
    from quiz.ui.screens.ask_line import AskLineScreen

    def typed(text: str | None) -> None:
        if text is not None:
            noted(text)
        then()

    ask = AskLineScreen(
        title=_("What's wrong with this question?"),
        about=_("{choices}, or say it in your words. Enter alone is enough.").format(
            choices=offered_words()
        ),
        placeholder=_("2 the year isn't named"),
        read=lambda text: text,
    )
    screen.app.push_screen(ask, typed)
