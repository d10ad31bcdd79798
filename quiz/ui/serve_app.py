"""`quiz serve` at a terminal: the host's cockpit, with the server in the same event loop."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from quiz.classroom.game import GameStage
from quiz.errors import QuizError
from quiz.startup import begin_app
from quiz.translation import _
from quiz.ui.base_app import BaseApp
from quiz.web.live import hash_of, new_token
from quiz.web.server import Listening, Started, make_server, run

if TYPE_CHECKING:
    from textual.worker import Worker

    from quiz.library.config import Config
    from quiz.web.school import School


class ServeApp(BaseApp):
    """Serves a game, a class, or both, and shows the host what goes on."""

    def __init__(
        self,
        started: Started | None,
        place: Listening,
        school: "School | None",
        *,
        config: "Config",
        theme: str,
        log: Path,
        guard_s: float = 0.15,
    ) -> None:
        """Begin.

        Args:
            started: The game; None for a class alone.
            place: Where to listen.
            school: The class; None for none. One of both is there.
            config: The settings.
            theme: Name of the theme.
            log: Where a fault of ours is written.
            guard_s: A key that is still held from the last screen does nothing for so long.
        """
        self.live = None if started is None else started.live
        self._token = new_token() if started is None else started.host_token
        self._place, self._school = place, school
        self._server = make_server(
            self.live, place, host_hash=hash_of(self._token), school=school, takes_signals=False
        )
        self._serving: Worker[None] | None = None
        self._is_leaving = False
        self.fault = ""
        """Why the server ended by itself; empty if it did not."""
        name = "class_page" if self.live is None else "cockpit"
        super().__init__(
            log=log, css_path=["app.tcss", f"screens/classroom/{name}.tcss"], guard_s=guard_s
        )
        self.furnish(config, theme)

    def get_default_screen(self) -> Screen[Any]:
        """Return the cockpit, or the page of a class without a game."""
        if self.live is not None:
            from quiz.ui.screens.classroom.cockpit import CockpitScreen

            return CockpitScreen(self.live, self._place.address, ways=self._ways())
        from quiz.ui.screens.classroom.class_page import ClassScreen

        assert self._school is not None, "a game or a class"
        return ClassScreen(self._school, self._place.address, ways=self._ways())

    def _ways(self) -> tuple[tuple[str, str], ...]:
        """Return the pages that the host may want, and the key."""
        address, found = self._place.address, []
        if self.live is not None:
            found.append((_("Board, for the projector"), f"{address}/board/{self.live.row.code}"))
        if self._school is not None:
            found.append((_("Class page"), f"{address}/class"))
            found.append((_("Gradebook"), f"{address}/teach/class"))
        found.append((_("Host's page"), f"{address}/teach"))
        found.append((_("Host's key"), self._token))
        return tuple(found)

    @property
    def crash_note(self) -> str:
        """What a crash leaves whole."""
        return "" if self.live is None else _("The game is saved. Resume: `quiz serve --resume`.")

    def on_mount(self) -> None:
        """Begin to serve."""
        self._serving = self.run_worker(self._serve(), exit_on_error=False)
        place = self._place
        if not place.is_secure and not place.host.startswith("127."):
            words = _("Plain http: anyone in this network can read what is sent.")
            self.announce(words, timeout=8)

    async def _serve(self) -> None:
        """Serve until the app is left; a server that ends by itself ends the app."""
        try:
            await run(self.live, self._server)
        except SystemExit:  # uvicorn's way to say that it cannot listen
            words = _("nothing can be served at {address}; try another port with --port")
            self.fault = words.format(address=self._place.address)
        except (OSError, QuizError) as error:
            self.fault = str(error)
        if not self._is_leaving:
            self.fault = self.fault or _("the server ended by itself")
            self.exit(return_code=2)

    async def action_quit(self) -> None:
        """Leave, the server first: so that no answer is cut off on its way to the disk."""
        await self._end_server()
        self.exit()

    async def _end_server(self) -> None:
        self._is_leaving = True
        self._server.should_exit = True
        if self._serving is not None and self._serving.is_running:
            await self._serving.wait()

    def _leave(self, number: int) -> None:
        async def end() -> None:
            await self._end_server()
            self.exit(return_code=128 + number)

        self.run_worker(end())


def run_cockpit(
    started: Started | None,
    place: Listening,
    school: "School | None",
    *,
    config: "Config",
    theme: str,
    log: Path,
) -> int:
    """Serve and show the cockpit until it is left; returns the exit status.

    Raises:
        QuizError: The server ended by itself.
    """
    app = ServeApp(started, place, school, config=config, theme=theme, log=log)
    begin_app()
    app.run()
    if app.fault:
        raise QuizError(app.fault)
    if app.live is not None and app.live.game.state.stage is not GameStage.OVER:
        print(_("The game is saved. Resume: `quiz serve --resume`."), file=sys.stderr)
    return app.return_code or 0
