"""A bank that came with the program is copied to the learner's folder before it is edited."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from textual.screen import Screen

from quiz.desk import Desk
from quiz.desk.banks.editing import comes_with_program
from quiz.desk.care.doctor import examine
from quiz.desk.sittings.start import begin_quiz
from quiz.items import Picked, Typed
from quiz.memory import StudyDays
from quiz.study import CardRef
from quiz.ui.screens.banks.page import BankPageScreen
from quiz.ui.screens.banks.preview import PreviewScreen
from quiz.ui.screens.cards.browse import BrowseScreen
from quiz.ui.screens.cards.card import CardScreen
from quiz.ui.screens.confirm import ConfirmScreen
from quiz.ui.screens.sittings.result import ResultScreen
from tests.support import EVERY_KIND, Clock, folders_in
from tests.ui.editors import FakeEditor
from tests.ui.seen import Player, playing, quiz_of

OLD, NEW = "Where did the congress meet?", "In which city did it meet?"


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeEditor:
    return FakeEditor(tmp_path / "editor", monkeypatch)


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """The file of the only bank, which came with the program."""
    path = tmp_path / "program" / "questions" / "every.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(EVERY_KIND, encoding="utf-8")
    return path


@pytest.fixture
def desk(tmp_path: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr("quiz.library.library.shipped_banks", lambda: shipped.parent)
    places = folders_in(tmp_path)
    places = msgspec.structs.replace(
        places, bank_folders=(*places.bank_folders, shipped.parent), shipped=shipped.parent
    )
    with Desk(places, now=Clock(), days=StudyDays()) as opened:
        yield opened


def copy_in(path: Path) -> Path:
    return path / "home" / "banks" / "every" / "every.yaml"


async def agree(player: Player) -> None:
    """Have the bank copied, once that was asked."""
    await player.is_at(ConfirmScreen)
    await player.sees("every.yaml came with quiz", "Your progress stays.")
    await player.press("enter")


async def test_the_copy_is_edited_and_used_and_progress_stays(
    desk: Desk, editor: FakeEditor, tmp_path: Path, shipped: Path
) -> None:
    sitting = begin_quiz(desk, quiz_of(cards=(CardRef("every", "choice"),)))
    sitting.hand_in(Picked((0,)), elapsed_ms=1)
    before = desk.record.states("every")
    async with playing(desk, quiz_of("choice")) as player:
        editor.will(OLD, NEW)
        await player.press("f4")
        await agree(player)
        await player.sees(NEW)
        assert any(note.startswith("Copied to ") for note in player.toasts)
        assert editor.given[1] == str(copy_in(tmp_path))
        # The question is the copy's now, and nothing is asked again.
        editor.will(NEW, OLD)
        await player.press("f4")
        await player.sees(OLD)
    assert shipped.read_text("utf-8") == EVERY_KIND
    assert desk.library.entries["every"].path == str(copy_in(tmp_path))
    assert desk.record.states("every") == before
    assert not desk.library.hidden
    assert [found for found in examine(desk) if found.kind == "ids"] == []


async def test_without_a_copy_nothing_is_opened(
    desk: Desk, editor: FakeEditor, tmp_path: Path
) -> None:
    async with playing(desk) as player:
        await player.press("e")
        await player.is_at(ConfirmScreen)
        await player.press("n")
        await player.until(lambda: not isinstance(player.app.screen, ConfirmScreen), "Home")
    assert editor.given == []
    assert not copy_in(tmp_path).exists()


async def test_feedback_of_the_original_is_edited_in_the_copy(
    desk: Desk, editor: FakeEditor, tmp_path: Path
) -> None:
    """The answered question was laid out before the copy was made."""
    async with playing(desk, quiz_of("choice")) as player:
        await player.press(player.number_of(0), "enter")
        await player.is_marked()
        editor.will(OLD, NEW)
        await player.press("e")
        await agree(player)
        await player.until(lambda: len(editor.given) == 2, "the editor")
        editor.will(NEW, "Where was it?")
        await player.press("e")
        await player.until(lambda: "Where was it?" in copy_in(tmp_path).read_text(), "an edit")


@pytest.mark.parametrize("keys", [("home", "e"), ("browse", "b", "e"), ("card", "b", "i", "e")])
async def test_it_is_asked_wherever_a_bank_is_edited(
    desk: Desk, editor: FakeEditor, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    screens: dict[str, type[Screen[Any]]] = {"b": BrowseScreen, "i": CardScreen}
    async with playing(desk) as player:
        editor.will(OLD, NEW)
        for key in keys[1:]:
            await player.press(key)
            if key in screens:
                await player.is_at(screens[key])
                await player.sees(OLD)
        await agree(player)
        await player.until(lambda: bool(editor.given), "the editor")
        assert NEW in copy_in(tmp_path).read_text("utf-8")


async def test_the_bank_page_its_preview_and_its_accepting_write_to_the_copy(
    desk: Desk, editor: FakeEditor, tmp_path: Path, shipped: Path
) -> None:
    sitting = begin_quiz(desk, quiz_of(cards=(CardRef("every", "text"),)))
    sitting.hand_in(Typed("Prince M"), elapsed_ms=1)
    sitting.override()
    async with playing(desk) as player:
        await player.press("B")
        await player.is_at(BankPageScreen)
        await player.sees("1 override")
        await player.press("enter")
        await player.is_at(PreviewScreen)
        editor.will(OLD, NEW)
        await player.press("f4")
        await agree(player)
        await player.sees(NEW)
        await player.press("escape")
        await player.is_at(BankPageScreen)
        await player.press("o", "w")
        await player.is_told("Accepted from now on: Prince M")
    assert "Prince M]" in copy_in(tmp_path).read_text("utf-8")
    assert shipped.read_text("utf-8") == EVERY_KIND


async def test_the_result_offers_the_copy_too(
    desk: Desk, editor: FakeEditor, tmp_path: Path
) -> None:
    async with playing(desk, quiz_of("choice")) as player:
        await player.press(player.number_of(1), "enter", "enter")
        await player.is_at(ResultScreen)
        editor.will(OLD, NEW)
        await player.press("j", "e")
        await agree(player)
        await player.sees(NEW)


async def test_another_bank_in_the_way_is_told_and_left(
    desk: Desk, editor: FakeEditor, tmp_path: Path
) -> None:
    copy_in(tmp_path).parent.mkdir(parents=True)
    copy_in(tmp_path).write_text("title: [", encoding="utf-8")  # broken, so it is not in use
    async with playing(desk) as player:
        await player.press("e")
        await agree(player)
        await player.is_told("already exists and differs")
    assert copy_in(tmp_path).read_text("utf-8") == "title: ["
    assert editor.given == []


def test_the_banks_of_a_checkout_are_edited_as_they_are(desk: Desk, shipped: Path) -> None:
    places = desk.places
    assert comes_with_program(places, str(shipped))
    assert not comes_with_program(places, str(shipped.parent.parent / "every.yaml"))
    checkout = msgspec.structs.replace(places, bank_folders=(shipped.parent, shipped.parent))
    assert not comes_with_program(checkout, str(shipped))
