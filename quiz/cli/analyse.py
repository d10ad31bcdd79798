"""`quiz analyse`: what a class's results show of a test and its questions."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.cli.analysis_forms import FORMS
from quiz.cli.options import header_option
from quiz.cli.output import force_option, output_option, put_out
from quiz.errors import QuizError
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.analysis.report import Report
    from quiz.analysis.results import Column
    from quiz.formats.results import ReadResults


@click.command("analyse")
@click.argument("results", nargs=-1, required=True, type=click.Path(allow_dash=False))
@click.option(
    "--key", default="", help=_("Correct letters, if the results are letters: ABCDA or A,B,C.")
)
@header_option
@click.option(
    "--attempts",
    type=click.Choice(["first", "last", "all"]),
    default="first",
    show_default=True,
    help=_("Which attempt counts when a student has several."),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMS)),
    help=_("Output format; by default that of the --output file, or text."),
)
@output_option
@force_option
@click.option(
    "--difficulty",
    "writes_difficulty",
    is_flag=True,
    help=_("Save each question's measured difficulty in its bank."),
)
def command(
    results: tuple[str, ...],
    key: str,
    has_header: bool | None,
    attempts: str,
    form: str | None,
    output: str | None,
    force: bool,
    writes_difficulty: bool,
) -> int:
    """Analyse class results: how reliable the test was, and which questions to check.

    RESULTS are files from one test: JSON or CSV written by quiz, Moodle's responses or grades
    report, or a plain table with one student per row, holding points or letters. Several files with
    the same questions are combined. The statistics are those of Moodle's quiz report; with few
    students the ranges are wide, and no question is judged on too little data.
    """
    from quiz.analysis.report import report
    from quiz.formats.results.joining import together

    read = [_read(path, key, attempts, has_header) for path in results]
    for path, one in zip(results, read, strict=True):
        for warning in one.warnings:
            click.echo(clean_line(str(warning)), err=True)
        people = ngettext("{n} student", "{n} students", len(one.learners))
        items = ngettext("{n} question", "{n} questions", len(one.columns))
        said = _("{file}: read as {form}, {learners}, {items}").format(
            file=path,
            form=one.form,
            learners=people.format(n=len(one.learners)),
            items=items.format(n=len(one.columns)),
        )
        click.echo(f"quiz: {clean_line(said)}", err=True)
    joined, warnings = together(results, read)
    for problem in warnings:
        click.echo(clean_line(str(problem)), err=True)
    title = next((one.title for one in read if one.title), Path(results[0]).stem)
    found = report(joined, title=clean_line(title))
    if writes_difficulty:
        _write_difficulty(found)
    ending = Path(output or "").suffix.lower().lstrip(".")
    text = FORMS[form or (ending if ending in FORMS else "text")](found)
    put_out(text, output, force=force)
    return 0


def _write_difficulty(found: "Report") -> None:
    """Write facilities into the banks that the results name; the files keep everything else.

    Raises:
        QuizError: There are too few learners, the results name no bank, or one cannot be changed.
    """
    import os

    from quiz.analysis.verdicts import LEAST_LEARNERS, Weight
    from quiz.desk.banks.catalogue import named_banks
    from quiz.formats.yaml_bank.splice import with_values
    from quiz.library.files import read
    from quiz.library.folders import folders
    from quiz.library.library import Library
    from quiz.library.writing import replace_bank

    if found.test.learners < LEAST_LEARNERS:
        message = ngettext(
            "{n} student is too few to measure difficulty; at least {least} are needed",
            "{n} students are too few to measure difficulty; at least {least} are needed",
            found.test.learners,
        )
        raise QuizError(message.format(n=found.test.learners, least=LEAST_LEARNERS))
    values: dict[str, dict[str, str]] = {}
    doubted: list[str] = []
    is_known = False
    for item in found.items:
        if not (item.column.bank and item.column.item):
            continue
        is_known = True
        if item.statistics.learners < LEAST_LEARNERS or item.verdict.weight is Weight.CHECK:
            doubted.append(_named(item.column))
            continue
        share = f"{item.statistics.facility / 100:.2f}"
        values.setdefault(item.column.bank, {})[item.column.item] = share
    if doubted:
        message = _(
            "no difficulty saved for {items}: check the answer key first, or collect more answers"
        )
        said = message.format(items="; ".join(doubted))
        click.echo(f"quiz: {clean_line(said)}", err=True)
    if not is_known:
        raise QuizError(
            _(
                "these results don't name their banks; use results written by `quiz mark` or "
                "`quiz results`"
            )
        )
    library = Library(folders(os.environ, Path.cwd()))
    try:
        for bank, shares in values.items():
            (entry,) = named_banks(library, [bank]).entries
            data = read(entry.path)
            there = {card.item for card in library.cards(entry)}
            shares = {item: share for item, share in shares.items() if item in there}
            changed = with_values(data, "difficulty", shares, source=entry.path)
            replace_bank(Path(entry.path), was=data, now=changed)
            message = ngettext(
                "{file}: difficulty saved for {n} question",
                "{file}: difficulty saved for {n} questions",
                len(shares),
            )
            said = message.format(file=entry.path, n=len(shares))
            click.echo(f"quiz: {clean_line(said)}", err=True)
    finally:
        library.close()


def _named(column: "Column") -> str:
    """Return a question by its text, with its id; by its id alone where no text is known."""
    text = clean_line(column.text)
    short = clip(text, 60)
    return f"{short} ({column.item})" if short else column.item


def _read(path: str, key: str, attempts: str, has_header: bool | None) -> "ReadResults":
    from quiz.formats.csv_reading import MOST_BYTES
    from quiz.formats.results import Attempts, decode
    from quiz.library.files import read

    data = read(path, most=MOST_BYTES + 1)
    return decode(data, source=path, key=key, attempts=Attempts(attempts), has_header=has_header)
