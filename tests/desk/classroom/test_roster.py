"""Rosters as teachers have them."""

import pytest

from quiz.desk.classroom.roster import read_roster
from quiz.errors import QuizError


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada\nCem\n", ["Ada", "Cem"]),
        ("Ada Lovelace\r\nCem Öz\r\n\r\n", ["Ada Lovelace", "Cem Öz"]),
        ("name\nAda\nCem", ["Ada", "Cem"]),
        ("Name;Time\nAda;1,25\nCem;\n", ["Ada", "Cem"]),
        ("Last name,First name\nLovelace,Ada\nÖz,Cem\n", ["Ada Lovelace", "Cem Öz"]),
        ("first\tlast\nAda\tLovelace\n", ["Ada Lovelace"]),
        ("id,name\n1,Ada\n2,Cem\n", ["Ada", "Cem"]),
        ("\ufeffname\nAda\n", ["Ada"]),
        ("  Ada\u200b  \n", ["Ada"]),
    ],
)  # fmt: skip
def test_names_are_read(text: str, names: list[str]) -> None:
    assert [name for name, _time in read_roster(text.encode(), "r.csv")] == names


def test_times_are_read() -> None:
    found = read_roster(b"name,time\nAda,1.25\nCem,\nEva,2\n", "r.csv")
    assert [time for _name, time in found] == [1.25, 1.0, 2.0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no names"), (b"\n\n", "no names"), (b"name\n", "no names"),
        (b"name,time\nAda,fast\n", "line 2"), (b"name,time\nAda,0.5\n", "line 2"),
        (b"x" * 50, "longer"), (b"PK\x03\x04\xff\0", "text file"),
        (b"\n".join(b"P%d" % n for n in range(501)), "over 500"),
    ],
)  # fmt: skip
def test_what_is_no_roster_is_told(data: bytes, words: str) -> None:
    with pytest.raises(QuizError, match=words):
        read_roster(data, "r.csv")
