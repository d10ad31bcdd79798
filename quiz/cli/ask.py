"""`quiz ask`: one question, for a shell's start."""

import click

from quiz.cli.options import banks_argument
from quiz.cli.printed import opened_desk
from quiz.translation import _


@click.command("ask")
@banks_argument
@click.option(
    "--questions",
    "most",
    type=click.IntRange(1, 99),
    default=1,
    show_default=True,
    help=_("Ask at most this many."),
)
def command(banks: tuple[str, ...], most: int) -> int:
    """Ask one due question, or nothing if nothing is due.

    Put `quiz ask` at the end of your shell's start-up file to meet a card with every new terminal.
    Without a terminal it does nothing. `:skip` leaves the question for later. BANK is a file, a
    folder, or a bank id.
    """
    from quiz.cli.short_sitting import ShortSitting, due_request, is_interactive

    if not is_interactive():
        return 0
    with opened_desk() as desk:
        request = due_request(banks, desk)
        asked = 0

        def before(_answers: int) -> bool:
            nonlocal asked
            asked += 1
            return asked <= most

        ShortSitting(desk, request, before).run()
        return 1 if desk.trouble else 0
