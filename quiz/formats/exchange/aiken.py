"""Aiken, the simplest plain text of Moodle: a stem, choices with letters, and `ANSWER: B`.

Source: Moodle, `question/format/aiken/format.php`. Read besides: stems of several lines, choices
with small letters, and `Answer: b`, each with a note.
"""

import re
from collections.abc import Sequence
from string import ascii_uppercase

from quiz.cleaning import clean_line
from quiz.formats.exchange.choosing import choice_of
from quiz.formats.exchange.collecting import (
    Collector,
    line_place,
    question_place,
    text_in,
    without_twins,
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
from quiz.formats.exchange.rich import escaped, plain_of
from quiz.items import MultipleChoice, Option, SingleChoice, TrueFalse
from quiz.items.wording import option_text
from quiz.translation import _

_CHOICE = re.compile(r"\(?(?P<letter>[A-Za-z])[).][ \t]?(?P<text>.*)\Z")
_ANSWER = re.compile(r"(?P<word>ANSWER)\s*:\s*(?P<said>.*)\Z", re.I)
_SEVERAL = re.compile(r"\(?[A-Za-z]\)?(?:\s*(?:[,;/&+]|\band\b)\s*\(?[A-Za-z]\)?)+\Z", re.I)
_NUMBERED = re.compile(r"(?:#{1,6}\s+)?\d{1,3}[.)]\s+\S")
_SHORTEST = 2
"""Shorter lines say nothing to Moodle."""
_LOOKED_AT = 20_000


def trust(source: Source) -> Trust:
    """Return how surely a file is Aiken: it has choices with letters and answers below them."""
    head = source.data[:_LOOKED_AT].decode("utf-8", "replace")
    lines = [stripped for line in head.splitlines() if (stripped := line.strip())]
    answers = sum(_ANSWER.match(line) is not None for line in lines)
    choices = sum(_CHOICE.match(line) is not None for line in lines)
    # one faulty question must not make another format of all the others
    whole = sum(
        _ANSWER.match(line) is not None and all(map(_CHOICE.match, lines[at - 2 : at]))
        for at, line in enumerate(lines)
        if at >= 2
    )
    are_capital = all("ANSWER" in line for line in lines if _ANSWER.match(line))
    if not are_capital and any(map(_NUMBERED.match, lines)):
        return Trust.NO  # a quiz in Markdown, whose questions have numbers
    if are_capital and whole and 2 * whole >= answers:
        return Trust.SURE  # braces, as of LaTeX, make no GIFT of it
    is_aiken = choices >= 2 * answers
    if answers and is_aiken and not re.search(r"(?m)^\s*::|[{}]", head):
        return Trust.LIKELY
    return Trust.BY_NAME if source.name.lower().endswith(".aiken") else Trust.NO


class _Open:
    """A question while its lines are read."""

    def __init__(self) -> None:
        self.line = 0
        self.stem: list[str] = []
        self.choices: list[str] = []
        self.is_lenient = False


def decode(source: Source) -> Imported:
    """Read a file of Aiken.

    Raises:
        QuizError: It is no text, or holds no question.
    """
    collector = Collector(source)
    open_one = _Open()
    for number, raw in enumerate(text_in(source, collector).split("\n"), 1):
        line = raw.replace("\xa0", " ").strip()
        answer, choice = _ANSWER.match(line), _CHOICE.match(line)
        if len(line) < _SHORTEST:
            continue
        if answer and (open_one.choices or open_one.stem):
            _finish(collector, open_one, answer, number)
            open_one = _Open()
        elif choice and open_one.stem and _is_next(choice["letter"], len(open_one.choices)):
            open_one.choices.append(choice["text"].strip())
            open_one.is_lenient |= choice["letter"].islower()
        elif open_one.choices:
            where = line_place(open_one.line)
            collector.skip(where, _("no `ANSWER:` line before the next question"))
            open_one = _Open()
            open_one.line, open_one.stem = number, [line]
        else:
            open_one.line = open_one.line or number
            open_one.stem.append(line)
    if open_one.stem or open_one.choices:
        reason = _("the file ends before its `ANSWER:` line")
        collector.skip(line_place(open_one.line), reason)
    return collector.imported()


def _is_next(letter: str, count: int) -> bool:
    return count < len(ascii_uppercase) and letter.upper() == ascii_uppercase[count]


def _finish(collector: Collector, found: _Open, answer: re.Match[str], number: int) -> None:
    """Take a question whose answer was read, or say why not."""
    where = line_place(found.line or number)
    said = answer["said"].strip()
    if len(found.choices) < _SHORTEST:
        collector.skip(where, _("fewer than two choices"))
        return
    right = _places(said, found.choices)
    if not right:
        reason = _("the answer {letter} is none of its choices").format(
            letter=clean_line(said) or "–"
        )
        collector.skip(where, reason)
        return
    if any(not text for text in found.choices):
        collector.skip(where, _("an empty choice"))
        return
    stays, keys = without_twins(found.choices, right)
    if len(stays) < len(found.choices):
        collector.change(where, _("two choices are the same: one is left out"))
    if len(stays) < _SHORTEST:
        collector.skip(where, _("fewer than two choices"))
        return
    if len(found.stem) > 1:
        collector.change(where, _("its question has several lines, of which Moodle reads the last"))
    if found.is_lenient or answer["word"] != "ANSWER" or not said[:1].isupper():
        collector.change(where, _("small letters, which Moodle does not read, were read"))
    if len(keys) > 1:
        collector.change(where, _("several answer letters, which Moodle does not read, were read"))
    item = choice_of(
        collector,
        where,
        escaped("\n".join(found.stem)),
        [Option(found.choices[one]) for one in stays],
        keys,
    )
    if item is not None:
        has_order = isinstance(item, SingleChoice | MultipleChoice) and item.shuffle
        collector.add(item.replaced(shuffle=False) if has_order else item, where=where)


def _places(said: str, choices: Sequence[str]) -> tuple[int, ...]:
    """Return which choices an answer line names, by letters or by a choice's text."""
    letters = said.strip(" .()")
    if len(letters) == 1 or _SEVERAL.match(said):
        found = re.findall(r"\b[A-Za-z]\b", letters)
        places = tuple(sorted({ascii_uppercase.index(one.upper()) for one in found}))
        return places if places and places[-1] < len(choices) else ()
    lead = re.match(r"\(?([A-Za-z])[).]\s", f"{said} ")
    if lead is not None:  # "B) Milan"
        at = ascii_uppercase.index(lead[1].upper())
        return (at,) if at < len(choices) else ()
    folded = [" ".join(choice.casefold().split()) for choice in choices]
    whole = " ".join(said.casefold().split()).rstrip(".")
    return (folded.index(whole),) if folded.count(whole) == 1 else ()


def encode(source: ExportSource) -> Exported:
    """Write the questions with one right option; all else is named in the notes."""
    blocks: list[str] = []
    notes = lost_of_bank(source.bank)
    for number, item in enumerate(source.bank.items, 1):
        where = question_place(number, item.id)
        if not isinstance(item, SingleChoice | TrueFalse):
            reason = _("Aiken has only questions with one right option")
            notes.append(Note(where=where, reason=reason, is_skipped=True))
            continue
        options = [_one_line(option_text(item, option.text)) for option in item.options]
        if len(options) > len(ascii_uppercase):
            reason = _("Aiken has at most 26 options")
            notes.append(Note(where=where, reason=reason, is_skipped=True))
            continue
        notes += lost_note(where, lost_of(item, "shuffle"))
        lines = [_one_line(plain_of(item.stem))]
        lines += [
            f"{letter}. {text}" for letter, text in zip(ascii_uppercase, options, strict=False)
        ]
        lines.append(f"ANSWER: {ascii_uppercase[item.keys[0]]}")
        blocks.append("\n".join(lines))
    return Exported(
        data=("\n\n".join(blocks) + "\n").encode() if blocks else b"", notes=tuple(notes)
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


FORMAT = Format(
    name="aiken",
    title="Aiken",
    endings=(".txt", ".aiken"),
    trust=trust,
    decode=decode,
    encode=encode,
    loses=(_("all kinds but questions with one right option"), _("explanations, hints, tags")),
)
