"""`quiz stats`: what was learned, with the numbers behind the statistics; the review log as CSV."""

from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.cli.options import BankName, TagName
from quiz.cli.output import force_option, output_option, put_out
from quiz.cli.printed import opened_desk, print_json
from quiz.errors import QuizError
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk import Desk
    from quiz.desk.statistics import Scope
    from quiz.desk.statistics.all_of_it import Statistics

_MOST_ROWS = 12
"""Rows of a table that are printed: the latest, or the weakest; `--json` has all."""
PERIODS = ("month", "3-months", "year", "all")


@click.command("stats")
@click.argument("banks", nargs=-1, type=BankName(), metavar="[BANK]...")
@click.option(
    "--tag", "-t", "tags", multiple=True, type=TagName(), help=_("Only this topic (repeatable).")
)
@click.option(
    "--period",
    type=click.Choice(PERIODS),
    default="all",
    help=_("Only the last 30 days, 90 days or year; all is the default."),
)
@click.option(
    "--reviews",
    is_flag=True,
    help=_("Export your review history as CSV, for `quiz fit` and other tools."),
)
@output_option
@force_option
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def command(
    banks: tuple[str, ...],
    tags: tuple[str, ...],
    period: str,
    reviews: bool,
    output: str | None,
    force: bool,
    as_json: bool,
) -> int:
    """Show your statistics."""
    if output is not None and not reviews:
        raise click.UsageError(_("-o needs --reviews"))
    if reviews and (banks or tags or period != "all"):
        raise click.UsageError(_("--reviews exports everything; it takes no bank, tag or period"))
    with opened_desk() as desk:
        if reviews:
            return _reviews(desk, output, force=force)
        scope = _scope(desk, banks, tags, period)
        return _json(desk, scope) if as_json else _print(desk, scope)


def _scope(desk: "Desk", banks: tuple[str, ...], tags: tuple[str, ...], period: str) -> "Scope":
    from quiz.desk.banks.catalogue import banks_named
    from quiz.desk.statistics import Period, Scope

    ids = tuple(entry.id for entry in banks_named(desk, banks)) if banks else ()
    return Scope(banks=ids, tags=tags, period=Period(period))


def _counted(desk: "Desk", scope: "Scope") -> "Statistics":
    """Return all statistics, with a line that says how far a long log is counted."""
    from quiz.cli.progress import ProgressLine
    from quiz.desk.statistics.all_of_it import statistics
    from quiz.desk.statistics.source import told_now_and_then

    with ProgressLine() as progress:
        return statistics(desk, scope, told_now_and_then(progress.counted, lambda: True))


def _json(desk: "Desk", scope: "Scope") -> int:
    import msgspec

    found = _counted(desk, scope)
    if not found.summary.answers:
        _refuse_unknown_tags(desk, scope)
    shown = msgspec.to_builtins(found)
    # The short form comes first, as it always did.
    print_json(shown.pop("summary") | {"streak": shown.pop("streak")} | shown)
    return 0


def _print(desk: "Desk", scope: "Scope") -> int:
    from quiz.cli.tables import TableColumn, table
    from quiz.desk.statistics.tables import all_tables, cell_text

    found = _counted(desk, scope)
    stats = found.summary
    if not stats.answers:
        return _say_nothing(desk, scope)
    answers = ngettext("{n:,} answer", "{n:,} answers", stats.answers).format(n=stats.answers)
    days = ngettext("{answers} on {n:,} day", "{answers} on {n:,} days", stats.days)
    click.echo(days.format(answers=answers, n=stats.days))
    if found.streak is not None:
        streak = ngettext("streak: {n:,} day", "streak: {n:,} days", found.streak)
        click.echo(streak.format(n=found.streak))
    for retention in stats.retention:
        if retention.share is None:
            words = _("true retention, {span}: too few reviews to tell")
            click.echo(words.format(span=_(retention.span)))
        else:
            words = ngettext(
                "true retention, {span}: {share:.1%} of {n:,} review",
                "true retention, {span}: {share:.1%} of {n:,} reviews",
                retention.reviews,
            )
            click.echo(
                words.format(span=_(retention.span), share=retention.share, n=retention.reviews)
            )
    for bank in stats.banks:
        words = _("known, {title}: {known:.0%}")
        click.echo(words.format(title=clean_line(bank.title), known=bank.known))
    for shown in all_tables(found):
        if shown.rows:
            click.echo(f"\n{shown.title}")
            columns = [TableColumn(column.head, is_text=column.is_text) for column in shown.columns]
            rows = shown.rows[:_MOST_ROWS] if shown.begins_best else shown.rows[-_MOST_ROWS:]
            cells = [
                [
                    clean_line(cell_text(value, column))
                    for value, column in zip(row, shown.columns, strict=True)
                ]
                for row in rows
            ]
            for line in table(columns, cells):
                click.echo(f"  {line}")
    return 0


def _say_nothing(desk: "Desk", scope: "Scope") -> int:
    """Say that there are no answers, and why.

    Raises:
        QuizError: No question has one of the topics.
    """
    _refuse_unknown_tags(desk, scope)
    if desk.record.latest_day() is None:
        click.echo(_("No answers yet. Start a quiz with `quiz play`."))
    else:
        click.echo(_("No answers to these questions in this time."))
    return 0


def _refuse_unknown_tags(desk: "Desk", scope: "Scope") -> None:
    """Check the topics; those of questions that are gone have answers, and are not asked about.

    Raises:
        QuizError: No question has one of them.
    """
    from quiz.desk.banks.catalogue import banks_with, unknown_tag

    unknown = unknown_tag(desk, banks_with(desk, scope.banks), scope.tags)
    if unknown:
        raise QuizError(unknown)


def _reviews(desk: "Desk", output: str | None, *, force: bool) -> int:
    from quiz.desk.statistics.review_table import REVIEW_FIELDS, review_rows
    from quiz.formats.csv_writing import csv_text

    text = csv_text([REVIEW_FIELDS, *review_rows(desk)])
    path = put_out(text, output, force=force)
    if path is not None:
        click.echo(_("Saved to {path}").format(path=clean_line(str(path))))
    return 0
