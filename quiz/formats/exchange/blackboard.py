"""Blackboard's text for uploading questions: a line each, its parts separated by tabs.

Source: Blackboard Help, "Upload Questions", file formats of each type of question.
"""

import re
from collections.abc import Callable, Sequence

from quiz.errors import MissingExtra, QuizError
from quiz.formats.exchange.answers import (
    UnreadableError,
    WeightedAnswer,
    decimal_of,
    essay,
    match,
    number,
    short_text,
    true_false,
)
from quiz.formats.exchange.choosing import choice_of
from quiz.formats.exchange.collecting import Collector, line_place, text_in
from quiz.formats.exchange.exchanged import Format, Imported, Source, Trust
from quiz.formats.exchange.rich import line_of, markdown_of
from quiz.items import Item, Option, Order
from quiz.translation import _

_START = re.compile(r"(?:MC|MA|TF|ESS|ORD|MAT|FIB|NUM|SR|FMB|FIB_PLUS|FIL|OP|JUMBLED_SENTENCE)\t\S")
_TYPED = re.compile(r"[A-Z][A-Z_]{1,24}\t\S")
_LOOKED_AT = 50_000
_FULL = 100.0
_CORRECT, _INCORRECT = "correct", "incorrect"


def trust(source: Source) -> Trust:
    """Return how surely a file is of this form: its lines begin with a type and a tab."""
    head = source.data[:_LOOKED_AT].decode("utf-8", "replace").lstrip("\ufeff")
    lines = [line for line in head.splitlines() if line.strip()]
    known = sum(map(bool, map(_START.match, lines[:50])))
    all_typed = all(map(_TYPED.match, lines[:50]))  # types that it does not know are named
    return Trust.SURE if known and all_typed and 2 * known >= len(lines[:50]) else Trust.NO


def decode(source: Source) -> Imported:
    """Read a file.

    Raises:
        QuizError: It is no text, or holds no question.
    """
    collector = Collector(source)
    for at, line in enumerate(text_in(source, collector).split("\n"), 1):
        if line.strip():
            _take(collector, [part.strip() for part in line.rstrip().split("\t")], line_place(at))
    return collector.imported()


def _take(collector: Collector, parts: Sequence[str], where: str) -> None:
    """Take the question of a line, or say why not."""
    kind, asked, rest = parts[0].upper(), (parts[1] if len(parts) > 1 else ""), list(parts[2:])
    read = _KINDS.get(kind)
    if read is None:
        words = _("questions of type “{type}” can't be carried")
        collector.skip(where, words.format(type=kind[:40]))
        return
    try:
        item = read(collector, where, markdown_of(asked).text, rest)
    except MissingExtra:
        raise
    except QuizError as error:
        collector.skip(where, str(error))
        return
    if item is not None:
        collector.add(item, where=where)


def _line(text: str) -> str:
    return line_of(text).text


def _changes(collector: Collector, where: str) -> Callable[[str], None]:
    return lambda reason: collector.change(where, reason)


def _choice(collector: Collector, where: str, stem: str, rest: Sequence[str]) -> Item | None:
    pairs = list(zip(rest[::2], rest[1::2], strict=False))
    if any(sign.lower() not in (_CORRECT, _INCORRECT) for _text, sign in pairs):
        raise UnreadableError(_("an option that is neither correct nor incorrect"))
    keys = [at for at, (_text, sign) in enumerate(pairs) if sign.lower() == _CORRECT]
    options = [Option(_line(text)) for text, _sign in pairs]
    return choice_of(collector, where, stem, options, keys)


def _truth(collector: Collector, where: str, stem: str, rest: Sequence[str]) -> Item | None:
    said = rest[0].lower() if rest else ""
    if said not in ("true", "false"):
        raise UnreadableError(_("its answer is neither true nor false"))
    common = {"stem": stem}
    return true_false(common, said == "true", "", "", _changes(collector, where))


def _essay(collector: Collector, where: str, stem: str, rest: Sequence[str]) -> Item | None:
    return essay({"stem": stem}, markdown_of(rest[0]).text if rest else "")


def _order(collector: Collector, where: str, stem: str, rest: Sequence[str]) -> Item | None:
    entries = tuple(text for one in rest if (text := _line(one)))
    if len(set(entries)) < max(2, len(entries)):
        raise UnreadableError(_("fewer than two items to order, or two that are the same"))
    return Order(id="", stem=stem, entries=entries)


def _match(collector: Collector, where: str, stem: str, rest: Sequence[str]) -> Item | None:
    texts = [_line(one) for one in rest]
    pairs = list(zip(texts[::2], texts[1::2], strict=False))
    return match({"stem": stem}, pairs, _changes(collector, where))


def _typed(collector: Collector, where: str, stem: str, rest: Sequence[str]) -> Item | None:
    answers = [WeightedAnswer(_line(one), _FULL) for one in rest if one]
    return short_text({"stem": stem}, answers, _changes(collector, where))


def _number(collector: Collector, where: str, stem: str, rest: Sequence[str]) -> Item | None:
    width = decimal_of(rest[1]) if len(rest) > 1 else None
    answers = [WeightedAnswer(one, _FULL, tolerance=width) for one in rest[:1]]
    return number({"stem": stem}, answers, _changes(collector, where))


_KINDS: dict[str, Callable[[Collector, str, str, Sequence[str]], Item | None]] = {
    "MC": _choice, "MA": _choice, "TF": _truth, "ESS": _essay, "SR": _essay, "ORD": _order,
    "MAT": _match, "FIB": _typed, "NUM": _number,
}  # fmt: skip


FORMAT = Format(
    name="blackboard",
    title="Blackboard text",
    endings=(".txt",),
    trust=trust,
    decode=decode,
    leaves=(_("several gaps (FIB_PLUS, FMB), jumbled sentences, files, opinions"),),
)
