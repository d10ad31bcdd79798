"""Notes as questions: a Markdown outline.

Read are tables, lists whose entries have a term and its meaning (`term: meaning`, `term – meaning`,
`**term** meaning`), entries with one or more entries below them, and lines `Q: …` followed by
`A: …`. Headings become tags; the head of a second column that says what stands there
(`kilometres`) becomes part of the front. Of front matter in YAML the title is taken. What is none
of these is reported and left out.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.formats.exchange.collecting import Collector, code_hidden, line_place, text_in
from quiz.formats.exchange.exchanged import Format, Imported, Source, Trust
from quiz.items import Flashcard, Item, ShortText
from quiz.translation import _

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_PAIR = re.compile(r"\*\*(?P<bold>.+?)\*\*\s*(?:[:–—=-]\s*)?(?P<meaning>\S.*)", re.S)
_PARTED = re.compile(
    r"(?P<term>.+?)\s*(?:::|:(?=\s)|\s[–—=]\s|\s-\s|\s[-=]>\s|\s→\s|\t)\s*(?P<meaning>\S.*)", re.S
)
_ASKED = re.compile(r"(?:Q|Question|F|Frage|D|Domanda)\s*[:.)]\s*(.+)", re.S | re.I)
_ANSWERED = re.compile(r"(?:A|Answer|Antwort|R|Risposta)\s*[:.)]\s*(.+)", re.S | re.I)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<keys>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FRONT_MATTER_LINE = re.compile(r"[\w-]+[ \t]*:(?:\s|$)|[ \t]|-(?:\s|$)|$|#|[\]}]")
_TITLE = re.compile(r"(?mi)^title[ \t]*:[ \t]*(?P<title>\S.*)$")
_LISTED = re.compile(r"\s*(?:[-*+|]|\d+[.)])")
_NO_NOTES = re.compile(
    r"\s*(?:(?:From|To|Subject|Date|Von|An|Betreff|Received|Return-Path):[ \t]"
    r"|\[?\d{4}-\d\d-\d\d[ T]\d\d:)"
)
"""How an e-mail and a log begin, whose lines are no terms with meanings."""
_HIDDEN = re.compile(r"\{\{c\d+::")
_CARD_TAG = re.compile(r"[ \t]+#(?:card|flashcards?)\b")
_CARD = re.compile(r"[CPS]:(?:\s|$)")
"""Lines of hashcards and its kin, whose cards may hold lists."""
_MOST_TYPED_WORDS = 3
_MOST_BYTES = 2_000_000
_LOOKED_AT = 50_000
_ENDINGS = (".md", ".markdown", ".txt")
_LONGEST = 5_000
"""Characters of a side of a card."""


class _Pair(msgspec.Struct, frozen=True):
    front: str
    back: str
    tags: tuple[str, ...]
    line: int


class _Unread(NamedTuple):
    line: int
    text: str
    reason: str = ""


def trust(source: Source) -> Trust:
    """Return how surely a file is an outline: its lists or tables hold terms with meanings."""
    if not source.name.lower().endswith(_ENDINGS) or b"\0" in source.data[:1000]:
        return Trust.NO
    text = source.data[:_LOOKED_AT].decode("utf-8", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # as Markdown counts its lines
    _title, text = _without_front_matter(text)
    lines = text.split("\n")
    if _NO_NOTES.match(text):
        return Trust.NO
    pairs = [one for one in _of_markdown(text) if isinstance(one, _Pair)]
    listed = sum(_LISTED.match(lines[one.line - 1]) is not None for one in pairs)
    asked = sum(_ASKED.match(line) is not None for line in lines)
    has_cards = any(_CARD.match(line) for line in lines)
    if listed >= 2 and listed > asked and not has_cards:
        return Trust.LIKELY
    return Trust.BY_NAME if pairs else Trust.NO


def decode(source: Source) -> Imported:
    """Read notes: a term with a question mark and a short answer is typed, all else is a card.

    Raises:
        QuizError: It is no text, over 2 MB, or holds no term with its meaning.
    """
    if len(source.data) > _MOST_BYTES:
        raise QuizError(_("{file}: notes over 2 MB; split the file").format(file=source.name))
    collector = Collector(source)
    collector.title, text = _without_front_matter(text_in(source, collector))
    seen: set[tuple[str, str]] = set()
    for one in _of_markdown(text):
        if isinstance(one, str):
            collector.title = collector.title or one
        elif isinstance(one, _Unread):
            words = _("left out, not a term with its meaning: {text}")
            shown = clip(clean_line(one.text), 60)
            collector.change(line_place(one.line), one.reason or words.format(text=shown))
        elif (one.front, one.back) in seen:
            collector.change(line_place(one.line), _("the same again: left out"))
        else:
            seen.add((one.front, one.back))
            _take(collector, one)
    return collector.imported()


def _take(collector: Collector, pair: _Pair) -> None:
    front, back = _CARD_TAG.sub("", pair.front).strip(), pair.back.strip()
    if _HIDDEN.search(f"{pair.front}::{pair.back}"):
        collector.skip(line_place(pair.line), _("gaps as Anki writes them, which notes have not"))
        return
    if not (0 < len(front) <= _LONGEST and 0 < len(back) <= _LONGEST):
        collector.skip(line_place(pair.line), _("too long"))
        return
    is_short = len(back.split()) <= _MOST_TYPED_WORDS and "\n" not in back
    is_figure = back[:1].isdigit() and not back.isdecimal()
    item: Item = Flashcard(id="", stem=front, back=back, tags=pair.tags)
    if front.endswith("?") and is_short and not is_figure:
        item = ShortText(id="", stem=front, answer=back, tags=pair.tags)
    collector.add(item, where=line_place(pair.line))


def _without_front_matter(text: str) -> tuple[str, str]:
    """Return the title that front matter in YAML names, and the text with it blanked."""
    found = _FRONT_MATTER.match(text)
    keys = found["keys"] if found else ""
    rows = keys.split("\n")
    if found is None or not rows[0].strip() or not all(map(_FRONT_MATTER_LINE.match, rows)):
        return "", text
    title = _TITLE.search(keys)
    named = clean_line(title["title"]).strip("\"'") if title else ""
    return named, "\n" * found.group().count("\n") + text[found.end() :]


_BACKS = {
    "back", "definition", "meaning", "answer", "a", "description", "explanation", "translation",
    "what", "who", "event", "value", "rückseite", "bedeutung", "antwort", "erklärung",
    "übersetzung", "was", "wer", "ereignis", "retro", "definizione", "significato", "risposta",
    "spiegazione", "traduzione", "cosa", "chi", "evento",
}  # fmt: skip
"""Heads of a second column that say no more than that it is the answer."""


def _said_by(head: list[str]) -> str:
    """Return what the head of the second column says of it, such as a unit; empty if nothing."""
    what = clean_line(head[1]).strip("*_ ") if len(head) > 1 else ""
    return "" if what.casefold() in _BACKS else what


def _headed(front: str, what: str) -> str:
    return f"{front} – {what}" if what and not front.endswith("?") else front


# Markdown


def _of_markdown(text: str) -> Iterator[_Pair | _Unread | str]:
    """Yield pairs, what is left out, and the title."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    root = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text))
    tags: tuple[str, ...] = ()
    asked: tuple[str, int] | None = None
    for at, node in enumerate(root.children):
        line = node.map[0] + 1 if node.map else 1
        said = _written(node)
        if node.type == "heading":
            heading = clean_line(said)
            if at == 0:
                yield heading
            else:
                tags = (heading,) if heading else ()
        elif node.type == "table":
            yield from _rows(node, tags)
        elif node.type in ("bullet_list", "ordered_list"):
            for entry in node.children:
                yield from _of_entry(entry, tags)
        elif node.type == "paragraph":
            for one in _of_paragraph(said, asked, tags, line):
                if isinstance(one, tuple):
                    asked = one
                    continue
                if isinstance(one, _Pair):
                    asked = None
                yield one if isinstance(one, _Pair) else _Unread(line, one)
        elif node.type != "hr":
            yield _Unread(line, said or node.type)
    if asked:
        yield _Unread(asked[1], asked[0])


def _of_paragraph(
    text: str, asked: tuple[str, int] | None, tags: tuple[str, ...], line: int
) -> "Iterator[_Pair | tuple[str, int] | str]":
    """Yield the pairs of a paragraph, a question that waits for its answer, or what is neither."""
    for number, row in enumerate(text.split("\n")):
        question, answer = _ASKED.match(row), _ANSWERED.match(row)
        if asked and answer:
            yield _Pair(asked[0], answer.group(1), tags, asked[1])
            asked = None
        elif question:
            asked = (question.group(1), line + number)
            yield asked
        else:
            pair = _parted(row, tags, line + number)
            yield pair or row


def _rows(table: "SyntaxTreeNode", tags: tuple[str, ...]) -> Iterator[_Pair | _Unread]:
    what = ""
    for part in table.children:
        for row in part.children:
            cells = [_written(cell) for cell in row.children]
            line = row.map[0] + 1 if row.map else 1
            if part.type == "thead":
                what = _said_by(cells)
                if len(cells) > 2:
                    yield _Unread(line, "", _("only the first two columns are used"))
            elif len(cells) >= 2 and cells[0] and cells[1]:
                yield _Pair(_headed(cells[0], what), cells[1], tags, line)
            else:
                yield _Unread(line, " | ".join(cells))


def _of_entry(entry: "SyntaxTreeNode", tags: tuple[str, ...]) -> Iterator[_Pair | _Unread]:
    """Yield the pair of a list's entry; entries below it are its back, or pairs of their own."""
    line = entry.map[0] + 1 if entry.map else 1
    own = " ".join(_written(node) for node in entry.children if node.type == "paragraph")
    below = [
        child
        for node in entry.children
        if node.type in ("bullet_list", "ordered_list")
        for child in node.children
    ]
    pair = _parted(own, tags, line)
    if not below:
        yield pair or _Unread(line, own)
        return
    texts = [" ".join(_written(child).split()) for child in below]
    has_pairs = any(_parted(text, tags, line) for text in texts) or any(
        len(child.children) > 1 for child in below
    )
    if pair:
        yield pair
    if has_pairs or pair:
        inner = tags if pair else (*tags, clean_line(own).rstrip(":"))
        for child in below:
            yield from _of_entry(child, inner)
    elif own:
        back = texts[0] if len(texts) == 1 else "\n".join(f"- {text}" for text in texts)
        yield _Pair(own.rstrip(":").strip(), back, tags, line)


def _parted(text: str, tags: tuple[str, ...], line: int) -> _Pair | None:
    found = _PAIR.fullmatch(text.strip()) or None
    if found:
        return _Pair(found["bold"].rstrip(":"), found["meaning"], tags, line)
    text = text.strip()
    found = _PARTED.fullmatch(code_hidden(text))
    if found is None:
        return None
    term, meaning = (text[slice(*found.span(name))] for name in ("term", "meaning"))
    return _Pair(term, meaning, tags, line)


def _written(node: "SyntaxTreeNode") -> str:
    """Return a node's text as it was written, its inline Markdown kept."""
    if node.type == "inline":
        return node.content.strip()
    if node.type in ("fence", "code_block"):
        return ""
    return "\n".join(filter(None, (_written(child) for child in node.children)))


FORMAT = Format(
    name="outline",
    title="Notes in Markdown",
    endings=_ENDINGS,
    trust=trust,
    decode=decode,
    leaves=(_("what is not a term with its meaning"),),
)
