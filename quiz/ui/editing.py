"""Opening the reader's editor on a file, from any screen."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from quiz.cleaning import clean_line
from quiz.desk.banks.editor import Editor, editor_for
from quiz.errors import QuizError, reason_of
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.ui.host import BaseHost


def open_editor(app: "BaseHost", path: str, line: int, *, waits: bool = True) -> bool:
    """Open a file at a line; return whether that could be.

    Args:
        app: Gives the terminal up meanwhile; says what went wrong.
        path: The file.
        line: From 1.
        waits: Whether to wait for an editor with a window of its own, too.
    """
    try:
        editor = editor_for(os.environ, os.path.abspath(path), line, waits=waits)
    except QuizError as error:
        app.report(error)
        return False
    try:
        status = _started(editor) if editor.is_windowed and not waits else _run(app, editor)
    except SuspendNotSupported:
        words = _("Can't open an editor in this terminal. The file is {path}, line {line}.")
        app.notify(words.format(path=clean_line(path), line=line), markup=False, timeout=10)
        return False
    except QuizError as error:
        app.report(error)
        return False
    except OSError as error:
        app.report(QuizError(f"{editor.command[0]}: {reason_of(error)}"))
        return False
    if status:
        words = _("The editor exited with status {status}.").format(status=status)
        app.notify(words, severity="warning", markup=False)
    return True


def _run(app: "BaseHost", editor: Editor) -> int:
    fault: OSError | None = None
    status = 0
    with app.suspend(), _undisturbed():
        if editor.is_windowed:
            print(
                _("quiz is waiting for you to close the file in {name}.").format(
                    name=editor.command[0]
                )
            )
        try:
            status = subprocess.run(editor.command, check=False).returncode
        except OSError as error:  # raised on the way, it would keep the app from coming back
            fault = error
    if fault is not None:
        raise fault
    return status


def _started(editor: Editor) -> int:
    """Start an editor that has a window of its own, and go on."""
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(
        editor.command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
    )
    # Waited for beside, or it would stay as a dead process until the app ends.
    threading.Thread(target=process.wait, daemon=True).start()
    return 0


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl+C end the editor and not the app: the terminal sends it to both."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)  # not inherited, as ignoring would be
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)
