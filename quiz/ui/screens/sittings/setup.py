"""Options of a quiz: game, length, topic, kind."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from quiz.cleaning import clean_line
from quiz.desk.exams.exam import ExamRequest
from quiz.items.paper import Behaviour
from quiz.store import BankScore
from quiz.study import Game, Mode, Request
from quiz.translation import _, ngettext
from quiz.ui.content import parts
from quiz.ui.host import host
from quiz.ui.inks import MUTED
from quiz.ui.kinds.base import Rows, RowsView
from quiz.ui.widgets.box import ModalBox
from quiz.ui.widgets.key_bar import KeyBar

_GAMES = (
    (Mode.QUIZ, Game.CLASSIC, _("Classic")),
    (Mode.QUIZ, Game.SPRINT, _("Sprint: two minutes")),
    (Mode.QUIZ, Game.SURVIVAL, _("Survival: three lives")),
    (Mode.CRAM, Game.CLASSIC, _("Cram: practice that doesn't change your schedule")),
    (Mode.EXAM, Game.CLASSIC, _("Mock exam: timed, graded when you hand in")),
)
_CLASSIC = _GAMES[0]
_MINUTES = (None, 10, 20, 30, 45, 60, 90, 120, 0)
_BEHAVIOURS = (
    (Behaviour.DEFERRED, _("at the end, when you hand in")),
    (Behaviour.IMMEDIATE, _("after each question")),
    (Behaviour.TRIES, _("after each question, several tries and hints")),
    (Behaviour.ADAPTIVE, _("after each question, the best try counts")),
    (Behaviour.CERTAINTY, _("by certainty: how sure you are")),
)
_LENGTHS = (10, 20, 30, 50, None)
_ALL = ""
_GAME, _LENGTH, _TIME, _MARKED, _TOPIC, _KIND, _SPEED, _BANK = range(8)
_OF_EXAMS, _OF_QUIZZES = {_TIME, _MARKED}, {_TOPIC, _KIND, _SPEED}
_MOST_OF_EXAM = 500


class SetupChoices(RowsView):
    """Settings, one a row: the arrows choose a row and turn its value."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", _("Up"), show=False, id="setup.up"),
        Binding("down,j,tab", "move(1)", _("Down"), show=False, id="setup.down"),
        Binding("right,l,space", "turn(1)", _("Change"), key_display="← →", id="setup.next",
                tooltip=_("Next value")),
        Binding("left", "turn(-1)", _("Previous value"), show=False, id="setup.previous"),
    ]  # fmt: skip

    class Turned(Message):
        """A value was turned."""

    def __init__(self, settings: list[tuple[str, list[str]]], chosen: list[int]) -> None:
        """Offer settings, each a name with its values."""
        super().__init__()
        self.hidden: set[int] = set()
        """Settings that make no sense now."""
        self.settings = settings
        self.chosen = chosen

    def rows(self, width: int) -> Rows:
        """Return a row for each setting."""
        rows: Rows = []
        for at, (name, values) in enumerate(self.settings):
            if at in self.hidden:
                continue
            is_here = at == self.cursor
            bar = Content.styled("▌ " if is_here else "  ", "$primary")
            value = values[self.chosen[at]]
            text = Content.styled(f"‹ {value} ›" if is_here else f"  {value}", "bold" * is_here)
            rows.append((bar + Content.styled(f"{name:<11}", MUTED) + text, at))
            rows.append((Content(""), -1))
        return rows

    def clicked(self, index: int) -> None:
        """Turn the row's value."""
        self.cursor = index
        self.action_turn(1)

    def action_move(self, step: int) -> None:
        """Choose another row."""
        self.cursor = (self.cursor + step) % len(self.settings)
        while self.cursor in self.hidden:
            self.cursor = (self.cursor + step) % len(self.settings)
        self.redraw()

    def action_turn(self, step: int) -> None:
        """Turn the value of the row."""
        count = len(self.settings[self.cursor][1])
        self.chosen[self.cursor] = (self.chosen[self.cursor] + step) % count
        self.post_message(self.Turned())
        self.redraw()


class SetupScreen(ModalScreen[Request | ExamRequest | None]):
    """Asks what the quiz, or the exam, is to be."""

    CSS_PATH = "setup.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", _("Start"), id="setup.start", tooltip=_("Start the quiz")),
        Binding("escape", "cancel", _("Cancel"), id="setup.cancel", tooltip=_("Back to Home")),
    ]

    def __init__(self, bank: str) -> None:
        """Ask about a bank."""
        super().__init__()
        self.bank = bank

    def compose(self) -> ComposeResult:
        """Yield the settings."""
        library = host(self).desk.library
        entry = library.entries[self.bank]
        self.tags = [_ALL, *library.tags(entry)]
        self.kinds = [_ALL, *library.kinds(entry)]
        self.banks = [self.bank, _ALL]
        lengths = [
            ngettext("{n} question", "{n} questions", n).format(n=n) if n else _("all questions")
            for n in _LENGTHS
        ]
        best = host(self).desk.record.scores().get(self.bank)
        settings = [
            (_("Mode"), [_game_words(*game, best) for game in _GAMES]),
            (_("Length"), lengths),
            (_("Minutes"), [_minutes_words(minutes) for minutes in _MINUTES]),
            (_("Grading"), [words for _behaviour, words in _BEHAVIOURS]),
            (_("Topic"), [_("all"), *(clean_line(tag) for tag in self.tags[1:])]),
            (_("Kind"), [_("all"), *self.kinds[1:]]),
            (_("Speed"), [_("doesn't count"), _("quick answers score more")]),
            (_("Bank"), [clean_line(entry.title), _("all banks")]),
        ]
        with ModalBox(id="setup"):
            yield Static(parts.title(_("Custom quiz")))
            yield Static("")
            choices = SetupChoices(settings, [0, 1, 0, 0, 0, 0, 0, 0])
            choices.hidden = _OF_EXAMS
            yield choices
            yield KeyBar()

    def on_mount(self) -> None:
        """Let the keys go to the settings."""
        self.query_one(SetupChoices).focus()

    @on(SetupChoices.Turned)
    def _turned(self) -> None:
        """Offer what the game takes."""
        choices = self.query_one(SetupChoices)
        is_exam = _GAMES[choices.chosen[_GAME]][0] is Mode.EXAM
        choices.hidden = _OF_QUIZZES if is_exam else _OF_EXAMS
        if not is_exam and _GAMES[choices.chosen[_GAME]] != _CLASSIC:
            choices.hidden = {*choices.hidden, _SPEED}
        choices.redraw()

    def action_start(self) -> None:
        """Start the quiz, or show what the exam is."""
        game, length, minutes, marked, tag, kind, speed, bank = self.query_one(SetupChoices).chosen
        mode, chosen_game, _words = _GAMES[game]
        if mode is Mode.EXAM:
            self.dismiss(
                ExamRequest(
                    names=(self.bank,) if bank == 0 else (),
                    length=_LENGTHS[length] or _MOST_OF_EXAM,
                    minutes=_MINUTES[minutes],
                    behaviour=str(_BEHAVIOURS[marked][0]),
                )
            )
            return
        chosen_length = _LENGTHS[length] or 10_000
        self.dismiss(
            Request(
                mode=mode,
                banks=(self.bank,) if bank == 0 else (),
                game=chosen_game,
                length=chosen_length if chosen_game is Game.CLASSIC else None,
                tags=(self.tags[tag],) if tag else (),
                kinds=(self.kinds[kind],) if kind else (),
                speed=float(speed if _GAMES[game] == _CLASSIC else 0),
            )
        )

    def action_cancel(self) -> None:
        """Go back."""
        self.dismiss(None)


def _game_words(mode: Mode, game: Game, words: str, best: BankScore | None) -> str:
    """Return what a game is, and the best so far."""
    if best is None or mode is not Mode.QUIZ:
        return words
    if game is not Game.CLASSIC:
        most = best.games.get(str(game))
        return words if most is None else words + " · " + _("best {n}").format(n=most)
    if best.best is None:
        return words
    return words + " · " + _("best {share:.0%}").format(share=best.best)


def _minutes_words(minutes: int | None) -> str:
    if minutes is None:
        return _("1.5 per question")
    return f"{minutes}" if minutes else _("no limit")
