"""Files as people really give them: a wrong ending, another encoding, cut off, or none at all.

What can be read is read and the rest is told; what cannot is refused by what it is.
"""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook

from quiz.errors import QuizError
from quiz.formats.exchange.exchanged import Imported, Source
from quiz.formats.exchange.formats import recognised
from quiz.items.wording import solution_text

TABLE = "front;back\nHund;dog\nGröße;size\n"
GIFT = "::Q1:: Capital of Italy? {=Rome ~Milan}\n\n::Q2:: 2+2? {#4}\n"
QUESTION = (
    '<question type="{}"><name><text>N</text></name><questiontext format="html"><text>{}</text>'
    '</questiontext><answer fraction="100"><text>true</text></answer>'
    '<answer fraction="0"><text>false</text></answer></question>'
)
MOODLE = (
    '<?xml version="1.0" encoding="UTF-8"?><quiz>'
    + QUESTION.format("truefalse", "Größe?")
    + QUESTION.format("shortanswer", "What is it?")
    + "</quiz>"
)


def workbook(fill: Callable[[Any], None]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    fill(book)
    book.save(out)
    return out.getvalue()


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def titled(book: Any) -> None:
    sheet = book.active
    sheet.append(["My animals", None, None])
    sheet.merge_cells("A1:C1")
    sheet.append([None, None, None])
    for row in (["Question", "Answer", "Topic"], ["Hund", "dog", "T"], ["Größe", "size", None]):
        sheet.append(row)


def second_sheet(book: Any) -> None:
    book.active.title = "Read me"
    book.active.append(["The questions are on the second sheet."])
    sheet = book.create_sheet("Quiz")
    for row in (["front", "back"], ["Hund", "dog"], ["Größe", "size"]):
        sheet.append(row)


def opened(name: str, data: bytes | str) -> Imported:
    raw = data if isinstance(data, bytes) else data.encode()
    source = Source(data=raw, name=name)
    found = recognised(source)
    assert found.decode is not None
    return found.decode(source)


def pairs(imported: Imported) -> list[tuple[str, str]]:
    return [(item.stem, solution_text(item)) for item in imported.bank.items]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("semicolons.csv", TABLE),
        ("from Excel.csv", "sep=;\n" + TABLE),
        ("utf-16.csv", TABLE.replace(";", "\t").encode("utf-16")),
        ("utf-16 without a mark.csv", TABLE.encode("utf-16-le")),
        ("old Windows.csv", TABLE.encode("cp1252")),
        ("old Mac.csv", TABLE.replace("\n", "\r")),
        ("with zeros.csv", TABLE.replace("Hund", "\0Hund")),
        ("quoted twice.csv", "".join(f'"{line}"\n' for line in TABLE.splitlines())),
        ("empty columns.csv", TABLE.replace("\n", ";;;\n")),
        ("bars.csv", TABLE.replace(";", "|")),
        ("a table as.xlsx", TABLE),
        ("a table as.xls", TABLE.replace(";", "\t")),
        ("a workbook as.csv", workbook(titled)),
        ("a title above.xlsx", workbook(titled)),
        ("a title above.csv", "My animals;\n\n" + TABLE),
        ("second sheet.xlsx", workbook(second_sheet)),
    ],
)
def test_a_table_is_a_table_whatever_was_done_to_it(name: str, data: bytes | str) -> None:
    assert pairs(opened(name, data)) == [("Hund", "dog"), ("Größe", "size")]


def test_what_was_taken_for_what_is_told() -> None:
    taken = opened("a.xlsx", workbook(second_sheet)).taken
    assert taken[0] == "Sheet Quiz is read; left out: Read me."
    assert opened("a.xlsx", workbook(titled)).bank.title == "My animals"
    (note,) = opened("a.csv", TABLE.encode("cp1252")).notes
    assert note.reason == "not UTF-8: read as Windows-1252; check its letters and quotes"
    (note,) = opened("a.csv", "вопрос;ответ\nСобака;пёс\nкошка;кот\n".encode("cp1251")).notes
    assert "Windows-1251" in note.reason


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows() -> None:
    imported = opened("a.csv", 'front,back\n"dog,Hund\ncat,Katze\n')
    assert pairs(imported) == [('"dog', "Hund"), ("cat", "Katze")]
    assert "never closed" in imported.notes[0].reason


@pytest.mark.parametrize(
    "text",
    [
        "Question,A,B,C,Answer\n2+2?,3,4,5,B\n3+3?,6,7,8,A\n",
        "question,option1,option2,option3\n2+2?,3,*4,5\n3+3?,* 6,7,8\n",
        "Question;a;b;Correct\n2+2?;3;4;4\n3+3?;6;7;1\n",
    ],
)
def test_options_are_columns_with_letters_or_have_a_star(text: str) -> None:
    assert pairs(opened("a.csv", text)) == [("2+2?", "4"), ("3+3?", "6")]


def test_two_columns_a_and_b_are_cards() -> None:
    assert ("Hund", "dog") in pairs(opened("a.csv", "A,B\nHund,dog\nKatze,cat\n"))


def test_an_arrow_stands_between_a_term_and_its_meaning() -> None:
    assert pairs(opened("a.txt", "Hund → dog\nKatze → cat\n"))[0] == ("Hund", "dog")


def test_empty_columns_are_not_told_of() -> None:
    (taken,) = opened("a.csv", TABLE.replace("\n", ";;;\n")).taken
    assert "left out" not in taken


def test_names_of_columns_may_have_brackets() -> None:
    text = "Question,Answer 1,Answer 2,Time limit,Correct answer(s)\n2+2?,3,4,20,2\n3+3?,6,7,20,1\n"
    assert pairs(opened("a.csv", text)) == [("2+2?", "4"), ("3+3?", "6")]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.txt", GIFT), ("a.csv", GIFT), ("a", GIFT), ("A.GIFT", "\ufeff" + GIFT),
     ("a.gift", GIFT.encode("utf-16"))],
)  # fmt: skip
def test_gift_is_gift_whatever_it_is_called(name: str, data: bytes | str) -> None:
    assert pairs(opened(name, data)) == [("Capital of Italy?", "Rome"), ("2+2?", "4")]


def test_of_a_file_that_is_cut_off_the_whole_questions_are_read() -> None:
    imported = opened("a.xml", MOODLE[: MOODLE.index("What is")])
    assert [item.stem for item in imported.bank.items] == ["Größe?"]
    (note,) = imported.notes
    assert (note.where, note.is_skipped) == ("line 1", True)
    assert "breaks off or is damaged here" in note.reason
    with pytest.raises(QuizError, match="not well-formed XML"):
        opened("a.xml", MOODLE[: MOODLE.index("Größe")])


def test_xml_in_another_encoding_than_it_says_is_read() -> None:
    imported = opened("a.txt", MOODLE.encode("cp1252"))
    assert [item.stem for item in imported.bank.items] == ["Größe?", "What is it?"]
    assert "read as Windows-1252" in imported.notes[0].reason


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.csv", "", "no question in it"),
        ("a.txt", "", "empty"),
        ("a.csv", "\n \n", "no question in it"),
        ("a.csv", "front,back\n", "no question in it"),
        ("a.csv", "dog\ncat\n", "one column"),
        ("a.csv", "a," + "x" * 2_000_000, "can't be read as a table"),
        ("a.txt", "word " * 50_000, "no known format"),
        ("a.xlsx", workbook(lambda _book: None), "no question in it"),
        ("a.apkg", zipped(media="{}"), "an Anki package without its notes"),
        ("a.apkg", zipped(), "an empty zip file"),
        ("a.apkg", "text", "no known format"),
        ("a.colpkg", b"PK\x03\x04garbage", "an Anki package without its notes"),
        ("a.zip", zipped(**{"x/a.gift": GIFT, "b.csv": TABLE}), "import those: x/a.gift, b.csv"),
        ("a.zip", zipped(**{"a.jpg": "x"}), "a zip file without questions in it"),
        ("a.docx", zipped(**{"word/x.xml": "x"}), "a Word document without questions"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 99, "an old Office file"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "by a password"),
        ("a.numbers", zipped(**{"Index/Document.iwa": "x"}), "Apple's Numbers"),
        ("a.gsheet", '{"url": "https://docs.google.com/x"}', "only a link"),
        ("._a.csv", b"\0\5\x16\7\0\2\0\0Mac OS X", "what macOS notes of a file"),
        ("a.txt", b"%PDF-1.4", "a PDF"),
        ("a.html", "<html><body>Sign in</body></html>", "a web page"),
        ("a.txt", "\n<!DOCTYPE html><p>x", "a web page"),
        ("a.json", '{"a": 1', "JSON of no form that is known"),
        ("a.txt", "What?\nA. x\nB. y\n\nThat?\nA. x\nB. y\n", "no line such as `ANSWER: B`"),
        ("a.yaml", "title: X\nquestions:\n  - {front: a, back: b}\n", "`quiz add` adds it"),
        ("a.txt", "Dear all,\n\nplease find the minutes.\n\nAnn\n", "no known format"),
        ("a.anki2", b"SQLite format 3\0" + b"\0" * 99, "a database without questions"),
        ("a.xml", "<rss><channel><title>x</title></channel></rss>", "no known format"),
    ],
)
def test_what_holds_no_questions_is_refused_by_what_it_is(
    name: str, data: bytes | str, what: str
) -> None:
    with pytest.raises(QuizError) as refused:
        opened(name, data)
    assert what in str(refused.value)


CAPITALS = [("Capital of Italy?", "Rome"), ("Capital of Spain?", "Madrid")]


@pytest.mark.parametrize(
    "text",
    [
        "# Quiz\n\n1. Capital of Italy?\n- [ ] Milan\n- [x] Rome\n2. Capital of Spain?\n"
        "- [x] Madrid\n- [ ] Seville\n",
        "**1. Capital of Italy?**\nA) Milan\nB) Rome\n**Answer: B) Rome**\n\n"
        "**2. Capital of Spain?**\nA) Madrid\nB) Seville\n**Answer: A) Madrid**\n",
        "### Question 1\nCapital of Italy?\n\na) Milan\nb) Rome\n\n**Correct answer:** b) Rome\n\n"
        "### Question 2\nCapital of Spain?\n\na) Madrid\nb) Seville\n\n**Correct answer:** a\n",
        "1. Capital of Italy?\nA. Milan\nB. Rome\n\n2. Capital of Spain?\nA. Madrid\nB. Seville\n\n"
        "Answer key:\n1. B\n2. A\n",
        "1) Capital of Italy?\na) Milan\n*b) Rome\n\n"
        "2) Capital of Spain?\n*a) Madrid\nb) Seville\n",
        "MULTIPLE CHOICE\n\n1. Capital of Italy?\n    a. Milan\n    b. Rome\nANS: B\n\n"
        "2. Capital of Spain?\n    a. Madrid\n    b. Seville\nANS: A\n",
    ],
)
def test_questions_as_people_and_programs_write_them_are_read(text: str) -> None:
    assert pairs(opened("a.md", text)) == CAPITALS


def test_a_column_of_true_and_false_is_statements() -> None:
    imported = opened("a.csv", "Statement,True/False\nRome is in Italy,TRUE\nSo is Oslo,FALSE\n")
    assert [item.kind for item in imported.bank.items] == ["truefalse", "truefalse"]


@pytest.mark.parametrize(
    "text",
    [
        "Timestamp,Email,Score,Name\n2024-01-01,a@b.c,3/5,Ann\n",
        "Student,ID,Quiz 1,Quiz 2\nAnn,1,5,6\n",
        "Surname;First name;Grade/10\nAda;Love;9\n",
    ],
)
def test_tables_of_students_are_no_cards(text: str) -> None:
    with pytest.raises(QuizError, match="`quiz analyse` reads such tables"):
        opened("a.csv", text)


@pytest.mark.parametrize(
    "text",
    ["From: a@b.c\nTo: d@e.f\nSubject: Hi\n\nHello\n",
     "2024-01-01 12:00:00 INFO start: ok\n2024-01-01 12:00:01 INFO stop: ok\n"],
)  # fmt: skip
def test_mails_and_logs_are_no_notes(text: str) -> None:
    with pytest.raises(QuizError, match="no known format"):
        opened("a.txt", text)


def test_gaps_of_anki_in_notes_are_named() -> None:
    imported = opened("a.md", "- Hund: dog\n- Katze: cat\n- In {{c1::Italy}}: {{c2::Rome}}\n")
    assert len(imported.bank.items) == 2
    assert "gaps as Anki writes them" in imported.notes[0].reason


@pytest.mark.parametrize(
    ("text", "asked"),
    [("\n\n  " + MOODLE, "Größe?"),
     (MOODLE.replace("Größe?", "x < 5 & y <= 6?"), "x < 5 & y <= 6?"),
     (MOODLE.replace("Größe?", "Gr\x0böße?"), "Größe?")],
)  # fmt: skip
def test_xml_with_small_faults_is_read_as_it_is_meant(text: str, asked: str) -> None:
    imported = opened("a.xml", text)
    assert len(imported.bank.items) == 2
    assert imported.bank.items[0].stem.replace("\\", "") == asked
    assert imported.notes == ()
