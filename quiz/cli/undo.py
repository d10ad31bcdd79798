"""`quiz undo`: take back what was done last."""

import click

from quiz.cli.printed import opened_desk


@click.command("undo")
def command() -> int:
    """Take back what was done last; again for what came before it.

    That is an answer of whatever sitting, or a card suspended, buried, set
    due or made new.
    """
    with opened_desk(saves=True) as desk:
        undone = desk.undo_last()
        if undone is None:
            click.echo("There is nothing to take back.")
            return 0
        words = desk.undone_words(undone)
    click.echo(f"Taken back: {words}")
    return 0
