"""Packages for Anki: what is written reads the same, schedule and answers included."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.formats.exchange.anki import decode
from quiz.formats.exchange.anki.writing import encode
from quiz.formats.exchange.exchanged import (
    CardStanding,
    Exported,
    ExportSource,
    Imported,
    PastAnswer,
    Source,
)
from quiz.formats.yaml_bank import decode as decode_bank
from quiz.formats.yaml_bank.gaps import parse
from quiz.items import Bank, Cloze, Flashcard, Item, ShortText
from tests.strategies import BY_KIND
from tests.support import EVERY_KIND

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
START = datetime(2026, 3, 2, 8, tzinfo=UTC)


def source_of(*items: Item) -> ExportSource:
    return ExportSource(bank=Bank(id="b", title="My bank", items=items))


def back(made: Exported) -> Imported:
    return decode(Source(data=made.data, name="x.apkg"))


def plain_items() -> tuple[Item, ...]:
    segments, gaps = parse("{{Rome}} is on the {{Tiber :: river}}.")
    return (
        Flashcard(
            id="a", stem="**dog** $x^2$", back="Hund\n\n- one\n- two", tags=("t",),
            explain="So *it* is.", hints=("Barks.",),
        ),
        Flashcard(id="b", stem="cat", back="Katze", reverse=True, explain="Meows.", hints=("M",)),
        ShortText(id="c", stem="Capital?", answer="Rome", explain="Old.", hints=("R",)),
        Cloze(id="d", stem="____ is on the ____.", segments=segments, gaps=gaps, explain="Yes."),
    )  # fmt: skip


def test_plain_questions_are_written_without_a_word_and_read_the_same() -> None:
    made = encode(source_of(*plain_items()))
    assert made.notes == ()
    imported = back(made)
    assert imported.bank.items == plain_items()
    assert imported.bank.title == "My bank"
    assert imported.notes == ()


@pytest.mark.parametrize("kind", BY_KIND)
@settings(deadline=None)
@given(st.data())
def test_what_is_written_and_not_named_reads_the_same(kind: str, data: st.DataObject) -> None:
    item = data.draw(BY_KIND[kind]).replaced(id="q", fact="", passage="")
    made = encode(source_of(item))
    assert encode(source_of(item)).data == made.data
    if made.notes:
        return
    (read,) = back(made).bank.items
    assert read == item.replaced(has_written_id=True)


def test_a_bank_of_every_kind_keeps_its_order_and_names_what_becomes_a_card() -> None:
    bank = decode_bank(EVERY_KIND.encode(), source="every").sound_bank()
    made = encode(ExportSource(bank=bank))
    kept = [item.id for item in bank.items if item.kind != "computed"]
    assert [item.id for item in back(made).bank.items] == kept
    reasons = {note.where: note.reason for note in made.notes if note.is_skipped}
    assert list(reasons) == ["question 14 (computed)"]
    first = back(made).bank.items[0]
    assert isinstance(first, Flashcard)
    assert first.stem.endswith("Berlin\n2. Paris\n3. Vienna")


def test_a_picture_goes_along() -> None:
    item = Flashcard(id="a", stem="What?", back="Rome", image="x.png", alt="A map")
    source = msgspec.structs.replace(source_of(item), media={"x.png": PNG}.get)
    made = encode(source)
    assert made.notes == ()
    imported = back(made)
    (file,) = imported.media
    assert file.data == PNG
    assert imported.bank.items[0] == item.replaced(image=file.path)


def with_schedule() -> ExportSource:
    def answer(card: str, days: float, rating: int, interval: int | None) -> PastAnswer:
        at = START + timedelta(days=days)
        return PastAnswer(card=card, at=at, rating=rating, elapsed_ms=3000, interval_days=interval)

    day = START.date().toordinal()
    return msgspec.structs.replace(
        source_of(*plain_items()),
        answers=(
            answer("a", 0, 3, None), answer("b", 0.005, 2, None), answer("a", 0.01, 3, 3),
            answer("a", 3, 1, None), answer("a", 3.01, 3, 2), answer("b~reverse", 4, 4, 9),
        ),
        standings={
            "a": CardStanding(
                stage="review", due_day=day + 5, interval_days=2, answers=4, lapses=1,
                stability=2.5, difficulty=6.5, last_at=START + timedelta(days=3.01),
            ),
            "b": CardStanding(
                stage="learning", due_at=START, answers=1, stability=1.0, difficulty=5.0,
                last_at=START + timedelta(days=0.005),
            ),
            "b~reverse": CardStanding(
                stage="review", due_day=day + 13, interval_days=9, answers=1, is_suspended=True,
                stability=9.0, difficulty=5.0, last_at=START + timedelta(days=4),
            ),
        },
        changed_s=int(START.timestamp()),
    )  # fmt: skip


def test_answers_and_due_days_come_back() -> None:
    made = encode(with_schedule())
    assert encode(with_schedule()).data == made.data
    imported = back(made)
    assert imported.answers == with_schedule().answers
    day = START.date().toordinal()
    found = {(one.card, one.what): one.day for one in imported.changes}
    assert found == {
        ("a", "due"): day + 5,
        ("b~reverse", "due"): day + 13,
        ("b~reverse", "suspend"): None,
    }
