"""`quiz due`: one line for a shell prompt."""

from typing import TYPE_CHECKING

import click

from quiz.cli.printed import opened_desk, print_json

if TYPE_CHECKING:
    from quiz.desk import Overview
    from quiz.desk.plans.plan import PlannedDay


@click.command("due")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(as_json: bool) -> int:
    """Show what's due, in one line."""
    with opened_desk() as desk:
        day = desk.overview()
        held: Overview | PlannedDay = day
        plans = desk.exam_plans(tells_known=False)
        if plans:
            from quiz.desk.plans.plan import planned_day

            held = planned_day(desk, plans)
    if as_json:
        banks = {line.id: line.due for line in day.lines}
        told = {
            "due": held.due,
            "new": held.new,
            "minutes": held.minutes,
            "streak": day.streak,
            "banks": banks,
        }
        print_json(told, indent=None)
        return 0
    if not held.due and not held.new:
        click.echo("nothing due")
        return 0
    click.echo(f"{held.due} due, {held.new} new, about {held.minutes} min")
    return 0
