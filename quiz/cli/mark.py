"""`quiz mark`: bubble sheets, as a scanner or a typist gives them, against their key."""

import click

from quiz.cleaning import clean_line
from quiz.cli.options import header_option
from quiz.cli.output import force_option, output_option, put_out
from quiz.errors import QuizError
from quiz.words import ngettext


@click.command("mark")
@click.argument("sheets", type=click.Path(), metavar="SHEETS.csv")
@click.option("--key", required=True, type=click.Path(), help="The key.json that was printed.")
@header_option
@output_option
@force_option
def command(sheets: str, key: str, has_header: bool | None, output: str | None, force: bool) -> int:
    """Mark bubble sheets, each by the key of its version.

    SHEETS is a table with the columns `version`, `name` and either `answers`, with letters such as
    `ABDC-(AC)`, or a column for each number on the sheet. What is odd is told with its line; the
    exit status is 1 if a row could not be marked. The results are what `quiz analyse` reads: CSV,
    or JSON if the file is named so.
    """
    from quiz.formats.printed import answer_key
    from quiz.formats.printed.scanned import mark
    from quiz.formats.results.own import to_csv, to_json

    keys = answer_key.decode(_read(key), source=key)
    marked = mark(_read(sheets), keys, source=sheets, has_header=has_header)
    for problem in marked.problems:
        click.echo(clean_line(str(problem)), err=True)
    left_out = sum(problem.level == "error" for problem in marked.problems)
    is_json = output is not None and output.lower().endswith(".json")
    data = to_json(marked.results) if is_json else to_csv(marked.results)
    if put_out(data.decode(), output, force=force) is not None:
        for sheet in marked.sheets:
            click.echo(clean_line(f"{sheet.learner}: {sheet.mark:g} / {sheet.most:g}"))
    count = len(marked.sheets)
    said = ngettext("{n} sheet marked", "{n} sheets marked", count).format(n=count)
    if left_out:
        words = ngettext("{n} row left out", "{n} rows left out", left_out)
        said += ", " + words.format(n=left_out)
    click.echo(f"quiz: {said}", err=True)
    return 1 if left_out else 0


def _read(path: str) -> bytes:
    from quiz.formats.results.reading import MOST_BYTES

    try:
        with open(path, "rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise QuizError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
