"""Which cards searches find."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.desk import Desk
from quiz.desk.search.index import WordIndex
from quiz.desk.search.keys import QueryError
from quiz.desk.search.matching import Search, nearest_search
from quiz.desk.search.table import CardTable
from quiz.desk.sittings.start import begin_quiz
from quiz.items import Picked, Rating
from quiz.memory import CardAction
from quiz.study import CardRef, Mode, Request
from tests.support import EVERY_KIND, Clock, open_desk, write_banks

CAPITALS = """\
title: The capitals
tags: [world::europe]
questions:
  - {id: paris, question: "Capital of *France*?", answer: Paris, wrong: [Lyon]}
  - {id: bern, question: "Capital of Switzerland?", answer: Bern, wrong: [Zürich], tags: [alps]}
  - {id: oslo, question: "Capital of Norway?", answer: Oslo, wrong: [Bergen]}
  - {id: rome, question: "Capital of Italy?", answer: Rome, wrong: [Milan]}
"""
PLAIN = """\
title: Plain
questions:
  - {id: one, question: "One?", answer: "yes", wrong: ["no"]}
"""


def _ref(card: str) -> CardRef:
    return CardRef("capitals", card)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    """Return a search over three banks; Paris is known, Bern forgotten, Oslo put away."""
    path: Path = tmp_path_factory.mktemp("search")
    write_banks(path, {"every": EVERY_KIND, "capitals": CAPITALS, "plain": PLAIN})
    clock = Clock()
    with open_desk(path, clock) as desk:
        gone = path / "banks" / "gone.yaml"
        gone.write_text(PLAIN.replace("Plain", "Gone"))
        desk.refresh()
        for bank, card, is_right in (
            ("capitals", "paris", True),
            ("capitals", "bern", False),
            ("gone", "one", True),
        ):
            ref = CardRef(bank, card)
            sitting = begin_quiz(desk, Request(mode=Mode.QUIZ, cards=(ref,), seed=1))
            assert sitting.question is not None
            right = sitting.question.item.right_response()
            assert isinstance(right, Picked)
            sitting.hand_in(right if is_right else Picked((1 - right.indices[0],)), elapsed_ms=900)
            if is_right:
                sitting.rate(Rating.EASY)
        gone.unlink()
        clock.pass_(days=2)
        desk.refresh()
        desk.do(_ref("oslo"), CardAction.SUSPEND)
        desk.do(_ref("rome"), CardAction.BURY, desk.today)
        yield Search(CardTable(desk))


def found(search: Search, text: str) -> set[str]:
    rows = search.table.rows
    return {rows[at].card for at in search.find(text) if rows[at].bank in ("capitals", "gone")}


ALL = {"paris", "bern", "oslo", "rome"}


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        ("", ALL),
        ("capital", ALL),
        ("zurich", {"bern"}),
        ("ZÜRICH", {"bern"}),
        ("bergen or lyon", {"paris", "oslo"}),
        ('"of france"', {"paris"}),
        ('"capital france"', set()),
        ('"ital of ital"', {"rome"}),
        ("sw*land", {"bern"}),
        ("capital -milan", {"paris", "bern", "oslo"}),
        ("-(milan or lyon) capital", {"bern", "oslo"}),
        ("tag:alps", {"bern"}),
        ("tag:world", ALL),
        ("tag:WORLD::Europe -tag:alp*", {"paris", "oslo", "rome"}),
        ("tag:none", set()),
        ('bank:"the capitals" kind:choice', ALL),
        ("bank:cap* -bank:plain", ALL),
        ("is:new", {"rome"}),
        ("is:due", {"bern"}),
        ("is:learning", {"bern"}),
        ("is:review", {"paris"}),
        ("is:suspended", {"oslo"}),
        ("is:buried", {"rome"}),
        ("is:leech", set()),
        ("is:mistake", {"bern"}),
        ("is:orphan", {"one"}),
        ("right<50%", {"bern"}),
        ("right>=100%", {"paris"}),
        ("-right<50% -is:new", {"paris", "oslo"}),
        ("s>7", {"paris"}),
        ("r<50%", set()),
        ("r>0.5 answers=1", {"paris", "bern"}),
        ("difficulty<5", {"paris"}),
        ("lapses>0", set()),
        ("due<=0", {"bern"}),
        ("due:1..30", {"paris"}),
        ("prop:due>=1", {"paris"}),
        ("rated:2", set()),
        ("rated:3", {"paris", "bern"}),
        ("rated:3:again", {"bern"}),
        ("introduced:3", {"paris", "bern"}),
    ],
)
def test_a_search_finds_what_it_asks_for(text: str, cards: set[str], search: Search) -> None:
    assert found(search, text) == cards


def test_a_gap_is_filled_and_what_is_accepted_and_explained_is_searched(search: Search) -> None:
    rows = search.table.rows
    for text, card in (
        ('"congress met in vienna"', "cloze"),
        ("klemens", "text"),
        ("danube", "choice"),
        ("castlereagh", "match"),
        ("waterloo", "order"),
        ("saxony", "groups"),
        ("uk kind:list", "list"),
    ):
        assert [rows[at].card for at in search.find(text)] == [card]
    assert {rows[at].bank for at in search.find("tag:none")} == {"plain"}
    assert [rows[at].stem for at in search.find('"foreign minister"')] == [
        "Metternich",
        "Foreign minister of Austria",
    ]


@pytest.mark.parametrize(
    ("text", "wrong", "fixed"),
    [
        ("a tag:alsp", "tag:alsp", "a tag:alps"),
        ('bank:"the capital"', 'bank:"the capital"', 'bank:"The capitals"'),
        ("deck:caiptals x", "deck:caiptals", "bank:capitals x"),
    ],
)
def test_a_bank_or_topic_that_is_not_there_is_an_error_at_its_place(
    text: str, wrong: str, fixed: str, search: Search
) -> None:
    with pytest.raises(QueryError) as caught:
        search.find(text)
    error = caught.value
    assert text[error.start : error.end] == wrong
    assert error.with_fix(text) == fixed
    search.find(fixed)


def test_the_order_asked_for_is_kept(search: Search) -> None:
    places = search.find("capital")
    backwards = list(reversed(range(len(search.table.rows))))
    assert search.find("capital", backwards) == places[::-1]


def test_where_nothing_is_found_a_search_with_one_condition_less_is_offered(
    search: Search,
) -> None:
    assert nearest_search(search, "capital is:leech") == "capital"
    assert nearest_search(search, "capital -(is:new or is:due) -zzz is:leech") == (
        "capital -(is:new or is:due) -zzz"
    )
    assert nearest_search(search, "zzz") == ""


def test_actions_and_answers_change_what_is_found(
    make_desk: Callable[..., Desk], clock: Clock
) -> None:
    desk = make_desk(capitals=CAPITALS)
    table = CardTable(desk)
    own = Search(table)
    assert found(own, "is:suspended") == set()
    clock.pass_(seconds=1)
    desk.do(_ref("paris"), CardAction.SUSPEND)
    table.refresh()
    assert found(own, "is:suspended") == {"paris"}


_TEXTS = st.lists(st.text("ab é.", max_size=12), min_size=1, max_size=20)


@given(_TEXTS, st.text("abé.", min_size=1, max_size=4), st.text("ab", min_size=1, max_size=2))
def test_the_index_finds_what_going_through_all_texts_finds(
    texts: list[str], piece: str, last: str
) -> None:
    texts = [" ".join(text.split()) for text in texts]
    index = WordIndex(texts)

    def set_of(is_in: Callable[[str], bool]) -> int:
        return int.from_bytes(bytes(map(is_in, texts)), "little")

    assert index.containing(piece) == set_of(lambda text: piece in text)
    phrase = f"{piece} {last}"
    assert index.with_phrase(phrase) == set_of(lambda text: phrase in text)
    phrase = f"{piece} a {last}"
    assert index.with_phrase(phrase) == set_of(lambda text: phrase in text)
