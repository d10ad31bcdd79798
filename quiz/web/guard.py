"""What stands before every page: who may ask, how much, and what a browser may do with the answer.

Host header (against DNS rebinding), origin of what is sent (against other sites), size of a body,
and the headers that forbid a page to load or run anything but our own.
"""

from collections.abc import Awaitable, Callable, Collection, MutableMapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

MOST_BODY = 16_384
"""Bytes of a form that is sent."""
MOST_ESSAY_BODY = 131_072
"""Bytes of an answer to an assignment: an essay of Chinese signs, each written as nine bytes."""
_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        b" connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),  # `no-referrer` would hide the origin of our own forms
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Guard:
    """An ASGI application around another one."""

    def __init__(self, app: Any, hosts: Collection[str], *, proxy: str = "") -> None:
        """Stand before an application.

        Args:
            app: The application.
            hosts: Names and addresses, without ports, by which this server may be called.
            proxy: Address of the one proxy that says who is behind it; empty for none.
        """
        self._inner = app
        self._hosts = frozenset(host.casefold() for host in hosts)
        self._proxy = proxy

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        self._look_behind_proxy(scope, headers)
        refusal = self._refusal(scope, headers)
        if refusal:
            await _refuse(send, *refusal)
            return
        await self._inner(scope, _bounded(receive, most_body(scope["path"])), _with_headers(send))

    def _look_behind_proxy(self, scope: Message, headers: dict[bytes, str]) -> None:
        client = (scope.get("client") or ("", 0))[0]
        if self._proxy and client == self._proxy:
            forwarded = headers.get(b"x-forwarded-for", "").rpartition(",")[2].strip()
            scope["client"] = (forwarded or client, 0)
            scope["scheme"] = headers.get(b"x-forwarded-proto", scope["scheme"])

    def _refusal(self, scope: Message, headers: dict[bytes, str]) -> tuple[int, str] | None:
        """Return status and reason for which a request is refused."""
        host = headers.get(b"host", "")
        if _name_of(host) not in self._hosts:
            return 421, "this server does not answer to that name"
        if scope["method"] in ("GET", "HEAD"):
            return None
        origin = headers.get(b"origin")
        site = headers.get(b"sec-fetch-site")
        if site is not None:
            if site not in ("same-origin", "none"):
                return 403, "sent from another page"
        elif origin is not None and urlsplit(origin).netloc.casefold() != host.casefold():
            return 403, "sent from another page"
        try:
            length = int(headers.get(b"content-length", "0"))
        except ValueError:
            return 400, "the length of what was sent is no number"
        most = most_body(scope["path"])
        return (413, "more was sent than an answer can be") if length > most else None


def _name_of(host: str) -> str:
    """Return the name or address of a Host header, without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").casefold()
    except ValueError:
        return ""


def is_private(address: str) -> bool:
    """Return whether an address is of a private network or of this machine."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return found.is_private or found.is_loopback or found.is_link_local


def most_body(path: str) -> int:
    """Return how many bytes may be sent to a path: an essay in any script is longer than a form."""
    return MOST_ESSAY_BODY if path.startswith("/work/") else MOST_BODY


def _bounded(receive: Receive, most: int) -> Receive:
    """Return what receives a body, and cuts one that is longer than it said."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            return {"type": "http.disconnect"}
        return message

    return bounded


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", []))
            names = {name.lower() for name, _value in headers}
            headers += [pair for pair in _HEADERS if pair[0] not in names]
            if b"cache-control" not in names:
                headers.append((b"cache-control", b"no-store"))
            message["headers"] = headers
        await send(message)

    return sent


async def _refuse(send: Send, status: int, reason: str) -> None:
    body = f"{reason}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_HEADERS]
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
