"""The app: it opens the desk, routes between screens, and ends well whatever happens."""

import asyncio
import gc
import signal
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec
from textual import work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.filter import LineFilter
from textual.screen import Screen

from quiz.cleaning import clean_line
from quiz.desk import Desk, OpenSitting
from quiz.errors import QuizError
from quiz.study import Request
from quiz.ui.filters import ControlFilter

if TYPE_CHECKING:
    from textual.command import Provider

    from quiz.ui.outlooks import Outlooks

_THEME = "theme"
"""Under this the record keeps the theme that was chosen last."""
_UNREAD_AT_START = 300_000
"""Bytes of changed banks that are read before the first frame; more are read behind it."""


def _action_provider() -> "type[Provider]":
    """Return what offers our actions in the palette; imported when it is first opened."""
    from quiz.ui.palette import ActionProvider

    return ActionProvider


class QuizApp(App[None]):
    """Quizzes and flashcards."""

    TITLE = "quiz"
    COMMANDS = App.COMMANDS | {_action_provider}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Help", id="app.help", tooltip="All keys, and how"),
    ]

    def __init__(
        self,
        desk: Desk,
        request: Request | None = None,
        *,
        resumes: bool = False,
        guard_s: float = 0.15,
    ) -> None:
        """Show a desk.

        Args:
            desk: Banks, record and scheduler.
            request: A sitting to begin with; None is the home screen.
            resumes: Go on with the quiz that was left.
            guard_s: A key that is still held from the last screen does nothing for so long.
        """
        self._control_filter = ControlFilter()
        self.desk = desk
        self.guard_s = guard_s
        self.crash = ""
        """What to say after a fault of ours; empty if there was none."""
        self._first = self._first_sitting(request, resumes)
        # The first screen takes the place of Textual's blank one, which would be laid out and
        # painted for nothing; its styles are read here, since it is never pushed.
        first = "home" if self._first is None else "question"
        super().__init__(css_path=["app.tcss", f"screens/{first}.tcss"])
        self._furnish()

    def _furnish(self) -> None:
        """Take up the theme that the settings name, or the one that was chosen last; and motion."""
        if not self.desk.config.motion:
            self.animation_level = "none"
        wanted = self.desk.config.theme or self.desk.record.note(_THEME) or ""
        if wanted in self.available_themes:
            self.theme = wanted
        elif self.desk.config.theme:
            self.desk.notices.append(
                f"there is no theme {wanted!r}; `quiz config` names those there are"
            )

    def _keep_theme(self, theme: str) -> None:
        """Keep the theme that was chosen, for the next start."""
        self.desk.record.put_note(_THEME, theme)

    def _first_sitting(self, request: Request | None, resumes: bool) -> OpenSitting | None:
        if resumes:
            return self.desk.resume()
        if request is None:
            return None
        sitting = self.desk.begin(request)
        if sitting.question is None:
            self.desk.notices.append(self._nothing_words(request))
            return None
        return sitting

    @cached_property
    def outlooks(self) -> "Outlooks":
        """Where exam plans lead, as far as that was worked out."""
        from quiz.ui.outlooks import Outlooks

        return Outlooks()

    def get_default_screen(self) -> Screen[Any]:
        """Return the first screen: home, or the sitting that was asked for."""
        if self._first is not None:
            from quiz.ui.screens.question import QuestionScreen

            return QuestionScreen(self._first)
        from quiz.ui.screens.home import HomeScreen

        return HomeScreen()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters with ours: no control character reaches the terminal."""
        return [*super().get_line_filters(), self._control_filter]

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's colours, its inks made strong enough to be read."""
        variables = super().get_css_variables()
        # The usual theme is strong enough, and the terminal's own colours are its user's choice.
        if self.theme != "textual-dark" and not self.theme.startswith("ansi"):
            from quiz.ui.inks import readable

            variables = self.theme_variables = readable(variables)
        return variables

    def on_mount(self) -> None:
        """Say what the desk has to say."""
        self._catch_signals()
        self.watch(self, "theme", self._keep_theme, init=False)
        self._say_notices()
        if self._first is not None:
            self._say_left_out(self._first)
        self.call_after_refresh(self._back_up)

    @work(thread=True, exclusive=True, group="backup")
    def _back_up(self) -> None:
        """Write the day's backup behind the first frame, with a connection of its own."""
        self.desk.back_up()
        with suppress(RuntimeError):  # the app was left meanwhile
            self.call_from_thread(self._say_notices)

    def _say_notices(self) -> None:
        for notice in self.desk.notices:
            self.notify(notice, markup=False, timeout=10)
        self.desk.notices.clear()

    def open_sitting(self, sitting: OpenSitting) -> None:
        """Show a sitting, above the home screen if it is there."""
        from quiz.ui.screens.question import QuestionScreen

        self._unwind()
        self.push_screen(QuestionScreen(sitting))
        self._say_left_out(sitting)

    def _say_left_out(self, sitting: OpenSitting) -> None:
        """Say how many questions of the banks played cannot be, since they have faults."""
        entries = self.desk.library.entries
        played = dict.fromkeys(ref.bank for ref in sitting.sitting.cards)
        for bank in played:
            if bank in entries and (count := entries[bank].left_out):
                questions = "1 question has" if count == 1 else f"{count} questions have"
                text = f"{questions} faults and cannot be played; `quiz check` lists them."
                self.notify(text, title=clean_line(entries[bank].title), markup=False)

    def go_home(self) -> None:
        """Show the home screen, brought up to date."""
        from quiz.ui.screens.home import HomeScreen

        self._unwind()
        if not isinstance(self.screen, HomeScreen):
            self.push_screen(HomeScreen())

    def replace_screen(self, screen: Screen[Any]) -> None:
        """Show a screen in the place of the one on top; the first one stays beneath."""
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def _unwind(self) -> None:
        """Take screens away down to the home screen, or to the first one, which stays."""
        from quiz.ui.screens.home import HomeScreen

        while len(self.screen_stack) > 1 and not isinstance(self.screen, HomeScreen):
            self.pop_screen()

    def try_to_begin(self, request: Request) -> None:
        """Begin a sitting, or say why it cannot be."""
        try:
            sitting = self.desk.begin(request)
        except QuizError as error:
            self.report(error)
            return
        if sitting.question is None:
            self.notify(self._nothing_words(request), markup=False, timeout=6)
            return
        self.open_sitting(sitting)

    def _nothing_words(self, request: Request) -> str:
        """Return that nothing is due, and what could be done all the same."""
        entries = self.desk.library.entries
        banks = request.banks or tuple(entries)
        learned = self.desk.record.learned_counts()
        if any(entries[bank].cards > learned.get(bank, 0) for bank in banks if bank in entries):
            return "Nothing is due now. n on the home screen brings 10 more new cards."
        states = (state for bank in banks for state in self.desk.record.states(bank).values())
        suspended = sum(state.is_suspended for state in states)
        if suspended:
            cards = "1 card is" if suspended == 1 else f"{suspended} cards are"
            return f"Nothing is due now. {cards} suspended; the palette (^p) lets them come again."
        return "Nothing is due now."

    def report(self, error: QuizError) -> None:
        """Show an error of the user's doing."""
        self.notify(clean_line(str(error)), severity="error", markup=False, timeout=8)

    def action_help(self) -> None:
        """Show all keys of this screen."""
        from quiz.ui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer help but where it is shown already."""
        if action == "help":
            return type(self.screen).__name__ != "HelpScreen" if self.screen_stack else True
        return super().check_action(action, parameters)

    # Commands of the palette

    def get_system_commands(self, screen: "object") -> Iterable[object]:  # type: ignore[override]
        """Return Textual's commands but those that make no sense here."""
        for command in super().get_system_commands(screen):  # type: ignore[arg-type]
            if command.title not in ("Keys", "Screenshot"):
                yield command

    # Ending well

    def _catch_signals(self) -> None:
        """Restore the terminal on TERM and HUP: Python would die at once."""
        if sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            try:
                loop.add_signal_handler(number, self._leave, int(number))
            except (ValueError, RuntimeError):
                return  # not in the main thread, as in tests

    def _leave(self, number: int) -> None:
        self.exit(return_code=128 + number)

    def _fatal_error(self) -> None:
        """Write a fault of ours to the log, without local values: they may hold answers."""
        self.crash = log_crash(self._exception, self.desk)
        self._exit_renderables.append(Content(self.crash).plain)
        self._close_messages_no_wait()


def log_crash(error: BaseException | None, desk: Desk) -> str:
    """Append a traceback to the log and return the line for the user."""
    import traceback

    path = desk.places.log
    stamp = desk.now().isoformat(timespec="seconds")
    lines = traceback.format_exception(error) if error else ["no exception\n"]
    where = f"details are in {path}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "a", encoding="utf-8", errors="replace") as log:
            log.write(f"{stamp}\n{''.join(lines)}\n")
    except OSError:
        where = "and the log could not be written"
    return (
        f"quiz: a fault of the program ({type(error).__name__}); {where}. "
        "What you answered is saved; `quiz play --resume` goes on."
    )


def run_app(request: Request | None, *, resumes: bool = False) -> int:
    """Run the app in this terminal; returns the exit status.

    Raises:
        QuizError: A bank cannot be used, or nothing matches the request.
    """
    with Desk.open(most_bytes=_UNREAD_AT_START) as desk:
        request = _resolved(desk, request)
        app = QuizApp(desk, request, resumes=resumes)
        gc.freeze()
        gc.set_threshold(20_000, 20, 50)  # a screen makes thousands of short-lived values
        gc.enable()
        app.run()
        if desk.trouble:
            print(f"quiz: {desk.trouble}", file=sys.stderr)
        return app.return_code or 0


def _resolved(desk: Desk, request: Request | None) -> Request | None:
    """Return the request with its banks' names made ids, before the screen is taken."""
    if request is None or not request.banks:
        return request
    entries = desk.banks(request.banks)
    return msgspec.structs.replace(request, banks=tuple(entry.id for entry in entries))
