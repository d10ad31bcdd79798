"""Keys that the settings choose: they work, are shown, and what can't be is named with its line."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import quiz.ui
from quiz.cli.commands import cli
from quiz.desk import Desk
from quiz.library.config import read_config
from quiz.ui.key_ids import ASKING, clashes, key_ids
from quiz.ui.key_sets import KEY_SETS
from quiz.ui.screens.cards.browse import BrowseScreen
from quiz.ui.screens.statistics import StatisticsScreen
from tests.ui.seen import playing


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "home" / "config.toml"
    path.parent.mkdir()
    return path


async def test_a_chosen_key_works_in_place_of_the_usual_one_and_is_shown(
    config: Path, make_desk: Callable[..., Desk]
) -> None:
    config.write_text('[keys]\nhome.quiz = "z"\nhome.browse = "f7,ctrl+b"\n', encoding="utf-8")
    async with playing(make_desk()) as player:
        await player.sees("z Quiz")
        await player.press("b", "q")
        assert not isinstance(player.app.screen, BrowseScreen)
        await player.press("question_mark")
        await player.sees("Quiz yourself on the selected bank")
        line = next(line for line in player.lines if "Quiz yourself" in line)
        assert "z" in line.split()
        await player.press("escape", "ctrl+b")
        await player.is_at(BrowseScreen)
        await player.press("escape", "z")
        await player.is_asked()


def test_every_binding_of_ours_has_an_id_of_its_own_screen() -> None:
    ids = key_ids()
    assert {"home.quiz", "home.settings", "browse.edit", "app.help"} <= set(ids)
    assert all("." in name for name in ids)
    assert clashes({}) == {}


@pytest.mark.parametrize(
    ("chosen", "wrong"),
    [
        ({"home.quiz": "z"}, {}),
        ({"home.quiz": "r"}, {"home.quiz": "the key 'r' is taken by home.review"}),
        ({"home.quiz": "r", "home.review": "q"}, {}),
        ({"home.quiz": "/"}, {"home.quiz": "the key 'slash' is taken by home.find"}),
        ({"home.quiz": "f1"}, {"home.quiz": "the key 'f1' is taken by app.help"}),
        ({"home.quiz": "ctrl+q"}, {"home.quiz": "the key 'ctrl+q' is taken by app.quit"}),
        ({"app.help": "f13"}, {}),
        ({"app.help": "f1"}, {}),
        ({"question.skip": "1"}, {"question.skip": "the key '1' is taken by place.1"}),
        ({"question.good": "a"}, {}),
        ({"option.1": "f3"}, {"option.1": "the key 'f3' is taken by question.skip"}),
        ({"question.skip": "z"}, {}),
        ({"home.quiz": "z", "home.review": "f7,z"},
         {"home.review": "the key 'z' is taken by home.quiz"}),
    ],
)  # fmt: skip
def test_a_key_that_does_something_else_there_is_told(
    chosen: dict[str, str], wrong: dict[str, str]
) -> None:
    assert clashes(chosen) == wrong


def test_every_screen_on_which_a_question_is_answered_is_known() -> None:
    screens = Path(quiz.ui.__file__).parent / "screens"
    answered = {
        found
        for path in screens.rglob("*.py")
        if "@on(Responded)" in (text := path.read_text("utf-8"))
        for found in re.findall(r"^class (\w+Screen)\(", text, re.MULTILINE)
    }
    assert answered
    assert answered <= set(ASKING)


def test_a_key_of_the_whole_program_is_taken_wherever_a_screen_has_it() -> None:
    assert "app.help" in clashes({"app.help": "r"})


@pytest.mark.parametrize("name", KEY_SETS)
def test_a_set_of_keys_names_what_there_is_and_takes_no_key_twice(name: str) -> None:
    assert set(KEY_SETS[name]) <= set(key_ids())
    assert clashes(KEY_SETS[name]) == {}


async def test_a_set_is_turned_on_the_settings_and_single_keys_stand_before_it(
    config: Path, make_desk: Callable[..., Desk]
) -> None:
    config.write_text('[keys]\nhome.browse = "z"\n', encoding="utf-8")
    async with playing(make_desk()) as player:
        await player.press("comma", *["down"] * 6, "right")
        await player.until(lambda: player.app.desk.config.key_set == "anki", "Anki's keys")
        assert player.app.chosen_keys == {**KEY_SETS["anki"], "home.browse": "z"}
        await player.press("escape", "t")
        await player.is_at(StatisticsScreen)


def test_the_command_names_what_is_wrong_with_its_line(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_HOME", str(config.parent))
    config.write_text(
        '[keys]\nhome.qiuz = "z"\nhome.quiz = "r"\nhome.undo = 3\n[keys.browse]\nedit = "f9"\n'
        'nothing = ""\n',
        encoding="utf-8",
    )
    done = CliRunner().invoke(cli, ["config"])
    said = [line.partition("config.toml:")[2] for line in done.output.splitlines()]
    assert "2:1: error: unknown action 'home.qiuz'; did you mean 'home.quiz'?" in said
    assert "3:1: error: the key 'r' is taken by home.review" in said
    assert any(line.startswith("4:1: error: `home.undo` must be a key in quotes") for line in said)
    assert any(line.startswith("7:1: error: `browse.nothing` must be a key") for line in said)
    assert read_config(config).config.keys["browse.edit"] == "f9"
