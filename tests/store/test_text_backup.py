from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.items.rating import Rating
from quiz.memory import CardAction
from quiz.store import PlanRow, Record, Review, SittingRow, WeightsRow
from quiz.store.lines import encode_head, encode_row
from quiz.store.text_backup import dump, look_at, restore_text, write
from tests.store.conftest import DAYS, SCHEDULER, START
from tests.store.test_sync import ACTS, BAD, act, devices, review_line

if TYPE_CHECKING:
    from tests.store.conftest import Learner


def text_of(record: Record) -> bytes:
    return b"".join(dump(record))


def restored(text: bytes, home: Path) -> Record:
    record = Record.open(home / "restored.db", days=DAYS)
    restore_text(record, BytesIO(text), SCHEDULER)
    return record


def test_a_record_in_full_use_comes_back_the_same(learner: "Learner", tmp_path: Path) -> None:
    for i in range(30):
        learner.answer(f"c{i % 7}", Rating.AGAIN if i % 5 == 0 else Rating.GOOD, tags=("é", "x"))
        learner.wait(hours=17)
    learner.undo()
    learner.do("c1", CardAction.SUSPEND)
    learner.record.rename_cards("b", {"c2": "z2"}, learner.now, SCHEDULER.replay)
    learner.record.put_exam(PlanRow(name="Finals", day="2026-01-18", changed_at=learner.now))
    learner.record.begin_sitting(SittingRow(uid="s", mode="quiz", started_at=learner.now))
    learner.record.keep_weights(
        WeightsRow(at=learner.now, model="FSRS-6", weights=SCHEDULER.model.weights, reviews=9)
    )
    text = text_of(learner.record)
    with restored(text, tmp_path) as record:
        assert record.has_stale_states
        record.rebuild_states(SCHEDULER)
        assert record.states("b") == learner.record.states("b")
        assert record.reviews() == learner.record.reviews()
        assert record.exams() == learner.record.exams()
        assert record.sitting("s") == learner.record.sitting("s") is not None
        assert text_of(record) == text
        restore_text(record, BytesIO(text), SCHEDULER)
        assert text_of(record) == text


@settings(max_examples=25, deadline=None)
@given(script=st.lists(ACTS, max_size=25))
def test_a_dump_restored_into_an_empty_record_gives_the_same_dump(
    script: list[tuple[str, Any, Any]],
) -> None:
    with devices(2) as (one, other):
        for what, first, second in script:
            act(one, [one, one, one], what, first, second)
        text = text_of(one.record)
        restore_text(other.record, BytesIO(text), SCHEDULER)
        assert other.states() == one.states()
        assert text_of(other.record) == text


def test_what_is_left_out_of_a_line_is_part_of_the_format() -> None:
    row = Review(
        uid="u", bank="b", card="c", kind="text", at=START, day=1, rating=None, credit=0,
        points=0, points_of=1,
    )  # fmt: skip
    defaults = {
        name: getattr(row, name)
        for name in ("schedules", "elapsed_ms", "hints", "tries", "certainty", "is_overridden",
                     "tags", "sitting", "place", "replaces", "rep", "interval_days", "retention",
                     "response", "guess_chance", "model")
    }  # fmt: skip
    assert defaults == {
        "schedules": True, "elapsed_ms": 0, "hints": 0, "tries": 1, "certainty": None,
        "is_overridden": False, "tags": (), "sitting": None, "place": None, "replaces": None,
        "rep": None, "interval_days": None, "retention": None, "response": "null",
        "guess_chance": 0.0, "model": "FSRS-6",
    }  # fmt: skip
    assert encode_row(row).startswith(b'{"review":{"uid":"u","bank":"b",')


def test_good_lines_of_a_broken_file_are_taken_and_bad_ones_told(learner: "Learner") -> None:
    text = encode_head("me") + b"\n" + BAD[0] + review_line(uid="good") + b"nonsense\n"
    text += review_line(uid="last").rstrip()
    found = look_at(learner.record, BytesIO(b"\xef\xbb\xbf" + text))
    assert (found.answers, found.new_answers, found.bad_count) == (2, 2, 2)
    assert [(bad.line, bad.why) for bad in found.bad] == [
        (3, "invalid enum value 5 - at `$.review.rating`"),
        (5, "not JSON"),
    ]
    assert restore_text(learner.record, BytesIO(text), SCHEDULER).reviews == 2
    assert {review.uid for review in learner.record.reviews()} == {"good", "last"}
    assert look_at(learner.record, BytesIO(text)).new_answers == 0
    assert learner.record.check(SCHEDULER) == []


def test_a_text_backup_is_added_to_a_record_in_use(learner: "Learner", tmp_path: Path) -> None:
    learner.answer("a")
    text = text_of(learner.record)
    with Record.open(tmp_path / "other.db", days=DAYS) as record:
        record.append(learner.review("b"), learner.step(learner.review("b")))
        restore_text(record, BytesIO(text), SCHEDULER)
        assert set(record.states("b")) == {"a", "b"}


@pytest.mark.parametrize("data", [b"a song\n", b"\x00\x01\x02", b"[" * 3000 + b"\n", b"[]\n[]\n"])
def test_another_file_is_no_text_backup(data: bytes, learner: "Learner") -> None:
    with pytest.raises(QuizError, match="not a text backup"):
        restore_text(learner.record, BytesIO(data), SCHEDULER)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b'{"head":{"format":"songs","version":1,"learner":"me"}}\n', "another program"),
        (b'{"head":{"format":"quiz record","version":9,"learner":"me"}}\n', "newer version"),
        (encode_head("anna"), "another user"),
    ],
)
def test_a_text_backup_that_is_not_for_this_record(
    head: bytes, said: str, learner: "Learner"
) -> None:
    with pytest.raises(QuizError, match=said):
        restore_text(learner.record, BytesIO(head + review_line()), SCHEDULER)
    assert learner.record.reviews() == []


def test_what_the_record_holds_comes_back_however_long_it_is(
    learner: "Learner", tmp_path: Path
) -> None:
    learner.answer("long", response="\0" * 1_000_000)
    learner.answer("short")
    path = tmp_path / "all.jsonl"
    write(learner.record, path)
    with Record.open(tmp_path / "other.db") as other, path.open("rb") as file:
        found = look_at(other, file)
    assert (found.answers, found.bad_count) == (2, 0)
