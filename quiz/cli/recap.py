"""`quiz recap`: what a term brought: study, what grew stronger, best moments, exams."""

from datetime import date
from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.cli.printed import opened_desk, print_json
from quiz.cli.stats import PERIODS
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.statistics.recap import Recap


@click.command("recap")
@click.option("--since", metavar="DATE", help=_("From this date on: 2026-09-01, 1 Sep."))
@click.option(
    "--period",
    type=click.Choice(PERIODS),
    help=_("The last 30 days, 90 days or year, or all; half a year is the default."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def command(since: str | None, period: str | None, as_json: bool) -> int:
    """Look back on a term: study, what grew stronger, best moments, exams."""
    from quiz.cli.progress import ProgressLine
    from quiz.desk.statistics import Period, Scope
    from quiz.desk.statistics.recap import TERM_DAYS, first_of_term, recap, since_day
    from quiz.desk.statistics.source import open_source, told_now_and_then

    if since is not None and period is not None:
        raise click.UsageError(_("give --since or --period, not both"))
    with opened_desk() as desk:
        if since is not None:
            first = since_day(desk, since)
        else:
            first = first_of_term(desk, Period(period).days if period else TERM_DAYS)
        with (
            ProgressLine() as progress,
            open_source(desk, Scope(), told_now_and_then(progress.counted, lambda: True)) as source,
        ):
            found = recap(desk, source, first)
    if as_json:
        import msgspec

        print_json(msgspec.to_builtins(found))
    else:
        _print(found)
    return 0


def _print(recap: "Recap") -> None:
    from quiz.desk.statistics import recap_text as words

    if not recap.answers:
        click.echo(words.empty_words(recap))
        return
    click.echo(words.recap_title(recap, date.isoformat))
    click.echo(f"  {words.done_words(recap)}")
    click.echo("  " + _("Known: {known}").format(known=words.known_words(recap)))
    for label, said in words.moments(recap, date.isoformat):
        click.echo(f"  {label}: {said}")
    if recap.stronger:
        click.echo("  " + _("Stronger memories:"))
        for one in recap.stronger:
            before, now = words.stronger_words(one.lasted, one.lasts)
            click.echo(f"    {before} → {now}  {clean_line(one.question)}")
    if recap.exams:
        click.echo("  " + _("Exams:"))
        for exam in words.shown_exams(recap):
            click.echo(f"    {words.exam_words(exam, date.isoformat)}")
