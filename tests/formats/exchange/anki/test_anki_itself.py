"""Beside Anki's own program, where it is installed: it is no dependency, for its licence."""

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from quiz.desk import Desk
from quiz.desk.care.past_answers import add_answers
from quiz.formats.exchange.anki import decode
from quiz.formats.exchange.exchanged import Source
from quiz.items.rating import Rating
from quiz.memory import StudyDays
from quiz.memory.fsrs6 import DEFAULT_WEIGHTS
from quiz.memory.history import PastReview
from quiz.memory.scheduler import Scheduler

anki = pytest.importorskip("anki.collection", reason="the Python package `anki` is not installed")

DAY_S = 86_400
CARDS = 25


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return a collection with a year of answers, scheduled by Anki with our default weights."""
    made = anki.Collection(str(tmp_path_factory.mktemp("anki") / "a.anki2"))
    rng, now = random.Random(3), int(time.time())
    basic = made.models.by_name("Basic")
    for number in range(CARDS):
        note = made.new_note(basic)
        note["Front"], note["Back"] = f"q{number}", "a"
        made.add_note(note, 1)
        _answer(made, note.cards()[0], rng, now, number)
    _schedule(made)
    yield made
    made.close()


def _answer(made: Any, card: Any, rng: random.Random, now: int, number: int) -> None:
    def log(at_s: int, button: int, days: int, kind: int) -> None:
        values = (at_s * 1000 + number, card.id, button, days, kind)
        made.db.execute("INSERT INTO revlog VALUES (?, ?, -1, ?, ?, 0, 500, 4000, ?)", *values)

    at = now - 300 * DAY_S
    log(at, 3, -600, 0)
    at += 700
    log(at, 3, 2, 0)
    days = 2
    for _review in range(rng.randint(0, 5)):
        at += rng.randint(1, 40) * DAY_S
        if at > now - DAY_S:
            break
        button, days = rng.choice((1, 2, 3, 3, 4)), rng.randint(2, 40)
        log(at, button, -600 if button == 1 else days, 1)
        if button == 1:
            at += 700
            log(at, 3, days, 2)
    card.type = card.queue = 2
    card.ivl, card.reps = days, 3
    card.due = made.sched.today + days - (now - at) // DAY_S
    made.update_card(card)


def _schedule(made: Any) -> None:
    """Have Anki work out all memory states and due days anew."""
    from anki.deck_config_pb2 import UpdateDeckConfigsMode, UpdateDeckConfigsRequest

    now = made.decks.get_deck_configs_for_update(1)
    configs = [one.config for one in now.all_config]
    for config in configs:
        config.config.fsrs_params_6[:] = DEFAULT_WEIGHTS
        config.config.desired_retention = 0.9
    request = UpdateDeckConfigsRequest(
        target_deck_id=1,
        configs=configs,
        mode=UpdateDeckConfigsMode.UPDATE_DECK_CONFIGS_MODE_NORMAL,
        fsrs=True,
        fsrs_reschedule=True,
    )
    request.limits.CopyFrom(now.current_deck.limits)
    made.decks.update_deck_configs(request)


def package(collection: Any, path: Path, *, legacy: bool) -> Source:
    from anki.collection import ExportAnkiPackageOptions

    options = ExportAnkiPackageOptions(
        with_scheduling=True, with_media=True, with_deck_configs=True, legacy=legacy
    )
    collection.export_anki_package(out_path=str(path), options=options, limit=None)
    return Source(data=path.read_bytes(), name=path.name)


@pytest.mark.parametrize("legacy", [False, True])
def test_the_replay_knows_what_anki_knows(collection: Any, tmp_path: Path, legacy: bool) -> None:
    imported = decode(package(collection, tmp_path / "x.apkg", legacy=legacy))
    assert len(imported.bank.items) == CARDS
    days = StudyDays()
    scheduler = Scheduler(days=days)
    for item in imported.bank.items:
        (card_id,) = collection.find_cards(f"front:{item.stem}")
        theirs = collection.get_card(card_id).memory_state
        past = [
            PastReview(rating=Rating(one.rating), at=one.at, day=days.ordinal(one.at))
            for one in imported.answers
            if one.card == item.id
        ]
        ours = scheduler.replay(past, item.id)
        assert ours.stability == pytest.approx(theirs.stability, rel=1e-3)
        assert ours.difficulty == pytest.approx(theirs.difficulty, abs=0.01)


def test_cards_are_due_when_anki_says(collection: Any, tmp_path: Path, desk: Desk) -> None:
    imported = decode(package(collection, tmp_path / "x.apkg", legacy=False))
    anki_now = datetime.now(UTC)
    desk.now = lambda: anki_now
    today = StudyDays().ordinal(anki_now)
    assert add_answers(desk, "b", "anki", imported).answers == len(imported.answers)
    off = []
    for item in imported.bank.items:
        (card_id,) = collection.find_cards(f"front:{item.stem}")
        theirs = today + collection.get_card(card_id).due - collection.sched.today
        due = desk.record.state("b", item.id).due_day
        assert due is not None
        off.append(abs(due - theirs))
    assert max(off) <= 1


def imported_by_anki(made: bytes, path: Path) -> Any:
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    package_path = path / "ours.apkg"
    package_path.write_bytes(made)
    there = anki.Collection(str(path / "there.anki2"))
    options = ImportAnkiPackageOptions(with_scheduling=True)
    for _time in range(2):  # the second time nothing is there twice
        there.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(package_path), options=options)
        )
    return there


def test_anki_imports_what_quiz_writes_with_its_schedule(tmp_path: Path) -> None:
    from quiz.formats.exchange.anki.writing import encode
    from tests.formats.exchange.anki.test_anki_writing import START, with_schedule

    there = imported_by_anki(encode(with_schedule()).data, tmp_path)
    try:
        assert (there.note_count(), there.card_count()) == (4, 5)
        assert there.db.scalar("SELECT count(*) FROM revlog") == 6
        words, is_sound = there.fix_integrity()
        assert is_sound, words
        (dog,) = there.find_cards('"deck:My bank" Front:*dog*')
        card = there.get_card(dog)
        today = StudyDays().ordinal(datetime.now(UTC))
        assert (card.type, card.queue, card.ivl, card.reps, card.lapses) == (2, 2, 2, 4, 1)
        assert card.due - there.sched.today == START.date().toordinal() + 5 - today
        assert card.memory_state.stability == pytest.approx(2.5, abs=0.01)
        assert len(there.find_cards("is:suspended")) == 1
        (typed,) = there.find_cards("Answer:Rome")
        assert "Old." in there.get_card(typed).answer()
        (cloze,) = there.find_cards('"note:Quiz cloze"')
        assert "[river]" in there.get_card(cloze).question()
    finally:
        there.close()


def test_anki_imports_our_text(tmp_path: Path) -> None:
    from anki.import_export_pb2 import ImportCsvRequest

    from quiz.formats.exchange.anki_text import encode
    from tests.formats.exchange.anki.test_anki_writing import plain_items, source_of

    path = tmp_path / "deck.txt"
    path.write_bytes(encode(source_of(*plain_items())).data)
    there = anki.Collection(str(tmp_path / "there.anki2"))
    try:
        metadata = there.get_csv_metadata(path=str(path), delimiter=None)
        there.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
        assert there.note_count() == 4
        assert sorted(there.models.get(there.get_note(n).mid)["name"] for n in there.find_notes(""))
        assert there.card_count() == 5
    finally:
        there.close()
