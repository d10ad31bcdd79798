"""How sure against how right: what was predicted, and what the learner said, against what came."""

import msgspec

from quiz.desk.statistics.corrections import Correction, corrections
from quiz.desk.statistics.source import StatisticsSource
from quiz.store.daily.tallies import Counts

ENOUGH_ANSWERS = 100
"""Predictions from which on they are drawn."""


class PredictedTenth(msgspec.Struct, frozen=True, kw_only=True):
    """Predictions within ten points, and what came."""

    low: float
    """Chances from here on, 0 to 0.9; up to a tenth more."""
    predicted: float
    """Their mean."""
    right: float
    """Share that was recalled."""
    answers: int
    """Number of predictions."""


class SaidCertainty(msgspec.Struct, frozen=True, kw_only=True):
    """How it went where the learner said how sure they were."""

    certainty: int
    """1 not sure, 2 fairly sure, 3 very sure."""
    answers: int
    """Number of answers."""
    right: float | None
    """Share that was not rated Again; None where there are none."""


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """How sure against how right."""

    answers: int
    """Answers with a prediction: those that count for true retention."""
    predicted: float | None
    """Mean predicted recall, 0 to 1."""
    right: float | None
    """Share that was recalled."""
    error: float | None
    """Mean distance of the tenths from what came, weighted by their answers, 0 to 1."""
    tenths: tuple[PredictedTenth, ...]
    """By tenths of the chance; those without answers are missing."""
    said: tuple[SaidCertainty, ...]
    """By what the learner said, from not sure to very sure."""
    corrections: tuple[Correction, ...] = ()
    """What all answers, of whichever scope, have shown; the greatest first."""


def calibration(source: StatisticsSource) -> Calibration:
    """Return how well recall was predicted, and how well the learner judged."""
    tenths = tuple(
        PredictedTenth(
            low=found.tenth / 10,
            predicted=found.chance,
            right=found.right / found.answers,
            answers=found.answers,
        )
        for found in source.tallies.predictions(source.scopes, source.first_day)
    )
    answers = sum(tenth.answers for tenth in tenths)
    counts = sum(source.tallies.by_hour(source.scopes, source.first_day).values(), Counts())
    return Calibration(
        answers=answers,
        predicted=_mean([(tenth.predicted, tenth.answers) for tenth in tenths]),
        right=_mean([(tenth.right, tenth.answers) for tenth in tenths]),
        error=_mean([(abs(tenth.predicted - tenth.right), tenth.answers) for tenth in tenths]),
        tenths=tenths,
        said=(
            _said(1, counts.unsure, counts.unsure_right),
            _said(2, counts.fairly_sure, counts.fairly_sure_right),
            _said(3, counts.very_sure, counts.very_sure_right),
        ),
        corrections=corrections(source.recall.state),
    )


def _said(certainty: int, answers: int, right: int) -> SaidCertainty:
    share = right / answers if answers else None
    return SaidCertainty(certainty=certainty, answers=answers, right=share)


def _mean(weighed: list[tuple[float, int]]) -> float | None:
    total = sum(weight for _, weight in weighed)
    return sum(value * weight for value, weight in weighed) / total if total else None
