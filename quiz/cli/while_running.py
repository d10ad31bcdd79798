"""`quiz while`: due questions while a command runs."""

import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.cli.options import BankName
from quiz.cli.printed import opened_desk
from quiz.errors import QuizError, reason_of
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.cli.short_sitting import ShortSitting
    from quiz.desk import Desk
    from quiz.study import Request

_TAIL = 4096
_ROOM = 72


@click.command(
    "while", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False}
)
@click.option(
    "-b", "--bank", "banks", multiple=True, type=BankName(), help=_("Ask only of this bank.")
)
@click.argument("arguments", nargs=-1, required=True, type=click.UNPROCESSED, metavar="COMMAND...")
def command(banks: tuple[str, ...], arguments: tuple[str, ...]) -> int:
    """Answer due questions while a command runs.

    `quiz while -- make test` runs `make test` and asks what is due until it ends; the question at
    which it ends is the last one. Its output is kept and shown at the end, its last line before
    each question, and its exit status is that of `quiz while`. Nothing is asked where nothing is
    due or nobody sits at the terminal: the command just runs.
    """
    from quiz.cli.short_sitting import is_interactive

    if not is_interactive():
        return _just_run(arguments)
    with opened_desk() as desk:
        from quiz.cli.short_sitting import due_request
        from quiz.desk.today.queue import review_cards

        request = due_request(banks, desk)
        if not review_cards(desk, request):
            return _just_run(arguments)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "output"
            # Two places in one file: the command writes at its end whatever is read meanwhile.
            with path.open("ab") as into, path.open("rb") as output:
                status = _ask_while(arguments, desk, request, into, output)
    return _status(status)


def _ask_while(
    arguments: tuple[str, ...],
    desk: "Desk",
    request: "Request",
    into: IO[bytes],
    output: IO[bytes],
) -> int:
    """Ask until a command ends, and show what it printed; return its exit status."""
    from quiz.cli.short_sitting import ShortSitting

    running = _started(arguments, into)
    sitting = ShortSitting(desk, request, lambda _answers: _goes_on(running, output))
    threading.Thread(target=_tell_end, args=(running, sitting, arguments[0]), daemon=True).start()
    try:
        sitting.run()
        if running.poll() is None:
            click.echo(_("Waiting for {name}…").format(name=clean_line(arguments[0])))
        return running.wait()
    except BaseException:
        running.terminate()
        running.wait()
        raise
    finally:
        _show(output)


def _just_run(arguments: tuple[str, ...]) -> int:
    try:
        return _status(subprocess.run(arguments, check=False).returncode)
    except OSError as error:
        raise _cannot_run(arguments[0], error) from error


def _started(arguments: tuple[str, ...], output: IO[bytes]) -> "subprocess.Popen[bytes]":
    """Start a command whose output goes to a file, and that reads nothing.

    Raises:
        QuizError: It cannot be run.
    """
    try:
        return subprocess.Popen(
            arguments, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
    except OSError as error:
        raise _cannot_run(arguments[0], error) from error


def _cannot_run(name: str, error: OSError) -> QuizError:
    words = _("can't run {name}: {reason}")
    return QuizError(words.format(name=clean_line(name), reason=reason_of(error)))


def _goes_on(running: "subprocess.Popen[bytes]", output: IO[bytes]) -> bool:
    """Return whether the command still runs, and show its last line."""
    if running.poll() is not None:
        return False
    line = _last_line(output)
    if line:
        click.echo(f"▸ {line}")
    return True


def _tell_end(running: "subprocess.Popen[bytes]", sitting: "ShortSitting", name: str) -> None:
    """Say that the command has ended, if it ends while a question is open."""
    running.wait()
    if sitting.is_asking:
        words = _("{name} has ended. Answer this last question, or type :quit.")
        click.echo("\n" + words.format(name=clean_line(name)))


def _last_line(output: IO[bytes]) -> str:
    """Return the last line that a command printed and ended, on one line of the terminal."""
    end = output.seek(0, 2)
    output.seek(max(0, end - _TAIL))
    lines = output.read().decode("utf-8", "replace").splitlines()
    last = next((line for line in reversed(lines) if line.strip()), "")
    return clip(clean_line(last), _ROOM)


def _show(output: IO[bytes]) -> None:
    """Print all that a command printed."""
    output.seek(0)
    sys.stdout.flush()
    while block := output.read(1 << 16):
        sys.stdout.buffer.write(block)
    sys.stdout.flush()


def _status(status: int) -> int:
    """Return an exit status as a shell gives it: 128 and the signal that ended a command."""
    return 128 - status if status < 0 else status
