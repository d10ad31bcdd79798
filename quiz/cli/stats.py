"""`quiz stats`: what was learned, in short; the review log as CSV."""

from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.cli.output import force_option, output_option, put_out
from quiz.cli.printed import opened_desk, print_json

if TYPE_CHECKING:
    from quiz.desk import Desk


@click.command("stats")
@click.option(
    "--reviews",
    is_flag=True,
    help="Export your review history as CSV, for `quiz fit` and other tools.",
)
@output_option
@force_option
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(reviews: bool, output: str | None, force: bool, as_json: bool) -> int:
    """Show your statistics."""
    from quiz.desk.today.statistics import summary

    if output is not None and not reviews:
        raise click.UsageError("-o needs --reviews")
    with opened_desk() as desk:
        if reviews:
            return _reviews(desk, output, force=force)
        stats = summary(desk)
    if as_json:
        import msgspec

        print_json(msgspec.to_builtins(stats))
        return 0
    if not stats.answers:
        click.echo("No answers yet. Start a quiz with `quiz play`.")
        return 0
    click.echo(f"{_count(stats.answers, 'answer')} on {_count(stats.days, 'day')}")
    click.echo(f"streak: {_count(stats.streak, 'day')}")
    for retention in stats.retention:
        if retention.share is None:
            click.echo(f"true retention, {retention.span}: too few reviews to tell")
        else:
            click.echo(
                f"true retention, {retention.span}: {retention.share:.1%} of "
                f"{_count(retention.reviews, 'review')}"
            )
    for bank in stats.banks:
        click.echo(f"known, {clean_line(bank.title)}: {bank.known:.0%}")
    return 0


def _reviews(desk: "Desk", output: str | None, *, force: bool) -> int:
    from quiz.desk.today.statistics import REVIEW_FIELDS, review_rows
    from quiz.formats.csv_writing import csv_text

    text = csv_text([REVIEW_FIELDS, *review_rows(desk)])
    path = put_out(text, output, force=force)
    if path is not None:
        click.echo(f"Written: {clean_line(str(path))}")
    return 0


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"
