"""What was chosen or earned, on several devices."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from quiz.store import choices
from quiz.store.choices import EARNED, FREE_DAYS, GOAL, HOLIDAYS, SharedChoice
from quiz.store.lines import decode_line, encode_row
from quiz.store.text_backup import restore_text, write
from tests.store.conftest import SCHEDULER, START, Learner
from tests.store.test_sync import Device
from tests.support import connection_of

MakeDevice = Callable[[str], Device]


@pytest.fixture
def device(tmp_path: Path) -> Iterator[MakeDevice]:
    made: list[Device] = []

    def make(name: str) -> Device:
        made.append(Device(tmp_path / name, tmp_path / "shared"))
        return made[-1]

    yield make
    for one in made:
        one.record.close()


def choose(who: Learner, name: str, value: object, **later: float) -> None:
    text = value if isinstance(value, str) else json.dumps(value)
    who.record.choose(name, text, START + timedelta(**later))


def test_the_value_that_was_written_last_holds_everywhere(device: MakeDevice) -> None:
    one, other = device("one"), device("other")
    choose(one, GOAL, "20 cards")
    choose(other, GOAL, "15 minutes", hours=1)
    choose(one, HOLIDAYS, [], hours=2)
    for _ in range(2):
        one.sync()
        other.sync()
    assert one.record.meta(GOAL) == other.record.meta(GOAL) == "15 minutes"
    assert one.record.meta(HOLIDAYS) == other.record.meta(HOLIDAYS) == "[]"
    assert (one.sync().sent, other.sync().received) == (0, 0)


def test_what_was_earned_is_never_lost_and_keeps_its_earlier_day(device: MakeDevice) -> None:
    one, other = device("one"), device("other")
    choose(one, EARNED, {"perfect": 900, "week": 950})
    choose(other, EARNED, {"perfect": 880, "won_back": 970}, hours=1)
    choose(one, FREE_DAYS, [5, 7])
    choose(other, FREE_DAYS, [6, 7])
    for _ in range(3):
        one.sync()
        other.sync()
    for who in (one, other):
        earned = json.loads(who.record.meta(EARNED) or "")
        assert earned == {"perfect": 880, "week": 950, "won_back": 970}
        assert json.loads(who.record.meta(FREE_DAYS) or "") == [5, 6, 7]
    assert one.sync() == other.sync()
    size = sum(path.stat().st_size for path in one.folder.glob("*.jsonl"))
    for _ in range(3):
        one.sync()
        other.sync()
    assert size == sum(path.stat().st_size for path in one.folder.glob("*.jsonl"))


def test_the_order_in_which_choices_arrive_changes_nothing(device: MakeDevice) -> None:
    arriving = [
        SharedChoice(uid=GOAL, value="10 cards", at=START, device="a"),
        SharedChoice(uid=GOAL, value="20 cards", at=START, device="b"),
        SharedChoice(uid=GOAL, value="30 cards", at=START - timedelta(days=1), device="c"),
        SharedChoice(uid=EARNED, value='{"x":1}', at=START, device="a"),
        SharedChoice(uid=EARNED, value='{"x":2,"y":3}', at=START + timedelta(hours=1), device="b"),
    ]
    found = set()
    for number, order in enumerate(permutations(arriving)):
        if number % 7 == 0:
            who = device(f"d{number}")
            who.record.merge_many(order)
            found.add(tuple(connection_of(who.record).execute(
                "SELECT value FROM meta WHERE key IN ('goal', 'achievements') ORDER BY key"
            ).fetchall()))  # fmt: skip
            assert who.record.meta(GOAL) == "20 cards"
            assert json.loads(who.record.meta(EARNED) or "") == {"x": 1, "y": 3}
    assert len(found) == 1


def test_a_choice_holds_although_the_clock_was_set_back(device: MakeDevice) -> None:
    one = device("one")
    choose(one, GOAL, "20 cards", days=300)
    choose(one, GOAL, "5 cards")
    assert one.record.meta(GOAL) == "5 cards"


def test_what_was_chosen_before_devices_shared_it_is_shared_and_gives_way(
    device: MakeDevice,
) -> None:
    one, other = device("one"), device("other")
    one.record.put_meta(GOAL, "20 cards")
    one.sync()
    other.sync()
    assert other.record.meta(GOAL) == "20 cards"
    choose(other, GOAL, "7 cards")
    other.sync()
    one.sync()
    assert one.record.meta(GOAL) == "7 cards"


@pytest.mark.parametrize(
    ("name", "value"), [(EARNED, "nonsense"), (FREE_DAYS, '{"a":1}'), (EARNED, "[1]")]
)
def test_a_value_that_cannot_be_read_takes_no_part(
    device: MakeDevice, name: str, value: str
) -> None:
    one = device("one")
    choose(one, name, {"x": 1} if name == EARNED else [1])
    row = SharedChoice(uid=name, value=value, at=START - timedelta(days=1), device="z")
    one.record.merge_many([row])
    assert json.loads(one.record.meta(name) or "") == ({"x": 1} if name == EARNED else [1])


def test_a_name_of_a_newer_version_and_of_other_notes_is_passed_over(device: MakeDevice) -> None:
    one = device("one")
    for name in ("device", "states", "exam/e1", "something new"):
        one.record.merge_many([SharedChoice(uid=name, value="x", at=START)])
        assert one.record.meta(name) != "x"


def test_a_choice_is_a_line_and_comes_back_from_a_backup(
    device: MakeDevice, tmp_path: Path
) -> None:
    one, other = device("one"), device("other")
    choose(one, GOAL, "20 cards")
    (choice,) = connection_choices(one)
    assert decode_line(encode_row(choice)).row == choice
    write(one.record, tmp_path / "backup.jsonl")
    with (tmp_path / "backup.jsonl").open("rb") as file:
        restore_text(other.record, file, SCHEDULER)
    assert other.record.meta(GOAL) == "20 cards"


def connection_choices(who: Device) -> list[SharedChoice]:
    return list(choices.choices(connection_of(who.record)))


def test_a_time_that_was_garbled_counts_as_long_ago(device: MakeDevice) -> None:
    one = device("one")
    choose(one, GOAL, "20 cards")
    one.record.put_meta("goal changed", "9" * 40)
    assert [choice.at.year for choice in connection_choices(one)] == [1970]
    assert one.sync().notes == ()
