"""The file of a picture: what is read of it, and why not."""

import os
import sys
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.formats.pixels import pixels
from quiz.library.pictures import read_picture
from tests.formats.images import HOSTILE, WHOLE


@pytest.mark.parametrize("form", WHOLE)
def test_a_picture_beside_a_bank_is_read(form: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(WHOLE[form])
    assert read_picture(tmp_path / "bank.yaml", "a") == WHOLE[form]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_has_one_reason(name: str, tmp_path: Path) -> None:
    data, why = HOSTILE[name]
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(QuizError) as refused:
        pixels(read_picture(tmp_path / "bank.yaml", "a.png"), (100, 100))
    assert str(refused.value) == why


@pytest.mark.parametrize("name", ["none.png", "folder", "../a.png", "\0", "x" * 5000, ""])
def test_what_is_no_file_beside_the_bank_is_not_found(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(WHOLE["png"])
    (tmp_path / "banks" / "folder").mkdir(parents=True)
    with pytest.raises(QuizError, match="not found"):
        read_picture(tmp_path / "banks" / "bank.yaml", name)


def test_a_bank_that_is_gone_has_no_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "a.png").write_bytes(WHOLE["png"])
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(QuizError, match="not found"):
        read_picture("", "a.png")


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")
def test_neither_a_link_out_nor_a_pipe_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(WHOLE["png"])
    (tmp_path / "banks").mkdir()
    (tmp_path / "banks" / "link.png").symlink_to(tmp_path / "secret.png")
    os.mkfifo(tmp_path / "banks" / "pipe.png")
    for name in ("link.png", "pipe.png"):
        with pytest.raises(QuizError, match="not found"):
            read_picture(tmp_path / "banks" / "bank.yaml", name)
