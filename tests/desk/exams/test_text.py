"""What an exam's parts are called."""

import pytest

from quiz.desk.exams.text import row_words
from quiz.items.paper import Row


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (Row(count=5, tags=("economy",), title="Part one"), "Part one"),
        (Row(count=5, tags=("economy",), kinds=("text",)), "5 × economy, text"),
        (Row(count=2, banks=("figures",)), "2 × figures"),
        (Row(count=2), "2 × any question"),
    ],
)
def test_a_row_is_called_by_its_title_or_what_it_asks_for(row: Row, said: str) -> None:
    assert row_words(row) == said
