"""What quizzes and games are called on screens."""

from typing import TYPE_CHECKING

from quiz.study import Game, Mode, Request
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

GAME_NAMES = {
    Game.SPRINT: _("Sprint"),
    Game.SURVIVAL: _("Survival"),
    Game.LADDER: _("Ladder"),
    Game.DAILY: _("Daily quiz"),
    Game.DUEL: _("Duel"),
}
"""What games are called on screens, but for the classic quiz."""


def title_of(desk: "Desk", request: Request) -> str:
    """Return what a quiz is called on the screen."""
    named = GAME_NAMES.get(request.game, "")
    if request.mode is Mode.CRAM:
        named = _("Cram")
    elif len(request.cards) > 1:
        named = _("Mistakes")
    if len(request.banks) == 1 and request.banks[0] in desk.library.entries:
        title = desk.library.entries[request.banks[0]].title
        return f"{title}: {named.lower()}" if named else title
    return named or _("Quiz")
