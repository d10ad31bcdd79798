"""Moodle XML: all kinds of questions of Moodle itself, with their files.

Source: Moodle, `question/format/xml/format.php` and the kinds of `question/type`.
"""

import base64
import binascii
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

from quiz.errors import MissingExtra, QuizError
from quiz.formats.exchange import moodle_computed, moodle_xml_writing
from quiz.formats.exchange.answers import (
    UnreadableError,
    WeightedAnswer,
    choice,
    cloze,
    decimal_of,
    essay,
    match,
    number,
    short_text,
    true_false,
)
from quiz.formats.exchange.collecting import Collector, line_place, question_place
from quiz.formats.exchange.exchanged import (
    Exported,
    ExportSource,
    Format,
    Imported,
    MediaFile,
    Source,
    Trust,
)
from quiz.formats.exchange.media import keep_picture, media_file, of_address
from quiz.formats.exchange.moodle_addons import (
    filled_gap,
    grouped,
    marked_gaps,
    row_pairs,
    split_at_gaps,
    unread,
)
from quiz.formats.exchange.moodle_calculated import Variant
from quiz.formats.exchange.moodle_text import (
    TextReader,
    category_parts,
    cloze_parts,
)
from quiz.formats.exchange.xml_tree import Element, parsed
from quiz.items import Computed, Gap, Item, Order
from quiz.translation import _, ngettext

_LOOKED_AT = 100_000
_START = re.compile(r"<quiz\b")
_QUESTION = re.compile(r"<question\s+type\s*=")
_PLUGIN_FILE = "@@PLUGINFILE@@/"
_GAP = re.compile(r"\[\[(\d{1,3})\]\]")
_HALF = 50.0
_TRUE = ("1", "true", "yes")


def trust(source: Source) -> Trust:
    """Return how surely a file is Moodle XML: its root is `quiz`, with questions of a type."""
    head = source.data[:_LOOKED_AT].decode("utf-8", "replace").replace("\0", "")
    if _START.search(head) and _QUESTION.search(head):
        return Trust.SURE
    return Trust.NO


def decode(source: Source) -> Imported:
    """Read a file of Moodle XML.

    Raises:
        QuizError: It is no such file, or holds no question.
    """
    broken: list[tuple[int, str]] = []
    root = parsed(source.data, source.name, lambda line, why: broken.append((line, why)))
    if root.name != "quiz":
        raise QuizError(_("{file}: no Moodle XML").format(file=source.name))
    collector = Collector(source)
    tags: tuple[str, ...] = ()
    questions = [one for one in root.all("question") if one.get("type")]
    paths = {_category(one) for one in questions if one.get("type") == "category"} - {""}
    is_one = len(paths) == 1 and questions[0].get("type") == "category"
    told = Told()
    collector.expected = len(questions)
    for at, question in enumerate(questions, 1):
        if question.get("type") != "category":
            _take(collector, question, at, tags, told)
        elif is_one:
            collector.title = " / ".join(category_parts(_category(question)))
            reader = TextReader(lambda reason: collector.change(_("the bank"), reason))
            info = question.first("info")
            collector.about = _text_of(info, reader) if info is not None else ""
        else:
            tags = category_parts(_category(question))
    for line, why in broken:
        if line:
            words = _("the file breaks off or is damaged here ({why}): what follows is left out")
            collector.skip(line_place(line), words.format(why=why))
        else:
            collector.change(line_place(1), why)
    if told.verdicts:
        words = ngettext(
            "general words to right and wrong answers are left out in {n} question",
            "general words to right and wrong answers are left out in {n} questions",
            told.verdicts,
        )
        collector.take(words.format(n=told.verdicts))
    return collector.imported()


class Told:
    """What is said once of a whole file."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.verdicts = 0
        """Questions with words such as "Your answer is correct."."""


def _category(question: Element) -> str:
    return question.text_at("category", "text") or question.text_at("category")


def _take(
    collector: Collector, question: Element, at: int, tags: tuple[str, ...], told: Told
) -> None:
    """Take a question, or say why not."""
    name = question.text_at("name", "text") or question.text_at("name")
    where = question_place(at, name)
    reader = _Reader(collector, question, where)
    reader.common["tags"] = tuple(dict.fromkeys((*tags, *_tags(question))))
    try:
        item = reader.item()
    except MissingExtra:
        raise
    except QuizError as error:
        collector.skip(where, str(error))
        return
    told.verdicts += reader.has_verdicts
    collector.add(item, where=where, key=question.text_at("idnumber"), name=name)


def _tags(question: Element) -> list[str]:
    found = question.first("tags")
    texts = [one.text_at("text") or one.text.strip() for one in found.all("tag")] if found else []
    return [" ".join(text.split()) for text in texts if text.strip()]


def _text_of(element: Element, reader: TextReader) -> str:
    return reader.markdown(_written(element), element.get("format", "html"))


def _written(element: Element) -> str:
    """Return the text of an element; tags that should have been escaped are part of it."""
    text = element.first("text")
    if text is None:
        return ""
    return (text.markup() if text.children else text.text).strip()


class _Reader:
    """Reads one question."""

    def __init__(self, collector: Collector, question: Element, where: str) -> None:
        self._collector, self._question, self._where = collector, question, where
        self._files: dict[str, Element] = {}
        self._stem_texts = TextReader(self._change, self._place)
        self._texts = TextReader(self._change, self._place)
        self._variant: Variant | None = None
        self.common: dict[str, Any] = {}
        self.has_verdicts = False

    def _change(self, reason: str) -> None:
        self._collector.change(self._where, reason)

    def item(self) -> Item:
        """Return the question.

        Raises:
            QuizError: It cannot be read; says why.
        """
        question, type_ = self._question, self._question.get("type").lower()
        reads = _KINDS.get(type_)
        if type_ == "description":
            raise UnreadableError(_("a text without a question"))
        if reads is None:
            raise UnreadableError(unread(type_))
        self._files = {
            unquote(one.get("name")): one
            for one in question.walk()
            if one.name == "file" and one.get("name")
        }
        if type_ in ("calculated", "calculatedsimple") and (item := self._computed()) is not None:
            return item
        if type_.startswith("calculated"):
            self._variant = Variant(question)
            self._change(_("calculated: with the first set of its numbers"))
        self._read_common()
        return reads(self)

    def _computed(self) -> Item | None:
        """Return a calculated question whose letters are drawn; None if ours cannot draw them."""
        keys = moodle_computed.drawn(self._question)
        stem = self._question.first("questiontext")
        if keys is None or stem is None:
            return None
        self._read_common()
        item = Computed(id="", **self.common, **keys, units=self._units())
        return item if moodle_computed.is_playable(item, _written(stem)) else None

    def _read_common(self) -> None:
        question = self._question
        self.common["explain"] = self._markdown(question.first("generalfeedback"))
        hints = (self._markdown(one) for one in question.all("hint"))
        self.common["hints"] = tuple(hint for hint in hints if hint)
        points = decimal_of(question.text_at("defaultgrade"))
        if points is not None and points > 0:
            self.common["points"] = float(points)
        if question.text_at("hidden") in _TRUE:
            self._change(_("hidden there: not here"))
        self.has_verdicts = any(
            one.text_at("text")
            for one in question.all(
                "correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"
            )
        )
        stem = question.first("questiontext")
        if stem is None:
            raise UnreadableError(_("it asks nothing"))
        if question.get("type").lower() in _WITH_GAPS:
            return
        self.common["stem"] = self._stem_texts.markdown(
            self._varied(_written(stem)), stem.get("format", "html")
        )
        self._keep_picture()

    def _keep_picture(self) -> None:
        """Take the picture of the question, and say of others that they are left out."""
        pictures = self._stem_texts.pictures
        self.common |= keep_picture(self._collector, tuple(pictures[:1]), self._find, self._where)
        old = self._question.text_at("image_base64")
        if old and not self.common.get("image"):
            file = media_file(_decoded(old) or b"")
            if file is not None:
                self._collector.keep_media(file)
                self.common["image"] = file.path

    # Files

    def _find(self, source: str) -> bytes | None:
        """Return what is in a file of the question."""
        name = unquote(source.removeprefix(_PLUGIN_FILE)).split("?", 1)[0]
        found = self._files.get(name) or self._files.get(name.rsplit("/", 1)[-1])
        return _decoded(found.text) if found is not None else None

    def _place(self, source: str) -> str:
        """Return where a picture inside a text lies beside the bank."""
        data = of_address(source) if source.startswith("data:") else self._find(source)
        file: MediaFile | None = media_file(data) if data else None
        if file is None:
            words = _("the picture {name} is missing, or of a kind that can't be shown")
            self._change(words.format(name=source[:60]))
            return "" if source.startswith("data:") else source
        self._collector.keep_media(file)
        return file.path

    # Texts

    def _varied(self, text: str) -> str:
        return self._variant.text(text) if self._variant is not None else text

    def _markdown(self, element: Element | None) -> str:
        """Return a text beside the question; its pictures are named as left out."""
        if element is None:
            return ""
        before = len(self._texts.pictures)
        text = self._texts.markdown(self._varied(_written(element)), element.get("format", "html"))
        if len(self._texts.pictures) > before:
            self._change(_("a picture in an explanation, a hint or feedback is left out"))
        return text

    def _line(self, element: Element, kind: str = "html") -> str:
        text = self._varied(_written(element) or _own_text(element))
        return self._texts.line(text, element.get("format") or kind)

    def _feedback(self, element: Element) -> str:
        return self._markdown(element.first("feedback"))

    def _answers(self, *, is_plain: bool = False) -> list[WeightedAnswer]:
        return [
            WeightedAnswer(
                " ".join(one.text_at("text").split()) if is_plain else self._line(one),
                _percent(one),
                self._feedback(one),
                abs(decimal_of(one.text_at("tolerance")) or Decimal(0)),
            )
            for one in self._question.all("answer")
        ]

    def _is(self, name: str, usual: bool) -> bool:
        found = self._question.first(name)
        if found is None or not found.text.strip():
            return usual
        return found.text.strip().lower() in _TRUE

    # Kinds

    def choice(self) -> Item:
        """Read `multichoice` and `calculatedmulti`."""
        is_single = self._is("single", True)
        return choice(
            self.common,
            self._answers(),
            self._change,
            is_single=is_single,
            shuffle=self._is("shuffleanswers", True),
        )

    def true_false(self) -> Item:
        """Read `truefalse`; answers in other languages go by their order."""
        answers = self._question.all("answer")
        if len(answers) < 2:
            raise UnreadableError(_("fewer than two options"))
        words = [answer.text_at("text").lower() for answer in answers[:2]]
        first, second = answers[:2] if words[0] != "false" else answers[1::-1]
        key = _percent(first) >= _HALF
        right, wrong = (first, second) if key else (second, first)
        return true_false(
            self.common, key, self._feedback(right), self._feedback(wrong), self._change
        )

    def short_text(self) -> Item:
        """Read `shortanswer`."""
        answers = self._answers(is_plain=True)
        return short_text(self.common, answers, self._change, case=self._is("usecase", False))

    def number(self) -> Item:
        """Read `numerical`, with its units."""
        answers = self._answers(is_plain=True)
        return number(self.common, answers, self._change, units=self._units())

    def _units(self) -> tuple[str, ...]:
        found = self._question.first("units")
        names: list[str] = []
        for unit in found.all("unit") if found is not None else ():
            name = " ".join(unit.text_at("unit_name").split())
            if decimal_of(unit.text_at("multiplier") or "1") == 1 and name:
                names.append(name)
            elif name:
                words = _("a unit that is a multiple of another is left out: {what}")
                self._change(words.format(what=name[:40]))
        return tuple(dict.fromkeys(names))

    def calculated(self) -> Item:
        """Read `calculated` and `calculatedsimple`: one variant, as a number."""
        assert self._variant is not None, "made for every calculated question"
        answers = []
        for one in self._question.all("answer"):
            if one.text_at("text") == "*":
                answers.append(WeightedAnswer("*", 0.0, self._feedback(one)))
                continue
            text, width = self._variant.answer(one)
            answers.append(WeightedAnswer(text, _percent(one), self._feedback(one), width))
        return number(self.common, answers, self._change, units=self._units())

    def match(self) -> Item:
        """Read `matching`."""
        pairs = []
        for one in self._question.all("subquestion"):
            answer = one.first("answer")
            right = self._line(answer, "moodle") if answer is not None else ""
            pairs.append((self._line(one), right))
        return match(self.common, pairs, self._change)

    def essay(self) -> Item:
        """Read `essay`; what graders are told is its model answer."""
        template = self._question.first("responsetemplate")
        if template is not None and template.text_at("text"):
            self._change(_("left out: {what}").format(what=_("the template of the answer")))
        return essay(self.common, self._markdown(self._question.first("graderinfo")))

    def order(self) -> Item:
        """Read `ordering`."""
        answers = self._question.all("answer")
        places = [decimal_of(one.get("fraction")) for one in answers]
        found = [place for place in places if place is not None]
        if len(set(found)) == len(answers):
            answers = [
                one
                for _place, _at, one in sorted(zip(found, range(len(found)), answers, strict=True))
            ]
        entries = [self._line(one) for one in answers]
        if len(set(entries)) < max(2, len(entries)) or not all(entries):
            raise UnreadableError(_("fewer than two items to order, or two that are the same"))
        return Order(id="", **self.common, entries=tuple(entries))

    def rows(self) -> Item:
        """Read `mtf` and `kprime`: each row belongs to one of the columns, as true or false."""
        pairs = row_pairs(self._question, self._line)
        return grouped(self.common, pairs, self._columns(), self._change)

    def _columns(self) -> list[str]:
        found = self._question.all("column")
        return [self._line(one.first("responsetext") or one) for one in found]

    def cloze(self) -> Item:
        """Read `cloze`, which Moodle also calls `multianswer`."""
        stem = self._question.first("questiontext")
        assert stem is not None, "looked for with what any question has"
        parts = cloze_parts(
            _written(stem), self._stem_texts, stem.get("format", "html"), self._change
        )
        self._keep_picture()
        segments, gaps, case = parts
        return cloze(self.common, segments, gaps, case=case)

    def gap_fill(self) -> Item:
        """Read `gapfill`: gaps between two signs, picked from all its answers or typed."""
        stem = self._question.first("questiontext")
        assert stem is not None, "looked for with what any question has"
        marked, texts = marked_gaps(_written(stem), self._question.text_at("delimitchars") or "[]")
        markdown = self._stem_texts.markdown(marked, stem.get("format", "html"))
        self._keep_picture()
        pieces = split_at_gaps(markdown, len(texts))
        rights = [self._texts.line(text, "html") for text in texts]
        picked: list[str] = []
        if self._question.text_at("answerdisplay") in ("dragdrop", "dropdown"):
            picked = [self._line(one).strip() for one in self._question.all("answer")]
        has_patterns = not self._is("disableregex", False)
        gaps = [filled_gap(one, [*rights, *picked] if picked else [], self._change,
                           has_patterns=has_patterns) for one in rights]  # fmt: skip
        return cloze(self.common, pieces, gaps, case=self._is("casesensitive", False))

    def gaps(self) -> Item:
        """Read `gapselect` and `ddwtos`: `[[2]]` stands for the second of their options."""
        stem = self._question.first("questiontext")
        assert stem is not None, "looked for with what any question has"
        found = self._question.all("selectoption", "dragbox")
        texts = [self._line(one) for one in found]
        groups = [one.text_at("group") for one in found]
        numbers: list[int] = []

        def take(gap: re.Match[str]) -> str:
            numbers.append(int(gap[1]) - 1)
            return f"\ue000{len(numbers) - 1}\ue001"

        html = _GAP.sub(take, re.sub("[\ue000\ue001]", "", _written(stem)))
        markdown = self._stem_texts.markdown(html, stem.get("format", "html"))
        self._keep_picture()
        pieces = split_at_gaps(markdown, len(numbers))
        made = []
        for at in numbers:
            if not 0 <= at < len(texts) or not texts[at]:
                raise UnreadableError(_("a gap that none of its options fills"))
            others = dict.fromkeys(
                text for text, group in zip(texts, groups, strict=True) if group == groups[at]
            )
            others.pop(texts[at], None)
            others.pop("", None)
            if not others:
                made.append(Gap(answers=(texts[at],)))
                self._change(_("a gap with one option is typed here"))
            else:
                made.append(Gap(answers=(texts[at],), options=(texts[at], *others)))
        return cloze(self.common, pieces, made)


_KINDS: dict[str, Callable[[_Reader], Item]] = {
    "multichoice": _Reader.choice,
    "calculatedmulti": _Reader.choice,
    "truefalse": _Reader.true_false,
    "shortanswer": _Reader.short_text,
    "numerical": _Reader.number,
    "calculated": _Reader.calculated,
    "calculatedsimple": _Reader.calculated,
    "matching": _Reader.match,
    "match": _Reader.match,
    "essay": _Reader.essay,
    "ordering": _Reader.order,
    "cloze": _Reader.cloze,
    "multianswer": _Reader.cloze,
    "gapfill": _Reader.gap_fill,
    "mtf": _Reader.rows,
    "kprime": _Reader.rows,
    "gapselect": _Reader.gaps,
    "ddwtos": _Reader.gaps,
}
_WITH_GAPS = ("cloze", "multianswer", "gapselect", "ddwtos", "gapfill")
_MOST_PERCENT = 1000.0


def _percent(answer: Element) -> float:
    value = decimal_of(answer.get("fraction", "0")) or Decimal(0)
    return max(-_MOST_PERCENT, min(_MOST_PERCENT, float(value)))


def _own_text(element: Element) -> str:
    return "".join(part for part in element.parts if isinstance(part, str)).strip()


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode("".join(text.split()))
    except (binascii.Error, ValueError):
        return None


def encode(source: ExportSource) -> Exported:
    """Write a bank; what does not come back as it was is named."""
    return moodle_xml_writing.encode(source, _only)


def _only(data: bytes) -> Item | None:
    """Return the one question of a file; None if it cannot be read."""
    try:
        items = decode(Source(data=data, name="bank.xml")).bank.items
    except MissingExtra:
        raise
    except QuizError:
        return None
    return items[0] if len(items) == 1 else None


FORMAT = Format(
    name="moodle",
    title="Moodle XML",
    endings=(".xml",),
    trust=trust,
    decode=decode,
    encode=encode,
    loses=(
        _("times, difficulty, sources, facts, answers of `quiz try`"),
        _("hints in gaps, gaps in any order; lists become gaps, each of which takes any answer"),
    ),
    leaves=(
        _("partial credit for some answers, weights of options and of gaps, penalties"),
        _("feedback to wrong typed answers, texts without a question, several pictures"),
        _("questions of add-ons, and random ones; calculated options, and formulas within texts"),
    ),
)
