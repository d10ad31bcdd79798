"""Filled-in sheets, as scanners and typists give them."""

import pytest

from quiz.errors import QuizError
from quiz.formats.printed.answer_key import KeyEntry, KeyFile, decode
from quiz.formats.printed.scanned import MarkedTable, mark
from quiz.formats.results import decode as read_results
from quiz.formats.results.own import to_csv, to_json

ABCD = {"A": "Vienna", "B": "Paris", "C": "Rome", "D": "Bonn"}
KEY = KeyFile(
    test="T",
    seed=1,
    versions={
        "BCD": (
            KeyEntry(number=1, bank="b", item="one", options=ABCD, right=("A",)),
            KeyEntry(
                number=3,
                bank="b",
                item="two",
                options=ABCD,
                right=("A", "B"),
                several=True,
                points=2,
            ),
            KeyEntry(
                number=4, bank="b", item="three", options={"A": "true", "B": "false"}, right=("B",)
            ),
        ),
        "FGH": (
            KeyEntry(
                number=2,
                bank="b",
                item="two",
                options={"A": "Rome", "B": "Vienna", "C": "Bonn", "D": "Paris"},
                right=("B", "D"),
                several=True,
                points=2,
            ),
            KeyEntry(
                number=3, bank="b", item="three", options={"A": "true", "B": "false"}, right=("B",)
            ),
            KeyEntry(
                number=5,
                bank="b",
                item="one",
                options={"A": "Rome", "B": "Vienna", "C": "Bonn", "D": "Paris"},
                right=("B",),
            ),
        ),
    },
)


QUESTION = "Where did the congress of the great powers meet in 1814 and 1815?"


def test_a_warning_names_the_question_by_what_it_asks() -> None:
    entry = KeyEntry(number=1, bank="b", item="a", options=ABCD, right=("A",), question=QUESTION)
    key = KeyFile(test="T", seed=1, versions={"BCD": (entry,)})
    found = mark(b"version,name,answers\nBCD,Ada,X\n", key, source="s.csv")
    assert [problem.message for problem in found.problems] == [
        'question 1 ("Where did the congress of the great powers meet i…"): '
        "X isn't an option; it counts as wrong"
    ]


def marked(text: str) -> MarkedTable:
    return mark(text.encode(), KEY, source="s.csv")


def marks(text: str) -> list[float]:
    return [sheet.mark for sheet in marked(text).sheets]


@pytest.mark.parametrize(
    "row",
    [
        "BCD,Ann,A(AB)B", "bcd,Ann,a(ab)b", "BCD,Ann,A AB B", 'BCD,Ann,"A,AB,B"',
        "BCD,Ann,A;AB;B", "BCD,Ann,A/AB/B", "B-C-D,Ann,A[AB]B", "FGH,Ann,(BD)BB", "FGH,Ann,BD B B",
        "FGH,Ann,(DB) B B",
    ],
)  # fmt: skip
def test_letters_in_one_text_however_parted(row: str) -> None:
    found = marked(f"version,name,answers\n{row}\n")
    assert [str(problem) for problem in found.problems] == []
    assert [(sheet.mark, sheet.most) for sheet in found.sheets] == [(4, 4)]


def test_a_column_for_each_number_on_the_sheet() -> None:
    text = "Name;Version;1;2;3;4;5\nAnn;BCD;A;;AB;B;\nBob;FGH;;BD;B;;B\n"
    assert marks(text) == [4, 4]
    assert marks("version,name,Q1,Q3,Q4\nBCD,Ann,A,B,-\n") == [2]


def test_columns_by_row_where_there_are_as_many_as_rows() -> None:
    found = marked("version,name,1,2,3\nBCD,Ann,A,AB,B\nFGH,Bob,BD,B,B\n")
    assert [sheet.mark for sheet in found.sheets] == [4, 4]
    (told,) = found.problems
    assert "as the rows of the sheet, from top to bottom" in told.message


def test_without_a_head_the_columns_are_version_name_answers() -> None:
    assert marks("BCD,Ann,A(AB)B\nFGH,Bob,(BD)BB\n") == [4, 4]
    assert marks("BCD\tAnn\tA\tAB\tB\n") == [4]
    assert marks("Вариант;Имя;answers\nBCD;Аня;A(AB)B\n") == [4]


def test_blanks_and_several_marks() -> None:
    found = marked("version,name,answers\nBCD,Ann,-(ABC).\nBCD,Bob,(AB)(A)B\nBCD,Cy,_*~\n")
    assert [sheet.mark for sheet in found.sheets] == [1, 2, 0]
    assert [str(problem) for problem in found.problems] == [
        (
            "s.csv:3:1: warning: question 1: A, B marked, but only one is correct; it "
            "counts as wrong"
        ),
        "s.csv:4:1: warning: question 3: * isn't an option; it counts as wrong",
    ]
    first = found.results.attempts[0].answers
    assert [one.response for one in first] == ["", "Paris; Rome; Vienna", ""]


def test_careless_rows_are_told_with_their_line() -> None:
    found = marked(
        "version,name,answers\nBCE,Ann,A(AB)B\n\n,Bob,AAA\nBCD,Cy,ABAB\nBCD,,A\nBCD,Di,XAB\n"
        "BCD,Di,A(AB)B\n"
    )
    assert [str(problem) for problem in found.problems] == [
        ("s.csv:2:1: error: unknown version 'BCE'; the sheet was not graded; did you mean BCD?"),
        "s.csv:4:1: error: no version code; the sheet was not graded",
        "s.csv:5:1: error: 4 answers, but the sheet has 3 questions; not graded",
        "s.csv:6:1: warning: 1 of 3 answers; the rest count as blank",
        "s.csv:7:1: warning: question 1: X isn't an option; it counts as wrong",
        ("s.csv:8:1: warning: there is already a sheet for Di; this one counts as Di (2)"),
    ]
    told = [(sheet.learner, sheet.mark) for sheet in found.sheets]
    assert told == [("line 6", 1), ("Di", 2), ("Di (2)", 4)]


def test_an_answer_to_what_has_no_letters_leaves_the_row_out() -> None:
    found = marked("version,name,1,2,3,4\nBCD,Ann,A,C,AB,B\n")
    assert found.sheets == ()
    assert "an answer to question 2, which has no letters in" in found.problems[0].message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no rows"),
        ("a,b,c\n1,2,3\n", "the first row has no `version`"),
        ("version,name\nBCD,Ann\n", "has neither an `answers` column nor question numbers"),
    ],
)
def test_what_is_no_table_of_sheets_is_refused(text: str, message: str) -> None:
    with pytest.raises(QuizError, match=message):
        marked(text)


def test_versions_pool_in_the_results_that_are_analysed() -> None:
    found = marked("version,name,answers\nBCD,Ann,B(AB)B\nFGH,Bob,(BD)BD\nFGH,Cy,ABB\n")
    for data in (to_csv(found.results), to_json(found.results)):
        read = read_results(data, source="r")
        assert read.learners == ("Ann", "Bob", "Cy")
        by_name = {column.name: column for column in read.columns}
        assert by_name["one"].responses == ("Paris", "Paris", "Vienna")
        assert by_name["one"].key == "Vienna"
        assert by_name["two"].key == "Paris; Vienna"
        assert by_name["two"].responses == ("Paris; Vienna", "Paris; Vienna", "Rome")
        assert by_name["two"].marks == (2, 2, 0)


@pytest.mark.parametrize("data", [b"{}", b"[", b"\xff", b'{"test": 1}', b"x,y"])
def test_what_is_no_key_is_refused(data: bytes) -> None:
    with pytest.raises(QuizError, match="key written by `quiz print`"):
        decode(data, source="k.json")


def test_a_first_row_that_may_be_headings_or_a_sheet_is_asked_about() -> None:
    with pytest.raises(QuizError, match="be headings or answers"):
        marked("BCD,Ann,1,2,3\nBCD,Bob,A,B,B\n")
    table = b"BCD,Ann,1,2,3\nBCD,Bob,A,B,B\n"
    found = mark(table, KEY, source="s.csv", has_header=False)
    assert [sheet.learner for sheet in found.sheets] == ["Ann", "Bob"]
    found = marked("BCD,Ann,A(AB)B\nBCD,Bob,A(AB)B\n")
    assert len(found.sheets) == 2
    assert "as a sheet, not as headings" in str(found.problems[0])
    with pytest.raises(QuizError, match="no `version`"):
        marked("name,1,2,3\nBob,A,B,B\n")
