"""`quiz stats`: what was learned, in short; the review log as CSV."""

from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.cli.output import force_option, output_option, put_out
from quiz.cli.printed import opened_desk, print_json
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk import Desk


@click.command("stats")
@click.option(
    "--reviews",
    is_flag=True,
    help=_("Export your review history as CSV, for `quiz fit` and other tools."),
)
@output_option
@force_option
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def command(reviews: bool, output: str | None, force: bool, as_json: bool) -> int:
    """Show your statistics."""
    from quiz.desk.today.statistics import summary

    if output is not None and not reviews:
        raise click.UsageError(_("-o needs --reviews"))
    with opened_desk() as desk:
        if reviews:
            return _reviews(desk, output, force=force)
        stats = summary(desk)
    if as_json:
        import msgspec

        print_json(msgspec.to_builtins(stats))
        return 0
    if not stats.answers:
        click.echo(_("No answers yet. Start a quiz with `quiz play`."))
        return 0
    answers = ngettext("{n:,} answer", "{n:,} answers", stats.answers).format(n=stats.answers)
    days = ngettext("{answers} on {n:,} day", "{answers} on {n:,} days", stats.days)
    click.echo(days.format(answers=answers, n=stats.days))
    streak = ngettext("streak: {n:,} day", "streak: {n:,} days", stats.streak)
    click.echo(streak.format(n=stats.streak))
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
    return 0


def _reviews(desk: "Desk", output: str | None, *, force: bool) -> int:
    from quiz.desk.today.statistics import REVIEW_FIELDS, review_rows
    from quiz.formats.csv_writing import csv_text

    text = csv_text([REVIEW_FIELDS, *review_rows(desk)])
    path = put_out(text, output, force=force)
    if path is not None:
        click.echo(_("Saved to {path}").format(path=clean_line(str(path))))
    return 0
