"""A card's page: how its memory went and will go, every answer to it, and its kin."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.banks.noting import note_on
from quiz.items import Flashcard, Item, Rating, Response, decode_response
from quiz.items.wording import response_text
from quiz.library.index import REVERSE
from quiz.memory import CardAction, MemoryState, Phase
from quiz.memory.fsrs6 import Fsrs6
from quiz.store import CardActionRow, PlanRow, QuestionNote, Review
from quiz.study import CardRef

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

Curve = tuple[tuple[float, float], ...]
"""Moments, in days since 1970, with the chance of recall then, 0 to 1."""
_DAY_S = 86_400
_STEPS = 12
"""Points of a curve between two answers."""
_STEPS_AHEAD = 40
_LEAST_AHEAD, _MOST_AHEAD = 4, 365
"""Days that a curve is drawn ahead."""
_RIGHT = 1 - 1e-6


class CardAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One answer to a card."""

    at: datetime
    """When, UTC."""
    rating: Rating | None
    """What it says about memory; None for what was skipped."""
    credit: float
    """From 0 to 1."""
    elapsed_ms: int
    """Time taken."""
    response: str
    """What was answered, in one line; empty where that was not kept."""
    is_practice: bool = False
    """Whether it left the schedule alone."""
    recall: float | None = None
    """The chance of recalling it then, as the memory model has it; None for the first answer."""
    before: float | None = None
    """Days that it lasted before; None for the first answer."""
    after: float | None = None
    """Days that it lasts since; None for practice."""


class Kin(StrEnum):
    """Why a card is related."""

    FACT = "fact"
    """It asks the same fact."""
    REVERSE = "reverse"
    """It is the same card the other way round."""


class RelatedCard(msgspec.Struct, frozen=True, kw_only=True):
    """A card that has to do with another one."""

    why: Kin
    """Why."""
    ref: CardRef
    """The card."""
    stem: str
    """What it asks, Markdown."""
    chance: float | None
    """Of recalling it now; None for a new card."""


class CardPage(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of a card."""

    ref: CardRef
    """The card."""
    item: Item | None
    """Its question; None if no bank has it any more."""
    line: int = 0
    """Where the question begins in its file."""
    bank: str
    """Title of its bank; its id if the bank is gone."""
    path: str = ""
    """File of its bank; empty if the bank is gone."""
    state: MemoryState
    """As it stands."""
    chance: float | None
    """Of recalling it now, 0 to 1; None for a new card."""
    due_at: datetime | None
    """When it is due, UTC; None for a new card."""
    answers: tuple[CardAnswer, ...] = ()
    """The latest first."""
    past: Curve = ()
    """How likely it would have been recalled, from the first answer to now."""
    ahead: Curve = ()
    """The same from now on."""
    responses: tuple[tuple[str, bool, int], ...] = ()
    """What was answered, whether it is right, and how often; the most frequent first."""
    related: tuple[RelatedCard, ...] = ()
    """Cards that ask the same fact, or the other way round."""
    plans: tuple[PlanRow, ...] = ()
    """Exam plans ahead that ask it."""
    new_before: int = 0
    """Of a new card: how many new cards of its bank come before it."""
    is_leech: bool = False
    """Whether it was forgotten so often that it is called a leech."""
    note: QuestionNote | None = None
    """What the learner says is wrong with the question; None for nothing."""

    @property
    def right(self) -> int:
        """Number of answers that were right."""
        return sum(answer.credit >= _RIGHT for answer in self.answers if answer.rating is not None)

    @property
    def asked(self) -> int:
        """Number of answers; what was skipped does not count."""
        return sum(answer.rating is not None for answer in self.answers)


def card_page(desk: "Desk", ref: CardRef) -> CardPage:
    """Return all that is known of a card."""
    found = desk.library.item(ref.bank, ref.card)
    entry = desk.library.entries.get(ref.bank)
    item = found[0] if found else None
    state = desk.record.state(ref.bank, ref.card)
    reviews = desk.record.card_reviews(ref.bank, ref.card)
    answers = _answers(desk, item, reviews, desk.record.card_actions(ref.bank, ref.card))
    is_new = state.phase is Phase.NEW
    return CardPage(
        ref=ref,
        item=item,
        line=found[1] if found else 0,
        bank=entry.title if entry else ref.bank,
        path=entry.path if entry else "",
        state=state,
        chance=_chance(desk, state, desk.now()),
        due_at=desk.scheduling.scheduler.due_moment(state),
        answers=tuple(reversed(answers)),
        past=_past(desk, answers, state),
        ahead=_ahead(desk, state),
        responses=_responses(answers),
        related=_related(desk, ref, item),
        plans=_plans(desk, ref, item),
        note=note_on(desk, ref),
        new_before=_new_before(desk, ref) if is_new and entry else 0,
        is_leech=state.lapses >= desk.config.leech_threshold,
    )


def _chance(desk: "Desk", state: MemoryState, at: datetime) -> float | None:
    """Return the chance of recall at a moment after the last answer; None for a new card.

    By the memory model alone while the log, a long one, was not gone through.
    """
    if state.stability is None or state.last_day is None or not state.reps:
        return None
    day = max(state.last_day, desk.days.ordinal(at))
    if desk.recall.is_ready or not desk.recall.is_long:
        return desk.recall.now(state, day, at, steady=False)
    return desk.scheduling.scheduler.model.recall(max(0, day - state.last_day), state.stability)


def _answers(
    desk: "Desk", item: Item | None, reviews: Sequence[Review], actions: Sequence[CardActionRow]
) -> list[CardAnswer]:
    """Return the answers in order of time, each with what the memory model made of it."""
    model = desk.scheduling.scheduler.model
    resets = [action.at for action in actions if action.deed is CardAction.FORGET]
    found: list[CardAnswer] = []
    state: tuple[float, float, int] | None = None  # stability, difficulty, study day
    last_at: datetime | None = None
    for review in reviews:
        if last_at is not None and any(last_at < at <= review.at for at in resets):
            state = None
        last_at = review.at
        answer = CardAnswer(
            at=review.at,
            rating=review.rating,
            credit=review.credit,
            elapsed_ms=review.elapsed_ms,
            response=_response_text(item, review.response),
            is_practice=not review.schedules,
        )
        if review.rating is not None and review.schedules:
            recall = None
            if state is None:
                stability, difficulty = model.first(review.rating)
            else:
                gap = max(0, review.day - state[2])
                recall = model.recall(gap, state[0])
                stability, difficulty = model.next(state[0], state[1], review.rating, gap)
            before = state[0] if state else None
            day = review.day if state is None else max(review.day, state[2])
            state = stability, difficulty, day
            answer = msgspec.structs.replace(answer, recall=recall, before=before, after=stability)
        found.append(answer)
    return found


def _response_text(item: Item | None, text: str) -> str:
    try:
        response: Response | None = decode_response(text) if text else None
    except (msgspec.DecodeError, msgspec.ValidationError):  # a record from elsewhere
        return ""
    return response_text(item, response) if item is not None else ""


def _past(desk: "Desk", answers: Sequence[CardAnswer], state: MemoryState) -> Curve:
    model = desk.scheduling.scheduler.model
    scheduled = [answer for answer in answers if answer.after is not None]
    if not scheduled or not state.reps:
        return ()
    points: list[tuple[float, float]] = []
    for answer, following in pairwise(scheduled):
        points += _stretch(model, answer, following.at)
    # Since the last answer as the page says of now, which the learner's own log corrects.
    return (*points, *_points(desk, state, scheduled[-1].at, desk.now(), _STEPS))


def _points(
    desk: "Desk", state: MemoryState, start: datetime, end: datetime, steps: int
) -> list[tuple[float, float]]:
    """Return the chance of recall between two moments after the last answer."""
    points = []
    for step in range(steps + 1):
        at = start + (end - start) * step / steps
        chance = _chance(desk, state, at)
        if chance is not None:
            points.append((at.timestamp() / _DAY_S, chance))
    return points


def _stretch(model: Fsrs6, answer: CardAnswer, end: datetime) -> list[tuple[float, float]]:
    """Return the curve from an answer to the next one."""
    assert answer.after is not None
    span = max(0.0, (end - answer.at).total_seconds() / _DAY_S)
    start = answer.at.timestamp() / _DAY_S
    return [
        (start + span * step / _STEPS, model.recall(span * step / _STEPS, answer.after))
        for step in range(_STEPS + 1)
    ]


def _ahead(desk: "Desk", state: MemoryState) -> Curve:
    now = desk.now()
    due = desk.scheduling.scheduler.due_moment(state)
    if due is None or not state.reps:
        return ()
    days = (due - now).total_seconds() / _DAY_S * 1.8
    days = max(_LEAST_AHEAD, min(_MOST_AHEAD, days))
    return tuple(_points(desk, state, now, now + timedelta(days=days), _STEPS_AHEAD))


def _responses(answers: Sequence[CardAnswer]) -> tuple[tuple[str, bool, int], ...]:
    counts: Counter[tuple[str, bool]] = Counter(
        (answer.response, answer.credit >= _RIGHT)
        for answer in answers
        if answer.response and answer.rating is not None
    )
    return tuple((text, is_right, count) for (text, is_right), count in counts.most_common())


def _related(desk: "Desk", ref: CardRef, item: Item | None) -> tuple[RelatedCard, ...]:
    entry = desk.library.entries.get(ref.bank)
    if item is None or entry is None:
        return ()
    name = ref.card.removesuffix(REVERSE)
    kin: list[tuple[Kin, str]] = []
    if isinstance(item, Flashcard) and item.reverse:
        kin.append((Kin.REVERSE, name if name != ref.card else name + REVERSE))
    if item.fact:
        facts = desk.library.facts(entry)
        kin += [
            (Kin.FACT, other)
            for other, fact in facts.items()
            if fact == item.fact and other != name
        ]
    states = desk.record.states(ref.bank) if kin else {}
    found = []
    for why, card in kin:
        other_item = desk.library.item(ref.bank, card)
        if other_item is not None:
            state = states.get(card)
            found.append(
                RelatedCard(
                    why=why,
                    ref=CardRef(ref.bank, card),
                    stem=other_item[0].stem,
                    chance=_chance(desk, state, desk.now()) if state else None,
                )
            )
    return tuple(found)


def _plans(desk: "Desk", ref: CardRef, item: Item | None) -> tuple[PlanRow, ...]:
    tags = set(item.tags) if item is not None else set()
    return tuple(
        plan
        for plan in desk.record.exams()
        if _is_ahead(plan, desk.today)
        and (not plan.banks or ref.bank in plan.banks)
        and (not plan.tags or tags & set(plan.tags))
    )


def _new_before(desk: "Desk", ref: CardRef) -> int:
    seen = desk.record.seen_cards(ref.bank, desk.today)
    count = 0
    for page in desk.library.pages_of_cards(desk.library.entries[ref.bank]):
        for row in page:
            if row.card == ref.card:
                return count
            count += row.card not in seen
    return count


def _is_ahead(plan: PlanRow, today: int) -> bool:
    left = plan.days_left(today)
    return left is not None and left >= 0
