"""The files of banks that a command is about."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

import click

from quiz.cleaning import clean_line
from quiz.errors import QuizError

_OWN_KEY = re.compile(rb"(?m)^[\"']?(?:title|questions)[\"']?[ \t]*:")
_OTHER_KEY = re.compile(rb"(?m)^[\"']?[A-Za-z_][\w-]*[\"']?[ \t]*:(?:[ \t\r]|$)")
_MOST_HEAD = 1_000_000
"""Bytes that are looked at for a bank's keys."""


def bank_paths(names: Iterable[str], *, takes_papers: bool = False) -> list[str]:
    """Return the files that names mean: files, folders with all below them, ids of banks.

    They are named as the user named them. Without a name, ./questions and the user's own banks
    are meant, or those of the program where there are none.

    Raises:
        QuizError: A name means nothing, or a folder holds no bank.
    """
    from quiz.library.files import bank_files

    found: list[str] = []
    for name in names:
        if os.path.isdir(name):
            _tell_misnamed(Path(name))
            below = [_below(name, file.path) for file in bank_files([Path(name)])]
            banks = [
                path
                for path in below
                if not _is_another_thing(path) and (takes_papers or not _is_paper(path))
            ]
            for path in below:
                if path not in banks and not _is_paper(path):
                    why = "left out: not a bank (no `title` and no `questions`)"
                    click.echo(f"quiz: {clean_line(path)}: {why}", err=True)
            if not banks:
                raise QuizError(f"{name}: no .yaml files in this folder")
            found += banks
        elif os.path.exists(name) or "/" in name or name.endswith((".yaml", ".yml")):
            found.append(name)
        else:
            found.append(_of_id(name))
    return found or _own()


def _tell_misnamed(folder: Path) -> None:
    """Say which files of a folder nothing of ours can use."""
    from quiz.library.files import misnamed

    for path in misnamed(folder):
        shown = os.fsencode(path).decode("utf-8", "replace")
        why = "left out: its name isn't UTF-8; rename it"
        click.echo(f"quiz: {clean_line(shown)}: {why}", err=True)


def _is_another_thing(path: str) -> bool:
    """Return whether a YAML file of a folder is plainly no bank: settings of some other program.

    One that is empty or cannot be read is checked, so that nothing is passed over in silence.
    """
    from quiz.library.files import read

    head = read(path)[:_MOST_HEAD]
    return _OTHER_KEY.search(head) is not None and _OWN_KEY.search(head) is None


def _is_paper(path: str) -> bool:
    """Return whether a file of a folder is an exam paper."""
    from quiz.formats.paper import is_paper
    from quiz.library.files import read

    return is_paper(read(path))


def _own() -> list[str]:
    from quiz.library.files import bank_files
    from quiz.library.folders import folders

    places = folders(os.environ, Path.cwd())
    own = [folder for folder in places.bank_folders[:-1] if os.path.isdir(folder)]
    for folder in own:
        _tell_misnamed(folder)
    found = [_shown(file.path) for file in bank_files(own or places.bank_folders)]
    if not found:
        raise QuizError("no banks found; give a file or folder")
    return found


def _of_id(name: str) -> str:
    from quiz.library.folders import folders
    from quiz.library.library import Library

    library = Library(folders(os.environ, Path.cwd()))
    try:
        (entry,) = library.resolve([name])
    finally:
        library.close()
    return _shown(entry.path)


def _below(folder: str, path: str) -> str:
    """Return a file's path as seen from the folder's name; a link may lead out of it."""
    real = Path(folder).resolve()
    if not Path(path).is_relative_to(real):
        return path
    return str(Path(folder) / Path(path).relative_to(real))


def _shown(path: str) -> str:
    """Return a path as seen from here, if it lies below."""
    here = Path.cwd().resolve()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path
