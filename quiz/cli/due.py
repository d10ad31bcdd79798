"""`quiz due`: one line for a shell prompt."""

import click

from quiz.cli.printed import print_json, print_notices


@click.command("due")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(as_json: bool) -> int:
    """Say in one line what is due."""
    from quiz.desk import Desk

    with Desk.open() as desk:
        print_notices(desk)
        day = desk.overview()
    if as_json:
        banks = {line.id: line.due for line in day.lines}
        told = {
            "due": day.due,
            "new": day.new,
            "minutes": day.minutes,
            "streak": day.streak,
            "banks": banks,
        }
        print_json(told, indent=None)
        return 0
    if not day.due and not day.new:
        click.echo("nothing due")
        return 0
    click.echo(f"{day.due} due, {day.new} new, about {day.minutes} min")
    return 0
