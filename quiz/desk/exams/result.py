"""How an exam went: in all, by topic and by row of its blueprint, question by question."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from quiz.desk.sittings.question import Question
from quiz.items import Outcome, Response
from quiz.items.paper import Paper
from quiz.study.behaviour import CertaintyReport
from quiz.study.exam import Given, Mark

_RIGHT = 1 - 1e-6


class ExamAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One question of an exam, with what came of it."""

    question: Question
    """The question as it was asked."""
    response: Response | None
    """None if it was left empty."""
    outcome: Outcome | None
    """What marking said; None if it was left empty."""
    solution: tuple[str, ...]
    """What is right, as marking says it: dates and numbers in the bank's language."""
    mark: Mark
    """Points earned, by the exam's behaviour."""
    given: Given
    """The answer with its time, tries and certainty."""
    row: int
    """Which row of the blueprint it fills, from 0."""

    @property
    def is_mistake(self) -> bool:
        """Whether it did not earn everything."""
        return self.mark.points < self.mark.points_of * _RIGHT


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """The points of a part of an exam."""

    name: str
    """A topic, or the number of a section."""
    questions: int
    """How many it has."""
    points: float
    """Points earned."""
    points_of: float
    """Points that could be earned."""

    @property
    def share(self) -> float:
        """Points over what there were, 0 to 1."""
        return self.points / self.points_of if self.points_of else 0.0


class ExamResult(msgspec.Struct, frozen=True, kw_only=True):
    """How an exam went."""

    paper: Paper
    """What was sat."""
    answers: tuple[ExamAnswer, ...]
    """Every question, in the order of the exam."""
    started_at: datetime
    """UTC."""
    predicted: float | None
    """The share of the points that was predicted, 0 to 1; None where too little was known."""
    certainty: CertaintyReport | None
    """Under certainty-based marking."""

    @property
    def points(self) -> float:
        """What was earned; no question earns less than 0."""
        return sum(answer.mark.points for answer in self.answers)

    @property
    def points_of(self) -> float:
        """What there was to earn."""
        return sum(answer.mark.points_of for answer in self.answers)

    @property
    def share(self) -> float:
        """Points over what there were, 0 to 1; under certainty-based marking with its bonus."""
        if self.certainty is not None:
            return min(1.0, max(0.0, self.certainty.score))
        return self.points / self.points_of if self.points_of else 0.0

    @property
    def grade(self) -> str:
        """The paper's grade for it; empty where there is none."""
        return self.paper.grade(100 * self.share)

    @property
    def is_passed(self) -> bool:
        """Whether it is enough."""
        return 100 * self.share >= self.paper.pass_percent - 1e-9

    @property
    def topics(self) -> tuple[Share, ...]:
        """The points of each topic, the weakest first; a question counts for each of its topics."""
        named = ((tag, answer) for answer in self.answers for tag in answer.question.item.tags)
        return tuple(sorted(_shares(named), key=lambda one: (one.share, one.name)))

    @property
    def rows(self) -> tuple[Share, ...]:
        """The points of each section, in its order; named by its number, from 1."""
        return tuple(_shares((str(answer.row + 1), answer) for answer in self.answers))

    @property
    def mistakes(self) -> tuple[ExamAnswer, ...]:
        """The questions that did not earn everything."""
        return tuple(answer for answer in self.answers if answer.is_mistake)


def _shares(named: Iterable[tuple[str, ExamAnswer]]) -> list[Share]:
    groups: dict[str, list[ExamAnswer]] = {}
    for name, answer in named:
        groups.setdefault(name, []).append(answer)
    return [
        Share(
            name=name,
            questions=len(group),
            points=sum(answer.mark.points for answer in group),
            points_of=sum(answer.mark.points_of for answer in group),
        )
        for name, group in sorted(groups.items())
    ]
