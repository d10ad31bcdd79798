"""What the calibrator has learned, in words: only what answers have shown."""

import pytest

from quiz.desk.statistics.corrections import corrections
from quiz.memory.calibration import Calibrator, CalibratorState
from quiz.memory.seen import SeenCard

_USUAL_MS = 5_000
_SLOW_MS = 20_000


def seen(last_ms: int = _USUAL_MS, difficulty: float = 5.0, gap: int = 7) -> SeenCard:
    return SeenCard(
        stability=10.0,
        difficulty=difficulty,
        gap=gap,
        days_seen=3,
        was_again=False,
        last_ms=last_ms,
        seconds=gap * 86_400.0,
    )


def points_of(state: CalibratorState) -> dict[str, float]:
    return {one.cards: one.points for one in corrections(state)}


def test_before_the_first_answer_there_is_nothing_to_say() -> None:
    assert corrections(CalibratorState()) == ()


def test_a_slow_card_that_is_forgotten_is_told_of_and_what_was_not_seen_is_not() -> None:
    calibrator = Calibrator()
    for number in range(400):
        is_slow = number % 2 == 0
        card = seen(_SLOW_MS if is_slow else _USUAL_MS)
        rating = 1 if is_slow and number % 4 == 0 else 3
        calibrator.take(card, rating, number * 86_400.0, _USUAL_MS)
    points = points_of(calibrator.state)
    assert points["cards that you were slow on"] < -5
    assert "difficult cards" not in points  # none was asked
    assert not any(name.startswith("the same day") for name in points)


@pytest.mark.parametrize(("rating", "sign"), [(3, 1), (1, -1)])
def test_who_recalls_all_or_nothing_is_told_so(rating: int, sign: int) -> None:
    calibrator = Calibrator()
    for number in range(300):
        calibrator.take(seen(difficulty=4.0 + number % 3), rating, number * 86_400.0, 0)
    assert points_of(calibrator.state)["cards seen a week ago"] * sign > 5


def test_the_greatest_come_first() -> None:
    calibrator = Calibrator()
    for number in range(400):
        card = seen(_SLOW_MS if number % 2 else _USUAL_MS, 3.0 + number % 7, 1 + number % 30)
        calibrator.take(card, 1 if number % 5 == 0 else 3, number * 86_400.0, _USUAL_MS)
    sizes = [abs(one.points) for one in corrections(calibrator.state)]
    assert len(sizes) > 1
    assert sizes == sorted(sizes, reverse=True)
    assert min(sizes) >= 1
