"""The mock exams taken for a planned one, and how far the last of them moved its prediction."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.exams.past import PastExam, past_exams
from quiz.memory.history import Past, PastReview
from quiz.memory.planning import StudentAnswer, expected_score
from quiz.memory.seen import AnswerSeen, seen_before
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk
    from quiz.desk.plans.plan import ExamPlan
    from quiz.memory.fsrs6 import Fsrs6
    from quiz.store import PlanRow


class MockExam(msgspec.Struct, frozen=True, kw_only=True):
    """A mock exam that was taken for a planned one."""

    uid: str
    """Its own id."""
    day: date
    """The study day on which it began."""
    share: float
    """What was scored, 0 to 1."""
    predicted: float | None = None
    """What was predicted, 0 to 1."""


class MockEffect(msgspec.Struct, frozen=True, kw_only=True):
    """How far a mock exam moved the score to expect if study ended now."""

    exam: MockExam
    """The mock exam."""
    answers: int
    """Its answers that say something of the learner's memory: to cards seen on an earlier day."""
    all_answers: int
    """All such answers that the prediction rests on, the mock exam's included."""
    evidence: float
    """What the answers moved it by through what they say of the learner's memory, -1 to 1."""
    practice: float
    """What they moved it by since answering a card is a review of it, -1 to 1."""


def mock_exams(
    desk: "Desk", exam: "PlanRow", past: Sequence[PastExam] | None = None
) -> list[MockExam]:
    """Return the mock exams that asked nothing but an exam's banks, in order of time.

    Args:
        desk: Whose record it is.
        exam: What is planned for.
        past: All exams that were handed in, if they are known.
    """
    banks = set(exam.banks) or set(desk.library.entries)
    taken = past_exams(desk) if past is None else past
    return [
        MockExam(
            uid=one.uid,
            day=date.fromordinal(desk.days.ordinal(one.started_at)),
            share=one.share,
            predicted=one.predicted,
        )
        for one in reversed(taken)
        if one.banks and banks >= set(one.banks)
    ]


def effect_of(desk: "Desk", plan: "ExamPlan", exam: MockExam) -> MockEffect | None:
    """Return how far a mock exam moved the prediction, next to the same log without its answers.

    Args:
        desk: Whose record it is.
        plan: Of the exam that is predicted.
        exam: The mock exam.

    Returns:
        None where too little is known for a prediction, with the mock exam or without.
    """
    scheduler, exam_day = desk.scheduling.scheduler, desk.today + plan.days_left
    with_it: list[StudentAnswer] = []
    without_it: list[StudentAnswer] = []
    cards = {card.key: card for card in plan.cards}
    for key, (whole, rest) in desk.record.histories_without(exam.uid).items():
        with_it += _answers(scheduler.model, whole)
        without_it += _answers(scheduler.model, rest)
        if key in cards:
            state = scheduler.replay(rest, key[1])
            cards[key] = msgspec.structs.replace(
                cards[key],
                stability=state.stability,
                difficulty=state.difficulty,
                last_day=state.last_day,
            )
    fit = plan.habits.fit
    fit_without = fit.exchanged(with_it, without_it)
    now = expected_score(plan.cards, fit, exam_day)
    unlearned = expected_score(plan.cards, fit_without, exam_day)
    unseen = expected_score(tuple(cards.values()), fit_without, exam_day)
    if now is None or unlearned is None or unseen is None:
        return None
    return MockEffect(
        exam=exam,
        answers=fit.count - fit_without.count,
        all_answers=fit.count,
        evidence=now.total.expected - unlearned.total.expected,
        practice=unlearned.total.expected - unseen.total.expected,
    )


def _answers(model: "Fsrs6", history: Sequence[Past]) -> Iterator[StudentAnswer]:
    """Yield what the answers to a card say of the learner's memory."""
    reviews = [past for past in history if isinstance(past, PastReview)]
    seen = seen_before(model, (AnswerSeen(0, int(review.rating), review.day) for review in reviews))
    for review, before in zip(reviews, seen, strict=True):
        if before is not None and before.gap:
            yield StudentAnswer(
                days=before.gap, stability=before.stability, recalled=review.rating > 1
            )


def scored_words(exam: MockExam) -> str:
    """Return how a mock exam went beside what was predicted."""
    if exam.predicted is None:
        return _("scored {score:.0%}").format(score=exam.share)
    words = _("scored {score:.0%}, predicted {predicted:.0%}")
    return words.format(score=exam.share, predicted=exam.predicted)


def effect_words(effect: MockEffect, when: str) -> str:
    """Return in a sentence why a mock exam moves the prediction as far as it does.

    Args:
        effect: How far it did.
        when: Its date.
    """
    words = _(
        "The mock exam of {day} ({scored}) moves the prediction by {evidence} points as evidence, "
        "being {n} of {total} in all, and by {practice} as practice."
    )
    return words.format(
        day=when,
        scored=scored_words(effect.exam),
        evidence=signed_points(effect.evidence),
        practice=signed_points(effect.practice),
        n=f"{effect.answers:,}",
        total=f"{effect.all_answers:,}",
    )


def signed_points(change: float) -> str:
    """Return a change of a share as percentage points with its sign: `+1.2`, `−0.4`, `0`."""
    points = round(100 * change, 1)
    if not points:
        return "0"
    return f"{'+' if points > 0 else '−'}{abs(points):.1f}"
