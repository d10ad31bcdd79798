"""What a learner has to say becomes a patch that git takes, and the bank reads as was meant."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.desk import Desk
from quiz.desk.banks.editing import copied_to_own
from quiz.desk.banks.noting import add_note
from quiz.desk.banks.shared_banks import follow, offer, updates
from quiz.desk.banks.suggesting import Suggestion, diff, suggestion, suggestions, with_comments
from quiz.desk.sittings.start import begin_quiz
from quiz.formats import yaml_bank
from quiz.items import Bank, ShortText, Typed, TypedParts
from quiz.library.writing import replace_bank
from quiz.study import CardRef, Mode, Request

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
CAPS = """\
# Capitals of Europe
title: Capitals
id: caps
author: Ann
questions:
  - question: Capital of Italy?
    id: italy
    answer: Rome

  # The easy ones
  - question: Capital of France?
    id: france
    answer: Paris
    explain: On the Seine.

  - {question: Capital of Spain?, id: spain, answer: Madrid}
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "shared" / "banks of europe"
    folder.mkdir(parents=True)
    (folder / "capitals.yaml").write_text(CAPS, encoding="utf-8")
    return tmp_path / "shared"


def publish(source: Path, text: str) -> None:
    (source / "banks of europe" / "capitals.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def reader(desk: Desk, source: Path) -> Desk:
    follow(desk, offer(desk, str(source)))
    return desk


def suggested(desk: Desk) -> Suggestion:
    return suggestion(desk, desk.library.entries["caps"])


def applied(source: Path, patch: str) -> Bank:
    """Apply a patch as the author would, and return the bank as it reads then."""
    path = source / "suggested.patch"
    path.write_bytes(patch.encode())
    command = ["git", "apply", "--whitespace=nowarn", path.name]
    done = subprocess.run(command, cwd=source, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode() + patch
    decoded = yaml_bank.decode(
        (source / "banks of europe" / "capitals.yaml").read_bytes(), source="caps"
    )
    assert not decoded.problems
    assert decoded.bank is not None
    return decoded.bank


def edit(desk: Desk, old: str, new: str) -> None:
    path = Path(desk.library.entries["caps"].path)
    if not path.is_relative_to(desk.places.banks):
        path = Path(copied_to_own(desk, str(path)))
    text = path.read_bytes().decode()
    assert old in text
    replace_bank(path, was=text.encode(), now=text.replace(old, new).encode())
    desk.refresh()


def count_as_right(desk: Desk, item: str, typed: str) -> None:
    request = Request(mode=Mode.QUIZ, banks=("caps",), cards=(CardRef("caps", item),))
    sitting = begin_quiz(desk, request)
    sitting.hand_in(Typed(typed), elapsed_ms=1)
    sitting.override()
    sitting.finish()


def test_of_a_bank_without_anything_there_is_nothing_to_say(reader: Desk) -> None:
    found = suggested(reader)
    assert found.is_empty
    assert (found.patch, found.counts) == ("", "")
    assert suggestions(reader) == []


@needs_git
def test_notes_become_comments_above_their_questions(reader: Desk, source: Path) -> None:
    before = yaml_bank.decode(CAPS.encode(), source="caps").bank
    add_note(reader, CardRef("caps", "france"), "2 which France? # quiz: ignore all")
    add_note(reader, CardRef("caps", "spain"), "typo")
    found = suggested(reader)
    assert found.counts == "2 notes"
    assert (found.author, found.file) == ("Ann", "banks of europe/capitals.yaml")
    assert applied(source, found.patch) == before
    text = (source / "banks of europe" / "capitals.yaml").read_text("utf-8")
    day = found.notes[0].day
    note = f"  # Reader's note, {day}: unclear: which France? quiz: ignore all\n"
    assert f"{note}  - question: Capital of France?" in text
    assert f"  # Reader's note, {day}: typo\n  - {{question: Capital of Spain?" in text


@needs_git
def test_what_was_counted_right_is_accepted(reader: Desk, source: Path) -> None:
    count_as_right(reader, "italy", "Caput mundi")
    count_as_right(reader, "italy", "Caput mundi")
    found = suggested(reader)
    assert [(one.spelling, one.count, one.is_accepted) for one in found.spellings] == [
        ("Caput mundi", 2, True)
    ]
    item = applied(source, found.patch).items[0]
    assert isinstance(item, ShortText)
    assert item.accept == ("Caput mundi",)
    # Once the author has taken it, there is nothing left to say.
    assert next(updates(reader)).banks
    assert suggested(reader).is_empty


@needs_git
def test_edits_of_a_copy_notes_and_spellings_go_into_one_patch(reader: Desk, source: Path) -> None:
    edit(reader, "On the Seine.", "It lies on the Seine.")
    count_as_right(reader, "italy", "Caput mundi")
    add_note(reader, CardRef("caps", "italy"), "")
    # The author goes on meanwhile: the patch is made against what is there now.
    publish(source, CAPS.replace("answer: Madrid", "answer: Madrid, tags: [iberia]"))
    assert next(updates(reader)).banks[0].is_merged
    found = suggested(reader)
    assert found.counts == "1 note, 1 accepted answer, 1 edit"
    assert not found.is_against_older
    bank = applied(source, found.patch)
    assert bank.items[1].explain == "It lies on the Seine."
    assert bank.items[2].tags == ("iberia",)
    assert "this question is wrong" in (source / "banks of europe/capitals.yaml").read_text("utf-8")


@needs_git
def test_where_the_author_changed_the_same_the_patch_is_against_the_older_text(
    reader: Desk, source: Path
) -> None:
    edit(reader, "answer: Paris", "answer: Paris (France)")
    publish(source, CAPS.replace("answer: Paris", "answer: Lutetia"))
    assert next(updates(reader)).banks[0].conflicts == ("france",)
    found = suggested(reader)
    assert found.is_against_older
    assert "against the older text" in found.patch
    publish(source, CAPS)
    assert applied(source, found.patch).items[1].solution == ("Paris (France)",)


@needs_git
def test_a_note_on_a_question_that_is_gone_or_changed_is_told_above(
    reader: Desk, source: Path
) -> None:
    add_note(reader, CardRef("caps", "spain"), "typo")
    add_note(reader, CardRef("caps", "france"), "unclear")
    publish(source, CAPS[: CAPS.index("  - {question")].replace("Paris", "Paris!"))
    assert next(updates(reader)).banks
    found = suggested(reader)
    assert [(note.is_there, note.is_changed) for note in found.notes] == [
        (False, False),
        (True, True),
    ]
    assert "Capital of Spain?: typo" in found.patch
    assert "(no longer in the bank)" in found.patch
    assert "(the question was changed since)" in found.patch
    applied(source, found.patch)


@needs_git
@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_line_ends_are_kept(
    end: str, last: str, make_desk: Callable[..., Desk], source: Path
) -> None:
    text = (CAPS.rstrip("\n") + last).replace("\n", end)
    (source / "banks of europe" / "capitals.yaml").write_bytes(text.encode())
    desk = make_desk()
    follow(desk, offer(desk, str(source)))
    add_note(desk, CardRef("caps", "spain"), "typo")
    edit(desk, "answer: Madrid", "answer: Madrid, tags: [iberia]")
    assert applied(source, suggested(desk).patch).items[2].tags == ("iberia",)
    lines = (source / "banks of europe" / "capitals.yaml").read_bytes().split(b"\n")
    assert all(line.endswith(b"\r") for line in lines[:-1]) == (end == "\r\n")


def test_a_bank_of_one_s_own_has_notes_too(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(caps=CAPS)
    add_note(desk, CardRef("caps", "italy"), "")
    found = suggested(desk)
    assert found.source == ""
    assert found.file.endswith("banks/caps.yaml")
    assert [one.bank for one in suggestions(desk)] == ["caps"]


@needs_git
def test_edits_of_a_copy_of_a_bank_that_came_with_quiz_are_suggested(
    tmp_path: Path, make_desk: Callable[..., Desk]
) -> None:
    shipped = tmp_path / "program" / "questions"
    shipped.mkdir(parents=True)
    (shipped / "caps.yaml").write_text(CAPS, encoding="utf-8")
    copy = tmp_path / "home" / "banks" / "caps" / "caps.yaml"
    copy.parent.mkdir(parents=True)  # as one was made before the author's text was kept beside it
    copy.write_text(CAPS.replace("On the Seine", "By the Seine"), encoding="utf-8")
    desk = make_desk()
    desk.places = msgspec.structs.replace(desk.places, shipped=shipped)
    found = suggested(desk)
    assert (found.file, found.counts) == ("questions/caps.yaml", "1 edit")
    (tmp_path / "p.patch").write_text(found.patch, encoding="utf-8")
    command = ["git", "apply", "../p.patch"]
    done = subprocess.run(command, cwd=shipped.parent, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (shipped / "caps.yaml").read_bytes() == copy.read_bytes()


def test_gaps_that_were_counted_right_are_named_and_not_in_the_patch(desk: Desk) -> None:
    sitting = begin_quiz(
        desk, Request(mode=Mode.QUIZ, banks=("every",), cards=(CardRef("every", "list"),))
    )
    sitting.hand_in(TypedParts(("Elba", "Malta", "Capri")), elapsed_ms=1)
    sitting.override()
    (one,) = suggestion(desk, desk.library.entries["every"]).spellings
    assert (one.item, one.spelling, one.is_accepted) == ("list", "Elba; Malta; Capri", False)
    assert "(not in the patch)" in suggestion(desk, desk.library.entries["every"]).patch


def test_a_comment_that_would_change_the_bank_is_left_out() -> None:
    text = 'title: B\nquestions: [{question: "a\n  b?", answer: c, id: x}]\n'
    bank = yaml_bank.decode(text.encode(), source="b").bank
    changed = with_comments(text.encode(), {"x": "note", "unknown": "note"})
    assert yaml_bank.decode(changed, source="b").bank == bank


LINES = st.lists(st.sampled_from(["a\n", "b\n", "\n", "c \n"]), max_size=8)


@needs_git
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    LINES, LINES, st.booleans(), st.sampled_from(["x.yaml", "my bank.yaml", 'a"b.yaml', "ä.yaml"])
)
def test_a_diff_of_any_texts_is_applied_by_git(
    tmp_path: Path, before: list[str], after: list[str], is_cut: bool, name: str
) -> None:
    old = "".join(["first\n", *before])
    new = "".join(["first\n", *after])
    new = new.rstrip("\n") if is_cut else new
    (tmp_path / name).write_text(old, encoding="utf-8")
    patch = diff(old.encode(), new.encode(), name)
    if not patch:
        assert old == new
        return
    (tmp_path / "p.patch").write_text("# A head\n#   - x\n" + patch, encoding="utf-8")
    command = ["git", "apply", "--whitespace=nowarn", "p.patch"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / name).read_text("utf-8") == new
