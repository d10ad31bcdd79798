"""What an exam asked, kept with it, so that it outlives what becomes of its banks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from quiz.items import Bank, Context, Item
from quiz.study.blueprint import Drawn

if TYPE_CHECKING:
    from quiz.library.library import Library

_NOTE = "exam-asked/"
"""Under this and its uid the record keeps what an exam asked."""


class AskedBank(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A bank that questions were drawn from, as it was then."""

    head: Bank
    """Without its questions, and with the passages alone that they are about."""
    path: str
    """The bank's file."""
    known: tuple[tuple[str, ...], ...] = ()
    """Answers that the bank knew: see `Context.known`."""

    @property
    def context(self) -> Context:
        """What marking needs to know of it."""
        head = self.head
        return Context(language=head.language, known=self.known, spellings=head.spellings)


class AskedQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question as it was when the exam began."""

    item: Item
    """The question."""
    line: int
    """Where it began in the bank's file."""


class AskedExam(msgspec.Struct, frozen=True, kw_only=True):
    """What an exam asked."""

    questions: tuple[AskedQuestion, ...]
    """In the order of the exam."""
    banks: dict[str, AskedBank]
    """By id."""


def asked_of(library: "Library", drawn: Sequence[Drawn]) -> AskedExam | None:
    """Return questions that were drawn as their banks have them now; None if one is not there.

    Args:
        library: Where the banks are.
        drawn: The exam's questions.
    """
    questions: list[AskedQuestion] = []
    passages: dict[str, set[str]] = {}
    for one in drawn:
        found = library.item(one.ref.bank, one.ref.card)
        if found is None:
            return None
        questions.append(AskedQuestion(item=found[0], line=found[1]))
        passages.setdefault(one.ref.bank, set()).add(found[0].passage)
    banks = {}
    for bank, names in passages.items():
        head = library.head(bank)
        used = tuple(pair for pair in head.passages if pair[0] in names)
        banks[bank] = AskedBank(
            head=msgspec.structs.replace(head, passages=used),
            path=library.entries[bank].path,
            known=library.context(bank).known,
        )
    return AskedExam(questions=tuple(questions), banks=banks)


def note_of(uid: str) -> str:
    """Return the name of the note that keeps what an exam asked."""
    return _NOTE + uid


def encoded(asked: AskedExam) -> str:
    """Return it as the record keeps it."""
    return msgspec.json.encode(asked).decode()


def decoded(note: str | None, questions: int) -> AskedExam | None:
    """Return what was kept; None where nothing was, as with exams of older versions.

    Args:
        note: The note.
        questions: How many the exam has.
    """
    try:
        asked = msgspec.json.decode(note or "", type=AskedExam)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
    return asked if len(asked.questions) == questions else None
