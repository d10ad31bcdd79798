"""What the name of a bank means, and what is said of the rest."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.desk.banks.catalogue import bank_named, banks_named
from quiz.errors import QuizError
from quiz.library.naming import file_named
from tests.support import EVERY_KIND, TWO

FAULTY = TWO + "  - {id: bad, question: What?}\n"
NONE = "title: None\nquestions:\n  - {id: bad, question: What?}\n"


def test_names_of_banks_are_ids_files_or_folders(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = make_desk(every=EVERY_KIND, two=TWO)
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "a.yaml").write_text(TWO)
    (other / "b.yaml").write_text(TWO)
    assert [entry.id for entry in banks_named(desk, ["two"])] == ["two"]
    assert [entry.id for entry in banks_named(desk, [str(other / "a.yaml")])] == ["a"]
    assert [entry.id for entry in banks_named(desk, [str(other)])] == ["a", "b"]
    assert {entry.id for entry in banks_named(desk, [])} >= {"every", "two"}
    with pytest.raises(QuizError, match="did you mean 'every'"):
        banks_named(desk, ["evry"])
    with pytest.raises(QuizError, match=r"nowhere\.yaml"):
        banks_named(desk, [str(other / "nowhere.yaml")])


def test_a_named_file_comes_before_another_bank_of_its_id(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = make_desk(two=TWO)
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "two.yaml").write_text(TWO.replace("title: Two", "title: Another"))
    assert banks_named(desk, [str(tmp_path / "x" / "two.yaml")])[0].title == "Another"


def test_what_is_left_out_is_told_once(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(two=FAULTY)
    told = "1 question left out because of errors (`quiz check` lists them)"
    for _ in range(2):
        assert [entry.items for entry in banks_named(desk, ("two",))] == [2]
    assert [notice.partition(": ")[2] for notice in desk.take_notices()] == [told]


def test_a_folder_gives_its_banks_and_says_what_is_none(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = make_desk(every=EVERY_KIND)
    folder = tmp_path / "class"
    (folder / "build").mkdir(parents=True)
    texts = {"a": TWO, "none": NONE, "mkdocs": "site_name: x\nnav: []\n", "build/a": TWO}
    texts["paper"] = "title: P\nbanks: [a]\ndraw: [{count: 1}]\n"
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert [entry.path for entry in banks_named(desk, (str(folder),))] == [str(folder / "a.yaml")]
    told = [notice.removeprefix(f"{folder}/") for notice in desk.take_notices()]
    assert told == [
        "mkdocs.yaml: left out: not a bank (no `title` and no `questions`)",
        f"none.yaml: no valid questions; `quiz check {folder}/none.yaml` says why",
    ]
    (folder / "b.yaml").write_text(TWO.replace("title: Two", "title: B\nid: a"), encoding="utf-8")
    with pytest.raises(QuizError, match="have the same id, 'a'; change `id:` in one of them"):
        banks_named(desk, (str(folder),))


def test_one_bank_is_meant_where_one_is_wanted(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = make_desk(every=EVERY_KIND, two=TWO)
    assert bank_named(desk, "two").id == "two"
    with pytest.raises(QuizError, match="a folder with 2 banks; name one of them"):
        bank_named(desk, str(tmp_path / "banks"))
    with pytest.raises(QuizError, match="a folder with 2 banks; name one of them"):
        file_named(str(tmp_path / "banks"), desk.places)
