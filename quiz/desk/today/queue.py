"""The cards of a review: what the record says is due, then new ones from the library."""

from collections import deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, takewhile
from random import Random
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.plans import exam_plans
from quiz.desk.today.limits import left_today
from quiz.items import RECOGNISED
from quiz.library.index import REVERSE, BankEntry, CardRow
from quiz.memory import (
    NEW_STATE,
    Limits,
    MemoryState,
    Phase,
    QueueCard,
    family_of,
    one_of_a_fact,
    review_queue,
    with_siblings_apart,
)
from quiz.store import DueRow
from quiz.study import CardRef, Mode, Request

if TYPE_CHECKING:
    from quiz.desk.desk import Desk
    from quiz.desk.plans.plan import ExamPlan

REVIEW = Request(mode=Mode.REVIEW)
"""A review of all that today holds."""
Facts = dict[str, dict[str, str]]
"""The fact of each question that names one, by bank and question."""
_ENOUGH = 2
_SPARE = 50
"""More are looked at than the day holds: the likeliest forgotten come first, and siblings wait."""
_ALL = 1_000_000
_BANKS_AT_A_TIME = 5
"""So many banks take turns with their new cards."""


def review_cards(desk: "Desk", request: Request = REVIEW) -> list[CardRef]:
    """Return the cards to review now in the order of asking: those of `todays_queue`.

    Raises:
        QuizError: There is no bank at all.
    """
    # Home counts the queue without drawing it, and needs neither.
    from quiz.desk.banks.catalogue import banks_with
    from quiz.desk.today.giveaways import in_telling_order

    queue = todays_queue(desk, request, entries=banks_with(desk, request.banks))
    refs = [CardRef(card.bank, card.card) for card in queue]
    steps = sum(1 for _ in takewhile(lambda card: card.phase.is_learning, queue))
    # Steps have their time; of the others none comes after a prompt that prints its answer.
    return [*refs[:steps], *in_telling_order(desk.library, refs[steps:])]


def todays_queue(
    desk: "Desk",
    request: Request = REVIEW,
    *,
    entries: Sequence[BankEntry] | None = None,
    plans: "Sequence[ExamPlan] | None" = None,
    more_new: int = 0,
) -> list[QueueCard]:
    """Return the cards to review now: steps, cards that were learned, and new ones.

    Of the learned and of the new ones those that plans choose come first.

    Args:
        desk: Where banks and record are.
        request: Which of them, and how many.
        entries: The banks; None for all that were read.
        plans: The exam plans as they stand today; None to have them worked out.
        more_new: New cards beyond those that today holds.
    """
    if entries is None:
        entries = tuple(desk.library.entries.values())
    if plans is None:
        plans = exam_plans(desk, tells_known=False)
    if request.exam:
        plans = [plan for plan in plans if plan.exam.uid == request.exam]
    today, now = desk.today, desk.now()
    left, by_bank = _left(desk, request, more_new)
    planned, decided = _planned(desk, plans, entries, request)
    rows = _rows(desk, entries, left, by_bank, is_planned=bool(decided))
    facts = {
        bank: facts
        for bank in {row.bank for row in rows} | {card.bank for card in planned}
        if (facts := desk.library.facts(desk.library.entries[bank]))
    }
    seen = _families_seen(desk, facts)
    planned = one_of_a_fact([_with_fact(card, facts) for card in planned], seen)
    due = [
        _with_fact(_due_card(row), facts) for row in rows if _is_asked(row, today, request, decided)
    ]
    queue = review_queue(
        due,
        now,
        today,
        _without(left, planned, request),
        rng=Random(today),
        new=_new_cards(desk, entries, decided, by_bank),
        left_by_bank=by_bank,
        seen={*seen, *(card.family for card in planned)},
        model=desk.scheduling.scheduler.model,
    )
    steps = [card for card in queue if card.phase.is_learning]
    if planned:  # steps come before their time only when nothing else is left
        steps = [card for card in steps if card.due_at is None or card.due_at <= now]
    rest = [card for card in queue if not card.phase.is_learning]
    # What was learned comes before what is new, whoever chose it; of each, what plans choose first.
    ordered = sorted((*planned, *rest), key=lambda card: card.phase is Phase.NEW)
    return with_siblings_apart([*steps, *ordered])


def _left(desk: "Desk", request: Request, more_new: int) -> tuple[Limits, dict[str, Limits]]:
    """Return how many cards a review may ask, in all and of banks with limits of their own."""
    if request.exam:
        return Limits(new_cards=0, reviews=0), {}
    left, by_bank = left_today(desk)
    # An option asks for so many now, whatever was done today; the usual limits are a day's.
    new_cards = left.new_cards if request.new_cards is None else request.new_cards
    reviews = left.reviews if request.reviews is None else request.reviews
    if request.new_cards is not None or request.reviews is not None:
        by_bank = {}
    return Limits(new_cards=new_cards + more_new, reviews=reviews), by_bank


def _without(left: Limits, planned: Iterable[QueueCard], request: Request) -> Limits:
    """Return what is left besides planned cards, which count where a review has its own limits."""
    new = [card.phase is Phase.NEW for card in planned]
    new_cards = left.new_cards - (sum(new) if request.new_cards is not None else 0)
    reviews = left.reviews - (len(new) - sum(new) if request.reviews is not None else 0)
    return Limits(new_cards=max(0, new_cards), reviews=max(0, reviews))


def _rows(
    desk: "Desk",
    entries: Iterable[BankEntry],
    left: Limits,
    by_bank: Mapping[str, Limits],
    *,
    is_planned: bool,
) -> list[DueRow]:
    """Return the cards on learning steps and enough of those due, the longest due first."""
    # Those that plans decide about are left out later: who knows how many of them come first.
    most = _ALL if is_planned else _enough(left.reviews)
    most_of_bank = {} if is_planned else {b: _enough(own.reviews) for b, own in by_bank.items()}
    banks = {entry.id for entry in entries}
    return desk.record.queue_rows(banks, desk.today, most, most_of_bank)


def _enough(count: int) -> int:
    return _ENOUGH * count + _SPARE if count else 0


def _families_seen(desk: "Desk", facts: Facts) -> set[tuple[str, str]]:
    """Return the facts of which a card was reviewed today."""
    today = desk.today
    return {
        family_of(bank, "", fact)
        for bank, facts_there in facts.items()
        for card, how in desk.record.seen_cards(bank, today).items()
        if how == 1 and (fact := facts_there.get(card.partition(REVERSE)[0]))
    }


def _with_fact(card: QueueCard, facts: Facts) -> QueueCard:
    fact = facts.get(card.bank, {}).get(card.item, "")
    return msgspec.structs.replace(card, fact=fact) if fact else card


def _is_asked(row: DueRow, today: int, request: Request, decided: Container[CardRef]) -> bool:
    """Return whether a card that the record calls due is left to this review by the plans.

    While an exam is planned for, its plan says which of its cards come; steps begun today are
    finished, and those of days before are the plan's.
    """
    is_decided = CardRef(row.bank, row.card) in decided
    if is_decided or request.exam:
        return is_decided and row.phase.is_learning and row.last_day == today
    return True


def _planned(
    desk: "Desk", plans: "Sequence[ExamPlan]", entries: Sequence[BankEntry], request: Request
) -> tuple[list[QueueCard], set[CardRef]]:
    """Return the cards of today's plans in order, and all that the plans decide about."""
    if not plans:
        return [], set()
    from quiz.desk.plans.plan import covered, todays_cards

    banks = {entry.id for entry in entries}
    refs = [ref for ref in todays_cards(plans) if ref.bank in banks]
    states = {bank: desk.record.states(bank) for bank in {ref.bank for ref in refs}}
    chosen: list[QueueCard] = []
    today, new, reviews = desk.today, 0, 0
    for ref in refs:
        state = states[ref.bank].get(ref.card, NEW_STATE)
        is_begun = state.phase.is_learning and state.last_day == today
        if state.is_away(today) or is_begun:
            continue
        is_new = state.phase is Phase.NEW
        most = request.new_cards if is_new else request.reviews
        if most is not None and (new if is_new else reviews) >= most:
            continue
        new, reviews = new + is_new, reviews + (not is_new)
        chosen.append(_queue_card(ref.bank, ref.card, state))
    return chosen, covered(plans)


def _due_card(row: DueRow) -> QueueCard:
    return QueueCard(
        bank=row.bank,
        card=row.card,
        item=row.card.partition(REVERSE)[0],
        phase=row.phase,
        due_at=row.due_at,
        due_day=row.due_day,
        stability=row.stability,
        last_day=row.last_day,
    )


def _new_cards(
    desk: "Desk",
    entries: Iterable[BankEntry],
    decided: Container[CardRef],
    by_bank: Mapping[str, Limits],
) -> Iterator[QueueCard]:
    """Yield the new cards, those of each bank in written order; each is read when it is needed.

    The banks take turns, a few at a time: who has four banks learns of all of them, and who has a
    thousand does not begin a thousand.
    """
    learned = desk.record.learned_counts()
    waiting = (
        _new_of_bank(desk, entry, decided)
        for entry in entries
        if learned.get(entry.id, 0) < entry.cards
        and not ((own := by_bank.get(entry.id)) is not None and own.new_cards <= 0)
    )
    turns = deque(islice(waiting, _BANKS_AT_A_TIME))
    while turns:
        cards = turns.popleft()
        card = next(cards, None)
        if card is None:
            turns.extend(islice(waiting, 1))
            continue
        yield card
        turns.append(cards)


def _new_of_bank(
    desk: "Desk", entry: BankEntry, decided: Container[CardRef]
) -> Iterator[QueueCard]:
    """Yield the new cards of a bank in written order.

    Those that a plan decides about are left out, and those of which a sibling was seen today.
    """
    seen = desk.record.seen_cards(entry.id, desk.today)
    facts = desk.library.facts(entry)
    seen_today = {
        family_of(entry.id, item, facts.get(item, ""))
        for card, how in seen.items()
        if how == 1 and (item := card.partition(REVERSE)[0])
    }
    # Only where facts are named must the whole bank be known before its first card.
    rows: Iterable[CardRow] = (
        desk.library.cards(entry)
        if facts
        else chain.from_iterable(desk.library.pages_of_cards(entry))
    )
    to_recognise = {
        row.fact
        for row in (rows if facts else ())
        if row.fact and row.kind in RECOGNISED and row.card not in seen
    }
    for row in rows:
        # What is to be recalled waits until its fact was recognised.
        waits = row.fact in to_recognise and row.kind not in RECOGNISED
        if row.card in seen or waits or CardRef(entry.id, row.card) in decided:
            continue
        card = QueueCard(
            bank=entry.id, card=row.card, item=row.item, phase=Phase.NEW, fact=row.fact
        )
        if card.family not in seen_today:
            yield card


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
    )
