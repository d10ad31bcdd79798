"""`quiz preview`: the bank beside your editor."""

import sys

import click

from quiz.cli.options import BankName
from quiz.errors import QuizError
from quiz.words import _


@click.command("preview")
@click.argument("bank", type=BankName(), metavar="BANK")
def command(bank: str) -> int:
    """Show each question as the student will see it, and follow the file as you save.

    Questions can be played; nothing is recorded. Faults and weaknesses stand beside them. BANK is
    a file, or a bank's id.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise QuizError(_("this is no terminal; `quiz check` lists what a bank's file lacks"))
    # Textual costs 190 ms, so that only the commands that show a screen import it.
    from quiz.ui.preview_app import run_preview

    return run_preview(bank)
