"""`quiz check`: every fault of a bank."""

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.errors import Problem, QuizError

if TYPE_CHECKING:
    from quiz.formats.decoded import Decoded


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="github: annotations of a workflow.",
)
def command(paths: tuple[str, ...], form: str) -> int:
    """Find every fault of banks, each with its line and what would mend it.

    PATH is a file or a folder; without one, ./questions and your own banks are checked. The exit
    status is 1 if there are faults.
    """
    checked = [(path, _decoded(path)) for path in _files(paths)]
    problems = [problem for _, decoded in checked for problem in decoded.problems]
    findings = [p for _, decoded in checked for p in (*decoded.problems, *decoded.warnings)]
    if form == "json":
        from quiz.cli.printed import print_json

        print_json(_as_json(checked))
    else:
        for finding in findings:
            click.echo(_github(finding) if form == "github" else clean_line(str(finding)))
    if form == "text":
        for path, decoded in checked:
            click.echo(_summary(path, decoded))
    return 1 if problems else 0


def _files(paths: tuple[str, ...]) -> list[str]:
    from quiz.library.files import bank_files

    if not paths:
        from quiz.library.folders import folders

        places = folders(os.environ, Path.cwd())
        own = [folder for folder in places.bank_folders[:-1] if os.path.isdir(folder)]
        found = [_shown(file.path) for file in bank_files(own or places.bank_folders)]
        if not found:
            raise QuizError("no bank to check; name a file or a folder")
        return found
    files: list[str] = []
    for path in paths:
        if not os.path.isdir(path):
            files.append(path)
            continue
        found = [_below(path, file.path) for file in bank_files([Path(path)])]
        if not found:
            raise QuizError(f"{path}: no .yaml file in this folder")
        files += found
    return files


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


def _decoded(path: str) -> "Decoded":
    from quiz.formats import yaml_bank
    from quiz.library.files import pictures_beside, read

    return yaml_bank.decode(read(path), source=path, exists=pictures_beside(path))


def _summary(path: str, decoded: "Decoded") -> str:
    count = len(decoded.problems)
    faults = "no faults" if not count else "1 fault" if count == 1 else f"{count} faults"
    items = decoded.bank.items if decoded.bank else ()
    kinds = Counter(item.kind for item in items)
    listed = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    questions = "1 question" if len(items) == 1 else f"{len(items)} questions"
    return f"{clean_line(path)}: {faults}; {questions}" + (f": {listed}" if listed else "")


def _as_json(checked: "list[tuple[str, Decoded]]") -> list[dict[str, object]]:
    return [
        {
            "path": path,
            "questions": len(decoded.bank.items) if decoded.bank else 0,
            "kinds": Counter(item.kind for item in decoded.bank.items) if decoded.bank else {},
            "findings": [
                {
                    "line": finding.where.line,
                    "column": finding.where.column,
                    "level": finding.level,
                    "message": finding.message,
                }
                for finding in (*decoded.problems, *decoded.warnings)
            ],
        }
        for path, decoded in checked
    ]


def _github(finding: Problem) -> str:
    """Return a finding as a workflow command, its signs escaped as GitHub documents it."""

    def escaped(text: str, signs: str) -> str:
        text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        for sign in signs:
            text = text.replace(sign, f"%{ord(sign):02X}")
        return text

    where = finding.where
    file = escaped(clean_line(where.source), ":,")
    message = escaped(clean_line(finding.message), "")
    return f"::{finding.level} file={file},line={where.line},col={where.column}::{message}"
