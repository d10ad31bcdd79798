"""`quiz import`: questions of other programs as a bank of one's own."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean, clean_line
from quiz.cli.output import force_option
from quiz.cli.printed import print_json
from quiz.errors import QuizError
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk.banks.importing import Prepared
    from quiz.desk.care.past_answers import Added
    from quiz.formats.exchange.exchanged import Choices


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE...")
@click.option("-o", "--output", type=click.Path(), help=_("Bank to write (one FILE only)."))
@click.option("--from", "format_name", help=_("Format of the files; otherwise found out."))
@click.option("--front", default="", help=_("Column that asks: a name or a number from 1."))
@click.option("--back", default="", help=_("Column that answers."))
@click.option("--options", default="", help=_("Columns with wrong options, comma-separated."))
@click.option("--tags", default="", help=_("Column with topics."))
@click.option(
    "--header/--no-header", default=None, help=_("Whether the first row names the columns.")
)
@click.option(
    "--no-history", is_flag=True, help=_("Leave out what you answered in the other program.")
)
@click.option(
    "--undo", is_flag=True, help=_("Undo the imported answers of a bank (in place of FILE).")
)
@click.option("--dry-run", is_flag=True, help=_("Only show what would be imported."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the report as JSON."))
@force_option
def command(
    files: tuple[str, ...],
    output: str | None,
    format_name: str | None,
    front: str,
    back: str,
    options: str,
    tags: str,
    header: bool | None,
    no_history: bool,
    undo: bool,
    dry_run: bool,
    as_json: bool,
    force: bool,
) -> int:
    """Import questions and cards of other programs into your banks.

    The format is found by the file's content; `quiz formats` lists what can be read. The report
    says what was skipped or changed, and why. Importing the same source again updates the bank and
    keeps your progress. Answers that you gave in the other program become part of your progress,
    once; `quiz import --undo BANK` undoes them. The exit status is 1 if something could not be
    carried.
    """
    if undo:
        return _undo(files, as_json=as_json)
    from quiz.formats.exchange.exchanged import Choices

    if output and len(files) > 1:
        raise click.UsageError(_("-o takes one file; leave it out to import several"))
    choices = Choices(
        front=front,
        back=back,
        options=tuple(part.strip() for part in options.split(",") if part.strip()),
        tags=tags,
        has_header=header,
    )
    from quiz.desk.banks.import_report import report_lines

    status = 0
    reports: list[object] = []
    for file in files:
        try:
            prepared = _import(file, output, format_name, choices, dry_run=dry_run, force=force)
            added = None if dry_run or no_history else add_history(prepared)
        except QuizError as error:
            status = 2
            reports.append({"file": file, "error": clean(str(error))})
            if not as_json:
                click.echo(f"quiz: {clean(str(error))}", err=True)
            continue
        status = max(status, 0 if prepared.is_whole else 1)
        if as_json:
            reports.append(_as_json(file, prepared, added))
        else:
            for line in report_lines(prepared):
                click.echo(line)
            click.echo(_said_of_file(prepared, is_written=not dry_run))
            for line in history_lines(prepared, added):
                click.echo(line)
    if as_json:
        print_json(reports if len(files) > 1 else reports[0])
    sys.stdout.flush()
    return status


def _import(
    file: str,
    output: str | None,
    format_name: str | None,
    choices: "Choices",
    *,
    dry_run: bool,
    force: bool,
) -> "Prepared":
    from quiz.desk.banks.importing import prepare, source_at, write
    from quiz.formats.exchange.formats import format_named, recognised
    from quiz.library.folders import folders

    source = source_at(Path(file), choices)
    found = format_named(format_name) if format_name else recognised(source)
    target = None
    if output:
        target = Path(output if output.endswith((".yaml", ".yml")) else output + ".yaml")
    prepared = prepare(source, found, folders(os.environ, Path.cwd()).banks, target)
    if not dry_run:
        write(prepared, force=force)
    return prepared


def add_history(prepared: "Prepared") -> "Added | None":
    """Make answers given in the other program part of one's progress; None where it has none."""
    if not prepared.imported.answers and not prepared.imported.changes:
        return None
    from quiz.cli.printed import opened_desk
    from quiz.desk.care.past_answers import add_answers

    with opened_desk(saves=True) as desk:
        return add_answers(desk, prepared.bank_id, prepared.format.name, prepared.imported)


def history_lines(prepared: "Prepared", added: "Added | None") -> list[str]:
    """Return what became of the answers that were given in the other program."""
    count = len(prepared.imported.answers)
    if added is None:
        if not count:
            return []
        words = ngettext(
            "{n} answer given there is left out.", "{n} answers given there are left out.", count
        )
        return [words.format(n=f"{count:,}")]
    if not added.answers:
        return [_("Nothing new in your progress.")]
    words = ngettext(
        "{n} answer added to your progress. Undo: quiz import --undo {bank}",
        "{n} answers added to your progress. Undo: quiz import --undo {bank}",
        added.answers,
    )
    return [words.format(n=f"{added.answers:,}", bank=prepared.bank_id)]


def _undo(banks: tuple[str, ...], *, as_json: bool) -> int:
    """Undo what was imported into one's progress with some banks."""
    from quiz.cli.printed import opened_desk
    from quiz.desk.care.past_answers import undo_answers

    undone: dict[str, int] = {}
    with opened_desk(saves=True) as desk:
        for bank in banks:
            undone[bank] = undo_answers(desk, bank)
    if as_json:
        print_json({"undone": undone})
        return 0
    for bank, count in undone.items():
        words = ngettext(
            "Undone: {n} imported answer in {bank}.", "Undone: {n} imported answers in {bank}.",
            count,
        )  # fmt: skip
        click.echo(words.format(n=f"{count:,}", bank=clean_line(bank)))
    return 0


def _said_of_file(prepared: "Prepared", *, is_written: bool) -> str:
    words = _("Written: {file}") if is_written else _("Nothing written; it would be {file}")
    return words.format(file=clean_line(str(prepared.target)))


def _as_json(file: str, prepared: "Prepared", added: "Added | None") -> dict[str, object]:
    imported, change = prepared.imported, prepared.change

    def notes(is_skipped: bool) -> list[dict[str, str]]:
        return [
            {"where": note.where, "reason": note.reason}
            for note in imported.notes
            if note.is_skipped is is_skipped
        ]

    kinds: dict[str, int] = {}
    for item in imported.bank.items:
        kinds[item.kind] = kinds.get(item.kind, 0) + 1
    update: dict[str, Sequence[str]] | None = None
    if change is not None:
        update = {"added": change.added, "changed": change.changed, "kept": change.kept}
    return {
        "file": file,
        "format": prepared.format.name,
        "bank": str(prepared.target),
        "read": imported.read,
        "imported": len(imported.bank.items),
        "kinds": kinds,
        "taken": list(imported.taken),
        "skipped": notes(True),
        "changed": notes(False),
        "media": len(imported.media),
        "answers": len(imported.answers),
        "answers_added": added.answers if added is not None else 0,
        "update": update,
    }
