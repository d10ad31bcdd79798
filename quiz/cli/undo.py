"""`quiz undo`: take the last answer back."""

import click

from quiz.cleaning import clean_line
from quiz.cli.printed import print_notices


@click.command("undo")
def command() -> int:
    """Take the last answer back, of whatever sitting; again for the one before it."""
    from quiz.desk import Desk

    with Desk.open() as desk:
        print_notices(desk)
        review = desk.undo_last()
        if review is None:
            click.echo("There is no answer to take back.")
            return 0
        found = desk.library.item(review.bank, review.card)
        stem = clean_line(found[0].stem) if found else review.card
        trouble = desk.trouble
    when = review.at.astimezone().strftime("%Y-%m-%d %H:%M")
    click.echo(f"Taken back: {review.bank}, answered {when}: {stem}")
    if trouble:
        click.echo(f"quiz: {trouble}", err=True)
    return 0
