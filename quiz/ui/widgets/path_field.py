"""A field for the path of a file: Tab completes it, as a shell does."""

import itertools
import os
import re
from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType

from quiz.cleaning import clean_line
from quiz.translation import _
from quiz.ui.widgets.line_field import LineField

_MOST_NAMED = 6
"""So many names are said where several would do."""


class PathField(LineField):
    """Completes what is typed to the names in a folder."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete(1)", _("Complete"), id="path.complete",
                tooltip=_("Complete the path; again for the next name that fits")),
        Binding("shift+tab", "complete(-1)", _("Previous name"), show=False,
                id="path.complete_back", tooltip=_("The previous name that fits")),
    ]  # fmt: skip

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,
        endings: tuple[str, ...] = (),
    ) -> None:
        """Begin with a path.

        Args:
            value: The path at first.
            placeholder: An example.
            id: Of the widget.
            endings: Of files that are meant; others come only where none of these does.
        """
        # A path may be longer than an answer.
        super().__init__(value, placeholder=placeholder, id=id, max_length=4_096, joiner=None)
        self.endings = endings
        self._offered: list[str] = []
        """Paths that Tab goes through; the first is what was typed."""

    def action_complete(self, step: int) -> None:
        """Complete the path as far as only one name would do, and say which would.

        Where nothing more is certain, Tab goes through the names, and back to what was typed.

        Args:
            step: 1 for the next name, -1 for the one before.
        """
        typed = self.value[: self.cursor_position]
        if typed in self._offered:
            at = (self._offered.index(typed) + step) % len(self._offered)
            self.replace(self._offered[at], 0, self.cursor_position)
            return
        if step < 0:
            raise SkipAction
        self._offered = []
        names = completions(typed, self.endings)
        if not names:
            if not typed:
                raise SkipAction
            self.say(_("Nothing here starts with that."))
            return
        folder, begun = os.path.split(typed)
        common = _common_start(names[0], names[-1])  # they are sorted
        if len(common) > len(begun):
            typed = os.path.join(folder, common)
            self.replace(typed, 0, self.cursor_position)
        if len(names) > 1:
            paths = [os.path.join(folder, name) for name in names]
            self._offered = list(dict.fromkeys([typed, *paths]))
            shown = [clean_line(name) for name in names[:_MOST_NAMED]]
            more = len(names) - len(shown)
            self.say("  ".join(shown) + (f"  +{more}" if more > 0 else ""))


def pasted_path(text: str) -> str:
    r"""Return a path as it is meant: who drops a file quotes it, escapes it or makes it a URL.

    Args:
        text: As it was typed or dropped: `'a b.csv'`, `a\ b.csv`, `file:///a%20b.csv`.
    """
    text = text.strip()
    if text.startswith("file://"):
        from urllib.parse import unquote

        return unquote(text.removeprefix("file://").removeprefix("localhost"))
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    if os.sep == "/" and "\\" in text and not os.path.lexists(os.path.expanduser(text)):
        return re.sub(r"\\(.)", r"\1", text)
    return text


def _common_start(first: str, last: str) -> str:
    """Return the letters with which two names begin."""
    pairs = zip(first, last, strict=False)
    alike = itertools.takewhile(lambda pair: pair[0] == pair[1], pairs)
    return first[: sum(1 for _pair in alike)]


def completions(typed: str, endings: tuple[str, ...]) -> list[str]:
    """Return the names in the folder that a path is in which begin as it ends, sorted.

    Args:
        typed: The path so far; `~` is the home folder.
        endings: Of files that are meant, in small letters; empty for any.

    Returns:
        Folders with a slash behind them, and files; hidden ones only where a dot is typed.
    """
    if typed == "~":
        return ["~/"]
    folder, begun = os.path.split(typed)
    try:
        entries = list(os.scandir(os.path.expanduser(folder) or "."))
    except OSError:
        return []
    found = [
        (entry.name + "/" * entry.is_dir(), entry.is_dir())
        for entry in entries
        if entry.name.startswith(begun) and (begun.startswith(".") or entry.name[0] != ".")
    ]
    meant = [name for name, is_dir in found if is_dir or name.lower().endswith(endings or "")]
    return sorted(meant or [name for name, _is_dir in found])
