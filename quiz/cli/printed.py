"""What several commands print alike."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import click

from quiz.cleaning import clean_line, escaped_json
from quiz.errors import NotSaved
from quiz.translation import _

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


@contextmanager
def opened_desk(*, saves: bool = False) -> Iterator["Desk"]:
    """Open the desk for a command; what there is to say of it goes to standard error first.

    Args:
        saves: Whether the command changes the record; it is refused where nothing can be saved,
            and reported if that came up only later.

    Raises:
        NotSaved: Nothing can be saved.
    """
    from quiz.desk import Desk

    with Desk.open() as desk:
        print_notices(desk)
        if desk.trouble:
            if saves:
                raise NotSaved(_("{trouble}; nothing was changed").format(trouble=desk.trouble))
            click.echo(f"quiz: {clean_line(desk.trouble)}", err=True)
        yield desk
        print_notices(desk)
    if saves and desk.trouble:  # the last try to save is at closing
        raise NotSaved(_("{trouble}; it wasn't saved").format(trouble=desk.trouble))


def print_notices(desk: "Desk") -> None:
    """Print what the desk has to say once, on standard error."""
    for notice in desk.take_notices():
        click.echo(f"quiz: {clean_line(notice)}", err=True)
