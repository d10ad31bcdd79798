"""Finding bank files, and reading one."""

import os
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.library import files
from quiz.library.files import bank_file, bank_files, misnamed, read


def put(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def names(*folders: Path) -> list[str]:
    return [Path(file.path).name for file in bank_files(folders)]


def test_yaml_and_yml_are_banks_and_nothing_else_is(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yml", "c.json", "d.yaml.bak", "e.YAML.txt", "yaml", "f.md"):
        put(tmp_path / name)
    assert names(tmp_path) == ["a.yaml", "b.yml"]


def test_hidden_private_and_foreign_folders_are_passed_over(tmp_path: Path) -> None:
    for name in (
        ".a.yaml",
        "_draft.yaml",
        ".git/a.yaml",
        "_old/a.yaml",
        "node_modules/a.yaml",
        "__pycache__/a.yaml",
        "shown/b.yaml",
    ):
        put(tmp_path / name)
    assert names(tmp_path) == ["b.yaml"]


def test_the_files_of_a_folder_come_by_name_before_those_below_it(tmp_path: Path) -> None:
    for name in ("z.yaml", "a/2.yaml", "a/1.yaml", "b/3.yaml", "M.yaml", "a/deep/4.yaml"):
        put(tmp_path / name)
    order = ["M.yaml", "z.yaml", "1.yaml", "2.yaml", "4.yaml", "3.yaml"]
    assert names(tmp_path) == order
    assert names(tmp_path) == order


def test_folders_keep_their_order_and_a_file_is_found_in_the_first(tmp_path: Path) -> None:
    put(tmp_path / "b" / "b.yaml")
    put(tmp_path / "a" / "a.yaml")
    assert names(tmp_path / "b", tmp_path / "a") == ["b.yaml", "a.yaml"]
    assert names(tmp_path / "b", tmp_path) == ["b.yaml", "a.yaml"]


def test_a_file_tells_its_place_time_and_size(tmp_path: Path) -> None:
    path = put(tmp_path / "a.yaml", "é" * 10)
    os.utime(path, ns=(5, 1_234_567_891))
    (file,) = bank_files([tmp_path])
    assert (file.path, file.mtime_ns, file.size) == (str(path), 1_234_567_891, 20)
    assert bank_file(path) == file


def test_folders_are_searched_six_deep_and_no_deeper(tmp_path: Path) -> None:
    folder = tmp_path
    for depth in range(9):
        put(folder / f"{depth}.yaml")
        folder = folder / "in"
    assert names(tmp_path) == [f"{depth}.yaml" for depth in range(7)]


def test_a_folder_with_more_files_than_the_bound_is_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_MOST_FILES", 7)
    for number in range(20):
        put(tmp_path / f"{number:02}.yaml")
    assert names(tmp_path) == [f"{number:02}.yaml" for number in range(7)]


def test_a_link_to_a_file_is_the_file(tmp_path: Path) -> None:
    real = put(tmp_path / "elsewhere" / "real.yaml", "twelve bytes")
    (tmp_path / "banks").mkdir()
    (tmp_path / "banks" / "link.yaml").symlink_to(real)
    (file,) = bank_files([tmp_path / "banks"])
    assert (file.path, file.size) == (str(real), 12)


def test_a_file_is_counted_once_however_it_is_reached(tmp_path: Path) -> None:
    put(tmp_path / "banks" / "a.yaml")
    (tmp_path / "banks" / "b.yaml").symlink_to("a.yaml")
    (tmp_path / "other").symlink_to("banks")
    folders = (tmp_path / "banks", tmp_path / "other", tmp_path / "banks" / ".." / "banks")
    assert names(*folders) == ["a.yaml"]


def test_links_to_folders_are_not_followed_so_that_a_loop_ends(tmp_path: Path) -> None:
    put(tmp_path / "a" / "a.yaml")
    (tmp_path / "a" / "up").symlink_to("..")
    (tmp_path / "a" / "self.yaml").symlink_to("self.yaml")
    assert names(tmp_path) == ["a.yaml"]


def test_a_named_folder_may_itself_be_a_link(tmp_path: Path) -> None:
    put(tmp_path / "real" / "a.yaml")
    (tmp_path / "link").symlink_to("real")
    assert names(tmp_path / "link") == ["a.yaml"]


def test_what_only_looks_like_a_bank_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    put(tmp_path / "folder.yaml" / "inside.yaml")
    (tmp_path / "nowhere.yaml").symlink_to("gone.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    assert names(tmp_path) == ["inside.yaml"]


def test_a_folder_that_is_not_there_or_is_a_file_has_no_banks(tmp_path: Path) -> None:
    path = put(tmp_path / "a.yaml")
    assert names(tmp_path / "gone", path) == []


def test_a_folder_that_cannot_be_read_does_not_hide_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "closed" / "a.yaml")
    put(tmp_path / "open" / "b.yaml")
    scandir = os.scandir

    def refusing(folder: str) -> object:
        if folder.endswith("closed"):  # the tests may run as root, whom no mode stops
            raise PermissionError(13, "Permission denied", folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    assert names(tmp_path) == ["b.yaml"]


def test_odd_names_are_found_as_they_are(tmp_path: Path) -> None:
    odd = ["a b.yaml", "line\nbreak.yaml", "\x1b[31m.yaml", "日本.yaml"]
    for name in odd:
        put(tmp_path / name)
    assert set(names(tmp_path)) == set(odd)


@pytest.mark.parametrize("call", [bank_file, read])
def test_a_file_that_is_not_there_is_said_to_be_missing_by_the_name_it_was_given(
    call: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert callable(call)
    with pytest.raises(QuizError, match=r"^gone\.yaml: No such file or directory$"):
        call(Path("gone.yaml"))


def test_a_folder_cannot_be_read_as_a_bank(tmp_path: Path) -> None:
    with pytest.raises(QuizError, match="Is a directory"):
        read(tmp_path)


def test_no_more_is_read_of_a_file_than_tells_that_it_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    data = read(path)
    assert 8 * 1024 * 1024 < len(data) <= 10 * 1024 * 1024


def test_links_to_folders_are_followed_and_a_ring_of_them_ends(tmp_path: Path) -> None:
    put(tmp_path / "elsewhere" / "far.yaml")
    put(tmp_path / "banks" / "near.yaml")
    (tmp_path / "banks" / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "ring").symlink_to(tmp_path / "banks")
    assert names(tmp_path / "banks") == ["near.yaml", "far.yaml"]


def test_a_name_that_is_not_utf_8_is_passed_over_and_named(tmp_path: Path) -> None:
    put(tmp_path / "good.yaml")
    put(tmp_path / os.fsdecode(b"Pr\xfcfung.yaml"))
    assert names(tmp_path) == ["good.yaml"]
    assert [os.fsencode(Path(path).name) for path in misnamed(tmp_path)] == [b"Pr\xfcfung.yaml"]
