"""The games: what each takes, the record of each, and Enter begins it."""

from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from quiz.cleaning import clean_line
from quiz.desk.sittings.duel_file import ENDING, duel_code
from quiz.desk.sittings.titles import GAME_NAMES
from quiz.desk.sittings.unfinished import is_played_today
from quiz.desk.today.best_runs import most_right
from quiz.study import SKIP_S, Game, Mode, Request
from quiz.study.two_players import TwoRequest, read_names
from quiz.translation import _, ngettext
from quiz.ui.canvas.canvas import Area, Canvas
from quiz.ui.content import parts
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.board_list import BoardList
from quiz.ui.widgets.key_bar import KeyBar

_WIDTH, _NAME = 92, 20
_ABOUT_ROWS = 3

_DUEL_CODE = "duel-4f21-9e8d7c6b5a-8of10-151"
"""What a code looks like."""


class _Row(NamedTuple):
    """A game that can be begun."""

    game: Game
    name: str
    takes: str
    about: str
    is_answer: bool = False
    """Whether it answers a duel that another player began."""
    is_for_two: bool = False
    """Whether two play it at one keyboard."""


def _rows() -> list[_Row]:
    return [
        _Row(Game.CLASSIC, _("Classic"), _("20 questions"),
             _("A quiz with a score: right answers in a row count double, then three times.")),
        _Row(Game.SPRINT, GAME_NAMES[Game.SPRINT], _("two minutes"),
             _("As many right answers as you can. A skip costs {n} s.").format(n=SKIP_S)),
        _Row(Game.SURVIVAL, GAME_NAMES[Game.SURVIVAL], _("three lives"),
             _("Until three answers are wrong. A skip costs a life.")),
        _Row(Game.LADDER, GAME_NAMES[Game.LADDER], _("15 questions, easy to hard"),
             _("One answer that isn't right ends it. Half of the options and a hint help you "
               "once each.")),
        _Row(Game.DAILY, GAME_NAMES[Game.DAILY], _("10 questions, once a day"),
             _("The same today for all with the same banks; it ends with a line to share.")),
        _Row(Game.DUEL, GAME_NAMES[Game.DUEL], _("10 questions"),
             _("It ends with a code; another player with the same banks answers the same.")),
        _Row(Game.DUEL, _("Answer a duel"), _("10 questions, with a code"),
             _("Play the questions of a duel that another player began, and see both scores."),
             is_answer=True),
        _Row(Game.DUEL, _("Two players"), _("10 questions, one keyboard"),
             _("Who buzzes first answers; a wrong answer is the other's chance. Nothing goes into "
               "your progress."),
             is_for_two=True),
    ]  # fmt: skip


class GamesScreen(QuizScreen):
    """Lists the games, for one bank or all."""

    CSS_PATH = "menu.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "play", _("Play"), id="games.play", tooltip=_("Play the selected game")),
        Binding("b", "banks", _("Bank or all"), id="games.banks",
                tooltip=_("Play on the selected bank, or on all banks")),
        Binding("escape", "home", _("Home"), id="games.home", tooltip=_("Back to Home")),
    ]  # fmt: skip

    def __init__(self, bank: str) -> None:
        """Offer games.

        Args:
            bank: Id of the bank that is selected on Home; empty for all banks.
        """
        super().__init__()
        self._bank = bank
        self.banks: tuple[str, ...] = (bank,) if bank else ()
        """Ids of the banks that are played; empty for all."""
        self._rows = _rows()
        self._records: list[str] = []
        self._is_played_today = False

    def compose(self) -> ComposeResult:
        """Yield head, board and keys."""
        yield Static(parts.title(_("Games")), id="head")
        yield BoardList(self._frame, self._draw_row, id="games")
        yield KeyBar()

    def on_mount(self) -> None:
        """Look the records up."""
        board = self.query_one(BoardList)
        board.focus()
        self._look_up()
        board.show(len(self._rows))

    def _look_up(self) -> None:
        self._records = [self._record(row) for row in self._rows]
        daily = Request(mode=Mode.QUIZ, banks=self.banks, game=Game.DAILY)
        self._is_played_today = is_played_today(self.desk, daily)

    def _record(self, row: _Row) -> str:
        """Return the best of a game on these banks in words; empty before the first."""
        if row.is_answer or row.is_for_two:
            return ""
        if row.game is Game.CLASSIC:
            score = self.desk.record.scores().get(self._bank) if self.banks else None
            return f"{score.best:.0%}" if score and score.best is not None else ""
        most = most_right(self.desk, self.banks, row.game)
        return "" if most is None else ngettext("{n} right", "{n} right", most).format(n=most)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer all banks only where there is one that is selected."""
        return bool(self._bank) if action == "banks" else True

    # The board

    def _frame(self, canvas: Canvas) -> Area:
        width = min(_WIDTH, canvas.width - 6)
        x = (canvas.width - width) // 2
        entries = self.desk.library.entries
        title = _("all banks")
        if self.banks and self._bank in entries:
            title = clean_line(entries[self._bank].title)
        canvas.heading(x, 1, width, title, (_("your records"), "dim"))
        at = self.query_one(BoardList).cursor
        end = 3 + len(self._rows)
        canvas.wrap(x, end + 1, width, self._rows[at].about, "text", _ABOUT_ROWS)
        return Area(x, 3, width, len(self._rows))

    def _draw_row(self, canvas: Canvas, area: Area, at: int) -> None:
        x, y, width, _height = area
        row = self._rows[at]
        is_here = at == self.query_one(BoardList).cursor
        if is_here:
            canvas.select(x, y, width)
        canvas.put(x + 1, y, row.name, "bold text" if is_here else "text", _NAME - 2)
        end = x + width
        if row.game is Game.DAILY and self._is_played_today:
            end = canvas.right(end, y, (_("played today"), "dim")) - 3
        if self._records[at]:
            end = canvas.right(end, y, ("★ ", "partly"), (self._records[at], "bold text")) - 2
        canvas.put(x + _NAME, y, row.takes, "dim", max(0, end - x - _NAME))

    @on(BoardList.Moved)
    def _moved(self) -> None:
        self.query_one(BoardList).repaint()

    # What the keys do

    @on(BoardList.Opened)
    def action_play(self) -> None:
        """Begin the selected game."""
        row = self._rows[self.query_one(BoardList).cursor]
        if row.is_answer:
            self._ask_code()
            return
        if row.is_for_two:
            self._ask_names()
            return
        self.host.try_to_begin(Request(mode=Mode.QUIZ, banks=self.banks, game=row.game))

    def _ask_code(self) -> None:
        """Ask for the code of a duel, and play it."""
        from quiz.ui.screens.ask_line import AskLineScreen

        def begin(code: str | None) -> None:
            if code:
                request = Request(mode=Mode.QUIZ, banks=self.banks, game=Game.DUEL, rival=code)
                self.host.try_to_begin(request)

        screen = AskLineScreen(
            title=_("Answer a duel"),
            about=_("The code that the other player got at the end, or a file of it."),
            placeholder=_DUEL_CODE,
            read=duel_code,
            endings=(ENDING,),
        )
        self.app.push_screen(screen, begin)

    def _ask_names(self) -> None:
        """Ask for both names, and let two play."""
        from quiz.ui.screens.ask_line import AskLineScreen

        def begin(names: tuple[str, str] | None) -> None:
            if names is not None:
                self.host.play_for_two(TwoRequest(names=names, banks=self.banks))

        screen = AskLineScreen(
            title=_("Two players"),
            about=_(
                "Both names, separated by a comma: the left one buzzes with A, the other with L."
            ),
            placeholder=_("Ann, Bea"),
            read=read_names,
        )
        self.app.push_screen(screen, begin)

    def action_banks(self) -> None:
        """Play on the selected bank, or on all."""
        self.banks = () if self.banks else (self._bank,)
        self._look_up()
        self.query_one(BoardList).repaint()

    def action_home(self) -> None:
        """Go home."""
        self.host.go_home()
