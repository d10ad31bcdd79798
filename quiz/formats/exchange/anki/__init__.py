"""Packages and collections of Anki (.apkg, .colpkg, .anki2): notes, media, schedule, review log."""

import msgspec

from quiz.formats.exchange.anki import collection, database, package
from quiz.formats.exchange.anki.history import answers_and_changes
from quiz.formats.exchange.anki.reading import names_of, take_notes
from quiz.formats.exchange.anki.writing import encode
from quiz.formats.exchange.collecting import Collector
from quiz.formats.exchange.exchanged import Format, Imported, Source, Trust
from quiz.translation import _

_LOOKED_AT = 1 << 18


def trust(source: Source) -> Trust:
    """Return how surely a file is of Anki: what is in it is called as Anki calls it."""
    if source.data.startswith(b"PK\x03\x04") and b"collection.anki2" in source.data:
        return Trust.SURE
    if source.data.startswith(database.START) and b"revlog" in source.data[:_LOOKED_AT]:
        return Trust.SURE
    return Trust.NO


def decode(source: Source) -> Imported:
    """Read a package or a collection.

    Raises:
        QuizError: It is neither, damaged, or over the bounds; or it holds no note.
    """
    data, find = package.unpacked(source.data, source.name)
    with database.opened(data, source.name) as opened:
        found = collection.read(opened, source.name)
    collector = Collector(source)
    taken = take_notes(found, collector, find)
    imported = collector.imported()
    ids = {place: item.id for place, item in enumerate(imported.bank.items)}
    cards = {one.card.id: one.card for one in taken}
    answers, changes = answers_and_changes(found, names_of(taken, ids), cards)
    return msgspec.structs.replace(imported, answers=answers, changes=changes)


FORMAT = Format(
    name="anki",
    title="Anki",
    endings=(".apkg", ".colpkg", ".anki2", ".anki21"),
    trust=trust,
    decode=decode,
    encode=encode,
    has_schedule=True,
    loses=(
        _("options: choices become cards"),
        _("accepted answers other than the first, rules of typing, points, time limits"),
        _("spaces in topics"),
    ),
    leaves=(
        _("sounds, scripts and styles of templates"),
        _("image occlusion"),
        _("deck options"),
    ),
)
