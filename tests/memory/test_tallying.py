"""A hand-made log, with the numbers that Anki's definitions give."""

from typing import Any

from quiz.memory.calibration import CalibratorState
from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.stages import Stage, stage_of
from quiz.memory.tallying import ALL, COUNTS, DayTally, LoggedAnswer, tally

MODEL = Fsrs6()


def log(*answers: tuple[int, int, int, int | None], **fields: Any) -> list[LoggedAnswer]:
    """Return answers of day, card, rating and interval given."""
    reps: dict[int, int] = {}
    found = []
    for seq, (day, card, rating, interval) in enumerate(answers):
        rep = reps[card] = reps.get(card, -1) + 1
        usual: dict[str, Any] = {
            "day": day,
            "at": day * 86_400_000_000 + seq,
            "seq": seq,
            "card": card,
            "scope": 1,
            "hour": 9,
            "rating": rating,
            "schedules": True,
            "spent_ms": 4000,
            "credit": float(rating > 1),
            "certainty": 0,
            "rep": rep,
            "interval": interval,
            "wrong": "",
        }
        found.append(LoggedAnswer(**(usual | fields)))
    return found


def counted(answers: list[LoggedAnswer], first_day: int = 0) -> DayTally:
    return tally(answers, first_day, MODEL, CalibratorState())[0]


def total(found: DayTally, name: str, day: int | None = None) -> float:
    at = COUNTS.index(name)
    return sum(
        row[at]
        for (scope, on, _), row in found.counts.items()
        if scope == ALL and day in (None, on)
    )


def test_a_card_is_mature_from_21_days_on() -> None:
    assert [stage_of(days) for days in (None, 0, 1, 20, 21, 400)] == [
        Stage.LEARNING,
        Stage.LEARNING,
        Stage.YOUNG,
        Stage.YOUNG,
        Stage.MATURE,
        Stage.MATURE,
    ]


def test_true_retention_counts_the_first_answer_of_a_day_to_cards_with_an_interval() -> None:
    found = counted(
        log(
            (10, 1, 3, None),  # new: tells no retention
            (10, 1, 3, 4),  # on a step
            (14, 1, 1, None),  # young, forgotten
            (14, 1, 3, 2),  # the second answer of the day
            (16, 1, 3, 25),  # young, recalled
            (41, 1, 3, 60),  # mature, recalled
            (41, 2, 3, 1),  # another card, new
        )
    )
    names = ("young", "young_right", "mature", "mature_right")
    assert [total(found, name) for name in names] == [2, 1, 1, 1]
    assert [total(found, "young", day) for day in (10, 14, 16, 41)] == [0, 1, 1, 0]


def test_a_learning_step_over_night_tells_no_retention() -> None:
    found = counted(log((10, 1, 3, None), (11, 1, 3, 3)))
    assert total(found, "young") == 0


def test_cards_grow_from_begun_to_mature_and_fall_back() -> None:
    found = counted(
        log((10, 1, 3, None), (10, 1, 3, 3), (13, 1, 3, 30), (43, 1, 1, None), (43, 2, 4, 5))
    )
    assert [total(found, "begun", day) for day in (10, 13, 43)] == [1, 0, 1]
    assert [total(found, "young_change", day) for day in (10, 13, 43)] == [1, -1, 1]
    assert [total(found, "mature_change", day) for day in (10, 13, 43)] == [0, 1, -1]


def test_a_card_that_was_reset_is_no_lapse_and_not_begun_twice() -> None:
    first = log((10, 1, 3, 30))
    reset = log((45, 1, 1, None))
    found = counted(first + reset)  # its `rep` is 0 once more
    assert (total(found, "mature"), total(found, "begun")) == (0, 1)
    assert total(found, "mature_change") == 0


def test_where_intervals_were_not_kept_the_gap_is_the_interval() -> None:
    answers = log((10, 1, 3, None), (15, 1, 3, None), (45, 1, 1, None), rep=None)
    found = counted(answers)
    assert (total(found, "young"), total(found, "young_right")) == (1, 1)
    assert (total(found, "mature"), total(found, "mature_right")) == (1, 0)


def test_practice_and_skipped_answers_count_as_answers_alone() -> None:
    practice = log((10, 1, 3, None), (20, 1, 1, None), schedules=False)
    skipped = log((30, 2, 0, None), schedules=False)
    found = counted(practice + skipped)
    assert (total(found, "answers"), total(found, "spent_ms")) == (3, 12_000)
    assert [total(found, name) for name in ("again", "good", "begun", "young")] == [1, 1, 0, 0]


def test_what_was_said_of_certainty_is_counted_with_what_came() -> None:
    answers = log((10, 1, 3, 1), (10, 2, 1, None), certainty=3) + log((11, 3, 3, 1), certainty=1)
    found = counted(answers)
    names = ("very_sure", "very_sure_right", "fairly_sure", "unsure", "unsure_right")
    assert [total(found, name) for name in names] == [2, 1, 0, 1, 1]


def test_predictions_are_those_before_the_answer() -> None:
    found = counted(log((10, 1, 3, 4), (14, 1, 3, 9), (100, 1, 1, None)))
    cells = {key: cell for key, cell in found.predictions.items() if key[0] == ALL}
    assert sum(cell[0] for cell in cells.values()) == 2
    assert [cell[1] for (_, day, _), cell in sorted(cells.items()) if day == 100] == [0]
    (soon,) = [cell[2] for (_, day, _), cell in cells.items() if day == 14]
    (late,) = [cell[2] for (_, day, _), cell in cells.items() if day == 100]
    assert 1 > soon > late > 0


def test_counting_may_begin_on_any_day() -> None:
    answers = log(*((day, day % 3, 3 if day % 4 else 1, day % 5 or None) for day in range(10, 60)))
    answers += log(*((day, 7, 3, 2) for day in range(12, 60, 2)))
    answers = sorted(
        LoggedAnswer(**{name: getattr(a, name) for name in a.__struct_fields__} | {"seq": number})
        for number, a in enumerate(answers)
    )
    whole, end = tally(answers, 0, MODEL, CalibratorState())
    for first in (12, 30, 59):
        part, after = tally(answers, first, MODEL, whole.mornings[first])
        assert after == end
        later = {key: row for key, row in whole.counts.items() if key[1] >= first}
        assert part.counts == later
        assert part.predictions == {k: c for k, c in whole.predictions.items() if k[1] >= first}
