"""Results as files: each form is told from the file itself, and read or refused in words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.formats.results import Attempts, decode, own

MOODLE = """\
"Last name","First name","Email address",State,"Started on",Completed,"Time taken",\
"Grade/2.00","Response 1","Right answer 1","Response 2","Right answer 2"
Rossi,Anna,a@x.it,Finished,"1 May 2026 10:00 AM","1 May 2026 10:10 AM","10 mins",2.00,\
Vienna,Vienna,1815,1815
Bianchi,Bob,b@x.it,Finished,"1 May 2026 10:00 AM","1 May 2026 10:10 AM","10 mins",1.00,\
Paris,Vienna,1815,1815
Bianchi,Bob,b@x.it,Finished,"2 May 2026 10:00 AM","2 May 2026 10:10 AM","10 mins",2.00,\
Vienna,Vienna,1815,1815
Verdi,Cem,c@x.it,"In progress","1 May 2026 10:00 AM",-,-,-,-,Vienna,-,1815
"""
GRADES = """\
Nachname;Vorname;E-Mail-Adresse;Status;Begonnen am;Bewertung/10,00;F. 1 /4,00;F. 2 /6,00
Rossi;Anna;a@x.it;Beendet;1. Mai;10,00;4,00;6,00
Weiß;Bob;b@x.it;Beendet;1. Mai;2,00;2,00;-
Gesamtdurchschnitt;;;;;6,00;3,00;3,00
"""


def test_moodles_responses_are_marked_by_the_right_answers_beside_them() -> None:
    read = decode(MOODLE.encode(), source="r.csv")
    assert (read.form, read.learners) == (
        "Moodle's responses report",
        ("Rossi Anna", "Bianchi Bob"),
    )
    assert [(c.name, c.marks, c.key) for c in read.columns] == [
        ("Q1", (1.0, 0.0), "Vienna"),
        ("Q2", (1.0, 1.0), "1815"),
    ]
    assert read.columns[0].responses == ("Vienna", "Paris")
    said = [warning.message for warning in read.warnings]
    assert said == [
        "1 attempts that were not finished are left out",
        "1 further attempts of learners who are there already; the first counts",
    ]
    last = decode(MOODLE.encode(), source="r.csv", attempts=Attempts.LAST)
    assert last.columns[0].marks == (1.0, 1.0)
    assert len(decode(MOODLE.encode(), source="r.csv", attempts=Attempts.ALL).learners) == 3


def test_moodles_grades_keep_what_each_question_is_worth() -> None:
    read = decode(GRADES.encode("cp1252"), source="g.csv")
    assert (read.form, read.learners) == ("Moodle's grades report", ("Rossi Anna", "Weiß Bob"))
    assert [(c.marks, c.most) for c in read.columns] == [((4.0, 2.0), 4.0), ((6.0, 0.0), 6.0)]


def test_a_responses_report_without_right_answers_says_what_to_tick() -> None:
    text = MOODLE.replace("Right answer", "Note")
    with pytest.raises(QuizError, match="no column of right answers"):
        decode(text.encode(), source="r.csv")


MATRICES = {
    "1,0,1\n0,0,1\n1,1,1\n": ("", ((1, 0, 1), (0, 0, 1), (1, 1, 1))),
    "name\tQ1\tQ2\nAnna\t1\t0\nBob\t0.5\t-\n": ("", ((1, 0.5), (0, 0))),
    "A;B\nB;B\nA;C\n": ("AB", ((1, 0, 1), (1, 1, 0))),
    "who,one,two\nAnna,a,B\nBob,C,\nkey,A,B\n": ("", ((1, 0), (1, 0))),
    "1 0 1\n0 0 0\n": ("", ((1, 0), (0, 0), (1, 0))),
    "17,1,1\n18,0,1\n19,1,0\n": ("", ((1, 0, 1), (1, 1, 0))),
}


@pytest.mark.parametrize("text", MATRICES)
def test_a_matrix_of_marks_or_letters_is_read(text: str) -> None:
    key, wanted = MATRICES[text]
    read = decode(text.encode(), source="m.csv", key=key)
    marks = tuple(c.marks for c in read.columns)
    assert marks == wanted or tuple(zip(*marks, strict=True)) == wanted


HEADED = [
    ("name,1,2,3\nAnna,1,0,1\nBob,0,0,1\n", "", True),
    ("name,1,2,3\nAnna,A,B,C\nBob,B,B,C\n", "ABC", True),
    ("name,a,b,c\nAnna,A,B,C\nBob,B,B,C\n", "ABC", True),
    ("Élève;1;2;3\nAnna;1;0;1\nBob;0;0;1\n", "", True),
    ("Фамилия,1,2,3\nАнна,1,0,1\nБорис,0,0,1\n", "", True),
    (",1,2,3\nAnna,1,0,1\nBob,0,0,1\n", "", True),
    ("x,1,2,3\nAnna,A,B,C\nBob,B,B,C\n", "ABC", True),
    ("name,1,2,3,total\nAnna,1,0,1,2\nBob,0,0,1,1\n", "", True),
    ("nr,5,6,7\n1,1,0,1\n2,0,0,1\n", "", True),
    ("1,2,3\n1,0,1\n0,0,1\n", "", True),
    ("Anna,1,0,1\nBob,0,0,1\n", "", False),
    ("Anna,A,B,C\nBob,B,B,C\n", "ABC", False),
    ("Anna,A,B,C\nkey,A,B,C\nBob,B,B,C\n", "", False),
    ("1,0,1\n0,0,1\n", "", False),
]


@pytest.mark.parametrize(("text", "key", "is_headed"), HEADED)
def test_a_first_row_of_figures_is_no_learner(text: str, key: str, is_headed: bool) -> None:
    read = decode(text.encode(), source="m.csv", key=key)
    middle = (1, 1) if key or "key" in text else (0, 0)
    assert [column.marks for column in read.columns] == [(1, 0), middle, (1, 1)]
    said = "the first row is headings" if is_headed else "no row of headings"
    assert said in read.form


DOUBTFUL = [
    ("Anna,1,2,3\nBob,0,2,1\n", ""),
    ("Anna,1,2\nBob,1,1\n", ""),
    ("1,2,3\n3,2,1\n1,1,1\n", ""),
    ("Anna,1,2,3\nBob,3,1,2\n", "123"),
]


@pytest.mark.parametrize(("text", "key"), DOUBTFUL)
def test_a_first_row_in_doubt_is_asked_about(text: str, key: str) -> None:
    with pytest.raises(QuizError, match=r"m\.csv:1:1: .*may be headings or answers.*--no-header"):
        decode(text.encode(), source="m.csv", key=key)
    learners = len(text.splitlines())
    for has_header in (False, True):
        read = decode(text.encode(), source="m.csv", key=key, has_header=has_header)
        assert len(read.learners) == learners - has_header


def test_letters_keep_who_chose_what() -> None:
    read = decode(b"who,one,two\nAnna,a,B\nBob,C,\nkey,A,B\n", source="m.csv")
    assert [(c.name, c.responses, c.key) for c in read.columns] == [
        ("one", ("A", "C"), "A"),
        ("two", ("B", ""), "B"),
    ]


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ("", "", "holds no row"),
        ("1,0\n1\n", "", "m.csv:2:1: error: 1 columns where others have 2"),
        ("A,B\nB,C\n", "", "is no mark; letters need `--key`"),
        ("A,B\nB,C\n", "ABC", "the key has 3 answers, the matrix 2 items"),
        ('{"a": 1}', "", "is JSON, but not results of ours"),
        ("learner,item,mark\nAnna,q1,\n", "", "m.csv:2:1: error: a row without item or mark"),
        ("learner,item,mark\n", "", "no learner in it"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(text: str, key: str, said: str) -> None:
    with pytest.raises(QuizError, match=said):
        decode(text.encode(), source="m.csv", key=key)


FILE = own.File(
    test="Rivers",
    attempts=(
        own.Attempt(
            learner="Anna",
            answers=(
                own.Given(item="q1", bank="r", mark=2, most=2, response="=1+1", right="Danube"),
                own.Given(
                    item="q2",
                    bank="r",
                    mark=0,
                    seconds=3.5,
                    tags=("a", "b"),
                    guess=0.5,
                    options=("x", "y"),
                ),
            ),
        ),
        own.Attempt(learner="Bob", answers=(own.Given(item="q1", bank="r", mark=1, most=2),)),
    ),
)


@pytest.mark.parametrize("form", ["json", "csv"])
def test_our_own_forms_come_back_as_they_were_written(form: str) -> None:
    data = own.to_json(FILE) if form == "json" else own.to_csv(FILE)
    read = decode(data, source=f"r.{form}")
    assert read.learners == ("Anna", "Bob")
    assert [(c.name, c.bank, c.marks, c.most) for c in read.columns] == [
        ("q1", "r", (2.0, 1.0), 2.0),
        ("q2", "r", (0.0, 0.0), 1.0),
    ]
    assert read.columns[1].seconds == (3.5, 0.0)
    assert (read.columns[1].guess, read.columns[1].options) == (0.5, ("x", "y"))
    assert read.columns[0].responses[0] == "=1+1"
    assert "1 answers are missing" in read.warnings[0].message
    if form == "csv":
        assert b",'=1+1," in data  # no spreadsheet takes it for a formula


@settings(max_examples=200, deadline=None)
@given(
    data=st.one_of(
        st.binary(max_size=200), st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))
    )
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read = decode(data, source="r.csv", key="AB")
    except QuizError:
        return
    assert all(len(c.marks) == len(read.learners) for c in read.columns)
