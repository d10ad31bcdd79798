"""The settings screen: what is turned or typed is written, and shows at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from quiz.desk import Desk
from quiz.desk.care.settings import change_key, change_setting, read_value, value_of
from quiz.desk.sittings.start import begin_quiz
from quiz.errors import QuizError
from quiz.items import Picked
from quiz.library.settings import SETTINGS
from quiz.ui.canvas.paint import Paint
from quiz.ui.dates import WEEKDAYS
from quiz.ui.key_ids import actions, taken_by
from quiz.ui.screens.home.home import HomeScreen
from quiz.ui.screens.settings.all_keys import AllKeysScreen
from quiz.ui.screens.settings.groups import groups
from quiz.ui.screens.settings.screen import SettingsScreen
from quiz.ui.themes import theme_names
from tests.ui.seen import Player, playing, quiz_of

MakeDesk = Callable[..., Desk]
HAND = '# mine\ntheme = "ink"  # at night\nodd = 3\n'
BY_NAME = {setting.full_name: setting for setting in SETTINGS}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The settings file, with what a person wrote."""
    path = tmp_path / "home" / "config.toml"
    path.parent.mkdir()
    path.write_text(HAND, encoding="utf-8")
    return path


async def open_settings(player: Player) -> SettingsScreen:
    """Open the settings with their key on Home."""
    await player.press("comma")
    await player.is_at(SettingsScreen)
    screen = player.app.screen
    assert isinstance(screen, SettingsScreen)
    return screen


async def test_a_choice_is_turned_and_shows_at_once_and_the_file_stays(
    config: Path, make_desk: MakeDesk
) -> None:
    async with playing(make_desk()) as player:
        await open_settings(player)
        await player.sees("Look", "Theme", "ink", 'theme = "ink"')
        await player.press("right")
        await player.until(lambda: player.app.theme == "paper", "the theme")
        assert config.read_text() == HAND.replace('"ink"', '"paper"')
        await player.press("down", "right")
        await player.until(lambda: player.app.animation_level == "none", "no motion")
        await player.press("down", "right")
        await player.until(lambda: player.app.glyphs == "ascii", "letters")
        await player.press("d")
        await player.until(lambda: player.app.glyphs == "usual", "signs")
        assert config.read_text().endswith("odd = 3\nmotion = false\n")
        await player.press("escape")
        await player.is_at(HomeScreen)


async def test_what_is_beneath_follows_the_settings(config: Path, make_desk: MakeDesk) -> None:
    desk = make_desk()
    begin_quiz(desk, quiz_of("choice")).hand_in(Picked((0,)), elapsed_ms=1)
    async with playing(desk, size=(120, 40)) as player:
        await open_settings(player)
        home = player.app.screen_stack[-2]
        assert isinstance(home, HomeScreen)
        board = home.query_one(Paint)
        assert "goal 10 min" in board.text()
        await player.press("tab", "right")
        await player.until(lambda: "goal 5 min" in board.text(), "the goal on Home")
        await player.press("right", "right", "right", "right")
        await player.until(lambda: "goal" not in board.text(), "no goal on Home")
        assert 'goal = "none"' in config.read_text()


async def test_a_typed_value_is_refused_in_its_place_until_it_is_right(
    config: Path, make_desk: MakeDesk
) -> None:
    async with playing(make_desk()) as player:
        screen = await open_settings(player)
        await player.press("tab", "tab", "enter")
        await player.until(lambda: isinstance(player.app.focused, Input), "the field")
        await player.press("x", "enter")
        await player.sees("✘ must be a whole number from 0 to 9999")
        assert config.read_text() == HAND
        await player.press("backspace", *"30", "enter")
        await player.sees("new_cards = 30")
        assert player.app.desk.config.new_cards == 30
        await player.press("enter", "escape")
        assert player.app.screen is screen  # Esc closes the field first
        await player.press("right")
        await player.sees("new_cards = 31")
        await player.press("d", "escape")
        await player.is_at(HomeScreen)
        assert config.read_text() == HAND


async def test_a_file_that_cannot_be_changed_is_told_in_its_place(
    config: Path, make_desk: MakeDesk
) -> None:
    desk = make_desk()
    config.write_text("theme = [", encoding="utf-8")
    async with playing(desk) as player:
        await open_settings(player)
        await player.press("right")
        await player.sees("✘ can't change theme")
        assert config.read_text() == "theme = ["


async def test_the_palette_opens_the_settings_and_clicks_choose(make_desk: MakeDesk) -> None:
    async with playing(make_desk()) as player:
        titles = {
            getattr(c, "title", "") for c in player.app.get_system_commands(player.app.screen)
        }
        assert "Settings" in titles
        player.app.show_settings()
        await player.is_at(SettingsScreen)
        player.app.show_settings()  # a second time changes nothing
        await player.press("shift+tab")
        await player.sees("Extra time")
        await player.pilot.click("#settings", offset=(2, 4))
        await player.sees("Mon", "Sun", "normal")


def test_every_setting_is_listed_once_but_those_of_a_bank() -> None:
    rows = [row for _title, rows in groups(theme_names(), WEEKDAYS) for row in rows]
    names = [row.setting.full_name for row in rows]
    assert sorted(names) == sorted(s.full_name for s in SETTINGS if not s.table.startswith("banks"))
    for row in rows:
        value = row.turned(row.setting.shown, 1)
        assert value is not None
        assert not row.setting.check(value), row.label


def test_numbers_stop_at_their_bounds() -> None:
    rows = {r.setting.name: r for _t, rows in groups([], WEEKDAYS) for r in rows}
    assert rows["new_cards"].turned(0, -1) is None
    assert rows["desired_retention"].turned(0.9, 1) == 0.91
    assert rows["desired_retention"].turned(0.97, 1) is None
    assert rows["day_starts_at"].turned(23, 1) is None


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("desired_retention", " 0,92 ", 0.92), ("new_cards", "30", 30), ("new_cards", "x", "x"),
        ("streak", "False", False), ("goal", '"25 min"', "25 min"), ("theme", "nord", "nord"),
    ],
)  # fmt: skip
def test_what_is_typed_is_read_as_the_setting_wants_it(
    name: str, typed: str, value: object
) -> None:
    assert read_value(BY_NAME[name], typed) == value


def test_a_changed_setting_holds_at_once(make_desk: MakeDesk) -> None:
    desk = make_desk()
    change_setting(desk, BY_NAME["desired_retention"], 0.8)
    change_setting(desk, BY_NAME["easy_days.sunday"], "minimum")
    assert desk.config.retention_of("every") == 0.8
    assert desk.scheduling._config is desk.config
    assert list(desk.scheduling._easy_days) == [6]
    assert value_of(desk, BY_NAME["easy_days.sunday"]) == "minimum"
    with pytest.raises(QuizError, match="must be a number"):
        change_setting(desk, BY_NAME["desired_retention"], 2)
    assert desk.config.retention_of("every") == 0.8


async def test_a_single_key_is_changed_on_the_screen_unless_it_is_taken(
    config: Path, make_desk: MakeDesk
) -> None:
    async with playing(make_desk()) as player:
        await open_settings(player)
        await player.press(*["down"] * 6, "enter")
        await player.is_at(AllKeysScreen)
        await player.sees("All keys", "Quiz yourself", "home.quiz")
        await player.press("down", "enter")
        await player.sees("Press the new key for “Quiz yourself on the selected bank”")
        await player.press("x")
        await player.sees("✘ x is taken: Plan for exams", "(home.exams)")
        assert config.read_text() == HAND
        await player.press("enter", "escape")  # the old one stays, and the list too
        await player.is_at(AllKeysScreen)
        await player.press("enter", "z")
        await player.until(lambda: "home" in config.read_text(), "the key in the file")
        assert player.app.desk.config.keys == {"home.quiz": "z"}
        assert config.read_text().startswith(HAND)
        await player.press("escape", "escape")
        await player.is_at(HomeScreen)
        await player.sees("z Quiz")
        await player.press("comma", "e", "down", "d")
        await player.until(lambda: not player.app.desk.config.keys, "the usual key")
        await player.press("tab")
        await player.sees("question.")


def test_a_key_under_a_quoted_name_is_refused_not_ignored(
    config: Path, make_desk: MakeDesk
) -> None:
    desk = make_desk()
    config.write_text('[keys]\n"home.quiz" = "z"\n', encoding="utf-8")
    with pytest.raises(QuizError, match=r"can't change keys\.home\.quiz"):
        change_key(desk, "home.quiz", None)


def test_every_action_has_words_and_a_name(make_desk: MakeDesk) -> None:
    found = actions()
    assert [one.group for one in found[:1]] == ["home"]
    assert len({one.name for one in found}) == len(found) > 200
    assert taken_by({}, "home.quiz") == ""
    assert taken_by({"home.quiz": "x"}, "home.quiz") == "home.exams"
    assert taken_by({"home.quiz": "z", "home.exams": "z"}, "home.quiz") == "home.exams"


async def test_values_are_words_beside_whole_names(desk: Desk) -> None:
    async with playing(desk) as player:
        await player.press("comma", "tab", "tab")
        await player.sees("New questions", "asked at once", "A leech is", "named")
