"""Questions that changed: progress goes on where they are the same, and the learner is asked."""

import re
from typing import TYPE_CHECKING

import msgspec

from quiz.items import Item
from quiz.library.index import REVERSE, BankEntry
from quiz.library.likeness import Fingerprint, renamed
from quiz.memory import Deed
from quiz.store import SeenQuestion
from quiz.study import CardRef
from quiz.words import ngettext

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_NOTE = "changed questions"
"""Under this the record keeps what the learner is to be asked about."""
_Noted = dict[str, list[tuple[str, str]]]
"""By bank, the ids of questions as they were and as they are."""


class ChangedQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question that was answered before, and is another now, or may be."""

    bank: str
    title: str
    """Of the bank."""
    old_item: str
    """The item's id as it was."""
    new_item: str
    """As it is now; the same where the author gave it one."""
    before: SeenQuestion
    after: SeenQuestion

    @property
    def is_moved(self) -> bool:
        """Whether it is only likely that both are the same question."""
        return self.old_item != self.new_item


def follow(desk: "Desk", entry: BankEntry) -> None:
    """Look at a bank that changed: carry progress along, tell what changed, note what to ask."""
    seen = desk.record.seen_questions(entry.id)
    now = _now(desk, entry)
    learned = _learned_items(desk, entry)
    moved = _moved(desk, entry, seen, now, learned)
    same_text = {old: new for old, new in moved.items() if _words(seen[old]) == _words(now[new])}
    moved = {old: new for old, new in moved.items() if old not in same_text}
    for old, new in same_text.items():
        _move(desk, entry.id, old, new, now[new])
    if same_text:
        desk.notices.append(_kept_words(entry, len(same_text)))
    reworded = {
        item: now[item]
        for item, before in seen.items()
        if item in learned
        and item in now
        and before.question != now[item].question
        and before.answer == now[item].answer
    }
    if reworded:
        desk.record.put_seen_questions(entry.id, reworded)
        desk.notices.append(_kept_words(entry, len(reworded)))
    asked = [*moved.items()] + [(item, item) for item in _answers_changed(seen, now, learned)]
    if asked:
        noted = _noted(desk)
        noted[entry.id] = [*dict.fromkeys((*noted.get(entry.id, []), *asked))]
        _note(desk, noted)
        words = ngettext(
            "{bank}: {n} question changed. Does your progress still apply? Press g "
            "on Home to decide (`quiz doctor` lists it)",
            "{bank}: {n} questions changed. Does your progress still apply? Press g "
            "on Home to decide (`quiz doctor` lists them)",
            len(asked),
        )
        desk.notices.append(words.format(bank=entry.title, n=len(asked)))


def see(desk: "Desk", entry: BankEntry) -> None:
    """Keep how the learned questions of a bank are now, where that is not kept yet."""
    seen = desk.record.seen_questions(entry.id)
    now = _now(desk, entry)
    missing = {item: now[item] for item in _learned_items(desk, entry) if item in now}
    missing = {item: question for item, question in missing.items() if item not in seen}
    if missing:
        desk.record.put_seen_questions(entry.id, missing)


def seen_question(item: Item) -> SeenQuestion:
    """Return a question as it is now."""
    return SeenQuestion(
        question=item.stem,
        answer="\n".join(item.solution),
        has_written_id=item.has_written_id,
    )


def pending(desk: "Desk") -> list[ChangedQuestion]:
    """Return the questions that the learner is to be asked about."""
    noted = _noted(desk)
    found: list[ChangedQuestion] = []
    left: _Noted = {}
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
        _note(desk, left)
    return found


def keep(desk: "Desk", change: ChangedQuestion) -> None:
    """Let the progress of a question go on: it is the same, or asks for the same knowledge."""
    if change.is_moved:
        _move(desk, change.bank, change.old_item, change.new_item, change.after)
    else:
        desk.record.put_seen_questions(change.bank, {change.new_item: change.after})


def start_anew(desk: "Desk", change: ChangedQuestion) -> None:
    """Begin a question as a new one: what was known of the old one says nothing of it."""
    if change.is_moved:
        desk.record.part(change.bank, change.old_item, change.new_item)
        return
    for side in ("", REVERSE):
        ref = CardRef(change.bank, change.new_item + side)
        if desk.record.state(ref.bank, ref.card).reps:
            desk.do(ref, Deed.FORGET)
    desk.record.put_seen_questions(change.bank, {change.new_item: change.after})


def _still_asked(
    desk: "Desk", entry: BankEntry, pairs: list[tuple[str, str]]
) -> list[ChangedQuestion]:
    """Return what is still to be asked: the bank may have changed again, or have been answered."""
    seen = desk.record.seen_questions(entry.id)
    now = _now(desk, entry)
    learned = _learned_items(desk, entry)
    parted = desk.record.parted(entry.id)
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
        and (old, new) not in parted
    ]


def _answers_changed(
    seen: dict[str, SeenQuestion], now: dict[str, SeenQuestion], learned: set[str]
) -> list[str]:
    return [
        item
        for item, before in seen.items()
        if item in learned and item in now and before.answer != now[item].answer
    ]


def _moved(
    desk: "Desk",
    entry: BankEntry,
    seen: dict[str, SeenQuestion],
    now: dict[str, SeenQuestion],
    learned: set[str],
) -> dict[str, str]:
    """Return the new id of each learned question that is gone and lives on, it seems.

    Only a question that was not in the bank before the edit can be one; and of two whose answers
    differ only those that ask in the same words are alike: "the capital of Italy" is not that of
    Togo.
    """
    there_before = desk.record.seen_items(entry.id)
    gone = {item: seen[item] for item in learned if item in seen and item not in now}
    fresh = {item: question for item, question in now.items() if item not in there_before}
    if not gone or not fresh:
        return {}
    parted = desk.record.parted(entry.id)
    found = renamed(
        {item: _fingerprint(question) for item, question in gone.items()},
        {item: _fingerprint(question) for item, question in fresh.items()},
    )
    return {
        old: new
        for old, new in found.items()
        if (old, new) not in parted
        and (seen[old].answer == now[new].answer or _words(seen[old])[0] == _words(now[new])[0])
    }


def _move(desk: "Desk", bank: str, old: str, new: str, question: SeenQuestion) -> None:
    moves = {old + side: new + side for side in ("", REVERSE)}
    states = desk.record.states(bank)
    moves = {before: after for before, after in moves.items() if before in states}
    desk.record.rename_cards(bank, moves, desk.now(), desk.scheduling.scheduler.replay)
    desk.record.forget_questions(bank, [old])
    desk.record.put_seen_questions(bank, {new: question})


def _learned_items(desk: "Desk", entry: BankEntry) -> set[str]:
    states = desk.record.states(entry.id)
    return {card.partition(REVERSE)[0] for card, state in states.items() if state.reps}


def _now(desk: "Desk", entry: BankEntry) -> dict[str, SeenQuestion]:
    return {
        item: SeenQuestion(
            question=fingerprint.question,
            answer=fingerprint.answer,
            has_written_id=fingerprint.has_written_id,
        )
        for item, fingerprint in desk.library.fingerprints(entry).items()
    }


def _fingerprint(question: SeenQuestion) -> Fingerprint:
    return Fingerprint(question.has_written_id, question.question, question.answer)


def _words(question: SeenQuestion) -> tuple[list[str], str]:
    """Return what a question is but for case, spaces and punctuation."""
    return re.findall(r"\w+", question.question.casefold()), question.answer


def _noted(desk: "Desk") -> _Noted:
    try:
        return msgspec.json.decode(desk.record.note(_NOTE) or "{}", type=_Noted)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return {}


def _note(desk: "Desk", noted: _Noted) -> None:
    desk.record.put_note(_NOTE, msgspec.json.encode(noted).decode())


def _kept_words(entry: BankEntry, count: int) -> str:
    words = ngettext(
        "{bank}: kept your progress for {n} changed question",
        "{bank}: kept your progress for {n} changed questions",
        count,
    )
    return words.format(bank=entry.title, n=count)
