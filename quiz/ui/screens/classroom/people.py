"""Lists of the cockpit: players, those who wait to be let in, and answers that may be right."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from quiz.classroom.game import Player
from quiz.cleaning import clean_line
from quiz.desk.classroom.class_notes import game_notes
from quiz.items.spoken import stem_line
from quiz.translation import _, ngettext
from quiz.ui.content import parts
from quiz.ui.inks import MUTED, PARTLY, WRONG
from quiz.ui.screens.base import QuizModal
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.marked_list import MarkedList
from quiz.web.live import DoorRequest, LiveGame

Act = Callable[..., Awaitable[None]]
"""Does what the host asks for: action, player, value, place."""
_TIMES = (1.0, 1.25, 1.5, 2.0)
_EVERY_S = 0.5


class ListScreen(QuizModal[None]):
    """Rows of the game, of which one is current; they follow the game."""

    CSS_PATH = "people.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", _("Close"), id="people.close", tooltip=_("Close the list")),
    ]
    name_of_list = ""
    """Its heading."""
    empty = ""
    """Said in the place of rows where there are none."""

    def __init__(self, live: LiveGame, *, act: Act) -> None:
        """Show a list of a game.

        Args:
            live: The game.
            act: Does what the host asks for.
        """
        super().__init__()
        self.live, self._act = live, act
        self._list = MarkedList(self._row, id="people")

    def compose(self) -> ComposeResult:
        """Yield heading, rows and keys."""
        with Vertical(classes="box"):
            yield Static(parts.title(self.name_of_list))
            yield Static(id="about")
            yield self._list
            yield KeyBar()

    def on_mount(self) -> None:
        """Let the keys go to the rows, and follow the game."""
        self._list.empty = self.empty
        self.take_up()
        self._list.focus()
        self.set_interval(_EVERY_S, self.take_up)

    def take_up(self) -> None:
        """Show the rows as they are now."""
        self._list.show(self.count(), self._list.cursor)
        self.query_one("#about", Static).update(self.about())
        self.refresh_bindings()

    def count(self) -> int:
        """Return the number of rows."""
        raise NotImplementedError

    def about(self) -> Content:
        """Return a line below the heading."""
        return Content("")

    def _row(self, at: int, width: int) -> Content:
        raise NotImplementedError

    async def choose(self) -> None:
        """Do what Enter does."""
        raise NotImplementedError

    @on(MarkedList.Chosen)
    async def _chosen(self) -> None:
        await self.choose()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what needs a row where there is one."""
        return action in ("close", "move", "page") or bool(self.count())

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


class PlayersScreen(ListScreen):
    """All players: each can be removed and let back, and be given more time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", _("Change"), show=False, id="players.choose",
                tooltip=_("Do what you opened the list for")),
        Binding("r", "kick", _("Remove / let back"), id="players.kick",
                tooltip=_("Remove this player from the game, or let them back in")),
        Binding("t", "time", _("More time"), id="players.time",
                tooltip=_("Time for each question: ×1, ×1.25, ×1.5, ×2")),
    ]  # fmt: skip
    name_of_list = _("Players")

    def __init__(self, live: LiveGame, *, does: str, act: Act) -> None:
        """Show the players of a game.

        Args:
            live: The game.
            does: What Enter does: `kick` or `time`.
            act: Does what the host asks for.
        """
        super().__init__(live, act=act)
        self._does = does

    @property
    def _players(self) -> list[Player]:
        return sorted(self.live.game.players.values(), key=lambda player: player.name.casefold())

    def count(self) -> int:
        """Return the number of players, removed ones too."""
        return len(self.live.game.players)

    def about(self) -> Content:
        """Say what the signs mean, and what Enter does."""
        what = _("removes or lets back") if self._does == "kick" else _("gives more time")
        words = _("● here  ○ away  ✔ answered · Enter {what}").format(what=what)
        return Content.styled(words, MUTED)

    def _row(self, at: int, width: int) -> Content:
        player = self._players[at]
        game = self.live.game
        here = "●" if player.id in self.live.present else "○"
        answered = "✔" if game.has_answered(player.id) else " "
        facts = []
        if player.extra_time != 1:
            facts.append(_("time ×{factor:g}").format(factor=player.extra_time))
        facts.append(_("removed") if player.is_out else f"{game.points_of(player.id):,}")
        right = Content("  ".join(facts))
        name = parts.pad(clean_line(player.name), max(4, width - right.cell_length - 7))
        if player.is_out:
            name, right = name.stylize(MUTED), right.stylize(WRONG)
        return Content(f"{here} {answered} ") + name + "  " + right

    async def choose(self) -> None:
        """Do what the list was opened for."""
        await (self.action_kick() if self._does == "kick" else self.action_time())

    async def action_choose(self) -> None:
        """Do what the list was opened for."""
        await self.choose()

    async def action_kick(self) -> None:
        """Remove the current player, or let them back in."""
        player = self._players[self._list.cursor]
        await self._act("back" if player.is_out else "kick", player.id)
        self.take_up()

    async def action_time(self) -> None:
        """Give the current player more time; after the most the usual one."""
        player = self._players[self._list.cursor]
        longer = next((one for one in _TIMES if one > player.extra_time), _TIMES[0])
        await self._act("time", player.id, f"{longer:g}")
        self.take_up()


class DoorScreen(ListScreen):
    """Who waits to be let in, and why they were not at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "admit", _("Let in"), id="door.admit", tooltip=_("Let this player in")),
        Binding("d", "deny", _("Refuse"), id="door.deny", tooltip=_("Do not let this player in")),
        Binding("a", "admit_all", _("Let all in"), id="door.all",
                tooltip=_("Let everyone in who waits")),
    ]  # fmt: skip
    name_of_list = _("Waiting to be let in")
    empty = _("Nobody is waiting.")

    @property
    def _waiting(self) -> list[DoorRequest]:
        return list(self.live.waiting.values())

    def count(self) -> int:
        """Return how many wait."""
        return len(self.live.waiting)

    def _row(self, at: int, width: int) -> Content:
        one = self._waiting[at]
        reason = Content.styled(clean_line(one.reason), PARTLY)
        name = parts.pad(clean_line(one.name), max(4, width - reason.cell_length - 2))
        return name + "  " + reason

    async def choose(self) -> None:
        """Let the current one in."""
        await self.action_admit()

    async def action_admit(self) -> None:
        """Let the current one in."""
        await self._act("admit", self._waiting[self._list.cursor].id)
        self.take_up()

    async def action_deny(self) -> None:
        """Do not let the current one in."""
        await self._act("deny", self._waiting[self._list.cursor].id)
        self.take_up()

    async def action_admit_all(self) -> None:
        """Let everyone in."""
        for one in self._waiting:
            await self._act("admit", one.id)
        self.take_up()


class DisputesScreen(ListScreen):
    """Answers that were wrong, and of which players say that they are right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", _("Accept for all"), id="disputes.accept",
                tooltip=_("Count this answer as right for everyone who gave it")),
        Binding("f", "full", _("Full points"), id="disputes.full",
                tooltip=_("Give full points to everyone who answered this question")),
    ]  # fmt: skip
    name_of_list = _("“I was right”")
    empty = _("Nothing is left to decide.")

    def count(self) -> int:
        """Return how many different answers there are."""
        return len(self.live.game.disputed())

    def about(self) -> Content:
        """Say which question the current answer is of."""
        rows = self.live.game.disputed()
        if not rows:
            return Content("")
        place = rows[min(self._list.cursor, len(rows) - 1)][0]
        stem = clean_line(stem_line(self.live.game.questions[place].item))
        return parts.clip(Content.styled(stem, MUTED), 68)

    def _row(self, at: int, width: int) -> Content:
        place, text, count = self.live.game.disputed()[at]
        number = _("Question {n}").format(n=place + 1)
        words = ngettext("{n} player", "{n} players", count).format(n=count)
        right = Content.styled(words, MUTED)
        left = Content.styled(f"{number}  ", MUTED) + clean_line(text)
        return parts.pad(left, max(4, width - right.cell_length - 2)) + "  " + right

    @on(MarkedList.Marked)
    def _moved(self) -> None:
        self.take_up()

    async def choose(self) -> None:
        """Accept the current answer."""
        await self.action_accept()

    async def action_accept(self) -> None:
        """Count the current answer as right, for everyone."""
        place, text, _count = self.live.game.disputed()[self._list.cursor]
        await self._act("accept", "", text, place)
        self.take_up()

    async def action_full(self) -> None:
        """Give everyone who answered the question all of its points."""
        place, _text, _count = self.live.game.disputed()[self._list.cursor]
        await self._act("full", "", "", place)
        self.take_up()


class NotesScreen(ListScreen):
    """What players say is wrong with questions."""

    name_of_list = _("“This question is wrong”")
    empty = _("Nobody says so.")

    def count(self) -> int:
        """Return how many notes there are."""
        return len(game_notes(self.live.game))

    def about(self) -> Content:
        """Say how they reach the author, and which question the current one is on."""
        notes = game_notes(self.live.game)
        words = _("`quiz results --game CODE --notes` lists them later.")
        if notes:
            words = clean_line(notes[min(self._list.cursor, len(notes) - 1)].question)
        return parts.clip(Content.styled(words, MUTED), 68)

    def _row(self, at: int, width: int) -> Content:
        note = game_notes(self.live.game)[at]
        right = Content.styled(clean_line(note.name), MUTED)
        left = parts.clip(Content(clean_line(note.words)), max(4, width - right.cell_length - 2))
        return parts.pad(left, max(4, width - right.cell_length - 2)) + "  " + right

    @on(MarkedList.Marked)
    def _moved(self) -> None:
        self.take_up()

    async def choose(self) -> None:
        """There is nothing to do about a note here."""
