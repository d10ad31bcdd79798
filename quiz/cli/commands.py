"""The table of commands; each module is imported when its command is run."""

from importlib import import_module
from typing import Any

import click

from quiz import __version__

COMMANDS = {
    "play": "Play a scored quiz.",
    "review": "Review what is due, then new cards.",
    "exam": "Sit an exam: timed, marked when it is handed in.",
    "results": "List the exams that you sat, and write their answers.",
    "cram": "Practise, and leave the schedule alone.",
    "banks": "List the question banks there are.",
    "due": "Say in one line what is due.",
    "plan": "Plan for an exam, and say what score to expect.",
    "cards": "List cards; suspend, bury, set due or forget them.",
    "limits": "Show what today still holds; set limits of today alone.",
    "config": "Show the settings, and where they lie.",
    "new": "Begin a question bank.",
    "check": "Find every fault and weakness of a bank.",
    "try": "Play a bank with the answers that must come out as meant.",
    "preview": "See a bank as students will, while you write it.",
    "pack": "Pack banks with their pictures into one file, to give to others.",
    "add": "Show what is in a bank or a pack, and add it to your own.",
    "print": "Print an exam on paper, in several versions, with its key.",
    "mark": "Mark bubble sheets by the key of their version.",
    "analyse": "Say how good a test was, and which of its questions to check.",
    "undo": "Take back what was done last.",
    "fit": "Fit the memory model to you.",
    "stats": "Sum up what was learned; write the review log as CSV.",
    "sync": "Exchange answers with your other devices.",
    "backup": "Write a backup, or the record as plain text.",
    "restore": "List the backups, and go back to one.",
    "doctor": "Find what is wrong with record and settings, and mend it.",
    "schema": "Print the JSON Schema of a bank, for editors.",
}
"""Name and short help of each command: `quiz/cli/NAME.py` has a `command` of that name."""


class _Commands(click.Group):
    """Loads a command's module when it is called for, not for the list of commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"quiz.cli.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1, 0.5)
            if near:
                text = f"{error.message} Did you mean {near[0]!r}?"
                raise click.UsageError(text, ctx) from error
            raise


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="quiz %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> int | None:
    """Quizzes and flashcards in the terminal, with spaced-repetition review.

    Without a command the home screen opens. BANK is a file, a folder, or a bank's id.
    """
    if ctx.invoked_subcommand is None:
        from quiz.cli.home import open_home

        return open_home()
    return None
