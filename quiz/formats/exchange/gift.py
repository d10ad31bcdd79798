"""GIFT, the plain text of Moodle: `::name:: stem {=right ~wrong}`.

Source: Moodle, `question/format/gift/format.php`; the order in which it decides on a kind of
question is kept. Read besides: a blank line in braces, gaps of Cloze, several gaps in a text.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from quiz.errors import MissingExtra, QuizError
from quiz.formats.exchange import gift_writing
from quiz.formats.exchange.answers import (
    Change,
    UnreadableError,
    WeightedAnswer,
    choice,
    cloze,
    decimal_of,
    essay,
    gap_of,
    match,
    number,
    short_text,
    true_false,
)
from quiz.formats.exchange.collecting import Collector, line_place, text_in
from quiz.formats.exchange.exchanged import (
    Exported,
    ExportSource,
    Format,
    Imported,
    Source,
    Trust,
)
from quiz.formats.exchange.gift_blocks import GiftBlock, blocks, plain
from quiz.formats.exchange.moodle_text import (
    TextReader,
    category_parts,
    cloze_parts,
    has_cloze_gaps,
)
from quiz.items import Gap, Item, Order
from quiz.items.wording import GAP
from quiz.translation import _, ngettext

_LOOKED_AT = 50_000
_SIGNS = re.compile(r"(?m)^\s*(?:::[^:\n]|\$CATEGORY:)|\{\s*[=~#]|\{\s*(?:T|F|TRUE|FALSE)\s*[}#]")
_CATEGORY = re.compile(r"(?m)^\s*\$CATEGORY:(.*?)\s*$")
_FENCE = re.compile(r"(?m)^\s*```")
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.I)
_ANSWER_MARK = re.compile(r"([~=])")
_WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:[.,]\d{1,10})?)%")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_ORDERING = re.compile(
    r"\s*>\s*(?:%?\d+%?\s*)?(?:(?:ALL|RANDOM|REL|CONTIG(?:UOUS)?|V|VERT\w*|H|HORI\w*|ALL_OR_NOTHING"
    r"|ABSOLUTE_POSITION|RELATIVE_\w+|LONGEST_\w+|EXACT|none|abc|ABCD|123|iii|SHOW|HIDE|YES|NO"
    r"|[A-Z][A-Z_]+)\b[ \t]*)*\n?"
)
_OTHER_GAP = re.compile(r"\{([^{}]*)\}")
_UNESCAPED = re.compile(r"[:=~#]")


def trust(source: Source) -> Trust:
    """Return how surely a file is GIFT: it has names in colons, or answers in braces."""
    head = source.data[:_LOOKED_AT].decode("utf-8", "replace")
    name = source.name.lower()
    if "\0" in head or head.lstrip("\ufeff \n\r\t").startswith(("<", "{", "PK")):
        return Trust.BY_NAME if name.endswith(".gift") and "\0" not in head else Trust.NO
    if name.endswith(".gift"):
        return Trust.SURE
    if _FENCE.search(head):
        head = _fenced(head)
    return Trust.LIKELY if len(_SIGNS.findall(head)) > 0 and "{" in head else Trust.NO


def _fenced(text: str) -> str:
    """Return only what stands in fenced blocks with GIFT in them, each line at its place."""
    out: list[str] = []
    fence: list[str] | None = None
    for line in text.split("\n"):
        if line.lstrip().startswith("```"):
            if fence is not None:
                is_gift = _SIGNS.search("\n".join(fence)) or "::" in "".join(fence)
                out += fence if is_gift else [""] * len(fence)
                fence = None
            else:
                fence = []
            out.append("")
        elif fence is None:
            out.append("")
        else:
            fence.append(line)
    return "\n".join(out + [""] * len(fence or []))


def decode(source: Source) -> Imported:
    """Read a file of GIFT, or Markdown with GIFT in fenced blocks.

    Raises:
        QuizError: It is no text, or holds no question.
    """
    collector = Collector(source)
    text = text_in(source, collector)
    if "```" in text and not _SIGNS.search(_FENCE.split(text, maxsplit=1)[0]):
        text = _fenced(text)
    paths = set(_CATEGORY.findall(text))
    is_one = len(paths) == 1
    tags: tuple[str, ...] = ()
    loose: list[int] = []
    for block in blocks(text):
        if block.category:
            if is_one and not len(collector):
                collector.title = " / ".join(category_parts(block.category))
            else:
                tags = category_parts(block.category)
            if block.is_glued:
                where = line_place(block.line)
                collector.change(where, _("no blank line after `$CATEGORY`, for which Moodle asks"))
            continue
        _take(collector, block, tags, loose)
    if loose:
        words = ngettext(
            "unescaped ~ = # : in the text of {n} question are text, as in Moodle (line {line})",
            "unescaped ~ = # : in the texts of {n} questions are text, as in Moodle (first: line "
            "{line})",
            len(loose),
        )
        collector.take(words.format(n=len(loose), line=loose[0]))
    return collector.imported()


def _take(collector: Collector, block: GiftBlock, tags: tuple[str, ...], loose: list[int]) -> None:
    """Take the question of a block, or say why not."""
    where = line_place(block.line)
    text, name = block.text, ""
    if text.startswith("::") and (end := text.find("::", 2)) >= 0:
        name, text = plain(text[2:end], is_protected=block.is_escaped).strip(), text[end + 2 :]
    if block.is_joined:
        collector.change(where, _("a blank line in braces, at which Moodle ends the question"))

    def change(reason: str) -> None:
        collector.change(where, reason)

    reader = _Reader(block, text, change)
    reader.common["tags"] = tuple(dict.fromkeys((*tags, *block.tags))) if block.tags else tags
    try:
        item = reader.item()
    except MissingExtra:
        raise
    except QuizError as error:
        collector.skip(where, str(error))
        return
    if reader.is_loose:
        loose.append(block.line)
    collector.add(item, where=where, key=block.id, name=name)


class _Reader:
    """Reads one question."""

    __slots__ = ("_change", "_format", "_is_escaped", "_text", "_texts", "common", "is_loose")

    def __init__(self, block: GiftBlock, text: str, change: Change) -> None:
        self._is_escaped = block.is_escaped
        self._change = change
        self._texts = TextReader(change)
        self._format, self._text = _with_format(text, "moodle")
        self.common: dict[str, Any] = {}
        self.is_loose = False

    def item(self) -> Item:
        """Return the question.

        Raises:
            QuizError: It cannot be read; says why.
        """
        start = self._text.find("{")
        if start < 0:
            raise UnreadableError(_("a text without a question"))
        end = self._text.find("}", start)
        if end < 0:
            raise UnreadableError(_("a brace that is never closed"))
        if ":" in self._text[start:end] and has_cloze_gaps(self._text):
            return self._cloze()
        stem, inner, tail = self._text[:start], self._text[start + 1 : end], self._text[end + 1 :]
        if "{" in tail:
            return self._several_gaps()
        self.is_loose = _UNESCAPED.search(stem) is not None
        tail = tail.strip()
        if "####" in inner:
            inner, _sign, general = inner.rpartition("####")
            self.common["explain"] = self._markdown(general)
        inner = inner.strip()
        if tail and self._is_gap(inner):
            return self._missing_word(stem, inner, tail)
        self.common["stem"] = self._markdown(f"{stem.rstrip()} {GAP} {tail}" if tail else stem)
        item = self._by_kind(inner)
        for picture in self._texts.pictures:
            words = _("the picture {name} is missing, or of a kind that can't be shown")
            self._change(words.format(name=picture.source[:60]))
        return item

    def _by_kind(self, inner: str) -> Item:
        """Return the question by what is in its braces, in Moodle's order."""
        if not inner:
            return essay(self.common)
        if inner[0] == "#":
            return self._number(inner[1:])
        if inner[0] == ">":
            return self._order(inner)
        if "~" in inner:
            return self._choice(inner)
        if "=" in inner and "->" in inner:
            return self._match(inner)
        truth = _TRUTH.get(inner.partition("#")[0].strip())
        if truth is not None:
            return self._true_false(inner, truth)
        if inner.partition("#")[0].strip().upper() in _TRUTH:
            self._change(_("`true` in small letters is a typed answer to Moodle"))
        return short_text(self.common, self._answers(inner), self._change)

    def _markdown(self, text: str) -> str:
        if self._is_escaped:
            text = plain(text, is_protected=True)
        kind, text = _with_format(text, self._format)
        return self._texts.markdown(text, kind)

    def _line(self, text: str) -> str:
        if self._is_escaped:
            text = plain(text, is_protected=True)
        kind, text = _with_format(text, self._format)
        return self._texts.line(text, kind)

    def _answers(self, inner: str) -> list[WeightedAnswer]:
        """Return the answers between the signs `=` and `~`."""
        pieces = _ANSWER_MARK.split(inner)
        answers: list[WeightedAnswer] = []
        if pieces[0].strip():
            answers.append(self._answer("=", pieces[0]))
        is_right = False
        for mark, text in zip(pieces[1::2], pieces[2::2], strict=True):
            if not text.strip():
                is_right = is_right or mark == "~"  # `~=right`, as in Cloze
                continue
            answers.append(self._answer("=" if is_right else mark, text))
            is_right = False
        return answers

    def _answer(self, mark: str, text: str) -> WeightedAnswer:
        percent = 100.0 if mark == "=" else 0.0
        if "%" in text and (weight := _WEIGHT.match(text)):
            percent, text = float(weight[1].replace(",", ".")), text[weight.end() :]
        feedback = ""
        if "#" in text:
            text, _sign, feedback = text.partition("#")
            if feedback and not text.strip():
                raise UnreadableError(
                    _("an option without text: `#` begins feedback, `\\#` is a sign")
                )
            feedback = self._markdown(feedback) if feedback.strip() else ""
        return WeightedAnswer(self._line(text), percent, feedback)

    def _choice(self, inner: str) -> Item:
        pieces = inner.partition("~")[0].strip()
        if pieces and "=" not in pieces and not pieces.startswith("#"):
            self._change(_("text before the first option is left out"))
            inner = inner[inner.index("~") :]
        answers = self._answers(inner)
        is_single = any(answer.percent >= 100 for answer in answers) and "=" in inner
        return choice(self.common, answers, self._change, is_single=is_single)

    def _true_false(self, inner: str, truth: bool) -> Item:
        parts = [self._markdown(part) for part in inner.split("#")[1:3]]
        wrong, right = (*parts, "", "")[:2]
        return true_false(self.common, truth, right, wrong, self._change)

    def _match(self, inner: str) -> Item:
        pairs = []
        for part in inner.split("=")[1:]:
            if not part.strip():
                continue
            left, arrow, right = part.partition("->")
            if not arrow:
                raise UnreadableError(_("a pair without `->`"))
            if "#" in right:
                right = right.partition("#")[0]
                self._change(_("feedback to pairs is left out"))
            pairs.append((self._line(left), self._line(right)))
        return match(self.common, pairs, self._change)

    def _order(self, inner: str) -> Item:
        head = _ORDERING.match(inner)
        rest = inner[head.end() :] if head else inner[1:]
        entries = [self._line(line) for line in rest.split("\n") if line.strip()]
        if len(set(entries)) < max(2, len(entries)):
            raise UnreadableError(_("fewer than two items to order, or two that are the same"))
        return Order(id="", **self.common, entries=tuple(entries))

    def _number(self, inner: str) -> Item:
        answers = []
        pieces = _ANSWER_MARK.split(inner)
        parts = [("=", pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
        for mark, text in parts:
            if not text.strip():
                continue
            percent = 100.0 if mark == "=" else 0.0
            if weight := _WEIGHT.match(text):
                percent, text = float(weight[1].replace(",", ".")), text[weight.end() :]
            value, _sign, feedback = text.partition("#")
            feedback = self._markdown(feedback) if feedback.strip() else ""
            if not value.strip():
                answers.append(WeightedAnswer("*", 0.0, feedback))
                continue
            answers.append(_number_answer(value, percent, feedback))
        return number(self.common, answers, self._change)

    def _is_gap(self, inner: str) -> bool:
        """Return whether braces in the middle of a text are a gap that a cloze can hold."""
        is_bare = bool(inner) and "#" not in inner and "%" not in inner and "->" not in inner
        return is_bare and inner[0] in "=~" and ("~" not in inner or inner.count("=") == 1)

    def _missing_word(self, stem: str, inner: str, tail: str) -> Item:
        space = "" if tail[:1] in ".,;:!?)" else " "
        return self._with_gaps([f"{stem.rstrip()} ", space + tail], [inner])

    def _several_gaps(self) -> Item:
        pieces = _OTHER_GAP.split(self._text)
        if not all(inner.strip().startswith(("=", "~")) for inner in pieces[1::2]):
            raise UnreadableError(_("several pairs of braces that are no gaps"))
        self._change(_("several pairs of braces, of which Moodle reads the first, are gaps"))
        return self._with_gaps(pieces[::2], pieces[1::2])

    def _with_gaps(self, texts: list[str], inners: Iterable[str]) -> Item:
        gaps: list[Gap] = [
            gap_of(self._answers(inner), self._change, is_picked="~" in inner) for inner in inners
        ]
        marked = texts[0] + "".join(f"\ue000{text}" for text in texts[1:])
        segments = self._markdown(marked).split("\ue000")
        if len(segments) != len(gaps) + 1:
            raise UnreadableError(_("gaps in a place where no text can be"))
        return cloze(self.common, segments, gaps)

    def _cloze(self) -> Item:
        text = plain(self._text, is_protected=self._is_escaped, keep=True)
        segments, gaps, case = cloze_parts(text, self._texts, self._format, self._change)
        return cloze(self.common, segments, gaps, case=case)


def _with_format(text: str, usual: str) -> tuple[str, str]:
    """Return the format of a text, and the text without its mark."""
    if "[" in text and (found := _FORMAT.match(text)):
        return found[1].lower(), text[found.end() :]
    return usual, text


def _number_answer(value: str, percent: float, feedback: str) -> WeightedAnswer:
    if ".." in value:
        low, high = map(decimal_of, value.split("..", 1))
        if low is None or high is None:
            raise UnreadableError(_("its answer is no number"))
        return WeightedAnswer(str((low + high) / 2), percent, feedback, abs(high - low) / 2)
    middle, _colon, width = value.partition(":")
    tolerance = decimal_of(width) if width.strip() else Decimal(0)
    if decimal_of(middle) is None or tolerance is None:
        raise UnreadableError(_("its answer is no number"))
    return WeightedAnswer(middle.strip(), percent, feedback, abs(tolerance))


def encode(source: ExportSource) -> Exported:
    """Write a bank; what does not come back as it was is named."""
    return gift_writing.encode(source, lambda text: _only(text))


def _only(text: str) -> Item | None:
    """Return the question in a text; None if it cannot be read."""
    try:
        imported = decode(Source(data=text.encode(), name="bank.gift"))
    except MissingExtra:
        raise
    except QuizError:
        return None
    return imported.bank.items[0] if len(imported.bank.items) == 1 else None


FORMAT = Format(
    name="gift",
    title="GIFT (Moodle)",
    endings=(".gift", ".txt", ".md"),
    trust=trust,
    decode=decode,
    encode=encode,
    loses=(
        _("pictures, hints, points, times, difficulty, sources, passages"),
        _("whether options are mixed, and whether capitals count"),
        _("texts with several gaps, and long lists; letters of a formula: one set of numbers"),
    ),
    leaves=(
        _("partial credit for some answers, and weights of their own for options"),
        _("feedback to wrong typed answers, and texts without a question"),
    ),
)
