"""A file that is being written, as the preview follows it."""

import os
from pathlib import Path

import pytest

from quiz.desk.banks.preview import Preview, preview_of
from quiz.errors import QuizError
from quiz.items import Picked
from tests.support import EVERY_KIND, TWO


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "bank.yaml"
    path.write_text(TWO, encoding="utf-8")
    return path


def written(preview: Preview, text: str, item: str = "one") -> int | None:
    Path(preview.path).write_text(text, encoding="utf-8")
    assert preview.has_changed()
    return preview.take(preview.look(), item)


def test_an_edit_leads_to_the_question_that_it_touched(path: Path) -> None:
    preview = Preview(path)
    assert not preview.has_changed()
    assert written(preview, TWO.replace("Two?", "Second?")) == 1
    assert preview.items[1].stem == "Second?"


def test_a_new_question_is_led_to_and_a_title_leads_nowhere(path: Path) -> None:
    preview = Preview(path)
    more = TWO + '  - {id: three, question: "Three?", answer: "yes", wrong: ["no"]}\n'
    assert written(preview, more) == 2
    assert written(preview, more.replace("title: Two", "title: Three")) is None
    assert preview.title == "Three"


def test_a_passage_that_changed_leads_to_the_first_question_about_it(path: Path) -> None:
    text = TWO.replace("questions:", "passages: {p: Once.}\nquestions:")
    text = text.replace("id: two,", "id: two, passage: p,")
    preview = Preview(path)
    written(preview, text)
    assert written(preview, text.replace("Once.", "Twice.")) == 1
    assert preview.passage(1) == "Twice."
    assert preview.passage(0) == ""


def test_a_broken_file_keeps_the_last_good_state_until_it_is_fixed(path: Path) -> None:
    preview = Preview(path)
    assert written(preview, TWO.replace("questions:", "questions")) is None
    assert preview.is_kept
    assert [item.id for item in preview.items] == ["one", "two"]
    assert preview.faults[0].where.line == 2
    written(preview, TWO)
    assert not preview.is_kept
    assert not preview.faults


def test_the_question_in_front_stays_while_it_is_being_written(path: Path) -> None:
    preview = Preview(path)
    half = TWO.replace('question: "One?", answer: "yes"', 'question: "One?", answr: "yes"')
    written(preview, half, "one")
    assert preview.is_kept
    assert preview.items[0].id == "one"
    assert preview.faults[0].where.line == 3
    assert written(preview, half.replace("answr", "answer").replace("One?", "Uno?"), "one") == 0


def test_a_fault_in_another_question_is_told_and_the_rest_is_shown(path: Path) -> None:
    preview = Preview(path)
    written(preview, TWO.replace('"Two?", answer', '"Two?", answr'), "one")
    assert not preview.is_kept
    assert [item.id for item in preview.items] == ["one"]
    assert preview.faults[0].where.line == 4


def test_a_file_that_is_gone_for_a_moment_is_waited_for(path: Path) -> None:
    preview = Preview(path)
    path.unlink()
    assert not preview.has_changed()
    beside = path.with_suffix(".new")
    beside.write_text(TWO.replace("One?", "Uno?"), encoding="utf-8")
    os.replace(beside, path)
    assert preview.has_changed()
    assert preview.take(preview.look(), "one") == 0


def test_a_file_that_stays_away_is_told_once_and_taken_up_when_it_is_back(path: Path) -> None:
    preview = Preview(path)
    path.unlink()
    assert [preview.has_changed() for _ in range(6)] == [False, False, False, True, False, False]
    with pytest.raises(QuizError) as gone:
        preview.look()
    preview.lose(gone.value)
    assert preview.is_kept
    assert "No such file" in preview.faults[0].message
    path.write_text(TWO, encoding="utf-8")
    assert preview.has_changed()
    preview.take(preview.look(), "one")
    assert not preview.faults


def test_a_file_of_the_same_time_and_size_under_another_inode_is_looked_at(path: Path) -> None:
    preview = Preview(path)
    info = path.stat()
    beside = path.with_suffix(".new")
    beside.write_text(TWO.replace("One?", "Uno?"), encoding="utf-8")
    os.utime(beside, ns=(info.st_atime_ns, info.st_mtime_ns))
    os.replace(beside, path)
    assert preview.has_changed()


@pytest.mark.parametrize("text", ["", "title: Mine\n", "title: Mine\nquestions:\n", "- x\n"])
def test_a_file_without_a_question_yet_says_what_is_missing(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    preview = Preview(path)
    assert preview.items == ()
    assert preview.faults
    assert written(preview, TWO) is not None or preview.items


def test_answers_are_marked_as_in_a_sitting(path: Path) -> None:
    path.write_text(EVERY_KIND, encoding="utf-8")
    preview = Preview(path)
    prompt = preview.lay_out(0, seed=1)
    assert preview.mark(prompt, Picked((0,))).credit == 1.0
    assert preview.mark(prompt, Picked((1,))).credit == 0.0


def test_a_question_is_laid_out_anew_with_another_seed(path: Path) -> None:
    path.write_text(EVERY_KIND, encoding="utf-8")
    preview = Preview(path)
    last = len(preview.items) - 1
    assert len({preview.lay_out(last, seed).item.stem for seed in range(20)}) > 2
    assert preview.lay_out(last, 3) == preview.lay_out(last, 3)


def test_a_folder_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(QuizError, match="a folder; name a single bank file"):
        preview_of(str(tmp_path))
    with pytest.raises(QuizError, match="No such file"):
        preview_of(str(tmp_path / "none.yaml"))


def test_a_file_that_goes_away_and_comes_back_as_it_was_is_shown_again(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text("title: T\nquestions:\n  - {question: a?, answer: b}\n", encoding="utf-8")
    preview = Preview(path)
    path.rename(tmp_path / "aside.yaml")
    assert any(preview.has_changed() for _look in range(20))
    with pytest.raises(QuizError):
        preview.look()
    preview.lose(QuizError("gone"))
    (tmp_path / "aside.yaml").rename(path)
    assert preview.has_changed()
    preview.take(preview.look(), "")
    assert preview.faults == ()
