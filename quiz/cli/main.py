"""The entry point: finds the command, and turns our errors into messages and exit statuses."""

import errno
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from quiz import __version__
from quiz.startup import begin_command

if TYPE_CHECKING:
    from quiz.errors import QuizError


def main() -> NoReturn:
    """Run the command line and exit: 0 done, 1 faults found or a bug, 2 wrong use."""
    arguments = sys.argv[1:]
    begin_command()
    if arguments == ["--version"]:  # without click: a shell prompt may ask for it
        print(f"quiz {__version__}")
        sys.exit(0)
    _prepare_streams()
    _choose_language()
    try:
        sys.exit(_run(arguments))
    except BrokenPipeError:
        # The reader went away, as `head` does; what was answered is on disk.
        sys.stdout = None  # keeps the interpreter from flushing it
        sys.exit(0)
    except OSError as error:
        if error.errno != errno.ENOSPC or error.filename is not None:
            sys.exit(_report_crash(error))
        sys.stdout = None
        from quiz.errors import reason_of
        from quiz.translation import _

        words = _("can't write to standard output: {reason}").format(reason=reason_of(error))
        print(f"quiz: {words}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print(file=sys.stderr)
        sys.exit(130)


def _prepare_streams() -> None:
    """Let no letter be a fault; one that the shell has closed holds nothing."""
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _choose_language() -> None:
    """Take up the language of the settings, before any module with words is imported."""
    from pathlib import Path

    from quiz.library.folders import folders
    from quiz.library.language import language_in
    from quiz.translation import bind_domain, use_language

    try:
        name = language_in(folders(os.environ, Path.cwd()).config)
    except OSError:  # the current folder is gone; the command says so
        name = ""
    if name:
        use_language(name)
    bind_domain()


def _run(arguments: list[str]) -> int:
    from quiz.errors import QuizError

    try:
        _refuse_other_bytes(arguments)
        if _is_plain(arguments):
            from quiz.cli.home import open_plainly

            return open_plainly(arguments)
        from quiz.cli.commands import cli

        if "_QUIZ_COMPLETE" in os.environ:
            cli.main(args=arguments, prog_name="quiz")
        # `cli.main` would make 1 of a reader that went away, and here 1 says that there are faults.
        with cli.make_context("quiz", arguments) as context:
            result = cli.invoke(context)
        return result if isinstance(result, int) else 0
    except QuizError as error:
        from quiz.cleaning import clean

        print(f"quiz: {clean(str(error))}", file=sys.stderr)
        return status_of(error)
    except Exception as error:
        return _click_status(error)


def status_of(error: "QuizError") -> int:
    """Return the exit status of an error of the user's doing, or of the disk's."""
    from quiz.errors import NotSaved

    return 1 if isinstance(error, NotSaved) else 2


def _refuse_other_bytes(arguments: list[str]) -> None:
    """Refuse what is not UTF-8: it could be neither kept in a record nor sent to another machine.

    Raises:
        QuizError: An argument is not; names it.
    """
    for word in arguments:
        try:
            word.encode()
        except UnicodeEncodeError:
            from quiz.errors import QuizError
            from quiz.translation import _

            shown = word.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            raise QuizError(
                _("{word!r} is not UTF-8; rename the file").format(word=shown)
            ) from None


def _is_plain(arguments: list[str]) -> bool:
    """Return whether the app is wanted with no option: click's 30 ms can be saved then."""
    if "_QUIZ_COMPLETE" in os.environ or any(word.startswith("-") for word in arguments):
        return False
    return not arguments or arguments[0] in ("play", "review")


def _click_status(error: Exception) -> int:
    """Show click's own errors as click does; anything else is a fault of ours."""
    import click

    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.Abort):
        return 130
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, OSError):  # of standard output, perhaps
        raise error
    return _report_crash(error)


def _report_crash(error: Exception) -> int:
    """Log a fault of the program and say so in a line."""
    from datetime import UTC, datetime
    from pathlib import Path

    from quiz.library.crash_log import log_crash
    from quiz.library.folders import folders

    print(log_crash(error, folders(os.environ, Path.cwd()).log, datetime.now(UTC)), file=sys.stderr)
    return 1
