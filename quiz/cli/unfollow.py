"""`quiz unfollow`: stop following the banks of others."""

import click

from quiz.cleaning import clean_line
from quiz.cli.printed import opened_desk
from quiz.translation import _


@click.command("unfollow")
@click.argument("name")
def command(name: str) -> int:
    """Stop following a source, and remove its banks.

    Your progress is kept, and so are copies that you edited: follow the source again, and you go on
    where you were.
    """
    from quiz.desk.banks.own_copies import own_copy
    from quiz.desk.banks.shared_banks import unfollow

    with opened_desk() as desk:
        gone = unfollow(desk, name)
        copies = [own_copy(desk.places, bank.id) for bank in gone.banks]
    words = _("No longer following {source}. Your progress is kept.")
    click.echo(words.format(source=gone.source.words))
    for copy in copies:
        if copy is not None:
            path = clean_line(str(copy.path))
            click.echo(_("Your own copy stays: {path}").format(path=path))
    return 0
