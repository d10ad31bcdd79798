"""The screen of the statistics: a tab is worked out when it is opened, in another thread."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize
from textual.widgets import Static

from quiz.cleaning import clean_line
from quiz.desk.statistics import Period, Scope
from quiz.desk.statistics.forecast import FORECAST_DAYS, day_search
from quiz.desk.statistics.source import (
    CountingStopped,
    is_apart,
    source_apart,
    told_now_and_then,
)
from quiz.errors import QuizError
from quiz.study import CardRef, Mode, Request
from quiz.translation import _
from quiz.ui.canvas.canvas import Canvas
from quiz.ui.canvas.paint import Paint
from quiz.ui.content import parts
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.statistics import topics_lists
from quiz.ui.screens.statistics.board import body, draw_statistics
from quiz.ui.screens.statistics.empty import lack_of
from quiz.ui.screens.statistics.keys import BINDINGS
from quiz.ui.screens.statistics.numbers import rows_in_sight, table_of
from quiz.ui.screens.statistics.view import (
    BANKS,
    CONFUSED,
    HARDEST,
    KINDS,
    StatView,
    Tab,
    Worked,
    part_names,
)
from quiz.ui.screens.statistics.working import Step, steps_of, told_by_desk
from quiz.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from quiz.desk.statistics.confusions import Confusion
    from quiz.desk.statistics.source import StatisticsSource

_PATIENCE_S = 0.05
"""What takes longer is told."""
_MOST_CRAMMED = 20


class StatisticsScreen(QuizScreen):
    """Six tabs of plots, each with its numbers."""

    CSS_PATH = "statistics.tcss"
    BINDINGS: ClassVar[list[BindingType]] = BINDINGS

    def __init__(self) -> None:
        """Begin with the overview of everything."""
        super().__init__()
        self.view = StatView(today=date.min)
        self._asked = ""
        """What is being worked out: scope, tab and part."""

    def compose(self) -> ComposeResult:
        """Yield head, board and keys."""
        yield Static(id="head")
        yield Paint(self._draw, id="statistics")
        yield KeyBar()

    def on_mount(self) -> None:
        """Work the overview out."""
        desk = self.desk
        view = self.view
        view.today = date.fromordinal(desk.today)
        view.titles = {entry.id: entry.title for entry in desk.library.entries.values()}
        view.exams = tuple(
            (date.fromordinal(desk.today + left), plan.name)
            for plan in desk.record.exams()
            if (left := plan.days_left(desk.today)) is not None and left > 0
        )
        self._take_scope(view.scope, "")

    def on_resize(self, event: Resize) -> None:
        """Keep the scope at the right edge, and the selected row in sight."""
        super().on_resize(event)
        self._show_head()
        self._follow()

    def _draw(self, canvas: Canvas) -> None:
        draw_statistics(canvas, self.view)

    def _show_head(self) -> None:
        name = self.view.scope_name or _("all banks")
        width = max(20, self.app.size.width - 4)
        head = parts.head("quiz", width, f"{name} · {self.view.period_name}",
                          after=" · " + _("statistics"))  # fmt: skip
        self.query_one("#head", Static).update(head)

    # Working out

    def _take_scope(self, scope: Scope, name: str) -> None:
        """Show another scope; what was worked out of the last one is forgotten."""
        view = self.view
        view.scope, view.scope_name, view.worked = scope, name, Worked()
        bank = scope.banks[0] if len(scope.banks) == 1 else ""
        view.goal = self.desk.config.retention_of(bank)
        self._show_head()
        self._show_tab()

    def _show_tab(self) -> None:
        """Show the tab, and work out what is missing of it."""
        view = self.view
        view.cursor = view.top = 0
        view.said = view.trouble = ""
        if not view.is_worked_out:
            self._ask()
        self._follow()

    def _ask(self) -> None:
        view = self.view
        self._asked = asked = f"{view.scope} {view.tab} {view.part}"
        steps = steps_of(view.tab, view.part)
        view.is_counting = False
        view.counted = 0.0
        tell = told_now_and_then(
            lambda share: self.app.call_from_thread(self._show_counted, share),
            lambda: self.is_attached,
        )
        opened, of = source_apart(self.desk, view.scope, tell), view.worked

        def run(take: Callable[[Step, object], None]) -> None:
            def all_steps(source: "StatisticsSource") -> None:
                for step in steps:
                    take(step, step.work(source, of))

            opened(all_steps)

        if is_apart(self.desk):
            self.set_timer(_PATIENCE_S, lambda: self._say_counting(asked))
            self._work_out(run, of)
        else:
            run(lambda step, found: self._take(step, found, of))

    @work(thread=True, exclusive=True, group="statistics")
    def _work_out(self, run: Callable[[Callable[[Step, object], None]], None], of: Worked) -> None:
        """Run steps in another thread, and take what each found when it is there."""
        app = self.app

        def take(step: Step, found: object) -> None:
            app.call_from_thread(self._take, step, found, of)

        try:
            run(take)
        except QuizError as error:
            app.call_from_thread(self._fail, str(error))
        except CountingStopped:
            pass  # it begins anew when the statistics are opened again

    def _say_counting(self, asked: str) -> None:
        if self.is_attached and asked == self._asked and not self.view.is_worked_out:
            self.view.is_counting = True
            self.query_one(Paint).repaint()

    def _show_counted(self, share: float) -> None:
        if self.is_attached and self.view.is_counting:
            self.view.counted = share
            self.query_one(Paint).repaint()

    def _take(self, step: Step, found: object, of: Worked) -> None:
        """Take what a step found, and show it unless another scope was chosen meanwhile."""
        if not self.is_attached:
            return
        step.take(of, told_by_desk(self.desk, found))
        if of is self.view.worked:
            self.view.is_counting = False
            self._follow()

    def _fail(self, why: str) -> None:
        if self.is_attached:
            self.view.trouble = why
            self._follow()

    # Rows

    @property
    def _has_rows(self) -> bool:
        """Whether a row is selected: of a table, or of a list."""
        view = self.view
        if not view.is_worked_out or lack_of(view) is not None:
            return False
        return view.shows_numbers or view.tab is Tab.TOPICS or self._has_days

    @property
    def _has_days(self) -> bool:
        """Whether a day of the forecast is selected."""
        return self.view.tab is Tab.FORECAST and self.view.part == 0

    def _follow(self) -> None:
        """Draw again, with the selected row in sight."""
        board, view = self.query_one(Paint), self.view
        if self._has_rows:
            area = body(board.size.width, board.size.height)
            if view.shows_numbers:
                table = table_of(view)
                count, room = len(table.rows) if table is not None else 0, rows_in_sight(area)
            elif self._has_days:
                count = room = FORECAST_DAYS
            else:
                count = topics_lists.rows_of(view)
                room = topics_lists.rows_in_sight(area, view)
            view.cursor = max(0, min(count - 1, view.cursor))
            view.top = max(0, min(view.top, count - room, view.cursor))
            view.top = max(view.top, view.cursor - room + 1)
        board.repaint()
        self.refresh_bindings()

    # What is done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with what is shown."""
        view = self.view
        if action in ("cram", "match"):
            is_list = view.tab is Tab.TOPICS and not view.shows_numbers and self._has_rows
            if action == "cram":
                return is_list
            return is_list and view.part == CONFUSED and bool(self._confusion().other_card)
        if action == "open_day":
            return self._has_days and self._has_rows
        if action == "numbers":
            return not view.is_worked_out or lack_of(view) is None
        if action == "next_part":
            return len(part_names(view.tab)) > 1
        if action == "save":
            return view.shows_numbers and self._has_rows
        return True

    def action_show_tab(self, number: int) -> None:
        """Show another tab, by its key."""
        self.view.tab = Tab(number - 1)
        self._show_tab()

    def action_turn_tab(self, step: int) -> None:
        """Show the next tab or the one before."""
        self.action_show_tab((self.view.tab + step) % len(Tab) + 1)

    def action_next_part(self, step: int) -> None:
        """Show the next plot or list of the tab."""
        self.action_show_part((self.view.part + step) % len(part_names(self.view.tab)))

    def action_show_part(self, number: int) -> None:
        """Show a plot or list of the tab."""
        self.view.parts = {**self.view.parts, self.view.tab: number}
        self._show_tab()

    def action_numbers(self) -> None:
        """Show the numbers, or the plot again."""
        self.view.shows_numbers = not self.view.shows_numbers
        self._show_tab()

    def action_period(self) -> None:
        """Show the next period."""
        periods = list(Period)
        view = self.view
        period = periods[(periods.index(view.scope.period) + 1) % len(periods)]
        self._take_scope(msgspec.structs.replace(view.scope, period=period), view.scope_name)

    def action_scope(self) -> None:
        """Ask for a bank or a topic."""
        from quiz.ui.screens.statistics.scope_choice import ScopeChoice, ScopeScreen

        def take(choice: ScopeChoice | None) -> None:
            if choice is not None:
                scope = Scope(banks=choice.banks, tags=choice.tags, period=self.view.scope.period)
                self._take_scope(scope, choice.name)

        self.app.push_screen(ScopeScreen(self.view.scope), take)

    def action_move(self, step: int) -> None:
        """Select another row."""
        if self._has_rows:
            self.view.cursor += step
            self._follow()

    def action_select(self, row: int) -> None:
        """Select a row that was clicked."""
        self.action_move(row - self.view.cursor)

    def action_open_day(self) -> None:
        """Show the cards that are due on the selected day."""
        from quiz.ui.screens.cards.browse import BrowseScreen

        self.app.push_screen(BrowseScreen(day_search(self.view.scope, self.view.cursor)))

    def action_cram(self) -> None:
        """Practise what is selected; the schedule stays as it is."""
        view = self.view
        if view.part == HARDEST:
            found = (view.worked.hardest or ())[:_MOST_CRAMMED]
            cards = tuple(CardRef(card.bank, card.card) for card in found)
            request = Request(mode=Mode.CRAM, cards=cards)
        elif view.part == CONFUSED:
            confusion = self._confusion()
            names = [name for name in (confusion.card, confusion.other_card) if name]
            cards = tuple(CardRef(confusion.bank, name) for name in names)
            request = Request(mode=Mode.CRAM, cards=cards)
        else:
            request = self._group_request(view.worked.groups[view.part][view.cursor].name)
        self.host.try_to_begin(request)

    def _group_request(self, name: str) -> Request:
        scope, part = self.view.scope, self.view.part
        if part == BANKS:
            return Request(mode=Mode.CRAM, banks=(name,), tags=scope.tags)
        if part == KINDS:
            return Request(mode=Mode.CRAM, banks=scope.banks, tags=scope.tags, kinds=(name,))
        return Request(mode=Mode.CRAM, banks=scope.banks, tags=(name,))

    def _confusion(self) -> "Confusion":
        found = self.view.worked.confusions or ()
        return found[min(self.view.cursor, len(found) - 1)]

    def action_match(self) -> None:
        """Make a matching question of what is confused, in a bank of one's own."""
        from quiz.desk.statistics.confusions import keep_matching_question

        try:
            bank = keep_matching_question(self.desk, self._confusion(), self.host.own_bank)
        except QuizError as error:
            self.host.report(error)
            return
        self.host.own_bank = bank.path
        words = _("Matching question saved to {title}.")
        self.view.said = words.format(title=clean_line(bank.title))
        self._follow()

    def action_save(self) -> None:
        """Ask for a file, and write the numbers to it."""
        from quiz.ui.screens.ask_line import AskLineScreen

        asked = AskLineScreen(
            title=_("Save the numbers"),
            about=_("Name a new .csv file."),
            placeholder="statistics.csv",
            value=f"{self.view.tab.name.lower()}.csv",
            read=_new_file,
            endings=(".csv",),
        )
        self.app.push_screen(asked, self._save)

    def _save(self, path: Path | None) -> None:
        table = table_of(self.view)
        if path is None or table is None:
            return
        from quiz.desk.statistics.tables import csv_rows
        from quiz.formats.csv_writing import csv_text
        from quiz.library.writing import write_new

        try:
            write_new(path, csv_text(csv_rows(table)).encode())
        except QuizError as error:
            self.host.report(error)
            return
        self.view.said = _("Saved as {path}.").format(path=clean_line(str(path)))
        self._follow()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)


def _new_file(text: str) -> Path:
    """Return the path of a file that may be written.

    Raises:
        QuizError: The name is of no such file.
    """
    path = Path(text).expanduser()
    if path.suffix.lower() != ".csv":
        raise QuizError(_("the name must end in .csv"))
    return path
