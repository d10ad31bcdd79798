"""What is made of found cards."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.desk.search.collecting import add_tag, export, path_of, tag_named, take_back, write_paper
from quiz.errors import QuizError
from quiz.formats import paper, yaml_bank
from quiz.items import Bank
from quiz.study import CardRef

ONE = """\
title: One
language: de
tags: [all]
passages: {text: "The first text."}
questions:
  - {id: a, question: "About?", passage: text, answer: "yes", wrong: ["no"], tags: [own]}
  - {id: c, front: Bern, back: Schweiz, reverse: true}
"""
TWO = """\
title: Two
passages: {text: "The second text."}
questions:
  - {id: a, question: "And this?", passage: text, answer: "yes", wrong: ["no"]}
"""
REFS = [CardRef(*name.split("/")) for name in ("one/a", "one/c", "one/c~reverse", "two/a")]


@pytest.fixture
def both(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk(one=ONE, two=TWO)


def read(path: Path) -> Bank:
    decoded = yaml_bank.decode(path.read_bytes(), source=path.name)
    assert decoded.bank is not None
    assert not decoded.problems
    return decoded.bank


def test_an_export_keeps_questions_apart_that_share_an_id_or_a_passages_name(
    both: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "my-cards.yaml"
    assert export(both, REFS, path) == 3
    bank = read(path)
    assert (bank.id, bank.title, bank.language) == ("my-cards", "My cards", "de")
    assert [item.id for item in bank.items] == ["a", "c", "two-a"]
    texts = dict(bank.passages)
    assert [texts.get(item.passage, "") for item in bank.items] == [
        "The first text.", "", "The second text.",
    ]  # fmt: skip
    assert bank.items[0].tags == ("all", "own")
    with pytest.raises(QuizError, match="already exists"):
        export(both, REFS, path)
    with pytest.raises(QuizError, match="No bank has these questions"):
        export(both, [CardRef("gone", "x")], tmp_path / "none.yaml")


def test_a_paper_names_each_question_once(both: Desk, tmp_path: Path) -> None:
    path = tmp_path / "test.yaml"
    assert write_paper(both, REFS, path) == 3
    found = paper.decode(path.read_bytes(), source="test.yaml").sound_paper()
    assert (found.title, found.banks) == ("Test", ("one", "two"))
    assert (found.draw[0].count, found.draw[0].ids) == (3, ("one/a", "one/c", "two/a"))


@pytest.mark.parametrize("tags", ["[b, c]", "\n    - b\n    - c  # why"])
def test_a_topic_is_added_however_the_topics_are_written_and_taken_back(
    tags: str, make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    text = f"""\
title: Mine
tags: [all]
questions:
  - question: First?
    tags: {tags}
    answer: "yes"
    wrong: ["no"]
    id: first
  - {{id: second, question: "Second?", answer: "yes", wrong: ["no"]}}  # kept
  - {{id: third, question: "Third?", answer: "yes", wrong: ["no"], tags: ["x, y"]}}
"""
    own = tmp_path / "home" / "banks" / "mine.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(text, encoding="utf-8")
    desk = make_desk(one=ONE)
    refs = [CardRef("mine", name) for name in ("first", "second", "third")]
    done = add_tag(desk, [*refs, CardRef("one", "a")], "x, y")
    assert (done.tagged, done.left_out) == (2, 1)
    assert [item.tags for item in read(own).items] == [
        ("all", "b", "c", "x, y"), ("all", "x, y"), ("all", "x, y"),
    ]  # fmt: skip
    assert "# kept" in own.read_text("utf-8")
    take_back(desk, done.changes)
    assert own.read_text("utf-8") == text


def test_what_a_file_and_a_topic_are_called_is_read_kindly(tmp_path: Path) -> None:
    assert path_of(f"{tmp_path}/new") == tmp_path / "new.yaml"
    assert tag_named("  #war  and peace ") == "war and peace"
    (tmp_path / "there.yaml").touch()
    for text in (" ", str(tmp_path / "there")):
        with pytest.raises(QuizError):
            path_of(text)
    with pytest.raises(QuizError):
        tag_named("#")
