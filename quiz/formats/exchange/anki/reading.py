"""Anki's notes as questions: a card for each template, a question with gaps for each number.

A note with a card in both directions becomes one card with its reverse. Each number of a cloze note
is a question of its own, as in Anki, so that each keeps its schedule; the questions of one note
have the same fact and so are not asked on one day.
"""

import re
from collections.abc import Callable, Iterable, Mapping

import msgspec

from quiz.formats.exchange.anki.clozes import GAP_END, GAP_START
from quiz.formats.exchange.anki.collection import AnkiCard, AnkiNote, Collection, Template
from quiz.formats.exchange.anki.note_types import EXPLAIN, OWN, OWN_TYPES
from quiz.formats.exchange.anki.templates import (
    CardSide,
    back_only,
    is_empty,
    runs_scripts,
    shown,
)
from quiz.formats.exchange.collecting import Collector, hashed, question_place
from quiz.formats.exchange.media import keep_picture
from quiz.formats.exchange.rich import Picture, Rich, escaped, line_of, markdown_of
from quiz.formats.yaml_bank import gaps as gap_text
from quiz.items import Cloze, Flashcard, Gap, Item, ShortText
from quiz.items.card import REVERSE
from quiz.items.markup import spans
from quiz.items.wording import GAP
from quiz.translation import _

OWN_GUID = "quiz/"
"""Begins the guid of a note that quiz wrote: bank and question follow."""
_LONGEST_TYPED = 60
"""Characters; longer answers are recalled and not typed."""
_MOST_WORDS = 6
_TOKEN = re.compile(f"{GAP_START}(\\d{{1,4}}){GAP_END}")
_BREAK = re.compile(r"<(?:br|div|p|li|tr)\b", re.I)
Find = Callable[[str], bytes | None]


class Taken(msgspec.Struct, frozen=True):
    """A card that became one of ours."""

    place: int
    """Index of its question among those that were taken."""
    suffix: str
    """Empty, or `~reverse`."""
    card: AnkiCard
    """As Anki has it."""


def take_notes(collection: Collection, collector: Collector, find: Find) -> list[Taken]:
    """Take all notes of a collection; return which of its cards is which of ours.

    Args:
        collection: It.
        collector: Takes the questions.
        find: Returns what is in a media file, by its name.
    """
    decks = _Decks(collection)
    collector.title = decks.title
    taken: list[Taken] = []
    collector.expected = len(collection.notes)
    for number, note in enumerate(collection.notes, 1):
        _Note(note, number, collector, find, decks, taken).take()
    _say(collection, collector, decks)
    return taken


def _say(collection: Collection, collector: Collector, decks: "_Decks") -> None:
    """Say what was taken for what."""
    if decks.has_several:
        collector.take(_("decks = topics; all of them are one bank"))
    used = {id(note.type): note.type for note in collection.notes}
    if any(kind.is_cloze and not kind.is_image_occlusion for kind in used.values()):
        collector.take(
            _("each number of a cloze note = a question with gaps; long answers = a card")
        )
    scripted = sorted(
        {kind.name for kind in used.values() for one in kind.templates.values()
         if runs_scripts(one.front) or runs_scripts(one.back)}
    )  # fmt: skip
    for name in scripted:
        where = _("note type {name}").format(name=name)
        collector.change(where, _("its template has a script, which isn't run"))


class _Decks:
    """What decks are called as topics."""

    def __init__(self, collection: Collection) -> None:
        names = dict.fromkeys(card.deck for note in collection.notes for card in note.cards)
        paths = [name.split("::") for name in names]
        common = paths[0] if paths else []
        for path in paths[1:]:
            same = 0
            while same < min(len(common), len(path)) and common[same] == path[same]:
                same += 1
            common = common[:same]
        self.title = common[-1] if common and common != ["Default"] else ""
        self.has_several = len(names) > 1
        self._topics = {
            name: " ".join("::".join(name.split("::")[len(common) :]).split()) for name in names
        }

    def topic(self, card: AnkiCard) -> str:
        """Return the topic that stands for a card's deck; empty for none."""
        return self._topics.get(card.deck, "") if self.has_several else ""


class _Made(msgspec.Struct):
    """A question before it is taken."""

    item: Item
    cards: list[tuple[str, AnkiCard]]
    """Each card with the suffix of its name."""


class _Note:
    """A note while its cards are made."""

    def __init__(
        self,
        note: AnkiNote,
        number: int,
        collector: Collector,
        find: Find,
        decks: _Decks,
        taken: list[Taken],
    ) -> None:
        self._note, self._number = note, number
        self._collector, self._find = collector, find
        self._decks, self._taken = decks, taken
        self._values: dict[str, str] = {}

    def _place(self) -> str:
        first = next((value for value in self._note.values if not is_empty(value)), "")
        return question_place(self._number, re.sub(r"<[^<>]{0,500}>", " ", first[:500]))

    def take(self) -> None:
        """Take what can be taken of it, and name the rest."""
        note, kind = self._note, self._note.type
        reason = ""
        if kind.is_image_occlusion:
            reason = _("covered parts of a picture (image occlusion) can't be asked")
        elif not kind.templates:
            reason = _("its note type is missing")
        elif not note.cards:
            reason = _("it has no cards")
        if reason:
            self._collector.skip(self._place(), reason)
            return
        self._values = _fields(note)
        if len(note.cards) == 2 and kind == OWN_TYPES["both"].type:
            self._both()
            return
        made: list[_Made] = []
        for card in note.cards:
            one = self._cloze(card) if kind.is_cloze else self._plain(card)
            if one is not None:
                made.append(_Made(one, [("", card)]))
        made = _joined(made)
        for joined in made:
            self._add(joined, is_alone=len(made) == 1)

    def _both(self) -> None:
        """Take a note of our own that is one card with its reverse."""
        first, second = self._note.cards
        item = self._plain(first)
        if item is not None:
            one = _Made(item.replaced(reverse=True), [("", first), (REVERSE, second)])
            self._add(one, is_alone=True)

    def _add(self, made: _Made, *, is_alone: bool) -> None:
        card = made.cards[0][1]
        topic = self._decks.topic(card)
        tags = dict.fromkeys((*([topic] if topic else []), *self._note.tags))
        key = key_of(self._note.guid, card.template)
        item = made.item.replaced(
            tags=tuple(tags), fact="" if is_alone else hashed(self._note.guid)
        )
        place = len(self._collector)
        self._collector.add(item, where=self._place, key=key)
        if len(self._collector) > place:
            self._taken += [Taken(place, suffix, one) for suffix, one in made.cards]

    # Templates

    def _template(self, card: AnkiCard) -> Template | None:
        templates = self._note.type.templates
        number = 0 if self._note.type.is_cloze else card.template
        found = templates.get(number)
        if found is None:
            self._collector.skip(self._place(), _("its template is missing"))
        else:
            self._values |= {"Card": found.name, "Deck": card.deck}
        return found

    def _plain(self, card: AnkiCard) -> Item | None:
        """Return the card of a template."""
        template = self._template(card)
        if template is None:
            return None
        front = shown(template.front, self._values)
        is_own = self._note.type.name.startswith(OWN)
        without = frozenset((EXPLAIN,) if is_own else ())
        back = shown(template.back, self._values, is_front=False, without=without)
        if front.typed and (typed := self._typed(front, template)) is not None:
            return typed
        back_html = back_only(front.html, back.html)
        if is_empty(back_html) and front.typed:
            back_html = self._values[front.typed]
        item = self._card(front.html, back_html, front.hints)
        if item is None or not is_own:
            return item
        explained: Item = item.replaced(explain=self._explain(self._values.get(EXPLAIN, "")))
        return explained

    def _card(self, front_html: str, back_html: str, hints: list[str]) -> Item | None:
        front, back = self._rich(front_html), self._rich(back_html)
        stem = front.text or _only_picture(front)
        answer = _beyond(stem, self._with_pictures(back))
        if not stem or not answer:
            self._collector.skip(self._place(), _empty_reason(front if not stem else back, stem))
            return None
        item = Flashcard(id="", stem=stem, back=answer, hints=self._hints(hints))
        return self._pictured(item, front.pictures)

    def _typed(self, front: CardSide, template: Template) -> Item | None:
        """Return a question whose answer is typed; None where that is too long to type."""
        answer = self._values[front.typed].strip()
        if not _is_typable(answer):
            return None
        rich = self._rich(front.html)
        stem, text = rich.text or _only_picture(rich), line_of(answer).text
        if not stem or not text:
            return None
        more = shown(
            template.back,
            self._values,
            is_front=False,
            without=frozenset((*front.names, front.typed)),
        )
        item = ShortText(
            id="",
            stem=stem,
            answer=text,
            accents=False if front.ignores_accents else None,
            explain=self._explain(more.html),
            hints=self._hints(front.hints),
        )
        return self._pictured(item, rich.pictures)

    def _cloze(self, card: AnkiCard) -> Item | None:
        """Return the question of the gaps of one number."""
        template = self._template(card)
        if template is None:
            return None
        front = shown(template.front, self._values, cloze=card.template + 1)
        if not front.gaps:
            reason = _("there is no gap c{n} in it").format(n=card.template + 1)
            self._collector.skip(self._place(), reason)
            return None
        more = shown(
            template.back, self._values, cloze=card.template + 1, is_front=False,
            without=frozenset(front.names),
        )  # fmt: skip
        explain = self._explain(more.html)
        item = self._gaps(front, explain)
        if item is not None:
            return item
        back = _filled(front.html, [f"<b>{answer}</b>" for answer, _hint in front.gaps])
        asked = [f"[{hint or '…'}]" for _answer, hint in front.gaps]
        made = self._card(_filled(front.html, asked), back, front.hints)
        return None if made is None else made.replaced(explain=explain)

    def _gaps(self, front: CardSide, explain: str) -> Item | None:
        """Return a question with gaps to type into; None where they cannot be typed."""
        if not all(_is_typable(answer) for answer, _hint in front.gaps):
            return None
        rich = markdown_of(front.html)
        parts = _TOKEN.split(rich.text)
        segments, numbers = tuple(parts[::2]), [int(number) for number in parts[1::2]]
        if numbers != list(range(len(front.gaps))):
            return None  # one stands in a picture or where the text is cut
        gaps = tuple(
            Gap(answers=(line_of(answer).text,), hint=line_of(hint).text)
            for answer, hint in front.gaps
        )
        if any(not gap.answers[0] or "$" in gap.answers[0] for gap in gaps):
            return None
        if any(GAP_START in rich.text[start:end] for start, end in spans(rich.text)):
            return None  # a gap in a formula
        if not _reads_the_same(segments, gaps):
            return None
        self._lost(rich)
        item = Cloze(
            id="",
            stem=GAP.join(segments),
            segments=segments,
            gaps=gaps,
            explain=explain,
            hints=self._hints(front.hints),
        )
        return self._pictured(item, rich.pictures)

    # Parts

    def _rich(self, html: str) -> Rich:
        rich = markdown_of(html)
        self._lost(rich)
        return rich

    def _lost(self, rich: Rich) -> None:
        if rich.lost:
            what = ", ".join(dict.fromkeys(rich.lost))
            self._collector.change(self._place(), _("left out: {what}").format(what=what))

    def _hints(self, hints: Iterable[str]) -> tuple[str, ...]:
        return tuple(text for html in hints if (text := self._rich(html).text))

    def _explain(self, html: str) -> str:
        return self._with_pictures(self._rich(back_only("", html)))

    def _pictured(self, item: Item, pictures: tuple[Picture, ...]) -> Item:
        """Return a question with the first of its pictures."""
        made: Item = item.replaced(**self._picture(pictures)) if pictures else item
        return made

    def _picture(self, pictures: tuple[Picture, ...]) -> dict[str, str]:
        if not pictures:
            return {}
        return keep_picture(self._collector, pictures, self._find, self._place())

    def _with_pictures(self, rich: Rich) -> str:
        """Return a text with the pictures of its answer named in it."""
        if not rich.pictures:
            return rich.text
        kept = self._picture(rich.pictures[:1])
        if not kept:
            return rich.text
        words = _("the picture of an answer is only named; it is kept in the folder `media`")
        self._collector.change(self._place(), words)
        alt = escaped(kept["alt"] or rich.pictures[0].source)
        return f"{rich.text}\n\n![{alt}]({kept['image']})".strip()


def key_of(guid: str, template: int) -> str:
    """Return what names a question for good.

    Args:
        guid: Of the note.
        template: Number of its first card.
    """
    if guid.startswith(OWN_GUID):
        guid = guid.rpartition("/")[2]
    return f"{guid}-{template + 1}" if template else guid


def _fields(note: AnkiNote) -> dict[str, str]:
    values = {"Tags": " ".join(note.tags), "Type": note.type.name}
    values |= dict.fromkeys(note.type.fields, "")
    values |= dict(zip(note.type.fields, note.values, strict=False))
    return values


def _joined(made: list[_Made]) -> list[_Made]:
    """Return the questions of a note, a card and the same one turned round as one."""
    if len(made) < 2:
        return made
    first: dict[tuple[str, str], _Made] = {}
    kept: list[_Made] = []
    for one in made:
        item = one.item
        if isinstance(item, Flashcard) and not item.hints and not item.image:
            other = first.pop((item.back, item.stem), None)
            if other is not None and item.back != item.stem:
                other.item = other.item.replaced(reverse=True)
                other.cards += [(REVERSE, card) for _suffix, card in one.cards]
                continue
            first.setdefault((item.stem, item.back), one)
        kept.append(one)
    return kept


def _is_typable(answer: str) -> bool:
    """Return whether an answer is short enough to be typed, HTML."""
    answer = answer.strip()
    if _BREAK.search(answer) or "[sound:" in answer or "<img" in answer:
        return False
    return 0 < len(answer) <= _LONGEST_TYPED and len(answer.split()) <= _MOST_WORDS


def _filled(html: str, texts: list[str]) -> str:
    return _TOKEN.sub(
        lambda found: texts[int(found[1])] if int(found[1]) < len(texts) else "", html
    )


def _reads_the_same(segments: tuple[str, ...], gaps: tuple[Gap, ...]) -> bool:
    """Return whether a text with gaps is read as it is written."""
    segments = (segments[0].lstrip(), *segments[1:-1], segments[-1].rstrip())
    try:
        return gap_text.parse(gap_text.write(segments, gaps)) == (segments, gaps)
    except gap_text.GapError:
        return False


def _beyond(stem: str, back: str) -> str:
    """Return a back without the question, where it begins by saying that again."""
    if stem and back.startswith(stem) and back[len(stem) : len(stem) + 1] == "\n":
        return back[len(stem) :].strip()
    return back


def _only_picture(rich: Rich) -> str:
    """Return what to ask where the front is only a picture; empty where it is not."""
    if not rich.pictures:
        return ""
    return escaped(rich.pictures[0].alt) or _("What does the picture show?")


def _empty_reason(side: Rich, stem: str) -> str:
    if "audio" in side.lost:
        return _("one side is only a sound, which can't be played")
    return _("its back is empty") if stem else _("its front is empty")


def names_of(taken: Iterable[Taken], ids: Mapping[int, str]) -> dict[int, str]:
    """Return the name of each card of ours by Anki's id of it.

    Args:
        taken: What became of the cards.
        ids: Of the questions, by their place.
    """
    return {one.card.id: ids[one.place] + one.suffix for one in taken if one.place in ids}
