"""`quiz join` at a terminal: a seat in a game on another machine."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from quiz.errors import QuizError
from quiz.startup import begin_app
from quiz.ui.base_app import BaseApp
from quiz.ui.screens.classroom.join import JoinScreen
from quiz.web.client import GameClient

if TYPE_CHECKING:
    from quiz.library.config import Config


class JoinApp(BaseApp):
    """Asks for code and name, then plays."""

    def __init__(
        self,
        client: GameClient,
        *,
        name: str,
        code: str,
        team: str,
        config: "Config",
        log: Path,
        guard_s: float = 0.15,
    ) -> None:
        """Begin.

        Args:
            client: The way to the game.
            name: The player's; empty to ask.
            code: Of the game; empty to ask, if the address has none.
            team: Where teams play; empty to ask when the server wants one.
            config: The settings.
            log: Where a fault of ours is written.
            guard_s: A key that is still held from the last screen does nothing for so long.
        """
        self.client = client
        self._known = (name, code or client.code, team)
        self.fault: QuizError | None = None
        """Why the seat is gone; None if it is not."""
        super().__init__(
            log=log, css_path=["app.tcss", "screens/classroom/entry.tcss"], guard_s=guard_s
        )
        self.furnish(config, config.theme)

    def get_default_screen(self) -> Screen[Any]:
        """Return the door."""
        name, code, team = self._known
        return JoinScreen(self.client, name=name, code=code, team=team)

    def end(self, fault: QuizError) -> None:
        """End: there is no seat any more."""
        self.fault = fault
        self.exit(return_code=2)

    def on_unmount(self) -> None:
        """Listen no more."""
        self.client.close()


def run_join(address: str, name: str, code: str, team: str) -> int:
    """Play until the game is left; returns the exit status.

    Raises:
        QuizError: The address is none, or the host sent the player out.
    """
    from quiz.library.config import read_config
    from quiz.library.folders import folders

    places = folders(os.environ, Path.cwd())
    config = read_config(places.config).config
    client = GameClient(address)
    app = JoinApp(client, name=name, code=code, team=team, config=config, log=places.log)
    begin_app()
    app.run()
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0
