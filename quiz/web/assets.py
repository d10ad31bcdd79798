"""The style and the script of the class page, each under a name that changes with what is in it."""

from functools import cache
from hashlib import sha256
from importlib.resources import files

_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


@cache
def _assets() -> dict[str, tuple[str, bytes]]:
    """Return type and bytes of each asset, by the name under which it is asked for."""
    found = {}
    for file in files("quiz.web").joinpath("static").iterdir():
        stem, _dot, ending = file.name.rpartition(".")
        if ending in _TYPES:
            data = file.read_bytes()
            name = f"{stem}.{sha256(data).hexdigest()[:12]}.{ending}"
            found[name] = (_TYPES[ending], data)
    return found


def asset(name: str) -> tuple[str, bytes] | None:
    """Return type and bytes of an asset; None if there is none of this name."""
    return _assets().get(name)


def address_of(file: str) -> str:
    """Return the path of an asset by the name of its file, such as `page.css`."""
    stem, _dot, ending = file.rpartition(".")
    for name in _assets():
        if name.startswith(f"{stem}.") and name.endswith(f".{ending}"):
            return f"/static/{name}"
    raise KeyError(file)
