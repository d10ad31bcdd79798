"""The preview: a bank beside the editor."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from quiz.desk.banks.preview import Preview, preview_of
from quiz.errors import QuizError
from quiz.library.config import Config
from quiz.library.naming import file_named
from quiz.ui.preview_app import PreviewApp
from quiz.ui.screens.banks.preview import PreviewScreen
from quiz.ui.screens.exams.jump import JumpScreen
from quiz.ui.screens.help import HelpScreen
from tests.support import EVERY_KIND, TWO, folders_in
from tests.ui.editors import FakeEditor
from tests.ui.seen import KIND_NAMES, Player

WEAK = """\
title: Weak
questions:
  - question: Which is not wrong?
    answer: all of the above
    wrong: [this, that]
"""


@asynccontextmanager
async def previewing(
    path: Path, text: str = EVERY_KIND, *, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Player]:
    """Run the preview of a file."""
    path.write_text(text, encoding="utf-8")
    app = PreviewApp(Preview(path), folders_in(path.parent), Config())
    async with app.run_test(size=size) as pilot:
        player = Player(app, pilot)  # type: ignore[arg-type]  # it needs no desk for this
        await player.until(lambda: "of" in player.lines[0] or "least" in player.shown, "a preview")
        yield player


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mine.yaml"


async def test_a_question_is_shown_as_a_student_sees_it_with_its_place(path: Path) -> None:
    async with previewing(path) as player:
        await player.sees("Every kind · 1 of 14 · choice · line 5", "Where did the congress meet?")
        await player.sees("Choose one", "Vienna")


async def test_each_kind_is_led_to_by_keys(path: Path) -> None:
    async with previewing(path) as player:
        for number, kind in enumerate(KIND_NAMES, 1):
            await player.sees(f"{number} of 14 · {kind} · line")
            await player.press("pagedown")
        await player.press("pageup")
        await player.sees("13 of 14 · essay")


async def test_left_right_and_letters_go_between_questions(path: Path) -> None:
    async with previewing(path, TWO) as player:
        for key, place in (("right", 2), ("left", 1), ("n", 2), ("p", 1)):
            await player.press(key)
            await player.sees(f"{place} of 2")


async def test_an_answer_is_marked_and_nothing_is_recorded(path: Path) -> None:
    async with previewing(path) as player:
        prompt = player.app.screen.prompt  # type: ignore[attr-defined]
        await player.press("h", str(prompt.order.index(0) + 1), "enter")
        await player.sees("✔ Right", "It met in the city on the Danube.", "It is a capital.")
        await player.press("enter")
        await player.sees("2 of 14")
        await player.press("r")
    assert not (path.parent / "home").exists()


async def test_a_question_is_played_anew(path: Path) -> None:
    async with previewing(path) as player:
        await player.press("1", "enter")
        await player.misses("Pick one of")
        await player.sees("Enter Next")
        await player.press("r")
        await player.sees("1-9 Choose")


async def test_a_card_is_turned_and_said_to_be_graded_by_the_student(path: Path) -> None:
    async with previewing(path) as player:
        for _ in range(11):
            await player.press("pagedown")
        await player.sees("12 of 14 · card")
        await player.press("space")
        await player.sees("Foreign minister of Austria", "Students grade")


async def test_a_save_is_seen_within_a_moment_and_leads_to_what_it_touched(path: Path) -> None:
    async with previewing(path) as player:
        path.write_text(EVERY_KIND.replace("How many days?", "How many days, then?"), "utf-8")
        await player.sees("How many days, then?", "6 of 14 · number")


async def test_what_is_typed_stays_while_another_question_is_fixed(path: Path) -> None:
    async with previewing(path, TWO) as player:
        await player.press("2")
        path.write_text(TWO.replace("title: Two", "title: Three"), encoding="utf-8")
        await player.sees("Three · 1 of 2", "● 2")


async def test_a_broken_file_is_told_above_the_last_good_state_until_it_is_fixed(
    path: Path,
) -> None:
    async with previewing(path, TWO) as player:
        path.write_text(TWO.replace("questions:", "questions"), encoding="utf-8")
        await player.sees("✘ line 2:", "showing the last valid version", "One?")
        path.write_text(TWO, encoding="utf-8")
        await player.misses("✘ line 2:")


async def test_a_new_file_says_what_it_lacks_until_it_has_a_question(path: Path) -> None:
    async with previewing(path, "title: Mine\n") as player:
        await player.sees("`questions` is missing", "title: …", "answer: …")
        path.write_text(TWO, encoding="utf-8")
        await player.sees("One?", "1 of 2")


async def test_an_empty_file_and_one_that_is_no_bank_are_no_fault_of_the_program(
    path: Path,
) -> None:
    async with previewing(path, "") as player:
        await player.sees("A bank needs at least")
        path.write_text("[", encoding="utf-8")
        await player.sees("✘ line 1:")


async def test_a_file_replaced_by_another_one_is_followed(path: Path) -> None:
    async with previewing(path, TWO) as player:
        path.unlink()
        await player.pilot.pause(0.3)
        beside = path.with_suffix(".tmp")
        beside.write_text(TWO.replace("Two?", "Second?"), encoding="utf-8")
        os.replace(beside, path)
        await player.sees("Second?", "2 of 2")


async def test_findings_stand_with_their_question(path: Path) -> None:
    async with previewing(path, WEAK) as player:
        await player.sees("issue", "◇ line ")
    async with previewing(path) as player:
        await player.sees("✔ No issues")


async def test_findings_stand_beside_a_question_where_there_is_room(path: Path) -> None:
    async with previewing(path, WEAK, size=(160, 50)) as player:
        await player.sees("◇ line")
        line = next(line for line in player.lines if "◇ line" in line)
        assert line.index("◇") > 100


async def test_a_question_is_gone_to_by_number_text_or_kind(path: Path) -> None:
    async with previewing(path) as player:
        await player.press("g")
        await player.is_at(JumpScreen)
        await player.sees("Where did the congress")
        await player.press(*"13", "enter")
        await player.sees("13 of 14 · essay")
        await player.press("f9", *"how many d", "enter")
        await player.sees("6 of 14 · number")
        await player.press("f9", *"order", "enter")
        await player.sees("9 of 14 · order")
        await player.press("g", *"zzz")
        await player.sees("No matching questions.")
        await player.press("enter", "escape")
        await player.is_at(PreviewScreen)


async def test_the_editor_is_opened_at_the_question(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = FakeEditor(tmp_path / "editor", monkeypatch)
    editor.will("Two?", "Second?")
    async with previewing(path, TWO) as player:
        await player.press("right", "e")
        await player.sees("Second?")
    assert editor.given == ["+4", os.path.realpath(path)]


async def test_the_help_names_its_keys(path: Path) -> None:
    async with previewing(path) as player:
        await player.press("question_mark")
        await player.is_at(HelpScreen)
        await player.sees("Play it again")
        await player.press("escape")
        await player.is_at(PreviewScreen)
        await player.press("escape")
        await player.until(lambda: not player.app.is_running, "the end")


@pytest.mark.parametrize("theme", ["textual-light", "nord"])
async def test_a_theme_of_the_settings_holds(path: Path, theme: str) -> None:
    path.write_text(TWO, encoding="utf-8")
    app = PreviewApp(Preview(path), folders_in(path.parent), Config(theme=theme, motion=False))
    async with app.run_test():
        assert app.theme == theme


def test_without_a_terminal_a_hint_is_given(path: Path) -> None:
    path.write_text(TWO, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "quiz", "preview", str(path)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "not a terminal; use `quiz check`" in done.stderr


async def test_a_large_file_is_read_behind_the_first_frame(path: Path) -> None:
    text = "title: Many\nquestions:\n" + "".join(
        f'  - {{id: q{n}, question: "Question {n}?", answer: "a{n}", wrong: ["b{n}", "c{n}"]}}\n'
        for n in range(3_000)
    )
    path.write_text(text, encoding="utf-8")
    app = PreviewApp(preview_of(str(path)), folders_in(path.parent), Config())
    async with app.run_test() as pilot:
        player = Player(app, pilot)  # type: ignore[arg-type]
        await player.sees("Reading the bank")
        await player.sees("1 of 3000", "Question 0?")


def test_a_bank_is_named_by_its_id_too(path: Path) -> None:
    places = folders_in(path.parent)
    (path.parent / "banks").mkdir()
    (path.parent / "banks" / "two.yaml").write_text(TWO, encoding="utf-8")
    assert file_named("two", places) == os.path.realpath(path.parent / "banks" / "two.yaml")
    with pytest.raises(QuizError, match=r"no bank, file or folder called 'other\.yaml'"):
        file_named("other.yaml", places)
    with pytest.raises(QuizError, match="did you mean 'two'"):
        file_named("twoo", places)
