"""Where a command writes: to standard output or to a file, never over one without being told to."""

from pathlib import Path

import click

from quiz.translation import _

output_option = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    help=_("Write to this file; - is standard output."),
)
force_option = click.option("--force", is_flag=True, help=_("Overwrite existing files."))


def put_out(text: str, output: str | None, *, force: bool) -> Path | None:
    """Write a text where the user wants it.

    Args:
        text: The text, without control characters.
        output: The file; None or - is standard output.
        force: Whether a file that is there is written over.

    Returns:
        The file; None for standard output.

    Raises:
        QuizError: The file is there, or cannot be written.
    """
    if output in (None, "-"):
        click.echo(text, nl=not text.endswith("\n"))
        return None
    from quiz.library.writing import write_file

    path = Path(str(output)).expanduser()
    write_file(path, text.encode("utf-8"), force=force)
    return path
