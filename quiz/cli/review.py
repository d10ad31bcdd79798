"""`quiz review`: what is due, then new cards."""

import click

from quiz.cli.options import banks_argument, json_option, plain_option
from quiz.study.request import Mode, Request
from quiz.translation import _


@click.command("review")
@banks_argument
@click.option(
    "--limit", type=click.IntRange(0), help=_("Maximum number of due cards (default: 200 a day).")
)
@click.option(
    "--new",
    "new_cards",
    type=click.IntRange(0),
    help=_("Maximum number of new cards (default: 20 a day)."),
)
@plain_option
@json_option
def command(
    banks: tuple[str, ...], limit: int | None, new_cards: int | None, plain: bool, as_json: bool
) -> int:
    """Review due cards, the most likely forgotten first, then learn new ones.

    BANK is a file, a folder, or a bank id.
    """
    request = Request(mode=Mode.REVIEW, banks=banks, reviews=limit, new_cards=new_cards)
    if plain or as_json:
        from quiz.cli.line_mode import run_lines

        return run_lines(request, as_json=as_json)
    from quiz.cli.home import open_app

    return open_app(request)
