"""Whether the name of a picture is one that a bank may use."""

from quiz.formats.decoded import Exists
from quiz.translation import _


def fault(name: str, exists: Exists) -> str:
    """Return what is wrong with a picture's name; empty if nothing is."""
    parts = name.replace("\\", "/").split("/")
    if "://" in name or name.startswith("data:"):
        return _("a picture must be a file next to the bank, not a web address; save it there")
    if name.startswith(("/", "\\", "~")) or ".." in parts or ":" in name:
        return _(
            "the picture {name!r} is outside the bank's folder; move it next to the bank"
        ).format(name=name)
    if not exists(name):
        return _(
            "picture {name!r} not found, or a link out of the bank's folder; check "
            "its name, or put it next to the bank"
        ).format(name=name)
    return ""
