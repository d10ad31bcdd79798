"""JSON of any form: lists of objects, one in an object, lines of objects, terms with meanings."""

import json
from typing import Any

import pytest

from quiz.errors import QuizError
from quiz.formats.exchange.exchanged import Source
from quiz.formats.exchange.formats import recognised
from quiz.formats.exchange.json_cards import FORMAT
from quiz.items import Item, MultipleChoice, SingleChoice
from quiz.items.wording import solution_text
from tests.formats.exchange import foreign

CARDS = [{"front": "Hund", "back": "dog"}, {"front": "Katze", "back": "cat"}]


def read(found: Any, name: str = "a.json") -> list[Item]:
    text = found if isinstance(found, str) else json.dumps(found)
    assert recognised(Source(data=text.encode(), name=name)).name == "json-cards"
    return list(foreign.read(FORMAT, text, name).bank.items)


@pytest.mark.parametrize(
    "found",
    [
        CARDS,
        {"title": "Animals", "cards": CARDS, "tags": ["x"]},
        "\n".join(map(json.dumps, CARDS)),
        {"Hund": "dog", "Katze": "cat"},
        [{"term": "Hund", "definition": "dog", "n": 1}, {"term": "Katze", "definition": "cat"}],
    ],
)
def test_cards_are_read_however_they_are_listed(found: Any) -> None:
    assert [(one.stem, solution_text(one)) for one in read(found)] == [
        ("Hund", "dog"),
        ("Katze", "cat"),
    ]


@pytest.mark.parametrize(
    ("entry", "right"),
    [
        ({"options": ["3", "4", "5"], "answer": "4"}, 1),
        ({"options": {"A": "3", "B": "4", "C": "5"}, "answer": "B"}, 1),
        ({"choices": ["3", "4"], "correct": 0}, 0),
        ({"options": [{"text": "3"}, {"text": "4"}], "answer": 2}, 1),
        ({"answer": "4", "incorrect_answers": ["3", "5"]}, 0),
    ],
)
def test_the_right_option_is_its_text_its_letter_or_its_number(
    entry: dict[str, object], right: int
) -> None:
    (one,) = read([{"question": "2+2?", **entry}])
    assert isinstance(one, SingleChoice)
    texts = [option.text for option in one.options]
    wanted = ["3", "4"][right] if "incorrect_answers" not in entry else "4"
    assert texts[one.key] == wanted


def test_several_right_ones_and_explanations_are_kept() -> None:
    entry = {"question": "Even?", "options": ["1", "2", "4"], "answer": ["2", "4"],
             "explanation": "So.", "tags": ["a", "b"]}  # fmt: skip
    (one,) = read([entry])
    assert isinstance(one, MultipleChoice)
    assert (len(one.keys), one.explain, one.tags) == (2, "So.", ("a", "b"))


def test_counting_from_0_is_told() -> None:
    text = json.dumps([{"question": "2+2?", "options": ["4", "5"], "answer": 0}])
    assert "Right options are counted from 0." in foreign.read(FORMAT, text, "a.json").taken


@pytest.mark.parametrize(
    "text", ['{"question": ', '{"question": []}', '[{"question": 1}]', "[" * 99]
)
def test_what_lists_nothing_is_refused(text: str) -> None:
    with pytest.raises(QuizError):
        foreign.read(FORMAT, text, "a.json")
