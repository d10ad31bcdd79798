"""`quiz due`: one line for a shell prompt."""

import click

from quiz.cli.printed import opened_desk, print_json
from quiz.translation import _


@click.command("due")
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def command(as_json: bool) -> int:
    """Show what's due, in one line."""
    from quiz.desk.today.day import today
    from quiz.desk.today.streak import study_streak

    with opened_desk() as desk:
        held = today(desk)
        streak = study_streak(desk) if as_json and desk.config.streak else None
        banks = {bank: held.of(bank).to_review for bank in desk.library.entries}
    if as_json:
        shown = {
            "due": held.to_review,
            "learning": held.learning,
            "new": held.new,
            "minutes": held.minutes,
            "streak": streak.days if streak is not None else None,
            "longest_streak": streak.longest if streak is not None else None,
            "banks": banks,
        }
        print_json(shown, indent=None)
        return 0
    if not held.total:
        click.echo(_("nothing due"))
        return 0
    words = _("{due} due, {new} new, about {minutes} min")
    click.echo(words.format(due=held.to_review, new=held.new, minutes=held.minutes))
    return 0
