"""Every kind of question in its paper form, with what is right and how it is marked."""

from collections.abc import Iterable, Sequence
from typing import assert_never

import msgspec

from quiz.formats.printed.escaping import escaped
from quiz.formats.printed.printed_words import PrintedWords, figure, printed_date
from quiz.formats.printed.sheet import (
    Block,
    Boxes,
    Form,
    GroupGrid,
    KeyAnswer,
    LetteredOption,
    Nothing,
    Ordering,
    Pairing,
    PickLists,
    PrintedQuestion,
    RuledLines,
    SheetPicture,
)
from quiz.items import (
    Cloze,
    Computed,
    Date,
    Essay,
    Flashcard,
    Groups,
    Item,
    Match,
    MultipleChoice,
    Number,
    Order,
    Prompt,
    ShortText,
    SingleChoice,
    TextList,
    TrueFalse,
)
from quiz.items.directions import direction
from quiz.items.markdown import Line, MathSpan, Run, blocks, gapped, line_direction, plain_line

_MOST_COLUMNS = 5
"""Of a grid; more groups than these have letters."""
_LONGEST_COLUMN = 24
"""Characters of a group's name that fit above a column."""
_LONGEST_IN_A_ROW = 25
"""Characters of an option of a gap that stands beside others."""
_LEAST_GAP_EM, _MOST_GAP_EM = 6.0, 22.0
_CARD_LINES = 2
_LEAST_ESSAY_LINES, _MOST_ESSAY_LINES, _LINES_A_POINT = 6, 40, 3


class FormSetting(msgspec.Struct, frozen=True):
    """What a form needs to know besides the question."""

    words: PrintedWords
    """In the language of the paper."""
    language: str
    """Of the paper."""

    @property
    def is_rtl(self) -> bool:
        """Whether the paper is written from right to left."""
        return direction(self.language) == "rtl"

    @property
    def arrow(self) -> str:
        """Points from what is asked to what belongs to it."""
        return "←" if self.is_rtl else "→"


def letters(count: int) -> list[str]:
    """Return the first letters: A to Z, then AA, AB and so on."""
    return [_letter(at) for at in range(count)]


def _letter(at: int) -> str:
    more, last = divmod(at, 26)
    return (_letter(more - 1) if more else "") + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[last]


def question(
    prompt: Prompt, number: int, points: float, picture: str, to: FormSetting
) -> PrintedQuestion:
    """Return a question as printed.

    Args:
        prompt: The question laid out: letters drawn, options in their order.
        number: From 1.
        points: What it is worth.
        picture: Name of its picture among those handed in; empty if it has none, or it is missing.
        to: The paper's words and language.
    """
    item = prompt.item
    stem = _stem(item, to)
    if item.image:
        stem = (*stem, SheetPicture(name=picture, alt=item.alt or item.image))
    return PrintedQuestion(
        number=number,
        points=figure(points, to.words),
        stem=stem,
        task=_task(item, to.words),
        form=_form(prompt, points, to),
    )


def _stem(item: Item, to: FormSetting) -> tuple[Block, ...]:
    if not isinstance(item, Cloze):
        return blocks(item.stem)
    # All gaps of a text are as wide as its longest answer: their width tells nothing.
    longest = max(len(text) for gap in item.gaps for text in gap.options or gap.answers)
    width = min(_MOST_GAP_EM, max(_LEAST_GAP_EM, longest * 0.8))
    segments = list(item.segments)
    for at, gap in enumerate(item.gaps):
        if gap.hint:
            segments[at + 1] = f" ({escaped(gap.hint)})" + segments[at + 1]
    return gapped(segments, [width] * len(item.gaps))


def _task(item: Item, words: PrintedWords) -> str:
    match item:
        case SingleChoice():
            return words.pick_one
        case MultipleChoice():
            return words.pick_all
        case TrueFalse():
            return words.decide
        case TextList():
            return words.any_order if len(item.entries) > 1 else ""
        case Date():
            return (words.year, words.month, words.day)[item.date[1:].count("-")]
        case Match():
            return f"{words.pair} {words.once_each}"
        case Groups():
            return words.sort if _has_grid(item) else f"{words.pair} {words.once_each}"
        case Order():
            return words.put_in_order
        case Cloze():
            return words.fill_gaps
        case Flashcard():
            return words.say
        case ShortText() | Number() | Essay() | Computed():
            return ""
        case _:
            assert_never(item)


def _has_grid(item: Groups) -> bool:
    is_narrow = all(len(name) <= _LONGEST_COLUMN for name in item.names)
    return len(item.names) <= _MOST_COLUMNS and is_narrow


def _lettered(
    texts: Sequence[str], order: Iterable[int], to: FormSetting
) -> tuple[LetteredOption, ...]:
    shown = [texts[at] for at in order]
    lines = (plain_line(text) for text in shown)
    return tuple(map(LetteredOption, letters(len(shown)), lines))


def _form(prompt: Prompt, points: float, to: FormSetting) -> Form:
    item, order = prompt.item, prompt.order
    match item:
        case SingleChoice() | MultipleChoice():
            texts = [option.text for option in item.options]
            return Boxes(options=_lettered(texts, order, to))
        case TrueFalse():
            options = (
                LetteredOption("A", (Run(text=to.words.true),)),
                LetteredOption("B", (Run(text=to.words.false),)),
            )
            return Boxes(options=options, in_a_row=True)
        case ShortText():
            return RuledLines(count=1)
        case TextList():
            return RuledLines(count=len(item.entries), numbered=len(item.entries) > 1)
        case Number() | Computed():
            return RuledLines(count=1, is_short=True, unit=item.units[0] if item.units else "")
        case Date():
            return RuledLines(count=1, is_short=True)
        case Match():
            lefts = tuple(plain_line(pair.left) for pair in item.pairs)
            return Pairing(lefts, _lettered(item.rights, order, to))
        case Groups():
            entries = tuple(plain_line(item.entries[at]) for at in order)
            if _has_grid(item):
                return GroupGrid(tuple(plain_line(name) for name in item.names), entries)
            return Pairing(entries, _lettered(item.names, range(len(item.names)), to))
        case Order():
            return Ordering(tuple(plain_line(item.entries[at]) for at in order))
        case Cloze():
            return _pick_lists(item, prompt, to)
        case Flashcard():
            return RuledLines(count=_CARD_LINES)
        case Essay():
            wanted = _LEAST_ESSAY_LINES + round(_LINES_A_POINT * points)
            return RuledLines(count=min(_MOST_ESSAY_LINES, wanted))
        case _:
            assert_never(item)


def _pick_lists(item: Cloze, prompt: Prompt, to: FormSetting) -> Form:
    many = len(item.gaps) > 1
    lists = tuple(
        (number if many else 0, _lettered(gap.options, order, to))
        for number, (gap, order) in enumerate(zip(item.gaps, prompt.gap_orders, strict=True), 1)
        if gap.options
    )
    shown = [option.runs for _number, options in lists for option in options]
    is_short = all(_length(line) <= _LONGEST_IN_A_ROW for line in shown)
    return PickLists(lists, in_a_row=is_short) if lists else Nothing()


def _length(line: Line) -> int:
    return sum(len(run.text) for run in line if isinstance(run, Run | MathSpan))


# What is right


def answer(prompt: Prompt, number: int, points: float, heading: str, to: FormSetting) -> KeyAnswer:
    """Return what is right for a question, and how it is marked."""
    item = prompt.item
    also = _also(item)
    return KeyAnswer(
        number=number,
        points=figure(points, to.words),
        right=_right(prompt, to),
        blocks=_right_blocks(item, to),
        also=to.words.also.format(texts="; ".join(also)) if also else "",
        rules=tuple(_rules(item, points, to.words)),
        rubric=tuple(
            plain_line(point) for point in (item.rubric if isinstance(item, Essay) else ())
        ),
        explain=blocks(item.explain),
        heading=heading,
    )


def right_letters(prompt: Prompt) -> tuple[str, ...]:
    """Return the letters of the right options of a question that is picked from."""
    item = prompt.item
    if not isinstance(item, SingleChoice | MultipleChoice | TrueFalse):
        return ()
    names = letters(len(prompt.order))
    return tuple(name for name, at in zip(names, prompt.order, strict=True) if at in item.keys)


def _right(prompt: Prompt, to: FormSetting) -> tuple[Line, ...]:
    item = prompt.item
    match item:
        case SingleChoice() | MultipleChoice():
            texts = {
                name: item.options[at].text
                for name, at in zip(letters(len(prompt.order)), prompt.order, strict=True)
            }
            return tuple(_named(name, texts[name], to) for name in right_letters(prompt))
        case TrueFalse():
            word = to.words.true if item.key else to.words.false
            return (_named("A" if item.key else "B", word, to),)
        case Match() | Groups():
            return _right_places(prompt, to)
        case Order():
            places = [str(at + 1) for at in prompt.order]
            entries = [item.entries[at] for at in prompt.order]
            return tuple(map(lambda p, e: _named(p, e, to), places, entries))
        case Cloze():
            return _right_gaps(item, prompt, to)
        case Date():
            return (plain_line(printed_date(item.date, to.language)),)
        case Flashcard() | Essay():
            return ()
        case TextList():
            return tuple(plain_line(" / ".join(spellings)) for spellings in item.entries)
        case ShortText() | Number() | Computed():
            return tuple(plain_line(text) for text in item.solution)
        case _:
            assert_never(item)


def _right_places(prompt: Prompt, to: FormSetting) -> tuple[Line, ...]:
    """Return the lefts of a match or the entries of groups, each with what belongs to it."""
    item = prompt.item
    if isinstance(item, Match):
        shown = [item.rights[at] for at in prompt.order]
        names = dict(zip(shown, letters(len(shown)), strict=True))
        pairs = [(pair.left, names[pair.right], pair.right) for pair in item.pairs]
    elif isinstance(item, Groups):
        by_member = {member: group.name for group in item.groups for member in group.members}
        names = dict(zip(item.names, letters(len(item.names)), strict=True))
        if _has_grid(item):
            names = dict.fromkeys(names, "")
        entries = [item.entries[at] for at in prompt.order]
        pairs = [(entry, names[by_member[entry]], by_member[entry]) for entry in entries]
    else:
        return ()
    return tuple(
        (
            *_start(to),
            *_isolated(plain_line(left), to),
            Run(text=f" {to.arrow} {name} " if name else f" {to.arrow} ", bold=True),
            *_isolated(plain_line(right), to),
        )
        for left, name, right in pairs
    )


def _right_gaps(item: Cloze, prompt: Prompt, to: FormSetting) -> tuple[Line, ...]:
    lines = []
    for at, (gap, order) in enumerate(zip(item.gaps, prompt.gap_orders, strict=True)):
        name = letters(len(order))[order.index(0)] if gap.options else ""
        shown = " / ".join(gap.answers)
        number = f"({at + 1})" if len(item.gaps) > 1 else ""
        label = " ".join(filter(None, (number, name)))
        lines.append(_named(label, shown, to) if label else plain_line(shown))
    return tuple(lines)


def _named(name: str, text: str, to: FormSetting) -> Line:
    label = Run(text=f"{name}  ", bold=True)
    return (*_start(to), label, *_isolated(plain_line(text), to))


def _start(to: FormSetting) -> Line:
    """Return what begins a line with a label where text runs from the right: a mark of that."""
    return (Run(text="\u200f"),) if to.is_rtl else ()


def _isolated(line: Line, to: FormSetting) -> Line:
    """Return a line that keeps to itself beside its label if it runs the other way.

    Without it the stop of an English answer on an Arabic sheet would stand beside the label.
    """
    if line_direction(line) in ("", direction(to.language)):
        return line
    return (Run(text="\u2068"), *line, Run(text="\u2069"))


def _right_blocks(item: Item, to: FormSetting) -> tuple[Block, ...]:
    if isinstance(item, Flashcard):
        return blocks(item.back)
    return blocks(item.model_answer) if isinstance(item, Essay) else ()


def _also(item: Item) -> tuple[str, ...]:
    from quiz.items.number import plain

    if isinstance(item, ShortText):
        return item.accept
    return tuple(plain(number) for number in item.accept) if isinstance(item, Number) else ()


def _rules(item: Item, points: float, words: PrintedWords) -> Iterable[str]:
    """Yield how points are given; nothing where there is nothing to say."""

    def share(parts: int) -> str:
        return figure(points / max(1, parts), words)

    parts = 1
    rule = ""
    match item:
        case MultipleChoice():
            wrong = len(item.options) - len(item.keys)
            parts = len(item.options)
            rule = words.several_rule.format(plus=share(len(item.keys)), minus=share(wrong))
        case TextList():
            parts = len(item.entries)
            rule = words.list_rule.format(each=share(parts), n=parts)
        case Match() | Groups() | Cloze():
            parts = len(item.solution if isinstance(item, Match | Cloze) else item.entries)
            rule = words.share_rule.format(each=share(parts))
        case Order():
            parts = len(item.entries) * (len(item.entries) - 1) // 2
            rule = words.order_rule.format(each=share(parts))
        case Flashcard():
            parts, rule = 2, words.judged.format(half=share(2), full=share(1))
        case Essay():
            parts = len(item.rubric) or 2
            rule = words.share_rule.format(each=share(parts))
            if not item.rubric:
                rule = words.judged.format(half=share(2), full=share(1))
        case SingleChoice() | TrueFalse() | ShortText() | Number() | Date() | Computed():
            pass
        case _:
            assert_never(item)
    if parts > 1:
        yield rule if item.partial else words.all_or_nothing
    is_typed = isinstance(item, ShortText | TextList) or (
        isinstance(item, Cloze) and not all(gap.options for gap in item.gaps)
    )
    if is_typed and isinstance(item, ShortText | TextList | Cloze):
        yield words.typos if item.typos else words.exact
    if isinstance(item, Number | Computed) and item.units:
        yield words.unit
