"""`quiz find`: the cards that a search finds."""

import click

from quiz.cli.cards import print_cards
from quiz.cli.printed import opened_desk
from quiz.translation import _


@click.command(
    "find",
    # `-tag:x` is the opposite of `tag:x`, and no option.
    context_settings={"ignore_unknown_options": True},
)
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED, metavar="SEARCH...")
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def command(words: tuple[str, ...], as_json: bool) -> int:
    """Find cards in all your banks.

    Words are looked for anywhere in a card. Narrow down with tag:x, bank:y, kind:cloze, is:due,
    right<50%, lapses>3, rated:7 and more, "-" for not, "or", and parentheses; put a search with
    "<", ">" or parentheses in quotes. docs/studying.md describes all of it. To change the cards
    you found, use `quiz cards ACTION --search SEARCH`.
    """
    from quiz.desk.search.found import found_cards
    from quiz.desk.today.cards import card_lines

    with opened_desk() as desk:
        found = found_cards(desk, " ".join(words))
        lines = card_lines(desk, (), frozenset(found))
    if not lines and not as_json:
        click.echo(_("No matching cards."))
        return 0
    return print_cards(lines, as_json)
