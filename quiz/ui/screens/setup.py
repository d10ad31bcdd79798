"""Options of a quiz: game, length, topic, kind."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from quiz.cleaning import clean_line
from quiz.study import Game, Mode, Request
from quiz.ui.kinds.base import Rows, RowsView
from quiz.ui.widgets.key_bar import KeyBar
from quiz.words import _, ngettext

_GAMES = (
    (Mode.QUIZ, Game.CLASSIC, _("Classic")),
    (Mode.QUIZ, Game.SPRINT, _("Sprint: as many as you can in two minutes")),
    (Mode.QUIZ, Game.SURVIVAL, _("Survival: until three are wrong")),
    (Mode.CRAM, Game.CLASSIC, _("Cram: practise, the schedule stays as it is")),
)
_LENGTHS = (10, 20, 30, 50, None)
_ALL = ""


class Choices(RowsView):
    """Settings, one a row: the arrows choose a row and turn its value."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", _("Up"), show=False, id="setup.up"),
        Binding("down,j,tab", "move(1)", _("Down"), show=False, id="setup.down"),
        Binding("right,l,space", "turn(1)", _("Change"), key_display="← →", id="setup.next",
                tooltip=_("The next value")),
        Binding("left", "turn(-1)", _("Back"), show=False, id="setup.previous"),
    ]  # fmt: skip

    def __init__(self, settings: list[tuple[str, list[str]]], chosen: list[int]) -> None:
        """Offer settings, each a name with its values."""
        super().__init__()
        self.settings = settings
        self.chosen = chosen

    def rows(self, width: int) -> Rows:
        """Return a row for each setting."""
        rows: Rows = []
        for at, (name, values) in enumerate(self.settings):
            is_here = at == self.cursor
            bar = Content.styled("▌ " if is_here else "  ", "$primary")
            value = values[self.chosen[at]]
            text = Content.styled(f"‹ {value} ›" if is_here else f"  {value}", "bold" * is_here)
            rows.append((bar + Content.styled(f"{name:<11}", "$foreground-muted") + text, at))
            rows.append((Content(""), -1))
        return rows

    def clicked(self, index: int) -> None:
        """Turn the row's value."""
        self.cursor = index
        self.action_turn(1)

    def action_move(self, step: int) -> None:
        """Choose another row."""
        self.cursor = (self.cursor + step) % len(self.settings)
        self.redraw()

    def action_turn(self, step: int) -> None:
        """Turn the value of the row."""
        count = len(self.settings[self.cursor][1])
        self.chosen[self.cursor] = (self.chosen[self.cursor] + step) % count
        self.redraw()


class SetupScreen(ModalScreen[Request | None]):
    """Asks what the quiz is to be."""

    CSS_PATH = "setup.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", _("Start"), id="setup.start", tooltip=_("Start the quiz")),
        Binding(
            "escape", "cancel", _("Cancel"), id="setup.cancel", tooltip=_("Back to the home screen")
        ),
    ]

    def __init__(self, bank: str) -> None:
        """Ask about a bank."""
        super().__init__()
        self.bank = bank

    def compose(self) -> ComposeResult:
        """Yield the settings."""
        from quiz.ui.app import QuizApp

        app = self.app
        assert isinstance(app, QuizApp)
        library = app.desk.library
        entry = library.entries[self.bank]
        self.tags = [_ALL, *library.tags(entry)]
        self.kinds = [_ALL, *library.kinds(entry)]
        self.banks = [self.bank, _ALL]
        lengths = [
            ngettext("{n} question", "{n} questions", n).format(n=n) if n else _("all questions")
            for n in _LENGTHS
        ]
        settings = [
            (_("Game"), [game[2] for game in _GAMES]),
            (_("Length"), lengths),
            (_("Topic"), [_("all"), *(clean_line(tag) for tag in self.tags[1:])]),
            (_("Kind"), [_("all"), *self.kinds[1:]]),
            (_("Bank"), [clean_line(entry.title), _("all banks")]),
        ]
        with Vertical(id="setup"):
            yield Static(Content.styled(_("A quiz of your making"), "bold $text-primary"))
            yield Static("")
            yield Choices(settings, [0, 1, 0, 0, 0])
            yield KeyBar()

    def on_mount(self) -> None:
        """Let the keys go to the settings."""
        self.query_one(Choices).focus()

    def action_start(self) -> None:
        """Start the quiz."""
        game, length, tag, kind, bank = self.query_one(Choices).chosen
        mode, chosen_game, _words = _GAMES[game]
        chosen_length = _LENGTHS[length] or 10_000
        self.dismiss(
            Request(
                mode=mode,
                banks=(self.bank,) if bank == 0 else (),
                game=chosen_game,
                length=chosen_length if chosen_game is Game.CLASSIC else None,
                tags=(self.tags[tag],) if tag else (),
                kinds=(self.kinds[kind],) if kind else (),
            )
        )

    def action_cancel(self) -> None:
        """Go back."""
        self.dismiss(None)
