import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.items.rating import Rating
from quiz.memory import CardAction, MemoryState
from quiz.store import PlanRow, QuestionNote, Record, SittingRow, WeightsRow
from quiz.store.sync import Synced, sync
from tests.store.conftest import DAYS, SCHEDULER, START, Learner
from tests.support import connection_of, history_of

Make = Callable[[str], Learner]


class Device(Learner):
    """A learner with a record and a folder of their own."""

    def __init__(self, home: Path, folder: Path) -> None:
        super().__init__(Record.open(home / "record.db", days=DAYS))
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def sync(self) -> Synced:
        """Sync with the folder."""
        return sync(self.record, self.folder, SCHEDULER)

    def rename(self, old: str, new: str) -> None:
        """Give a card another name."""
        self.rename_cards({old: new})

    def states(self) -> dict[str, MemoryState]:
        """Return all states of the bank."""
        return self.record.states("b")


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


@pytest.fixture
def device(tmp_path: Path, shared: Path) -> Iterator[Callable[[str], Device]]:
    """Return what makes a device with a record of its own, all with one folder."""
    made: list[Device] = []

    def make(name: str) -> Device:
        made.append(Device(tmp_path / name, shared))
        return made[-1]

    yield make
    for one in made:
        one.record.close()


MakeDevice = Callable[[str], Device]


def own_files(shared: Path) -> list[Path]:
    return sorted(shared.glob("*.jsonl"))


def rows_in(shared: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line) for path in own_files(shared) for line in path.read_text().splitlines()
    ]


def test_answers_go_both_ways_and_nothing_goes_twice(device: MakeDevice, shared: Path) -> None:
    one, other = device("one"), device("other")
    for card in "abc":
        one.answer(card)
        one.wait(minutes=1)
    other.answer("d")
    first = one.sync()
    assert (first.sent, first.received, first.devices) == (3, 0, 0)
    second = other.sync()
    assert (second.sent, second.received, second.devices) == (1, 3, 1)
    third = one.sync()
    assert (third.sent, third.received, third.devices) == (0, 1, 1)
    assert one.sync() == other.sync() == Synced()
    assert one.states() == other.states()
    assert set(one.states()) == set("abcd")
    assert len([row for row in rows_in(shared) if "review" in row]) == 4
    assert len(own_files(shared)) == 2


def test_two_devices_that_answered_one_card_merge_as_if_one_had(
    device: MakeDevice, tmp_path: Path, shared: Path
) -> None:
    one, other, alone = device("one"), device("other"), device("alone")
    ratings = [Rating.GOOD, Rating.GOOD, Rating.AGAIN, Rating.GOOD, Rating.EASY, Rating.HARD]
    for index, rating in enumerate(ratings):
        who = (one, other)[index % 2]
        for learner in (who, alone):
            learner.now = START + timedelta(days=3 * index, minutes=index)
            learner.answer("c", rating)
        if index == 2:
            one.sync()
            other.sync()
    one.sync()
    other.sync()
    one.sync()
    assert one.states() == other.states() == alone.states()


def test_all_kinds_of_rows_arrive(device: MakeDevice) -> None:
    one, other = device("one"), device("other")
    kept = one.answer("a", tags=("é", "x"), response='{"type":"typed"}', certainty=2)
    one.answer("b")
    one.undo()
    one.wait(minutes=1)
    one.answer("c")
    one.wait(minutes=1)
    one.do("c", CardAction.SET_DUE, value=one.day + 9)
    one.rename("a", "z")
    one.record.keep_weights(
        WeightsRow(
            at=one.now, model="FSRS-6", weights=SCHEDULER.model.weights, reviews=9, report="{}"
        )
    )
    exam = PlanRow(name="Finals", day="2026-01-18", tags=("x",), changed_at=one.now)
    one.record.put_exam(exam)
    for item in ("c", "a"):
        one.record.put_note(QuestionNote(uid=f"n{item}", bank="b", item=item, at=one.now, text="é"))
    one.record.take_back_note("na", one.now)
    one.record.begin_sitting(SittingRow(uid="s", mode="quiz", started_at=one.now))
    one.record.end_sitting("s", one.now, '{"credit":0.5}')
    one.record.begin_sitting(SittingRow(uid="goes on", mode="quiz", started_at=one.now))
    one.sync()
    got = other.sync()
    assert (got.received, got.has_weights) == (3, True)
    assert got.banks == {"b"}
    assert other.states() == one.states()
    assert set(other.states()) == {"z", "c"}
    (review,) = history_of(other.record, "b", "z")
    assert review == msgspec.structs.replace(kept, learner="me", device=one.record.device, rep=0)
    assert other.record.weights() == one.record.weights()
    assert other.record.has_stale_states
    assert other.record.exams() == [exam]
    assert other.record.notes("b") == one.record.notes("b")
    assert [note.item for note in other.record.notes("b")] == ["c"]
    ended = other.record.sitting("s")
    assert ended is not None
    assert ended.result == '{"credit":0.5}'
    assert other.record.sitting("goes on") is None
    one.record.remove_exam(msgspec.structs.replace(exam, changed_at=one.now + timedelta(days=1)))
    one.record.end_sitting("goes on", one.now, '{"credit":1}')
    one.sync()
    other.sync()
    assert other.record.exams() == []
    assert other.record.sitting("s") == ended
    assert other.record.sitting("goes on") is not None
    assert one.sync() == other.sync() == Synced()


def test_weights_that_were_taken_back_elsewhere_no_longer_hold(device: MakeDevice) -> None:
    one, other = device("one"), device("other")
    row = WeightsRow(at=one.now, model="FSRS-6", weights=SCHEDULER.model.weights, reviews=9)
    one.record.keep_weights(row)
    one.sync()
    other.sync()
    other.record.rebuild_states(SCHEDULER)
    one.record.take_back_weights(one.now)
    one.sync()
    assert other.sync().has_weights
    assert other.record.weights() is None


def test_an_undo_takes_back_what_was_done_here_not_what_came_by_sync(device: MakeDevice) -> None:
    one, other = device("one"), device("other")
    mine = one.answer("mine")
    other.wait(hours=1)
    other.answer("theirs")
    other.sync()
    one.sync()
    undone = one.undo()
    assert undone is not None
    assert undone.uid == mine.uid
    assert one.undo() is None
    one.sync()
    other.sync()
    assert set(other.states()) == {"theirs"}


def test_what_came_from_one_folder_goes_on_to_another(device: MakeDevice, tmp_path: Path) -> None:
    one, between, other = device("one"), device("between"), device("other")
    one.answer("a")
    one.sync()
    between.sync()
    between.folder = other.folder = tmp_path / "second"
    between.folder.mkdir()
    assert between.sync().sent == 1
    assert other.sync().received == 1
    assert other.states() == one.states()


def test_a_half_written_line_is_passed_over_and_fixed_by_its_owner(
    device: MakeDevice, shared: Path
) -> None:
    one, other = device("one"), device("other")
    one.answer("a")
    one.sync()
    one.answer("b")
    one.sync()
    (path,) = own_files(shared)
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    got = other.sync()
    assert (got.received, got.notes) == (1, ())
    path.write_bytes(whole[:-30])
    again = one.sync()
    assert (again.sent, again.received, again.notes) == (1, 0, ())
    assert other.sync().received == 1
    assert other.states() == one.states()


def test_a_last_line_without_its_end_is_read_if_it_is_whole(
    device: MakeDevice, shared: Path
) -> None:
    one, other = device("one"), device("other")
    one.answer("a")
    one.sync()
    (path,) = own_files(shared)
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert other.sync().received == 1
    assert other.sync().received == 0


def test_a_file_that_vanished_is_written_again(device: MakeDevice, shared: Path) -> None:
    one, other = device("one"), device("other")
    for card in "abc":
        one.answer(card)
    one.sync()
    for path in own_files(shared):
        path.unlink()
    assert one.sync().sent == 3
    assert other.sync().received == 3
    for path in own_files(shared):
        path.unlink()
    one.answer("d")
    one.sync()
    other.sync()
    assert one.states() == other.states()


def test_a_conflicted_copy_and_a_repeated_file_do_no_harm(device: MakeDevice, shared: Path) -> None:
    one, other = device("one"), device("other")
    one.answer("a")
    one.sync()
    (path,) = own_files(shared)
    shutil.copy(path, shared / f"{path.stem} (one's conflicted copy 2026-11-24).jsonl")
    shutil.copy(path, shared / f"{path.stem}.sync-conflict-20261124-101010-ABCDEFG.jsonl")
    path.write_bytes(path.read_bytes() * 3)
    got = other.sync()
    assert (got.received, got.devices, got.notes) == (1, 1, ())
    before = one.record.device
    assert one.sync().received == 0
    assert one.record.device == before
    assert len(one.record.reviews()) == 1


HOSTILE = {
    "empty": b"",
    "noise": bytes(range(256)) * 40,
    "other json lines": b'{"song": 1}\n{"song": 2}\n',
    "a list": b"[1, 2, 3]\n",
    "one long line": b'"' + b"x" * 3_000_000,
    "deep": b"[" * 100_000 + b"\n",
    "other program": b'{"head":{"format":"songs","version":1,"learner":"me"}}\n{"review":{}}\n',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_none_of_ours_is_left_alone(
    name: str, device: MakeDevice, shared: Path
) -> None:
    path = shared / "notes.jsonl"
    path.write_bytes(HOSTILE[name])
    one = device("one")
    one.answer("a")
    got = one.sync()
    assert (got.sent, got.received) == (1, 0)
    assert len(got.notes) <= 1
    assert path.read_bytes() == HOSTILE[name]
    assert one.sync().notes == ()


def review_line(**fields: object) -> bytes:
    row: dict[str, object] = {
        "uid": "0" * 32,
        "bank": "b",
        "card": "c",
        "kind": "text",
        "at": "2025-11-24T10:00:00Z",
        "day": START.toordinal(),
        "rating": 3,
        "credit": 1.0,
        "points": 1.0,
        "points_of": 1.0,
    }
    return json.dumps({"review": {**row, **fields}}).encode() + b"\n"


BAD = [
    review_line(rating=5),
    review_line(rating="good"),
    review_line(at="2025-11-24T10:00:00"),
    review_line(at="9999-12-31T23:59:59.999999Z"),
    review_line(at="0001-01-01T00:00:00+14:00"),
    review_line(at=5),
    review_line(day=3652059),
    review_line(day=-1),
    review_line(day=2**80),
    review_line(interval_days=2**40),
    review_line(interval_days=-3),
    review_line(retention=1.5),
    review_line(elapsed_ms=2**70),
    review_line(bank=""),
    review_line(uid=""),
    review_line(card="x" * 100_000),
    review_line(uid=None),
    b'{"review":{"bank":"b","card":"c","kind":"text","at":"2025-11-24T10:00:00Z","day":739214,'
    b'"rating":3,"credit":1,"points":1,"points_of":1}}\n',
    b'{"deed":{"uid":"d","bank":"b","card":"c","deed":"explode","at":"2025-11-24T10:00:00Z",'
    b'"day":739214}}\n',
    b'{"deed":{"uid":"d","bank":"b","card":"c","deed":"set-due","at":"2025-11-24T10:00:00Z",'
    b'"day":739214,"value":99999999}}\n',
    b'{"alias":{"bank":"b","old_card":"","new_card":"c","at":"2025-11-24T10:00:00Z"}}\n',
    b'{"weights":{"weights":{"uid":"w","at":"2025-11-24T10:00:00Z","model":"FSRS-6",'
    b'"weights":[1,2],"reviews":9}}}\n',
    b'{"exam":{"exam":{"uid":"e","name":"x","day":"soon","changed_at":"2025-11-24T10:00:00Z"}}}\n',
    b'{"review":1}\n',
    b'{"review":{},"deed":{}}\n',
    b"<<<<<<< HEAD\n",
    b"\xff\xfe\n",
    b'{"review":{"uid":"\\ud800"}}\n',
    b"x" * 1_500_000 + b"\n",
]


@pytest.mark.parametrize("bad", BAD)
def test_a_line_that_none_of_ours_wrote_is_skipped_and_counted(
    bad: bytes, device: MakeDevice, shared: Path
) -> None:
    one, other = device("one"), device("other")
    one.answer("a")
    one.sync()
    (path,) = own_files(shared)
    head, row = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(head + bad + row)
    got = other.sync()
    assert got.received == 1
    assert got.notes == (f"{path.name}: 1 line could not be read; the rest was",)
    other.answer("a")
    other.record.rebuild_states(SCHEDULER)
    assert other.sync().notes == ()


@settings(max_examples=40, deadline=None)
@given(junk=st.binary(max_size=200), place=st.integers(0, 2000), cut=st.booleans())
def test_no_bytes_in_a_file_stop_a_sync(junk: bytes, place: int, cut: bool) -> None:
    with devices(2) as (one, other):
        for card in "abc":
            one.answer(card)
        one.sync()
        (path,) = own_files(one.folder)
        data = path.read_bytes()
        place %= len(data)
        path.write_bytes(data[:place] + junk + (b"" if cut else data[place:]))
        other.folder = one.folder
        got = other.sync()
        assert got.received <= 4
        one.sync()
        other.sync()
        one.sync()
        other.sync()
        assert one.states() == other.states()


def test_what_a_newer_version_wrote_is_told_and_left_alone(
    device: MakeDevice, shared: Path
) -> None:
    one = device("one")
    head = {"head": {"format": "quiz record", "version": 2, "learner": "me", "device": "new"}}
    path = shared / "quiz-0123456789abcdef-0001.jsonl"
    path.write_bytes(json.dumps(head).encode() + b"\n" + review_line())
    for _ in range(2):
        (note,) = one.sync().notes
        assert "was written by a newer version of quiz" in note
    assert one.record.reviews() == []
    path.write_bytes(path.read_bytes().replace(b'"version": 2', b'"version": 1'))
    assert one.sync().received == 1


def test_rows_and_tables_that_only_newer_versions_know_are_passed_over(
    device: MakeDevice, shared: Path
) -> None:
    one = device("one")
    head = {"head": {"format": "quiz record", "version": 1, "learner": "me", "new": 1}}
    path = shared / "quiz-0123456789abcdef-0001.jsonl"
    lines = [json.dumps(head).encode(), b'{"mood":{"uid":"m"}}', review_line(mood="good")]
    path.write_bytes(b"\n".join(lines))
    got = one.sync()
    assert (got.received, got.notes) == (1, ())


def test_the_file_of_another_learner_is_left_alone(device: MakeDevice, shared: Path) -> None:
    one = device("one")
    head = {"head": {"format": "quiz record", "version": 1, "learner": "anna", "device": "x"}}
    path = shared / "quiz-0123456789abcdef-0001.jsonl"
    path.write_bytes(json.dumps(head).encode() + b"\n" + review_line())
    assert one.sync().notes == (f"{path.name} belongs to another user; left out",)
    assert one.record.reviews() == []


def test_a_far_too_large_file_is_left_alone(
    device: MakeDevice, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.store.sync.LARGEST_FILE", 1000)
    (shared / "quiz-0123456789abcdef-0001.jsonl").write_bytes(b"\n" * 1001)
    (note,) = device("one").sync().notes
    assert "too large" in note


def test_odd_things_in_the_folder_are_passed_over(device: MakeDevice, shared: Path) -> None:
    (shared / "folder.jsonl").mkdir()
    (shared / ".hidden.jsonl").write_bytes(b"x")
    (shared / "dangling.jsonl").symlink_to(shared / "nowhere")
    os.mkfifo(shared / "pipe.jsonl")
    one = device("one")
    one.answer("a")
    assert one.sync().sent == 1


def test_a_copied_record_gets_an_id_of_its_own_and_loses_nothing(
    device: MakeDevice, tmp_path: Path, shared: Path
) -> None:
    one = device("one")
    one.answer("a")
    one.sync()
    one.record.close()
    shutil.copytree(tmp_path / "one", tmp_path / "copy")
    one, copy = device("one"), device("copy")
    assert one.record.device == copy.record.device
    one.answer("b")
    copy.answer("c")
    one.sync()
    got = copy.sync()
    assert one.record.device != copy.record.device
    assert "this device; it" in got.notes[0]
    one.sync()
    assert one.states() == copy.states()
    assert set(one.states()) == {"a", "b", "c"}
    assert one.sync() == copy.sync() == Synced()


def test_of_two_devices_with_one_id_the_later_file_may_replace_the_earlier(
    device: MakeDevice, tmp_path: Path, shared: Path
) -> None:
    one = device("one")
    one.answer("a")
    one.sync()
    one.record.close()
    shutil.copytree(tmp_path / "one", tmp_path / "copy")
    shutil.copytree(shared, tmp_path / "folder of the copy")
    one, copy = device("one"), device("copy")
    copy.folder = tmp_path / "folder of the copy"
    one.answer("b")
    copy.answer("c")
    one.sync()
    copy.sync()
    (theirs,) = own_files(copy.folder)
    shutil.copy(theirs, shared / theirs.name)  # what a carrier does where the later one wins
    one.sync()
    copy.folder = shared
    copy.sync()
    one.sync()
    assert one.states() == copy.states()
    assert set(one.states()) == {"a", "b", "c"}


def test_a_record_restored_from_a_backup_gets_back_what_the_folder_has(
    device: MakeDevice, tmp_path: Path
) -> None:
    one = device("one")
    one.answer("a")
    one.sync()
    one.record.close()
    shutil.copy(tmp_path / "one" / "record.db", tmp_path / "backup")
    one = device("one")
    one.answer("b")
    one.sync()
    one.record.close()
    shutil.copy(tmp_path / "backup", tmp_path / "one" / "record.db")
    one, other = device("one"), device("other")
    one.answer("c")
    one.sync()
    assert set(one.states()) == {"a", "b", "c"}
    other.sync()
    assert other.states() == one.states()


def test_large_logs_go_in_parts(
    device: MakeDevice, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.store.sync_files.PART_SIZE", 3000)
    monkeypatch.setattr("quiz.store.sync_files._BATCH", 7)
    monkeypatch.setattr("quiz.store.sync._STEP", 5)
    one, other = device("one"), device("other")
    for index in range(60):
        one.answer(f"c{index % 9}")
        one.wait(hours=5)
    assert one.sync().sent == 60
    assert len(own_files(shared)) > 3
    assert max(path.stat().st_size for path in own_files(shared)) < 7000
    before = {path.name: path.stat().st_mtime_ns for path in own_files(shared)}
    assert other.sync().received == 60
    assert other.states() == one.states()
    one.answer("last")
    one.sync()
    changed = [p for p in own_files(shared) if p.stat().st_mtime_ns != before.get(p.name)]
    assert len(changed) == 1
    assert other.sync().received == 1


def test_errors_of_the_folder_are_clear_and_lose_nothing(
    device: MakeDevice, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = device("one"), device("other")
    one.answer("a")
    (tmp_path / "file").write_text("x")
    one.folder = tmp_path / "file"
    with pytest.raises(QuizError, match="is a file; use a folder"):
        one.sync()
    one.folder = tmp_path / "nowhere"
    with pytest.raises(QuizError, match=r"folder not found: .*nowhere"):
        one.sync()
    one.folder = shared
    with monkeypatch.context() as patch:

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        patch.setattr("quiz.store.sync_files.os.fsync", full)
        with pytest.raises(QuizError, match="no space left on device; nothing is lost"):
            one.sync()
        assert list(shared.iterdir()) == []
    assert one.sync().sent == 1
    one.answer("b")
    with monkeypatch.context() as patch:
        patch.setattr("quiz.store.sync_files.os.fsync", full)
        with pytest.raises(QuizError, match="nothing is lost"):
            one.sync()
    assert other.sync().received == 1
    assert one.sync().sent == 1
    assert other.sync().received == 1
    assert other.states() == one.states()


def test_a_record_that_is_not_saved_is_not_synced(device: MakeDevice, tmp_path: Path) -> None:
    one = device("one")
    journal = tmp_path / "one" / "record.db-journal"
    journal.unlink(missing_ok=True)
    journal.mkdir()
    one.answer("a")
    with pytest.raises(QuizError, match="progress isn't being saved: the disk"):
        one.sync()
    journal.rmdir()
    one.answer("b")
    assert one.sync().sent == 2


def test_a_spoilt_memory_of_a_folder_does_no_harm(device: MakeDevice) -> None:
    one, other = device("one"), device("other")
    one.answer("a")
    other.answer("b")
    one.sync()
    other.sync()
    keys = (
        connection_of(one.record).execute("SELECT key FROM meta WHERE key LIKE 'sync %'").fetchall()
    )
    for row in keys:
        one.record.put_meta(row["key"], "nonsense")
    one.answer("c")
    assert one.sync().sent == 1
    other.sync()
    assert one.states() == other.states()


@contextmanager
def devices(count: int) -> Iterator[list[Device]]:
    """Open devices with records and folders of their own."""
    with TemporaryDirectory() as name:
        made = []
        for index in range(count):
            home = Path(name) / str(index)
            home.mkdir()
            made.append(Device(home, home / "folder"))
            # What a disk keeps through a power cut is not what is tested here.
            connection_of(made[-1].record).execute("PRAGMA synchronous = OFF")
        try:
            yield made
        finally:
            for one in made:
                one.record.close()


def carry(source: Path, target: Path, only: int | None = None) -> None:
    """Copy each device's longest file over; `only` one of three, to carry a part."""
    for index, path in enumerate(sorted(source.glob("*.jsonl"))):
        there = target / path.name
        if only is not None and index % 3 != only:
            continue
        if not there.exists() or there.stat().st_size < path.stat().st_size:
            shutil.copy(path, there)


CARDS = st.sampled_from("abcd")
ACTS = st.one_of(
    st.tuples(st.just("answer"), CARDS, st.sampled_from(Rating)),
    st.tuples(st.just("answer"), CARDS, st.sampled_from(Rating)),
    st.tuples(st.just("answer"), CARDS, st.just(Rating.GOOD)),
    st.tuples(st.just("undo"), CARDS, st.none()),
    st.tuples(st.just("rename"), CARDS, CARDS),
    st.tuples(st.just("deed"), CARDS, st.sampled_from(CardAction)),
    st.tuples(st.just("undeed"), CARDS, st.none()),
    st.tuples(st.just("exam"), CARDS, st.none()),
    st.tuples(st.just("wait"), CARDS, st.integers(0, 5000)),
    st.tuples(st.just("set clock back"), CARDS, st.integers(0, 5000)),
    st.tuples(st.just("sync"), CARDS, st.none()),
    st.tuples(st.just("carry"), st.integers(0, 2), st.one_of(st.none(), st.integers(0, 2))),
)


def act(who: Device, all_of_them: list[Device], what: str, first: Any, second: Any) -> None:
    match what:
        case "answer":
            who.answer(first, second)
        case "undo":
            who.undo()
        case "rename":
            who.rename(first, second)
        case "deed":
            dated = second in (CardAction.BURY, CardAction.SET_DUE)
            who.do(first, second, value=who.day + 3 if dated else None)
        case "undeed":
            card_actions = who.record.card_actions("b", first)
            if card_actions:
                action = card_actions[-1]
                who.record.undo_actions([(action, lambda h: SCHEDULER.replay(h, first))], who.now)
        case "exam":
            exam = PlanRow(uid=first, name=who.record.device, day="2026-01-18", changed_at=who.now)
            who.record.put_exam(exam)
        case "wait":
            who.wait(minutes=second)
        case "set clock back":
            who.wait(minutes=-second)
        case "sync":
            who.sync()
        case "carry":
            carry(who.folder, all_of_them[first].folder, second)
        case _:
            pytest.fail(what)


@settings(max_examples=40, deadline=None)
@given(script=st.lists(st.tuples(st.integers(0, 2), ACTS), max_size=40))
def test_any_interleaving_on_three_devices_ends_in_the_same_states(
    script: list[tuple[int, tuple[str, Any, Any]]],
) -> None:
    with devices(3) as three:
        for who, (what, first, second) in script:
            act(three[who], three, what, first, second)
        for _ in range(3):
            for one in three:
                one.sync()
                for other in three:
                    carry(one.folder, other.folder)
        for one in three:
            assert one.record.check(SCHEDULER) == []
            assert one.sync() == Synced()
        first_of, *others = three
        for other in others:
            assert other.states() == first_of.states()
            assert other.record.exams() == first_of.record.exams()
            assert len(other.record.reviews()) == len(first_of.record.reviews())
        assert connection_of(first_of.record).execute("PRAGMA quick_check").fetchone()[0] == "ok"


@pytest.mark.slow
def test_a_sync_with_nothing_new_is_quick(device: MakeDevice, shared: Path) -> None:
    from time import process_time

    one, other = device("one"), device("other")
    rows = [
        one.review(
            f"c{index % 5000}",
            uid=f"{index:032x}",
            at=START + timedelta(minutes=index),
            rep=index // 5000,
            interval_days=3,
        )
        for index in range(100_000)
    ]
    one.record.merge_many(rows)
    one.record.rebuild_states(SCHEDULER)
    one.sync()
    began = process_time()
    assert other.sync().received == 100_000
    assert process_time() - began < 20
    one.sync()
    began = process_time()
    assert one.sync() == other.sync() == Synced()
    assert process_time() - began < 0.5
    one.answer("new")
    began = process_time()
    one.sync()
    other.sync()
    assert process_time() - began < 0.5


def test_a_sync_leaves_the_file_sound(device: MakeDevice, tmp_path: Path) -> None:
    one = device("one")
    one.answer("a")
    one.sync()
    one.record.close()
    connection = sqlite3.connect(tmp_path / "one" / "record.db")
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    connection.close()
