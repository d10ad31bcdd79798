"""Hosting a live game over lines: for screen readers, scripts and servers without a screen."""

import asyncio
import sys
from collections.abc import Iterator
from typing import TextIO

import click

from quiz.classroom.game import GameStage
from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.translation import _, ngettext
from quiz.web.app import act
from quiz.web.live import LiveGame, hash_of, new_token
from quiz.web.school import School
from quiz.web.server import Listening, Started, make_server, run

_HELP = _(
    "Enter: next · close · reopen · pause · void · names · kick NAME · back NAME · "
    "admit NAME · deny NAME · time NAME 1.5 · points · end · quit"
)
_ON_PLAYERS = frozenset(["kick", "back", "time"])
_ON_WAITING = frozenset(["admit", "deny"])


def host_in_lines(
    started: Started | None,
    place: Listening,
    school: School | None = None,
    lines: TextIO | None = None,
) -> int:
    """Serve a game or a class, and do what lines of standard input say; returns the exit status.

    Args:
        started: The game; None for a class alone.
        place: Where to listen.
        school: The class; None for none.
        lines: Where the host types; None for standard input.
    """
    live = None if started is None else started.live
    token = new_token() if started is None else started.host_token
    server = make_server(live, place, host_hash=hash_of(token), school=school)
    for line in _head(live, place, token, school):
        click.echo(line)

    async def host() -> None:
        serving = asyncio.create_task(run(live, server))
        reading = asyncio.create_task(_read(live, lines or sys.stdin))
        telling = asyncio.create_task(_tell(live)) if live is not None else None
        await asyncio.wait({serving, reading}, return_when=asyncio.FIRST_COMPLETED)
        server.should_exit = True
        if telling is not None:
            telling.cancel()
        await serving
        reading.cancel()

    asyncio.run(host())
    return 0


def _head(
    live: LiveGame | None, place: Listening, token: str, school: School | None
) -> Iterator[str]:
    """Yield where everyone finds their page."""
    yield _("Address: {address}").format(address=place.address)
    if live is not None:
        yield _("Code: {code}").format(code=live.row.code)
        yield _("Board: {address}").format(address=f"{place.address}/board/{live.row.code}")
    if school is not None:
        yield _("Class page: {address}").format(address=f"{place.address}/class")
    yield _("Host's page: {address}, key {token}").format(
        address=f"{place.address}/teach", token=token
    )
    if not place.is_secure and not place.host.startswith("127."):
        yield _("Plain http: anyone in this network can read what is sent.")
    yield _HELP if live is not None else _("Type quit to end.")


async def _read(live: LiveGame | None, lines: TextIO) -> None:
    """Do what each line says, until `quit` or the end of input."""
    while True:
        line = await asyncio.to_thread(lines.readline)
        if not line or line.strip() == "quit":
            return
        if live is None:
            click.echo(_("Type quit to end."))
            continue
        try:
            for said in await obeyed(live, line.strip()):
                click.echo(said)
        except QuizError as error:
            click.echo(clean_line(str(error)))


async def obeyed(live: LiveGame, line: str) -> list[str]:
    """Do what a line says; returns what there is to say of it.

    Raises:
        QuizError: There is no such command, or nobody of that name.
    """
    word, _space, rest = line.partition(" ")
    word, rest = word.lower(), rest.strip()
    if word == "names":
        return [_line_of(live, player.id) for player in live.game.players.values()]
    if word == "points":
        return [f"{line.rank}. {clean_line(line.name)} {line.points}"
                for line in live.game.ranking()]  # fmt: skip
    if word == "help":
        return [_HELP]
    value = ""
    if word == "time":
        rest, _space, value = rest.rpartition(" ")
    who = ""
    if word in _ON_PLAYERS:
        who = _named({p.name: p.id for p in live.game.players.values()}, rest)
    elif word in _ON_WAITING:
        who = _named({one.name: one.id for one in live.waiting.values()}, rest)
    if not await act(live, word or "next", who, value):
        raise QuizError(_("unknown command {word!r}. {help}").format(word=word, help=_HELP))
    return []


def _named(ids: dict[str, str], name: str) -> str:
    for one, found in ids.items():
        if one.casefold() == name.casefold():
            return found
    raise QuizError(_("nobody is called {name!r}").format(name=name))


def _line_of(live: LiveGame, player: str) -> str:
    found = live.game.players[player]
    here = "●" if player in live.present else "○"
    answered = "✔" if live.game.has_answered(player) else " "
    return f"{here} {answered} {clean_line(found.name)} {live.game.points_of(player)}"


async def _tell(live: LiveGame) -> None:
    """Say where the game is, whenever that changes."""
    last = ""
    while True:
        said = stage_line(live)
        if said != last:
            click.echo(said)
            last = said
        await asyncio.sleep(0.2)


def stage_line(live: LiveGame) -> str:
    """Return where a game is, in a line."""
    game = live.game
    inside = len(game.inside)
    waiting = ""
    if live.trouble:
        waiting = f" · {clean_line(live.trouble)}"
    if live.waiting:
        names = ", ".join(clean_line(one.name) for one in live.waiting.values())
        waiting += " · " + _("waiting to be let in: {names}").format(names=names)
    if game.state.stage is GameStage.LOBBY:
        return ngettext("{n} in the game", "{n} in the game", inside).format(n=inside) + waiting
    if game.state.stage is GameStage.OVER:
        return _("The game is over.")
    if game.is_own_pace:
        done = sum(game.place_of(p.id) >= len(game.questions) for p in game.inside)
        return _("{n} of {of} are through").format(n=done, of=inside) + waiting
    answered = sum(game.has_answered(player.id) for player in game.inside)
    stages = {
        GameStage.ASKING: _("open"),
        GameStage.TALKING: _("talking"),
        GameStage.CLOSED: _("closed"),
        GameStage.BOARD: _("ranking"),
    }
    question = _("Question {n} of {of}").format(n=game.state.place + 1, of=len(game.questions))
    count = _("{n} of {of} answered").format(n=answered, of=inside)
    paused = " · " + _("paused") if game.state.paused_at else ""
    return f"{question} · {stages[game.state.stage]} · {count}{paused}{waiting}"
