"""Pastes: no line is lost in silence, and paths are completed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input

from quiz.desk import Desk
from quiz.items.response import LONGEST_ANSWER, LONGEST_TEXT
from quiz.ui.screens.ask_line import AskLineScreen
from quiz.ui.screens.banks.add_bank import AddBankScreen
from quiz.ui.screens.cards.browse import BrowseScreen
from quiz.ui.widgets.path_field import PathField, completions, pasted_path
from tests.ui.seen import Player, playing, quiz_of


async def paste(player: Player, text: str) -> None:
    """Paste a text where the keys go."""
    await player.until(lambda: player.app.focused is not None, "a focus")
    player.app.post_message(Paste(text))
    await player.pilot.pause()


def field(player: Player) -> Input:
    """Return the field that has the keys."""
    assert isinstance(player.app.focused, Input)
    return player.app.focused


async def test_lines_pasted_for_one_answer_are_joined_with_a_word(desk: Desk) -> None:
    async with playing(desk, quiz_of("text")) as player:
        await paste(player, "Metternich\r\n\r\n of Austria\r\n")
        await player.is_told("2 lines were joined into one.")
        await player.sees("Metternich of Austria")
        await paste(player, "!")
        await player.sees("Metternich of Austria!")


async def test_pasted_lines_overwrite_nothing_that_was_typed(desk: Desk) -> None:
    async with playing(desk, quiz_of("list")) as player:
        await player.press("tab", *"UK", "shift+tab")
        await paste(player, "Austria\nPrussia\nSpain\nPeru")
        await player.sees("Austria", "UK", "Prussia; Spain; Peru")


@pytest.mark.parametrize(
    ("kind", "most"), [("text", LONGEST_ANSWER), ("essay", LONGEST_TEXT), ("list", LONGEST_ANSWER)]
)
async def test_a_paste_over_the_bound_is_said_to_be_cut(desk: Desk, kind: str, most: int) -> None:
    async with playing(desk, quiz_of(kind)) as player:
        await player.is_asked(kind)
        await paste(player, "é" * (most + 1))
        await player.is_told(f"{most:,} characters: the rest was cut off.")
        view = player.screen._sheet.view
        assert view is not None
        assert str(view.draft()).count("é") == most


async def test_an_essay_keeps_every_line_of_a_paste(desk: Desk) -> None:
    async with playing(desk, quiz_of("essay")) as player:
        await player.is_asked("essay")
        await paste(player, "one\r\n\r\n  two\rthree\n")
        view = player.screen._sheet.view
        assert view is not None
        assert getattr(view, "text", "").splitlines() == ["one", "", "  two", "three"]


async def test_searches_join_what_is_pasted_and_paths_and_dates_refuse_it(desk: Desk) -> None:
    async with playing(desk) as player:
        await player.press("slash")
        await player.until(lambda: isinstance(player.app.focused, Input), "the field")
        await paste(player, "Every\nkind")
        await player.sees("Every kind")
        assert field(player).value == "Every kind"
        await player.press("escape", "escape", "a")
        await player.is_at(AddBankScreen)
        await paste(player, "/tmp/a.yaml\n/tmp/b.yaml")
        await player.is_told("This field takes one line; you pasted 2.")
        assert field(player).value == ""
        await paste(player, "/tmp/a.yaml\n")
        assert field(player).value == "/tmp/a.yaml"


# Paths


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with some files."""
    home = tmp_path / "files"
    for name in ("capitals.yaml", "capitals.csv", "cap notes.txt", ".hidden.yaml", "Zoo/x.yml"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("x")
    monkeypatch.chdir(home)
    monkeypatch.setenv("HOME", str(home))
    return home


@pytest.mark.parametrize(
    ("typed", "endings", "names"),
    [
        ("cap", (".yaml",), ["capitals.yaml"]),
        ("cap", (), ["cap notes.txt", "capitals.csv", "capitals.yaml"]),
        ("~/cap", (".yaml",), ["capitals.yaml"]),
        ("cap", (".zip",), ["cap notes.txt", "capitals.csv", "capitals.yaml"]),
        ("Z", (".yaml",), ["Zoo/"]),
        ("Zoo/", (".yml",), ["x.yml"]),
        ("", (".yaml",), ["Zoo/", "capitals.yaml"]),
        (".h", (), [".hidden.yaml"]),
        ("~", (), ["~/"]),
        ("cap ", (), ["cap notes.txt"]),
        ("nothing", (), []),
        ("no/such/", (), []),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_path_is_completed_to_the_names_that_are_meant(
    typed: str, endings: tuple[str, ...], names: list[str]
) -> None:
    assert completions(typed, endings) == names


async def test_tab_completes_the_path_of_a_bank(
    make_desk: Callable[..., Desk], folder: Path
) -> None:
    (folder / "capes.yaml").write_text("x")
    (folder / "capitals.csv").unlink()  # it could be imported
    async with playing(make_desk()) as player:
        await player.press("a", "c", "tab")
        await player.is_at(AddBankScreen)
        await player.is_told("capes.yaml  capitals.yaml")
        assert field(player).value == "cap"
        steps = ["tab", "tab", "tab", "shift+tab", "shift+tab"]
        for key, path in zip(steps, ["capes", "capitals", "", "capitals", "capes"], strict=True):
            await player.press(key)
            assert field(player).value == (f"{path}.yaml" if path else "cap")
        await player.press(*["backspace"] * len("es.yaml"), "i", "tab")
        assert field(player).value == "capitals.yaml"
        await player.press("z", "tab")
        await player.is_told("Nothing here starts with that.")


@pytest.mark.usefixtures("folder")
async def test_tab_completes_the_path_that_cards_are_saved_to(desk: Desk) -> None:
    async with playing(desk) as player:
        await player.press("b")
        await player.is_at(BrowseScreen)
        await player.sees("Where did the congress meet?")
        for action in ("export", "paper"):
            await player.app.run_action(action, player.app.screen)
            await player.is_at(AskLineScreen)
            assert isinstance(field(player), PathField)
            await player.press("Z", "tab")
            assert field(player).value == "Zoo/"
            await player.press("escape")
            await player.is_at(BrowseScreen)


@pytest.mark.parametrize(
    ("pasted", "path"),
    [
        ("/a/b.csv ", "/a/b.csv"), ("'/a b/c.csv'", "/a b/c.csv"), ('"/a b.csv"', "/a b.csv"),
        (r"/a\ b\(1\).csv", "/a b(1).csv"), ("file:///a%20b.csv", "/a b.csv"),
        ("file://localhost/a.csv", "/a.csv"), ("it's.csv", "it's.csv"), ("'", "'"), ("", ""),
    ],
)  # fmt: skip
def test_a_path_that_was_dropped_is_read_as_it_is_meant(pasted: str, path: str) -> None:
    assert pasted_path(pasted) == path


def test_a_backslash_in_a_name_stays(tmp_path: Path) -> None:
    odd = tmp_path / "a\\b.csv"
    odd.write_text("x")
    assert pasted_path(str(odd)) == str(odd)
