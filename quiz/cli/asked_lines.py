"""Asking for something over lines before anything begins."""

import sys
from getpass import getpass
from typing import TextIO

import click

from quiz.errors import QuizError
from quiz.translation import _


def asked(lines: TextIO, question: str, *, is_secret: bool = False) -> str:
    """Ask until something is typed.

    Args:
        lines: Where it is typed.
        question: What to say before it.
        is_secret: Whether a terminal is not to show it.

    Raises:
        QuizError: The input ended.
    """
    if is_secret and lines is sys.stdin and lines.isatty():
        while not (text := getpass(question).strip()):
            pass
        return text
    click.echo(question, nl=False)
    for line in iter(lines.readline, ""):
        if line.strip():
            return line.strip()
        click.echo(question, nl=False)
    click.echo()
    raise QuizError(_("the input ended before you were in the game"))
