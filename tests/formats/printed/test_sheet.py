"""Every kind in its paper form, and what is right for it."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from quiz.formats.printed.sheet import Passage, PrintedQuestion
from quiz.formats.printed.versions import PaperHead, PaperQuestion, printed
from quiz.items import KINDS, Bank
from quiz.items.lines import needs_second_line
from tests import strategies
from tests.formats.printed.exams import bank_of, every_kind, exam_of

GOLDEN = Path(__file__).with_name("every_kind.json")


def test_every_kind_has_its_paper_form() -> None:
    """Written by `exam_of(every_kind(), shuffle=False)`; looked at before it is changed."""
    exam = exam_of(every_kind(), shuffle=False).exam
    got = json.loads(msgspec.json.encode(exam))
    assert got == json.loads(GOLDEN.read_text("utf-8"))


def test_the_golden_sheet_has_every_kind_and_form() -> None:
    kinds = [item.kind for item in every_kind().items]
    assert set(kinds) == set(KINDS)
    (version,) = json.loads(GOLDEN.read_text("utf-8"))["versions"]
    forms = [part["form"]["is"] for part in version["parts"]]
    assert dict(zip(kinds, forms, strict=True)) == {
        "choice": "boxes", "several": "boxes", "truefalse": "boxes", "text": "lines",
        "list": "lines", "number": "lines", "date": "lines", "match": "pairing",
        "order": "ordering", "groups": "grid", "cloze": "picklists", "card": "lines",
        "essay": "lines", "computed": "lines",
    }  # fmt: skip


def question(text: str, **head: Any) -> tuple[PrintedQuestion, str]:
    """Return the one question of a bank as printed, and its rules joined."""
    bank = bank_of("title: t\nquestions:\n" + text)
    asked = [PaperQuestion(bank="t", item=item, points=item.points) for item in bank.items]
    version = printed(PaperHead(title="t", **head), [asked]).exam.versions[0]
    part = version.parts[0]
    assert isinstance(part, PrintedQuestion)
    return part, " ".join(version.answers[0].rules)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("- {question: q, answer: [a, b], wrong: [c, d, e], points: 3}",
         "1.5 for each correct option, minus 1 for each wrong one; never below 0."),
        ("- {question: q, answer: [a, b], wrong: [c], partial: false}", "All or nothing."),
        ("- {question: q, order: [a, b, c, d], points: 3}",
         "0.5 for each pair of items in the correct relative order."),
        ("- {question: q, match: {a: b, c: d}, points: 3}", "1.5 for each correct one."),
        ("- {question: q, answer: [a, b], typos: false}",
         ("0.5 for each correct item, minus 0.5 for each item beyond 2. Spelling must "
"be exact.")),
        ("- {question: q, essay: e, rubric: [a, b, c, d]}", "0.25 for each correct one."),
        ("- {front: q, back: b, points: 3}", "0, 1.5 or 3."),
        ("- {question: q, answer: a, wrong: [b]}", ""),
        # Parts that no decimal says exactly are fractions, which add up to the whole.
        ("- {question: q, answer: [a, b, c, d, e, f, g, h], wrong: [i, j, k]}",
         "1/8 for each correct option, minus 1/3 for each wrong one; never below 0."),
        ("- {question: q, match: {a: b, c: d, e: f}, points: 2}", "2/3 for each correct one."),
        ("- {question: q, match: {a: b, c: d, e: f}, points: 4}", "4/3 for each correct one."),
        ("- {question: q, order: [a, b, c, d]}",
         "1/6 for each pair of items in the correct relative order."),
    ],
)  # fmt: skip
def test_the_marking_sheet_says_how_points_are_given(text: str, rule: str) -> None:
    assert question(text)[1] == rule


def test_points_and_words_are_in_the_language_of_the_paper() -> None:
    part, rule = question(
        "- {question: q, answer: [a, b], wrong: [c], points: 2.5}", language="de-AT"
    )
    assert (part.points, part.task) == ("2,5", "Kreuze alle richtigen Antworten an.")
    assert rule.startswith("1,25 je richtiger Antwort")


def test_a_passage_stands_once_before_its_questions() -> None:
    bank = bank_of(
        "title: t\npassages: {p: Some *text*.}\nquestions:\n"
        "- {question: one, answer: a, passage: p}\n- {question: two, answer: a}\n"
        "- {question: three, answer: a, passage: p}\n"
    )
    parts = exam_of(bank, shuffle=False).exam.versions[0].parts
    assert [type(part) for part in parts] == [
        Passage,
        PrintedQuestion,
        PrintedQuestion,
        PrintedQuestion,
    ]
    assert isinstance(parts[0], Passage)
    assert parts[0].title == "Text for 1, 3"
    for seed in range(5):
        parts = exam_of(bank, seed=seed).exam.versions[0].parts
        at = next(at for at, part in enumerate(parts) if isinstance(part, Passage))
        after = [str(part) for part in parts[at + 1 : at + 3]]
        assert ["'one'" in after[0], "'three'" in after[1]] == [True, True]


def test_a_missing_picture_is_its_description() -> None:
    part, _rule = question("- {question: q, answer: a, image: x.png, alt: A map}")
    assert msgspec.to_builtins(part.stem[-1]) == {"is": "picture", "name": "", "alt": "A map"}


def test_only_what_has_letters_is_in_the_key() -> None:
    key = exam_of(every_kind()).key
    ((_code, entries),) = key.versions.items()
    assert {entry.item for entry in entries} == {"choice", "several", "truefalse"}


@settings(max_examples=30, deadline=None)
@given(strategies.banks())
def test_any_bank_gives_sheets_with_an_answer_for_each_question(bank: Bank) -> None:
    made = exam_of(bank, versions=2)
    assert len(made.exam.versions) == 2
    for version in made.exam.versions:
        numbers = [part.number for part in version.parts if isinstance(part, PrintedQuestion)]
        assert numbers == list(range(1, len(bank.items) + 1))
        assert [answer.number for answer in version.answers] == numbers
        for answer in version.answers:
            assert answer.right or answer.blocks or any(map(needs_second_line, bank.items))
    again = exam_of(bank, versions=2)
    assert msgspec.json.encode(again) == msgspec.json.encode(made)
