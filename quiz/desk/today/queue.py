"""The cards of a review: what the record says is due, then new ones from the library."""

from collections.abc import Container, Sequence
from random import Random
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.drawing import in_telling_order
from quiz.items import RECOGNISED
from quiz.library.config import BankConfig, Config
from quiz.library.index import REVERSE, BankEntry
from quiz.memory import (
    NEW_STATE,
    Limits,
    MemoryState,
    Phase,
    QueueCard,
    family_of,
    one_of_a_fact,
    parted,
    review_queue,
)
from quiz.store import DayLimit, DayTotals
from quiz.study import CardRef, Request

if TYPE_CHECKING:
    from quiz.desk.desk import Desk
    from quiz.desk.plans.plan import ExamPlan

Facts = dict[str, dict[str, str]]
"""The fact of each question that names one, by bank and question."""
ALL_BANKS = ""
"""Stands for all banks where limits of a day alone are kept."""
_UNBOUND = 1_000_000
_ENOUGH = 2
_SPARE = 50
"""More are looked at than the day holds: the likeliest forgotten come first, and siblings wait."""


def review_cards(desk: "Desk", request: Request, entries: Sequence[BankEntry]) -> list[CardRef]:
    """Return the cards to review now, in order."""
    left, by_bank = left_today(desk)
    # An option asks for so many now, whatever was done today; the usual limits are a day's.
    if request.new_cards is not None:
        left = msgspec.structs.replace(left, new_cards=request.new_cards)
    if request.reviews is not None:
        left = msgspec.structs.replace(left, reviews=request.reviews)
    if request.new_cards is not None or request.reviews is not None:
        by_bank = {}
    plans = desk.exam_plans(tells_known=False)
    if request.exam:
        plans = [plan for plan in plans if plan.exam.uid == request.exam]
        left, by_bank = Limits(new_cards=0, reviews=0), {}
    today = desk.today
    facts = {entry.id: facts for entry in entries if (facts := desk.library.facts(entry))}
    seen = _families_seen(desk, facts)
    planned, decided = _planned(desk, plans, entries, request)
    planned = one_of_a_fact([_with_fact(card, facts) for card in planned], seen)
    due = [
        card
        for card in _due_cards(desk, entries, facts, _ENOUGH * left.reviews + _SPARE)
        # While an exam is set, its plan says which of its cards come; steps begun today are
        # finished, and those of days before are the plan's.
        if (CardRef(card.bank, card.card) not in decided and not request.exam)
        or (card.phase.is_learning and card.last_day == today and _is_asked(card, request, decided))
    ]
    cards = [*due, *_new_cards(desk, entries, left.new_cards, decided)]
    queue = review_queue(
        {(card.bank, card.card): card for card in cards}.values(),
        desk.now(),
        desk.today,
        left,
        rng=Random(desk.today),
        left_by_bank=by_bank,
        seen={*seen, *(card.family for card in planned)},
        model=desk.scheduling.scheduler.model,
    )
    steps = [card for card in queue if card.phase.is_learning]
    rest = [card for card in queue if not card.phase.is_learning]
    refs = [CardRef(card.bank, card.card) for card in parted([*steps, *planned, *rest])]
    # Steps have their time; of the others none comes after a prompt that prints its answer.
    return [*refs[: len(steps)], *in_telling_order(desk, refs[len(steps) :])]


def _families_seen(desk: "Desk", facts: Facts) -> set[tuple[str, str]]:
    """Return the facts of which a card was reviewed today."""
    return {
        family_of(bank, "", fact)
        for bank, facts_there in facts.items()
        for card, how in desk.record.seen_cards(bank, desk.today).items()
        if how == 1 and (fact := facts_there.get(card.partition(REVERSE)[0]))
    }


def _with_fact(card: QueueCard, facts: Facts) -> QueueCard:
    fact = facts.get(card.bank, {}).get(card.item, "")
    return msgspec.structs.replace(card, fact=fact) if fact else card


def _is_asked(card: QueueCard, request: Request, decided: Container[CardRef]) -> bool:
    """Return whether a step that was begun today is finished in this review."""
    return not request.exam or CardRef(card.bank, card.card) in decided


def _planned(
    desk: "Desk", plans: "Sequence[ExamPlan]", entries: Sequence[BankEntry], request: Request
) -> tuple[list[QueueCard], set[CardRef]]:
    """Return the cards of today's plans in order, and all that the plans decide about."""
    if not plans:
        return [], set()
    from quiz.desk.plans.plan import covered, todays_cards

    banks = {entry.id for entry in entries}
    states = {bank: desk.record.states(bank) for bank in banks}
    chosen: list[QueueCard] = []
    new = reviews = 0
    for ref in todays_cards(plans):
        if ref.bank not in banks:
            continue
        state = states[ref.bank].get(ref.card, NEW_STATE)
        is_begun = state.phase.is_learning and state.last_day == desk.today
        if state.is_away(desk.today) or is_begun:
            continue
        is_new = state.phase is Phase.NEW
        most = request.new_cards if is_new else request.reviews
        if most is not None and (new if is_new else reviews) >= most:
            continue
        new, reviews = new + is_new, reviews + (not is_new)
        chosen.append(_queue_card(ref.bank, ref.card, state))
    return chosen, covered(plans)


def left_today(desk: "Desk") -> tuple[Limits, dict[str, Limits]]:
    """Return how many new cards and reviews today still holds, in all and of banks with limits.

    What was set for today alone goes before the settings.
    """
    done, done_by_bank = desk.record.today_by_bank(desk.today)
    only_today = desk.record.day_limits(desk.today)
    left = _left(desk.config, only_today.get(ALL_BANKS), done)
    by_bank = {}
    for bank in desk.config.banks.keys() | only_today.keys() - {ALL_BANKS}:
        own = desk.config.banks.get(bank, BankConfig())
        bound = BankConfig(
            new_cards=_UNBOUND if own.new_cards is None else own.new_cards,
            reviews=_UNBOUND if own.reviews is None else own.reviews,
        )
        by_bank[bank] = _left(bound, only_today.get(bank), done_by_bank.get(bank, DayTotals()))
    return left, by_bank


def _left(usual: Config | BankConfig, today: DayLimit | None, done: DayTotals) -> Limits:
    new_cards, reviews = usual.new_cards or 0, usual.reviews or 0
    if today is not None and today.new_cards is not None:
        new_cards = today.new_cards
    if today is not None and today.reviews is not None:
        reviews = today.reviews
    return Limits(
        new_cards=max(0, new_cards - done.new_cards), reviews=max(0, reviews - done.reviews)
    )


def _due_cards(
    desk: "Desk", entries: Sequence[BankEntry], facts: Facts, most: int
) -> list[QueueCard]:
    """Return the cards on learning steps and those due; where too many are, those due longest."""
    return [
        QueueCard(
            bank=row.bank,
            card=row.card,
            item=row.card.partition(REVERSE)[0],
            phase=row.phase,
            due_at=row.due_at,
            due_day=row.due_day,
            stability=row.stability,
            last_day=row.last_day,
            position=0,
            fact=facts.get(row.bank, {}).get(row.card.partition(REVERSE)[0], ""),
        )
        for row in desk.record.queue_rows({entry.id for entry in entries}, desk.today, most)
    ]


def _new_cards(
    desk: "Desk", entries: Sequence[BankEntry], most: int, decided: Container[CardRef]
) -> list[QueueCard]:
    """Return the first new cards in written order, a few more than `most` for siblings.

    Those that a plan decides about are left out.
    """
    found: list[QueueCard] = []
    if most <= 0:
        return found
    new, today = 0, desk.today
    learned = desk.record.learned_counts()
    for entry in entries:
        if new >= _ENOUGH * most:
            break
        if learned.get(entry.id, 0) >= entry.cards:
            continue
        seen = desk.record.seen_cards(entry.id, today)
        rows = desk.library.cards(entry)
        to_recognise = {
            row.fact for row in rows if row.fact and row.kind in RECOGNISED and row.card not in seen
        }
        for row in rows:
            how = seen.get(row.card)
            # What is to be recalled waits until its fact was recognised.
            if how is None and row.fact in to_recognise and row.kind not in RECOGNISED:
                continue
            if how is None:
                if CardRef(entry.id, row.card) in decided:
                    continue
                new += 1
                phase, last_day = Phase.NEW, None
            elif how == 1:  # one seen today keeps its siblings away
                phase, last_day = Phase.REVIEW, today
            else:
                continue
            found.append(
                QueueCard(
                    bank=entry.id,
                    card=row.card,
                    item=row.item,
                    phase=phase,
                    last_day=last_day,
                    position=row.position,
                    passage=row.passage,
                    fact=row.fact,
                )
            )
            if new >= _ENOUGH * most:
                break
    return found


def _queue_card(bank: str, card: str, state: MemoryState) -> QueueCard:
    return QueueCard(
        bank=bank,
        card=card,
        item=card.partition(REVERSE)[0],
        phase=state.phase,
        due_at=state.due_at,
        due_day=state.due_day,
        stability=state.stability,
        last_day=state.last_day,
        position=0,
    )
