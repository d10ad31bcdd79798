"""The host's door: pages of the host open to who has the host's key."""

import secrets

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from quiz.translation import _
from quiz.web.cookies import HOST, Cookies
from quiz.web.limits import Failures
from quiz.web.live import NoSeat, hash_of
from quiz.web.posted import field, posted
from quiz.web.views import page


class HostDoor:
    """Lets the host in, once the key was typed."""

    def __init__(self, token_hash: str, title: str, cookies: Cookies, failures: Failures) -> None:
        """Take the key's hash, and what the page is called.

        Args:
            token_hash: SHA-256 of the key, in hexadecimal digits.
            title: Of the game or class.
            cookies: How cookies are set.
            failures: Counts wrong keys with wrong codes.
        """
        self._hash, self._title = token_hash, title
        self._cookies, self._failures = cookies, failures

    def routes(self) -> list[Route]:
        """Return the routes of the door."""
        return [Route("/teach/enter", self.enter, methods=["POST"])]

    def is_host(self, request: Request) -> bool:
        """Return whether the host asks."""
        return self._opens(self._cookies.read(request, HOST))

    def _opens(self, token: str) -> bool:
        return bool(token) and secrets.compare_digest(hash_of(token), self._hash)

    def check(self, request: Request) -> None:
        """Refuse whom the page is not for.

        Raises:
            NoSeat: The host does not ask.
        """
        if not self.is_host(request):
            raise NoSeat(_("This page is the host's."))

    def page(self, reason: str = "", status: int = 401) -> Response:
        """Return the page that asks for the key."""
        return HTMLResponse(page("enter", title=self._title, reason=reason), status)

    async def enter(self, request: Request) -> Response:
        """Take the host's key."""
        form = await posted(request)
        address = request.client.host if request.client else ""
        token = field(form, "token").strip()
        if self._failures.are_many(address) or not self._opens(token):
            self._failures.add(address)
            return self.page(_("This is not the host's key."), 403)
        return self._cookies.send_on(request, "/teach", HOST, token, {"host": True})
