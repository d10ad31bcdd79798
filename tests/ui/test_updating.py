"""The banks of others are brought up to date in the app, and what changed is told."""

import threading
from pathlib import Path

import pytest
from textual.command import CommandPalette

from quiz.desk import Desk
from quiz.library.fetching import fetched
from quiz.ui.screens.banks.updating import UpdatingScreen
from quiz.ui.screens.home.home import HomeScreen
from tests.desk.banks.test_shared_banks import BETTER, CAPS, publish, source, start
from tests.ui.seen import Player, playing

__all__ = ["source"]  # a fixture


async def update(player: Player) -> None:
    """Choose the update in the palette."""
    await player.is_at(HomeScreen)
    await player.press("ctrl+p")
    await player.is_at(CommandPalette)
    await player.write("Update the banks")
    await player.sees("Update the banks you follow")
    await player.press("enter")
    await player.is_at(UpdatingScreen)


async def test_what_changed_in_each_source_is_told(
    desk: Desk, source: Path, tmp_path: Path
) -> None:
    start(desk, source)
    gone = tmp_path / "gone"
    gone.mkdir()
    publish(gone, CAPS.replace("id: caps", "id: other"))
    start(desk, gone)
    publish(source, BETTER)
    (gone / "capitals.yaml").unlink()
    async with playing(desk, size=(100, 30)) as player:
        await update(player)
        await player.sees("gone: not updated, nothing was changed", "shared: updated", "Paris")
        await player.sees("Your progress is kept", "Enter Done")
        await player.press("enter")
        await player.is_at(HomeScreen)
    assert "Paris" in Path(desk.library.entries["caps"].path).read_text(encoding="utf-8")


async def test_it_is_stopped_by_escape_and_what_was_not_fetched_stays(
    desk: Desk, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(desk, source)
    publish(source, BETTER)
    go_on = threading.Event()

    def slow(*given: object, **more: object) -> object:
        go_on.wait(20)
        return fetched(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("quiz.desk.banks.shared_banks.fetched", slow)
    async with playing(desk) as player:
        await update(player)
        await player.sees("Fetching shared…", "Esc Stop")
        await player.press("escape")
        await player.sees("Stopped. Banks that weren't fetched yet stay as they were.")
        go_on.set()
        await player.until(lambda: not player.app.workers, "the worker to end")
        await player.press("escape")
        await player.is_at(HomeScreen)
    assert "Lyon" in Path(desk.library.entries["caps"].path).read_text(encoding="utf-8")


async def test_it_is_not_offered_where_nothing_is_followed(desk: Desk) -> None:
    async with playing(desk) as player:
        home = player.app.screen
        assert isinstance(home, HomeScreen)
        assert "update_followed" not in [action for _name, action in home.palette_actions()]
