"""Marks given again after a key was wrong: what changes, for whom, and by how much."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import msgspec

from quiz.items import Context, Item, Outcome, Response
from quiz.items.wording import response_text

_RIGHT = 1 - 1e-6


class RemarkKind(StrEnum):
    """What is done about a question."""

    KEY = "key"
    """Its answers are marked by the question as its bank has it now."""
    ACCEPT = "accept"
    """Some answers are right as well."""
    FULL = "full"
    """Everyone who answered has all of its points."""
    DROP = "drop"
    """It counts for nobody."""


class Remark(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is done about one question."""

    kind: RemarkKind
    """What."""
    accept: tuple[str, ...] = ()
    """Answers that are right as well, as they read."""
    item: Item | None = None
    """The question with its new key."""

    def with_accepted(self, texts: tuple[str, ...]) -> "Remark":
        """Return it with more answers that are right."""
        accept = tuple(dict.fromkeys((*self.accept, *texts)))
        return msgspec.structs.replace(self, accept=accept)


class RemarkedMark(msgspec.Struct, frozen=True, kw_only=True):
    """Whose marks change."""

    name: str
    """Of the pupil."""
    before: float
    """Points, or the score of a game."""
    after: float
    """The same, with what is done."""


def changed_marks(marks: Sequence[RemarkedMark]) -> tuple[RemarkedMark, ...]:
    """Return those whose marks change."""
    return tuple(mark for mark in marks if abs(mark.before - mark.after) > 1e-9)


def remarked(item: Item, context: Context, response: Response, remark: Remark | None) -> Outcome:
    """Return what comes of an answer, with what was done about its question.

    Args:
        item: The question as it was asked.
        context: What marking needs to know of its bank.
        response: The answer.
        remark: What was done; None for nothing.
    """
    if remark is not None and remark.item is not None:
        item = remark.item
    outcome = item.mark(response, context)
    if remark is None or outcome.credit > _RIGHT:
        return outcome
    is_right = is_right_after(response_text(item, response), remark)
    return msgspec.structs.replace(outcome, credit=1.0, parts=()) if is_right else outcome


def is_right_after(text: str, remark: Remark) -> bool:
    """Return whether an answer has all points by what was done about its question.

    Args:
        text: The answer as it reads; whoever gave none has no answer to count.
        remark: What was done.
    """
    if remark.kind is RemarkKind.FULL:
        return True
    return _folded(text) in {_folded(accepted) for accepted in remark.accept}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def after(remarks: Mapping[str, Remark], key: str, remark: Remark) -> dict[str, Remark]:
    """Return remarks with one more; answers that are accepted are added to those before."""
    old = remarks.get(key)
    if old is not None and remark.kind is RemarkKind.ACCEPT and old.kind is RemarkKind.ACCEPT:
        remark = old.with_accepted(remark.accept)
    return {**remarks, key: remark}
