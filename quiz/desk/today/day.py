"""What today holds, counted once, and the day at a glance.

All that is said of today, on Home, by `quiz due`, by `quiz banks` and of a plan, is the length of
the queue that a review then asks.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.plans import exam_plans
from quiz.desk.today.goal import goal_of
from quiz.desk.today.queue import REVIEW, todays_queue
from quiz.desk.today.streak import study_history, study_streak
from quiz.memory import Phase, QueueCard
from quiz.memory.goal import Goal
from quiz.memory.pace import Pace, whole_minutes
from quiz.memory.streak import Streak
from quiz.store import BankScore, DayHistory
from quiz.study import CardRef

if TYPE_CHECKING:
    from quiz.desk.desk import Desk
    from quiz.desk.plans.plan import ExamPlan
    from quiz.library.index import BankEntry

_WEEK_DAYS = 7


class CardCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many cards a review asks now."""

    due: int = 0
    """Cards that are due for review."""
    learning: int = 0
    """Cards on their learning steps."""
    new: int = 0
    """Cards never seen before."""

    @property
    def to_review(self) -> int:
        """Cards that were seen before."""
        return self.due + self.learning

    @property
    def total(self) -> int:
        """All cards."""
        return self.to_review + self.new


class Today(CardCount, frozen=True, kw_only=True):
    """How many cards a review of all banks, or of one plan, asks now."""

    cards: tuple[CardRef, ...] = ()
    """The cards themselves, as they come."""
    banks: Mapping[str, CardCount] = {}
    """The same by bank; one without cards is missing."""
    minutes: int = 0
    """How long they will take with all their repeats, by the learner's own pace."""

    def of(self, bank: str) -> CardCount:
        """Return how many cards of a bank are among them."""
        return self.banks.get(bank, CardCount())


class BankLine(msgspec.Struct, frozen=True, kw_only=True):
    """One bank as the learner stands with it."""

    id: str
    """Id of the bank."""
    title: str
    """Its title, or its id where it has none."""
    path: str
    """Its file."""
    cards: int
    """Number of its cards, both sides of two-way ones counted."""
    unseen: int
    """Cards never reviewed."""
    best: float | None = None
    """Best share of the points in a finished quiz of this bank alone, 0 to 1."""
    last: float | None = None
    """Score of the last quiz of the whole bank, 0 to 1; None before the first."""
    best_games: dict[str, int] = {}
    """Most right answers in a finished sprint and survival of this bank alone, by game."""
    problems: int = 0
    """Errors in the file; the valid questions are played."""
    left_out: int = 0
    """Questions that are not played, since they have errors."""


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """The day at a glance."""

    today: Today | None = None
    """What today holds; None while that is not counted."""
    has_more_new: bool = False
    """Whether today, once done, could hold more new cards."""
    streak: Streak
    """Days in a row."""
    goal: Goal
    """Of today."""
    history: Mapping[int, DayHistory]
    """What was done on each study day lately, by ordinal."""
    week: tuple[int, ...]
    """Cards to review today, and those due on each of the next six days."""
    lines: tuple[BankLine, ...]
    """All banks, in the order in which they are shown."""
    has_record: bool
    """Whether anything was ever answered."""

    is_begun: bool
    """Whether anything was answered today."""

    def done(self, day: int) -> DayHistory:
        """Return what was done on a study day, given as an ordinal."""
        return self.history.get(day) or DayHistory(answers=0, cards=0, minutes=0.0, right=0.0)


def today(desk: "Desk", *, plans: "Sequence[ExamPlan] | None" = None, plan: str = "") -> Today:
    """Return what a review asks now, counted from the queue that it is handed.

    Args:
        desk: Where banks and record are.
        plans: The exam plans as they stand today; None to have them worked out.
        plan: Uid of an exam, for a review of nothing but the plan for it.
    """
    if plans is None:
        plans = exam_plans(desk, tells_known=False)
    request = msgspec.structs.replace(REVIEW, exam=plan) if plan else REVIEW
    queue = todays_queue(desk, request, plans=plans)
    by_bank: dict[str, list[QueueCard]] = {}
    for card in queue:
        by_bank.setdefault(card.bank, []).append(card)
    count = _count(queue)
    return Today(
        due=count.due,
        learning=count.learning,
        new=count.new,
        cards=tuple(CardRef(card.bank, card.card) for card in queue),
        banks={bank: _count(cards) for bank, cards in by_bank.items()},
        minutes=_minutes(queue, desk.record.pace(desk.today), plans) if queue else 0,
    )


def _count(cards: Sequence[QueueCard]) -> CardCount:
    new = sum(card.phase is Phase.NEW for card in cards)
    learning = sum(card.phase.is_learning for card in cards)
    return CardCount(due=len(cards) - new - learning, learning=learning, new=new)


def _minutes(queue: Iterable[QueueCard], pace: Pace, plans: "Iterable[ExamPlan]") -> int:
    """Return how long a queue takes; a plan has its own time for each card that it chose."""
    costs = {planned.card.key: planned.cost_s for plan in plans for planned in plan.day.today}
    own = [card for card in queue if (card.bank, card.card) not in costs]
    seconds = sum(costs.get((card.bank, card.card), 0.0) for card in queue)
    count = _count(own)
    seconds += pace.seconds(due=count.due, learning=count.learning, new=count.new)
    return max(1, whole_minutes(seconds / 60))


def overview(
    desk: "Desk", *, plans: "Sequence[ExamPlan] | None" = None, counts: bool = True
) -> Overview:
    """Return the day at a glance.

    Args:
        desk: Where banks and record are.
        plans: The exam plans as they stand today; None to have them worked out.
        counts: Whether to count what today holds, which takes as long as the plans do.
    """
    day = desk.today
    history = study_history(desk)
    week = desk.record.due_by_day(day, _WEEK_DAYS, desk.library.entries)
    found = Overview(
        streak=study_streak(desk, history),
        goal=goal_of(desk),
        history=history,
        is_begun=day in history,
        week=(0, *week[1:]),
        lines=bank_lines(desk),
        has_record=desk.record.latest_day() is not None,
    )
    return counted(desk, found, plans) if counts else found


def counted(desk: "Desk", found: Overview, plans: "Sequence[ExamPlan] | None") -> Overview:
    """Return the day at a glance with what it holds.

    Args:
        desk: Where banks and record are.
        found: The day, counted or not.
        plans: The exam plans as they stand today; None to have them worked out.
    """
    if plans is None:
        plans = exam_plans(desk, tells_known=False)
    held = today(desk, plans=plans)
    return msgspec.structs.replace(
        found,
        today=held,
        has_more_new=not held.total and can_add_new(desk, plans=plans),
        week=(held.to_review, *found.week[1:]),
    )


def can_add_new(desk: "Desk", *, plans: "Sequence[ExamPlan] | None" = None) -> bool:
    """Return whether today could ask another new card if its limit were higher."""
    now, more = (
        sum(card.phase is Phase.NEW for card in todays_queue(desk, plans=plans, more_new=count))
        for count in (0, 1)
    )
    return more > now


def bank_lines(desk: "Desk") -> tuple[BankLine, ...]:
    """Return the banks as the learner stands with them."""
    scores, learned = desk.record.scores(), desk.record.learned_counts()
    return tuple(
        _line(entry, learned.get(entry.id, 0), scores.get(entry.id))
        for entry in desk.library.entries.values()
    )


def _line(entry: "BankEntry", learned: int, score: BankScore | None) -> BankLine:
    return BankLine(
        id=entry.id,
        title=entry.title,
        path=entry.path,
        cards=entry.cards,
        unseen=max(0, entry.cards - learned),
        best=score.best if score else None,
        last=score.last if score else None,
        best_games=score.games if score else {},
        problems=entry.problems,
        left_out=entry.left_out,
    )
