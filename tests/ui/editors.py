"""An editor for tests: a script that changes the file it is given, and says what it was given."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from quiz.ui.base_app import BaseApp

_SCRIPT = """\
#!{python}
import pathlib, sys
folder = pathlib.Path({folder!r})
(folder / "given.txt").write_text("\\n".join(sys.argv[1:]))
path = pathlib.Path(sys.argv[-1])
old, new = (folder / "old.txt").read_bytes(), (folder / "new.txt").read_bytes()
data = path.read_bytes()
assert old in data, old
path.write_bytes(data.replace(old, new, 1))
"""


class FakeEditor:
    """Replaces a text in the file that it is opened on."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Become the editor of the environment, named `vi`; the terminal is given up to it."""
        self.folder = folder
        folder.mkdir()
        script = folder / "vi"
        script.write_text(_SCRIPT.format(python=sys.executable, folder=str(folder)))
        script.chmod(0o755)
        monkeypatch.setenv("VISUAL", str(script))
        monkeypatch.setattr(BaseApp, "suspend", _suspended)
        self.will("", "")

    def will(self, old: str, new: str) -> None:
        """Replace a text by another when it is opened next."""
        (self.folder / "old.txt").write_text(old, encoding="utf-8")
        (self.folder / "new.txt").write_text(new, encoding="utf-8")

    @property
    def given(self) -> list[str]:
        """The arguments that it was last opened with; empty if it never was."""
        path = self.folder / "given.txt"
        return path.read_text().splitlines() if path.exists() else []


@contextmanager
def _suspended(self: BaseApp) -> Iterator[None]:
    yield
