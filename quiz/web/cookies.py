"""Cookies of the class page: out of reach of scripts, sent to this server alone."""

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

SEAT = "quiz_seat"
"""Holds the token of a player."""
HOST = "quiz_host"
"""Holds the token of the host."""
ASKED = "quiz_asked"
"""Holds the request of someone who waits for the host's yes."""
PUPIL = "quiz_pupil"
"""Holds the token of a pupil who signed in."""
_WEEK_S = 7 * 24 * 3600


def wants_json(request: Request) -> bool:
    """Return whether a program asks and not a browser's page."""
    return "application/json" in request.headers.get("accept", "")


class Cookies:
    """How cookies are named and set."""

    def __init__(self, is_secure: bool) -> None:
        """Take whether devices come over https: then a cookie is never sent in the open."""
        self._is_secure = is_secure

    def _name(self, name: str) -> str:
        return f"__Host-{name}" if self._is_secure else name

    def read(self, request: Request, name: str) -> str:
        """Return what a cookie holds; empty for none."""
        return request.cookies.get(self._name(name), "")

    def send_on(
        self, request: Request, path: str, name: str, value: str, said: dict[str, object]
    ) -> Response:
        """Send a device on with a cookie; a program is told something in place of that.

        Args:
            request: What was asked.
            path: Where to go.
            name: Of the cookie.
            value: What it holds.
            said: What a program is told.
        """
        response: Response = RedirectResponse(path, 303)
        if wants_json(request):
            response = JSONResponse(said)
        response.set_cookie(
            self._name(name), value, max_age=_WEEK_S, httponly=True, samesite="lax",
            secure=self._is_secure, path="/",
        )  # fmt: skip
        return response

    def forget(self, response: Response, name: str) -> None:
        """Take a cookie away."""
        response.delete_cookie(self._name(name), path="/", secure=self._is_secure, httponly=True)
