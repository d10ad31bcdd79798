"""What several commands print alike."""

import sys
from typing import TYPE_CHECKING, TextIO

import click

from quiz.cleaning import clean_line, escaped_json

if TYPE_CHECKING:
    from quiz.desk import Desk


def print_json(value: object, indent: int | None = 2) -> None:
    """Print a value as JSON; where standard output cannot hold every letter, with escapes."""
    click.echo(json_text(value, sys.stdout, indent=indent))


def json_text(value: object, out: TextIO, *, indent: int | None = None) -> str:
    """Return a value as JSON for a stream: no control character, and no letter it cannot hold.

    Args:
        value: Of texts, numbers, lists and objects.
        out: Where it goes.
        indent: Spaces of a level; None: all in a line.
    """
    import json

    return escaped_json(json.dumps(value, ensure_ascii=not holds_all(out), indent=indent))


def holds_all(out: TextIO) -> bool:
    """Return whether every letter can be written to a stream."""
    encoding = getattr(out, "encoding", None) or "utf-8"
    return encoding.lower().replace("-", "") == "utf8"


def print_notices(desk: "Desk") -> None:
    """Print what the desk has to say once, on standard error."""
    for notice in desk.notices:
        click.echo(f"quiz: {clean_line(notice)}", err=True)
