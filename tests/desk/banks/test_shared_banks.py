"""Banks of others are followed: added, updated, edited as copies, and left again."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.desk.banks.changes import changed_questions
from quiz.desk.banks.differences import How
from quiz.desk.banks.editing import copied_to_own, is_of_others, used_instead
from quiz.desk.banks.own_copies import own_copy
from quiz.desk.banks.shared_banks import SourceUpdate, follow, offer, unfollow, updates
from quiz.desk.sittings.start import begin_quiz
from quiz.errors import QuizError
from quiz.library.followed import followed_sources
from quiz.library.library import Library
from quiz.library.writing import replace_bank
from quiz.study import Mode, Request
from tests.support import Clock

CAPS = """\
title: Capitals
id: caps
questions:
  - question: Capital of Italy?
    id: italy
    answer: Rome

  - question: Capital of France?
    id: france
    answer: Lyon

  - question: Capital of Spain?
    id: spain
    answer: Madrid
"""
BETTER = CAPS.replace("Lyon", "Paris")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The folder that is followed."""
    folder = tmp_path / "shared"
    folder.mkdir()
    (folder / "capitals.yaml").write_text(CAPS, encoding="utf-8")
    return folder


def publish(source: Path, text: str, name: str = "capitals.yaml") -> None:
    (source / name).write_text(text, encoding="utf-8")


def followed_file(desk: Desk, bank: str = "caps", name: str = "shared") -> Path:
    return desk.places.followed / name / bank / f"{bank}.yaml"


def start(desk: Desk, source: Path, name: str = "") -> None:
    follow(desk, offer(desk, str(source), name))


def update(desk: Desk, *names: str) -> SourceUpdate:
    (done,) = updates(desk, names)
    return done


def learn(desk: Desk, bank: str) -> None:
    sitting = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=(bank,), seed=1, length=100))
    while sitting.question is not None:
        sitting.hand_in(sitting.question.item.right_response(), elapsed_ms=4000)
    sitting.finish()


def test_nothing_is_kept_until_it_is_agreed_to(desk: Desk, source: Path) -> None:
    offered = offer(desk, str(source))
    assert [bank.id for bank in offered.banks] == ["caps"]
    assert not desk.places.followed.exists()
    follow(desk, offered)
    assert desk.library.entries["caps"].path == str(followed_file(desk))
    with pytest.raises(QuizError, match=r"already; `quiz banks --update shared`"):
        offer(desk, str(source))


def test_an_update_says_what_changed_and_keeps_progress(
    desk: Desk, source: Path, clock: Clock
) -> None:
    start(desk, source)
    learn(desk, "caps")
    before = desk.record.states("caps")
    clock.pass_(days=2)
    reworded = BETTER.replace("Capital of Spain?", "Which is the capital of Spain?")
    publish(source, reworded + "  - question: Capital of Peru?\n    answer: Lima\n")
    done = update(desk)
    (bank,) = done.banks
    assert [one.how for one in bank.differences] == [How.ANSWER, How.WORDING, How.ADDED]
    assert bank.words == "Capitals: 1 question added, 1 answer changed, 1 reworded"
    answer = bank.differences[0]
    assert (answer.before, answer.after) == ("Lyon", "Paris")
    assert desk.record.states("caps") == before
    # As after any other change of a bank: the learner is asked, since another answer is right.
    assert [change.new_item for change in changed_questions(desk)] == ["france"]
    (one,) = followed_sources(desk.places.followed)
    assert (one.updated_at, one.checked_at) == (clock.now, clock.now)
    clock.pass_(days=1)
    assert update(desk, "shared").banks == ()
    (one,) = followed_sources(desk.places.followed)
    assert one.updated_at < one.checked_at == clock.now


def test_a_question_and_a_bank_that_are_gone_are_said_and_progress_stays(
    desk: Desk, source: Path
) -> None:
    publish(source, CAPS.replace("id: caps", "id: more"), "more.yaml")
    start(desk, source)
    learn(desk, "more")
    before = desk.record.states("more")
    publish(source, CAPS[: CAPS.index("  - question: Capital of Spain?")])
    (source / "more.yaml").unlink()
    done = update(desk)
    assert [(bank.id, bank.what) for bank in done.banks] == [
        ("caps", "changed"),
        ("more", "removed"),
    ]
    assert done.banks[0].differences[0].how is How.REMOVED
    assert "progress is kept" in done.banks[1].words
    assert "more" not in desk.library.entries
    assert desk.record.states("more") == before
    publish(source, CAPS.replace("id: caps", "id: more"), "more.yaml")
    assert update(desk).banks[0].what == "added"
    assert desk.record.states("more") == before


@pytest.mark.parametrize(
    ("text", "said"),
    [(None, "no longer exists"), ("", "no question bank"), ("title: [", "no question bank")],
)
def test_a_source_that_is_no_bank_any_more_leaves_what_was_there(
    desk: Desk, source: Path, text: str | None, said: str
) -> None:
    start(desk, source)
    if text is None:
        (source / "capitals.yaml").unlink()
        source.rmdir()
    else:
        publish(source, text)
    assert said in update(desk).error
    assert followed_file(desk).read_text("utf-8") == CAPS
    assert desk.library.entries["caps"].items == 3


def test_what_fails_stops_no_other_source(desk: Desk, source: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    publish(other, CAPS.replace("id: caps", "id: more"))
    start(desk, source)
    start(desk, other)
    publish(other, "gone")
    publish(source, BETTER)
    done = {one.name: one for one in updates(desk)}
    assert done["other"].error
    assert done["shared"].banks[0].what == "changed"
    with pytest.raises(QuizError, match="did you mean 'shared'"):
        [*updates(desk, ["shard"])]


def test_two_banks_of_one_id_are_refused_naming_both(
    desk: Desk, source: Path, tmp_path: Path
) -> None:
    start(desk, source)
    other = tmp_path / "other"
    other.mkdir()
    publish(other, CAPS, "mine.yaml")
    with pytest.raises(QuizError) as error:
        offer(desk, str(other))
    assert "mine.yaml of" in str(error.value)
    assert f"capitals.yaml ({source})" in str(error.value)
    publish(other, CAPS.replace("id: caps", "id: every"), "mine.yaml")
    with pytest.raises(QuizError, match=r"banks/every\.yaml have the same id, 'every'"):
        offer(desk, str(other))
    # One that comes later is refused as well, and what was there stays.
    publish(source, CAPS.replace("id: caps", "id: every"), "late.yaml")
    assert "have the same id, 'every'" in update(desk).error
    assert followed_file(desk).exists()


def test_a_name_is_taken_once_and_plain(desk: Desk, source: Path, tmp_path: Path) -> None:
    start(desk, source, "ann")
    other = tmp_path / "ann"
    other.mkdir()
    publish(other, CAPS.replace("id: caps", "id: more"))
    with pytest.raises(QuizError, match="choose another name with --name"):
        offer(desk, str(other))
    for bad in ("../x", "A B", ".hidden", "x/y"):
        with pytest.raises(QuizError, match="small letters"):
            offer(desk, str(other), bad)
    assert offer(desk, str(other), "ann-2").name == "ann-2"


# Edits


def edit(desk: Desk, old: str, new: str, bank: str = "caps") -> Path:
    """Edit a followed bank as the app's `e` does, and return the copy."""
    path = desk.library.entries[bank].path
    if is_of_others(desk.places, path):
        path = used_instead(desk, path) or copied_to_own(desk, path)
    copy = Path(path)
    text = copy.read_text("utf-8")
    assert old in text
    replace_bank(copy, was=text.encode(), now=text.replace(old, new).encode())
    desk.refresh()
    return copy


def test_an_edit_goes_into_a_copy_and_an_update_into_both(desk: Desk, source: Path) -> None:
    start(desk, source)
    learn(desk, "caps")
    before = desk.record.states("caps")
    copy = edit(desk, "Capital of Italy?", "What is Italy's capital?")
    assert copy.is_relative_to(desk.places.banks)
    assert followed_file(desk).read_text("utf-8") == CAPS
    assert desk.library.entries["caps"].path == str(copy)
    assert not desk.library.hidden
    publish(source, BETTER + "  - question: Capital of Peru?\n    answer: Lima\n")
    (bank,) = update(desk).banks
    assert bank.is_merged
    assert "your copy has these changes too" in bank.own_words
    text = copy.read_text("utf-8")
    assert "What is Italy's capital?" in text
    assert "Paris" in text
    assert "Lima" in text
    assert desk.record.states("caps") == before
    kept = own_copy(desk.places, "caps")
    assert kept is not None
    assert kept.base == followed_file(desk).read_bytes()
    # The same source once more changes nothing, and the edit is still one.
    assert update(desk).banks == ()
    assert copy.read_text("utf-8") == text


def test_where_both_changed_the_same_the_copy_stays_and_that_is_said(
    desk: Desk, source: Path
) -> None:
    start(desk, source)
    copy = edit(desk, "Lyon", "Marseille")
    mine = copy.read_text("utf-8")
    publish(source, BETTER)
    (bank,) = update(desk).banks
    assert (bank.is_merged, bank.conflicts) == (False, ("france",))
    assert str(copy) in bank.own_words
    assert copy.read_text("utf-8") == mine
    assert "Paris" in followed_file(desk).read_text("utf-8")
    # Once the learner has taken the author's, the two go together again.
    edit(desk, "Marseille", "Paris")
    publish(source, BETTER.replace("Madrid", "Madrid!"))
    (bank,) = update(desk).banks
    assert bank.is_merged
    assert copy.read_text("utf-8") == BETTER.replace("Madrid", "Madrid!")


def test_both_may_add_questions_at_the_end(desk: Desk, source: Path) -> None:
    start(desk, source)
    copy = edit(desk, "answer: Madrid\n", "answer: Madrid\n  - {question: Mine?, answer: mine}\n")
    publish(source, CAPS + "  - {question: Theirs?, answer: theirs}\n")
    assert update(desk).banks[0].is_merged
    text = copy.read_text("utf-8")
    assert "Mine?" in text
    assert "Theirs?" in text


def test_a_copy_without_edits_becomes_what_the_author_has(desk: Desk, source: Path) -> None:
    start(desk, source)
    copy = Path(copied_to_own(desk, str(followed_file(desk))))
    publish(source, BETTER)
    (bank,) = update(desk).banks
    assert bank.own_words == ""
    assert copy.read_text("utf-8") == BETTER


def test_what_was_edited_in_its_place_becomes_a_copy(desk: Desk, source: Path) -> None:
    """With another program: ours writes only into copies."""
    start(desk, source)
    path = followed_file(desk)
    path.write_text(CAPS.replace("Madrid", "Madrid, of course"), encoding="utf-8")
    publish(source, BETTER)
    done = update(desk)
    (copy,) = done.rescued
    assert "Madrid, of course" in Path(copy).read_text("utf-8")
    assert "Paris" in Path(copy).read_text("utf-8")
    assert path.read_text("utf-8") == BETTER


def test_no_command_writes_into_a_followed_bank(desk: Desk, source: Path) -> None:
    start(desk, source)
    with pytest.raises(QuizError, match="an update would write over it"):
        replace_bank(followed_file(desk), was=CAPS.encode(), now=BETTER.encode())


def test_leaving_a_source_keeps_progress_and_copies(desk: Desk, source: Path) -> None:
    start(desk, source)
    learn(desk, "caps")
    before = desk.record.states("caps")
    assert unfollow(desk, str(source)).name == "shared"
    assert "caps" not in desk.library.entries
    assert not any(desk.places.followed.iterdir())
    start(desk, source)
    assert desk.record.states("caps") == before
    copy = edit(desk, "Rome", "Roma")
    unfollow(desk, "shared")
    assert desk.library.entries["caps"].path == str(copy)
    start(desk, source)  # one's own copy of it is no other bank
    assert desk.library.entries["caps"].path == str(copy)


# What breaks off


def test_a_renaming_that_was_cut_short_is_put_right(
    desk: Desk, source: Path, make_desk: Callable[..., Desk]
) -> None:
    start(desk, source)
    folder = desk.places.followed
    os.rename(folder / "shared", folder / ".shared.old")
    library = Library(desk.places)
    assert "caps" in library.entries
    library.close()
    # Cut short after the new one came: the old one goes.
    (folder / ".shared.old").mkdir()
    assert [one.name for one in followed_sources(folder)] == ["shared"]
    assert not (folder / ".shared.old").exists()


def test_a_disk_that_is_full_leaves_what_was_there(
    desk: Desk, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(desk, source)
    publish(source, BETTER)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("quiz.library.packing.write_whole", full)
    assert "No space left" in update(desk).error
    assert followed_file(desk).read_text("utf-8") == CAPS
    assert [path.name for path in desk.places.followed.iterdir()] == ["shared"]


@pytest.mark.parametrize("text", ["{", "[]", '{"name": 3}', "\x00"])
def test_a_note_that_cannot_be_read_is_no_source(desk: Desk, source: Path, text: str) -> None:
    start(desk, source)
    (desk.places.followed / "shared" / "source.json").write_text(text)
    assert followed_sources(desk.places.followed) == []
    assert "caps" in desk.library.entries
