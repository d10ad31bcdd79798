"""What is odd in a log: the quick condition of SQL against the whole check."""

import math
from random import Random
from typing import Any

import pytest
from msgspec import structs

from quiz.store.examining import odd_rows
from quiz.store.lines import SOUND_REVIEW, BadLine, check_row, in_utc
from quiz.store.rows import REVIEW_COLUMNS, review_of
from tests.store.conftest import Learner
from tests.support import connection_of

ODD: list[tuple[str, Any]] = [
    ("uid", ""), ("bank", ""), ("card", ""), ("card", "x" * 10_001), ("bank", "é" * 10_001),
    ("at", -3_000_000_000_000_000), ("at", 17_000_000_000_000_000), ("day", 1), ("day", 3_000_000),
    ("credit", math.inf), ("points", -math.inf), ("points_of", math.inf),
    ("guess_chance", math.inf), ("interval_days", -1), ("interval_days", 40_001),
    ("retention", 0.0), ("retention", 1.0), ("retention", -0.5),
]  # fmt: skip
SOUND: list[tuple[str, Any]] = [
    ("card", "x" * 10_000), ("card", "日" * 3_000), ("credit", 0.0), ("points", -1.5),
    ("elapsed_ms", -1), ("elapsed_ms", 2**62), ("interval_days", 0), ("interval_days", 40_000),
    ("interval_days", None), ("retention", None), ("retention", 0.9), ("rating", None),
    ("certainty", 3), ("tags", "no json"), ("day", 693_596),
]  # fmt: skip


def set_column(learner: Learner, column: str, value: object) -> None:
    """Write what no program of ours writes into the first row."""
    connection = connection_of(learner.record)
    connection.execute(f"UPDATE review SET {column} = ? WHERE seq = 1", (value,))


@pytest.mark.parametrize(("column", "value"), ODD)
def test_a_row_that_no_program_of_ours_writes_is_found(
    learner: Learner, column: str, value: object
) -> None:
    learner.answer("a")
    learner.answer("b")
    set_column(learner, column, value)
    connection = connection_of(learner.record)
    assert odd_rows(connection, learner.record.learner) == [("review", 1)]


@pytest.mark.parametrize(("column", "value"), SOUND)
def test_a_row_at_the_edge_of_what_is_right_is_left_alone(
    learner: Learner, column: str, value: object
) -> None:
    learner.answer("a")
    set_column(learner, column, value)
    assert odd_rows(connection_of(learner.record), learner.record.learner) == []


def test_what_the_condition_lets_pass_the_check_lets_pass(learner: Learner) -> None:
    luck = Random(3)
    for _ in range(300):
        learner.answer("a")
    connection = connection_of(learner.record)
    for number in range(1, 301):
        for column, value in luck.sample([*ODD, *SOUND], k=luck.randint(0, 2)):
            if column != "uid":
                query = f"UPDATE review SET {column} = ? WHERE seq = ?"
                connection.execute(query, (value, number))
    rows = connection.execute(
        f"SELECT {REVIEW_COLUMNS}, {SOUND_REVIEW} AS is_sound FROM review"
    ).fetchall()
    assert 30 < sum(row["is_sound"] for row in rows) < 270
    for row in rows:
        if not row["is_sound"]:
            continue
        review = review_of(row)
        check_row(in_utc(review))
        with pytest.raises(BadLine):
            check_row(structs.replace(review, credit=math.nan))
