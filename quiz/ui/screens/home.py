"""Home: the day at a glance, and the banks."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize, ScreenResume
from textual.widgets import Static

from quiz.desk import Overview
from quiz.errors import QuizError
from quiz.study import Mode, Request
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.bank_list import BankList, Found, Wanted
from quiz.ui.widgets.key_bar import KeyBar

_BARS = " ▁▂▃▄▅▆▇█"
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


class HomeScreen(QuizScreen):
    """What is due today, the week ahead, and each bank."""

    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,r", "review", "Review", id="home.review",
                tooltip="Review what is due, then new cards"),
        Binding("q", "quiz", "Quiz", id="home.quiz", tooltip="A quiz of the marked bank"),
        Binding("o", "options", "Options", id="home.options",
                tooltip="Choose game, length, topics and kinds of a quiz"),
        Binding("c", "resume", "Go on", id="home.resume", tooltip="Go on with the quiz you left"),
        Binding("a", "add", "Add", id="home.add", tooltip="Add a bank to your own"),
        Binding("u", "undo", "Undo", show=False, id="home.undo",
                tooltip="Take back what you did last"),
        Binding("slash", "find", "Find", id="home.find", tooltip="Find a bank by its title"),
        Binding("escape", "leave", "Quit", id="home.quit", tooltip="Leave the program"),
    ]  # fmt: skip

    def __init__(self) -> None:
        """Begin with nothing known."""
        super().__init__()
        self.day: Overview | None = None
        self._known: dict[str, float] = {}
        self._wanted = ""
        """What is typed into the search."""

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
        self.tell()
        if self.desk.library.unread:
            self._read_banks()

    @on(ScreenResume)
    def _resumed(self) -> None:
        if self.is_mounted and self.day is not None:
            self.tell()

    def on_resize(self, event: Resize) -> None:
        """Keep the date at the right edge."""
        if self.day is not None:
            self.query_one("#head", Static).update(self._head(self.day))

    def tell(self) -> None:
        """Bring everything up to date."""
        self.day = day = self.desk.overview()
        self.query_one("#head", Static).update(self._head(day))
        self.query_one("#today", Static).update(self._today(day))
        self.query_one("#week", Static).update(self._week(day))
        self.query_one("#week").display = day.has_record
        self.query_one("#advice", Static).update(self._advice(day))
        self._tell_banks()
        # Known shares take a pass over all learned cards: after the frame is painted.
        self.call_after_refresh(self._tell_known)
        self.show_trouble()
        self.refresh_bindings()

    def _tell_banks(self) -> None:
        assert self.day is not None
        wanted = self._wanted.casefold().strip()
        lines = tuple(
            line
            for line in self.day.lines
            if wanted in line.title.casefold() or wanted in line.id.casefold()
        )
        banks = self.query_one(BankList)
        banks.empty = (
            "No bank of that name." if wanted else "No bank yet. Press a to add one from a file."
        )
        banks.tell(lines, self._known)

    def _tell_known(self) -> None:
        self._known = self.desk.known_shares()
        if self._known and self.day is not None:
            self._tell_banks()

    @work(thread=True, exclusive=True, group="banks")
    def _read_banks(self) -> None:
        """Read changed banks behind the screen, with an index of its own for this thread."""
        from quiz.library.library import Library

        count = len(self.desk.library.unread)
        self.app.call_from_thread(self._say, f"Reading {count} new or changed banks …")
        Library(self.desk.places).close()
        self.app.call_from_thread(self._read)

    def _say(self, text: str) -> None:
        self.query_one("#advice", Static).update(Content.styled(text, "$text-accent"))

    def _read(self) -> None:
        self.desk.refresh()
        self.tell()

    # What is shown

    def _head(self, day: Overview) -> Content:
        now = self.desk.now().astimezone()
        date = f"{now:%a} {now.day} {now:%b}"
        streak = f" · {day.streak}-day streak" if day.streak > 1 else ""
        done = f" · {day.reviews_today} today" if day.reviews_today else ""
        right = f"{date}{streak}{done}"
        width = max(20, self.app.size.width - 2)
        gap = max(1, width - len("quiz") - len(right))
        return Content.assemble(("quiz", "bold $text-primary"), " " * gap, right)

    def _today(self, day: Overview) -> Content:
        if not day.due and not day.new:
            return Content.styled("All done for today.", "bold $text-success")
        parts = []
        if day.due:
            parts.append(Content.styled(f"{day.due} due", "bold $text-warning"))
        if day.new:
            parts.append(Content.styled(f"{day.new} new", "bold $text-accent"))
        minutes = "1 minute" if day.minutes == 1 else f"{day.minutes} minutes"
        parts.append(Content(f"about {minutes}"))
        return Content.styled(" · ", "$foreground-muted").join(parts)

    def _week(self, day: Overview) -> Content:
        first = self.desk.days.day_of(self.desk.now()).weekday()
        most = max(day.week) or 1
        bars, names, counts = [], [], []
        for at, count in enumerate(day.week):
            height = -(-count * 8 // most)
            bars.append(Content.styled(f"  {_BARS[height] * 2} ", "$primary"))
            counts.append(Content.styled(f"{count:^5}" if count else "  ·  ", ""))
            style = "bold" if at == 0 else "$foreground-muted"
            names.append(Content.styled(f"  {_DAYS[(first + at) % 7]} ", style))
        return Content("\n").join(Content("").join(row) for row in (bars, names, counts))

    def _advice(self, day: Overview) -> Content:
        key = "bold $text-accent"
        if not day.has_record and not day.unfinished:
            return Content.assemble(
                ("Enter", key),
                "  learns new cards, ",
                ("q", key),
                "  plays a quiz of the bank marked.",
            )
        lines = []
        if day.due or day.new:
            lines.append(Content.assemble(("Enter", key), "  Review what is due, then new cards"))
        if day.unfinished:
            lines.append(Content.assemble(("c", key), f"      Go on with {day.unfinished}"))
        if not lines:
            lines.append(
                Content.assemble(("q", key), "  plays a quiz of the bank marked all the same.")
            )
        return Content("\n").join(lines)

    # What is done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what cannot be done now."""
        if action == "resume":
            return bool(self.day and self.day.unfinished)
        if action in ("quiz", "options"):
            return True if self.day and self.day.lines else None
        return True

    def action_review(self) -> None:
        """Review what is due, then new cards."""
        self.quiz_app.try_to_begin(Request(mode=Mode.REVIEW))

    def action_quiz(self) -> None:
        """Play a quiz of the marked bank."""
        marked = self.query_one(BankList).marked
        if marked is not None:
            self.quiz_app.try_to_begin(Request(mode=Mode.QUIZ, banks=(marked.id,)))

    @on(BankList.Chosen)
    def _chosen(self) -> None:
        self.action_quiz()

    def action_options(self) -> None:
        """Choose what the quiz is to be."""
        from quiz.ui.screens.setup import SetupScreen

        marked = self.query_one(BankList).marked
        if marked is not None:
            self.app.push_screen(SetupScreen(marked.id), self._set_up)

    def _set_up(self, request: Request | None) -> None:
        if request is not None:
            self.quiz_app.try_to_begin(request)

    def action_resume(self) -> None:
        """Go on with the quiz that was left."""
        try:
            self.quiz_app.open_sitting(self.desk.resume())
        except QuizError as error:
            self.quiz_app.report(error)

    def action_add(self) -> None:
        """Ask for the path of a bank."""
        from quiz.ui.screens.add_bank import AddBankScreen

        self.app.push_screen(AddBankScreen(), lambda _: self.tell())

    def action_undo(self) -> None:
        """Take the last answer back."""
        undone = self.desk.undo_last()
        if undone is None:
            self.notify("There is nothing to take back.", markup=False)
            return
        self.notify(f"Taken back: {self.desk.undone_words(undone)}", markup=False)
        self.tell()

    async def action_find(self) -> None:
        """Type a part of a bank's title."""
        from quiz.ui.widgets.find_field import FindField

        for field in self.query(FindField):
            field.focus()
            return
        field = FindField()
        await self.query_one("#home").mount(field, before="#banks")
        field.focus()

    @on(Wanted)
    def _find(self, message: Wanted) -> None:
        self._wanted = message.text
        self._tell_banks()

    @on(Found)
    def _found(self) -> None:
        self.query_one(BankList).focus()

    async def action_leave(self) -> None:
        """Leave the search, or the program."""
        for field in self.query("#find"):
            await field.remove()
            self._wanted = ""
            self._tell_banks()
            self.query_one(BankList).focus()
            return
        self.app.exit()
