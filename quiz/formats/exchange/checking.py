"""What became of a question on its way to another format: read back, and compared key by key."""

from collections.abc import Callable, Sequence
from itertools import permutations, product
from math import factorial, prod
from random import Random
from typing import Any

from quiz.formats.exchange.collecting import question_place
from quiz.formats.exchange.exchanged import Note
from quiz.formats.exchange.moodle_formulas import is_same as is_same_formula
from quiz.formats.exchange.rich import html_of
from quiz.items import (
    Bank,
    BaseItem,
    Cloze,
    Computed,
    Date,
    Essay,
    Flashcard,
    Gap,
    Groups,
    Item,
    Match,
    MultipleChoice,
    Number,
    Option,
    Pair,
    ShortText,
    SingleChoice,
    TextList,
)
from quiz.items.computed import Letter
from quiz.items.typing import TypedItem
from quiz.items.wording import GAP
from quiz.translation import _

_UNSEEN = ("id", "has_written_id")
_BANK_WORDS = {
    "key": "answer",
    "keys": "answers",
    "stem": "question",
    "segments": "question",
    "gaps": "question",
    "model_answer": "answer",
    "time_limit_s": "time",
    "shown_first": "shown_first",
    "is_draft": "draft",
    "trials": "try",
    "equivalent": "equivalent",
}
"""How a bank calls some fields."""
_MARKDOWN = ("stem", "explain", "back", "model_answer", "hints", "segments", "options", "rubric")


def note_of(item: Item, near: Item | None, back: Item | None, number: int) -> Note | None:
    """Return what to say of a question that was written; None if it comes back as it was.

    Args:
        item: As the bank has it.
        near: As it was written: of another kind where the format has none of its own.
        back: As it is read from what was written; None if it cannot be read.
        number: Of the question in the bank, from 1.
    """
    where = question_place(number, item.id)
    if back is None:
        return Note(
            where=where, reason=_("its texts can't be written in this format"), is_skipped=True
        )
    if back.kind != item.kind:
        lost = differences(near or item, back, common_only=True)
        words = _("written as another kind of question: {kind}").format(kind=back.kind)
        if more := _changed_by_kind(item, back):
            words += f" ({more})"
        if lost:
            words += "; " + _("left out or changed: {what}").format(what=", ".join(lost))
        return Note(where=where, reason=words)
    lost = differences(item, back)
    if not lost:
        return None
    reason = _("left out or changed: {what}").format(what=", ".join(lost))
    return Note(where=where, reason=reason)


def differences(item: Item, back: Item, *, common_only: bool = False) -> list[str]:
    """Return the keys of a question that came back otherwise, by the bank's words.

    Options in another order are the same options; that they may be shuffled is a key of its own.
    """
    back = _with_options_of(item, back)
    fields = [
        field
        for field in item.__struct_fields__
        if field not in _UNSEEN and not (common_only and field not in back.__struct_fields__)
    ]
    lost = [
        _BANK_WORDS.get(field, field)
        for field in fields
        if not _is_same(field, getattr(item, field), getattr(back, field))
    ]
    return list(dict.fromkeys(lost))


def _with_options_of(item: Item, back: Item) -> Item:
    """Return a question with its options in the order of those of another one."""
    if not isinstance(item, SingleChoice | MultipleChoice):
        return back
    if not isinstance(back, SingleChoice | MultipleChoice):
        return back
    texts = [option.text for option in back.options]
    wanted = [option.text for option in item.options]
    if sorted(texts) != sorted(wanted) or len(set(texts)) < len(texts):
        return back
    order = [texts.index(text) for text in wanted]
    options = tuple(back.options[at] for at in order)
    if isinstance(back, SingleChoice):
        single: SingleChoice = back.replaced(options=options, key=order.index(back.key))
        return single
    keys = tuple(sorted(order.index(at) for at in back.keys))
    several: MultipleChoice = back.replaced(options=options, keys=keys)
    return several


def _is_same(field: str, one: Any, other: Any) -> bool:
    if one == other:
        return True
    if field == "formula":
        return is_same_formula(one, other)
    if field == "letters":
        return [_values(letter) for letter in one] == [_values(letter) for letter in other]
    if field not in _MARKDOWN:
        return False
    if isinstance(one, str) and isinstance(other, str):
        return reads_the_same(one, other)
    if not isinstance(one, tuple) or len(one) != len(other):
        return False
    return all(map(_is_same_part, one, other))


def _values(letter: Letter) -> tuple[Any, ...]:
    """Return what a letter may be, however that was written."""
    if letter.listed or letter.count <= _MOST_COMPARED:
        return (letter.name, *sorted(letter.values()))
    return (letter.name, letter.low, letter.step, letter.count)


def _changed_by_kind(item: Item, back: Item) -> str:
    """Return what a question is not any more since it became one of another kind."""
    match item, back:
        case Computed(), Number():
            return _("with one set of its numbers")
        case TextList(), Cloze():
            return _("an answer given twice counts twice")
        case TextList(), ShortText():
            return _("all of it right or all of it wrong")
        case _:
            return ""


def _is_same_part(one: Any, other: Any) -> bool:
    if isinstance(one, Option):
        return one.text == other.text and reads_the_same(one.feedback, other.feedback)
    return isinstance(one, str) and reads_the_same(one, other)


def reads_the_same(one: str, other: str) -> bool:
    """Return whether two texts of Markdown are drawn the same."""
    return one == other or html_of(one) == html_of(other)


def plain_common(item: Item) -> dict[str, Any]:
    """Return the keys that any question has, for one of another kind."""
    return {field: getattr(item, field) for field in BaseItem.__struct_fields__}


def as_writable(
    item: Item,
    bank: Bank,
    *,
    draws: Callable[[Computed], bool] = lambda _item: False,
    has_gaps: bool = True,
) -> Item | None:
    """Return a question of a kind that other programs know; None if none is near.

    A date and a card with a short back become typed answers, other cards become essays, groups
    become pairs, a list becomes gaps that each take any of its answers, and a question with
    letters comes with one set of numbers. A passage stands before the question.

    Args:
        item: The question.
        bank: Holds its passage.
        draws: Returns whether the format can draw the letters of a question.
        has_gaps: Whether the format has texts with several gaps; else a list is typed in one.
    """
    passage = dict(bank.passages).get(item.passage, "") if item.passage else ""
    if passage and isinstance(item, Cloze):
        segments = (f"{passage}\n\n{item.segments[0]}", *item.segments[1:])
        item = item.replaced(segments=segments, stem=GAP.join(segments))
    elif passage:
        item = item.replaced(stem=f"{passage}\n\n{item.stem}")
    match item:
        case Date():
            return ShortText(**plain_common(item), answer=item.date)
        case Flashcard() if "\n" not in item.back.strip() and len(item.back) <= _LONGEST_BACK:
            return ShortText(**plain_common(item), answer=item.back.strip())
        case Flashcard():
            return Essay(**plain_common(item), model_answer=item.back)
        case Groups():
            pairs = tuple(Pair(one, group.name) for group in item.groups for one in group.members)
            return Match(**plain_common(item), pairs=pairs)
        case Computed():
            return item if draws(item) else item.lay_out(Random(0)).item
        case TextList():
            return _list_as_gaps(item) if has_gaps else _list_as_text(item)
        case _:
            return item


def _list_as_gaps(item: TextList) -> Cloze | None:
    """Return a list as gaps below its question, each of which takes any of its answers."""
    every = [text for spellings in item.entries for text in spellings]
    count = item.count
    if count * sum(len(text) + 3 for text in every) > _MOST_IN_GAPS:
        return None
    gaps = []
    for spellings in item.entries[:count]:
        gaps.append(Gap(answers=tuple(dict.fromkeys((*spellings, *every)))))
    segments = (f"{item.stem}\n\n", *[", "] * (count - 1), "")
    return Cloze(
        **_typed_common(item) | {"stem": GAP.join(segments)}, segments=segments, gaps=tuple(gaps)
    )


def _list_as_text(item: TextList) -> ShortText | None:
    """Return a short list as one typed answer, in any of its orders and spellings."""
    spellings = prod(map(len, item.entries))
    if item.count < len(item.entries) or factorial(item.count) * spellings > _MOST_ORDERS:
        return None
    texts = [
        ", ".join(chosen)
        for order in permutations(item.entries)
        for chosen in product(*order)
    ]  # fmt: skip
    how = _("(Separate your answers with commas.)")
    return ShortText(
        **_typed_common(item) | {"stem": f"{item.stem} {how}"},
        answer=texts[0],
        accept=tuple(dict.fromkeys(texts[1:])),
    )


def _typed_common(item: TypedItem) -> dict[str, Any]:
    """Return the keys that any question has whose answers are typed."""
    return {field: getattr(item, field) for field in TypedItem.__struct_fields__}


_MOST_IN_GAPS = 15_000
"""Characters of all answers in all gaps of a list."""
_MOST_ORDERS = 120
"""Ways in which the answers of a list may be typed one after the other."""
_MOST_COMPARED = 1_000
_LONGEST_BACK = 80


def unwritable(item: Item, number: int, title: str) -> Note:
    """Return that a format has no such kind of question."""
    words = _("{format} has no questions of kind {kind}").format(format=title, kind=item.kind)
    if isinstance(item, Cloze | MultipleChoice):
        words = _("{format} cannot hold so many gaps or correct options").format(format=title)
    return Note(where=question_place(number, item.id), reason=words, is_skipped=True)


def with_bank_notes(bank: Bank, kept: Sequence[str]) -> list[Note]:
    """Return what of a bank itself is not written.

    Args:
        bank: The bank.
        kept: Its fields that the format has.
    """
    usual = {"id", "items", "language", "defaults", "tags", *kept}
    lost = [
        field for field in bank.__struct_fields__ if field not in usual and getattr(bank, field)
    ]
    if not lost:
        return []
    reason = _("left out: {what}").format(what=", ".join(lost))
    return [Note(where=_("the bank"), reason=reason)]
