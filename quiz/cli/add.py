"""`quiz add`: take a bank, or a pack of banks, into one's own folder."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean, clean_line
from quiz.errors import BankError, QuizError
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.banks.importing import Prepared


@click.command("add")
@click.argument("file", type=click.Path())
@click.option("--yes", is_flag=True, help=_("Add without asking."))
@click.option(
    "--replace", "--force", is_flag=True, help=_("Replace an existing bank that differs.")
)
def command(file: str, yes: bool, replace: bool) -> int:
    """Show what's in a bank, a pack (.quiz.zip) or a file of another program, and add it.

    You're asked before anything is written; without a terminal, use `--yes`. A replaced bank is
    kept next to the new one as a hidden file.
    """
    from quiz.desk.banks.importing import looked_at
    from quiz.desk.banks.packs import clashes, contents
    from quiz.library.folders import folders
    from quiz.library.library import Library
    from quiz.library.packing import Pack, unpacked

    pack = looked_at(Path(file), folders(os.environ, Path.cwd()).banks)
    if not isinstance(pack, Pack):
        return _import(pack, yes=yes, replace=replace)
    for line in contents(pack.banks):
        click.echo(line)
    for line in pack.ignored:
        words = _("left out: {what}").format(what=line)
        click.echo(f"quiz: {words}", err=True)
    places = folders(os.environ, Path.cwd())
    target = places.banks
    library = Library(places)
    for line in clashes(pack.banks, library.entries, target):
        click.echo(f"quiz: {line}", err=True)
    library.close()
    if not yes and not _is_agreed(target):
        return 0
    status = 0
    for bank in pack.banks:
        try:
            written = unpacked(bank, target, replaces=replace)
        except (BankError, QuizError) as error:
            click.echo(f"quiz: {clean(str(error))}", err=True)
            status = 2
        else:
            click.echo(_("Added: {file}").format(file=clean_line(str(written))))
    return status


def _is_agreed(target: Path) -> bool:
    """Return whether the one at the terminal says yes; without one, say how to."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(_("Nothing added. Run again with `--yes` to add it."))
        return False
    return click.confirm(_("Add to {folder}?").format(folder=target), default=False)


def _import(prepared: "Prepared", *, yes: bool, replace: bool) -> int:
    """Show what a file of another program holds, and add it once that is agreed to."""
    from quiz.cli.import_files import add_history, history_lines
    from quiz.desk.banks.import_report import report_lines
    from quiz.desk.banks.importing import write

    for line in report_lines(prepared):
        click.echo(line)
    if not yes and not _is_agreed(prepared.target.parent):
        return 0
    write(prepared, force=replace)
    click.echo(_("Added: {file}").format(file=clean_line(str(prepared.target))))
    for line in history_lines(prepared, add_history(prepared)):
        click.echo(line)
    return 0 if prepared.is_whole else 1
