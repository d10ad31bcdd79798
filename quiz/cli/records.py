"""`quiz records`: what the page of records says: bests, levels, achievements."""

from datetime import date
from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.cli.printed import opened_desk, print_json
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.today.rewards import Achievement


@click.command("records")
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def command(as_json: bool) -> int:
    """Show your bests, the level of each bank, and your achievements."""
    import msgspec

    from quiz.desk.today.bests import bests
    from quiz.desk.today.day import overview
    from quiz.desk.today.rewards import records_of

    with opened_desk() as desk:
        levels, reached = records_of(desk)
        best = bests(overview(desk, counts=False), has_streak=desk.config.streak)
    if as_json:
        told = {
            "bests": best,
            "levels": [
                {"bank": one.bank, "title": one.title, "share": one.share, "level": one.level}
                for one in levels
            ],
            "achievements": [
                msgspec.to_builtins(one)
                | {"day": None if one.day is None else date.fromordinal(one.day)}
                for one in reached
            ],
        }
        print_json(msgspec.to_builtins(told))
        return 0
    click.echo(_("Bests:"))
    for each in best:
        where = each.title or (each.day.isoformat() if each.day is not None else "")
        click.echo(f"  {each.name}: {each.value}" + (f" · {where}" if where else ""))
    if not best:
        click.echo("  " + _("Your first quiz sets the first one."))
    if levels:
        click.echo(_("Levels (cards recalled above 90% today):"))
        for level in levels:
            words = _("{title}: level {n}, {share}")
            share = f"{level.share:.0%}"
            click.echo(
                "  " + words.format(title=clean_line(level.title), n=level.level, share=share)
            )
    if reached:
        _print_achievements(reached)
    return 0


def _print_achievements(reached: "list[Achievement]") -> None:
    earned = [one for one in reached if one.day is not None]
    words = _("Achievements, {n} of {total}:")
    click.echo(words.format(n=len(earned), total=len(reached)))
    for one in reached:
        day = one.day
        if day is None:
            how = f"{one.done:,}/{one.target:,}"
        else:
            how = _("earned on {date}").format(date=date.fromordinal(day).isoformat())
        click.echo(f"  {one.title}: {one.about} ({how})")
