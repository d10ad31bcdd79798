"""Home: the day at a glance, and the banks."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize, ScreenResume
from textual.widgets import Static

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.desk.banks.changes import changed_questions
from quiz.desk.care.weights import kept
from quiz.desk.sittings.undo import undone_words
from quiz.desk.sittings.unfinished import resumed_quiz, unfinished_titles
from quiz.desk.today.background import take_worked_out, worked_out_apart
from quiz.desk.today.day import Overview, can_add_new, counted, overview, today
from quiz.desk.today.known import known_shares
from quiz.desk.today.limits import more_new_cards
from quiz.errors import QuizError
from quiz.memory import CardAction
from quiz.study import CardRef, Mode, Request
from quiz.translation import _, ngettext
from quiz.ui.content import day as day_content
from quiz.ui.content import parts
from quiz.ui.content.day import ExamDay
from quiz.ui.dates import with_weekday
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.home_keys import BINDINGS
from quiz.ui.widgets.bank_list import BankList, Found, Wanted
from quiz.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from quiz.desk.banks.changes import ChangedQuestion
    from quiz.desk.exams.exam import ExamRequest, OpenExam
    from quiz.desk.plans.outlook import PlanOutlook
    from quiz.desk.plans.plan import ExamPlan
    from quiz.desk.today.background import WorkedOut

_MORE_NEW = 10


class HomeScreen(QuizScreen):
    """What is due today, the week ahead, and each bank."""

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
        self._changed: list[ChangedQuestion] = []
        self._known: dict[str, float] = {}
        self._known_of = ""
        """Day and log that the shares were last worked out of, for a long log."""
        self._wanted = ""
        """What is typed into the search."""
        self._before_search = ""
        """The bank that was marked when the search began; empty once the keys left the field."""

    def compose(self) -> ComposeResult:
        """Yield head, day, list of banks and keys."""
        yield Static(id="head")
        with Vertical(classes="column", id="home"):
            yield Static(id="today")
            yield Static(id="week")
            yield Static(id="advice")
            yield BankList(id="banks")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the day."""
        self.query_one(BankList).focus()
        self.show()
        self.set_interval(1, self._watch_clock)
        if self.desk.library.unread:
            self._read_banks()

    @on(ScreenResume)
    def _resumed(self) -> None:
        if self.is_mounted and self.day is not None:
            self.show()

    def on_resize(self, event: Resize) -> None:
        """Keep the date at the right edge."""
        if self.day is not None:
            self.query_one("#head", Static).update(self._head(self.day))
            self._show_day()

    def show(self) -> None:
        """Bring everything up to date."""
        self.exams.take(self.desk.record.exams(), self.desk.today)
        self.day = day = overview(self.desk, counts=not self.exams.ahead)
        self.left_quizzes = unfinished_titles(self.desk)
        self._shown_day = self.desk.today
        self.query_one("#head", Static).update(self._head(day))
        self.query_one("#week", Static).update(day_content.week(day, self._shown_day))
        self.query_one("#week").display = day.has_record
        self._take_exam()
        self._show_day()
        self._show_banks()
        # Known shares take a pass over all learned cards: after the frame is painted.
        self.call_after_refresh(self._show_known)
        self.call_after_refresh(self._show_changed)
        if self.exams.ahead:
            self.call_after_refresh(self._show_plans)
        self.show_trouble()
        self.refresh_bindings()

    def _take_exam(self) -> None:
        """Look for an exam that was begun; one whose time is over is handed in by that."""
        self.left_exams = []
        if self.desk.record.unfinished_sitting((str(Mode.EXAM),)) is None:
            return
        from quiz.desk.exams.exam import unfinished_exams

        for exam in unfinished_exams(self.desk):
            if exam.was_ended_by_clock:
                words = _("Time's up. Your exam was handed in as it was.")
                self.host.announce(words, timeout=10)
            if exam.result is None:
                self.left_exams.append(exam)
            else:
                # Its essays, were there any to grade, wait for `c`: nobody asked for them now.
                self.call_later(self.host.show_exam, exam)

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
            self._show_day()

    def _show_banks(self) -> None:
        assert self.day is not None
        wanted = self._wanted.casefold().strip()
        lines = tuple(
            line
            for line in self.day.lines
            if wanted in line.title.casefold() or wanted in line.id.casefold()
        )
        banks = self.query_one(BankList)
        banks.empty = (
            _("No matching banks.")
            if wanted
            else _("No banks yet. Press a to add one from a file.")
            if not self._reading()
            else ""
        )
        dates = self.exams.dates([line.id for line in lines])
        is_typed = getattr(self.focused, "id", None) == "find"
        marked = self._before_search if is_typed else ""
        banks.offer(lines, self._known, dates, marked, today=self.day.today)

    def _show_known(self) -> None:
        desk = self.desk
        if desk.has_long_log:
            mark = f"{desk.today} {desk.record.log_mark()}"
            if mark != self._known_of:
                self._known_of = mark
                self._work_out(worked_out_apart(desk), desk.must_rebuild)
            return
        self._known = known_shares(desk)
        if self._known and self.day is not None:
            self._show_banks()

    @work(thread=True, exclusive=True, group="known")
    def _work_out(self, work: "Callable[[], WorkedOut]", rebuilds: bool) -> None:
        """Go through a long log in a thread of its own: it takes seconds for a million answers."""
        if rebuilds:
            self.app.call_from_thread(
                self._say, _("Rebuilding your progress from all your answers…")
            )
        self.app.call_from_thread(self._take_worked_out, work(), rebuilds)

    def _take_worked_out(self, found: "WorkedOut", rebuilds: bool) -> None:
        take_worked_out(self.desk, found)
        self._known = found.known
        if rebuilds and self.is_active:
            self.show()
        elif self.is_attached and self.day is not None:
            self._show_banks()
            if self.exams.ahead:
                self._show_plans()

    def _show_changed(self) -> None:
        """Look whether the learner is to be asked about questions that changed."""
        self._changed = changed_questions(self.desk)
        self._show_day()
        self.refresh_bindings()

    def _show_plans(self) -> None:
        """Show what the plans ask of today, then what they promise."""
        if not self.is_active or self.desk.recall.is_long:  # shown again later
            return
        from quiz.desk.plans import exam_plans
        from quiz.ui.screens.plans.outlooks import show_outlooks

        assert self.day is not None
        exams = self.exams
        exams.plans = plans = exam_plans(self.desk)
        self.day = day = counted(self.desk, self.day, plans)
        exams.looks = {}
        show_outlooks(self, [plan for plan in plans if plan.cards], self._show_look)
        self.query_one("#week", Static).update(day_content.week(day, self._shown_day))
        self._show_day()
        self._show_banks()
        self.refresh_bindings()

    def _show_look(self, plan: "ExamPlan", look: "PlanOutlook") -> None:
        if self.is_attached:
            self.exams.looks[plan.exam.uid] = look
            self._show_day()

    @work(thread=True, exclusive=True, group="banks")
    def _read_banks(self) -> None:
        """Read changed banks behind the screen, with an index of its own for this thread."""
        from quiz.library.library import Library

        Library(self.desk.places).close()
        self.app.call_from_thread(self._read)

    def _reading(self) -> str:
        """Return that banks are being read, behind the screen; empty if none are."""
        count = len(self.desk.library.unread)
        if not count:
            return ""
        return ngettext(
            "Reading {n} new or changed bank…", "Reading {n} new or changed banks…", count
        ).format(n=count)

    def _say(self, text: str) -> None:
        self.query_one("#advice", Static).update(Content.styled(text, "$text-accent"))

    def _read(self) -> None:
        self.desk.refresh()
        self.show()

    # What is shown

    def _head(self, day: Overview) -> Content:
        # The day whose cards are shown: after midnight that may still be yesterday's.
        facts = [with_weekday(date.fromordinal(self._shown_day))]
        if day.streak > 1:
            facts.append(_("{n}-day streak").format(n=day.streak))
        if day.answers_today:
            facts.append(_("{n} answered today").format(n=day.answers_today))
        right = " · ".join(facts)
        return parts.head("quiz", max(20, self.app.size.width - 2), right)

    def _show_day(self) -> None:
        """Show what today holds, and what could be done."""
        day = self.day
        if day is None:
            return
        width = max(20, min(110, self.app.size.width) - 6)
        reading = self._reading()
        # What today holds is not known before its banks are.
        held = (
            Content.styled(reading, "$text-accent")
            if reading
            else day_content.today(day, self.exams)
        )
        self.query_one("#today", Static).update(held)
        left = [words for _uid, words in self._left()]
        if left and not self.left_exams:
            left[0] = _("Resume {quiz}").format(quiz=clean_line(left[0]))
        words = day_content.advice(day, self.exams, len(self._changed), width, left)
        self.query_one("#advice", Static).update(Content("") if reading else words)

    # What is done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what cannot be done now."""
        if action == "resume":
            return bool(self._left())
        if action == "choose_unfinished":
            return len(self._left()) > 1
        if action == "changed":
            return bool(self._changed)
        if action in ("quiz", "options", "more_new", "edit", "browse"):
            return True if self.day and self.day.lines else None
        if action == "reading":
            return bool(self._reading_of_marked())
        if action == "mistakes":
            return True if self.day and self.day.has_record else None
        return True

    def _reading_of_marked(self) -> str:
        marked = self.query_one(BankList).marked if self.is_mounted else None
        head = self.desk.library.head(marked.id) if marked else None
        return head.reading or head.about if head else ""

    def action_reading(self) -> None:
        """Show the text of the selected bank, or where it is."""
        marked = self.query_one(BankList).marked
        if marked:
            from quiz.ui.screens.banks.reading import ReadingScreen

            self.app.push_screen(ReadingScreen(self.desk.library.head(marked.id)))

    def palette_actions(self) -> Iterable[tuple[str, str]]:
        """Yield what is done so seldom that it has no key."""
        if self.query_one(BankList).marked is not None:
            yield _("Take a mock exam on the selected bank"), "sit_exam"
        yield _("Exam results: how your mock exams went"), "past_exams"
        yield _("Analyse class results"), "analyse"
        if self._suspended():
            yield _("Unsuspend all cards of the selected bank"), "resume_suspended"
        if self.day is not None and self.day.has_record:
            yield _("Fit the memory model to your answers"), "fit"
        if kept(self.desk.record) is not None:
            yield _("Undo the last fit of the memory model"), "take_fit_back"

    def _suspended(self) -> list[CardRef]:
        """Return the suspended cards of the marked bank."""
        marked = self.query_one(BankList).marked
        states = self.desk.record.states(marked.id) if marked is not None else {}
        return [
            CardRef(marked.id, card)
            for card, state in states.items()
            if marked is not None and state.is_suspended
        ]

    def action_review(self) -> None:
        """Review what is due, then new cards."""
        self.host.try_to_begin(Request(mode=Mode.REVIEW))

    def action_quiz(self) -> None:
        """Play a quiz of the marked bank."""
        marked = self.query_one(BankList).marked
        if marked is not None:
            self.host.try_to_begin(Request(mode=Mode.QUIZ, banks=(marked.id,)))

    @on(BankList.Chosen)
    def _chosen(self) -> None:
        self.action_quiz()

    def action_options(self) -> None:
        """Choose what the quiz is to be."""
        from quiz.ui.screens.sittings.setup import SetupScreen

        marked = self.query_one(BankList).marked
        if marked is not None:
            self.app.push_screen(SetupScreen(marked.id), self._set_up)

    def _set_up(self, request: "Request | ExamRequest | None") -> None:
        if isinstance(request, Request):
            self.host.try_to_begin(request)
        elif request is not None:
            self.host.start_exam(request)

    def action_sit_exam(self) -> None:
        """Show what an exam of the marked bank would be."""
        from quiz.desk.exams.exam import ExamRequest

        marked = self.query_one(BankList).marked
        if marked is not None:
            self.host.start_exam(ExamRequest(names=(marked.id,)))

    def action_past_exams(self) -> None:
        """List the exams that were sat."""
        from quiz.ui.screens.exams.past import PastExamsScreen

        self.app.push_screen(PastExamsScreen())

    def action_analyse(self) -> None:
        """Say how good a test was, from a class's results."""
        from quiz.ui.screens.analysis import ask_for_results

        ask_for_results(self)

    def action_exams(self) -> None:
        """Show the exams."""
        from quiz.ui.screens.plans.plan import PlanScreen

        self.app.push_screen(PlanScreen())

    def action_changed(self) -> None:
        """Ask about the questions that changed."""
        from quiz.ui.screens.banks.changed import ChangedScreen

        if self._changed:
            self.app.clear_notifications()  # they would lie over what is to be decided
            self.app.push_screen(ChangedScreen(self._changed), lambda _: self.show())

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

    def action_resume_suspended(self) -> None:
        """Let the suspended cards of the marked bank come again, once that is confirmed."""
        from quiz.ui.screens.confirm import ConfirmScreen

        cards = self._suspended()
        marked = self.query_one(BankList).marked
        if not cards or marked is None:
            return

        def let(is_wanted: bool | None) -> None:
            if is_wanted:
                for ref in cards:
                    self.desk.do(ref, CardAction.RESUME)
                self.show()

        words = ngettext(
            "{bank}: {n} suspended card will be due again.",
            "{bank}: {n} suspended cards will be due again.",
            len(cards),
        )
        title = clip(clean_line(marked.title), 40)
        about = Content(words.format(bank=title, n=len(cards)))
        self.app.push_screen(ConfirmScreen(_("Unsuspend these cards?"), about), let)

    def action_fit(self) -> None:
        """Fit the memory model to the learner."""
        self._push_fit(takes_back=False)

    def action_take_fit_back(self) -> None:
        """Take the last fit back."""
        self._push_fit(takes_back=True)

    def _push_fit(self, *, takes_back: bool) -> None:
        from quiz.ui.screens.fit import FitScreen

        self.app.push_screen(FitScreen(takes_back=takes_back), lambda _: self.show())

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
            self._take_exam()  # its time may just be over
            for exam in self.left_exams:
                if exam.uid == uid:
                    self.host.show_exam(exam)
            return
        try:
            self.host.open_sitting(resumed_quiz(self.desk, uid))
        except QuizError as error:
            self.host.report(error)

    def action_add(self) -> None:
        """Ask for the path of a bank."""
        from quiz.ui.screens.banks.add_bank import AddBankScreen

        self.app.push_screen(AddBankScreen(), lambda _: self.show())

    def action_browse(self) -> None:
        """Show the page of the marked bank."""
        from quiz.ui.screens.banks.browse import BrowseScreen

        marked = self.query_one(BankList).marked
        if marked is not None:
            self.app.push_screen(BrowseScreen(marked.id))

    def action_add_question(self) -> None:
        """Write a question into a bank of one's own."""
        marked = self.query_one(BankList).marked
        bank = marked.id if marked is not None else ""
        self.host.add_question(bank=bank, then=lambda _: self.show())

    def action_edit(self) -> None:
        """Edit the file of the marked bank."""
        marked = self.query_one(BankList).marked
        if marked is not None and self.host.edit(marked.path, 1) is not None:
            self.show()

    def action_undo(self) -> None:
        """Undo what was done last."""
        undone = self.desk.undo_last()
        if undone is None:
            self.notify(_("Nothing to undo."), markup=False)
            return
        words = _("Undone: {what}").format(what=undone_words(self.desk, undone))
        self.notify(words, markup=False)
        self.show()

    async def action_find(self) -> None:
        """Type a part of a bank's title."""
        from quiz.ui.widgets.find_field import FindField

        marked = self.query_one(BankList).marked
        self._before_search = marked.id if marked else ""
        for field in self.query(FindField):
            field.focus()
            return
        field = FindField()
        await self.query_one("#home").mount(field, before="#banks")
        field.focus()

    @on(Wanted)
    def _find(self, message: Wanted) -> None:
        self._wanted = message.text
        self._show_banks()

    @on(Found)
    def _found(self) -> None:
        self._before_search = ""
        self.query_one(BankList).focus()

    async def action_leave(self) -> None:
        """Clear the search, leave it, or leave the program."""
        from quiz.ui.widgets.find_field import is_cleared

        for field in self.query("#find"):
            if is_cleared(field):
                return
            self._wanted = ""
            self._show_banks()
            await field.remove()
            self._found()
            return
        await self.app.action_quit()
