"""What the author marked is right, and what stands beside it is kept or named."""

import io
import json
from decimal import Decimal

import pytest
from openpyxl import Workbook

from quiz.errors import QuizError
from quiz.formats.exchange.exchanged import ExportSource, Imported, Source
from quiz.formats.exchange.formats import format_named, recognised
from quiz.items import Bank, Essay, Number


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
        (
            [
                {
                    "question": "a?",
                    "answers": [{"text": "2"}, {"text": "1", "correct": True}, {"text": "3"}],
                }
            ],
            ["1"],
        ),
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
    ("1. Capital?\n- Rome ✅\n- Milan\n\n2. Sum?\n- 1\n- 2 ✅\n- 3\n", ["Rome", "2"]),
    ("## Capital?\n\n- Rome\n- ✅ Milan\n\nFirst city.\n\n## Sum?\n\n* ✔ 2\n* 3\n", ["Milan", "2"]),
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


def test_an_unknown_type_of_blackboard_is_named_and_the_rest_is_read() -> None:
    text = (
        "MC\tWhat?\ta\tcorrect\tb\tincorrect\nTF\tIs it so?\ttrue\nQUIZ_BOWL\tWho?\tme\n"
        "MC\tWhere?\tc\tincorrect\td\tcorrect\n"
    )
    assert answers("b.txt", text) == ["a", "true", "d"]
    assert "QUIZ_BOWL" in read("b.txt", text).notes[0].reason


def test_gaps_of_anki_without_a_head_are_gaps() -> None:
    text = "The {{c1::mitochondrion}} makes ATP.\nThe {{c1::nucleus}} holds {{c2::DNA}}.\n"
    assert recognised(Source(data=text.encode(), name="n.txt")).name == "anki-text"
    assert answers("n.txt", text)[0] == "mitochondrion"


def test_parts_of_a_picture_in_anki_are_named() -> None:
    text = (
        "#separator:tab\n#html:true\n{{c1::image-occlusion:rect:left=.1:top=.2}}\t<img src=a.png>\n"
        "front\tback\n"
    )
    assert answers("n.txt", text) == ["back"]
    assert "image occlusion" in read("n.txt", text).notes[0].reason


def test_a_table_whose_cells_have_lines_of_cards_is_a_table() -> None:
    text = 'front,back\n"Read this:\nQ: one\nA: two",yes\nother,no\n'
    assert recognised(Source(data=text.encode(), name="t.csv")).name == "csv"
    assert answers("t.csv", text) == ["yes", "no"]


def test_double_colons_in_code_part_no_cards() -> None:
    text = "Use `std::move` here.\nAnd `std::swap` there.\n"
    with pytest.raises(QuizError, match="no known format"):
        read("o.md", text)


def test_what_a_group_of_text2qti_is_worth_is_kept() -> None:
    text = (
        "Quiz title: Q\n\n1. A?\n*a) x\nb) y\n\nGROUP\npick: 1\npoints per question: 3\n\n"
        "2. B?\n*a) x\nb) y\n\nEND_GROUP\n\n3. C?\n*a) x\nb) y\n\n4. Write.\n____\n"
    )
    found = read("t.txt", text).bank.items
    assert [item.points for item in found] == [1.0, 3.0, 1.0, 1.0]
    assert found[-1].kind == "essay"


def test_what_text2qti_cannot_hold_of_essays_and_numbers_is_named() -> None:
    base = {"id": "", "stem": "Why?", "explain": "Because."}
    bank = Bank(
        id="b",
        title="B",
        items=(
            Essay(model_answer="So.", **base),  # type: ignore[arg-type]
            Number(answer=Decimal(4), accept=(Decimal(5),), id="", stem="2+2?"),
        ),
    )
    written = format_named("text2qti", writes=True).encode
    assert written is not None
    reasons = " ".join(note.reason for note in written(ExportSource(bank=bank)).notes)
    assert "explain" in reasons
    assert "accept" in reasons


def test_percentages_of_a_workbook_are_read_as_they_are_shown() -> None:
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(["Question", "Answer"])
    book.active.append(["How much?", 0.1])
    book.active.append(["How much more?", 0.125])
    for at, form in ((2, "0%"), (3, "0.0%")):
        book.active.cell(at, 2).number_format = form
    book.save(out)
    assert answers("t.xlsx", out.getvalue()) == ["10%", "12.5%"]


def test_a_title_of_gift_begins_a_question_without_a_blank_line() -> None:
    text = "::A::First? {=a ~b}\n::B::Second? {=c ~d}\n::C::Third? {\n=e#yes\n~f\n}\n"
    assert answers("g.gift", text) == ["a", "c", "e"]


def test_every_option_of_kahoot_may_be_right() -> None:
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in (
        [None, "Question - max 120 characters", "Answer 1", "Answer 2", "Answer 3", "Answer 4",
         "Time limit", "Correct answer(s)"],
        [1, "All?", "a", "b", None, None, 20, "1,2"],
        [2, "So?", "True", "False", None, None, 20, 2],
    ):  # fmt: skip
        book.active.append(row)
    book.save(out)
    assert answers("k.xlsx", out.getvalue()) == ["a + b", "false"]


def test_points_of_an_exercise_of_r_are_kept() -> None:
    text = (
        "Question\n========\nSum?\n\nMeta-information\n================\n"
        "exname: s\nextype: num\nexsolution: 4\nexpoints: 2\n"
    )
    (item,) = read("s.md", text).bank.items
    assert item.points == 2


def test_what_a_group_of_canvas_is_worth_is_kept() -> None:
    item = (
        '<item ident="{n}" title="Q{n}"><itemmetadata><qtimetadata>'
        "<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>"
        "true_false_question</fieldentry></qtimetadatafield>"
        "<qtimetadatafield><fieldlabel>points_possible</fieldlabel><fieldentry>2</fieldentry>"
        "</qtimetadatafield></qtimetadata></itemmetadata><presentation><material><mattext>So {n}?"
        '</mattext></material><response_lid ident="r"><render_choice><response_label ident="t">'
        '<material><mattext>True</mattext></material></response_label><response_label ident="f">'
        "<material><mattext>False</mattext></material></response_label></render_choice>"
        "</response_lid></presentation><resprocessing><respcondition><conditionvar><varequal "
        'respident="r">t</varequal></conditionvar><setvar action="Set">100</setvar></respcondition>'
        "</resprocessing></item>"
    )
    text = (
        '<?xml version="1.0"?><questestinterop><assessment ident="a" title="T">'
        '<section ident="root">'
        + item.format(n=1)
        + '<section ident="g"><selection_ordering><selection><selection_number>1</selection_number>'
        "<selection_extension><points_per_item>3</points_per_item></selection_extension></selection>"
        "</selection_ordering>" + item.format(n=2) + "</section></section></assessment>"
        "</questestinterop>"
    )
    assert [one.points for one in read("q.xml", text).bank.items] == [2.0, 3.0]


def test_a_line_that_is_no_json_never_stops_the_others() -> None:
    text = (
        '{"question": "a?", "answer": "b"}\n{"question": "c?", "answer": "d"}\n{"question": '
        '"e?", \n{"question": "g?", "answer": "h"}\n'
    )
    assert answers("q.jsonl", text) == ["b", "d", "h"]
    assert read("q.jsonl", text).notes[0].where == "line 3"


def test_a_line_that_text2qti_refuses_is_named() -> None:
    text = (
        "Quiz title: Q\n\npoints: 0.5\n1. A?\n*a) x\nb) y\n\nRemember this!\n\n2. B?\n*a) z\nb) y\n"
    )
    assert answers("t.txt", text) == ["x", "z"]
    assert [note.where for note in read("t.txt", text).notes] == ["line 3", "line 8"]


def test_a_list_of_what_was_done_is_no_quiz() -> None:
    with pytest.raises(QuizError, match="no known format"):
        read("a.md", "# To do\n\n- ✅ buy milk\n- call Ann\n- ✅ pay rent\n")


def test_a_line_across_the_page_is_no_explanation() -> None:
    text = (
        "**1. A?**\n\n- A) x\n- B) y\n\n**Answer:** B\n\n---\n\n**2. Why?**\n\n"
        "**Answer:** So it is.\n"
    )
    assert [(one.explain, one.solution) for one in read("h.md", text).bank.items] == [
        ("", ("y",)),
        ("", ("So it is.",)),
    ]
