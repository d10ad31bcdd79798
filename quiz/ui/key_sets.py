"""Sets of keys that the settings name: what differs from the usual keys, by the id of a binding."""

from collections.abc import Mapping

from quiz.library.config import Config

_SCROLLED = (
    "home", "list", "reading", "exam_start", "help", "plan", "records", "result", "stats",
    "changed", "question", "exam_result",
)  # fmt: skip
_MOVED = (
    "home", "list", "reading", "exam_start", "help", "plan", "records", "result", "stats", "card",
    "exam_detail", "settings", "option", "order", "rubric", "place", "setup",
)  # fmt: skip
_SPACED = ("reading", "exam_start", "help", "plan", "records", "result", "changed", "exam_result")
"""Where Space is a page too."""


def _paged(name: str) -> str:
    return "pagedown,space,ctrl+d,ctrl+f" if name in _SPACED else "pagedown,ctrl+d,ctrl+f"


KEY_SETS: Mapping[str, Mapping[str, str]] = {
    "usual": {},
    "anki": {
        "home.statistics": "t", "home.reading": "s", "home.add_question": "a,f9",
        "home.add": "plus", "home.undo": "u,ctrl+z", "card.undo": "u,ctrl+z",
        "browse.undo": "u,ctrl+z", "browse.suspend": "s,ctrl+j", "browse.find": "slash,ctrl+f",
        "question.add_question_told": "a,plus",
    },
    "vim": {
        **{f"{name}.page_down": _paged(name) for name in _SCROLLED},
        **{f"{name}.page_up": "pageup,ctrl+u,ctrl+b" for name in _SCROLLED},
        "home.last": "end,G", "home.changed": "ctrl+g",
        "list.last": "end,G", "stats.last": "end,G",
        "home.goal_down": "left,h", "home.goal_up": "right,l",
        "stats.previous": "left,h", "stats.next": "right,l",
        "setup.previous": "left,h", "place.last": "left",
    },
    "plain": {
        **{f"{name}.up": "up" for name in _MOVED},
        **{f"{name}.down": "down" for name in _MOVED},
        "setup.down": "down,tab", "setup.next": "right,space", "place.next": "right",
        "order.shift_up": "shift+up", "order.shift_down": "shift+down",
        "card.next": "right", "card.previous": "left",
        "settings.previous": "left", "settings.next": "right", "changed.down": "down",
    },
}  # fmt: skip
"""`anki` has the keys of Anki's windows, `vim` pages and ends as vim has them, and `plain` no
letter that moves."""


def keys_of(config: Config) -> dict[str, str]:
    """Return the keys that are not the usual ones: the set's, then those chosen singly."""
    return {**KEY_SETS[config.key_set], **config.keys}
