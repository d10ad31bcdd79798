"""Answers that were given in another program as part of one's own progress.

They are added as a sync adds those of another device, under a device of their own whose name says
the program, so that they can be told from one's own, are there once however often the source is
imported, and can be undone together. What they say of memory is derived by the replay that derives
everything; only a due day that the program had set otherwise is taken from it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2s
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.care.sync import take_up
from quiz.errors import QuizError
from quiz.formats.exchange.exchanged import Imported, PastAnswer, PastChange
from quiz.items import Flashcard, Item
from quiz.items.card import REVERSE
from quiz.items.rating import Rating
from quiz.memory.history import CardAction, Past, PastAction
from quiz.store import CardActionRow, Review, new_uid
from quiz.store.imported import ImportedRows, imported_rows
from quiz.store.lines import RetractionRow
from quiz.store.rows import past_of
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_CREDITS = {Rating.AGAIN: 0.0, Rating.HARD: 0.5, Rating.GOOD: 1.0, Rating.EASY: 1.0}
"""As for a card that one grades oneself."""
_ACTIONS = {
    "suspend": CardAction.SUSPEND,
    "reset": CardAction.FORGET,
    "due": CardAction.SET_DUE,
}
_PROGRAM = re.compile(r"[a-z0-9]+\Z")
_ANY = "import-"
"""Begins the name of every such device."""


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What became part of one's progress."""

    answers: int = 0
    """Answers that were new."""
    cards: int = 0
    """Cards that they are of."""
    left_out: int = 0
    """Answers that lie in the future, as a clock that was wrong gave them."""


def add_answers(desk: "Desk", bank: str, program: str, imported: Imported) -> Added:
    """Add what a learner did in another program; what is there already stays as it is.

    Args:
        desk: Whose progress it is.
        bank: Id of the bank that the questions became.
        program: Name of the format that it was read from.
        imported: What was read; its bank holds the questions that were taken.

    Raises:
        QuizError: The record cannot be backed up or written.
    """
    assert _PROGRAM.match(program), "a format's name is part of the device's"
    cards = _cards(imported.bank.items)
    now = desk.now()
    answers = [one for one in imported.answers if one.card in cards and one.at <= now]
    changes = [one for one in imported.changes if one.card in cards and one.at <= now]
    if not answers and not changes:
        return Added()
    there = _there(desk, bank, program)
    device = _device(bank, program, there)
    known = there.get(device, ImportedRows()).live | there.get(device, ImportedRows()).undone
    rows = _rows(desk, bank, device, cards, answers, changes)
    fresh = [row for row in rows if row.uid not in known]
    if fresh:
        desk.record.back_up(now, "before-import")
        merged = desk.record.merge_many(fresh)
        desk.rebuild_states()
        take_up(desk, merged.banks, has_weights=False)
        desk.recall.forget()
    new = [row for row in fresh if isinstance(row, Review)]
    future = sum(one.card in cards and one.at > now for one in imported.answers)
    return Added(answers=len(new), cards=len({row.card for row in new}), left_out=future)


def undo_answers(desk: "Desk", bank: str) -> int:
    """Undo all that was imported of other programs into a bank's progress; return how many answers.

    Args:
        desk: Whose progress it is.
        bank: Id of the bank.

    Raises:
        QuizError: There is nothing to undo.
    """
    there = _there(desk, bank, "")
    live = [uid for rows in there.values() for uid in sorted(rows.live)]
    if not live:
        raise QuizError(_("no imported answers in {bank}").format(bank=bank))
    now = desk.now()
    desk.record.back_up(now, "before-undo")
    merged = desk.record.merge_many(
        RetractionRow(uid=new_uid(), target=uid, device=desk.record.device, at=now) for uid in live
    )
    desk.rebuild_states()
    take_up(desk, merged.banks | {bank}, has_weights=False)
    desk.recall.forget()
    return sum(rows.answers for rows in there.values())


def _there(desk: "Desk", bank: str, program: str) -> dict[str, ImportedRows]:
    prefix = f"{_ANY}{program}"
    return desk.record.database.read(lambda c: imported_rows(c, desk.record.learner, bank, prefix))


def _device(bank: str, program: str, there: Mapping[str, ImportedRows]) -> str:
    """Return the device of an import: another one once all of an earlier import was undone."""
    digest = blake2s(bank.encode(), digest_size=4).hexdigest()
    number, name = 1, f"{_ANY}{program}-{digest}"
    device = name
    while device in there and there[device].undone and not there[device].live:
        number += 1
        device = f"{name}-{number}"
    return device


def _cards(items: Iterable[Item]) -> dict[str, Item]:
    """Return the question of each card, by the card's name."""
    found: dict[str, Item] = {}
    for item in items:
        found[item.id] = item
        if isinstance(item, Flashcard) and item.reverse:
            found[item.id + REVERSE] = item
    return found


def _rows(
    desk: "Desk",
    bank: str,
    device: str,
    cards: Mapping[str, Item],
    answers: Sequence[PastAnswer],
    changes: Sequence[PastChange],
) -> list[Review | CardActionRow]:
    """Return what was done as rows of the log, in order of time."""
    by_card: dict[str, list[PastAnswer | PastChange]] = {}
    given: list[PastAnswer | PastChange] = [*answers, *changes]
    for one in given:
        by_card.setdefault(one.card, []).append(one)
    found: list[Review | CardActionRow] = []
    for card, events in by_card.items():
        # A due day comes last of one moment: it holds after the answer that it was given by.
        events.sort(key=lambda one: (one.at, isinstance(one, PastChange)))
        found += _card_rows(desk, bank, device, cards[card], events)
    found.sort(key=lambda row: (row.at, row.uid))
    return found


def _card_rows(
    desk: "Desk",
    bank: str,
    device: str,
    item: Item,
    events: Sequence[PastAnswer | PastChange],
) -> list[Review | CardActionRow]:
    found: list[Review | CardActionRow] = []
    past: list[Past] = []
    reps = 0
    for one in events:
        day = desk.days.ordinal(one.at)
        if isinstance(one, PastAnswer):
            review = _review(bank, device, item, one, day, reps)
            found.append(review)
            if review.schedules:
                reps += 1
                past.append(past_of(review))
            continue
        if one.what == "due" and one.day == _due_day(desk, past, one.card):
            continue
        action = CardActionRow(
            uid=_uid(device, one.card, one.at.isoformat(), one.what, one.day),
            device=device, bank=bank, card=one.card, deed=_ACTIONS[one.what], at=one.at, day=day,
            value=one.day,
        )  # fmt: skip
        found.append(action)
        past.append(PastAction(action=action.deed, at=one.at, day=day, value=one.day))
        if one.what == "reset":
            reps = 0
    return found


def _due_day(desk: "Desk", past: Sequence[Past], card: str) -> int | None:
    return desk.scheduling.scheduler.replay(past, card).due_day


def _review(bank: str, device: str, item: Item, one: PastAnswer, day: int, reps: int) -> Review:
    rating = Rating(one.rating)
    credit = _CREDITS[rating]
    return Review(
        uid=_uid(device, one.card, one.at.isoformat(), one.rating),
        device=device,
        bank=bank,
        card=one.card,
        kind=item.kind,
        at=one.at,
        day=day,
        rating=rating,
        schedules=one.schedules,
        credit=credit,
        points=credit * item.points,
        points_of=item.points,
        elapsed_ms=one.elapsed_ms,
        tags=item.tags,
        rep=reps if one.schedules else None,
        interval_days=one.interval_days if one.schedules else None,
    )


def _uid(*parts: object) -> str:
    """Return an id that is the same whenever the same is imported."""
    return blake2s("\x1f".join(map(str, parts)).encode(), digest_size=16).hexdigest()
