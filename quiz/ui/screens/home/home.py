"""Home: the day at a glance, and the banks."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import MouseScrollDown, MouseScrollUp, Resize, ScreenResume
from textual.widgets import Static

from quiz.desk.search.saved import SavedSearch, saved_searches
from quiz.desk.sittings.unfinished import resumed_quiz, unfinished_titles
from quiz.desk.today.background import take_worked_out, worked_out_apart
from quiz.desk.today.day import BankLine, Overview, can_add_new, counted, overview, today
from quiz.desk.today.goal import choose_goal, is_goal_chosen
from quiz.desk.today.known import known_shares
from quiz.desk.today.limits import more_new_cards
from quiz.errors import QuizError
from quiz.memory.goal import CHOICES, Goal
from quiz.study import Mode, Request
from quiz.translation import _, ngettext
from quiz.ui.canvas.canvas import Canvas
from quiz.ui.canvas.paint import Paint
from quiz.ui.content import day as day_content
from quiz.ui.content import parts
from quiz.ui.content.day import ExamDay
from quiz.ui.dates import with_weekday
from quiz.ui.inks import PARTLY
from quiz.ui.screens.exams.unfinished import take_unfinished
from quiz.ui.screens.home.actions import HomeActions
from quiz.ui.screens.home.board import banks_in_sight, draw_home, is_high
from quiz.ui.screens.home.keys import BINDINGS
from quiz.ui.screens.home.offers import Offer, Waiting, first_offers, offers
from quiz.ui.screens.home.view import HomeView
from quiz.ui.screens.home.weakest import show_weakest
from quiz.ui.widgets.finding import Found, Wanted
from quiz.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from quiz.desk.banks.changes import ChangedQuestion
    from quiz.desk.exams.exam import OpenExam
    from quiz.desk.plans.outlook import PlanOutlook
    from quiz.desk.plans.plan import ExamPlan
    from quiz.desk.statistics.groups import AnswerGroup
    from quiz.desk.today.background import WorkedOut
    from quiz.desk.today.recent import RecentSitting

_MORE_NEW = 10
_FORECAST_DAYS = 30
_RECENT = 12
_ASKED_S = 4
"""For so long a second Esc quits."""
_MANY_BANKS = 30
"""With more banks than this nobody is at a first run: they are listed from the start."""


class HomeScreen(HomeActions):
    """How today stands, what to do now, and each bank."""

    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = BINDINGS

    def __init__(self) -> None:
        """Begin with nothing known."""
        super().__init__()
        self.day: Overview | None = None
        self._shown_day = 0
        """The study day that is shown, as an ordinal."""
        self.exams = ExamDay()
        self.left_quizzes: tuple[tuple[str, str], ...] = ()
        """The quizzes that were left, the newest first: uid, and title with place."""
        self.left_exams: list[OpenExam] = []
        """The exams that were begun and not finished, the newest first."""
        self.changed: list[ChangedQuestion] = []
        self._known: dict[str, float] = {}
        self._known_of = ""
        """Day and log that the shares were last worked out of, for a long log."""
        self._mistakes = 0
        self._forecast: list[int] = []
        self._recent: list[RecentSitting] = []
        self._weakest: Sequence[AnswerGroup] = ()
        self._rebuilding = False
        self._cursor = 0
        self._bank = ""
        """Id of the bank that keys are about."""
        self._top = 0
        """Index of the first bank in sight."""
        self._goal_at = CHOICES.index(Goal())
        self._is_shown = False
        """Whether the screen was in front before: at first all is shown when it is mounted."""
        self._leaves = False
        """Whether Esc was pressed just now."""
        self._searches: tuple[SavedSearch, ...] = ()
        self._wanted = ""
        """What is typed into the search."""
        self._before_search = ""
        """The bank that was selected when the search began."""

    def compose(self) -> ComposeResult:
        """Yield head, board and keys."""
        yield Static(id="head")
        yield Paint(self._draw, id="home")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the day."""
        self.show()
        self.set_interval(1, self._watch_clock)
        if self.desk.library.unread:
            self._read_banks()

    @on(ScreenResume)
    def _resumed(self) -> None:
        if self._is_shown:
            self.show()
        self._is_shown = True

    def on_resize(self, event: Resize) -> None:
        """Keep the date at the right edge, and the selected bank in sight."""
        super().on_resize(event)
        if self.day is not None:
            self._show_head(self.day)
            self._follow()
            if self._recent and not self._weakest:
                self.call_after_refresh(self._show_weakest)

    def show(self) -> None:
        """Bring everything up to date."""
        desk = self.desk
        self.exams.take(desk.record.exams(), desk.today)
        self.day = day = overview(desk, counts=not self.exams.ahead)
        self.left_quizzes = unfinished_titles(desk)
        self._shown_day = desk.today
        self._searches = saved_searches(desk)
        self._show_head(day)
        self.left_exams = take_unfinished(self)
        if not self._bank and day.lines:
            self._bank = day.lines[0].id
        self._follow()
        # What takes a pass over all learned cards comes after the frame is painted.
        self.call_after_refresh(self._show_rest)
        if self.exams.ahead:
            self.call_after_refresh(self._show_plans)
        self.show_trouble()
        self.refresh_bindings()

    def _watch_clock(self) -> None:
        """Show a day that has begun, and an exam's clock as it runs; end it when time is up."""
        if not self.is_active:
            return
        if self.desk.today != self._shown_day:
            self.show()
            return
        left = [exam.left_s() for exam in self.left_exams if not exam.state.is_handed_in]
        if 0 in left:
            self.show()
        elif any(time is not None for time in left):
            self._follow()

    # The board

    def _draw(self, canvas: Canvas) -> None:
        if self.day is not None:
            draw_home(canvas, self.view())

    def view(self) -> HomeView:
        """Return what the board shows now."""
        assert self.day is not None
        day = self.day
        counts = self._forecast or list(day.week)
        due = day.today.to_review if day.today is not None else counts[0]
        return HomeView(
            day=day,
            today=self._shown_day,
            exams=self.exams,
            offers=self._offers(),
            banks=self._found_banks(),
            known=self._known,
            bank=self._bank,
            cursor=self._cursor,
            top=self._top,
            reading=self._reading(),
            empty=_("No matching banks.")
            if self._wanted
            else _("No banks yet. Press a to add one from a file.")
            if not self._reading()
            else "",
            has_streak=self.desk.config.streak,
            forecast=[due, *counts[1:]],
            recent=self._recent,
            searches=[saved.name for saved in self._searches],
            weakest=self._weakest,
            goal_at=self._goal_at if self._is_first_run else None,
        )

    @property
    def _is_first_run(self) -> bool:
        """Whether nothing was answered yet, and the goal is still to be chosen."""
        day = self.day
        is_used = self._left() or self._wanted or self._searches or self.exams.ahead
        if day is None or day.has_record or is_used:
            return False
        return not is_goal_chosen(self.desk) and len(day.lines) < _MANY_BANKS

    def _offers(self) -> list[Offer]:
        assert self.day is not None
        if self._is_first_run:
            return first_offers(self.day)
        waiting = Waiting(
            exams=[day_content.exam_words(exam) for exam in self.left_exams],
            quizzes=[words for _uid, words in self.left_quizzes],
            mistakes=self._mistakes,
            changed=len(self.changed),
        )
        return offers(self.day, self.exams, waiting)

    def _found_banks(self) -> list[BankLine]:
        """Return the banks whose title holds what is looked for."""
        assert self.day is not None
        wanted = self._wanted.casefold().strip()
        return [
            line
            for line in self.day.lines
            if wanted in line.title.casefold() or wanted in line.id.casefold()
        ]

    @property
    def marked(self) -> BankLine | None:
        """The bank that keys are about; None if there is none."""
        if self.day is None:
            return None
        banks = self._found_banks()
        return next((line for line in banks if line.id == self._bank), banks[0] if banks else None)

    def _follow(self) -> None:
        """Draw again, with the selected row in its bounds and the selected bank in sight."""
        assert self.day is not None
        banks, shown = self._found_banks(), len(self._offers())
        last = shown + len(banks) + len(self._searches) - 1
        self._cursor = max(0, min(self._cursor, last))
        if shown <= self._cursor < shown + len(banks):
            self._bank = banks[self._cursor - shown].id
        ids = [line.id for line in banks]
        at = ids.index(self._bank) if self._bank in ids else 0
        board = self.query_one("#home", Paint)
        room = banks_in_sight(board.size.width, board.size.height, self.view())
        self._top = max(0, min(self._top, len(banks) - room, at))
        if at >= self._top + room:
            self._top = at - room + 1
        board.repaint()

    def action_move(self, step: int) -> None:
        """Select another row."""
        if self.day is not None:
            self._cursor += step
            self._follow()
            self.refresh_bindings()

    def action_day_page(self) -> None:
        """Show what today was."""
        if self.day is not None and self.day.done(self._shown_day).answers:
            self.host.show_day()
        else:
            self.notify(_("Your day begins with its first answer."), markup=False)

    def action_first(self) -> None:
        """Select what to do now, and show the first banks."""
        self._bank = ""
        self.action_move(-self._cursor)

    def action_enter(self) -> None:
        """Do what the selected row offers: the thing to do now, or study of the bank."""
        if self.day is None:
            return
        offers = self._offers()
        if self._cursor < len(offers):
            self.call_later(self.run_action, offers[self._cursor].action)
        elif self._cursor < len(offers) + len(self._found_banks()):
            self.action_study_bank()
        else:
            self.action_open_search(self._cursor - len(offers) - len(self._found_banks()))

    def action_open_search(self, at: int) -> None:
        """Browse what a saved search finds."""
        from quiz.ui.screens.cards.browse import BrowseScreen

        if 0 <= at < len(self._searches):
            self.app.push_screen(BrowseScreen(self._searches[at].text))

    def action_do_offer(self, at: int) -> None:
        """Do what a row that was clicked offers."""
        self._cursor = at
        self._follow()
        self.action_enter()

    def action_choose_bank(self, at: int) -> None:
        """Select a bank that was clicked; a click on the selected one studies it."""
        row = at + len(self._offers())
        if row == self._cursor:
            self.action_study_bank()
            return
        self._cursor = row
        self._follow()
        self.refresh_bindings()

    def action_turn_goal(self, step: int) -> None:
        """Choose another daily goal, at the first run."""
        self.action_choose_goal(max(0, min(len(CHOICES) - 1, self._goal_at + step)))

    def action_choose_goal(self, at: int) -> None:
        """Choose a daily goal; it is kept with the first answer, or when another screen opens."""
        self._goal_at = at
        self._follow()

    def keep_goal(self) -> None:
        """Keep the goal that the first run shows: going on is a yes."""
        if self._is_first_run:
            choose_goal(self.desk, CHOICES[self._goal_at])

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Move down."""
        event.stop()
        self.action_move(1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Move up."""
        event.stop()
        self.action_move(-1)

    def _show_rest(self) -> None:
        """Show what is known, what changed, what was and what comes; drawn once."""
        # Behind the first frame, and so are their modules.
        from quiz.desk.banks.changes import changed_questions
        from quiz.desk.sittings.drawing import wrong_lately
        from quiz.desk.today.recent import recent_sittings

        desk = self.desk
        if desk.has_long_log:
            mark = f"{desk.today} {desk.record.log_mark()}"
            if mark != self._known_of:
                self._known_of = mark
                self._work_out(worked_out_apart(desk), desk.must_rebuild)
        else:
            self._known = known_shares(desk)
            self._mistakes = len(wrong_lately(desk))
        self.changed = changed_questions(desk)
        self._forecast = desk.record.due_by_day(desk.today, _FORECAST_DAYS, desk.library.entries)
        self._recent = recent_sittings(desk, _RECENT)
        self._show_weakest()
        if self.is_attached and self.day is not None:
            self._follow()
            self.refresh_bindings()

    def _show_weakest(self) -> None:
        size = self.query_one("#home", Paint).size
        if is_high(size.width, size.height):
            show_weakest(self, self._take_weakest)

    def _take_weakest(self, found: "Sequence[AnswerGroup]") -> None:
        self._weakest = found
        if self.is_attached and self.day is not None:
            self._follow()

    @work(thread=True, exclusive=True, group="known")
    def _work_out(self, work: "Callable[[], WorkedOut]", rebuilds: bool) -> None:
        """Go through a long log in a thread of its own: it takes seconds for a million answers."""
        if rebuilds:
            self.app.call_from_thread(self._say_rebuilding)
        self.app.call_from_thread(self._take_worked_out, work(), rebuilds)

    def _take_worked_out(self, found: "WorkedOut", rebuilds: bool) -> None:
        take_worked_out(self.desk, found)
        self._known = found.known
        self._rebuilding = False
        if rebuilds and self.is_active:
            self.show()
        elif self.is_attached and self.day is not None:
            self._follow()
            if self.exams.ahead:
                self._show_plans()

    def _show_plans(self) -> None:
        """Show what the plans ask of today, then what they promise; of a long log, later."""
        from quiz.desk.plans import exam_plans, uncounted_banks
        from quiz.ui.screens.plans.outlooks import show_outlooks

        if not self.is_active or self.desk.recall.is_long or uncounted_banks(self.desk):
            return
        assert self.day is not None
        exams = self.exams
        exams.plans = plans = exam_plans(self.desk, tells_known=False)
        self.day = counted(self.desk, self.day, plans)
        exams.looks = {}
        show_outlooks(self, [plan for plan in plans if plan.cards], self._show_look)
        self._follow()
        self.refresh_bindings()

    def _show_look(self, plan: "ExamPlan", look: "PlanOutlook") -> None:
        if self.is_attached:
            self.exams.looks[plan.exam.uid] = look
            self._follow()

    @work(thread=True, exclusive=True, group="banks")
    def _read_banks(self) -> None:
        """Read changed banks behind the screen, with an index of its own for this thread."""
        from quiz.library.library import Library

        Library(self.desk.places).close()
        self.app.call_from_thread(self._read)

    def _reading(self) -> str:
        """Return what is being done behind the screen before cards can be counted; or nothing."""
        if self._rebuilding:
            return _("Rebuilding your progress from all your answers…")
        count = len(self.desk.library.unread)
        if not count:
            return ""
        return ngettext(
            "Reading {n} new or changed bank…", "Reading {n} new or changed banks…", count
        ).format(n=count)

    def _say_rebuilding(self) -> None:
        self._rebuilding = True
        self._follow()

    def _read(self) -> None:
        self.desk.refresh()
        self.show()

    def _show_head(self, day: Overview) -> None:
        # The day whose cards are shown: after midnight that may still be yesterday's.
        facts = [with_weekday(date.fromordinal(self._shown_day))]
        right = Content(facts[0])
        if self.desk.config.streak and day.streak.days > 1:
            words = _("{n}-day streak").format(n=day.streak.days)
            right = Content(f"{facts[0]} · ") + Content.styled(words, f"bold {PARTLY}")
        width = max(20, self.app.size.width - 4)
        self.query_one("#head", Static).update(parts.head("quiz", width, right))

    # What is done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what cannot be done now."""
        if action == "resume":
            return bool(self._left())
        if action == "choose_unfinished":
            return len(self._left()) > 1
        if action == "changed":
            return bool(self.changed)
        if action == "day_page":
            return self.day is not None
        if action == "turn_goal":
            return self._is_first_run
        if action in ("quiz", "games", "options", "more_new", "edit", "bank_page"):
            return True if self.day and self.day.lines else None
        if action == "reading":
            return bool(self._reading_of_marked())
        if action == "mistakes":
            return True if self.day and self.day.has_record else None
        return True

    def _reading_of_marked(self) -> str:
        marked = self.marked
        head = self.desk.library.head(marked.id) if marked else None
        return head.reading or head.about if head else ""

    def action_review(self) -> None:
        """Review what is due in all banks, then new cards."""
        self.keep_goal()
        self.host.try_to_begin(Request(mode=Mode.REVIEW))

    def action_study_bank(self) -> None:
        """Review what is due in the selected bank, then its new cards."""
        if self.marked is not None:
            self.keep_goal()
            self.host.try_to_begin(Request(mode=Mode.REVIEW, banks=(self.marked.id,)))

    def action_quiz(self) -> None:
        """Play a quiz of the selected bank."""
        if self.marked is not None:
            self.keep_goal()
            self.host.try_to_begin(Request(mode=Mode.QUIZ, banks=(self.marked.id,)))

    def action_mistakes(self) -> None:
        """Practise what was answered wrong lately."""
        self.host.try_to_begin(Request(mode=Mode.CRAM, mistakes=True))

    def action_more_new(self) -> None:
        """Let today hold more new cards."""
        if self.day is None or self.day.today is None:
            self.notify(_("Preparing today's plan…"), markup=False, timeout=3)
            return
        plans = self.exams.plans
        if not can_add_new(self.desk, plans=plans):
            self.notify(day_content.no_more_new(self.day, self.exams), markup=False)
            return
        more_new_cards(self.desk, _MORE_NEW)
        new = today(self.desk, plans=plans).new
        words = ngettext(
            "You now have {n} new card today.", "You now have {n} new cards today.", new
        )
        self.notify(words.format(n=new), markup=False, timeout=3)
        self.show()

    def action_resume(self) -> None:
        """Go on with the exam that was left last, or else with the quiz."""
        self._resume(0)

    def action_choose_unfinished(self) -> None:
        """List all that was left, to go on with one of it."""
        from quiz.ui.screens.sittings.unfinished import UnfinishedScreen

        def chosen(at: int | None) -> None:
            if at is not None:
                self._resume(at)

        self.app.push_screen(UnfinishedScreen([words for _uid, words in self._left()]), chosen)

    def _left(self) -> list[tuple[str, str]]:
        """Return uid and words of what was left: exams first, each the newest first."""
        exams = [(exam.uid, day_content.exam_words(exam)) for exam in self.left_exams]
        return [*exams, *self.left_quizzes]

    def _resume(self, at: int) -> None:
        left = self._left()
        if at >= len(left):
            return
        uid = left[at][0]
        if at < len(self.left_exams):
            self.left_exams = take_unfinished(self)  # its time may just be over
            for exam in self.left_exams:
                if exam.uid == uid:
                    self.host.show_exam(exam)
            return
        try:
            self.host.open_sitting(resumed_quiz(self.desk, uid))
        except QuizError as error:
            self.host.report(error)

    async def action_find(self) -> None:
        """Type a part of a bank's title."""
        from quiz.ui.widgets.find_field import FindField

        self._before_search = self._bank
        for field in self.query(FindField):
            field.focus()
            return
        field = FindField()
        await self.mount(field, before="#home")
        field.focus()

    @on(Wanted)
    def _find(self, message: Wanted) -> None:
        self._wanted = message.text
        banks = self._found_banks()
        ids = [line.id for line in banks]
        at = ids.index(self._before_search) if self._before_search in ids else 0
        if banks:
            self._bank = banks[at].id
        self._cursor = len(self._offers()) + at
        self._follow()

    @on(Found)
    def _found(self) -> None:
        self._before_search = ""
        self.set_focus(None)

    async def action_leave(self) -> None:
        """Clear the search, leave it, or leave the program."""
        for field in self.query("#find"):
            from quiz.ui.widgets.find_field import is_cleared

            if is_cleared(field):
                return
            self._wanted = ""
            await field.remove()
            self._follow()
            self._found()
            return
        if self._leaves:
            await self.app.action_quit()
            return
        self._leaves = True
        self.set_timer(_ASKED_S, self._stay)
        self.notify(_("Press Esc again to quit."), markup=False, timeout=_ASKED_S)

    def _stay(self) -> None:
        self._leaves = False
