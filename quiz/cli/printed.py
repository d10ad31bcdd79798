"""What several commands print alike."""

import sys
from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line

if TYPE_CHECKING:
    from quiz.desk import Desk


def print_json(value: object, indent: int | None = 2) -> None:
    """Print a value as JSON; where standard output cannot hold every letter, with escapes."""
    import json

    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    click.echo(json.dumps(value, ensure_ascii=encoding != "utf8", indent=indent))


def print_notices(desk: "Desk") -> None:
    """Print what the desk has to say once, on standard error."""
    for notice in desk.notices:
        click.echo(f"quiz: {clean_line(notice)}", err=True)
