"""The table of settings: what is explained is what is read, shown and checked."""

import re
from pathlib import Path

import pytest

from quiz.library.config import Config, read_config, values_of
from quiz.library.settings import SETTINGS, Setting, reference, template

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def read(tmp_path: Path, text: str) -> Config:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    found = read_config(path)
    assert found.problems == ()
    return found.config


def test_the_template_as_it_is_changes_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, template()) == Config()


def test_every_line_of_the_template_can_be_switched_on(tmp_path: Path) -> None:
    switched = re.sub(r"(?m)^#(?=\[|\w+ = )", "", template())
    config = read(tmp_path, switched)
    shown = values_of(config)
    for setting in SETTINGS:
        name = setting.full_name.replace("ID", "figures")
        if setting.table != "easy_days" or setting.name == "sunday":
            assert shown[name] == setting.shown, name


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.full_name)
def test_a_default_of_the_table_is_that_of_the_program(setting: Setting) -> None:
    assert setting.default is None or setting.check(setting.default) == ""
    assert setting.check(setting.shown) == ""
    shown = values_of(Config())
    if setting.table != "easy_days":
        assert shown.get(setting.full_name) == setting.default
    assert setting.check([]) != ""
    assert setting.check({"a": 1}) != ""


def test_the_page_of_docs_has_the_table_that_the_program_has() -> None:
    assert reference() in PAGE.read_text(encoding="utf-8"), (
        "write it again from `quiz.library.settings.reference()`"
    )
