"""Questions that changed: progress goes on where they are the same, and the learner is asked."""

from typing import TYPE_CHECKING

import msgspec

from quiz.desk.following import (
    Noted,
    learned_items,
    move,
    note_changes,
    noted_changes,
    questions_now,
)
from quiz.library.index import REVERSE, BankEntry
from quiz.memory import CardAction
from quiz.store import SeenQuestion
from quiz.study import CardRef

if TYPE_CHECKING:
    from quiz.desk.desk import Desk


class ChangedQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question that was answered before, and is another now, or may be."""

    bank: str
    """Id of its bank."""
    title: str
    """Of the bank."""
    old_item: str
    """The item's id as it was."""
    new_item: str
    """As it is now; the same where the author gave it one."""
    before: SeenQuestion
    """The question as it was learned."""
    after: SeenQuestion
    """The question as it is now."""

    @property
    def is_moved(self) -> bool:
        """Whether it is only likely that both are the same question."""
        return self.old_item != self.new_item


def changed_questions(desk: "Desk") -> list[ChangedQuestion]:
    """Return the questions that the learner is to be asked about."""
    noted = noted_changes(desk)
    found: list[ChangedQuestion] = []
    left: Noted = {}
    for bank, pairs in noted.items():
        entry = desk.library.entries.get(bank)
        if entry is None:
            left[bank] = pairs
            continue
        asked = _still_asked(desk, entry, pairs)
        found += asked
        if asked:
            left[bank] = [(change.old_item, change.new_item) for change in asked]
    if left != noted:
        note_changes(desk, left)
    return found


def keep_changed(desk: "Desk", change: ChangedQuestion) -> None:
    """Let the progress of a question go on: it is the same, or asks for the same knowledge."""
    if change.is_moved:
        move(desk, change.bank, change.old_item, change.new_item, change.after)
    else:
        desk.record.put_seen_questions(change.bank, {change.new_item: change.after})
    _take_up(desk, change.bank)


def restart_changed(desk: "Desk", change: ChangedQuestion) -> None:
    """Begin a question as a new one: what was known of the old one says nothing of it."""
    if change.is_moved:
        desk.record.part(change.bank, change.old_item, change.new_item)
    else:
        for side in ("", REVERSE):
            ref = CardRef(change.bank, change.new_item + side)
            if desk.record.state(ref.bank, ref.card).reps:
                desk.do(ref, CardAction.FORGET)
        desk.record.put_seen_questions(change.bank, {change.new_item: change.after})
    _take_up(desk, change.bank)


def _take_up(desk: "Desk", bank: str) -> None:
    """Let the desk see that cards of a bank changed."""
    desk.scheduling.recount()
    desk.recall.forget()
    if bank in desk.library.entries:
        desk.sync_bank(desk.library.entries[bank])


def _still_asked(
    desk: "Desk", entry: BankEntry, pairs: list[tuple[str, str]]
) -> list[ChangedQuestion]:
    """Return what is still to be asked: the bank may have changed again, or have been answered."""
    seen = desk.record.seen_questions(entry.id)
    now = questions_now(desk, entry)
    learned = learned_items(desk, entry)
    distinct = desk.record.distinct_pairs(entry.id)
    return [
        ChangedQuestion(
            bank=entry.id,
            title=entry.title,
            old_item=old,
            new_item=new,
            before=seen[old],
            after=now[new],
        )
        for old, new in pairs
        if old in seen
        and old in learned
        and new in now
        and (old not in now if old != new else seen[old].answer != now[new].answer)
        and (old, new) not in distinct
    ]
