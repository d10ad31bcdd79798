"""What to type where an extra is missing, however the program was installed."""

import importlib.metadata
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from quiz import extras


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], None]:
    def from_(text: str | None) -> None:
        found = SimpleNamespace(read_text=lambda _name: text)
        monkeypatch.setattr(importlib.metadata, "distribution", lambda _name: found)

    return from_


def test_from_a_folder_it_is_that_folder(
    installed: Callable[[str | None], None], tmp_path: Path
) -> None:
    folder = tmp_path / "my quiz"
    folder.mkdir()
    installed(f'{{"url": "{folder.as_uri()}", "dir_info": {{"editable": true}}}}')
    assert extras.install_command("class").endswith(f"-m pip install '{folder}[class]'")


@pytest.mark.parametrize(
    "text",
    [None, "", "{}", "not json", '{"url": 5}', '{"url": "https://example.org/x.whl"}',
     '{"url": "file:///nowhere/at/all"}', "[]"],
)  # fmt: skip
def test_from_an_index_it_is_the_name(
    installed: Callable[[str | None], None], text: str | None
) -> None:
    installed(text)
    command = extras.install_command("import")
    assert command.endswith(" -m pip install 'termquiz[import]'")
    assert sys.executable in command
