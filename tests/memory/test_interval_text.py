from datetime import timedelta

import pytest

from quiz.memory import interval_words


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (0, "now"),
        (-5, "now"),
        (20, "1 min"),
        (60, "1 min"),
        (600, "10 min"),
        (3599, "1 h"),
        (timedelta(hours=5), "5 h"),
        (timedelta(hours=23, minutes=45), "1 d"),
        (timedelta(days=2), "2 d"),
        (timedelta(days=45), "45 d"),
        (timedelta(days=91), "3 mo"),
        (timedelta(days=360), "1 y"),
        (timedelta(days=438), "1.2 y"),
        (timedelta(days=36500), "99.9 y"),
    ],
)
def test_intervals_in_words(interval: float | timedelta, words: str) -> None:
    assert interval_words(interval) == words
