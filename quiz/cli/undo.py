"""`quiz undo`: undo what was done last."""

import click

from quiz.cli.printed import opened_desk
from quiz.desk.sittings.undo import undone_words
from quiz.translation import _


@click.command("undo")
def command() -> int:
    """Undo the last answer or card action; repeat to go further back.

    It works for answers from any session, for cards that were suspended, buried, reset or given a
    due date, for holidays, and for notes on questions.
    """
    with opened_desk(saves=True) as desk:
        done = desk.last_done()
        if done is None:
            click.echo(_("Nothing to undo."))
            return 0
        words = undone_words(desk, done)
        desk.undo_last()
    click.echo(_("Undone: {what}").format(what=words))
    return 0
