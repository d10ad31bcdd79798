"""Adding a question to a bank of one's own, from whatever one is doing."""

import os
import re
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from quiz.cleaning import clean, clean_line
from quiz.errors import Problem, QuizError
from quiz.formats import yaml_bank
from quiz.formats.yaml_bank.questions import derived_id
from quiz.items import (
    Bank,
    Flashcard,
    Item,
    Match,
    Number,
    Option,
    Outcome,
    Pair,
    ShortText,
    SingleChoice,
)
from quiz.items.wording import stem_text
from quiz.library.files import read
from quiz.library.index import BankEntry
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

CARD, CHOICE, TEXT, MATCH = "card", "choice", "text", "match"
"""The kinds that can be written without an editor."""
_TRIES = 4
"""A file that is changed at every try is left to the one who changes it."""
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,20})(?:\.[0-9]{1,20})?\Z")
_FIELDS = {
    "question": "question", "front": "question", "answer": "answer", "back": "answer",
    "wrong": "wrong", "choices": "wrong", "accept": "accept", "tags": "tags", "explain": "explain",
    "title": "title",
}  # fmt: skip
"""The field of a draft for each key of a bank."""


class QuestionDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A question as it was typed."""

    kind: str = CARD
    """Kind of the question, as in `KINDS`."""
    question: str = ""
    """What is asked; the front of a card."""
    answer: str = ""
    """What is right; the back of a card."""
    wrong: tuple[str, ...] = ()
    """Wrong options of a choice."""
    accept: tuple[str, ...] = ()
    """More right spellings of a short answer."""
    pairs: tuple[tuple[str, str], ...] = ()
    """Left and right side of each pair of a matching question."""
    tags: tuple[str, ...] = ()
    """Its topics."""
    explain: str = ""
    """The explanation; empty for none."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.question or self.answer or self.wrong or self.accept or self.explain)


class DraftFault(QuizError):
    """Something of a question that was typed cannot be; `field` names it."""

    def __init__(self, field: str, text: str) -> None:
        """Say what is wrong with a field of `QuestionDraft`, or with the `title` of a bank."""
        super().__init__(text)
        self.field = field


def own_banks(desk: "Desk") -> list[BankEntry]:
    """Return the banks in the user's own folder that can be written."""
    own = os.path.realpath(desk.places.banks)
    return [
        entry
        for entry in desk.library.entries.values()
        if Path(entry.path).is_relative_to(own) and os.access(entry.path, os.W_OK)
    ]


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that hold something."""
    return tuple(line.strip() for line in clean(text).split("\n") if line.strip())


def parts_of(text: str, parting: str = ";") -> tuple[str, ...]:
    """Return what a line holds between the signs that part it."""
    parts = re.split(f"[{re.escape(parting)}\n]", clean(text))
    return tuple(" ".join(part.split()) for part in parts if part.strip())


def card_of_mistake(item: Item, outcome: Outcome) -> QuestionDraft:
    """Return a card of a question that was answered wrongly: as asked, and what was right.

    Args:
        item: The question as it was shown.
        outcome: How the answer was marked.
    """
    lines = [clean(text) for text in outcome.solution]
    return QuestionDraft(
        kind=CARD,
        question=clean(stem_text(item)),
        answer="\n".join(lines) if len(lines) > 1 else "".join(lines),
        tags=item.tags,
        explain=clean(item.explain),
    )


def checked_item(draft: QuestionDraft) -> Item:
    """Return the question that a draft means, read as a bank's file is read.

    Raises:
        DraftFault: A field is empty that may not be, or its text cannot be used.
    """
    _refuse_empty(draft)
    item = _item(draft)
    data = yaml_bank.encode(Bank(id="draft", title="Draft", items=(item,))).data
    decoded = yaml_bank.decode(data, source="draft.yaml")
    if decoded.problems:
        raise DraftFault(*_fault_of(decoded.problems[0], data))
    items = decoded.bank.items if decoded.bank is not None else ()
    if len(items) != 1 or items[0].kind != item.kind:
        raise DraftFault("question", _("this can't be saved as this kind of question"))
    return items[0]


def _refuse_empty(draft: QuestionDraft) -> None:
    is_card = draft.kind == CARD
    if not draft.question.strip():
        raise DraftFault("question", _("enter the front") if is_card else _("enter the question"))
    if draft.kind != MATCH and not draft.answer.strip():
        raise DraftFault(
            "answer", _("enter the back") if is_card else _("enter the correct answer")
        )
    if draft.kind == CHOICE and not draft.wrong:
        raise DraftFault("wrong", _("enter at least one wrong answer, one per line"))


def _item(draft: QuestionDraft) -> Item:
    """Return the item as typed, its id as one is derived from the text."""
    stem = clean(draft.question).strip()
    item: Item
    if draft.kind == CARD:
        item = Flashcard(id="", stem=stem, back=clean(draft.answer).strip())
    elif draft.kind == CHOICE:
        options = tuple(Option(text) for text in (clean_line(draft.answer), *draft.wrong))
        item = SingleChoice(id="", stem=stem, options=options, key=0)
    elif draft.kind == MATCH:
        pairs = tuple(Pair(clean_line(left), clean_line(right)) for left, right in draft.pairs)
        item = Match(id="", stem=stem, pairs=pairs)
    elif _NUMBER.match(draft.answer.strip()) and all(map(_NUMBER.match, draft.accept)):
        accept = tuple(Decimal(text) for text in draft.accept)
        item = Number(id="", stem=stem, answer=Decimal(draft.answer.strip()), accept=accept)
    else:
        item = ShortText(id="", stem=stem, answer=clean_line(draft.answer), accept=draft.accept)
    explain = clean(draft.explain).strip()
    return msgspec.structs.replace(item, id=derived_id(item), tags=draft.tags, explain=explain)


def _fault_of(problem: Problem, data: bytes) -> tuple[str, str]:
    """Return the field that a fault of the written draft is about, and what it says."""
    lines = data.decode().split("\n")[: problem.where.line]
    for line in reversed(lines):
        key = re.match(r"[ -]*(\w+):", line)
        if key and key[1] in _FIELDS:
            return _FIELDS[key[1]], problem.message
    return "question", problem.message


def keep_question(desk: "Desk", draft: QuestionDraft, path: str) -> BankEntry:
    """Write a question at the end of a bank of one's own, and return the bank.

    What someone else writes into the file meanwhile stays: it is read again then.

    Raises:
        DraftFault: The question cannot be used.
        QuizError: The file cannot be written, or has faults to fix first.
    """
    from quiz.formats.yaml_bank import splice
    from quiz.library.writing import replace_bank

    item = checked_item(draft)
    for left in reversed(range(_TRIES)):
        data = read(path)
        taken = _ids_in(data, path)
        named = msgspec.structs.replace(item, id=_free(item.id, taken.__contains__))
        now = splice.appended(data, named, source=path)
        try:
            replace_bank(Path(path), was=data, now=now)
        except QuizError:
            if left and read(path) != data:
                continue
            raise
        break
    return _taken_up(desk, path)


def begin_bank(desk: "Desk", draft: QuestionDraft, title: str) -> BankEntry:
    """Write a question into a new bank in the user's own folder, and return the bank.

    Raises:
        DraftFault: The question or the title cannot be used.
        QuizError: The file cannot be written.
    """
    from quiz.library.writing import write_new

    title = clean_line(title)
    item = checked_item(draft)
    if not title:
        raise DraftFault("title", _("enter a title for the new bank"))
    folder, used = desk.places.banks, desk.library.entries

    def is_taken(name: str) -> bool:
        return name in used or (folder / f"{name}.yaml").exists()

    name = _free(_file_name(title), is_taken)
    item = msgspec.structs.replace(item, has_written_id=True)
    data = yaml_bank.encode(Bank(id=name, title=title, items=(item,))).data
    problems = yaml_bank.decode(data, source=f"{name}.yaml").problems
    if problems:
        raise DraftFault(*_fault_of(problems[0], data))
    path = folder / f"{name}.yaml"
    write_new(path, data)
    return _taken_up(desk, str(path))


def _ids_in(data: bytes, path: str) -> set[str]:
    bank = yaml_bank.decode(data, source=path).bank
    return {item.id for item in bank.items} if bank is not None else set()


def _free(name: str, is_taken: Callable[[str], bool]) -> str:
    """Return a name, with a number behind it if it is taken."""
    number, free = 1, name
    while is_taken(free):
        number += 1
        free = f"{name}-{number}"
    return free


def _file_name(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))[:60].strip("-") or "bank"


def _taken_up(desk: "Desk", path: str) -> BankEntry:
    desk.refresh()
    path = os.path.realpath(path)
    found: Iterable[BankEntry] = desk.library.entries.values()
    for entry in found:
        if entry.path == path:
            return entry
    raise QuizError(
        _("{path}: saved, but another bank with the same id is used instead").format(path=path)
    )
