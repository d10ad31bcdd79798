"""What a learner chose on the screens and expects to find again."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_THEME = "theme"


def theme_of(desk: "Desk") -> str:
    """Return the name of the theme to use; empty for the usual one.

    That of the settings counts before the one that was chosen last on a screen.
    """
    return desk.config.theme or desk.record.meta(_THEME) or ""


def keep_theme(desk: "Desk", name: str) -> None:
    """Keep a theme for the next start."""
    desk.record.put_meta(_THEME, name)
