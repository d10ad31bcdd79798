"""The server of a live game: its addresses, its store, its life."""

import asyncio
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib.util import find_spec
from typing import TYPE_CHECKING

import msgspec

from quiz.classroom.game import ClassGame, GameQuestion
from quiz.classroom.rules import GameRules
from quiz.errors import MissingExtra, QuizError
from quiz.extras import install_command
from quiz.school.games import GameRow, Games
from quiz.school.writer import SchoolWriter
from quiz.translation import _
from quiz.web.guard import is_private
from quiz.web.live import LiveGame, hash_of, new_token

if TYPE_CHECKING:
    import uvicorn

    from quiz.web.school import School

PORT = 8765
"""Where a game is found, if nothing else is said."""
_HEADER_S = 10
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Listening(msgspec.Struct, frozen=True, kw_only=True):
    """Where a server listens, and how pupils call it."""

    host: str
    """Address to listen at."""
    port: int
    """Port to listen at."""
    address: str
    """What pupils type: scheme, name and port."""
    hosts: tuple[str, ...]
    """Names and addresses, without ports, that it answers to."""
    is_secure: bool = False
    """Whether pupils come over https."""
    proxy: str = ""
    """Address of the proxy before it; empty for none."""
    certificate: str = ""
    """Path of the certificate's file; empty for plain http."""
    key: str = ""
    """Path of its key."""


class PlaceRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for about where to listen."""

    lan: bool = False
    """In this network, at its private address."""
    host: str = ""
    """At this address."""
    port: int = PORT
    """At this port."""
    behind_proxy: str = ""
    """The address by which pupils reach the proxy before it."""
    certificate: str = ""
    """Path of a certificate's file."""
    key: str = ""
    """Path of its key."""


def place_of(asked: PlaceRequest) -> Listening:
    """Return where to listen.

    Plain http goes to private addresses alone: names and answers of a class would otherwise cross
    the net for all to read.

    Raises:
        QuizError: It is not safe, or contradicts itself.
    """
    if bool(asked.certificate) != bool(asked.key):
        raise QuizError(_("--cert needs --key, and --key needs --cert"))
    if asked.lan and asked.host:
        raise QuizError(_("give --lan or --host, not both"))
    host = asked.host or (_own_address() if asked.lan else "127.0.0.1")
    if asked.behind_proxy:
        return _behind_proxy(asked, host)
    if not asked.certificate and host not in _LOOPBACK and not is_private(host):
        message = _(
            "{host} is a public address: give a certificate (--cert and --key) or put a proxy "
            "with one before it (--behind-proxy)"
        )
        raise QuizError(message.format(host=host))
    if not asked.certificate and host in ("0.0.0.0", "::"):
        message = _("{host} would listen in every network: use --lan, or name one address")
        raise QuizError(message.format(host=host))
    scheme = "https" if asked.certificate else "http"
    shown = f"[{host}]" if ":" in host else host
    names = {host, "localhost"} if host in _LOOPBACK else {host}
    if asked.certificate:
        names.add(socket.getfqdn())
    return Listening(
        host=host,
        port=asked.port,
        address=f"{scheme}://{shown}:{asked.port}",
        hosts=tuple(sorted(names)),
        is_secure=bool(asked.certificate),
        certificate=asked.certificate,
        key=asked.key,
    )


def _behind_proxy(asked: PlaceRequest, host: str) -> Listening:
    from urllib.parse import urlsplit

    try:
        found = urlsplit(asked.behind_proxy)
        name = found.hostname or ""
    except ValueError:
        name, found = "", urlsplit("")
    if found.scheme not in ("http", "https") or not name:
        message = _(
            "--behind-proxy needs the address that pupils type, such as https://quiz.school"
        )
        raise QuizError(message)
    if found.scheme == "http" and not is_private(name) and name not in _LOOPBACK:
        raise QuizError(_("--behind-proxy needs https, but for private addresses"))
    return Listening(
        host=host,
        port=asked.port,
        address=asked.behind_proxy.rstrip("/"),
        hosts=(name,),
        is_secure=found.scheme == "https",
        proxy="127.0.0.1" if host in _LOOPBACK else host,
    )


def _own_address() -> str:
    """Return this machine's address in its network.

    Raises:
        QuizError: It has none, or a public one.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: it only finds the way out
            address = str(probe.getsockname()[0])
        except OSError:
            address = ""
    if not address or address.startswith("127."):
        raise QuizError(_("this machine is in no network; without --lan it serves itself alone"))
    return address


class Started(msgspec.Struct, frozen=True):
    """A game that was begun."""

    live: LiveGame
    """The game."""
    host_token: str
    """The host's key, shown once."""


@contextmanager
def begun(
    store: str,
    title: str,
    questions: tuple[GameQuestion, ...],
    rules: GameRules,
    *,
    most_players: int = 60,
    class_name: str = "",
) -> Iterator[Started]:
    """Begin a game in a store, and close that at the end.

    Raises:
        SchoolError: The store cannot be opened or written.
    """
    game = ClassGame(questions, rules)
    token = new_token()
    writer = SchoolWriter(store)
    try:
        from time import time

        row = GameRow(
            id=secrets.token_hex(8),
            code=f"{secrets.randbelow(900_000) + 100_000}",
            title=title,
            class_name=class_name,
            host_token_hash=hash_of(token),
            started_at=int(time() * 1e6),
            ended_at=None,
        )
        writer.do(lambda db: Games(db).add(row, game)).result()
        live = LiveGame(row, game, writer, most_players=most_players)
        yield Started(live, token)
    finally:
        writer.close()


@contextmanager
def resumed(store: str, *, most_players: int = 60) -> Iterator[Started]:
    """Take up the newest game that was not ended; the host gets a new key.

    Raises:
        QuizError: There is none.
        SchoolError: The store cannot be opened or written.
    """
    writer = SchoolWriter(store)
    try:
        rows = writer.do(lambda db: Games(db).unfinished()).result()
        if not rows:
            raise QuizError(_("no unfinished game; start one with `quiz serve BANK`"))
        row, token = rows[0], new_token()
        row = msgspec.structs.replace(row, host_token_hash=hash_of(token))
        writer.do(lambda db: Games(db).put_host(row.id, row.host_token_hash)).result()
        game = writer.do(lambda db: Games(db).read(row.id)).result()
        tokens = writer.do(lambda db: Games(db).tokens(row.id)).result()
        assert game is not None
        live = LiveGame(row, game, writer, tokens=tokens, most_players=most_players)
        live.take_up()
        yield Started(live, token)
    finally:
        writer.close()


def require_extra() -> None:
    """Refuse where the extra `class` is not installed.

    Raises:
        MissingExtra: It is not.
    """
    if not all(map(find_spec, ("starlette", "uvicorn", "segno"))):
        words = _("a class needs the extra `class`: {command}")
        raise MissingExtra(words.format(command=install_command("class")))


def make_server(
    live: LiveGame | None,
    place: Listening,
    *,
    host_hash: str,
    school: "School | None" = None,
    takes_signals: bool = True,
) -> "uvicorn.Server":
    """Return the server of a game or a class; `serve()` runs it, `should_exit` ends it.

    Args:
        live: The game; None for none.
        place: Where to listen.
        host_hash: SHA-256 of the host's key, in hexadecimal digits.
        school: The class; None for none.
        takes_signals: Whether INT and TERM end it; not where an app has the terminal.

    Raises:
        MissingExtra: The extra `class` is not installed.
    """
    require_extra()
    import uvicorn

    from quiz.web.app import build

    app = build(
        live,
        host_hash=host_hash,
        hosts=place.hosts,
        address=place.address,
        school=school,
        is_secure=place.is_secure,
        proxy=place.proxy,
    )
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host=place.host,
            port=place.port,
            http="h11",
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_level="critical",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=_HEADER_S,
            timeout_graceful_shutdown=1,
            ssl_certfile=place.certificate or None,
            ssl_keyfile=place.key or None,
        )
    )
    if not takes_signals:
        server.capture_signals = nullcontext  # type: ignore[assignment,method-assign]
    return server


def check_port(place: Listening) -> None:
    """Refuse a port that is taken, before anything is shown.

    Raises:
        QuizError: It cannot be listened at.
    """
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((place.host, place.port))
        except OSError as error:
            message = _("port {port} at {host} cannot be used: {reason}; try another with --port")
            raise QuizError(
                message.format(port=place.port, host=place.host, reason=error.strerror)
            ) from error


async def run(live: LiveGame | None, server: "uvicorn.Server") -> None:
    """Serve a game or a class until the server is told to end."""
    clock = None if live is None else asyncio.create_task(live.run())
    try:
        await server.serve()
    finally:
        if clock is not None:
            clock.cancel()
