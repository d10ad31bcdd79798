"""Sheets that are read from the right: Arabic, Hebrew, Persian."""

import re

import pytest

from quiz.formats.printed.html import page
from quiz.formats.printed.layout import SheetKind
from quiz.formats.printed.pdf import Press, is_there
from quiz.formats.printed.sheet import KeyAnswer
from quiz.items.directions import direction, text_direction
from quiz.items.markdown import Line, Run
from tests.formats.printed.exams import bank_of, exam_of

ARABIC = """\
title: اختبار
language: ar
questions:
- {question: ما عاصمة النمسا؟, answer: فيينا, wrong: [غراتس, The U.N. (1945).], explain: نعم.}
- {question: صِل., match: {فيينا: النمسا, Paris.: فرنسا}}
- {question: ما هو $x^2 + 1$؟, answer: "5"}
- {question: "What is `a.b`?", answer: a}
- {cloze: "عاصمة {{النمسا}} هي {{فيينا ~ باريس}}."}
"""


@pytest.mark.parametrize(
    ("tag", "found"),
    [("ar", "rtl"), ("he-IL", "rtl"), ("fa", "rtl"), ("ur", "rtl"), ("en", "ltr"), ("az", "ltr"),
     ("az-Arab", "rtl"), ("ku-Latn", "ltr"), ("ar-Latn", "ltr"), ("", "ltr")],
)  # fmt: skip
def test_the_direction_of_a_language(tag: str, found: str) -> None:
    assert direction(tag) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("abc", "ltr"), ("(1) فيينا", "rtl"), ("שלום abc", "rtl"), ("12 + 3", ""), ("", "")],
)
def test_the_direction_of_a_text_is_that_of_its_first_letter(text: str, found: str) -> None:
    assert text_direction(text) == found


def plain(line: Line) -> str:
    return "".join(run.text for run in line if isinstance(run, Run))


def answers(text: str) -> list[KeyAnswer]:
    return list(exam_of(bank_of(text), shuffle=False).exam.versions[0].answers)


def test_arrows_point_to_the_left_and_what_runs_the_other_way_is_isolated() -> None:
    found = [re.sub(" [AB] ", " ? ", plain(line)) for line in answers(ARABIC)[1].right]
    assert set(found) == {
        "\u200f\u2068Paris.\u2069 ← ? فرنسا", "\u200fفيينا ← ? النمسا",
    }  # fmt: skip
    english = answers("title: t\nquestions:\n- {question: q, match: {a: b, c: فيينا}}\n")[0]
    shown = [re.sub(" [AB] ", " ? ", plain(line)) for line in english.right]
    assert set(shown) == {"a → ? b", "c → ? \u2068فيينا\u2069"}


def test_instructions_are_arabic() -> None:
    version = exam_of(bank_of(ARABIC), shuffle=False).exam.versions[0]
    assert "اختر الإجابة الصحيحة الوحيدة." in str(version.parts[0])
    assert "املأ الفراغات." in str(version.parts[4])


def test_the_page_says_its_direction_and_breaks_no_word() -> None:
    exam = exam_of(bank_of(ARABIC)).exam
    text = page(exam, SheetKind.EXAM, {}).decode()
    assert '<html lang="ar" dir="rtl">' in text
    assert "break-all" not in text
    assert "anywhere" not in text
    assert "hyphens: none" in text
    assert "text-align: right" in text
    assert re.search(r'<span class="letter">.</span><bdi>The U.N. \(1945\).</bdi>', text)
    assert '<math dir="ltr"' in text
    left = page(exam_of(bank_of(ARABIC.replace(": ar", ": de"))).exam, SheetKind.EXAM, {}).decode()
    assert '<html lang="de" dir="ltr">' in left
    assert "text-align: left" in left


@pytest.mark.skipif(not is_there(), reason="typst is not installed")
@pytest.mark.parametrize("language", ["ar", "he", "fa", "ur"])
def test_the_template_is_told_the_direction_of_each_line(language: str) -> None:
    press = Press(exam_of(bank_of(ARABIC.replace(": ar", f": {language}"))).exam, {})
    data = press._data(SheetKind.EXAM, {})
    assert (data["dir"], data["words_dir"]) == ("rtl", "ltr" if language == "ur" else "rtl")
    found = str(data["versions"])
    # The only lines of another direction: an English option, an English left, an English stem.
    assert found.count("'dir': 'ltr'") == 3
    assert found.count("'dir': 'rtl'") == 0
    for sheet in SheetKind:
        assert press.sheet(sheet).data[0].startswith(b"%PDF-")
