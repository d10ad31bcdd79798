"""Exams: what to study today for each, and what score to expect."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from statistics import median
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.banks.catalogue import banks_with
from quiz.desk.plans.dates import read_day
from quiz.desk.plans.text import whole_minutes
from quiz.desk.today.day import USUAL_SECONDS
from quiz.desk.today.queue import left_today
from quiz.errors import QuizError
from quiz.memory import NEW_STATE, MemoryState, Phase
from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.planning import (
    Answer,
    Costs,
    DayPlan,
    ExpectedScore,
    FirstRatings,
    Forecast,
    PlanCard,
    StudentFit,
    expected_score,
    first_rating_chances,
    fit_student,
    forecast,
    plan_day,
)
from quiz.store import ExamRow
from quiz.study import CardRef
from quiz.words import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_MOST_PLANNED = 50
"""Exams; more come only from a record that was not written by hand."""
_LEAST_SAMPLES = 10
"""Answers of a kind from which on the learner's own median counts."""
_LONGEST_S = 60.0
"""Anki's cap: nobody thinks through the night."""
_MORE_MINUTES = 5.0
_KEPT_CHANGE = 0.005
_MOST_MINUTES = 24 * 60
_MOST_WEIGHT = 1000.0


class PlanError(QuizError):
    """Something of an exam that was given cannot be; `field` names it."""

    def __init__(self, field: str, text: str) -> None:
        """Say what is wrong with a field of `ExamRow`: `name`, `day`, `tags`."""
        super().__init__(text)
        self.field = field


class Habits(msgspec.Struct, frozen=True, kw_only=True):
    """What a log shows of how a learner answers."""

    fit: StudentFit
    """How the learner's memory differs from the model's."""
    costs: Costs
    """Seconds that cards take."""
    firsts: FirstRatings
    """Chances of the four ratings at the first sight of a card."""


class ExamPlan(msgspec.Struct, frozen=True, kw_only=True):
    """One exam as it stands today."""

    exam: ExamRow
    days_left: int
    """Until the exam; 0 is today, below 0 it is over."""
    cards: tuple[PlanCard, ...]
    """All that it asks, but for suspended cards."""
    suspended: int
    """Cards that are kept out of reviews, and so of the plan."""
    habits: Habits
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


class PlanOutlook(msgspec.Struct, frozen=True, kw_only=True):
    """Where the plan of an exam leads."""

    course: Forecast
    """With the minutes a day that were set."""
    more: Forecast
    """With five minutes a day more."""
    now: ExpectedScore | None
    """What the exam would bring if study ended now; None while it is too early to tell."""


def exam_plans(desk: "Desk", *, tells_known: bool = True) -> list[ExamPlan]:
    """Return the plans of the exams that are not over, the soonest first; of fifty at most.

    Args:
        desk: Where banks and record are.
        tells_known: Whether to work out what is known now, for which the log is read.
    """
    today = desk.today
    lefts = [(exam, exam.days_left(today)) for exam in desk.record.exams()]
    ahead = [(exam, left) for exam, left in lefts if left is not None and left >= 0]
    ahead.sort(key=lambda one: one[1])
    return [
        plan_of(desk, exam, left, tells_known=tells_known) for exam, left in ahead[:_MOST_PLANNED]
    ]


def plan_of(desk: "Desk", exam: ExamRow, days_left: int, *, tells_known: bool = True) -> ExamPlan:
    """Return one exam as it stands today; see `exam_plans`."""
    today = desk.today
    entries = [
        entry for entry in desk.library.entries.values() if not exam.banks or entry.id in exam.banks
    ]
    cards, states, suspended = _cards(desk, exam, [entry.id for entry in entries])
    habits = habits_of(desk, [entry.id for entry in entries])
    done = desk.record.today_by_bank(today)[1]
    spent = sum(done[entry.id].minutes for entry in entries if entry.id in done)
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
        card.weight * desk.recall.now(states[card.key], today, now)
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


def outlook(desk: "Desk", plan: ExamPlan) -> PlanOutlook:
    """Return where a plan leads, and keep what is expected, to be held against the real score."""
    found = foreseen(plan, desk.today, desk.scheduling.scheduler.model)
    keep_expected(desk, plan.exam, found)
    return found


def foreseen(plan: ExamPlan, today: int, model: Fsrs6) -> PlanOutlook:
    """Return where a plan leads.

    It takes up to a second for a large bank and touches no record, so that a thread can do it.

    Args:
        plan: As it stands today.
        today: Study day, as an ordinal.
        model: The memory model with the learner's weights.
    """
    exam, habits = plan.exam, plan.habits
    exam_day = today + plan.days_left

    def course(more: float) -> Forecast:
        return forecast(
            plan.cards,
            habits.fit,
            habits.costs,
            today=today,
            exam_day=exam_day,
            minutes=exam.minutes_a_day + more,
            minutes_today=plan.minutes_left + more,
            model=model,
            first_ratings=habits.firsts,
        )

    return PlanOutlook(
        course=course(0),
        more=course(_MORE_MINUTES),
        now=expected_score(plan.cards, habits.fit, exam_day),
    )


def keep_expected(desk: "Desk", exam: ExamRow, found: PlanOutlook) -> None:
    """Keep what is expected of an exam, to be held against its real score.

    An exam that was changed or removed since its plan was made stays as it is now.
    """
    expected = found.course.range.expected if found.course.range else None
    now = next((one for one in desk.record.exams() if one.uid == exam.uid), None)
    if expected is None or now is None or _bare(now) != _bare(exam):
        return
    if abs((now.expected or 0.0) - expected) > _KEPT_CHANGE:
        desk.record.put_exam(msgspec.structs.replace(now, expected=expected, changed_at=desk.now()))


def _bare(exam: ExamRow) -> ExamRow:
    """Return an exam without what is kept of its outlook."""
    return msgspec.structs.replace(exam, expected=None, changed_at=datetime.min)


def habits_of(desk: "Desk", banks: Sequence[str]) -> Habits:
    """Return what the log of some banks shows of the learner; kept until the log changes."""
    mark = desk.record.log_mark()
    kept = desk.habits.get(tuple(banks))
    if kept is None or kept[0] != mark:
        kept = desk.habits[tuple(banks)] = (mark, _habits(desk, banks))
    return kept[1]


def _habits(desk: "Desk", banks: Sequence[str]) -> Habits:
    model = desk.scheduling.scheduler.model
    states: dict[str, tuple[float, float, int, int]] = {}
    answers = []
    seconds: dict[str, list[float]] = {"right": [], "wrong": [], "new": []}
    firsts = [0, 0, 0, 0]
    learning: dict[str, tuple[int, float]] = {}
    for card, rating, day, elapsed_ms in desk.record.timed_log(banks):
        spent = min(max(0.0, elapsed_ms / 1000), _LONGEST_S)
        before = states.get(card)
        if before is None:
            stability, difficulty = model.first(rating)
            firsts[rating - 1] += 1
            learning[card] = (day, spent)
        else:
            stability, difficulty, last, first_day = before
            day = max(day, last)
            if day > last:
                answers.append(Answer(days=day - last, stability=stability, recalled=rating > 1))
                seconds["right" if rating > 1 else "wrong"].append(spent)
            elif day == first_day:
                learning[card] = (day, learning[card][1] + spent)
            stability, difficulty = model.next(stability, difficulty, rating, day - last)
        states[card] = (stability, difficulty, day, day if before is None else before[3])
    seconds["new"] = [spent for _, spent in learning.values()]
    usual = Costs()
    right = _median(seconds["right"], usual.right_s)
    wrong = _median(seconds["wrong"], usual.wrong_s - usual.right_s) + right  # and its relearning
    costs = Costs(right_s=right, wrong_s=wrong, new_s=_median(seconds["new"], usual.new_s))
    return Habits(
        fit=fit_student(answers, decay=model.decay),
        costs=costs,
        firsts=first_rating_chances(firsts),
    )


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


class PlannedDay(msgspec.Struct, frozen=True, kw_only=True):
    """What today holds while exams are planned for."""

    due: int
    """Cards to review: those of the plans, steps begun, and due ones that no plan decides about."""
    new: int
    """New cards: those of the plans, and the usual share of those that no plan decides about."""
    minutes: int
    """How long all of it will take."""
    free_new: int
    """New cards that no plan decides about, whatever today's limits."""


def planned_day(desk: "Desk", plans: Sequence[ExamPlan]) -> PlannedDay:
    """Return what today holds in a review of all banks while exams are planned for."""
    today = desk.today
    decided = covered(plans)
    entries = list(desk.library.entries.values())
    left, by_bank = left_today(desk)
    states = {bank: desk.record.states(bank) for bank in {ref.bank for ref in decided}}
    due = new = 0
    seconds = 0.0
    costs = {(p.card.bank, p.card.card): p.cost_s for plan in plans for p in plan.day.today}
    for ref in todays_cards(plans):
        state = states[ref.bank].get(ref.card, NEW_STATE)
        is_begun = state.phase.is_learning and state.last_day == today
        if not (state.is_away(today) or is_begun):
            is_new = state.phase is Phase.NEW
            due, new = due + (not is_new), new + is_new
            seconds += costs[ref.bank, ref.card]
    now = desk.now()
    counts = desk.record.due_counts(today, now)
    others = sum(counts.get(entry.id, 0) for entry in entries)
    steps = sum(desk.record.step_counts(today, now).get(entry.id, 0) for entry in entries)
    others -= steps
    for ref in decided:
        state = states[ref.bank].get(ref.card, NEW_STATE)
        if state.is_away(today):
            continue
        others -= state.due_day is not None and state.due_day <= today
        is_due_step = state.due_at is not None and state.due_at <= now
        steps -= is_due_step and state.last_day != today
    learned = desk.record.learned_counts()
    planned = Counter(
        ref.bank for ref in decided if states[ref.bank].get(ref.card, NEW_STATE).phase is Phase.NEW
    )
    free_new = fresh = 0
    for entry in entries:
        free = max(0, entry.cards - learned.get(entry.id, 0) - planned[entry.id])
        free_new += free
        fresh += min(free, by_bank.get(entry.id, left).new_cards)
    others, fresh = min(max(0, others), left.reviews), min(fresh, left.new_cards)
    others += max(0, steps)
    seconds += (others + fresh) * (desk.record.pace_seconds() or USUAL_SECONDS)
    return PlannedDay(
        due=due + others,
        new=new + fresh,
        minutes=whole_minutes(seconds / 60),
        free_new=free_new,
    )


def checked_plan(
    desk: "Desk",
    *,
    name: str,
    day: str,
    banks: Sequence[str] = (),
    tags: Sequence[str] = (),
    weights: Mapping[str, float] | None = None,
    minutes_a_day: float = 20.0,
    before: ExamRow | None = None,
) -> ExamRow:
    """Return an exam, new or in place of the one before, after a look at all that was given.

    Raises:
        QuizError: Something of it cannot be.
    """
    if not name.strip():
        raise PlanError("name", _("an exam needs a name"))
    exam_day = plan_date(desk, day)
    if not 1 <= minutes_a_day <= _MOST_MINUTES:
        message = _("minutes a day must be between 1 and {most}")
        raise PlanError("minutes_a_day", message.format(most=_MOST_MINUTES))
    for tag, weight in (weights or {}).items():
        if not 0 <= weight <= _MOST_WEIGHT:
            message = _("the weight of {tag} must be between 0 and {most:g}")
            raise PlanError("weights", message.format(tag=tag, most=_MOST_WEIGHT))
    exam = ExamRow(
        name=name.strip(),
        day=exam_day.isoformat(),
        banks=tuple(dict.fromkeys(banks)),
        tags=tuple(dict.fromkeys(tags)),
        weights=dict(weights or {}),
        minutes_a_day=minutes_a_day,
        changed_at=desk.now(),
    )
    if before is not None:
        exam = msgspec.structs.replace(exam, uid=before.uid, expected=before.expected)
    entries = banks_with(desk, exam.banks)
    known = {tag for entry in entries for tag in desk.library.tags(entry)}
    for tag in (*exam.tags, *exam.weights):
        if tag not in known:
            listed = ", ".join(sorted(known)[:20]) or _("none")
            message = _("no question has the tag {tag!r}; available: {tags}")
            raise PlanError("tags", message.format(tag=tag, tags=listed))
    return exam


def plan_date(desk: "Desk", text: str) -> date:
    """Return the date of an exam, as people name a day: `14 Dec`, `in 3 weeks`, `2027-01-18`.

    Raises:
        PlanError: It is no day, lies in the past or over ten years ahead.
    """
    try:
        day = read_day(text, desk.today)
    except QuizError as error:
        raise PlanError("day", str(error)) from None
    if day.toordinal() < desk.today:
        raise PlanError("day", _("{day} is in the past; choose a later date").format(day=day))
    if day.toordinal() > desk.today + 3660:
        message = _("{day} is too far away; plans reach at most ten years ahead")
        raise PlanError("day", message.format(day=day))
    return day


def _cards(
    desk: "Desk", exam: ExamRow, banks: Sequence[str]
) -> tuple[list[PlanCard], dict[tuple[str, str], MemoryState], int]:
    """Return the cards of an exam, the states of those that were seen, and how many are away."""
    cards: list[PlanCard] = []
    seen: dict[tuple[str, str], MemoryState] = {}
    suspended = 0
    wanted = set(exam.tags)
    for bank in banks:
        states = desk.record.states(bank)
        for row in desk.library.cards(desk.library.entries[bank]):
            if wanted and not wanted & set(row.tags):
                continue
            state = states.get(row.card, NEW_STATE)
            if state.is_suspended:
                suspended += 1
                continue
            if state.phase is not Phase.NEW:
                seen[bank, row.card] = state
            cards.append(
                PlanCard(
                    bank=bank,
                    card=row.card,
                    order=len(cards),
                    stability=state.stability,
                    difficulty=state.difficulty,
                    last_day=state.last_day,
                    weight=_weight(exam, row.tags),
                    topics=row.tags,
                )
            )
    return cards, seen, suspended


def _weight(exam: ExamRow, tags: Sequence[str]) -> float:
    """Return the weight of a card: the greatest of its topics that have one, else 1."""
    return max((exam.weights[tag] for tag in tags if tag in exam.weights), default=1.0)


def _median(samples: Sequence[float], usual: float) -> float:
    return max(1.0, median(samples)) if len(samples) >= _LEAST_SAMPLES else usual
