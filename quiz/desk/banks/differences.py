"""What changed between two versions of a bank, question by question, and in words."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

import msgspec

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.items import Bank, Item
from quiz.items.wording import stem_text
from quiz.library.likeness import Fingerprint, renamed
from quiz.translation import _, ngettext

_MOST_SHOWN = 10
"""Questions that are named of each sort; the others are counted."""
_LONGEST = 70


class How(StrEnum):
    """How a question changed."""

    ADDED = "added"
    """It is new."""
    ANSWER = "answer"
    """Another answer is right."""
    WORDING = "wording"
    """It asks in other words; the answer is the same."""
    OTHER = "other"
    """Neither: its wrong options, its explanation, its topics."""
    REMOVED = "removed"
    """It is gone."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A question that changed."""

    how: How
    """How."""
    item: str
    """Its id now; of a removed one, as it was."""
    question: str
    """What it asks now, one line; of a removed one, what it asked."""
    before: str = ""
    """What changed of it, as it was: the answer or the question, one line."""
    after: str = ""
    """The same as it is now."""


def differences(old: Bank, new: Bank) -> tuple[Difference, ...]:
    """Return how the questions of a bank changed: the new version's in its order, then the gone."""
    before = {item.id: item for item in old.items}
    now = {item.id: item for item in new.items}
    gone = {name: item for name, item in before.items() if name not in now}
    fresh = {name: item for name, item in now.items() if name not in before}
    former = {new: old for old, new in renamed(_prints(gone), _prints(fresh)).items()}
    found: list[Difference] = []
    for item in new.items:
        was = before.get(former.get(item.id, item.id))
        change = _change(was, item)
        if change is not None:
            found.append(change)
    lives_on = set(former.values())
    found += [
        Difference(how=How.REMOVED, item=name, question=_asked(item))
        for name, item in gone.items()
        if name not in lives_on
    ]
    return tuple(found)


def _prints(items: Mapping[str, Item]) -> dict[str, Fingerprint]:
    return {
        name: Fingerprint(item.has_written_id, item.stem, "\n".join(item.solution))
        for name, item in items.items()
    }


def _change(was: Item | None, item: Item) -> Difference | None:
    if was is None:
        return Difference(how=How.ADDED, item=item.id, question=_asked(item))
    if was == item or msgspec.structs.replace(was, id=item.id) == item:
        return None
    asked, answer = _asked(item), _answer(item)
    if was.solution != item.solution:
        before = _answer(was)
        return Difference(how=How.ANSWER, item=item.id, question=asked, before=before, after=answer)
    if was.stem != item.stem:
        before = _asked(was)
        return Difference(how=How.WORDING, item=item.id, question=asked, before=before, after=asked)
    return Difference(how=How.OTHER, item=item.id, question=asked)


def _asked(item: Item) -> str:
    return clean_line(stem_text(item))


def _answer(item: Item) -> str:
    return clean_line("; ".join(item.solution))


def summary(found: tuple[Difference, ...]) -> str:
    """Return how many questions changed and how, in a line; empty where none did."""
    counts = {how: sum(one.how is how for one in found) for how in How}
    words = {
        How.ADDED: ngettext("{n} question added", "{n} questions added", counts[How.ADDED]),
        How.ANSWER: ngettext("{n} answer changed", "{n} answers changed", counts[How.ANSWER]),
        How.WORDING: ngettext("{n} reworded", "{n} reworded", counts[How.WORDING]),
        How.OTHER: ngettext("{n} changed otherwise", "{n} changed otherwise", counts[How.OTHER]),
        How.REMOVED: ngettext("{n} removed", "{n} removed", counts[How.REMOVED]),
    }
    return ", ".join(text.format(n=counts[how]) for how, text in words.items() if counts[how])


def lines(found: tuple[Difference, ...]) -> Iterator[str]:
    """Yield a line for each question that changed, the first of each sort; clean."""
    for how in How:
        of_it = [one for one in found if one.how is how]
        for one in of_it[:_MOST_SHOWN]:
            yield _line(one)
        more = len(of_it) - _MOST_SHOWN
        if more > 0:
            yield "  " + ngettext("and {n} more", "and {n} more", more).format(n=more)


def _line(one: Difference) -> str:
    question = clip(one.question, _LONGEST)
    before, after = clip(one.before, _LONGEST), clip(one.after, _LONGEST)
    match one.how:
        case How.ADDED:
            return f"+ {question}"
        case How.REMOVED:
            return f"- {question}"
        case How.ANSWER:
            words = _("answer was '{before}', now '{after}'").format(before=before, after=after)
            return f"~ {question} ({words})"
        case How.WORDING:
            words = _("was: {before}").format(before=before)
            return f"~ {question} ({words})"
        case How.OTHER:
            words = _("options, explanation or topics")
            return f"~ {question} ({words})"
