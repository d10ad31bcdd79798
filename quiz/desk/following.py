"""Progress follows the questions of a bank that changed, where they are the same."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import msgspec

from quiz.desk.scheduling import Scheduling
from quiz.items import Item
from quiz.library.index import REVERSE, BankEntry
from quiz.library.library import Library
from quiz.library.likeness import Fingerprint, renamed
from quiz.store import Record, SeenQuestion
from quiz.translation import ngettext

_NOTE = "changed questions"
"""Under this the record keeps what the learner is to be asked about."""
Noted = dict[str, list[tuple[str, str]]]
"""By bank, the ids of questions as they were and as they are."""


class Progress(Protocol):
    """What following needs of the desk, which is above it."""

    library: Library
    """The banks as they are now."""
    record: Record
    """The banks as they were when last seen, and what is known of their cards."""
    scheduling: Scheduling
    """Works out states again for cards under new names."""
    notices: list[str]
    """What to tell the learner once; what happened is added."""
    now: Callable[[], datetime]
    """Gives the time, UTC."""


def follow(desk: Progress, entry: BankEntry) -> None:
    """Look at a bank that changed: carry progress along, tell what changed, note what to ask."""
    seen = desk.record.seen_questions(entry.id)
    now = questions_now(desk, entry)
    learned = learned_items(desk, entry)
    moved = _moved(desk, entry, seen, now, learned)
    same_text = {old: new for old, new in moved.items() if _words(seen[old]) == _words(now[new])}
    moved = {old: new for old, new in moved.items() if old not in same_text}
    for old, new in same_text.items():
        move(desk, entry.id, old, new, now[new])
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
        noted = noted_changes(desk)
        noted[entry.id] = [*dict.fromkeys((*noted.get(entry.id, []), *asked))]
        note_changes(desk, noted)
        words = ngettext(
            "{bank}: {n} question changed. Does your progress still apply? Press g "
            "on Home to decide (`quiz doctor` lists it)",
            "{bank}: {n} questions changed. Does your progress still apply? Press g "
            "on Home to decide (`quiz doctor` lists them)",
            len(asked),
        )
        desk.notices.append(words.format(bank=entry.title, n=len(asked)))


def see(desk: Progress, entry: BankEntry) -> None:
    """Keep how the learned questions of a bank are now, where that is not kept yet."""
    seen = desk.record.seen_questions(entry.id)
    now = questions_now(desk, entry)
    missing = {item: now[item] for item in learned_items(desk, entry) if item in now}
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


def noted_changes(desk: Progress) -> Noted:
    """Return which questions the learner is to be asked about."""
    try:
        return msgspec.json.decode(desk.record.meta(_NOTE) or "{}", type=Noted)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return {}


def note_changes(desk: Progress, noted: Noted) -> None:
    """Keep which questions the learner is to be asked about."""
    desk.record.put_meta(_NOTE, msgspec.json.encode(noted).decode())


def move(desk: Progress, bank: str, old: str, new: str, question: SeenQuestion) -> None:
    """Let the progress of a question go on under another id.

    Args:
        desk: The banks and the record.
        bank: Id of the bank.
        old: The item's id as it was.
        new: As it is now.
        question: The question as it is now.
    """
    moves = {old + side: new + side for side in ("", REVERSE)}
    states = desk.record.states(bank)
    moves = {before: after for before, after in moves.items() if before in states}
    desk.record.rename_cards(bank, moves, desk.now(), desk.scheduling.scheduler.replay)
    desk.record.forget_questions(bank, [old])
    desk.record.put_seen_questions(bank, {new: question})


def learned_items(desk: Progress, entry: BankEntry) -> set[str]:
    """Return the ids of a bank's questions that were answered."""
    states = desk.record.states(entry.id)
    return {card.partition(REVERSE)[0] for card, state in states.items() if state.reps}


def questions_now(desk: Progress, entry: BankEntry) -> dict[str, SeenQuestion]:
    """Return a bank's questions as they are now, by id."""
    return {
        item: SeenQuestion(
            question=fingerprint.question,
            answer=fingerprint.answer,
            has_written_id=fingerprint.has_written_id,
        )
        for item, fingerprint in desk.library.fingerprints(entry).items()
    }


def _answers_changed(
    seen: dict[str, SeenQuestion], now: dict[str, SeenQuestion], learned: set[str]
) -> list[str]:
    return [
        item
        for item, before in seen.items()
        if item in learned and item in now and before.answer != now[item].answer
    ]


def _moved(
    desk: Progress,
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
    distinct = desk.record.distinct_pairs(entry.id)
    found = renamed(
        {item: _fingerprint(question) for item, question in gone.items()},
        {item: _fingerprint(question) for item, question in fresh.items()},
    )
    return {
        old: new
        for old, new in found.items()
        if (old, new) not in distinct
        and (seen[old].answer == now[new].answer or _words(seen[old])[0] == _words(now[new])[0])
    }


def _fingerprint(question: SeenQuestion) -> Fingerprint:
    return Fingerprint(question.has_written_id, question.question, question.answer)


def _words(question: SeenQuestion) -> tuple[list[str], str]:
    """Return what a question is but for case, spaces and punctuation."""
    return re.findall(r"\w+", question.question.casefold()), question.answer


def _kept_words(entry: BankEntry, count: int) -> str:
    words = ngettext(
        "{bank}: kept your progress for {n} changed question",
        "{bank}: kept your progress for {n} changed questions",
        count,
    )
    return words.format(bank=entry.title, n=count)
