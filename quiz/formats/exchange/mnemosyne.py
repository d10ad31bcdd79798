"""Mnemosyne's database (`default.db`): cards with their tags, their log of repetitions, due days.

Source: Mnemosyne 2, `libmnemosyne/databases/SQLite.py` and `SQLite_logging.py`.
"""

from datetime import UTC, datetime, timedelta

import msgspec

from quiz.cleaning import clean_line
from quiz.formats.exchange.anki.database import START, CollectionFile, opened
from quiz.formats.exchange.collecting import Collector, hashed, question_place
from quiz.formats.exchange.exchanged import (
    Format,
    Imported,
    PastAnswer,
    PastChange,
    Source,
    Trust,
)
from quiz.formats.exchange.media import keep_picture
from quiz.formats.exchange.rich import markdown_of
from quiz.items import Flashcard
from quiz.items.card import REVERSE
from quiz.translation import _

_LOOKED_AT = 1 << 18
_REPETITION = 9
_RATINGS = {0: 1, 1: 1, 2: 2, 3: 3, 4: 3, 5: 4}
"""Of its grades: 0 and 1 are forgotten, 5 is easy."""
_LATEST_S = 4_102_444_800
_DAY_S = 86_400
_UNTAGGED = "__UNTAGGED__"
_TICK = timedelta(microseconds=1)
_SIDES = {
    "1": (("f", "b"),),
    "2": (("f", "b"), ("b", "f")),
    "3": (("f", "m_1"), ("m_1", "f")),
}
"""What asks and what answers in each view of a card type, by the names of its fields."""
_EXTRA = ("p_1", "n")
"""Fields that stand with the answer: pronunciation and notes."""


class _Row(msgspec.Struct, frozen=True):
    """A card."""

    id: str
    """What the log calls it."""
    view: int
    """Which view of its type it is, from 0."""
    next_s: int
    """When it is due, seconds since 1970."""
    is_active: bool
    """Whether it is asked."""


class _Fact(msgspec.Struct):
    """What cards have in common."""

    id: str
    """What it is called for good."""
    values: dict[str, str]
    """HTML of each field."""
    type: str = ""
    """Of its cards."""
    tags: str = ""
    """Comma-separated."""
    cards: list[_Row] = []
    """Its cards, by view."""


def trust(source: Source) -> Trust:
    """Return how surely a file is Mnemosyne's: it has the tables that only that has."""
    is_database = source.data.startswith(START)
    return Trust.SURE if is_database and b"data_for_fact" in source.data[:_LOOKED_AT] else Trust.NO


def decode(source: Source) -> Imported:
    """Read a database of Mnemosyne.

    Raises:
        QuizError: It is damaged, or holds no card.
    """
    with opened(source.data, source.name) as database:
        facts = _facts(database)
        log = _log(database)
    collector = Collector(source)
    taken: list[tuple[int, str, _Row]] = []
    collector.expected = len(facts)
    for number, fact in enumerate(facts, 1):
        _take(fact, number, source, collector, taken)
    imported = collector.imported()
    answers: list[PastAnswer] = []
    changes: list[PastChange] = []
    for place, suffix, row in taken:
        name = imported.bank.items[place].id + suffix
        own = log.get(row.id, ())
        answers += [msgspec.structs.replace(one, card=name) for one in own]
        changes += _standing(row, name, own[-1].at if own else None)
    return msgspec.structs.replace(
        imported,
        answers=tuple(sorted(answers, key=lambda one: (one.at, one.card))),
        changes=tuple(sorted(changes, key=lambda one: (one.at, one.card))),
    )


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int | float) and abs(value) < 2**53 else 0


def _facts(database: CollectionFile) -> list[_Fact]:
    facts = {
        _whole(number): _Fact(str(name), {}) for number, name in database.rows("facts", "_id, id")
    }
    for number, key, value in database.rows("data_for_fact", "_fact_id, key, value"):
        if (fact := facts.get(_whole(number))) is not None:
            fact.values[str(key)] = str(value)
    columns = "id, card_type_id, _fact_id, fact_view_id, tags, next_rep, active"
    for name, kind, number, view, tags, next_s, active in database.rows("cards", columns, "_id"):
        if (fact := facts.get(_whole(number))) is None:
            continue
        fact.type = str(kind).partition("::")[0]  # a type made from one of the usual ones
        fact.tags = str(tags)
        place = str(view).rpartition(".")[2]
        row = _Row(
            str(name), int(place[:2]) - 1 if place.isdecimal() else 0, _whole(next_s), active != 0
        )
        fact.cards = [*fact.cards, row]
    return [fact for fact in facts.values() if fact.cards]


def _log(database: CollectionFile) -> dict[str, list[PastAnswer]]:
    """Return the repetitions of each card, in order of time."""
    found: dict[str, list[PastAnswer]] = {}
    if "log" not in database.tables:
        return found
    columns = "event_type, timestamp, object_id, grade, thinking_time, next_rep"
    for kind, at, card, grade, took, next_s in database.rows("log", columns, "timestamp"):
        at_s, rating = _whole(at), _RATINGS.get(_whole(grade))
        if kind != _REPETITION or rating is None or not 0 < at_s < _LATEST_S:
            continue
        days = round((_whole(next_s) - at_s) / _DAY_S)
        answer = PastAnswer(
            card="",
            at=datetime.fromtimestamp(at_s, UTC),
            rating=rating,
            elapsed_ms=min(max(_whole(took), 0), 3600) * 1000,
            interval_days=days if rating > 1 and 0 < days <= 36_500 else None,
        )
        found.setdefault(str(card), []).append(answer)
    return found


def _standing(row: _Row, name: str, last: datetime | None) -> list[PastChange]:
    """Return how a card stands: its due day, and whether it is left out."""
    found: list[PastChange] = []
    if last is not None and 0 < row.next_s < _LATEST_S:
        day = datetime.fromtimestamp(row.next_s, UTC).date().toordinal()
        found.append(PastChange(card=name, at=last + _TICK, what="due", day=day))
    if not row.is_active:
        at = last + 2 * _TICK if last else datetime(2000, 1, 1, tzinfo=UTC)
        found.append(PastChange(card=name, at=at, what="suspend"))
    return found


def _take(
    fact: _Fact,
    number: int,
    source: Source,
    collector: Collector,
    taken: list[tuple[int, str, _Row]],
) -> None:
    """Take the cards of a fact: one with its reverse where that is all they are."""
    where = question_place(number, clean_line(next(iter(fact.values.values()), ""))[:60])
    sides = _SIDES.get(fact.type)
    if sides is None:
        collector.skip(where, _("cards of this type can't be read; export them as front and back"))
        return
    tags = tuple(
        dict.fromkeys(
            tag for part in fact.tags.split(",") if (tag := clean_line(part)) and tag != _UNTAGGED
        )
    )
    rows = sorted((row for row in fact.cards if row.view < len(sides)), key=lambda row: row.view)
    is_both = len(rows) == 2 and not any(fact.values.get(name, "").strip() for name in _EXTRA)
    for row in rows[:1] if is_both else rows:
        front, back = (fact.values.get(name, "") for name in sides[row.view])
        asked = markdown_of(front)
        more = [back, *(fact.values.get(name, "") for name in _EXTRA)]
        answer = markdown_of("<br>".join(part for part in more if part.strip()))
        if not asked.text or not answer.text:
            collector.skip(where, _("its front or its back is empty"))
            continue
        item = Flashcard(
            id="",
            stem=asked.text,
            back=answer.text,
            reverse=is_both,
            tags=tags,
            fact=hashed(fact.id) if len(rows) > 1 and not is_both else "",
        )
        if asked.pictures:
            item = item.replaced(**keep_picture(collector, asked.pictures, source.beside, where))
        if lost := dict.fromkeys((*asked.lost, *answer.lost)):
            collector.change(where, _("left out: {what}").format(what=", ".join(lost)))
        place = len(collector)
        collector.add(item, where=where, key=fact.id if not row.view else f"{fact.id}-{row.view}")
        if len(collector) > place:
            taken.append((place, "", row))
            taken += [(place, REVERSE, other) for other in rows[1:]] if is_both else []


FORMAT = Format(
    name="mnemosyne",
    title="Mnemosyne",
    endings=(".db",),
    trust=trust,
    decode=decode,
    leaves=(_("cloze, map and sentence cards"), _("sounds")),
)
