"""`quiz preview`: the bank beside your editor."""

import sys

import click

from quiz.cli.options import BankName
from quiz.errors import QuizError
from quiz.translation import _


@click.command("preview")
@click.argument("bank", type=BankName(), metavar="BANK")
def command(bank: str) -> int:
    """Preview a bank as students see it; the preview follows the file as you save.

    You can answer the questions; nothing is recorded. Errors and warnings are shown next to them.
    BANK is a file or a bank id.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise QuizError(_("not a terminal; use `quiz check` to see the issues in a bank"))
    # Textual costs 190 ms, so that only the commands that show a screen import it.
    from quiz.ui.preview_app import run_preview

    return run_preview(bank)
