"""Listing what pupils say is wrong with questions, and keeping it for the author."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk import Desk
    from quiz.desk.classroom.class_notes import ClassNote


def tell_notes(desk: "Desk", notes: "Sequence[ClassNote]", *, keeps: bool) -> int:
    """List notes of pupils; returns the exit status.

    Args:
        desk: The teacher's.
        notes: Of the pupils.
        keeps: Whether they become the teacher's own notes, without names.
    """
    from quiz.desk.classroom.class_notes import keep_notes

    for note in notes:
        click.echo(clean_line(f"{note.ref.bank}/{note.ref.card} {note.question}"))
        click.echo("  " + clean_line(f"{note.name}: {note.words}"))
    if not notes:
        click.echo(_("Nobody says that a question is wrong."))
    elif keeps:
        count = keep_notes(desk, notes)
        words = ngettext(
            "Noted on {n} question. `quiz suggest` writes it for the author.",
            "Noted on {n} questions. `quiz suggest` writes them for the author.",
            count,
        )
        click.echo(words.format(n=count))
    return 0
