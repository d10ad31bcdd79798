"""The keys of the cockpit, and when each of them does something."""

from textual.binding import Binding, BindingType

from quiz.classroom.game import GameStage
from quiz.translation import _
from quiz.web.live import LiveGame

BINDINGS: list[BindingType] = [
    Binding("enter,space", "next", _("Next"), id="host.next", tooltip=_("Go to what comes next")),
    Binding("c", "do('close')", _("Close"), show=False, id="host.close",
            tooltip=_("Close the question and show what was answered")),
    Binding("p", "do('pause')", _("Pause"), id="host.pause",
            tooltip=_("Stop the clock, or let it run again")),
    Binding("r", "do('reopen')", _("Reopen"), id="host.reopen",
            tooltip=_("Open the question again, with all of its time; answers stay")),
    Binding("a", "waiting", _("Let in"), id="host.waiting",
            tooltip=_("See who waits to be let in")),
    Binding("w", "disputes", _("Were they right?"), id="host.disputes",
            tooltip=_("See which wrong answers players say were right")),
    Binding("exclamation_mark", "notes", _("Wrong question"), id="host.notes",
            tooltip=_("See what players say is wrong with questions")),
    Binding("s", "save", _("Save points"), id="host.save",
            tooltip=_("Save the points as a table (CSV)")),
    Binding("v", "do('void')", _("Void"), id="host.void",
            tooltip=_("Let this question count for nobody, or count again")),
    Binding("k", "players('kick')", _("Players"), id="host.kick",
            tooltip=_("Remove a player, or let one back in")),
    Binding("t", "players('time')", _("More time"), id="host.time",
            tooltip=_("Give a player more time for each question")),
    Binding("n", "names", _("Names"), id="host.names",
            tooltip=_("Show or hide the names of players who are still thinking")),
    Binding("f", "full", _("Full points"), id="host.full",
            tooltip=_("Give full points to everyone who answered this question")),
    Binding("h", "ways", _("Host's page"), id="host.ways",
            tooltip=_("See the board's address, and the host's page with its key")),
    Binding("e", "end", _("End"), id="host.end", tooltip=_("End the game")),
    Binding("down,j", "scroll(1)", _("Down"), show=False, id="host.down"),
    Binding("up", "scroll(-1)", _("Up"), show=False, id="host.up"),
    Binding("pagedown", "scroll(10)", _("Page down"), show=False, id="host.page_down"),
    Binding("pageup", "scroll(-10)", _("Page up"), show=False, id="host.page_up"),
    Binding("escape,q", "leave", _("Leave"), id="host.leave",
            tooltip=_("Stop serving; the game is saved and can be resumed")),
]  # fmt: skip

_CLOSED = (GameStage.CLOSED, GameStage.BOARD)


def is_offered(action: str, live: LiveGame) -> bool:
    """Return whether a key does something now."""
    game = live.game
    stage, is_own_pace = game.state.stage, game.is_own_pace
    is_asking = stage is GameStage.ASKING
    offers = {
        "next": stage is not GameStage.OVER and not (is_own_pace and is_asking),
        "waiting": bool(live.waiting),
        "disputes": bool(game.disputed()),
        "notes": bool(game.state.notes),
        "save": bool(game.inside) and (stage in (*_CLOSED, GameStage.OVER) or is_own_pace),
        "players": bool(game.players),
        "names": is_asking,
        "full": stage in _CLOSED,
        "end": stage is not GameStage.OVER,
        "scroll": stage in (GameStage.ASKING, GameStage.TALKING, GameStage.CLOSED),
    }
    return offers.get(action, True)


def does_now(action: str, live: LiveGame) -> bool:
    """Return whether something can be done with the question now."""
    game = live.game
    stage = game.state.stage
    return {
        "close": stage is GameStage.ASKING and not game.is_own_pace,
        "pause": stage is GameStage.ASKING,
        "reopen": stage in (GameStage.TALKING, *_CLOSED),
        "void": not game.is_own_pace and stage not in (GameStage.LOBBY, GameStage.OVER),
    }[action]
