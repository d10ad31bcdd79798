"""The option that the author marked is the one that is right, however it was marked."""

import io
import json

import pytest
from openpyxl import Workbook

from quiz.errors import QuizError
from quiz.formats.exchange.exchanged import Imported, Source
from quiz.formats.exchange.formats import recognised


def read(name: str, text: str | bytes) -> Imported:
    data = text if isinstance(text, bytes) else text.encode()
    source = Source(data=data, name=name)
    return recognised(source).decode(source)  # type: ignore[misc]


def answers(name: str, text: str | bytes) -> list[str]:
    return [" + ".join(item.solution) for item in read(name, text).bank.items]


TABLES = [
    # Right cells that are places in one row are places in all.
    ("Question,A,B,C,D,Correct Option\n2+2?,2,4,1,3,2\nRed?,red,green,blue,pink,3\n",
     ["4", "blue"]),
    ("Question,Option 1,Option 2,Option 3,Correct\nWhich?,B,A,C,B\nWhere?,Rome,Milan,Turin,A\n",
     ["A", "Rome"]),
    ("Question,Option 1,Option 2,Option 3,Correct\n2+1?,3,2,4,3\n2+2?,1,2,4,4\n", ["3", "4"]),
    ("Question,Answer,Answer,Answer,Answer,Correct\nCapital?,Rome,Milan,Turin,Naples,1\n",
     ["Rome"]),
    ('Question,Choices,Correct\nCapital?,"Oslo; Rom; Kiew",2\n', ["Rom"]),
    ('Question,Options,Answer\nCapital?,"A) Oslo; B) Rom; C) Kiew",B\n', ["Rom"]),
    ('Question,Options,Answer\nCapital?,"Oslo, Rom, Kiew",Kiew\n', ["Kiew"]),
    ("Вопрос;Вариант 1;Вариант 2;Вариант 3;Правильный ответ\nСтолица?;Москва;Киев;Минск;1\n",
     ["Москва"]),
    ("Вопрос;Вариант А;Вариант Б;Вариант В;Правильный ответ\nСтолица?;Киев;Минск;Москва;В\n",
     ["Москва"]),
    ("Question,Choice A,Choice B,Choice C,Right answer\nCapital?,Oslo,Rome,Kyiv,Option B\n",
     ["Rome"]),
    ("Question,Answer 1,Answer 2,Answer 3,Correct Option (1-3)\nCapital?,Oslo,Rome,Kyiv,3\n",
     ["Kyiv"]),
    ("Question,OptionA,OptionB,OptionC,CorrectAnswer\nCapital?,Oslo,Rome,Kyiv,C\n", ["Kyiv"]),
    ("Question,A,B,C,Correct\nWhich two?,Oslo,Rome,Milan,\"B, C\"\n", ["Rome + Milan"]),
    ("Question,A,B,C,Correct\nWhich two?,Oslo,Rome,Milan,B and C\n", ["Rome + Milan"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_a_column_says_which_option_is_right(text: str, expected: list[str]) -> None:
    assert answers("t.csv", text) == expected


def test_a_workbook_says_the_same() -> None:
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in (
        ["Question", "A", "B", "C", "D", "Correct Option"],
        ["2+2?", 2, 4, 1, 3, 2],
        ["Red?", "red", "green", "blue", "pink", 3],
    ):
        book.active.append(row)
    book.save(out)
    assert answers("t.xlsx", out.getvalue()) == ["4", "blue"]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([{"question": "2+2?", "options": ["2", "3", "4", "5"], "correctIndex": 2}], ["4"]),
        ([{"question": "1?", "options": ["2", "1", "4", "3"], "answer": 1}], ["1"]),
        ([{"question": "4?", "options": [2, 3, 4, 5], "answer": 4}], ["4"]),
        (
            [
                {"question": "Even?", "options": ["2", "3", "4"], "correct": [0, 2]},
                {"question": "Odd?", "options": ["2", "3", "4"], "correct": [1]},
            ],
            ["2 + 4", "3"],
        ),
        (
            [
                {"question": "a?", "options": ["x", "y", "z"], "answer": 3},
                {"question": "b?", "options": ["x", "y", "z"], "answer": 1},
            ],
            ["z", "x"],
        ),
        ([{"question": "a?", "options": ["x", "y"], "answer": "y"}], ["y"]),
    ],
)
def test_json_says_it_by_place_or_by_text(
    entries: list[dict[str, object]], expected: list[str]
) -> None:
    assert answers("t.json", json.dumps(entries)) == expected


def test_points_that_are_none_are_named_and_what_was_taken_for_what_is_said() -> None:
    found = read("t.csv", "Question,Answer,Points,Type\nA?,b,5 pts,text\nC?,d,2,text\n")
    assert [item.points for item in found.bank.items] == [1.0, 2.0]
    assert "5 pts" in found.notes[0].reason
    assert "points = Points" in found.taken[0]
    assert "kind = Type" in found.taken[0]


@pytest.mark.parametrize(
    "head", ["Timestamp,Total score,Your name,What is 2+2?", "Zeitstempel,Name,Frage 1"]
)
def test_answers_of_a_form_are_no_questions(head: str) -> None:
    with pytest.raises(QuizError, match="quiz analyse"):
        read("t.csv", f"{head}\n2026/01/01,3 / 4,Ann,4\n2026/01/02,4 / 4,Ben,4\n")


QUIZZES = [
    ("Capital of Italy?\n- [x] Rome\n- [ ] Milan\n\nCapital of Spain?\n- [ ] Seville\n"
     "- [x] Madrid\n", ["Rome", "Madrid"]),
    ("Capital of Italy?\n\n- [x] Rome\n- [ ] Milan\n\nCapital of Spain?\n\n- [ ] Seville\n"
     "- [x] Madrid\n", ["Rome", "Madrid"]),
    ("What is 1+1?\nA) 1\nB) 2\nAntwort: B\n\nWhat is 2+2?\nA) 4\nB) 5\nAntwort: A\n", ["2", "4"]),
    ("What is 1+1?\nA. 1\nB. 2\nRéponse : B\n\nBecause one and one are two.\n\nWhat is 2+2?\n"
     "A. 4\nB. 5\nRéponse : A\n", ["2", "4"]),
    ("1. Capital?\nA) Rome\nB) Milan\nAnswer: A\n\n2. Name the author.\n\nAnswer: Shakespeare\n\n"
     "3. Sum?\nA) 1\nB) 2\nAnswer: B\n", ["Rome", "Shakespeare", "2"]),
    ("1. Capital?\nA) Rome\nB) Milan\nAnswer: A\n\n2. Name the author.\n\nAnswer: Shakespeare\n",
     ["Rome", "Shakespeare"]),
    ("1. Capital?\n(x) Rome\n( ) Milan\n\n2. Sum?\n( ) 1\n(x) 2\n", ["Rome", "2"]),
    ("1. Capital?\nA) Rome ✅\nB) Milan\n\n2. Sum?\nA) 1\nB) 2 ✅\n", ["Rome", "2"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), QUIZZES)
def test_a_quiz_in_markdown_keeps_its_questions_apart(text: str, expected: list[str]) -> None:
    assert answers("q.md", text) == expected


def test_an_explanation_stays_with_its_question() -> None:
    found = read(
        "q.md", "1. Sum?\n- [x] 2\n- [ ] 3\n\nOne and one are two.\n\n2. Next?\n- [x] a\n- [ ] b\n"
    )
    first, second = found.bank.items
    assert (first.explain, second.explain) == ("One and one are two.", "")


def test_what_has_neither_options_nor_an_answer_is_named() -> None:
    text = "1. Sum?\nA) 1\nB) 2\nAnswer: B\n\n2. Why?\n\n3. Next?\nA) a\nB) b\nAnswer: A\n"
    assert answers("q.md", text) == ["2", "a"]
    assert [note.reason for note in read("q.md", text).notes] == ["no options and no answer"]


def test_two_answer_lines_are_no_answer() -> None:
    text = "1. Sum?\nA) 1\nB) 2\nAnswer: B\nAnswer: A\n\n2. Next?\nA) a\nB) b\nAnswer: A\n"
    assert answers("q.md", text) == ["a"]
    assert "two lines" in read("q.md", text).notes[0].reason
