"""The table of commands; each module is imported when its command is run."""

from importlib import import_module
from typing import Any

import click

from quiz import __version__

GROUPS = {
    "Study": {
        "review": "Review due cards, then learn new ones.",
        "play": "Play a scored quiz.",
        "due": "Show what's due, in one line.",
        "cram": "Practise without changing your schedule.",
        "stats": "Show your statistics; export your review history as CSV.",
        "cards": "List cards; suspend, bury, reset or reschedule them.",
        "limits": "Show or change today's limits.",
        "undo": "Undo the last answer or card action.",
        "plan": "Plan your study for an exam and predict your score.",
        "fit": "Fit the memory model to your answers.",
    },
    "Exams": {
        "exam": "Take a timed mock exam.",
        "results": "List your exam results and save your answers as a file.",
    },
    "Question banks": {
        "banks": "List your question banks.",
        "new": "Create a question bank.",
        "preview": "Preview a bank as students see it, while you write it.",
        "check": "Check a bank for errors and weak questions.",
        "try": "Test that a bank's answers are graded as expected.",
        "add": "Show what's in a bank or pack and add it to your banks.",
        "pack": "Pack banks and their pictures into one file to share.",
        "schema": "Print the JSON Schema for banks, for use in editors.",
    },
    "Class": {
        "print": "Print an exam in several versions, with an answer key.",
        "mark": "Grade bubble sheets.",
        "analyse": "Analyse class results and find questions to check.",
    },
    "Settings and data": {
        "config": "Show your settings and where they are.",
        "backup": "Back up your progress.",
        "restore": "List backups and restore one.",
        "sync": "Sync your answers with your other devices.",
        "doctor": "Find and fix problems with your progress and settings.",
    },
}
"""Name and short help of each command, by what it is for, the most used first.

`quiz/cli/NAME.py` has a `command` of that name.
"""
COMMANDS = {name: text for group in GROUPS.values() for name, text in group.items()}


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
        width = max(map(len, COMMANDS))
        for title, commands in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(f"{name:<{width}}", text) for name, text in commands.items()])

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
    """Quizzes and flashcards in the terminal, with spaced repetition.

    Run without a command to open Home. BANK is a file, a folder, or a bank id.
    """
    if ctx.invoked_subcommand is None:
        from quiz.cli.home import open_home

        return open_home()
    return None
