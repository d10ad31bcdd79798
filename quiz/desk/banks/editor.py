"""Which editor opens a file at a line: `$VISUAL`, else `$EDITOR`, else one that is there."""

import os
import shlex
import shutil
from collections.abc import Callable, Mapping

import msgspec

from quiz.errors import QuizError
from quiz.translation import _

_PLUS_LINE = frozenset((
    "vi", "vim", "nvim", "view", "gvim", "mvim", "elvis", "nano", "pico", "emacs", "emacsclient",
    "micro", "kak", "joe", "jed", "mg", "ne",
))  # fmt: skip
"""Take `+LINE FILE`."""
_COLON_LINE = frozenset(("hx", "helix", "subl", "sublime_text", "zed", "zeditor"))
"""Take `FILE:LINE`."""
_GOTO = frozenset(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"))
"""Take `--goto FILE:LINE`."""
_WAIT = {
    **dict.fromkeys((*_GOTO, "subl", "sublime_text", "zed", "zeditor"), "--wait"),
    **dict.fromkeys(("gvim", "mvim"), "-f"),
}
"""What keeps an editor that would come back at once."""
_WAITING = frozenset(("--wait", "-w", "-f", "--nofork"))
_WINDOWED = frozenset((*_WAIT, "notepad", "gedit", "kate", "mousepad"))
"""Have a window of their own, and leave the terminal alone."""
_USUAL = ("nano", "vim", "vi", "micro", "emacs", "notepad")
"""Tried in this order where no editor is named."""

Which = Callable[[str], str | None]
"""Returns the path of a program; None if it is not there."""


class Editor(msgspec.Struct, frozen=True):
    """How to open a file at a line."""

    command: tuple[str, ...]
    """Program and arguments, for no shell to read."""
    is_windowed: bool = False
    """Whether it has a window of its own, so that the terminal need not be given up."""


def editor_for(
    environment: Mapping[str, str],
    path: str,
    line: int,
    *,
    waits: bool = True,
    which: Which = shutil.which,
) -> Editor:
    """Return how to open a file at a line.

    Args:
        environment: Names the editor, with arguments and quotes if need be.
        path: The file, absolute.
        line: From 1.
        waits: Whether the editor is to come back only when the file is closed.
        which: Finds programs.

    Raises:
        QuizError: The editor named is not there or cannot be understood, or none is there.
    """
    for variable in ("VISUAL", "EDITOR"):
        written = environment.get(variable, "").strip()
        if written:
            program, *arguments = _words(variable, written)
            if not which(program):
                message = _("editor {program} not found (set in {variable})")
                raise QuizError(message.format(program=repr(program), variable=variable))
            return _editor(program, arguments, path, line, waits)
    for program in _USUAL:
        if which(program):
            return _editor(program, [], path, line, waits)
    raise QuizError(_("no editor found; set the EDITOR environment variable"))


def _words(variable: str, written: str) -> list[str]:
    """Return program and arguments, split as a shell would part them."""
    is_windows = os.name == "nt"
    try:
        # A backslash parts folders on Windows, and quotes nothing there.
        words = shlex.split(written, posix=not is_windows)
    except ValueError:
        words = []
    if not words:
        message = _("missing closing quote in {variable}: {written}")
        raise QuizError(message.format(variable=variable, written=repr(written)))
    if is_windows:
        words = [word.strip('"') for word in words]
    return [os.path.expanduser(words[0]), *words[1:]]


def _editor(program: str, arguments: list[str], path: str, line: int, waits: bool) -> Editor:
    name = os.path.basename(program.replace("\\", "/")).lower().partition(".")[0]
    wait = []
    if name in _WAIT:
        arguments = [word for word in arguments if word not in _WAITING]
        wait = [_WAIT[name]] if waits else []
    command = (program, *arguments, *wait, *_place(name, path, line))
    return Editor(command, name in _WINDOWED)


def _place(name: str, path: str, line: int) -> list[str]:
    """Return the arguments that name file and line, as an editor wants them."""
    if name in _PLUS_LINE:
        return [f"+{line}", path]
    if name in _GOTO:
        return ["--goto", f"{path}:{line}"]
    return [f"{path}:{line}" if name in _COLON_LINE else path]
