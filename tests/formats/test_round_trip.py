"""What is written is read back the same: whole banks of all kinds, with tricky texts."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from quiz.formats import yaml_bank
from quiz.items import Bank, Cloze, Computed, Gap, Item, Number, Option, ShortText, SingleChoice
from tests.strategies import BY_KIND, TRICKY, banks, holds_its_gaps, items

QUESTIONS = Path(__file__).parents[2] / "questions"
SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def again(bank: Bank) -> Bank:
    encoded = yaml_bank.encode(bank)
    assert encoded.losses == ()
    found = yaml_bank.decode(encoded.data, source="b.yaml")
    assert [str(problem) for problem in found.problems] == [], encoded.data.decode()
    assert found.warnings == ()
    assert found.bank is not None
    return found.bank


def one(item: Item) -> Bank:
    return Bank(id="b", title="T", items=(item,))


@given(bank=banks())
@SETTINGS
def test_a_bank_is_read_back_as_it_was_written(bank: Bank) -> None:
    assert again(bank) == bank


@pytest.mark.parametrize("text", TRICKY)
def test_a_tricky_text_survives_wherever_it_stands(text: str) -> None:
    text = " ".join(text.split())
    item = SingleChoice(
        id="a",
        stem=text,
        explain=text,
        hints=(text, text + " more"),
        source=text,
        alt=text,
        tags=(text,),
        options=(Option(text), Option(f"not {text}", text), Option(f"{text} not")),
        key=0,
    )
    bank = one(item)
    assert again(bank) == bank


@pytest.mark.parametrize("text", TRICKY)
def test_a_tricky_text_survives_as_a_title_and_as_the_name_of_a_passage(text: str) -> None:
    text = " ".join(text.split())
    item = ShortText(id="a", stem="Q", answer="x", passage=text)
    bank = Bank(id="b", title=text, passages=((text, text + "\n\n" + text),), items=(item,))
    assert again(bank) == bank


@pytest.mark.parametrize(
    "number", ["0", "-0", "1.10", "1E+3", "1e-7", "200", "-3", "123456789012", "0.001"]
)
def test_a_number_keeps_its_value_and_its_places(number: str) -> None:
    bank = one(Number(id="a", stem="Q", answer=Decimal(number), accept=(Decimal(number),)))
    item = again(bank).items[0]
    assert isinstance(item, Number)
    assert item.answer == Decimal(number)
    assert item.answer.as_tuple() == Decimal(number).as_tuple()


@pytest.mark.parametrize(
    "text", ["one\n\ntwo", "a\n  b\nc", "- x\n- y", "```\n# a: b\n```", "a \nb"]
)
def test_markdown_keeps_its_lines_and_their_indents(text: str) -> None:
    bank = one(ShortText(id="a", stem=text, explain=text, answer="x"))
    assert again(bank) == bank


def test_what_a_default_says_is_not_written_again() -> None:
    bank = Bank(
        id="b",
        title="T",
        defaults=yaml_bank.decode(
            b"title: T\ndefaults: {points: 2, typos: false}\nquestions: [{question: Q, answer: a}]",
            source="b.yaml",
        )
        .sound_bank()
        .defaults,
        items=(ShortText(id="a", stem="Q", answer="x", points=2.0, typos=False),),
    )
    text = yaml_bank.encode(bank).data.decode()
    assert text.count("points") == 1
    assert text.count("typos") == 1
    assert again(bank) == bank


def test_words_for_true_and_numbers_as_text_are_quoted_and_plain_text_is_not() -> None:
    bank = one(ShortText(id="a", stem="true", answer="1815", accept=("Klemens von M", "no")))
    text = yaml_bank.encode(bank).data.decode()
    assert "question: 'true'" in text
    assert "answer: '1815'" in text
    assert "[Klemens von M, no]\n" in text


def test_the_shipped_banks_survive_being_written() -> None:
    for path in sorted(QUESTIONS.glob("*.yaml")):
        bank = yaml_bank.decode(path.read_bytes(), source=path.name).sound_bank()
        assert again(bank) == bank


@pytest.mark.parametrize("kind", sorted(BY_KIND))
def test_every_kind_alone_is_read_back_as_it_was_written(kind: str) -> None:
    @given(item=BY_KIND[kind])
    @settings(SETTINGS, max_examples=10)
    def holds(item: Item) -> None:
        written = item if item.has_written_id else item.replaced(id="q-1", has_written_id=True)
        bank = one(written)
        assert again(bank) == bank

    holds()


@given(item=BY_KIND["cloze"])
@settings(SETTINGS, max_examples=40)
def test_a_cloze_is_written_as_its_gaps_are_read(item: Cloze) -> None:
    assert holds_its_gaps(item)


@given(item=items())
@example(item=Cloze(id="a", stem="____", segments=("", ""), gaps=(Gap(("std::vector",)),)))
@example(item=Cloze(id="a", stem="____", segments=("", ""), gaps=(Gap(("~5",)),)))
@example(item=Computed(id="a", stem="{a}", letters=(), formula="1"))
@settings(SETTINGS, max_examples=40)
def test_what_is_written_is_utf_8_and_ends_with_a_newline(item: Item) -> None:
    data = yaml_bank.encode(one(item)).data
    assert data.decode("utf-8").endswith("\n")
    assert b"\r" not in data
    assert data.startswith(b"title: T\n")
