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
        "1 unfinished attempt left out",
        "1 more attempt by the same students; the first counts",
    ]
    last = decode(MOODLE.encode(), source="r.csv", attempts=Attempts.LAST)
    assert last.columns[0].marks == (1.0, 1.0)
    assert len(decode(MOODLE.encode(), source="r.csv", attempts=Attempts.ALL).learners) == 3


def test_moodles_grades_keep_what_each_question_is_worth() -> None:
    read = decode(GRADES.encode("cp1252"), source="g.csv")
    assert (read.form, read.learners) == ("Moodle's grades report", ("Rossi Anna", "Weiß Bob"))
    assert [(c.marks, c.most) for c in read.columns] == [((4.0, 2.0), 4.0), ((6.0, 0.0), 6.0)]


def without_right_answers(text: str, *, with_questions: bool) -> str:
    """The same report, its right answers not ticked, or the questions' texts in their place."""
    rows = [line.split(",") for line in text.replace(",\\\n", ",").splitlines()]
    for at, row in enumerate(rows):
        first, second = row[8], row[10]
        texts = ["Capital?", first, "Year?", second]
        if not at:
            texts = ['"Question 1"', first, '"Question 2"', second]
        row[8:] = texts if with_questions else [first, second]
    return "\n".join(",".join(row) for row in rows) + "\n"


@pytest.mark.parametrize("with_questions", [False, True])
def test_a_responses_report_without_right_answers_says_what_to_tick(with_questions: bool) -> None:
    text = without_right_answers(MOODLE, with_questions=with_questions)
    with pytest.raises(QuizError, match="no right answers"):
        decode(text.encode(), source="r.csv")


LANGUAGES = {
    # State of a finished and of an open attempt, `Grade`, a question's marks, response, right.
    "en": ("Status", "Finished", "In progress", "Grade", "Q. {} ", "Response {}",
           "Right answer {}"),
    "de": ("Status", "Beendet", "In Bearb", "Bewertung", "F {} ", "Antwort {}",
           "Richtige Antwort {}"),
    "fr": ("État", "Terminé", "En cours", "Note", "Q. {} ", "Réponse {}", "Réponse correcte {}"),
    "es": ("Estado", "Finalizado", "En curso", "Calificación", "P. {} ", "Respuesta {}",
           "Respuesta correcta {}"),
    "it": ("Stato", "Completato", "In corso", "Valutazione", "D. {} ", "Risposta {}",
           "Risposta corretta {}"),
    "pt": ("Estado", "Terminada", "Em progresso", "Nota", "P. {} ", "Resposta {}",
           "Resposta correta {}"),
    "ru": ("Состояние", "Завершено", "В процессе", "Оценка", "В {} ", "Ответ {}",
           "Правильный ответ {}"),
    "pl": ("Stan", "Ukończone", "W trakcie", "Ocena", "Pyt. {} ", "Odpowiedź {}",
           "Prawidłowa odpowiedź {}"),
    "tr": ("Durum", "Bitti", "Devam ediyor", "Not", "S. {} ", "{}. yanıt", "{}. doğru yanıt"),
    "ar": ("الحالة", "انتهى", "قيد التقدم", "الدرجة", "س. {} ", "الاستجابة {}",
           "الإجابة الصحيحة {}"),
    "zh": ("状态", "完成", "进行中", "成绩", "题 {} ", "响应 {}", "正确答案 {}"),
    "fi": ("Tila", "Valmis", "Kesken", "Arvosana", "K {} ", "Vastaus {}", "Oikea vastaus {}"),
}  # fmt: skip
"""Headings as Moodle writes them; of some of these languages no word is known to the reader."""


def moodle_report(language: str, *, has_marks: bool) -> str:
    state, done, left, grade, mark, response, right = LANGUAGES[language]
    sign = "." if language in ("en", "zh", "ar") else ","
    words = {"fi": ("Sukunimi", "Etunimi", "Sähköposti"), "zh": ("姓", "名", "电子邮件")}
    head = [*words.get(language, ("Nachname", "Vorname", "E-Mail-Adresse")), state, "a", "b", "c"]
    head.append(f"{grade}/4{sign}00")
    for n in (1, 2):
        pair = [response.format(n), right.format(n)]
        head += [f"{mark.format(n)}/2{sign}00"] if has_marks else pair
    rows = [head]

    def add(name: str, word: str, end: str, total: str, *answers: str) -> None:
        answers_shown = answers if has_marks else (answers[0], "2,00", answers[1], "2,00")
        shown = [cell.replace(",", sign) for cell in (total, *answers_shown)]
        address = f"{name}@x.org" if name else ""
        rows.append([name or "Mean", name, address, word, "1", end, "1", *shown])

    add("ann", done, "2", "4,00", "2,00", "2,00")
    add("bob", done, "2", "2,00", "0,00", "2,00")
    add("cem", done, "2", "2,00", "2,00", "-")
    add("dan", left, "-", "-", "-", "-")
    add("eva", left, "-", "-", "2,00", "-")
    add("", "", "", "2,67", "1,33", "1,33")
    return "\n".join(";".join(row) for row in rows) + "\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("has_marks", [True, False])
def test_moodles_reports_are_read_in_any_language(language: str, has_marks: bool) -> None:
    text = moodle_report(language, has_marks=has_marks)
    read = decode(text.encode(), source="m.csv")
    form = "Moodle's grades report" if has_marks else "Moodle's responses report"
    assert (read.form, read.learners) == (form, ("ann ann", "bob bob", "cem cem"))
    assert [column.name for column in read.columns] == ["Q1", "Q2"]
    shares = [[mark / column.most for mark in column.marks] for column in read.columns]
    assert shares == [[1, 0, 1], [1, 1, 0]]
    said = [warning.message for warning in read.warnings]
    assert said == ["2 unfinished attempts left out"]


def test_a_word_that_stands_for_an_open_attempt_once_does_so_everywhere() -> None:
    text = moodle_report("fi", has_marks=True)
    row = "fay;fay;fay@x.org;Kesken;1;2;1;4,00;2,00;2,00\n"  # it has an end, and yet is open
    assert len(decode((text + row).encode(), source="m.csv").learners) == 3


def test_scores_that_are_not_moodles_own_are_told() -> None:
    text = moodle_report("en", has_marks=False).replace("4.00;2.00", "3.00;2.00")
    said = decode(text.encode(), source="m.csv").warnings[-1].message
    assert said.startswith("the score of 1 student differs from Moodle's")


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
    ("0,1,2\n1,0,1\n0,0,1\n", "", True),
    ("Participant,01,02,03\nAnna,1,0,1\nBob,0,0,1\n", "", True),
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
    said = "first row read as headings" if is_headed else "no row of headings"
    assert said in read.form


DOUBTFUL = [
    ("Anna,1,2,3\nBob,0,2,1\n", ""),
    ("Anna,1,2\nBob,1,1\n", ""),
    ("Wer auch,01,02,03\nBob,1,1,0\n", ""),
    ("1,2,3\n3,2,1\n1,1,1\n", ""),
    ("Anna,1,2,3\nBob,3,1,2\n", "123"),
]


@pytest.mark.parametrize(("text", "key"), DOUBTFUL)
def test_a_first_row_in_doubt_is_asked_about(text: str, key: str) -> None:
    with pytest.raises(QuizError, match="could be headings or answers; say which with `--header`"):
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
        ("", "", "no rows"),
        ("Question,Anna,Bob\n1,1,0\n2,1,1\n", "", "the table so that each row is a student"),
        ("1,0\n1\n", "", "m.csv:2:1: error: 1 column, but other rows have 2"),
        ("A,B\nB,C\n", "", "points; for letters, use `--key`"),
        ("A,B\nB,C\n", "ABC", "the key has 3 letters, but the table"),
        ('{"a": 1}', "", "JSON, but not quiz results"),
        ("learner,item,mark\nAnna,q1,\n", "", "m.csv:2:1: error: a row without `item` or `mark`"),
        ("learner,item,mark\n", "", "m.csv: no students"),
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
                own.GivenAnswer(
                    item="q1", bank="r", mark=2, most=2, response="=1+1", right="Danube"
                ),
                own.GivenAnswer(
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
        own.Attempt(learner="Bob", answers=(own.GivenAnswer(item="q1", bank="r", mark=1, most=2),)),
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
    assert read.columns[1].asked == (True, False)
    assert "1 answer is missing" in read.warnings[0].message
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


@pytest.mark.parametrize("head", ["", ",1,2,3\n", "Name,1,2,3\n"])
def test_numbers_of_a_register_are_no_points(head: str) -> None:
    text = f"{head}90211,1,0,1\n48013,1,1,1\n70001,0,1,1\n"
    read = decode(text.encode(), source="m.csv")
    assert read.learners == ("90211", "48013", "70001")
    assert [column.marks for column in read.columns] == [(1, 1, 0), (0, 1, 1), (1, 1, 1)]
    assert "1 column of names" in read.form


def test_many_points_are_no_numbers_of_a_register() -> None:
    read = decode(b"1500,1200\n1000,900\n", source="m.csv")
    assert [column.marks for column in read.columns] == [(1500, 1000), (1200, 900)]
