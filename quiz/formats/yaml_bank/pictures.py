"""Whether the name of a picture is one that a bank may use."""

from quiz.formats.decoded import Exists
from quiz.words import _


def fault(name: str, exists: Exists) -> str:
    """Return what is wrong with a picture's name; empty if nothing is."""
    parts = name.replace("\\", "/").split("/")
    if "://" in name or name.startswith("data:"):
        return _("a picture is a file beside the bank, not an address; save it there")
    if name.startswith(("/", "\\", "~")) or ".." in parts or ":" in name:
        return _(
            "the picture {name!r} is outside the bank's folder; put it beside the bank"
        ).format(name=name)
    if not exists(name):
        return _(
            "the picture {name!r} is not there, or a link that leads out of the bank's folder; "
            "check its name, or put it beside the bank"
        ).format(name=name)
    return ""
