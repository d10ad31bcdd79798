"""Where things lie on disk."""

import os
from pathlib import Path

import platformdirs
import pytest

from quiz.library.files import bank_files
from quiz.library.folders import Folders, folders, shipped_banks

CHECKOUT = Path(__file__).parents[2]


def of(cwd: Path, **environ: str) -> Folders:
    return folders(environ, cwd)


def test_quiz_home_holds_everything_that_is_written(tmp_path: Path) -> None:
    home = tmp_path / "home"
    found = of(tmp_path, QUIZ_HOME=str(home))
    written = (found.record, found.banks, found.cache, found.log)
    assert [path.relative_to(home).as_posix() for path in written] == [
        "record.sqlite",
        "banks",
        "cache",
        "quiz.log",
    ]


def test_nothing_is_made_by_asking(tmp_path: Path) -> None:
    of(tmp_path, QUIZ_HOME=str(tmp_path / "home"), QUIZ_BANKS=str(tmp_path / "more"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("unset", [{}, {"QUIZ_HOME": ""}, {"QUIZ_HOME": "  "}])
def test_without_quiz_home_each_lies_where_the_platform_keeps_it(
    unset: dict[str, str], tmp_path: Path
) -> None:
    found = folders(unset, tmp_path)
    data = platformdirs.user_data_path("quiz", appauthor=False)
    assert found.record == data / "record.sqlite"
    assert found.banks == data / "banks"
    assert found.cache == platformdirs.user_cache_path("quiz", appauthor=False)
    assert found.log == platformdirs.user_log_path("quiz", appauthor=False) / "quiz.log"


def test_a_tilde_in_quiz_home_is_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert of(tmp_path, QUIZ_HOME="~/quiz").record == tmp_path / "quiz" / "record.sqlite"


def test_a_tilde_that_is_nobodys_is_a_folder_of_that_name(tmp_path: Path) -> None:
    found = of(tmp_path, QUIZ_HOME="/home", QUIZ_BANKS="~nobody-at-all/banks")
    assert found.bank_folders[1] == Path("~nobody-at-all/banks")
    assert of(tmp_path, QUIZ_HOME="~nobody-at-all").record.name == "record.sqlite"


def test_a_relative_quiz_home_stays_where_it_was_when_the_folder_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = of(tmp_path, QUIZ_HOME="kept")
    assert found.record == tmp_path / "kept" / "record.sqlite"
    assert found.record.is_absolute()


def test_banks_are_looked_for_here_then_in_quiz_banks_then_at_home_then_in_the_program(
    tmp_path: Path,
) -> None:
    more = os.pathsep.join(["/one", "/two words"])
    found = of(tmp_path, QUIZ_HOME="/home", QUIZ_BANKS=more)
    assert found.bank_folders == (
        tmp_path / "questions",
        Path("/one"),
        Path("/two words"),
        Path("/home/banks"),
        Path("/home/followed"),
        shipped_banks(),
    )


@pytest.mark.parametrize("parts", ["", ":", "::", ":/one:", "/one::"])
def test_empty_parts_of_quiz_banks_mean_nothing(parts: str, tmp_path: Path) -> None:
    found = of(tmp_path, QUIZ_HOME="/home", QUIZ_BANKS=parts.replace(":", os.pathsep))
    added = found.bank_folders[1:-3]
    assert added == ((Path("/one"),) if "one" in parts else ())


def test_a_tilde_in_quiz_banks_is_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    added = of(tmp_path, QUIZ_BANKS=os.pathsep.join(["~/a", "~"])).bank_folders[1:3]
    assert added == (tmp_path / "a", tmp_path)


def test_in_a_checkout_the_shipped_banks_lie_beside_the_package() -> None:
    assert shipped_banks() == CHECKOUT / "questions"
    names = {Path(file.path).stem for file in bank_files([shipped_banks()])}
    assert {"who-said-what", "figures", "dates", "alliances"} <= names
