"""Tables of the command line."""

from quiz.cli.tables import Column, table


def test_columns_are_as_wide_as_what_is_in_them_and_numbers_end_at_the_right() -> None:
    columns = (Column("id", is_text=True), Column("ripassi"), Column("kB", 4), Column("t", 9, True))
    rows = [("日", "1", "12", "x"), ("longer", "12,000", "1,234,567", "")]
    assert list(table(columns, rows)) == [
        "id      ripassi         kB  t",
        "日            1         12  x",
        "longer   12,000  1,234,567",
    ]
