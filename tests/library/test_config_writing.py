"""One setting of `config.toml` is changed, and nothing else that a person wrote there."""

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.library.config import read_config, values_of
from quiz.library.config_writing import with_setting, write_setting, written_value
from quiz.library.settings import SETTINGS, template

HAND = """\
# my settings
  theme = 'nord'   # at night
unknown = [1,
  2] # not ours
goal="30 cards"

# about leeches
[ leeches ]
threshold = 4
[banks."my bank"]
new_cards = 5
"""
NOTE = '''\
note = """
theme = "in a text"
[leeches]
threshold = 9
"""
'''


@pytest.mark.parametrize(
    ("text", "name", "value", "then"),
    [
        ("", "theme", "ink", 'theme = "ink"\n'),
        ("new_cards = 3", "theme", "ink", 'new_cards = 3\ntheme = "ink"\n'),
        (HAND, "theme", "ink", HAND.replace("'nord'", '"ink"')),
        (HAND, "theme", None, HAND.replace("  theme = 'nord'   # at night", "# at night")),
        (HAND, "goal", None, HAND.replace('goal="30 cards"\n', "")),
        (HAND, "leeches.threshold", 9, HAND.replace("threshold = 4", "threshold = 9")),
        (HAND, "leeches.action", "suspend",
         HAND.replace("[ leeches ]\n", '[ leeches ]\naction = "suspend"\n')),
        (HAND, "motion", False, HAND.replace("\n# about", "\nmotion = false\n# about")),
        (HAND, "easy_days.sunday", "reduced", HAND + '\n[easy_days]\nsunday = "reduced"\n'),
        (HAND, "unset", None, HAND),
        (NOTE, "theme", "ink", 'theme = "ink"\n' + NOTE),
        (NOTE, "leeches.threshold", 3, NOTE + "\n[leeches]\nthreshold = 3\n"),
        ("leeches.threshold = 4 # few\n", "leeches.threshold", 5,
         "leeches.threshold = 5 # few\n"),
        ('leeches.action = "tell"\n', "leeches.threshold", 5,
         'leeches.action = "tell"\nleeches.threshold = 5\n'),
        ('"theme" = "a # b"\r\n[x]\r\n', "theme", "b", '"theme" = "b"\r\n[x]\r\n'),
        ("[x]\r\n", "theme", "b", 'theme = "b"\r\n[x]\r\n'),
        ("new_cards = 1\n", "new_cards", True, "new_cards = true\n"),
    ],
)  # fmt: skip
def test_a_setting_is_changed_in_its_line(text: str, name: str, value: object, then: str) -> None:
    assert with_setting(text, tuple(name.split(".")), value) == then


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("theme = [", "theme"),
        ("theme = 'a'\ntheme = 'b'\n", "theme"),
        ("leeches = {threshold = 3}\n", "leeches.threshold"),
        ("leeches = 3\n", "leeches.threshold"),
        ('theme = """\nnord"""\n', "theme"),
        ("x = " + "[" * 5000, "theme"),
    ],
)
def test_what_cannot_be_changed_safely_is_left_alone(text: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QuizError, match="change it there with an editor"):
        write_setting(path, name, "ink" if name == "theme" else 7)
    assert path.read_text(encoding="utf-8") == text


LINES = st.sampled_from([
    "", "# words", "#theme = \"x\"", "theme = 'nord'", 'goal = "10 min" # mine', "new_cards = 3",
    "[leeches]", "[ easy_days ]", "threshold = 4", "sunday = 'reduced'", "[banks.'a.b']",
    'note = """', '"""', "odd = [1,", "2]", "leeches.threshold = 3", "\ufeff", "\t[[x]]",
])  # fmt: skip
NAMES = [s.full_name for s in SETTINGS if not s.table.startswith("banks")]


@given(
    st.lists(LINES, max_size=8).map("\n".join),
    st.sampled_from(NAMES),
    st.one_of(st.none(), st.booleans(), st.integers(0, 99), st.text(max_size=8)),
)
def test_only_the_setting_changes_whatever_the_file_holds(
    text: str, name: str, value: object
) -> None:
    key = tuple(name.split("."))
    try:
        then = with_setting(text, key, value)
    except ValueError:
        return
    found = tomllib.loads(then)
    for part in key[:-1]:
        found = found.get(part, {})
    assert found.get(key[-1]) == value
    # No line that a person wrote is lost but the setting's own.
    left = [line for line in text.split("\n") if line not in then.split("\n")]
    assert len(left) <= 1
    assert all(key[-1] in line for line in left)
    assert with_setting(then, key, value) == then


@given(st.text())
def test_any_text_comes_back_from_its_toml(value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:
        return
    assert tomllib.loads(f"a = {written_value(value)}") == {"a": value}


def test_every_setting_is_written_and_reset_in_the_template(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(template(), encoding="utf-8")
    settings = [s for s in SETTINGS if not s.table.startswith("banks")]
    for setting in settings:
        write_setting(path, setting.full_name, setting.shown)
    read = read_config(path)
    assert not read.problems
    values = values_of(read.config)
    assert all(values[s.full_name] == s.shown for s in settings if s.full_name in values)
    text = path.read_text(encoding="utf-8")
    assert all(line in text.split("\n") for line in template().split("\n"))
    for setting in settings:
        write_setting(path, setting.full_name, None)
    assert not [v for v in tomllib.loads(path.read_text(encoding="utf-8")).values() if v]


def test_a_file_is_created_and_its_mark_mode_and_link_stay(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    write_setting(path, "theme", "ink")
    assert path.read_bytes() == b'theme = "ink"\n'
    path.write_bytes(b"\xef\xbb\xbftheme = 'a'\n")
    path.chmod(0o600)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    write_setting(link, "theme", "b")
    assert path.read_bytes() == b'\xef\xbb\xbftheme = "b"\n'
    assert link.is_symlink()
    assert os.stat(path).st_mode & 0o777 == 0o600


def test_a_file_that_is_not_text_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"theme = '\xff'\n")
    with pytest.raises(QuizError, match="change it there"):
        write_setting(path, "theme", "ink")
    assert path.read_bytes() == b"theme = '\xff'\n"
