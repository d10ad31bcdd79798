"""The banks that come with the program are what the format's page asks of a bank."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from quiz.formats import yaml_bank
from quiz.formats.decoded import Decoded
from quiz.items import (
    KINDS,
    Bank,
    Computed,
    Context,
    Date,
    Item,
    MultipleChoice,
    Number,
    Outcome,
    ShortText,
    SingleChoice,
    TrueFalse,
    Typed,
    TypedParts,
    Verdict,
    context_of,
)

FOLDER = Path(__file__).parents[2] / "questions"
PATHS = sorted(FOLDER.glob("*.yaml"))


@cache
def found_in(path: Path) -> Decoded:
    return yaml_bank.decode(
        path.read_bytes(), source=path.name, exists=lambda name: (FOLDER / name).is_file()
    )


def banks() -> list[Bank]:
    return [found_in(path).sound_bank() for path in PATHS]


ITEMS = [(bank, item) for bank in banks() for item in bank.items]
EACH_ITEM = pytest.mark.parametrize(
    ("bank", "item"), [pytest.param(b, i, id=f"{b.id}-{i.id}") for b, i in ITEMS]
)


def marked(bank: Bank, item: Item, typed: str) -> Outcome:
    return item.mark(Typed(typed), context_of(bank))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_shipped_bank_has_no_problem_and_no_warning(path: Path) -> None:
    found = found_in(path)
    assert [str(problem) for problem in (*found.problems, *found.warnings)] == []


def test_there_are_four_banks_with_at_least_120_questions() -> None:
    assert len(PATHS) >= 4
    assert len(ITEMS) >= 120


def test_every_kind_of_question_is_used() -> None:
    assert {item.kind for _, item in ITEMS} == set(KINDS)


@EACH_ITEM
def test_every_question_has_an_id_an_explanation_a_source_and_tags(bank: Bank, item: Item) -> None:
    assert item.has_written_id
    assert item.explain
    assert item.source
    assert set(item.tags) > set(bank.tags)


def test_ids_are_unique_over_all_banks() -> None:
    ids = [item.id for _, item in ITEMS]
    assert len(ids) == len(set(ids))


@EACH_ITEM
def test_the_year_2022_is_never_an_answer(bank: Bank, item: Item) -> None:
    solution = item.solution
    if isinstance(item, SingleChoice):
        solution = (item.options[item.key].text,)
    assert not any("2022" in text for text in solution)


TYPED = [
    pytest.param(bank, item, text, verdict, id=f"{item.id}-{text[:30]}-{verdict}")
    for bank, item in ITEMS
    if isinstance(item, ShortText | Number | Date)
    for verdict, texts in (("right", item.trials.right), ("wrong", item.trials.wrong))
    for text in texts
]


@pytest.mark.parametrize(("bank", "item", "text", "verdict"), TYPED)
def test_an_answer_to_try_is_marked_so(bank: Bank, item: Item, text: str, verdict: str) -> None:
    assert marked(bank, item, text).verdict is Verdict(verdict)


def test_there_are_many_answers_to_try() -> None:
    assert len(TYPED) >= 100


@EACH_ITEM
def test_the_right_response_is_right(bank: Bank, item: Item) -> None:
    if isinstance(item, Computed):
        return  # drawn anew; the laws of items cover it
    context = Context(language=bank.language)
    assert item.mark(item.right_response(), context).verdict is Verdict.RIGHT
    assert item.mark(TypedParts(), context).credit == 0


def test_the_key_is_not_systematically_the_longest_option() -> None:
    choices = [item for _, item in ITEMS if isinstance(item, SingleChoice)]
    longest = 0
    for item in choices:
        key = len(item.options[item.key].text)
        others = [len(o.text) for at, o in enumerate(item.options) if at != item.key]
        longest += key > max(others)
    assert len(choices) >= 20
    assert longest / len(choices) <= 0.6


def test_keys_in_written_order_stand_at_every_place_about_as_often() -> None:
    ordered = [i for _, i in ITEMS if isinstance(i, SingleChoice) and not i.shuffle]
    places = Counter(item.key for item in ordered if len(item.options) == 4)
    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) - min(places.values()) <= 1


@EACH_ITEM
def test_every_wrong_option_says_why_it_is_wrong(bank: Bank, item: Item) -> None:
    if isinstance(item, SingleChoice):
        wrong = [o for at, o in enumerate(item.options) if at != item.key]
    elif isinstance(item, MultipleChoice):
        wrong = [o for at, o in enumerate(item.options) if at not in item.keys]
    else:
        return
    assert [option.text for option in wrong if not option.feedback] == []


@EACH_ITEM
def test_a_full_stop_does_not_tell_the_key(bank: Bank, item: Item) -> None:
    if isinstance(item, SingleChoice | MultipleChoice):
        assert len({option.text.endswith(".") for option in item.options}) == 1


@pytest.mark.parametrize("bank", banks(), ids=lambda bank: bank.id)
def test_a_reader_can_find_the_article(bank: Bank) -> None:
    assert bank.reading.startswith("https://")
    assert bank.reading in bank.source
    assert "Ambra Visentin" in bank.source
    assert "machine translation" in bank.source


def test_true_and_false_are_about_as_frequent() -> None:
    statements = [item.key for _, item in ITEMS if isinstance(item, TrueFalse)]
    assert abs(2 * sum(statements) - len(statements)) <= 1
