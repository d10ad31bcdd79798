"""Printing flashcards: whole banks, or only what was answered wrong lately."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.banks.catalogue import banks_named
from quiz.desk.exams.printing import PaperBank, Pictures, source_of
from quiz.desk.sittings.drawing import wrong_lately
from quiz.errors import QuizError
from quiz.formats.printed.cards import CardSheet, card_sheet
from quiz.formats.printed.versions import PaperQuestion
from quiz.library.valid import same_id
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_REVERSE = "~reverse"


class CardJob(msgspec.Struct, frozen=True, kw_only=True):
    """Cards that are ready to be printed."""

    cards: CardSheet
    """What is printed."""
    pictures: dict[str, bytes]
    """The bytes of each picture, by the name that the cards give it."""
    warnings: tuple[str, ...] = ()
    """What to say before printing."""


def mistakes(desk: "Desk", names: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return the questions answered wrong in the last two weeks, by the file of their bank.

    Raises:
        QuizError: A name means nothing, or nothing was answered wrong.
    """
    wrong = wrong_lately(desk)
    found = {}
    for entry in banks_named(desk, names):
        items = {card.removesuffix(_REVERSE) for bank, card in wrong if bank == entry.id}
        items &= {row.item for row in desk.library.cards(entry)}
        if items:
            found[str(entry.path)] = frozenset(items)
    if not found:
        message = _("no mistakes left from the last two weeks")
        raise QuizError(message)
    return found


def prepared_cards(
    names: Sequence[str],
    *,
    seed: int,
    length: int | None = None,
    only: dict[str, frozenset[str]] | None = None,
) -> CardJob:
    """Return the cards of banks.

    Args:
        names: Files of banks.
        seed: Decides the order of options and the numbers of computed questions.
        length: At most so many cards; None: all.
        only: Just these questions, by the file of their bank.

    Raises:
        BankError: A bank has no valid question.
        QuizError: A file cannot be read, or names mean nothing.
    """
    warnings: list[str] = []
    sources: dict[str, PaperBank] = {}
    for name in names:
        source = source_of(name)
        other = sources.setdefault(source.bank.id, source)
        if os.path.realpath(other.path) != os.path.realpath(name):
            raise QuizError(same_id(other.path, name, source.bank.id))
        warnings += source.left_out
    shown = Pictures(sources, warnings)
    asked = [
        _asked(source, at, shown)
        for source in sources.values()
        for at, item in enumerate(source.bank.items)
        if only is None or item.id in only.get(source.path, ())
    ][:length]
    first = next(iter(sources.values())).bank
    title = first.title if len(sources) == 1 else ", ".join(s.bank.title for s in sources.values())
    return CardJob(
        cards=card_sheet(title, first.language, asked, seed),
        pictures={one.picture: shown.found[one.picture] for one in asked if one.picture},
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _asked(source: PaperBank, at: int, shown: Pictures) -> PaperQuestion:
    bank, item = source.bank, source.bank.items[at]
    return PaperQuestion(
        bank=bank.id,
        item=item,
        points=item.points,
        passage=dict(bank.passages).get(item.passage, ""),
        picture=shown.name(bank.id, item.image) if item.image else "",
    )
