"""Writing GIFT."""

import re
from collections.abc import Callable
from decimal import Decimal

from quiz.formats.exchange.answers import joined, model_of
from quiz.formats.exchange.checking import as_writable, note_of, unwritable, with_bank_notes
from quiz.formats.exchange.exchanged import Exported, ExportSource, Note
from quiz.formats.exchange.moodle_text import (
    is_bare,
    option_html,
    percent_text,
    stem_html,
    weights,
)
from quiz.items import (
    Cloze,
    Essay,
    Item,
    Match,
    MultipleChoice,
    Number,
    Option,
    Order,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from quiz.items.number import plain

_SIGN = re.compile(r"[\\#=~{}:]")
_TITLE = "GIFT"


def encode(source: ExportSource, read: Callable[[str], Item | None]) -> Exported:
    """Write a bank.

    Args:
        source: The bank.
        read: Reads one question back.
    """
    title = _escaped(source.bank.title.replace("/", "//"))
    texts = [f"$CATEGORY: $course$/top/{title}"]
    notes: list[Note] = with_bank_notes(source.bank, ("title",))
    for number, item in enumerate(source.bank.items, 1):
        near = as_writable(item, source.bank, has_gaps=False)
        text = _question(near) if near is not None else ""
        if not text:
            notes.append(unwritable(item, number, _TITLE))
            continue
        back = read(text)
        note = note_of(item, near, back, number)
        if note is not None:
            notes.append(note)
        if back is not None:
            texts.append(text)
    data = "\n\n".join([*texts, ""]).encode()[:-1] if len(texts) > 1 else b""
    return Exported(data=data, notes=tuple(notes))


def _question(item: Item) -> str:
    """Return a question with its comments; empty if GIFT has none of its kind."""
    body = _body(item)
    if not body:
        return ""
    marks = [f"[id:{_in_mark(item.id)}]"] if item.has_written_id else []
    marks += [f"[tag:{_in_mark(tag)}]" for tag in item.tags]
    head = f"// {' '.join(marks)}\n" if marks else ""
    return head + body


def _in_mark(text: str) -> str:
    return text.replace("\\", "\\\\").replace("]", "\\]")


def _body(item: Item) -> str:
    if isinstance(item, Cloze):
        return _gap(item)
    inner = _inner(item)
    if inner is None:
        return ""
    after = joined((model_of(item), item.explain)) if isinstance(item, Essay) else item.explain
    general = f"####{_text(after)}" if after else ""
    if not inner and not general:
        return _text(item.stem) + "{}"
    return f"{_text(item.stem)} {{{inner}{general}\n}}"


def _inner(item: Item) -> str | None:
    """Return what stands in the braces; None if GIFT has no such kind."""
    match item:
        case SingleChoice():
            shares = [100.0 if at == item.key else 0.0 for at in range(len(item.options))]
            return _options(item.options, shares)
        case MultipleChoice():
            wrong = len(item.options) - len(item.keys)
            if (found := weights(len(item.keys), wrong)) is None:
                return None
            right, cost = map(iter, found)
            shares = [
                next(right) if at in item.keys else next(cost) for at in range(len(item.options))
            ]
            return _options(item.options, shares, is_several=True)
        case TrueFalse():
            return "TRUE" if item.key else "FALSE"
        case ShortText():
            return "".join(
                f"\n\t={_plain_text(text.replace('*', chr(92) + '*'))}"
                for text in (item.answer, *item.accept)
            )
        case Number():
            return _number(item)
        case Match():
            pairs = [f"\n\t={_line(pair.left)} -> {_line(pair.right)}" for pair in item.pairs]
            spare = [f"\n\t= -> {_line(option.text)}" for option in item.distractors]
            return "".join([*pairs, *spare])
        case Order():
            return "".join([">", *(f"\n{_line(entry)}" for entry in item.entries)])
        case Essay():
            return ""
        case _:
            return None


def _options(options: tuple[Option, ...], shares: list[float], *, is_several: bool = False) -> str:
    out = []
    for option, share in zip(options, shares, strict=True):
        mark = "=" if share == 100 and not is_several else "~"
        weight = f"%{percent_text(share)}%" if is_several else ""
        feedback = f"#{_text(option.feedback)}" if option.feedback else ""
        out.append(f"\n\t{mark}{weight}{_line(option.text)}{feedback}")
    return "".join(out)


def _number(item: Number) -> str:
    width = item.tolerance
    if width is not None and width.is_relative:
        share = width.value / 100
        values = [(one, abs(one * share)) for one in (item.answer, *item.accept)]
    else:
        allowed = width.value if width else Decimal(0)
        values = [(one, allowed) for one in (item.answer, *item.accept)]
    texts = [f"{plain(one)}:{plain(wide)}" if wide else plain(one) for one, wide in values]
    if len(texts) == 1:
        return f"#{texts[0]}"
    return "#" + "".join(f"\n\t={text}" for text in texts)


def _gap(item: Cloze) -> str:
    """Return a text with one gap; GIFT has no more."""
    if len(item.gaps) != 1 or not item.segments[1].strip():
        return ""
    gap = item.gaps[0]
    if gap.options:
        inner = "".join([f"={_line(gap.options[0])}", *(f" ~{_line(o)}" for o in gap.options[1:])])
    else:
        inner = " ".join(
            f"={_plain_text(text.replace('*', chr(92) + '*'))}" for text in gap.answers
        )
    marked = stem_html("\ue000".join(item.segments))
    kind = "" if is_bare(marked.replace("\ue000", "x")) else "[html]"
    before, _sign, after = marked.partition("\ue000")
    general = f" ####{_text(item.explain)}" if item.explain else ""
    return f"{kind}{_escaped(before)}{{{inner}{general}}}{_escaped(after)}"


# Texts


def _escaped(text: str) -> str:
    return _SIGN.sub(lambda found: "\\" + found.group(), text).replace("\n", "\\n")


def _text(markdown: str) -> str:
    """Return a text of Markdown, in HTML where it has marks."""
    html = stem_html(markdown)
    return _escaped(html) if html == markdown and is_bare(html) else f"[html]{_escaped(html)}"


def _line(text: str) -> str:
    html = option_html(text)
    return _escaped(html) if html == text and is_bare(html) else f"[html]{_escaped(html)}"


def _plain_text(text: str) -> str:
    """Return a typed answer, which has no marks."""
    return _escaped(text) if is_bare(text) else f"[plain]{_escaped(text)}"
