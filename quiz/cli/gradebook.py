"""`quiz gradebook`: the marks of a class."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.cli.classes import db_option, opened_store
from quiz.cli.output import force_option, output_option, put_out
from quiz.cli.printed import opened_desk
from quiz.cli.tables import TableColumn, table
from quiz.errors import QuizError
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk import Desk
    from quiz.school.sql import Db


@click.command("gradebook")
@click.argument("class_name", metavar="CLASS")
@click.option(
    "--format", "form", type=click.Choice(["text", "csv", "xlsx", "html"]), default="text",
    show_default=True, help=_("How to write it."),
)  # fmt: skip
@click.option(
    "--results", metavar="ASSIGNMENT", default="",
    help=_("Write the answers to an assignment instead, for `quiz analyse` (CSV)."),
)  # fmt: skip
@click.option(
    "--notes", is_flag=True, help=_("List what pupils say is wrong with questions instead.")
)
@click.option(
    "--keep", is_flag=True,
    help=_("With --notes: make them your own notes, which `quiz suggest` writes for the author."),
)  # fmt: skip
@output_option
@force_option
@db_option
def command(
    class_name: str,
    form: str,
    results: str,
    notes: bool,
    keep: bool,
    output: str | None,
    force: bool,
    db: str,
) -> int:
    """Show the marks of a class: of each pupil the best attempt at each assignment."""
    from quiz.desk.classroom.gradebook import gradebook_of
    from quiz.school.assignments import Assignments
    from quiz.school.classes import Classes

    with opened_desk() as desk, opened_store(desk, db) as store:
        classes = Classes(store)
        if notes or keep:
            return _notes(desk, store, class_name, keeps=keep)
        if results:
            return _answers(desk, store, class_name, results, output, force=force)
        book = gradebook_of(classes, Assignments(store), classes.named(class_name))
    rows = book.table()
    if form == "xlsx":
        return _workbook(rows, book.class_name, output, force=force)
    if form == "csv":
        from quiz.formats.csv_writing import csv_text

        put_out(csv_text(rows), output, force=force)
    elif form == "html":
        from quiz.formats.pages import page

        put_out(page("gradebook", title=book.class_name, rows=rows), output, force=force)
    elif not book.assignments:
        click.echo(_("No assignments yet; give one with `quiz assign`."))
    else:
        head, *body = rows
        columns = [TableColumn(clean_line(cell), is_text=at == 0) for at, cell in enumerate(head)]
        body = [[clean_line(cell) for cell in row] for row in body]
        put_out("\n".join(table(columns, body)) + "\n", output, force=force)
    return 0


def _notes(desk: "Desk", store: "Db", class_name: str, *, keeps: bool) -> int:
    """List what the pupils of a class say is wrong with questions."""
    from time import time

    from quiz.cli.class_notes import tell_notes
    from quiz.desk.classroom.class_notes import pupils_notes
    from quiz.desk.classroom.work import Work, pupils_folder
    from quiz.school.assignments import Assignments
    from quiz.school.classes import Classes

    classes = Classes(store)
    work = Work(pupils_folder(desk.places), desk.places, Assignments(store), time)
    try:
        found = pupils_notes(classes, work, classes.named(class_name))
    finally:
        work.close()
    return tell_notes(desk, found, keeps=keeps)


def _answers(
    desk: "Desk", store: "Db", class_name: str, name: str, output: str | None, *, force: bool
) -> int:
    """Write what a class answered to an assignment."""
    from time import time

    from quiz.desk.classroom.results import assignment_results
    from quiz.desk.classroom.work import Work, pupils_folder
    from quiz.formats.results.own import to_csv
    from quiz.school.assignments import Assignments
    from quiz.school.classes import Classes

    classes, assignments = Classes(store), Assignments(store)
    assignment = assignments.of_title(classes.named(class_name), name)
    work = Work(pupils_folder(desk.places), desk.places, assignments, time)
    try:
        found = assignment_results(classes, work, assignment)
    finally:
        work.close()
    if not found.attempts:
        raise QuizError(_("nobody has handed it in yet"))
    put_out(to_csv(found).decode(), output, force=force)
    return 0


def _workbook(rows: list[list[str]], title: str, output: str | None, *, force: bool) -> int:
    from quiz.formats.exchange.workbook import written_workbook
    from quiz.library.writing import write_file

    if output in (None, "-"):
        raise QuizError(_("a workbook needs a file: -o FILE.xlsx"))
    out = io.BytesIO()
    written_workbook(out, [[_number(cell) for cell in row] for row in rows], title)
    write_file(Path(str(output)).expanduser(), out.getvalue(), force=force)
    return 0


def _number(cell: str) -> str | float:
    try:
        return float(cell)
    except ValueError:
        return cell
