"""Tables as people save them: every encoding, separator and line end that is met."""

import pytest

from quiz.errors import BankError, QuizError
from quiz.formats.csv_reading import MOST_BYTES, table, text_of

TEXT = "name,q1\nZoë,1\n"
WANTED = [["name", "q1"], ["Zoë", "1"]]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode("utf-16"),
        TEXT.replace(",", "|").encode(),
        b"sep=;\r\n" + TEXT.replace(",", ";").encode(),
        b'"name","q1"\n\n"Zo\xc3\xab","1"\n',
    ],
)
def test_a_table_is_read_however_it_was_saved(data: bytes) -> None:
    assert [row.cells for row in table(text_of(data, "t.csv"), "t.csv")] == WANTED


def test_quotes_hold_separators_and_lines_and_rows_know_their_line() -> None:
    rows = table('sep=,\na,"b, c\nd"\n\ne,f\n', "t.csv")
    assert [(row.line, row.cells) for row in rows] == [(2, ["a", "b, c\nd"]), (5, ["e", "f"])]


def test_a_comma_in_a_text_or_a_figure_separates_nothing() -> None:
    assert table("Vienna, Austria\tDanube\n", "t")[0].cells == ["Vienna, Austria", "Danube"]
    assert table("Anna;1,5\n", "t")[0].cells == ["Anna", "1,5"]


def test_spaces_separate_columns_only_where_that_is_wanted() -> None:
    assert table("a b\n", "t")[0].cells == ["a", "b"]
    assert table("a b\n", "t", may_be_spaced=False)[0].cells == ["a b"]


def test_what_is_no_table_is_refused_with_its_place() -> None:
    with pytest.raises(QuizError, match=r"t\.xlsx: not a text file; save it as CSV"):
        text_of(b"PK\x03\x04\x00\x00\xff\xff", "t.xlsx")
    with pytest.raises(QuizError, match="over 64 MB"):
        text_of(b" " * (MOST_BYTES + 1), "t")
    with pytest.raises(BankError, match="t:2:1: error: can't be read as a table"):
        table("a,b\n" + "x" * 1_000_001 + ",c\n", "t")
