"""hashcards and its kin: `Q:` and `A:` of many lines, `C:` with gaps, `front::back`.

Source: eudoxia0/hashcards and shaankhosla/repeater; `::` and `:::` are those of Obsidian's
spaced repetition. Cards are Markdown in both programs, and stay what they are.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from quiz.formats.exchange.collecting import (
    Collector,
    code_hidden,
    line_place,
    question_place,
    text_in,
)
from quiz.formats.exchange.exchanged import (
    Exported,
    ExportSource,
    Format,
    Imported,
    Note,
    Source,
    Trust,
)
from quiz.formats.exchange.losing import lost_note, lost_of, lost_of_bank
from quiz.formats.exchange.media import keep_picture
from quiz.formats.exchange.rich import Picture
from quiz.items import Cloze, Flashcard, Gap, Item
from quiz.items.spoken import spoken
from quiz.items.wording import GAP, solution_text, stem_markdown
from quiz.translation import _

_START = re.compile(r"(?P<sign>[QAC]):[ \t]?(?P<rest>.*)\Z")
_PARTED = re.compile(r"(?P<front>\S.*?)[ \t]*(?P<sign>:::?)[ \t]*(?P<back>\S.*)\Z")
_CLOZE = re.compile(r"\{\{c\d{1,3}::.*?\}\}")
"""A gap of Anki, in which `::` parts nothing."""
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<keys>(?:[^\n]*\n){0,40}?)---[ \t]*(?:\n|\Z)")
_NAME = re.compile(r"""(?m)^\s*(?:name|title)\s*[=:]\s*["']?(?P<name>[^"'\n]+)["']?\s*$""")
_GAP = re.compile(r"(?<![\\!])\[(?P<text>(?:\\.|[^\[\]\\])+)\]")
_PICTURE = re.compile(r"!\[(?P<alt>[^\]\n]*)\]\((?P<source>[^)\s]+)\)")
_ESCAPE = re.compile(r"\\([\[\]])")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_LONGEST_GAP = 60
_LOOKED_AT = 50_000


class _Part(NamedTuple):
    sign: str
    lines: list[str]
    line: int


def trust(source: Source) -> Trust:
    """Return how surely a file is of this format: it has lines with `Q:` and `A:`, or `C:`."""
    if source.name.lower().endswith((".csv", ".tsv")):
        return Trust.NO  # a table whose cells have such lines
    lines = source.data[:_LOOKED_AT].decode("utf-8", "replace").splitlines()
    signs = {line[0] for line in lines if _START.match(line)}
    if {"Q", "A"} <= signs or ("C" in signs and any(_GAP.search(line) for line in lines)):
        return Trust.LIKELY
    is_text = source.name.lower().endswith((".md", ".txt"))
    bare = (_CLOZE.sub("", code_hidden(line)) for line in lines)
    parted = sum("::" in line and _PARTED.match(line) is not None for line in bare)
    return Trust.LIKELY if is_text and parted >= 2 else Trust.NO


def decode(source: Source) -> Imported:
    """Read a file of cards.

    Raises:
        QuizError: It is no text, or holds no card.
    """
    collector = Collector(source)
    text = _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text_in(source, collector))
    if found := _FRONT_MATTER.match(text):
        if name := _NAME.search(found["keys"]):
            collector.title = name["name"].strip()
        text = "\n" * found.group().count("\n") + text[found.end() :]
    seen: set[tuple[str, ...]] = set()
    asked: _Part | None = None
    has_clozes = False
    for part in _parts(text, collector):
        if part.sign == "Q":
            if asked is not None:
                collector.skip(line_place(asked.line), _("a `Q:` without its `A:`"))
            asked = part
            continue
        if part.sign == "A":
            if asked is None:
                collector.skip(line_place(part.line), _("an `A:` without its `Q:`"))
                continue
            item: Item | None = _card(collector, source, asked, part)
            line, asked = asked.line, None
        else:
            if asked is not None:
                collector.skip(line_place(asked.line), _("a `Q:` without its `A:`"))
                asked = None
            line = part.line
            item = _cloze(collector, source, part)
            has_clozes = has_clozes or isinstance(item, Cloze)
        if item is None:
            continue
        key = (item.kind, item.stem, *item.solution)
        if key in seen:
            collector.change(line_place(line), _("the same card again: left out"))
        else:
            seen.add(key)
            collector.add(item, where=line_place(line))
    if asked is not None:
        collector.skip(line_place(asked.line), _("a `Q:` without its `A:`"))
    if has_clozes:
        collector.take(_("A text with gaps is one question with all of its gaps."))
    return collector.imported()


def _parts(text: str, collector: Collector) -> Iterator[_Part]:
    """Yield the parts of cards; what stands outside of them is named once for each place."""
    open_part: _Part | None = None
    is_outside = False
    is_code = False
    for number, line in enumerate(text.split("\n"), 1):
        is_code = is_code != line.lstrip().startswith("```")
        start = _START.match(line)
        if start is None and line.rstrip() != "---":
            if open_part is not None:
                open_part.lines.append(line)
            elif not is_code and (parted := _PARTED.match(code_hidden(line))) and "://" not in line:
                front, back = (line[slice(*parted.span(side))] for side in ("front", "back"))
                yield _Part("Q", [front], number)
                yield _Part("A", [back], number)
                if parted["sign"] == ":::":
                    yield _Part("Q", [back], number)
                    yield _Part("A", [front], number)
            elif line.strip() and not is_outside:
                is_outside = True
                collector.change(line_place(number), _("text outside of cards is left out"))
            continue
        if open_part is not None:
            yield open_part
            open_part = None
        is_outside = False
        if start is not None:
            open_part = _Part(start["sign"], [start["rest"]], number)
    if open_part is not None:
        yield open_part


def _written(part: _Part) -> str:
    return "\n".join(part.lines).strip()


def _pictures(
    collector: Collector, source: Source, text: str, where: str
) -> tuple[str, dict[str, str]]:
    """Return a text without its pictures, and the keys that hold the first of them."""
    found = tuple(Picture(one["source"], one["alt"]) for one in _PICTURE.finditer(text))
    if not found:
        return text, {}
    keys = keep_picture(collector, found, source.beside, where)
    return _PICTURE.sub("", text).strip() or _("What does the picture show?"), keys


def _card(collector: Collector, source: Source, front: _Part, back: _Part) -> Item | None:
    where = line_place(front.line)
    asked, answer = _written(front), _written(back)
    if not asked or not answer:
        collector.skip(where, _("a card with an empty side"))
        return None
    stem, keys = _pictures(collector, source, asked, where)
    if _PICTURE.search(answer):
        collector.change(where, _("a picture or sound on the back is left out"))
        answer = _PICTURE.sub(lambda one: one["alt"] or one["source"], answer).strip()
    return _with(Flashcard(id="", stem=stem, back=answer), keys)


def _cloze(collector: Collector, source: Source, part: _Part) -> Item | None:
    """Return a text with gaps; with gaps that nobody can type, a card."""
    where = line_place(part.line)
    text, keys = _pictures(collector, source, _written(part), where)
    found = list(_GAP.finditer(text))
    if not found:
        collector.skip(where, _("a `C:` without a gap in brackets"))
        return None
    answers = [" ".join(" ".join(spoken(_literal(one["text"]))).split()) for one in found]
    is_typed = all(
        "$" not in one["text"] and "\n" not in one["text"] and 0 < len(answer) <= _LONGEST_GAP
        for one, answer in zip(found, answers, strict=True)
    )
    if not is_typed:
        front = _literal(_GAP.sub(GAP, text))
        back = _literal(_GAP.sub(lambda one: f"**{one['text'].strip()}**", text))
        collector.change(where, _("gaps that can't be typed: it became a card to flip"))
        return _with(Flashcard(id="", stem=front, back=back), keys)
    segments, at = [], 0
    for one in found:
        segments.append(_literal(text[at : one.start()]))
        at = one.end()
    segments.append(_literal(text[at:]))
    gaps = tuple(Gap((answer,)) for answer in answers)
    cloze = Cloze(id="", stem=GAP.join(segments), segments=tuple(segments), gaps=gaps)
    return _with(cloze, keys)


def _with(item: Item, keys: dict[str, str]) -> Item:
    made: Item = item.replaced(**keys)
    return made


def _literal(text: str) -> str:
    return _ESCAPE.sub(r"\1", text)


# Writing


def encode(source: ExportSource) -> Exported:
    """Write cards and texts with gaps; other kinds with one answer become cards, which is named."""
    blocks = [f'---\nname = "{_quoted(source.bank.title)}"\n---']
    notes = lost_of_bank(source.bank)
    for number, item in enumerate(source.bank.items, 1):
        where = question_place(number, item.id)
        block = _block(item)
        if block is None or _is_broken(block):
            reason = _("hashcards has only cards with two sides and texts with gaps")
            notes.append(Note(where=where, reason=reason, is_skipped=True))
            continue
        if not isinstance(item, Flashcard | Cloze):
            notes.append(Note(where=where, reason=_("it became a card to flip")))
        elif isinstance(item, Cloze) and any(
            len(g.answers) > 1 or g.options or g.hint for g in item.gaps
        ):
            notes.append(
                Note(
                    where=where, reason=_("other spellings, options and hints of gaps are left out")
                )
            )
        if isinstance(item, Flashcard) and item.reverse:
            block += "\n\n---\n\n" + f"Q: {item.back.strip()}\nA: {item.stem.strip()}"
            notes.append(Note(where=where, reason=_("the other way round is a card of its own")))
        notes += lost_note(where, lost_of(item, "reverse"))
        blocks.append(block)
    if len(blocks) == 1:
        return Exported(data=b"", notes=tuple(notes))
    return Exported(
        data=(blocks[0] + "\n\n" + "\n\n---\n\n".join(blocks[1:]) + "\n").encode(),
        notes=tuple(notes),
    )


def _quoted(title: str) -> str:
    return " ".join(title.replace("\\", "").replace('"', "'").split())


def _block(item: Item) -> str | None:
    if isinstance(item, Flashcard):
        return f"Q: {item.stem.strip()}\nA: {item.back.strip()}"
    if isinstance(item, Cloze):
        text = _escaped(item.segments[0])
        for gap, segment in zip(item.gaps, item.segments[1:], strict=True):
            text += f"[{_escaped(gap.answers[0])}]" + _escaped(segment)
        return f"C: {text.strip()}"
    if item.kind in ("text", "number", "date", "list", "truefalse", "choice"):
        return f"Q: {stem_markdown(item).strip()}\nA: {solution_text(item)}"
    return None


def _escaped(text: str) -> str:
    return re.sub(r"(?<!!)[\[\]]", lambda one: "\\" + one.group(), text)


def _is_broken(block: str) -> bool:
    """Return whether a text in a card would be read as the start or the end of one."""
    lines = block.split("\n")
    signs = [line for line in lines if _START.match(line) or line.rstrip() == "---"]
    return len(signs) != (2 if lines[0].startswith("Q:") else 1)


FORMAT = Format(
    name="hashcards",
    title="hashcards, repeater, Obsidian",
    endings=(".md", ".txt"),
    trust=trust,
    decode=decode,
    encode=encode,
    loses=(
        _("all but cards and texts with gaps; questions with one answer become cards"),
        _("explanations, hints, tags, pictures"),
    ),
    leaves=(_("text outside of cards"), _("sounds")),
)
