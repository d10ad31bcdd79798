"""One exam plan as it stands today: its cards, and which of them to study."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import msgspec

from quiz.desk.plans.habits import Habits, habits_of, is_quick
from quiz.memory import NEW_STATE, MemoryState, Phase
from quiz.memory.planning import DayPlan, PlanCard, plan_day
from quiz.store import PlanRow, Record
from quiz.study import CardRef

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_NamedCards = list[tuple[str, tuple[str, ...]]]
"""Name and topics of each card of a bank."""
_KEPT: "WeakKeyDictionary[Record, tuple[object, str, list[ExamPlan]]]" = WeakKeyDictionary()
"""The plans of each record, after all that they depend on and the hour of what is known."""
_ROWS: WeakKeyDictionary[Record, dict[str, tuple[str, _NamedCards]]] = WeakKeyDictionary()
"""Of each record by bank: its digest, and its cards."""
_MOST_PLANNED = 50
"""Exams; more come only from a record that was not written by hand."""


class ExamPlan(msgspec.Struct, frozen=True, kw_only=True):
    """One exam as it stands today."""

    exam: PlanRow
    """What is planned for."""
    days_left: int
    """Until the exam; 0 is today, below 0 it is over."""
    cards: tuple[PlanCard, ...]
    """All that it asks, but for suspended cards."""
    suspended: int
    """Cards that are kept out of reviews, and so of the plan."""
    habits: Habits
    """What the log shows of the learner."""
    day: DayPlan
    """What to study today, in order."""
    minutes_left: float
    """Of today's time."""
    known_now: float
    """Share of the weight that would be recalled now, 0 to 1, by the calibrated chances."""

    @property
    def today(self) -> tuple[PlanCard, ...]:
        """The cards to study today, in order."""
        return tuple(planned.card for planned in self.day.today)

    @property
    def minutes_today(self) -> float:
        """How long the cards of today will take."""
        return sum(planned.cost_s for planned in self.day.today) / 60


def plans_ahead(desk: "Desk", *, tells_known: bool = True) -> list[ExamPlan]:
    """Return the plans of the exams that are not over, the soonest first; of fifty at most.

    Args:
        desk: Where banks and record are.
        tells_known: Whether to work out what is known now, for which the log is read.
    """
    today = desk.today
    exams = desk.record.exams()
    entries = [(entry.id, entry.digest) for entry in desk.library.entries.values()]
    # Chances fall by the hour, if at all.
    hour = f"{desk.now():%Y-%m-%d %H}" if tells_known else ""
    key = (desk.record.log_mark(), today, exams, entries)
    kept = _KEPT.get(desk.record)
    if kept is not None and kept[0] == key and hour in ("", kept[1]):
        return kept[2]
    plans = _plans(desk, exams, today, tells_known=tells_known)
    _KEPT[desk.record] = (key, hour, plans)
    return plans


def _plans(
    desk: "Desk", exams: Sequence[PlanRow], today: int, *, tells_known: bool
) -> list[ExamPlan]:
    lefts = [(exam, exam.days_left(today)) for exam in exams]
    ahead = [(exam, left) for exam, left in lefts if left is not None and left >= 0]
    ahead.sort(key=lambda one: one[1])
    return [
        plan_of(desk, exam, left, tells_known=tells_known) for exam, left in ahead[:_MOST_PLANNED]
    ]


def plan_of(desk: "Desk", exam: PlanRow, days_left: int, *, tells_known: bool = True) -> ExamPlan:
    """Return one exam as it stands today; see `plans_ahead`."""
    today = desk.today
    banks = _banks(desk, exam)
    cards, states, suspended = _cards(desk, exam, banks)
    habits = habits_of(desk, banks)
    done = desk.record.today_by_bank(today)[1]
    spent = sum(done[bank].minutes for bank in banks if bank in done)
    minutes = max(0.0, exam.minutes_a_day - spent)
    day = plan_day(
        cards,
        habits.fit,
        habits.costs,
        today=today,
        exam_day=today + days_left,
        minutes=minutes,
        model=desk.scheduling.scheduler.model,
        first_ratings=habits.firsts,
    )
    now = desk.now()
    weight = sum(card.weight for card in cards)
    known = sum(
        card.weight * desk.recall.known(states[card.key], today, now)
        for card in cards
        if tells_known and card.key in states
    )
    return ExamPlan(
        exam=exam,
        days_left=days_left,
        cards=tuple(cards),
        suspended=suspended,
        habits=habits,
        day=day,
        minutes_left=minutes,
        known_now=known / weight if weight else 0.0,
    )


def uncounted(desk: "Desk") -> list[tuple[str, ...]]:
    """Return the sets of banks of which `plans_ahead` has to go through a long log first."""
    today = desk.today
    ahead = (exam for exam in desk.record.exams() if (exam.days_left(today) or 0) >= 0)
    banks = dict.fromkeys(_banks(desk, exam) for exam in ahead)
    return [one for one in banks if not is_quick(desk, one)]


def _banks(desk: "Desk", exam: PlanRow) -> tuple[str, ...]:
    """Return the ids of the banks of an exam that are there."""
    return tuple(bank for bank in desk.library.entries if not exam.banks or bank in exam.banks)


def todays_cards(plans: Iterable[ExamPlan]) -> list[CardRef]:
    """Return the cards to study today for all exams, those that gain most in a second first."""
    gains: dict[CardRef, float] = {}
    for plan in plans:
        for planned in plan.day.today:
            ref = CardRef(planned.card.bank, planned.card.card)
            gains[ref] = gains.get(ref, 0.0) + planned.index / (plan.day.weight or 1.0)
    return sorted(gains, key=lambda ref: -gains[ref])


def covered(plans: Iterable[ExamPlan]) -> set[CardRef]:
    """Return the cards that some plan decides about."""
    return {
        CardRef(card.bank, card.card)
        for plan in plans
        for card in plan.cards
        if card.weight > 0  # what counts nothing there comes back when it is due
    }


def _cards(
    desk: "Desk", exam: PlanRow, banks: Sequence[str]
) -> tuple[list[PlanCard], dict[tuple[str, str], MemoryState], int]:
    """Return the cards of an exam, the states of those that were seen, and how many are away."""
    cards: list[PlanCard] = []
    seen: dict[tuple[str, str], MemoryState] = {}
    suspended = 0
    wanted = set(exam.tags)
    for bank in banks:
        states = desk.record.states(bank)
        for card, tags in _rows(desk, bank):
            if wanted and not wanted & set(tags):
                continue
            state = states.get(card, NEW_STATE)
            if state.is_suspended:
                suspended += 1
                continue
            if state.phase is not Phase.NEW:
                seen[bank, card] = state
            cards.append(
                PlanCard(
                    bank=bank,
                    card=card,
                    order=len(cards),
                    stability=state.stability,
                    difficulty=state.difficulty,
                    last_day=state.last_day,
                    weight=_weight(exam, tags),
                    topics=tags,
                )
            )
    return cards, seen, suspended


def _rows(desk: "Desk", bank: str) -> _NamedCards:
    """Return name and topics of each card of a bank; read again when the bank is another."""
    entry = desk.library.entries[bank]
    kept = _ROWS.setdefault(desk.record, {})
    if bank not in kept or kept[bank][0] != entry.digest:
        kept[bank] = (entry.digest, [(row.card, row.tags) for row in desk.library.cards(entry)])
    return kept[bank][1]


def _weight(exam: PlanRow, tags: Sequence[str]) -> float:
    """Return the weight of a card: the greatest of its topics that have one, else 1."""
    return max((exam.weights[tag] for tag in tags if tag in exam.weights), default=1.0)
