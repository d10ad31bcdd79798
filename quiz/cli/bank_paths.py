"""The files of banks that a command is about."""

import os
from collections.abc import Iterable
from pathlib import Path

import click

from quiz.cleaning import clean_line


def bank_paths(names: Iterable[str], *, takes_papers: bool = False) -> list[str]:
    """Return the files that names mean; what is left out of folders is said on standard error.

    Args:
        names: Files, folders, ids; none for one's own banks.
        takes_papers: Whether the exam papers of a folder are wanted too.

    Raises:
        QuizError: A name means nothing, or a folder holds no bank.
    """
    from quiz.library.folders import folders
    from quiz.library.naming import named_files

    found = named_files(names, folders(os.environ, Path.cwd()), takes_papers=takes_papers)
    say_left_out(found.left_out)
    return list(found.paths)


def say_left_out(notes: Iterable[str]) -> None:
    """Say on standard error what is left out."""
    for note in notes:
        click.echo(f"quiz: {clean_line(note)}", err=True)
