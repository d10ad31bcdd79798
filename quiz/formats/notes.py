"""Notes as questions: a Markdown outline, or a table of two columns.

Read are tables (Markdown, or columns separated by tabs, commas or semicolons), lists whose entries
have a term and its meaning (`term: meaning`, `term – meaning`, `**term** meaning`), entries with
one or more entries below them, and lines `Q: …` followed by `A: …`. Headings become tags; the head
of a second column that says what stands there (`kilometres`) becomes part of the front. Of front
matter in YAML the title is taken. What is none of these is reported and left out.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.errors import BankError, Location, Problem, QuizError
from quiz.formats import yaml_bank
from quiz.formats.csv_reading import table, text_of
from quiz.formats.yaml_bank.questions import derived_id
from quiz.items import Bank, Flashcard, Item, ShortText
from quiz.translation import _

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_PAIR = re.compile(r"\*\*(?P<bold>.+?)\*\*\s*(?:[:–—=-]\s*)?(?P<meaning>\S.*)", re.S)
_PARTED = re.compile(
    r"(?P<term>.+?)\s*(?:::|:(?=\s)|\s[–—=]\s|\s-\s|\s->\s|\t)\s*(?P<meaning>\S.*)", re.S
)
_ASKED = re.compile(r"(?:Q|Question|F|Frage|D|Domanda)\s*[:.)]\s*(.+)", re.S | re.I)
_ANSWERED = re.compile(r"(?:A|Answer|Antwort|R|Risposta)\s*[:.)]\s*(.+)", re.S | re.I)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<keys>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FRONT_MATTER_LINE = re.compile(r"[\w-]+[ \t]*:(?:\s|$)|[ \t]|-(?:\s|$)|$|#|[\]}]")
_TITLE = re.compile(r"(?mi)^title[ \t]*:[ \t]*(?P<title>\S.*)$")
_MOST_TYPED_WORDS = 3
_MOST_BYTES = 2_000_000
_LONGEST = 5_000
"""Characters of a side of a card."""


class Notes(msgspec.Struct, frozen=True, kw_only=True):
    """Questions made from notes."""

    title: str = ""
    """The notes' first heading, if they begin with one."""
    items: tuple[Item, ...] = ()
    """The questions."""
    left_out: tuple[Problem, ...] = ()
    """What could not be taken, each with its line."""


class _Pair(msgspec.Struct, frozen=True):
    front: str
    back: str
    tags: tuple[str, ...]
    line: int


def decode(data: bytes, *, source: str) -> Notes:
    """Read notes.

    A term with a question mark and a short answer becomes a question to type; everything else a
    card.

    Args:
        data: The file, UTF-8.
        source: The file's name; one that ends in `.csv` or `.tsv` is a table.
    """
    where = Location(source, 1, 1)
    if len(data) > _MOST_BYTES:
        return Notes(left_out=(Problem(where, _("notes over 2 MB; split the file")),))
    try:
        text = text_of(data, source)
    except QuizError:
        return Notes(left_out=(Problem(where, _("not a text file; save it as UTF-8")),))
    title, pairs, left_out = "", [], []
    if _is_table(text, source):
        found: Iterator[_Pair | Problem | str] = _of_table(text, source)
    else:
        title, text = _without_front_matter(text)
        found = _of_markdown(text, source)
    for one in found:
        if isinstance(one, str):
            title = title or one
        elif isinstance(one, Problem):
            left_out.append(one)
        else:
            pairs.append(one)
    items: dict[str, Item] = {}
    for pair in pairs:
        item = _item(pair)
        if item is None or item.id in items:
            message = _("left out: duplicate") if item else _("left out: too long")
            left_out.append(Problem(Location(source, pair.line, 1), message, "warning"))
        else:
            items[item.id] = item
    left_out.sort(key=lambda problem: problem.where.line)
    return Notes(title=title, items=tuple(items.values()), left_out=tuple(left_out))


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


# Tables


def _is_table(text: str, source: str) -> bool:
    if source.lower().endswith((".csv", ".tsv")):
        return True
    lines = [line for line in text.split("\n") if line.strip()]
    return bool(lines) and all(line.count("\t") == 1 for line in lines)


def _of_table(text: str, source: str) -> Iterator[_Pair | Problem | str]:
    """Yield the rows of columns separated by tabs, semicolons or commas."""
    rows: list[tuple[int, list[str]]] = []
    try:
        found = table(text, source, may_be_spaced=False)
        rows += [(row.line, [cell.strip() for cell in row.cells]) for row in found]
    except BankError as error:
        yield from error.problems
    what = ""
    if rows and _is_head(rows[0][1]):
        what = _said_by(rows[0][1])
        rows = rows[1:]
    for line, row in rows:
        if len(row) >= 2 and row[0] and row[1]:
            tags = tuple(row[2].split()) if len(row) > 2 else ()
            yield _Pair(_headed(row[0], what), row[1], tags, line)
        else:
            yield _unread(source, line, ", ".join(row))


_HEADS = {
    "front", "term", "question", "word", "q", "vorderseite", "begriff", "frage", "fronte",
    "termine", "domanda",
}  # fmt: skip

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


def _is_head(row: list[str]) -> bool:
    return bool(row) and row[0].casefold().strip("*_ ") in _HEADS


# Markdown


def _of_markdown(text: str, source: str) -> Iterator[_Pair | Problem | str]:
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
            yield from _rows(node, tags, source)
        elif node.type in ("bullet_list", "ordered_list"):
            for entry in node.children:
                yield from _of_entry(entry, tags, source)
        elif node.type == "paragraph":
            for one in _of_paragraph(said, asked, tags, line):
                if isinstance(one, tuple):
                    asked = one
                    continue
                if isinstance(one, _Pair):
                    asked = None
                yield one if isinstance(one, _Pair) else _unread(source, line, one)
        elif node.type != "hr":
            yield _unread(source, line, said or node.type)
    if asked:
        yield _unread(source, asked[1], asked[0])


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


def _rows(table: "SyntaxTreeNode", tags: tuple[str, ...], source: str) -> Iterator[_Pair | Problem]:
    what = ""
    for part in table.children:
        for row in part.children:
            cells = [_written(cell) for cell in row.children]
            line = row.map[0] + 1 if row.map else 1
            if part.type == "thead":
                what = _said_by(cells)
                if len(cells) > 2:
                    message = _("only the first two columns are used")
                    yield Problem(Location(source, line, 1), message, "warning")
            elif len(cells) >= 2 and cells[0] and cells[1]:
                yield _Pair(_headed(cells[0], what), cells[1], tags, line)
            else:
                yield _unread(source, line, " | ".join(cells))


def _of_entry(
    entry: "SyntaxTreeNode", tags: tuple[str, ...], source: str
) -> Iterator[_Pair | Problem]:
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
        yield pair or _unread(source, line, own)
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
            yield from _of_entry(child, inner, source)
    elif own:
        back = texts[0] if len(texts) == 1 else "\n".join(f"- {text}" for text in texts)
        yield _Pair(own.rstrip(":").strip(), back, tags, line)


def _parted(text: str, tags: tuple[str, ...], line: int) -> _Pair | None:
    found = _PAIR.fullmatch(text.strip()) or None
    if found:
        return _Pair(found["bold"].rstrip(":"), found["meaning"], tags, line)
    found = _PARTED.fullmatch(text.strip())
    return _Pair(found["term"], found["meaning"], tags, line) if found else None


def _written(node: "SyntaxTreeNode") -> str:
    """Return a node's text as it was written, its inline Markdown kept."""
    if node.type == "inline":
        return node.content.strip()
    if node.type in ("fence", "code_block"):
        return ""
    return "\n".join(filter(None, (_written(child) for child in node.children)))


def _unread(source: str, line: int, text: str) -> Problem:
    message = _("left out, not a term with its meaning: {text}").format(
        text=clip(clean_line(text), 60)
    )
    return Problem(Location(source, line, 1), message, "warning")


# Questions


def _item(pair: _Pair) -> Item | None:
    """Return a pair as a question; a card where the answer is not one to type."""
    front, back = pair.front.strip(), pair.back.strip()
    if not (0 < len(front) <= _LONGEST and 0 < len(back) <= _LONGEST):
        return None
    card = _with_id(Flashcard(id="", stem=front, back=back, tags=pair.tags))
    if front.endswith("?") and len(back.split()) <= _MOST_TYPED_WORDS and "\n" not in back:
        typed = _with_id(ShortText(id="", stem=front, answer=back, tags=pair.tags))
        if _is_sound(typed):
            return typed
    return card if _is_sound(card) else None


def _with_id(item: Item) -> Item:
    return msgspec.structs.replace(item, id=derived_id(item))


def _is_sound(item: Item) -> bool:
    """Return whether the bank format takes a question and reads it as it was meant."""
    data = yaml_bank.encode(Bank(id="notes", title="Notes", items=(item,))).data
    decoded = yaml_bank.decode(data, source="notes.yaml")
    return not decoded.problems and bool(decoded.bank and decoded.bank.items == (item,))
