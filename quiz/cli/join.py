"""`quiz join`: a seat in a live game on another machine, or the assignments of a class."""

import click

from quiz.cli.options import plain_option
from quiz.translation import _


@click.command("join")
@click.argument("address", metavar="URL")
@click.option("--name", metavar="NAME", default="", help=_("Your name in the game or the class."))
@click.option("--code", metavar="CODE", default="", help=_("The code that the board shows."))
@click.option("--team", metavar="TEAM", default="", help=_("Your team, where teams play."))
@plain_option
def command(address: str, name: str, code: str, team: str, plain: bool) -> int:
    """Join a live game, or sit the assignments of your class.

    URL is the address that the board shows, such as `http://192.168.1.20:8765`, or the one of its
    QR code with the code in it. Where it is the address of a class, your name and PIN open your
    assignments; with --code you join its game without a PIN.
    """
    from quiz.cli.line_choice import has_terminal

    if plain or not has_terminal():
        from quiz.cli.join_lines import join_in_lines

        return join_in_lines(address, name, code, team)
    from quiz.ui.join_app import run_join  # as Textual costs 190 ms

    return run_join(address, name, code, team)
