"""`quiz mark`: bubble sheets, as a scanner or a typist gives them, against their key."""

import click

from quiz.cleaning import clean_line
from quiz.cli.options import header_option
from quiz.cli.output import force_option, output_option, put_out
from quiz.translation import _, ngettext


@click.command("mark")
@click.argument("sheets", nargs=-1, type=click.Path(), metavar="[SHEETS.csv]")
@click.option(
    "--key", required=True, type=click.Path(), help=_("The key.json written by `quiz print`.")
)
@click.option(
    "--scans", multiple=True, type=click.Path(), metavar="FOLDER|PICTURE",
    help=_("Read scans or photos of bubble sheets instead of a table."),
)  # fmt: skip
@click.option(
    "--review", type=click.Path(), metavar="FOLDER",
    help=_("With --scans: save a picture of each unclear page here, with the unclear "
"marks framed."),
)  # fmt: skip
@click.option(
    "--decisions", type=click.Path(), metavar="FILE",
    help=_("With --scans: a file with your decisions on unclear marks; created if it "
"doesn't exist."),
)  # fmt: skip
@click.option("--ask", is_flag=True, help=_("With --scans: ask for each decision in the terminal."))
@click.option(
    "--table", type=click.Path(), metavar="FILE",
    help=_("With --scans: save the letters that were read to this file."),
)  # fmt: skip
@click.option(
    "--points", type=click.Path(), metavar="FILE",
    help=_("A table of the points for written questions: a column name, and one for each number."),
)  # fmt: skip
@click.option(
    "--marks", type=click.Path(), metavar="FILE",
    help=_("Save name, points, percent and grade of everyone to this file."),
)  # fmt: skip
@header_option
@output_option
@force_option
def command(
    sheets: tuple[str, ...],
    key: str,
    scans: tuple[str, ...],
    review: str | None,
    decisions: str | None,
    ask: bool,
    table: str | None,
    points: str | None,
    marks: str | None,
    has_header: bool | None,
    output: str | None,
    force: bool,
) -> int:
    """Mark bubble sheets, each by the key of its version.

    SHEETS is a table with the columns `version`, `name` and either `answers`, with letters such as
    `ABDC-(AC)`, or a column for each number on the sheet. What is odd is reported with its line;
    the exit status is 1 if a row could not be graded. The results are what `quiz analyse` reads:
    CSV, or JSON if the file is named so.

    A paper with written questions is one mark: --points FILE has what you gave for them, in columns
    headed by their numbers on that sheet, and --marks FILE gets everyone's points, percent and
    grade. Whoever has a written question without points has no grade yet.

    With --scans the sheets are read from pictures (PNG, JPEG, TIFF) of the pages that `quiz print
    --bubbles` made, scanned or photographed from above, turned any way. Nothing is guessed: what is
    doubtful is listed, its sheet is left out of the results, and the exit status is 1 until you
    have decided, with --ask or in the --decisions file. Needs the extra `scan`.
    """
    from quiz.formats.printed import answer_key
    from quiz.formats.printed.mixed import marks_table, with_points
    from quiz.formats.printed.scanned import mark
    from quiz.formats.results.own import to_csv, to_json

    _check_usage(sheets, scans)
    keys = answer_key.decode(_read(key), source=key)
    is_whole = True
    if marks is not None and not force:
        from pathlib import Path

        from quiz.library.writing import check_free

        check_free([Path(marks).expanduser()])
    if scans:
        from quiz.cli.mark_scans import ScanOptions, read_scans

        options = ScanOptions(
            places=(*scans, *sheets), key_file=key, review=review, decisions=decisions, asks=ask,
            table=table, output=output, force=force,
        )  # fmt: skip
        data, is_whole = read_scans(options, keys)
        source = table or _("(pictures)")
    else:
        (source,) = sheets
        data = _read(source)
    marked = mark(data, keys, source=source, has_header=has_header)
    mixed = None
    if points or marks:
        given = _read(points) if points else None
        mixed = with_points(marked, keys, given, source=points or "")
        marked = mixed.marked
    for problem in marked.problems:
        click.echo(clean_line(str(problem)), err=True)
    left_out = sum(problem.level == "error" for problem in marked.problems)
    is_json = output is not None and output.lower().endswith(".json")
    written = to_json(marked.results) if is_json else to_csv(marked.results)
    if put_out(written.decode(), output, force=force) is not None:
        for sheet in marked.sheets:
            click.echo(clean_line(f"{sheet.learner}: {sheet.mark:g} / {sheet.most:g}"))
    if mixed is not None and marks is not None:
        put_out(marks_table(mixed, keys.grades).decode(), marks, force=force)
    if mixed is not None and mixed.waiting:
        names = ", ".join(clean_line(name) for name in list(mixed.waiting)[:5])
        more = len(mixed.waiting) - 5
        click.echo(_("quiz: written questions without points: {names}{more}").format(
            names=names, more=f" +{more}" if more > 0 else ""), err=True)  # fmt: skip
    count = len(marked.sheets)
    said = ngettext("{n} sheet graded", "{n} sheets graded", count).format(n=count)
    if left_out:
        words = ngettext("{n} row left out", "{n} rows left out", left_out)
        said += ", " + words.format(n=left_out)
    click.echo(f"quiz: {said}", err=True)
    return 1 if left_out or not is_whole else 0


_ONLY_SCANS = ("review", "decisions", "ask", "table")


def _check_usage(sheets: tuple[str, ...], scans: tuple[str, ...]) -> None:
    """Refuse no table or several, and options that mean nothing for one.

    Raises:
        click.UsageError: There are such.
    """
    if scans:
        return
    context = click.get_current_context()
    by_name = {param.name: param.opts[-1] for param in context.command.params}
    for name in _ONLY_SCANS:
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            raise click.UsageError(_("{option} needs --scans").format(option=by_name[name]))
    if not sheets:
        raise click.UsageError(_("give the table of sheets, or pictures with --scans"))
    if len(sheets) > 1:
        raise click.UsageError(_("give one table of sheets; pictures need --scans"))


def _read(path: str) -> bytes:
    from quiz.formats.csv_reading import MOST_BYTES
    from quiz.library.files import read

    return read(path, most=MOST_BYTES + 1)
