"""The page of formats says what the code does."""

from pathlib import Path

from quiz.formats.exchange.page import formats_table

PAGE = Path(__file__).parents[3] / "docs" / "formats.md"


def test_the_page_has_the_table_of_the_code() -> None:
    assert formats_table() in PAGE.read_text(encoding="utf-8")
