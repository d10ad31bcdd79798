"""What a name is that of, where files alone are wanted."""

from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.library.naming import named_files
from tests.support import TWO, folders_in


def test_a_file_is_named_as_the_user_named_it_and_need_not_be_a_bank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("banks").mkdir()
    Path("banks/two.yaml").write_text(TWO, encoding="utf-8")
    Path("note").write_text("x", encoding="utf-8")
    places = folders_in(tmp_path)
    names = ("two", "./banks/two.yaml", "banks", "note")
    found = named_files(names, places)
    assert found.paths == ("banks/two.yaml", "./banks/two.yaml", "banks/two.yaml", "note")
    with pytest.raises(QuizError, match="did you mean 'two'"):
        named_files(("twoo",), places)
    with pytest.raises(
        QuizError, match=r"called 'banks/tow\.yaml'; did you mean 'banks/two\.yaml'"
    ):
        named_files(("banks/tow.yaml",), places)
    with pytest.raises(QuizError, match=r"called 'other\.yaml'; `quiz banks` lists your banks"):
        named_files(("other.yaml",), places)
