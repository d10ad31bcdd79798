"""Changing a setting while the program runs: written to `config.toml`, and in effect at once."""

from typing import TYPE_CHECKING

from quiz.desk.today.goal import note_goal
from quiz.errors import QuizError
from quiz.library.config import read_config, values_of
from quiz.library.config_writing import write_setting
from quiz.library.settings import Setting
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk


def value_of(desk: "Desk", setting: Setting) -> object:
    """Return the value in effect; None where the last choice or the system decides."""
    return values_of(desk.config).get(setting.full_name, setting.default)


def change_setting(desk: "Desk", setting: Setting, value: object) -> None:
    """Write a setting, and use it from now on; None for the default.

    When a study day begins is known to the record since the start: it changes with the next one.

    Raises:
        QuizError: The value cannot be, or the file cannot be changed so.
    """
    advice = setting.check(value) if value is not None else ""
    if advice:
        raise QuizError(_("must be {advice}").format(advice=advice))
    write_setting(desk.places.config, setting.full_name, value)
    desk.config = read_config(desk.places.config).config
    desk.scheduling.take_config(desk.config)
    note_goal(desk)


def change_key(desk: "Desk", action: str, key: str | None) -> None:
    """Write the key of an action, and use it from now on; None for the usual one.

    Args:
        desk: Whose settings they are.
        action: The id of what the key does, as `home.quiz`.
        key: Its new key.

    Raises:
        QuizError: The file cannot be changed so.
    """
    write_setting(desk.places.config, f"keys.{action}", key)
    desk.config = read_config(desk.places.config).config
    if desk.config.keys.get(action) != key:  # as `"home.quiz" = …`, which is another name in TOML
        words = _("can't change {name} in {path}; change it there with an editor")
        raise QuizError(words.format(name=f"keys.{action}", path=desk.places.config))


def read_value(setting: Setting, text: str) -> object:
    """Return the value that a person typed: a number where one is meant, else the text."""
    text = text.strip().strip("\"'")
    if isinstance(setting.shown, bool):
        return {"true": True, "false": False}.get(text.lower(), text)
    if isinstance(setting.shown, int | float):
        for kind in (int, float):
            try:
                return kind(text.replace(",", "."))
            except ValueError:
                continue
    return text
