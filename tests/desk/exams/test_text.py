"""What an exam's parts are called."""

import pytest

from quiz.desk.exams.text import row_words
from quiz.items.paper import PaperSection


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (PaperSection(count=5, tags=("economy",), title="Part one"), "Part one"),
        (PaperSection(count=5, tags=("economy",), kinds=("text",)), "5 × economy, text"),
        (PaperSection(count=2, banks=("figures",)), "2 × figures"),
        (PaperSection(count=2), "2 × any question"),
    ],
)
def test_a_row_is_called_by_its_title_or_what_it_asks_for(row: PaperSection, said: str) -> None:
    assert row_words(row) == said
