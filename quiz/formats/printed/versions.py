"""Several versions of one exam: their codes, orders and keys, all drawn from one seed."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from random import Random

import msgspec

from quiz.cleaning import clean_line
from quiz.formats.printed import forms
from quiz.formats.printed.answer_key import KeyEntry, KeyFile, WrittenEntry
from quiz.formats.printed.forms import FormSetting
from quiz.formats.printed.printed_words import figure, printed_words
from quiz.formats.printed.sheet import (
    BubbleRow,
    Exam,
    GradeStep,
    Letterhead,
    Passage,
    PrintedQuestion,
    Section,
    Version,
)
from quiz.items import Item, MultipleChoice, Prompt, SingleChoice, TrueFalse
from quiz.items.markdown import blocks

_CODE_LETTERS = "BCDFGHJKLMNPRSTVWXYZ"
"""No vowels, which make words, and none that is taken for a figure."""
MOST_VERSIONS = 200


class PaperQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question of an exam."""

    bank: str
    """The bank's id."""
    item: Item
    """The question."""
    points: float
    """Points that can be earned."""
    passage: str = ""
    """The text that it is about, Markdown."""
    picture: str = ""
    """Name of its picture among those handed in; empty where there is none, or it is missing."""
    section: int = -1
    """Questions of one section stay together, in the order of the sections."""
    heading: str = ""
    """Of its section."""


class PaperHead(msgspec.Struct, frozen=True, kw_only=True):
    """What stands above an exam, and how its versions differ."""

    title: str
    """Of the exam."""
    about: str = ""
    """Instructions, Markdown; empty for none."""
    language: str = "en"
    """Its code, such as `en`."""
    minutes: float = 0.0
    """0: nothing is said."""
    shuffle: bool = True
    """Whether each version has its questions in an order of its own."""
    seed: int = 0
    """Decides how each version is laid out."""
    grades: tuple[tuple[str, float], ...] = ()
    """Each grade with the least percent for it, the best first."""
    letterhead: Letterhead = Letterhead()
    """At the head of each version."""


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """An exam to be printed, with its key."""

    exam: Exam
    """All sheets."""
    key: KeyFile
    """What marks the answers."""


def printed(head: PaperHead, sets: Sequence[Sequence[PaperQuestion]]) -> Printed:
    """Return all versions of an exam, and what their letters stand for.

    Args:
        head: What stands above it.
        sets: The questions of each version, in the order drawn; the same object several times
            where all versions hold the same.
    """
    words = printed_words(head.language)
    to = FormSetting(words, head.language)
    versions, keys, written = [], {}, {}
    for at, (code, asked) in enumerate(zip(codes(head, len(sets)), sets, strict=True)):
        order = arranged(asked, head, at)
        prompts = [_laid_out(one, head, at) for one in order]
        versions.append(_version(code, order, prompts, head, to))
        keys[code] = tuple(
            entry
            for number, (one, prompt) in enumerate(zip(order, prompts, strict=True), 1)
            if (entry := _key_entry(one, prompt, number)) is not None
        )
        written[code] = tuple(
            WrittenEntry(number=number, bank=one.bank, item=one.item.id, points=one.points,
                         tags=one.item.tags, question=clean_line(one.item.stem))
            for number, one in enumerate(order, 1)
            if not _is_picked(one.item)
        )  # fmt: skip
    minutes = figure(head.minutes, words)
    exam = Exam(
        title=head.title,
        about=blocks(head.about),
        language=head.language,
        time=words.minutes.format(n=minutes) if head.minutes else "",
        versions=tuple(versions),
        letterhead=head.letterhead,
        serial=_serial(head.title, keys),
    )
    return Printed(
        exam=exam,
        key=KeyFile(
            test=head.title, seed=head.seed, versions=keys, written=written, grades=head.grades
        ),
    )


def _serial(title: str, keys: Mapping[str, Sequence[KeyEntry]]) -> int:
    """Return a number that is the same while the letters of an exam belong to the same questions.

    A key that is corrected, or a typo in an option, leaves it as it is.
    """
    letters = [
        (code, [(entry.number, entry.bank, entry.item, len(entry.options)) for entry in entries])
        for code, entries in keys.items()
    ]
    return zlib.crc32(msgspec.json.encode((title, letters))) & 0xFFFF


def codes(head: PaperHead, count: int) -> list[str]:
    """Return short codes, any two of which differ in two letters at least.

    The last letter is that of the first two added up, so that one letter misread or mistyped
    gives no code of another version.
    """
    rng = Random(f"codes/{head.title}/{head.seed}")
    size = len(_CODE_LETTERS)
    shift = rng.randrange(size)
    found = []
    for pair in rng.sample(range(size * size), count):
        first, second = divmod(pair, size)
        last = (first + second + shift) % size
        found.append("".join(_CODE_LETTERS[at] for at in (first, second, last)))
    return found


def arranged(asked: Sequence[PaperQuestion], head: PaperHead, version: int) -> list[PaperQuestion]:
    """Return a version's questions in its order; those of a section or passage stay together."""
    if not head.shuffle:
        return list(asked)
    groups: dict[tuple[int, str, str], list[PaperQuestion]] = {}
    for one in asked:
        name = one.item.passage or f"\0{one.item.id}"
        groups.setdefault((one.section, one.bank, name), []).append(one)
    order = list(groups.values())
    Random(f"order/{head.seed}/{version}").shuffle(order)
    order.sort(key=lambda group: group[0].section)
    return [one for group in order for one in group]


def _laid_out(one: PaperQuestion, head: PaperHead, version: int) -> Prompt:
    return one.item.lay_out(Random(f"print/{head.seed}/{version}/{one.bank}/{one.item.id}"))


def _version(
    code: str,
    asked: Sequence[PaperQuestion],
    prompts: Sequence[Prompt],
    head: PaperHead,
    to: FormSetting,
) -> Version:
    parts: list[Section | Passage | PrintedQuestion] = []
    shown: set[tuple[str, str]] = set()
    headings = list(_headings(asked))
    for number, (one, prompt) in enumerate(zip(asked, prompts, strict=True), 1):
        if headings[number - 1]:
            parts.append(Section(headings[number - 1]))
        passage = (one.bank, one.item.passage) if one.item.passage and one.passage else None
        if passage is not None and passage not in shown:
            shown.add(passage)
            about = [n for n, o in enumerate(asked, 1) if (o.bank, o.item.passage) == passage]
            title = to.words.text_for.format(questions=_numbers(about))
            parts.append(Passage(title=title, blocks=blocks(one.passage)))
        parts.append(forms.question(prompt, number, one.points, one.picture, to))
    total = sum(one.points for one in asked)
    both = list(zip(asked, prompts, strict=True))
    return Version(
        code=code,
        parts=tuple(parts),
        answers=tuple(
            forms.answer(prompt, number, one.points, headings[number - 1], to)
            for number, (one, prompt) in enumerate(both, 1)
        ),
        bubbles=tuple(
            BubbleRow(number, tuple(forms.letters(len(prompt.order))))
            for number, (one, prompt) in enumerate(both, 1)
            if _is_picked(one.item)
        ),
        total=figure(total, to.words),
        grades=tuple(
            GradeStep(name, figure(ceil(least * total / 50 - 1e-9) / 2, to.words))
            for name, least in head.grades
        ),
    )


def _headings(asked: Sequence[PaperQuestion]) -> Iterator[str]:
    """Yield the heading that each question begins; empty where it goes on with another's."""
    last = None
    for one in asked:
        yield one.heading if one.section != last else ""
        last = one.section


def _numbers(found: Sequence[int]) -> str:
    """Return ascending numbers as `3–5, 9`."""
    runs: list[list[int]] = []
    for number in found:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _is_picked(item: Item) -> bool:
    return isinstance(item, SingleChoice | MultipleChoice | TrueFalse)


def _key_entry(one: PaperQuestion, prompt: Prompt, number: int) -> KeyEntry | None:
    """Return the key of a question that is answered by letters; None for any other."""
    item = one.item
    if not isinstance(item, SingleChoice | MultipleChoice | TrueFalse):
        return None
    names = forms.letters(len(prompt.order))
    shown = [item.options[at].text for at in prompt.order]
    options: Mapping[str, str] = dict(zip(names, shown, strict=True))
    return KeyEntry(
        number=number,
        bank=one.bank,
        item=item.id,
        options=dict(options),
        right=forms.right_letters(prompt),
        points=one.points,
        several=isinstance(item, MultipleChoice),
        partial=item.partial,
        tags=item.tags,
        question=clean_line(item.stem),
    )
