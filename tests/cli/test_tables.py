"""Tables of the command line."""

from quiz.cli.tables import TableColumn, table


def test_columns_are_as_wide_as_what_is_in_them_and_numbers_end_at_the_right() -> None:
    columns = (
        TableColumn("id", is_text=True),
        TableColumn("ripassi"),
        TableColumn("kB", 4),
        TableColumn("t", 9, True),
    )
    rows = [("日", "1", "12", "x"), ("longer", "12,000", "1,234,567", "")]
    assert list(table(columns, rows)) == [
        "id      ripassi         kB  t",
        "日            1         12  x",
        "longer   12,000  1,234,567",
    ]
