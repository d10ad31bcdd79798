"""The table of commands; each module is imported when its command is run."""

from functools import cache
from importlib import import_module
from typing import Any

import click

from quiz import __version__
from quiz.cli.click_words import translate_help
from quiz.translation import _

GROUPS = {
    _("Study"): {
        "review": _("Review due cards, then learn new ones."),
        "play": _("Play a scored quiz."),
        "due": _("Show what's due, in one line."),
        "cram": _("Practise without changing your schedule."),
        "stats": _("Show your statistics; export your review history as CSV."),
        "recap": _("Look back on a term: what grew stronger, best moments, exams."),
        "records": _("Show your bests, levels and achievements."),
        "find": _("Find cards by words, topics, states and numbers."),
        "cards": _("List cards; suspend, bury, reset or reschedule them."),
        "limits": _("Show or change today's limits."),
        "while": _("Answer due questions while a command runs."),
        "ask": _("Ask one due question, for a shell's start."),
        "holiday": _("Keep days free of reviews, and say what it costs."),
        "undo": _("Undo the last answer or card action."),
        "plan": _("Plan your study for an exam and predict your score."),
        "fit": _("Fit the memory model to your answers."),
    },
    _("Exams"): {
        "exam": _("Take a timed mock exam."),
        "results": _("List your exam results and save your answers as a file."),
    },
    _("Question banks"): {
        "banks": _("List your question banks; update the ones you follow."),
        "new": _("Create a question bank."),
        "draft": _("Draft questions from an article, and go over them."),
        "preview": _("Preview a bank as students see it, while you write it."),
        "check": _("Check a bank for errors and weak questions."),
        "try": _("Test that a bank's answers are graded as expected."),
        "add": _("Show what's in a bank or pack and add it to your banks."),
        "follow": _("Follow the banks of others, and get their updates."),
        "unfollow": _("Stop following banks; your progress is kept."),
        "suggest": _("Write your notes and edits as a patch for a bank's author."),
        "pack": _("Pack banks and their pictures into one file to share."),
        "import": _("Import questions and cards of other programs."),
        "export": _("Write a bank as a file of another program."),
        "formats": _("List the formats that can be imported and exported."),
        "schema": _("Print the JSON Schema for banks, for use in editors."),
    },
    _("Class"): {
        "serve": _("Play a live game with a class."),
        "join": _("Join a live game."),
        "class": _("Make classes, list their pupils, and print their PINs."),
        "assign": _("Give a class a paper to sit at a time of its own."),
        "gradebook": _("Show the marks of a class."),
        "remark": _("Grade a question again for everyone, after its key was wrong."),
        "publish": _("Write a bank as a web page for practice, without a server."),
        "print": _("Print an exam in several versions, with an answer key."),
        "mark": _("Grade bubble sheets."),
        "analyse": _("Analyse class results and find questions to check."),
    },
    _("Settings and data"): {
        "config": _("Show your settings and where they are."),
        "backup": _("Back up your progress."),
        "restore": _("List backups and restore one."),
        "sync": _("Sync your answers with your other devices."),
        "doctor": _("Find and fix problems with your progress and settings."),
    },
}
"""Name and short help of each command, by what it is for, the most used first.

`quiz/cli/NAME.py` has a `command` of that name, but for those in `_MODULES`.
"""
_MODULES = {"while": "while_running", "import": "import_files", "class": "classes"}
"""Commands whose names Python keeps for itself."""
COMMANDS = {name: text for group in GROUPS.values() for name, text in group.items()}


class _Commands(click.Group):
    """Loads a command's module when it is called for, not for the list of commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        return _command(name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(map(len, COMMANDS))
        for title, commands in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(f"{name:<{width}}", text) for name, text in commands.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take `quiz help play` for `quiz play --help`, as git and others do."""
        if args and args[0] == "help":
            args = [*args[1:], "--help"]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1, 0.5)
            if near:
                question = _("Did you mean {near!r}?").format(near=near[0])
                text = f"{error.message} {question}"
                raise click.UsageError(text, ctx) from error
            raise


@cache
def _command(name: str) -> click.Command:
    command: click.Command = import_module(f"quiz.cli.{_MODULES.get(name, name)}").command
    translate_help(command)
    return command


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


translate_help(cli)
