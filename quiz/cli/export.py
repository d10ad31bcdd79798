"""`quiz export`: a bank as a file of another program."""

import sys
from pathlib import Path

import click

from quiz.cleaning import clean_line
from quiz.cli.bank_paths import bank_paths
from quiz.cli.options import BankName
from quiz.cli.output import force_option
from quiz.errors import QuizError
from quiz.translation import _


@click.command("export")
@click.argument("bank", type=BankName())
@click.option("--to", "format_name", required=True, help=_("Format; `quiz formats` lists them."))
@click.option("-o", "--output", type=click.Path(), help=_("File to write; - for standard output."))
@force_option
def command(bank: str, format_name: str, output: str | None, force: bool) -> int:
    """Write a bank as a file of another program.

    What the format can't hold is named on standard error; the exit status is 1 then. The same bank
    always gives the same bytes.
    """
    from quiz.desk.banks.importing import exported
    from quiz.formats.exchange.formats import format_named
    from quiz.library.writing import write_file

    paths = [Path(path) for path in bank_paths((bank,))]
    if len(paths) != 1:
        raise QuizError(_("{bank} is several banks; export one at a time").format(bank=bank))
    found = format_named(format_name, writes=True)
    made = exported(paths[0], found)
    for note in made.notes:
        what = _("skipped") if note.is_skipped else _("changed")
        line = f"quiz: {what}: {clean_line(note.where)}: {clean_line(note.reason)}"
        click.echo(line, err=True)
    if output == "-":
        sys.stdout.buffer.write(made.data)
        sys.stdout.buffer.flush()
        return 1 if made.notes else 0
    target = Path(output or paths[0].name.rsplit(".", 1)[0] + found.endings[0])
    write_file(target, made.data, force=force)
    click.echo(_("Written: {file}").format(file=clean_line(str(target))))
    return 1 if made.notes else 0
