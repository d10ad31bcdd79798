import os
import sqlite3
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from quiz.errors import QuizError
from quiz.items.rating import Rating
from quiz.memory import CardAction, Scheduler
from quiz.store import (
    DayLimit,
    PlanRow,
    QuestionNote,
    Record,
    SeenQuestion,
    SittingRow,
    WeightsRow,
    recovery,
)
from tests.support import history_of

if TYPE_CHECKING:
    from tests.store.conftest import Learner, Open


def used(learner: "Learner", count: int = 40) -> None:
    """Fill a record, back it up, and close it."""
    for i in range(count):
        learner.answer(f"c{i}", tags=("a", "b"), response='{"type":"typed","text":"abc"}')
    assert learner.record.back_up_if_due(learner.now) is not None
    learner.answer("later")
    learner.record.close()


def spoil(path: Path, how: str) -> None:
    data = path.read_bytes()
    match how:
        case "text":
            path.write_text("This is no database.\n" * 50)
        case "half":
            path.write_bytes(data[: len(data) // 2])
        case "end":
            path.write_bytes(data[:-4096])
        case "odd":
            path.write_bytes(data[:5000])
        case "header":
            path.write_bytes(b"\0" * 100 + data[100:])
        case "zeros":
            path.write_bytes(b"\0" * len(data))
        case "emptied":
            path.write_bytes(b"")
        case "tables":
            path.write_bytes(data.replace(b"CREATE TABLE review", b"CREATE TABLE rewiev"))
        case "foreign":
            path.unlink()
            connection = sqlite3.connect(path)
            connection.execute("CREATE TABLE songs (name)")
            connection.commit()
            connection.close()
        case "folder":
            path.unlink()
            path.mkdir()
            (path / "something").write_text("of value")
        case _:
            pytest.fail(how)


HOWS = ["text", "half", "odd", "header", "zeros", "emptied", "tables", "foreign", "folder"]


@pytest.mark.parametrize("how", HOWS)
def test_a_damaged_record_is_put_aside_and_the_backup_restored(
    how: str, learner: "Learner", open_record: "Open", path: Path
) -> None:
    used(learner)
    spoil(path, how)
    again = open_record()
    record = again.record
    assert record.trouble == ""
    assert "file was damaged: it was renamed to record-damaged-" in record.notice
    assert "backup record-daily-2025-11-24.db was restored" in record.notice
    saved = 1 if how in ("header", "tables") else 0
    assert len(record.reviews()) == 40 + saved
    assert "(40 answers, the last on 2025-11-24" in record.notice
    assert ("1 more answer was recovered" in record.notice) == bool(saved)
    assert record.device == learner.record.device
    assert len(list(path.parent.glob("record-damaged-*"))) == 1
    again.answer("next")
    record.close()
    told_again = open_record().record
    assert told_again.notice == record.notice
    told_again.database.notice_was_seen()
    told_again.close()
    assert open_record().record.notice == ""


@pytest.mark.parametrize("how", [*(how for how in HOWS if how != "emptied"), "end"])
def test_without_a_backup_a_new_record_is_begun(
    how: str, learner: "Learner", open_record: "Open", path: Path
) -> None:
    for i in range(40):
        learner.answer(f"c{i}")
    learner.record.close()
    spoil(path, how)
    again = open_record().record
    assert again.trouble == ""
    assert "there was no backup, so a new one was started" in again.notice
    read = {"header": 40, "tables": 40, "end": 30}.get(how, 0)
    assert len(again.reviews()) == read


def test_a_record_in_full_use_is_found_sound(
    learner: "Learner", open_record: "Open", path: Path
) -> None:
    for i in range(60):
        learner.answer(f"c{i}", rating=None if i % 7 == 0 else Rating.GOOD, tags=("é",))
        learner.wait(minutes=1)
        if i % 5 == 0:
            learner.undo()
    learner.record.begin_sitting(SittingRow(uid="s", mode="quiz", started_at=learner.now))
    learner.record.begin_sitting(SittingRow(uid="t", mode="quiz", started_at=learner.now))
    learner.record.end_sitting("s", learner.now, "{}")
    learner.rename_cards({"c2": "z2", "c3": "z3"})
    learner.record.sync_bank("b", "digest", ["z2"])
    learner.do("c9", CardAction.SET_DUE, value=learner.day + 9)
    learner.record.keep_weights(
        WeightsRow(at=learner.now, model="FSRS-6", weights=(0.5,) * 21, reviews=400)
    )
    learner.record.put_exam(PlanRow(name="é", day="2026-01-18", changed_at=learner.now))
    learner.record.put_day_limit(learner.day, "b", DayLimit(new_cards=3))
    seen = SeenQuestion(question="Who?", answer="I", has_written_id=True)
    learner.record.put_seen_questions("b", {"c9": seen})
    learner.record.part("b", "c8", "c9")
    learner.record.put_note(QuestionNote(bank="b", item="c9", at=learner.now, text="é"))
    learner.record.close()
    connection = sqlite3.connect(path)
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (name,) in names:
        assert connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] > 0
    assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    os.utime(path)
    assert open_record().record.notice == ""


def test_an_empty_file_is_a_new_record(open_record: "Open", path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    record = open_record().record
    assert (record.trouble, record.notice, record.reviews()) == ("", "", [])


def test_a_damaged_backup_is_passed_over(
    learner: "Learner", open_record: "Open", path: Path
) -> None:
    learner.answer("a")
    learner.record.back_up_if_due(learner.now)
    used_path = learner.record.back_up_if_due(learner.now + timedelta(days=1))
    assert used_path is not None
    learner.record.close()
    spoil(path, "text")
    spoil(used_path, "half")
    record = open_record().record
    assert "record-daily-2025-11-24.db" in record.notice
    assert len(record.reviews()) == 1


def test_a_stale_journal_goes_aside_with_the_damaged_file(
    learner: "Learner", open_record: "Open", path: Path
) -> None:
    used(learner)
    spoil(path, "text")
    path.with_name("record.db-journal").write_bytes(b"stale")
    record = open_record().record
    assert record.trouble == ""
    assert len(record.reviews()) == 40


def test_damage_that_comes_up_while_open_is_fixed(
    learner: "Learner", path: Path, scheduler: Scheduler
) -> None:
    for i in range(40):
        learner.answer(f"c{i}")
    learner.record.back_up_if_due(learner.now)
    learner.answer("between")
    spoil(path, "zeros")
    review = learner.answer("now")
    record = learner.record
    assert "was restored" in record.notice
    assert record.trouble == ""
    assert len(record.reviews()) == 41
    last = record.last_review()
    assert last is not None
    assert last.uid == review.uid
    assert record.check(scheduler) == []


def use_everything(record: Record, learner: "Learner", scheduler: Scheduler) -> None:
    record.reviews()
    record.states("b")
    record.check(scheduler)
    record.queue_rows(["b"], learner.day)
    record.today(learner.day)
    record.day_history()
    record.scores()
    history_of(record, "b", "c1")
    record.unfinished_sitting(["quiz"])


@pytest.mark.parametrize("count", [60, pytest.param(1000, marks=pytest.mark.slow)])
def test_flipped_bytes_are_survived(
    count: int, learner: "Learner", path: Path, scheduler: Scheduler
) -> None:
    used(learner)
    data = path.read_bytes()
    rng = Random(count)
    told = 0
    for _ in range(count):
        broken = bytearray(data)
        for _ in range(rng.choice([1, 1, 5, 200])):
            broken[rng.randrange(min(len(data), rng.choice([120, 4096, len(data)])))] = (
                rng.randrange(256)
            )
        path.write_bytes(broken)
        try:
            with Record.open(path, days=learner.record.days) as record:
                learner.record = record
                use_everything(record, learner, scheduler)
                learner.answer("fresh")
                assert record.trouble == ""
                told += bool(record.notice)
        except QuizError as error:
            told += "newer version" in str(error)
        for aside in path.parent.glob("record-damaged-*"):
            aside.unlink()
    assert told > count // 4


@pytest.mark.parametrize("count", [20, pytest.param(200, marks=pytest.mark.slow)])
def test_truncated_files_are_survived(
    count: int, learner: "Learner", path: Path, scheduler: Scheduler
) -> None:
    used(learner)
    data = path.read_bytes()
    rng = Random(3)
    for _ in range(count):
        path.write_bytes(data[: rng.randrange(len(data))])
        with Record.open(path, days=learner.record.days) as record:
            use_everything(record, learner, scheduler)
            assert record.notice
            assert len(record.reviews()) in (40, 41)


def test_one_backup_a_day_is_kept_and_fewer_the_older_they_are(
    learner: "Learner", path: Path
) -> None:
    learner.answer()
    for _ in range(30):
        assert learner.record.back_up_if_due(learner.now) is not None
        assert learner.record.back_up_if_due(learner.now + timedelta(hours=1)) is None
        learner.wait(days=1)
    names = sorted(file.name for file in (path.parent / "backups").iterdir())
    assert names[-1] == "record-daily-2025-12-23.db"
    assert names[-14] == "record-daily-2025-12-10.db"
    assert names[:-14] == ["record-daily-2025-11-30.db", "record-daily-2025-12-07.db"]


def test_what_was_answered_after_the_backup_is_read_from_the_damaged_file(
    learner: "Learner", open_record: "Open", path: Path, scheduler: Scheduler
) -> None:
    for i in range(300):
        learner.answer(f"c{i % 50}", response='{"type":"typed","text":"abc"}')
        learner.wait(minutes=7)
    learner.record.back_up_if_due(learner.now)
    for i in range(300):
        learner.answer(f"d{i % 50}", response='{"type":"typed","text":"abc"}')
        learner.wait(minutes=7)
    learner.do("c1", CardAction.SUSPEND)
    gone = learner.undo()
    assert gone is not None
    learner.rename_cards({"c2": "z2"})
    learner.record.put_exam(PlanRow(name="é", day="2026-01-18", changed_at=learner.now))
    before = {review.uid for review in learner.record.reviews()}
    states = learner.record.states("b")
    learner.record.close()
    data = bytearray(path.read_bytes())
    page = data.index(sorted(before)[0].encode()) // 4096 + 1
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(data)
    again = open_record().record
    assert "answers were recovered from the damaged file" in again.notice
    kept = {review.uid for review in again.reviews()}
    assert kept < before | {gone.uid}
    assert 560 < len(kept) < 600
    assert gone.uid not in kept
    assert len(again.exams()) == 1
    assert again.has_stale_states
    again.rebuild_states(scheduler)
    assert again.check(scheduler) == []
    assert again.state("b", "c1").is_suspended
    assert again.state("b", "z2") == states["z2"]


def test_a_backup_that_cannot_be_written_is_told(learner: "Learner", path: Path) -> None:
    learner.answer()
    (path.parent / "backups").write_text("in the way")
    with pytest.raises(QuizError, match="today's backup: File exists"):
        learner.record.back_up_if_due(learner.now)
    learner.answer()


def test_an_orderly_exit_spares_the_next_start_the_check(
    learner: "Learner", open_record: "Open", path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quiz.store import database as database_module

    learner.answer()
    learner.record.close()
    checks: list[sqlite3.Connection] = []

    def check(connection: sqlite3.Connection) -> bool:
        checks.append(connection)
        return True

    monkeypatch.setattr(database_module, "is_sound", check)
    open_record().record.close()
    assert not checks
    os.utime(path)
    open_record().record.close()
    assert len(checks) == 1


def test_the_newest_backup_with_answers_is_restored_and_no_empty_one(
    learner: "Learner", open_record: "Open", path: Path
) -> None:
    used(learner)
    empty = path.parent / "backups" / "record-daily-2025-11-25.db"
    Record.open(path.parent / "other.db").close()
    empty.write_bytes((path.parent / "other.db").read_bytes())
    songs = sqlite3.connect(path.parent / "backups" / "record-daily-2025-11-26.db")
    songs.execute("CREATE TABLE songs (name)")
    songs.commit()
    songs.close()
    spoil(path, "zeros")
    record = open_record().record
    assert "record-daily-2025-11-24.db was restored (40 answers" in record.notice
    assert len(record.reviews()) == 40


def test_what_is_done_about_damage_is_said_while_it_is_done(learner: "Learner", path: Path) -> None:
    used(learner)
    spoil(path, "header")
    said: list[str] = []
    Record.open(path, days=learner.record.days, tell=said.append).close()
    assert said[0].startswith("your progress file is damaged; rebuilding it")


@pytest.mark.parametrize("step", ["write_backup", "migrate", "sync_to_disk", "_keep_aside"])
def test_a_recovery_that_is_broken_off_begins_anew_at_the_next_start(
    step: str, learner: "Learner", open_record: "Open", path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    used(learner)
    spoil(path, "header")
    broken = path.read_bytes()

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(recovery, step, interrupted)
        with pytest.raises(KeyboardInterrupt):
            Record.open(path, days=learner.record.days)
    assert path.read_bytes() == broken
    assert len(open_record().record.reviews()) == 41
    assert not list(path.parent.glob("*.new*"))


def test_answers_of_an_exam_that_is_being_sat_are_read_from_the_damaged_file(
    learner: "Learner", open_record: "Open", path: Path
) -> None:
    learner.record.put_meta("exam/e1", "an old state")
    used(learner)
    with Record.open(path) as record:
        record.put_meta("exam/e1", "what was typed since")
        record.put_meta("exam/e2", "another")
    data = bytearray(path.read_bytes())
    at = data.index(b"CREATE TABLE review")
    data[at : at + 12] = b"CREATE RABLE"
    path.write_bytes(data)
    record = open_record().record
    assert record.meta("exam/e2") == "another"
    assert "was damaged: it was" in record.notice


def test_damage_met_within_a_transaction_ends_it_and_it_is_done_again(
    learner: "Learner", path: Path
) -> None:
    used(learner)
    record = Record.open(path, days=learner.record.days)
    met: list[bool] = []

    def work(connection: sqlite3.Connection) -> int:
        if not met:
            met.append(True)
            record.database.read(lambda _: raised())
        return int(connection.execute("SELECT count(*) FROM review").fetchone()[0])

    def raised() -> None:
        error = sqlite3.DatabaseError("database disk image is malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error

    assert record.database.write(work) == 41
    assert "was damaged: it was" in record.notice
    record.close()


def test_a_window_that_is_open_during_anothers_recovery_writes_into_the_new_file(
    learner: "Learner", path: Path
) -> None:
    for i in range(5):
        learner.answer(f"c{i}")
    learner.record.back_up_if_due(learner.now)
    other = Record.open(path, days=learner.record.days)
    other.database.recover()
    other.close()
    learner.answer("late")
    with Record.open(path, days=learner.record.days) as record:
        assert "late" in [review.card for review in record.reviews()]
