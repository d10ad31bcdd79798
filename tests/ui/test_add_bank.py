"""Files of other programs in the app: read, shown, and then added."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.desk.banks.importing import looked_at
from quiz.formats.exchange.exchanged import Stopped, Watch
from quiz.ui.content.importing import reading, writing
from quiz.ui.screens.banks.add_bank import AddBankScreen
from quiz.ui.screens.home.home import HomeScreen
from tests.ui.seen import Player, playing

MakeDesk = Callable[..., Desk]
AIKEN = "Where?\nA. Vienna\nB. Rome\nANSWER: A\n\nLost?\nA. x\nB. y\n"


async def look(player: Player, path: Path) -> None:
    """Have a file looked into."""
    await player.press("a")
    await player.is_at(AddBankScreen)
    await player.write(str(path))
    await player.press("enter")


@pytest.mark.parametrize(
    ("done", "of", "words"),
    [
        (0, 0, "Reading…"),
        (1_280, 0, "Reading… 1,280 questions so far"),
        (1_280, 10_000, "━━━━──────────────────────────  Reading… 1,280 of 10,000"),
        (10_000, 10_000, "━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  Checking 10,000 questions…"),
    ],
)
def test_how_far_a_file_is_read_is_a_bar_where_its_length_is_known(
    done: int, of: int, words: str
) -> None:
    assert reading(done, of).plain == words


def test_how_many_pictures_are_saved_is_a_bar() -> None:
    assert writing(0, 0).plain == "Saving…"
    assert writing(500, 1_000).plain.endswith("  Saving… 500 of 1,000 pictures and sounds")


async def test_a_file_of_another_program_is_shown_and_then_added(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    path = tmp_path / "capitals.txt"
    path.write_text(AIKEN)
    desk = make_desk()
    async with playing(desk) as player:
        await look(player, path)
        await player.sees("Aiken: 1 of 2 questions read", "1. Where?", "→ Vienna", "Skipped:")
        await player.sees("Press Enter to add these questions.", "Enter Add to my banks")
        await player.press("enter")
        await player.until(lambda: "capitals" in desk.library.entries, "the bank")
        await player.is_at(HomeScreen)
        await player.sees("Capitals")
        await look(player, path)
        await player.sees("0 new, 0 changed, 0 no longer in", "Press Enter to update this bank.")


async def test_a_long_report_scrolls_and_what_to_do_next_stays_in_sight(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    path = tmp_path / "capitals.txt"
    faulty = "".join(f"Lost {n}?\nA. x\nB. y\nANSWER: {'CDEFGH'[n]}\n" for n in range(6))
    path.write_text(AIKEN + "\n" + faulty)
    async with playing(make_desk(), size=(80, 20)) as player:
        await look(player, path)
        await player.sees("1. Where?", "PgDn Scroll", "Press Enter to add these questions.")
        await player.press("pagedown", "pagedown")
        await player.misses("1. Where?")
        await player.sees("Press Enter to add these questions.")


async def test_reading_is_stopped_by_escape_and_nothing_is_written(
    make_desk: MakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.gift"
    path.write_text("\n\n".join(f"Is {n} a number? {{T}}" for n in range(300)))
    go_on, ended = threading.Event(), []

    def gated(path: Path, folder: Path, watch: Watch) -> object:
        watch(64, 1_000)
        go_on.wait(20)
        try:
            return looked_at(path, folder, watch)
        except Stopped:
            ended.append("stopped")
            raise

    monkeypatch.setattr("quiz.desk.banks.importing.looked_at", gated)
    desk = make_desk()
    async with playing(desk) as player:
        await look(player, path)
        await player.sees("Reading… 64 of 1,000", "Esc Stop")
        await player.press("escape")
        await player.sees("Stopped. Nothing was added.", "Esc Cancel")
        go_on.set()
        await player.until(lambda: ended, "the reading to end")
        await player.sees("Stopped. Nothing was added.")
        await player.press("escape")
        await player.is_at(HomeScreen)
    assert not list(desk.places.banks.glob("*"))


async def test_questions_are_added_to_another_bank_of_the_name_only_when_asked(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    desk = make_desk()
    other = desk.places.banks / "capitals.yaml"
    other.parent.mkdir(parents=True)
    other.write_text('title: Other\nquestions: [{question: "Why?", answer: "So"}]\n')
    path = tmp_path / "capitals.txt"
    path.write_text(AIKEN)
    async with playing(desk) as player:
        await look(player, path)
        await player.sees("Your bank capitals.yaml has other questions. F6 adds these to it.")
        await player.press("enter")
        assert "Where?" not in other.read_text()
        await player.press("f6")
        await player.is_at(HomeScreen)
    assert "Why?" in other.read_text()
    assert "Where?" in other.read_text()
