"""`quiz print --cards`: flashcards on paper."""

import os
from pathlib import Path

import click
import msgspec

from quiz.cleaning import clean_line
from quiz.cli.bank_paths import bank_paths
from quiz.cli.printed import opened_desk
from quiz.errors import QuizError
from quiz.translation import _, ngettext


class CardOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How cards are printed."""

    flip: str
    """Along which edge the printer turns the sheet: `long` or `short`."""
    per_page: int
    """Cards on a page."""
    size: str
    """Of the paper: `a4` or `letter`."""
    mistakes: bool
    """Whether only recent mistakes are printed."""


def print_cards(
    banks: tuple[str, ...],
    options: CardOptions,
    output: str,
    length: int | None,
    seed: int | None,
    force: bool,
) -> int:
    """Write the cards of banks as PDF; returns the exit status.

    Raises:
        QuizError: Typst is missing, the file exists, or a bank cannot be used.
    """
    from quiz.desk.exams.flashcards import mistakes, prepared_cards
    from quiz.formats.paper import is_paper
    from quiz.formats.printed import pdf

    path = Path(output)
    if path.suffix.lower() not in ("", ".pdf") or not path.stem.strip("."):
        raise QuizError(_("{file}: the file name of cards must end in .pdf").format(file=output))
    if not pdf.is_there():
        raise QuizError(_("cards need typst; install it: pip install typst"))
    from quiz.formats.printed.card_pdf import CardPress
    from quiz.formats.printed.cards import Flip
    from quiz.formats.printed.layout import PageSize
    from quiz.library.files import read
    from quiz.library.writing import write_file

    for name in banks:
        if os.path.isfile(name) and is_paper(read(name)):
            message = _("{file}: an exam paper can't be printed as cards; give its banks instead")
            raise QuizError(message.format(file=name))
    only = None
    if options.mistakes:
        with opened_desk() as desk:
            only = mistakes(desk, banks)
    names = list(only) if only is not None else bank_paths(banks)
    job = prepared_cards(names, seed=seed or 0, length=length, only=only)
    press = CardPress(
        job.cards,
        job.pictures,
        flip=Flip(options.flip),
        per_page=options.per_page,
        size=PageSize(options.size),
    )
    made = press.pages()
    target = path.with_suffix(".pdf")
    write_file(target, made.data[0], force=force)
    for warning in (*job.warnings, *press.warnings, *made.warnings):
        click.echo(f"quiz: {clean_line(warning)}", err=True)
    count = len(job.cards.cards)
    said = ngettext("{n} card", "{n} cards", count).format(n=count)
    click.echo(f"{clean_line(str(target))}: {said}")
    click.echo(
        {
            "long": _("Print on both sides, flipped on the long edge, and cut along the marks."),
            "short": _("Print on both sides, flipped on the short edge, and cut along the marks."),
            "fold": _("Print on one side, cut along the marks and fold along the dots."),
        }[options.flip]
    )
    return 0
