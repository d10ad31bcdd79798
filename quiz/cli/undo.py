"""`quiz undo`: take back what was done last."""

import click

from quiz.cli.printed import print_notices


@click.command("undo")
def command() -> int:
    """Take back what was done last; again for what came before it.

    That is an answer of whatever sitting, or a card suspended, buried, set
    due or made new.
    """
    from quiz.desk import Desk

    with Desk.open() as desk:
        print_notices(desk)
        undone = desk.undo_last()
        if undone is None:
            click.echo("There is nothing to take back.")
            return 0
        words, trouble = desk.undone_words(undone), desk.trouble
    click.echo(f"Taken back: {words}")
    if trouble:
        click.echo(f"quiz: {trouble}", err=True)
    return 0
