"""How single cards stand."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.banks.catalogue import banks_named
from quiz.desk.plans.dates import read_day
from quiz.errors import QuizError
from quiz.memory import NEW_STATE, MemoryState
from quiz.study import CardRef
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_MOST_DAYS_AHEAD = 36_500


class CardLine(msgspec.Struct, frozen=True, kw_only=True):
    """One card as the learner stands with it."""

    ref: CardRef
    """The card."""
    question: str
    """What it asks, in one line."""
    phase: str
    """`new`, `learning`, `review` or `relearning`."""
    due: str
    """When it comes back, ISO 8601; empty for a new card."""
    chance: float | None
    """Of recalling it now, 0 to 1; None for a new card."""
    stability: float | None
    """Days until recall falls to 90 %; None for a new card."""
    difficulty: float | None
    """1 to 10; None for a new card."""
    reps: int
    """Times it was answered."""
    lapses: int
    """Times it was known and then forgotten."""
    is_suspended: bool
    """Whether it is kept out of reviews until it is unsuspended."""
    is_buried: bool
    """Whether it is kept out of reviews until tomorrow."""


def card_lines(
    desk: "Desk", names: Iterable[str], only: Collection[CardRef] | None = None
) -> list[CardLine]:
    """Return cards in the order of their banks.

    Args:
        desk: Where banks and record are.
        names: Banks, or single cards as `bank/card`; all cards for no name.
        only: Of these, only such cards; None for all.

    Raises:
        QuizError: A name means neither.
    """
    names = tuple(names)
    lines: list[CardLine] = []
    wanted: dict[str, set[str] | None] = {}
    for name in names:
        bank, _slash, card = name.partition("/")
        if bank in desk.library.entries and card:
            cards = wanted.setdefault(bank, set())
            if cards is not None:
                cards.add(card)
        else:
            wanted.update((entry.id, None) for entry in banks_named(desk, (name,)))
    if not wanted:
        wanted = dict.fromkeys(desk.library.entries)
    for bank, cards in wanted.items():
        states = desk.record.states(bank)
        rows = desk.library.cards(desk.library.entries[bank])
        unknown = (cards or set()) - {row.card for row in rows}
        if unknown:
            message = _("no card {card!r} in {bank}; `quiz cards {bank}` lists them")
            raise QuizError(message.format(bank=bank, card=min(unknown)))
        for row in rows:
            if cards is not None and row.card not in cards:
                continue
            if only is not None and CardRef(bank, row.card) not in only:
                continue
            lines.append(_line(desk, CardRef(bank, row.card), states.get(row.card, NEW_STATE)))
    if only is not None and not names:
        here = {line.ref for line in lines}
        gone = [ref for ref in only if ref not in here]
        lines += [_line(desk, ref, desk.record.state(ref.bank, ref.card)) for ref in gone]
    return lines


def _line(desk: "Desk", ref: CardRef, state: MemoryState) -> CardLine:
    today = desk.today
    due = desk.scheduling.scheduler.due_moment(state)
    found = desk.library.item(ref.bank, ref.card)
    return CardLine(
        ref=ref,
        question=found[0].stem if found else "",
        phase=str(state.phase),
        due=due.astimezone(desk.days.zone).isoformat() if due else "",
        chance=desk.recall.now(state, today, desk.now()) if state.reps else None,
        stability=state.stability,
        difficulty=state.difficulty,
        reps=state.reps,
        lapses=state.lapses,
        is_suspended=state.is_suspended,
        is_buried=state.is_away(today) and not state.is_suspended,
    )


def day_named(desk: "Desk", text: str) -> int:
    """Return the study day of a date as people name it, or of a number of days from today.

    Raises:
        QuizError: It is neither, or lies in the past or too far ahead.
    """
    today = desk.today
    day = read_day(text, today).toordinal()
    if not today <= day <= today + _MOST_DAYS_AHEAD:
        message = _("{text!r} must be between today and 100 years from now")
        raise QuizError(message.format(text=text))
    return day
