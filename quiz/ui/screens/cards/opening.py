"""Opening the page of a card from a sitting; a module of its own, which costs an import nothing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.screen import Screen

    from quiz.study import CardRef


def open_cards(screen: "Screen[Any]", refs: "Sequence[CardRef]", at: int = 0) -> None:
    """Open the page of a card above a screen of a sitting, which waits.

    Args:
        screen: The screen.
        refs: The cards through which ← and → go.
        at: Index of the card that is shown first.
    """
    from quiz.ui.screens.cards.card import CardScreen

    screen.app.push_screen(CardScreen(refs, at, within_sitting=True))
