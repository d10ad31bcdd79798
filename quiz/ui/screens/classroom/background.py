"""Calls that wait for a server, beside the screen: what comes of them is posted to it."""

from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from threading import Thread
from typing import TypeVar

from textual.screen import Screen

from quiz.errors import QuizError

T = TypeVar("T")


def call_beside(
    screen: Screen[None],
    work: Callable[[], T],
    then: Callable[[T], object],
    refused: Callable[[QuizError], object],
) -> None:
    """Do something that waits in a thread of its own, and call back in the screen's.

    The thread does not outlive the program: Textual's workers would hold it until they time out.

    Args:
        screen: Where the result is wanted; one that is gone is not told.
        work: What is done.
        then: Takes what it returned.
        refused: Takes the error that it raised.
    """

    def run() -> None:
        try:
            found = work()
        except QuizError as error:
            refusal = error
            tell(screen, lambda: refused(refusal))
        else:
            tell(screen, lambda: then(found))

    Thread(target=copy_context().run, args=(run,), daemon=True).start()


def tell(screen: Screen[None], what: Callable[[], object]) -> None:
    """Call something in the thread of a screen, if that is still there."""
    with suppress(RuntimeError):  # the app was left meanwhile
        screen.call_later(what)
