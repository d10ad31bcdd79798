"""`quiz stats`: what was learned, in short; the review log as CSV."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from quiz.cleaning import clean_line
from quiz.cli.printed import opened_desk, print_json
from quiz.errors import QuizError

if TYPE_CHECKING:
    from quiz.desk import Desk


@click.command("stats")
@click.option("--reviews", is_flag=True, help="The review log as CSV, as `quiz fit` reads it.")
@click.option(
    "-o", "--output", "output", type=click.Path(dir_okay=False), help="With --reviews: the file."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(reviews: bool, output: str | None, as_json: bool) -> int:
    """Sum up what was learned."""
    from quiz.desk.stats import summary

    if output is not None and not reviews:
        raise click.UsageError("-o goes with --reviews.")
    with opened_desk() as desk:
        if reviews:
            return _reviews(desk, output)
        stats = summary(desk)
    if as_json:
        import msgspec

        print_json(msgspec.to_builtins(stats))
        return 0
    if not stats.answers:
        click.echo("Nothing was answered yet; `quiz play` starts a quiz.")
        return 0
    click.echo(f"{_count(stats.answers, 'answer')} on {_count(stats.days, 'day')}")
    click.echo(f"{_count(stats.streak, 'day')} in a row")
    for retention in stats.retention:
        if retention.share is None:
            click.echo(f"true retention, {retention.span}: too few cards came back to tell")
        else:
            click.echo(
                f"true retention, {retention.span}: {retention.share:.1%} of "
                f"{_count(retention.reviews, 'review')}"
            )
    for bank in stats.banks:
        click.echo(f"known now, {clean_line(bank.title)}: {bank.known:.0%}")
    return 0


def _reviews(desk: "Desk", output: str | None) -> int:
    if output in (None, "-"):
        _write(desk, sys.stdout)
        return 0
    path = Path(str(output)).expanduser()
    part = path.with_name(f".{path.name}.part")
    try:
        try:
            with part.open("w", encoding="utf-8", newline="") as file:
                _write(desk, file)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise QuizError(f"{path} cannot be written: {error.strerror or error}") from error
    click.echo(f"Written: {path}")
    return 0


def _write(desk: "Desk", out: TextIO) -> None:
    import csv

    from quiz.desk.stats import REVIEW_FIELDS, review_rows

    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(REVIEW_FIELDS)
    writer.writerows(review_rows(desk))


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"
