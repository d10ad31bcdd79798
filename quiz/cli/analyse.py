"""`quiz analyse`: what a class's results show of a test and its questions."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.cli.analysis_forms import FORMS
from quiz.errors import QuizError
from quiz.words import _

if TYPE_CHECKING:
    from quiz.analysis.results import Column
    from quiz.formats.results import ReadResults


@click.command("analyse")
@click.argument("results", nargs=-1, required=True, type=click.Path(allow_dash=False))
@click.option("--key", default="", help="Right letters of a matrix of letters: ABCDA or A,B,C.")
@click.option(
    "--attempts",
    type=click.Choice(["first", "last", "all"]),
    default="first",
    show_default=True,
    help="Which attempts of one learner count.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMS)),
    default="text",
    show_default=True,
    help="What to write.",
)
@click.option("-o", "--output", type=click.Path(), help="Write to this file.")
def command(
    results: tuple[str, ...], key: str, attempts: str, form: str, output: str | None
) -> int:
    """Say how good a test was, and of each question whether to keep, look at or check it.

    RESULTS are files of one test: this program's JSON or CSV, Moodle's responses or grades report,
    or a plain matrix, a learner a row, of marks or of letters. Several files of the same questions
    are taken together. All figures are those of Moodle's quiz statistics; with few learners their
    ranges are wide, and no verdict is given that they do not bear out.
    """
    from quiz.analysis.report import report
    from quiz.analysis.results import Results

    read = [_read(path, key, attempts) for path in results]
    for path, one in zip(results, read, strict=True):
        for warning in one.warnings:
            click.echo(clean_line(str(warning)), err=True)
        message = _("{file}: read as {form}, {learners} learners, {items} questions")
        said = message.format(
            file=path, form=one.form, learners=len(one.learners), items=len(one.columns)
        )
        click.echo(f"quiz: {clean_line(said)}", err=True)
    learners, columns = _together(results, read)
    text = FORMS[form](report(Results(learners, columns)))
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
        return 0
    from quiz.library.writing import write_whole

    try:
        write_whole(Path(output), text.encode("utf-8"), is_synced=False)
    except OSError as error:
        raise QuizError(f"{output}: {error.strerror or error}") from error
    return 0


def _read(path: str, key: str, attempts: str) -> "ReadResults":
    from quiz.formats.results import Attempts, decode
    from quiz.formats.results.reading import MOST_BYTES

    try:
        with open(path, "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise QuizError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    return decode(data, source=path, key=key, attempts=Attempts(attempts))


def _together(
    names: tuple[str, ...], read: "list[ReadResults]"
) -> "tuple[tuple[str, ...], tuple[Column, ...]]":
    """Return learners and columns of all files.

    Raises:
        QuizError: They hold different questions.
    """
    import msgspec

    first = read[0]
    columns = list(first.columns)
    for name, other in zip(names[1:], read[1:], strict=True):
        by_name = {column.name: column for column in other.columns}
        if by_name.keys() != {column.name for column in columns}:
            message = _("{first} and {other} hold different questions; analyse them one by one")
            raise QuizError(message.format(first=names[0], other=name))
        columns = [
            msgspec.structs.replace(
                column,
                marks=column.marks + by_name[column.name].marks,
                responses=column.responses + by_name[column.name].responses,
                seconds=column.seconds + by_name[column.name].seconds,
                most=max(column.most, by_name[column.name].most),
            )
            for column in columns
        ]
    learners = tuple(learner for one in read for learner in one.learners)
    return learners, tuple(columns)
