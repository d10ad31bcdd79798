"""The app: it opens the desk, routes between screens, and ends well whatever happens."""

import sys
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from textual import work
from textual.app import SystemCommand
from textual.content import Content
from textual.screen import Screen

from quiz.cleaning import clean_line
from quiz.desk import Desk
from quiz.desk.preferences import keep_theme, theme_of
from quiz.errors import QuizError
from quiz.startup import begin_app
from quiz.study import Request
from quiz.translation import _, ngettext
from quiz.ui.base_app import BaseApp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quiz.desk.banks.authoring import QuestionDraft
    from quiz.desk.banks.editing import Edited
    from quiz.desk.exams.exam import ExamRequest, OpenExam
    from quiz.desk.sittings.sitting import OpenSitting
    from quiz.desk.sittings.two_players import TwoPlayerGame
    from quiz.library.index import BankEntry
    from quiz.store import PlanRow
    from quiz.study.two_players import TwoRequest
    from quiz.ui.host import Host
    from quiz.ui.outlooks import Outlooks

"""Under this the record keeps the theme that was chosen last."""
_UNREAD_AT_START = 300_000
"""Bytes of changed banks that are read before the home screen is painted; more are read behind
it. A quiz or an exam that was asked for at the start needs its banks, and all are read first."""


class QuizApp(BaseApp):
    """Quizzes and flashcards."""

    def __init__(
        self,
        desk: Desk,
        request: Request | None = None,
        *,
        exam: "ExamRequest | None" = None,
        two: "TwoRequest | None" = None,
        resumes: bool = False,
        guard_s: float = 0.15,
    ) -> None:
        """Show a desk.

        Args:
            desk: Banks, record and scheduler.
            request: A sitting to begin with; None is the home screen.
            exam: An exam to begin with, in place of a sitting.
            two: A quiz for two to begin with, in place of both.
            resumes: Go on with the exam that was left, or with the quiz that the request's first
                bank names: by its number, title or bank.
            guard_s: A key that is still held from the last screen does nothing for so long.
        """
        self.desk = desk
        desk.record.database.tell = lambda _: None  # a banner says it; the screen is taken
        self.own_bank = ""
        """Path of the bank into which a question was written last."""
        self.removed_exams: list[PlanRow] = []
        """Exams that were removed while the program runs, the newest last, for undo."""
        self._first = None if exam is not None else self._first_sitting(request, resumes)
        self._exam = exam
        """What exam was asked for at the start."""
        self._first_exam = self._left_exam() if exam is not None and resumes else None
        # The first screen takes the place of Textual's blank one, which would be laid out and
        # painted for nothing; its styles are read here, since it is never pushed.
        self._for_two = None if two is None else (two, _game_for_two(desk, two))
        first = "home/home" if self._first is None else "sittings/question"
        if two is not None:
            first = "games/two"
        if exam is not None:
            first = "exams/start" if self._first_exam is None else _stage_of(self._first_exam)
        super().__init__(
            log=desk.places.log, css_path=["app.tcss", f"screens/{first}.tcss"], guard_s=guard_s
        )
        self._furnish()

    def _furnish(self) -> None:
        """Take up the theme that the settings name, or the one that was chosen last; and motion."""
        wanted = theme_of(self.desk)
        self.furnish(self.desk.config, wanted)
        if wanted not in self.available_themes and self.desk.config.theme:
            words = _("unknown theme {theme!r}; `quiz config` lists the themes")
            self.desk.notices.append(words.format(theme=wanted))

    def _keep_theme(self, theme: str) -> None:
        """Keep the theme that was chosen, for the next start."""
        keep_theme(self.desk, theme)

    def _left_exam(self) -> "OpenExam":
        """Return the exam that was left; it may have ended by itself meanwhile."""
        from quiz.desk.exams.exam import unfinished_exam

        exam = unfinished_exam(self.desk)
        if exam is None:
            raise QuizError(_("no unfinished exam; start one with `quiz exam`"))
        return exam

    def _first_sitting(self, request: Request | None, resumes: bool) -> "OpenSitting | None":
        if resumes:
            from quiz.desk.sittings.unfinished import resumed_quiz

            return resumed_quiz(self.desk, request.banks[0] if request and request.banks else "")
        if request is None:
            return None
        from quiz.desk.sittings.start import begin

        sitting = begin(self.desk, request)
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
        """Return the first screen: home, or the sitting or exam that was asked for."""
        if self._for_two is not None:
            from quiz.ui.screens.games.two import TwoPlayersScreen

            return TwoPlayersScreen(*self._for_two)
        if self._exam is not None:
            return self._first_of_exam(self._exam)
        if self._first is not None:
            from quiz.ui.screens.sittings.question import QuestionScreen

            return QuestionScreen(self._first)
        from quiz.ui.screens.home.home import HomeScreen

        return HomeScreen()

    def _first_of_exam(self, request: "ExamRequest") -> Screen[Any]:
        if self._first_exam is not None:
            return _exam_screen(self._first_exam)
        from quiz.ui.screens.exams.start import ExamStartScreen

        return ExamStartScreen(request)

    @property
    def trouble(self) -> str:
        """Why progress is not being saved; empty while it is."""
        return self.desk.trouble

    def now(self) -> datetime:
        """Return the time, UTC."""
        return self.desk.now()

    @property
    def crash_note(self) -> str:
        """What a crash leaves whole."""
        if self.trouble:
            return _("Your latest answers aren't saved.")
        return _("Your answers are saved. Continue with `quiz play --resume`.")

    def on_mount(self) -> None:
        """Say what the desk has to say."""
        self.watch(self, "theme", self._keep_theme, init=False)
        self.say_notices()
        if self._first is not None:
            self._say_left_out(self._first)
        self.call_after_refresh(self._back_up)

    @work(thread=True, exclusive=True, group="backup")
    def _back_up(self) -> None:
        """Write the day's backup behind the first frame, with a connection of its own."""
        self.desk.back_up()
        with suppress(RuntimeError):  # the app was left meanwhile
            self.call_from_thread(self.say_notices)

    def say_notices(self) -> None:
        """Say what the desk has to say."""
        for notice in self.desk.take_notices():
            self.announce(notice, timeout=10)

    def open_sitting(self, sitting: "OpenSitting") -> None:
        """Show a sitting, above the home screen if it is there."""
        from quiz.ui.screens.sittings.question import QuestionScreen

        self._unwind()
        self.push_screen(QuestionScreen(sitting))
        self._say_left_out(sitting)

    def start_exam(self, request: "ExamRequest") -> None:
        """Show what an exam is, above the home screen if it is there; Enter begins it."""
        from quiz.ui.screens.exams.start import ExamStartScreen

        self._unwind()
        self.push_screen(ExamStartScreen(request))

    def play_for_two(self, asked: "TwoRequest") -> None:
        """Let two play at one keyboard, above Home if it is there; or say why they cannot."""
        from quiz.ui.screens.games.two import TwoPlayersScreen

        try:
            game = _game_for_two(self.desk, asked)
        except QuizError as error:
            self.report(error)
            return
        self._unwind()
        self.push_screen(TwoPlayersScreen(asked, game))

    def show_exam(self, exam: "OpenExam") -> None:
        """Show an exam as it stands: its questions, the grading of its essays, or its result."""
        self._unwind()
        self.push_screen(_exam_screen(exam))

    def _say_left_out(self, sitting: "OpenSitting") -> None:
        """Say once how many questions of the banks played cannot be, since they have errors."""
        from quiz.desk.banks.catalogue import left_out_of

        entries = self.desk.library.entries
        played = dict.fromkeys(ref.bank for ref in sitting.sitting.cards)
        for bank in played:
            if bank in entries:
                self.desk.notice_once(left_out_of(entries[bank]))
        self.say_notices()

    async def action_quit(self) -> None:
        """Leave; answers that cannot be saved where they belong are offered another place."""
        from quiz.ui.screens.ask_line import AskLineScreen

        database = self.desk.record.database
        is_asked = isinstance(self.screen, AskLineScreen)
        if is_asked or not database.has_unsaved or database.try_to_return():
            await super().action_quit()
            return

        def leave(written: Path | None) -> None:
            if written is not None:
                self.exit(message=_("Saved to {path}").format(path=written))

        self.push_screen(
            AskLineScreen(
                title=_("Your latest answers aren't saved"),
                about=_(
                    "{trouble}. Press Enter to save all your progress to this file, "
                    "which `quiz restore FILE` adds back later; press Ctrl+Q again "
                    "to quit without."
                ).format(trouble=self.trouble[:1].upper() + self.trouble[1:]),
                placeholder=_("file name"),
                value=str(Path.home() / f"quiz-record-{self.now():%Y-%m-%d-%H%M}.jsonl"),
                read=self._written,
                endings=(".jsonl",),
            ),
            leave,
        )

    def _written(self, name: str) -> Path:
        """Write the record to a file and return its path.

        Raises:
            QuizError: It cannot be written.
        """
        from quiz.library.folders import expanded
        from quiz.store.text_backup import write

        path = expanded(name)
        write(self.desk.record, path)
        return path

    def show_plans(self) -> None:
        """Show the exam plans, above the screen on top."""
        from quiz.ui.screens.plans.plan import PlanScreen

        self.push_screen(PlanScreen())

    def go_home(self) -> None:
        """Show the home screen, up to date."""
        from quiz.ui.screens.home.home import HomeScreen

        self._unwind()
        if not isinstance(self.screen, HomeScreen):
            self.push_screen(HomeScreen())

    def leave_sitting(self) -> None:
        """Show the day's page if the day was done just now, and Home if not."""
        from quiz.desk.today.report import is_day_to_show

        if is_day_to_show(self.desk):
            self.show_day()
        else:
            self.go_home()

    def show_settings(self) -> None:
        """Show the settings above the screen on top."""
        from quiz.ui.screens.settings.screen import SettingsScreen

        if not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen())

    action_settings = show_settings

    def take_up_settings(self) -> None:
        """Let the app, and what is beneath the settings, look as the settings say now."""
        from quiz.ui.screens.home.home import HomeScreen

        self._furnish()
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.show()
            screen.refresh(layout=True)

    def get_system_commands(self, screen: "object") -> "Iterable[object]":  # type: ignore[override]
        """Return the commands of all our apps, and the settings."""
        yield from super().get_system_commands(screen)
        yield SystemCommand(_("Settings"), _("Change how quiz looks and works"), self.show_settings)

    def show_day(self) -> None:
        """Show what today was, above Home if it is there."""
        from quiz.ui.screens.home.day_page import DayPageScreen

        self._unwind()
        self.push_screen(DayPageScreen())

    def _unwind(self) -> None:
        """Take screens away down to the home screen, or to the first one, which stays."""
        from quiz.ui.screens.home.home import HomeScreen

        while len(self.screen_stack) > 1 and not isinstance(self.screen, HomeScreen):
            self.pop_screen()

    def try_to_begin(self, request: Request) -> None:
        """Begin a sitting, or say why it cannot be."""
        from quiz.desk.sittings.start import begin

        try:
            sitting = begin(self.desk, request)
        except QuizError as error:
            self.report(error)
            return
        if sitting.question is None:
            self.notify(self._nothing_words(request), markup=False, timeout=6)
            return
        self.open_sitting(sitting)

    def _nothing_words(self, request: Request) -> str:
        """Return that nothing is due, and what could be done anyway."""
        entries = self.desk.library.entries
        banks = request.banks or tuple(entries)
        learned = self.desk.record.learned_counts()
        if any(entries[bank].cards > learned.get(bank, 0) for bank in banks if bank in entries):
            return _("Nothing is due now. Press n on Home for 10 more new cards.")
        states = (state for bank in banks for state in self.desk.record.states(bank).values())
        suspended = sum(state.is_suspended for state in states)
        if suspended:
            return ngettext(
                "Nothing is due now. {n} card is suspended; unsuspend it from the "
                "command palette (Ctrl+P).",
                "Nothing is due now. {n} cards are suspended; unsuspend them from "
                "the command palette (Ctrl+P).",
                suspended,
            ).format(n=suspended)
        return _("Nothing is due now.")

    def add_question(
        self,
        draft: "QuestionDraft | None" = None,
        *,
        bank: str = "",
        then: "Callable[[BankEntry | None], None] | None" = None,
    ) -> None:
        """Ask for a question, and write it into a bank of one's own.

        Args:
            draft: What the form holds at first.
            bank: Id of the bank in front.
            then: Called at the end with the bank written into, or None.
        """
        from quiz.ui.screens.banks.add_question import AddQuestionScreen

        self.clear_notifications()  # they would lie over the form
        self.push_screen(AddQuestionScreen(draft, bank=bank), then)

    def with_own_file(self, path: str, then: "Callable[[str | None], Any]") -> None:
        """Call with the file to write to: the learner's copy of a bank that others write.

        Where there is none yet, what will happen is said, and the learner decides.

        Args:
            path: The bank's file.
            then: Called with the file, or with None if there is to be no copy.
        """
        from quiz.desk.banks.editing import copied_to_own, is_of_others, used_instead
        from quiz.library.files import is_followed_file
        from quiz.ui.screens.confirm import ConfirmScreen

        try:
            copy = used_instead(self.desk, path)
        except QuizError as error:
            self.report(error)
            then(None)
            return
        if copy or not is_of_others(self.desk.places, path):
            then(copy or path)
            return

        def decide(is_wanted: bool | None) -> None:
            if not is_wanted:
                then(None)
                return
            try:
                copy = copied_to_own(self.desk, path)
            except QuizError as error:
                self.report(error)
                then(None)
                return
            self.announce(_("Copied to {path}").format(path=clean_line(copy)), timeout=6)
            then(copy)

        words = _(
            "{bank} came with quiz, and an update would write over your changes. It's copied to "
            "{folder} first; from then on your copy is used. Your progress stays."
        )
        if is_followed_file(path):
            words = _(
                "You follow {bank}, and an update would write over your changes. It's copied to "
                "{folder} first; from then on your copy is used, and updates go into it too. Your "
                "progress stays."
            )
        about = words.format(bank=Path(path).name, folder=clean_line(str(self.desk.places.banks)))
        self.push_screen(ConfirmScreen(_("Copy this bank to edit it?"), Content(about)), decide)

    def edit(self, path: str, line: int, then: "Callable[[Edited | None], Any]") -> None:
        """Let a bank's file be edited, and take up what came of it.

        Args:
            path: The file.
            line: Where to begin, from 1.
            then: Called on the screen on top with what came of it; with None if there was no
                editor, or the file cannot be edited.
        """
        screen = self.screen

        def go_on(own: str | None) -> None:
            screen.call_next(then, self._edited(own, line) if own is not None else None)

        self.with_own_file(path, go_on)

    def _edited(self, path: str, line: int) -> "Edited | None":
        """Open the editor, and return what came of it."""
        from quiz.desk.banks.editing import Editing
        from quiz.ui.editing import open_editor

        try:
            editing = Editing(self.desk, path)
        except QuizError as error:
            self.report(error)
            return None
        if not open_editor(self, path, line):
            return None
        edited = editing.finish()
        self.say_notices()
        if edited.words:
            self.report(QuizError(edited.words))
        return edited


def _as_host(app: QuizApp) -> "Host":
    """Let the type checker see that the app does all that screens may ask of it."""
    return app


def _stage_of(exam: "OpenExam") -> str:
    """Return how far an exam is, as the name of the screen for it within `screens`."""
    if exam.result is not None:
        return "exams/result"
    return "exams/grade" if exam.state.is_handed_in else "exams/sitting"


def _exam_screen(exam: "OpenExam") -> Screen[Any]:
    """Return the screen for an exam as it stands."""
    if exam.result is not None:
        from quiz.ui.screens.exams.result import ExamResultScreen

        return ExamResultScreen(exam, exam.result)
    if exam.state.is_handed_in:
        from quiz.ui.screens.exams.grade import ExamGradeScreen

        return ExamGradeScreen(exam)
    from quiz.ui.screens.exams.sitting import ExamScreen

    return ExamScreen(exam)


def _game_for_two(desk: Desk, asked: "TwoRequest") -> "TwoPlayerGame":
    from quiz.desk.sittings.two_players import begin_two

    return begin_two(desk, asked)


def run_app(
    request: Request | None,
    *,
    exam: "ExamRequest | None" = None,
    two: "TwoRequest | None" = None,
    resumes: bool = False,
) -> int:
    """Run the app in this terminal; returns the exit status.

    Raises:
        QuizError: A bank cannot be used, or nothing matches the request.
    """
    goes_home = request is None and exam is None and two is None and not resumes
    with Desk.open(most_bytes=_UNREAD_AT_START if goes_home else None) as desk:
        request = request if resumes else _resolved(desk, request)
        if exam is not None and not resumes:
            from quiz.desk.exams.exam import asked_paper

            asked_paper(desk, exam)  # what is wrong with it is said before the screen is taken
        if two is not None:
            from quiz.desk.banks.catalogue import banks_named

            banks = tuple(entry.id for entry in banks_named(desk, two.banks)) if two.banks else ()
            two = msgspec.structs.replace(two, banks=banks)
        app = QuizApp(desk, request, exam=exam, two=two, resumes=resumes)
        begin_app()
        app.run()
        if desk.trouble:
            print(f"quiz: {desk.trouble}", file=sys.stderr)
        return app.return_code or 0


def _resolved(desk: Desk, request: Request | None) -> Request | None:
    """Return the request with its banks' names made ids, before the screen is taken."""
    if request is None or not request.banks:
        return request
    from quiz.desk.banks.catalogue import banks_named

    entries = banks_named(desk, request.banks)
    return msgspec.structs.replace(request, banks=tuple(entry.id for entry in entries))
