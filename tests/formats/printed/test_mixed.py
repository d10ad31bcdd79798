"""A paper with bubbles and written questions is one mark."""

import pytest

from quiz.errors import QuizError
from quiz.formats.printed.answer_key import KeyEntry, KeyFile, WrittenEntry
from quiz.formats.printed.mixed import marks_table, with_points
from quiz.formats.printed.scanned import mark

LETTERS = {"A": "yes", "B": "no"}
KEY = KeyFile(
    test="Test", seed=1, grades=(("A", 90.0), ("B", 50.0), ("F", 0.0)),
    versions={
        "XYZ": (KeyEntry(number=1, bank="b", item="one", options=LETTERS, right=("A",)),),
        "QRS": (KeyEntry(number=2, bank="b", item="one", options=LETTERS, right=("B",)),),
    },
    written={
        "XYZ": (WrittenEntry(number=2, bank="b", item="essay", points=4.0, question="Why?"),),
        "QRS": (WrittenEntry(number=1, bank="b", item="essay", points=4.0, question="Why?"),),
    },
)  # fmt: skip
SHEETS = b"version,name,answers\nXYZ,Ann,A\nQRS,Bob,A\n"


def marks(points: bytes | None) -> tuple[list[str], list[str]]:
    """Return the lines of the marks, and what was reported."""
    marked = mark(SHEETS, KEY, source="s.csv")
    mixed = with_points(marked, KEY, points, source="p.csv")
    lines = marks_table(mixed, KEY.grades).decode().splitlines()
    return lines[1:], [str(one) for one in mixed.marked.problems if one.level == "error"]


@pytest.mark.parametrize(
    ("points", "lines"),
    [
        (b"name,1,2\nAnn,,3\nBob,4,\n", ["Ann,XYZ,4,5,80.0,B", "Bob,QRS,4,5,80.0,B"]),
        (b"Name;Q1;Q2\nann;;4\nBOB;0;\n", ["Ann,XYZ,5,5,100.0,A", "Bob,QRS,0,5,0.0,F"]),
        (b"name,1,2\nAnn,,\"3,5\"\nBob,1.5,\n", ["Ann,XYZ,4.5,5,90.0,A", "Bob,QRS,1.5,5,30.0,F"]),
        (b"name,2\nAnn,3\n", ["Ann,XYZ,4,5,80.0,B", "Bob,QRS,0,5,,to grade: 1"]),
        (None, ["Ann,XYZ,1,5,,to grade: 1", "Bob,QRS,0,5,,to grade: 1"]),
    ],
)  # fmt: skip
def test_points_by_hand_join_the_sheets(points: bytes | None, lines: list[str]) -> None:
    assert marks(points) == (lines, [])


@pytest.mark.parametrize(
    ("points", "reported"),
    [
        (b"name,1,2\nAnn,,5\n", "p.csv:2:1: error: Ann: '5' for question 2 is no number"),
        (b"name,1,2\nAnn,,-1\n", "'-1' for question 2"),
        (b"name,1,2\nAnn,,x\n", "'x' for question 2"),
        (b"name,1,2\nAnn,,nan\n", "'nan' for question 2"),
        (b"name,1,2\nAnn,3,1\n", "question 1 of version XYZ is not graded by hand"),
        (b"name,2\nEva,3\n", "no sheet for eva"),
        (b"name,2\nAnn,3\nann,4\n", "twice"),
    ],
)  # fmt: skip
def test_what_is_odd_is_reported_with_its_line(points: bytes, reported: str) -> None:
    _lines, problems = marks(points)
    assert any(reported in problem for problem in problems), problems


@pytest.mark.parametrize("points", [b"", b"\n", b"Ann,3\n", b"name\nAnn\n", b"1,2\n3,4\n"])
def test_what_is_no_table_of_points_is_refused(points: bytes) -> None:
    with pytest.raises(QuizError):
        marks(points)


def test_the_written_question_is_in_the_results() -> None:
    marked = mark(SHEETS, KEY, source="s.csv")
    mixed = with_points(marked, KEY, b"name,1,2\nAnn,,3\nBob,1,\n", source="p.csv")
    found = [
        [(one.item, one.mark, one.most) for one in attempt.answers]
        for attempt in mixed.marked.results.attempts
    ]
    assert found == [[("one", 1, 1), ("essay", 3, 4)], [("one", 0, 1), ("essay", 1, 4)]]
