"""SuperMemo's XML: items with their topics and their last repetition."""

from datetime import UTC, date, datetime

import pytest

from quiz.errors import QuizError
from quiz.formats.exchange.exchanged import Imported, PastAnswer, Source
from quiz.formats.exchange.formats import recognised
from quiz.formats.exchange.supermemo import decode
from quiz.items import Flashcard

ITEM = """<SuperMemoElement><ID>{id}</ID><Type>Item</Type><Content><Question>{q}</Question>
<Answer>{a}</Answer></Content><LearningData><Interval>{days}</Interval>
<LastRepetition>{last}</LastRepetition></LearningData></SuperMemoElement>"""
FOLDER = (
    """<SuperMemoElement><ID>9</ID><Title>Words</Title><Type>Topic</Type>{}</SuperMemoElement>"""
)
HEAD = '<?xml version="1.0" encoding="utf-8"?><SuperMemoCollection><Count>1</Count>{}'
TAIL = "</SuperMemoCollection>"


def item(q: str, a: str, id: int = 1, days: str = "54", last: str = "19.04.2025") -> str:
    return ITEM.format(id=id, q=q, a=a, days=days, last=last)


def source(*items: str) -> Source:
    return Source(data=(HEAD.format("".join(items)) + TAIL).encode(), name="my.xml")


def read(*items: str) -> Imported:
    found = recognised(source(*items))
    assert found.name == "supermemo"
    return decode(source(*items))


def test_an_item_is_a_card_with_its_topic_and_its_due_day() -> None:
    imported = read(FOLDER.format(item("dog &lt;b&gt;x&lt;/b&gt;", "Hund")))
    (card,) = imported.bank.items
    assert isinstance(card, Flashcard)
    assert (card.id, card.stem, card.back) == ("sm-1", "dog **x**", "Hund")
    assert card.tags == ("Words",)
    at = datetime(2025, 4, 19, 12, tzinfo=UTC)
    assert imported.answers == (PastAnswer(card="sm-1", at=at, rating=3, interval_days=54),)
    assert imported.changes[0].day == date(2025, 4, 19).toordinal() + 54


@pytest.mark.parametrize(("days", "last"), [("0", "19.04.2025"), ("x", "1.1.2025"), ("5", "soon")])
def test_what_was_never_repeated_has_no_answers(days: str, last: str) -> None:
    assert read(item("a", "b", days=days, last=last)).answers == ()


def test_what_has_no_answer_is_named_and_the_others_stay() -> None:
    imported = read(item("a", ""), item("c", "d", id=2))
    assert [one.id for one in imported.bank.items] == ["sm-2"]
    assert "empty" in imported.notes[0].reason
    assert imported.answers[0].card == "sm-2"


def test_what_is_no_xml_is_refused() -> None:
    with pytest.raises(QuizError):
        decode(Source(data=b"<SuperMemoCollection><a>", name="x.xml"))
