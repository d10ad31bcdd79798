"""SuperMemo's XML export: elements in elements, each item with its question, answer and interval.

It keeps no review log: the last repetition alone comes along, with the day on which an item is due.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec

from quiz.cleaning import clean_line
from quiz.formats.exchange.collecting import Collector, question_place
from quiz.formats.exchange.exchanged import (
    Format,
    Imported,
    PastAnswer,
    PastChange,
    Source,
    Trust,
)
from quiz.formats.exchange.media import keep_picture
from quiz.formats.exchange.rich import Rich, markdown_of
from quiz.formats.exchange.xml_tree import Element, parsed
from quiz.items import Flashcard
from quiz.translation import _

_ROOT = b"<SuperMemoCollection"
_LOOKED_AT = 20_000
_GOOD = 3
_LONGEST_DAYS = 36_500
_NOON = timedelta(hours=12)
_TICK = timedelta(microseconds=1)


def trust(source: Source) -> Trust:
    """Return how surely a file is SuperMemo's: its root says so."""
    return Trust.SURE if _ROOT in source.data[:_LOOKED_AT] else Trust.NO


def decode(source: Source) -> Imported:
    """Read an export of SuperMemo.

    Raises:
        QuizError: It is no XML, or holds no item.
    """
    collector = Collector(source)
    found: list[Element] = []
    for number, (element, topics) in enumerate(_items(parsed(source.data, source.name)), 1):
        if _take(element, topics, number, source, collector):
            found.append(element)
    imported = collector.imported()
    answers: list[PastAnswer] = []
    changes: list[PastChange] = []
    for element, item in zip(found, imported.bank.items, strict=True):
        _take_schedule(element, item.id, answers, changes)
    return msgspec.structs.replace(
        imported,
        answers=tuple(sorted(answers, key=lambda one: (one.at, one.card))),
        changes=tuple(sorted(changes, key=lambda one: (one.at, one.card))),
    )


def _items(root: Element) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Yield the elements with a question, each with the titles of those it lies in."""
    waiting: list[tuple[Element, tuple[str, ...]]] = [(root, ())]
    while waiting:
        one, topics = waiting.pop()
        if one.name == "SuperMemoElement":
            if one.first("Content", "Question") is not None:
                yield one, topics
            title = clean_line(one.text_at("Title"))
            is_folder = bool(one.all("SuperMemoElement"))
            topics = (*topics, title) if title and is_folder and title not in topics else topics
        waiting += [(child, topics) for child in reversed(one.all("SuperMemoElement"))]


def _take(
    element: Element, topics: tuple[str, ...], number: int, source: Source, collector: Collector
) -> bool:
    """Take an item; return whether it was taken."""
    front = markdown_of(element.text_at("Content", "Question"))
    back = markdown_of(element.text_at("Content", "Answer"))
    where = question_place(number, front.text)
    if not front.text or not back.text:
        if front.text and element.text_at("Type").lower() in ("topic", "concept"):
            collector.skip(where, _("a text to read, without an answer"))
        else:
            collector.skip(where, _("its front or its back is empty"))
        return False
    _say_lost(collector, where, front, back)
    item = Flashcard(id="", stem=front.text, back=back.text, tags=topics)
    if front.pictures:
        item = item.replaced(**keep_picture(collector, front.pictures, source.beside, where))
    before = len(collector)
    collector.add(item, where=where, key=_key(element))
    return len(collector) > before


def _say_lost(collector: Collector, where: str, front: Rich, back: Rich) -> None:
    lost = dict.fromkeys((*front.lost, *back.lost))
    if back.pictures:
        lost |= {_("pictures of the answer"): None}
    if lost:
        collector.change(where, _("left out: {what}").format(what=", ".join(lost)))


def _key(element: Element) -> str:
    number = element.text_at("ID")
    return f"sm-{number}" if number.isdecimal() else ""


def _take_schedule(
    element: Element, name: str, answers: list[PastAnswer], changes: list[PastChange]
) -> None:
    """Take the last repetition of an item, and when it is due."""
    days = element.text_at("LearningData", "Interval")
    last = _moment(element.text_at("LearningData", "LastRepetition"))
    if last is None or not days.isdecimal() or not 0 < int(days[:6]) <= _LONGEST_DAYS:
        return
    interval = int(days[:6])
    answers.append(PastAnswer(card=name, at=last, rating=_GOOD, interval_days=interval))
    due = last.date().toordinal() + interval
    changes.append(PastChange(card=name, at=last + _TICK, what="due", day=due))


def _moment(text: str) -> datetime | None:
    """Return noon of a day as SuperMemo writes it; None for any other text."""
    for form in ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"):
        try:
            day = datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
        return day + _NOON if 1980 <= day.year <= 2100 else None
    return None


FORMAT = Format(
    name="supermemo",
    title="SuperMemo XML",
    endings=(".xml",),
    trust=trust,
    decode=decode,
    leaves=(_("texts to read without an answer"), _("repetitions before the last one")),
)
