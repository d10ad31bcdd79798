"""`quiz export`: a bank as a file of another program."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.cli.bank_paths import bank_paths
from quiz.cli.options import BankName
from quiz.cli.output import force_option
from quiz.errors import QuizError
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.formats.exchange.exchanged import ExportSource
    from quiz.items import Bank


@click.command("export")
@click.argument("bank", type=BankName())
@click.option("--to", "format_name", required=True, help=_("Format; `quiz formats` lists them."))
@click.option("-o", "--output", type=click.Path(), help=_("File to write; - for standard output."))
@click.option("--no-history", is_flag=True, help=_("Leave out your answers and due dates."))
@force_option
def command(bank: str, format_name: str, output: str | None, no_history: bool, force: bool) -> int:
    """Write a bank as a file of another program.

    What the format can't hold is named on standard error; the exit status is 1 then. The same bank
    always gives the same bytes. A package of Anki holds your answers and due dates too.
    """
    from quiz.desk.banks.import_report import together
    from quiz.desk.banks.importing import exported
    from quiz.formats.exchange.formats import format_named
    from quiz.library.writing import write_file

    paths = [Path(path) for path in bank_paths((bank,))]
    if len(paths) != 1:
        raise QuizError(_("{bank} is several banks; export one at a time").format(bank=bank))
    found = format_named(format_name, writes=True)
    has_progress = found.has_schedule and not no_history
    made = exported(paths[0], found, _with_progress if has_progress else None)
    for what, is_skipped in ((_("skipped"), True), (_("changed"), False)):
        for why in together([note for note in made.notes if note.is_skipped is is_skipped]):
            line = f"quiz: {what}: {why}"
            click.echo(line, err=True)
    if output == "-":
        sys.stdout.buffer.write(made.data)
        sys.stdout.buffer.flush()
        return 1 if made.notes else 0
    target = Path(output or paths[0].name.rsplit(".", 1)[0] + found.endings[0])
    write_file(target, made.data, force=force)
    click.echo(_("Written: {file}").format(file=clean_line(str(target))))
    return 1 if made.notes else 0


def _with_progress(bank: "Bank") -> "ExportSource":
    """Return a bank with what the learner did with its cards."""
    from quiz.cli.printed import opened_desk
    from quiz.desk.care.schedule_out import answers_of, standings_of
    from quiz.formats.exchange.exchanged import ExportSource

    with opened_desk() as desk:
        return ExportSource(
            bank=bank,
            answers=answers_of(desk, bank.id),
            standings=standings_of(desk, bank.id),
        )
