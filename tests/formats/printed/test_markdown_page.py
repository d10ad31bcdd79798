"""Sheets as Markdown: they read as the bank does, whatever its texts are."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from quiz.cleaning import clean
from quiz.formats.printed.layout import SheetKind
from quiz.formats.printed.markdown_page import markdown_page
from quiz.items import Bank, Essay, Match, MultipleChoice, Order, SingleChoice
from quiz.items.markup import spans
from tests import strategies
from tests.formats.printed.exams import bank_of, every_kind, exam_of
from tests.ui.hostile import TEXTS
from tests.ui.hostile import bank as hostile_bank

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
"""Not that of banks, but what other programs have."""


def read(data: bytes) -> str:
    """Return the text of a Markdown file as it is shown, its spaces aside."""
    return "".join("".join(_texts(PARSER.parse(data.decode()))).split())


def _texts(tokens: list[Any]) -> Iterator[str]:
    for token in tokens:
        if token.children:
            yield from _texts(token.children)
        elif token.type != "inline":
            yield token.content


@settings(max_examples=25, deadline=None)
@given(strategies.banks())
def test_all_text_of_any_bank_reads_as_it_was_written(bank: Bank) -> None:
    exam = exam_of(bank).exam
    shown = {sheet: read(markdown_page(exam, sheet)) for sheet in SheetKind}
    for item in bank.items:
        texts: list[str] = []
        if isinstance(item, SingleChoice | MultipleChoice):
            texts = [option.text for option in item.options]
        elif isinstance(item, Order):
            texts = list(item.entries)
        elif isinstance(item, Match):
            texts = [*item.rights, *(pair.left for pair in item.pairs)]
        elif isinstance(item, Essay):
            assert all("".join(clean(one).split()) in shown[SheetKind.KEY]
                       for one in item.rubric if not spans(one))  # fmt: skip
        for one in texts:
            if not spans(one):
                assert "".join(clean(one).split()) in shown[SheetKind.EXAM]


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_texts_are_only_text(name: str) -> None:
    exam = exam_of(bank_of(hostile_bank(TEXTS[name]))).exam
    for sheet in SheetKind:
        found = PARSER.parse(markdown_page(exam, sheet).decode())
        links = [one for token in found for one in token.children or () if one.type == "link_open"]
        assert links == []


def test_every_kind_has_its_form() -> None:
    exam = exam_of(every_kind(), shuffle=False).exam
    text = markdown_page(exam, SheetKind.EXAM).decode()
    assert "- ☐ **A** Vienna\n- ☐ **B** Berlin\n- ☐ **C** Paris\n" in text
    assert "| --- | --- | --- |" in text
    assert text.count("### ") == 14
    guide = markdown_page(exam, SheetKind.MARKING).decode()
    assert "How to grade: 1/3 for each correct item, minus 1/3 for each item beyond 3." in guide
    assert "◯ A ◯ B ◯ C" in markdown_page(exam, SheetKind.BUBBLES).decode()


def test_formulas_code_and_tables_stay_what_they_are() -> None:
    stem = "What is $x^2$ of `a_b`?\n\n```\nx = 1\n```\n\n| a | b |\n|---|---|\n| $x$ | 2. |\n"
    shown = stem.replace("\n", "\n    ")
    bank = bank_of(
        f"title: t\nquestions:\n- question: |\n    {shown}\n  answer: '- 1. $y$.'\n  wrong: [b]\n"
    )
    text = markdown_page(exam_of(bank).exam, SheetKind.EXAM).decode()
    assert "What is $x^2$ of `a_b`?\n\n```\nx = 1\n```\n\n| a | b |\n| --- | --- |\n" in text
    assert "| $x$ | 2\\. |" in text
    assert "\\- 1. $y$." in text
