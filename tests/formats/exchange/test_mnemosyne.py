"""Mnemosyne's database: cards of each type, with their log."""

import sqlite3
from contextlib import suppress
from datetime import UTC, date, datetime
from random import Random

import pytest

from quiz.errors import QuizError
from quiz.formats.exchange.exchanged import Imported, Source
from quiz.formats.exchange.formats import recognised
from quiz.formats.exchange.mnemosyne import decode
from quiz.items import Flashcard

AT = int(datetime(2025, 3, 1, 10, tzinfo=UTC).timestamp())
DAY = 86_400
TABLES = """
CREATE TABLE facts (_id integer primary key, id text, extra_data text);
CREATE TABLE data_for_fact (_fact_id integer, key text, value text);
CREATE TABLE cards (_id integer primary key, id text, card_type_id text, _fact_id integer,
  fact_view_id text, tags text, next_rep integer, active boolean);
CREATE TABLE log (_id integer primary key, event_type integer, timestamp integer, object_id text,
  grade integer, thinking_time integer, next_rep integer);
"""


def database(*facts: tuple[str, dict[str, str], tuple[str, ...]], tags: str = "pets, x") -> bytes:
    """Return a database with facts: type, fields and views of their cards."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    for number, (kind, values, views) in enumerate(facts, 1):
        connection.execute("INSERT INTO facts VALUES (?, ?, '')", (number, f"fact{number}"))
        for key, value in values.items():
            connection.execute("INSERT INTO data_for_fact VALUES (?, ?, ?)", (number, key, value))
        for view in views:
            card = f"card{number}-{view}"
            row = (card, kind, number, view, tags, AT + 30 * DAY, view != "2.2")
            connection.execute(
                "INSERT INTO cards (id, card_type_id, _fact_id, fact_view_id, tags, next_rep,"
                " active) VALUES (?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            for at, grade, days in ((AT, 2, 1), (AT + DAY, 5, 29)):
                connection.execute(
                    "INSERT INTO log (event_type, timestamp, object_id, grade, thinking_time,"
                    " next_rep) VALUES (9, ?, ?, ?, 5, ?)",
                    (at, card, grade, at + days * DAY),
                )
    connection.commit()
    return connection.serialize()


def read(data: bytes) -> Imported:
    source = Source(data=data, name="default.db")
    assert recognised(source).name == "mnemosyne"
    return decode(source)


def test_a_card_comes_with_its_answers_and_its_due_day() -> None:
    imported = read(database(("1", {"f": "dog", "b": "<b>Hund</b>"}, ("1.1",))))
    (card,) = imported.bank.items
    assert isinstance(card, Flashcard)
    assert (card.id, card.stem, card.back, card.tags) == ("fact1", "dog", "**Hund**", ("pets", "x"))
    assert [(one.rating, one.interval_days) for one in imported.answers] == [(2, 1), (4, 29)]
    assert imported.changes[0].day == date(2025, 3, 31).toordinal()


def test_both_directions_are_one_card_and_each_has_its_answers() -> None:
    imported = read(database(("2::mine", {"f": "dog", "b": "Hund"}, ("2.1", "2.2"))))
    (card,) = imported.bank.items
    assert isinstance(card, Flashcard)
    assert card.reverse
    assert {one.card for one in imported.answers} == {"fact1", "fact1~reverse"}
    assert [one.card for one in imported.changes if one.what == "suspend"] == ["fact1~reverse"]


def test_a_word_with_its_pronunciation_is_two_cards_of_one_fact() -> None:
    values = {"f": "hond", "p_1": "hɔnt", "m_1": "dog"}
    first, second = read(database(("3", values, ("3.1", "3.2")))).bank.items
    assert isinstance(first, Flashcard)
    assert (first.stem, first.back) == ("hond", "dog\nhɔnt")
    assert first.fact == second.fact != ""


def test_other_types_are_named_and_the_others_stay() -> None:
    imported = read(
        database(("5", {"text": "a [b] c"}, ("5.1",)), ("1", {"f": "x", "b": "y"}, ("1.1",)))
    )
    assert [one.id for one in imported.bank.items] == ["fact2"]
    assert "type" in imported.notes[0].reason


@pytest.mark.parametrize("seed", range(3))
def test_damaged_files_are_a_bank_or_an_error(seed: int) -> None:
    rng, data = Random(seed), database(("1", {"f": "dog", "b": "Hund"}, ("1.1",)))
    for _number in range(50):
        changed = bytearray(data)
        for _flip in range(rng.choice((1, 4, 30))):
            changed[rng.randrange(len(changed))] = rng.randrange(256)
        with suppress(QuizError):
            decode(Source(data=bytes(changed), name="default.db"))
