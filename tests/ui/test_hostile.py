"""A bank from a stranger is only data: it cannot crash, press a key, or write to the terminal."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.screen import Screen
from textual.widgets import Input, TextArea

from quiz.cleaning import CONTROLS
from quiz.desk import Desk
from quiz.desk.banks.changes import ChangedQuestion
from quiz.desk.exams.exam import ExamRequest
from quiz.desk.plans.editing import checked_plan
from quiz.items import Picked, Typed, TypedParts
from quiz.store import SeenQuestion
from quiz.ui.kinds.base import Responded
from quiz.ui.screens.ask_line import AskLineScreen
from quiz.ui.screens.banks.add_question import AddQuestionScreen
from quiz.ui.screens.banks.changed import ChangedScreen
from quiz.ui.screens.banks.page import BankPageScreen
from quiz.ui.screens.banks.preview import PreviewScreen
from quiz.ui.screens.cards.browse import BrowseScreen
from quiz.ui.screens.cards.card import CardScreen
from quiz.ui.screens.confirm import ConfirmScreen
from quiz.ui.screens.exams.detail import ExamDetailScreen
from quiz.ui.screens.exams.grade import ExamGradeScreen
from quiz.ui.screens.exams.jump import JumpScreen
from quiz.ui.screens.exams.overview import ExamOverviewScreen
from quiz.ui.screens.exams.past import PastExamsScreen
from quiz.ui.screens.exams.result import ExamResultScreen
from quiz.ui.screens.exams.sitting import ExamScreen
from quiz.ui.screens.exams.start import ExamStartScreen
from quiz.ui.screens.games.menu import GamesScreen
from quiz.ui.screens.games.two import TwoPlayersScreen
from quiz.ui.screens.help import HelpScreen
from quiz.ui.screens.home.home import HomeScreen
from quiz.ui.screens.plans.editor import PlanEditorScreen
from quiz.ui.screens.plans.plan import PlanScreen
from quiz.ui.screens.records.recap import RecapScreen
from quiz.ui.screens.records.records import RecordsScreen
from quiz.ui.screens.settings.all_keys import AllKeysScreen
from quiz.ui.screens.settings.screen import SettingsScreen
from quiz.ui.screens.sittings.question import QuestionScreen
from quiz.ui.screens.sittings.result import ResultScreen
from quiz.ui.screens.sittings.setup import SetupScreen
from quiz.ui.screens.statistics import StatisticsScreen
from quiz.ui.widgets.tick_list import TickList
from tests.benchmarks.harness import Terminal, environment
from tests.support import open_desk, write_banks
from tests.ui.hostile import LONG, TEXTS, bank, quoted
from tests.ui.seen import Player, playing, quiz_of

MakeDesk = Callable[..., Desk]
SLOW = pytest.mark.slow
POINTER = re.compile(rb"\x1b\]22;[a-z-]*\x07")
"""Textual's own command for the shape of the pointer."""


def check(player: Player) -> None:
    """Nothing that is drawn holds a control character, and the app goes on."""
    assert player.app.is_running
    for line in player.lines:
        line = re.sub("\u2067([^\u2067\u2069]*)\u2069", r"\1", line)  # ours, and closed
        line = line.replace("\u2069▌", "▌")  # the edge of a box ends what lies below it
        assert CONTROLS.search(line) is None, line


async def go_through(player: Player, text: str) -> int:
    """Answer every question, in turn with nothing and with the text; returns how many."""
    count = 0
    while True:
        await player.until(
            lambda: (
                isinstance(player.app.screen, ResultScreen)
                or (player.screen.feedback is None and player.screen.asked is not None)
            ),
            "a question or the result",
        )
        if isinstance(player.app.screen, ResultScreen):
            return count
        check(player)
        screen = player.screen
        screen.action_hint()
        item = player.prompt.item
        answers = [Picked(), item.right_response(), Typed(text), TypedParts((text, text))]
        screen.hand_in(Responded(answers[count % 4]))
        await player.pilot.pause()
        check(player)
        count += 1
        if screen.feedback is not None and player.app.screen is screen:
            await screen.action_go_on()
            await player.pilot.pause()


async def visit(desk: Desk, text: str, least: int) -> None:
    """Take a hostile bank through every screen."""
    exam = checked_plan(desk, name=f"x{text}", day="9", minutes_a_day=1.0)
    desk.record.put_exam(exam)
    async with playing(desk, quiz_of(bank="hostile", length=100)) as player:
        assert await go_through(player, text) >= least
        await player.is_at(ResultScreen)
        await player.pilot.pause()
        check(player)
        await player.press("pagedown", "f1")
        await player.is_at(HelpScreen)
        check(player)
        await player.press("escape", "escape")
        await player.is_at(HomeScreen)
        check(player)
        await player.press("o")
        await player.is_at(SetupScreen)
        await player.press("j", "j", "right")
        check(player)
        await player.press("escape", "slash", "a")
        check(player)
        await player.press("escape", "escape", "B")
        await player.is_at(BankPageScreen)
        await player.misses("checking")
        for _ in range(14):
            check(player)
            await player.press("j")
        await player.press("enter")
        await player.is_at(PreviewScreen)
        check(player)
        await player.press("pageup", "pageup", "g")
        await player.is_at(JumpScreen)
        check(player)
        await player.press("escape", "escape", "escape", "plus")
        await player.is_at(AddQuestionScreen)
        player.app.screen.query_one("#question", TextArea).text = text
        player.app.screen.query_one("#answer", TextArea).text = text
        await player.pilot.pause()
        check(player)
        await player.press("f5")
        await player.is_at(HomeScreen)
        check(player)
        await player.press("s")
        await player.is_at(StatisticsScreen)
        for key in ("1", "tab", "2", "3", "4", "5", "tab", "tab", "tab", "tab", "6", "b"):
            await player.press(key)
            await player.pilot.pause(0.05)
            check(player)
        await player.press("escape", "5", "n")
        check(player)
        await player.press("escape", "x")
        await player.is_at(PlanScreen)
        await player.misses("Preparing")
        check(player)
        await player.press("e")
        await player.is_at(PlanEditorScreen)
        for ticks in player.app.screen.query(TickList):
            ticks.focus()
            await player.press("space", "right", "end")
            check(player)
        player.app.screen.query_one("#name", Input).value = ""
        await player.press("escape", "delete")
        await player.until(lambda: player.toasts, "a word on what was removed")
        check(player)
        seen = SeenQuestion(question=text, answer=text, has_written_id=True)
        other = SeenQuestion(question=f"y {text}", answer=text[::-1], has_written_id=True)
        change = ChangedQuestion(
            bank="hostile", title=text, old_item="c1", new_item="c1", before=seen, after=other
        )
        player.app.push_screen(ChangedScreen([change]))
        await player.is_at(ChangedScreen)
        await player.pilot.pause()
        check(player)


async def sit(desk: Desk, text: str) -> None:
    """Take a hostile paper through every screen of an exam."""
    file = desk.places.record.parent / "paper.yaml"
    lines = [f"title: {quoted(text[:190])}", f"about: {quoted(text)}", "banks: [hostile]"]
    lines += ["behaviour: certainty", f"grades: {{{quoted('A' + text[:20])}: 0}}", "draw:"]
    lines += [f"  - {{ids: [c{n}]}}" for n in range(1, 15) if n != 12]
    file.write_text("\n".join([*lines, "shuffle: false", ""]), encoding="utf-8")
    async with playing(desk) as player:
        player.app.start_exam(ExamRequest(names=(str(file),)))
        await player.is_at(ExamStartScreen)
        await player.sees("Enter")
        check(player)
        await player.press("pagedown", "enter")
        await player.is_at(ExamScreen)
        screen = player.app.screen
        assert isinstance(screen, ExamScreen)
        total = screen.exam.total
        for place in range(total):
            await player.until(lambda place=place: screen._asked_place == place, "the next")  # type: ignore[misc]
            check(player)
            if screen.sheet.is_typing:
                await player.press("1", "x")
            await player.press("f7", "pagedown")
        await player.is_at(ExamOverviewScreen)
        check(player)
        await player.press("escape", "f9")
        await player.is_at(JumpScreen)
        check(player)
        await player.press("escape", "escape")
        await player.is_at(ConfirmScreen)
        await player.press("y")
        await player.is_at(HomeScreen)
        check(player)
        await player.press("c")
        await player.is_at(ExamScreen)
        await player.press("f8")
        await player.is_at(ExamOverviewScreen)
        await player.press("i", "y")
        await player.is_at(ExamGradeScreen)
        await player.pilot.pause()
        check(player)
        await player.press("1", "enter")
        await player.is_at(ExamResultScreen)
        check(player)
        await player.press("end", "enter")
        await player.is_at(ExamDetailScreen)
        for _ in range(total):
            await player.pilot.pause()
            check(player)
            await player.press("pageup")
        await player.press("escape", "escape")
        await player.is_at(HomeScreen)
        player.app.push_screen(PastExamsScreen())
        await player.is_at(PastExamsScreen)
        await player.pilot.pause()
        check(player)
        await player.press("enter")
        await player.is_at(ExamResultScreen)


ROAMING: dict[type[Screen[Any]], tuple[str, ...]] = {
    BrowseScreen: ("b", "slash", "x", "escape", "j", "space", "o", "f", "down", "escape"),
    CardScreen: ("b", "j", "enter", "right", "r", "pagedown", "u"),
    AskLineScreen: ("b", "slash", "x", "enter", "asterisk", "x"),
    GamesScreen: ("g", "down", "down", "down", "b"),
    TwoPlayersScreen: ("g", "end", "enter", "enter", "a", "1", "enter", "enter", "f3"),
    RecordsScreen: ("v", "space"),
    RecapScreen: ("v", "r", "p", "space"),
    SettingsScreen: ("comma", "down", "right"),
    AllKeysScreen: ("comma", "e", "down"),
    QuestionScreen: ("r",),
}
"""The keys from Home that lead to a screen, and on it to what can be seen there."""


async def roam(desk: Desk, text: str, size: tuple[int, int]) -> None:
    """Take a hostile bank to the screens of cards, games, records and settings."""
    async with playing(desk, quiz_of(bank="hostile", length=8), size=size) as player:
        await go_through(player, text)
    for screen, keys in ROAMING.items():
        async with playing(desk, size=size, new_questions="shown") as player:
            seen = set()
            for key in keys:
                await player.press(key)
                await player.pilot.pause(0.05)
                check(player)
                seen.add(type(player.app.screen))
            assert screen in seen, (screen, seen)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (160, 50)], ids=str)
async def test_a_text_of_many_tricks_harms_no_card_and_no_game(
    make_desk: MakeDesk, size: tuple[int, int]
) -> None:
    text = " ".join(text[:40] for text in TEXTS.values())
    await roam(make_desk(hostile=bank(text)), text, size)


@SLOW
@pytest.mark.parametrize("name", TEXTS)
async def test_no_text_harms_any_card_or_game(make_desk: MakeDesk, name: str) -> None:
    await roam(make_desk(hostile=bank(TEXTS[name])), TEXTS[name], (160, 50))


@pytest.mark.slow
async def test_a_paper_of_many_tricks_harms_no_screen(make_desk: MakeDesk) -> None:
    text = " ".join(text[:40] for text in TEXTS.values())
    await sit(make_desk(hostile=bank(text)), text)


@SLOW
@pytest.mark.parametrize("name", TEXTS)
async def test_no_paper_harms_any_screen(make_desk: MakeDesk, name: str) -> None:
    await sit(make_desk(hostile=bank(TEXTS[name])), TEXTS[name])


@pytest.mark.slow
async def test_a_text_of_many_tricks_harms_no_screen(make_desk: MakeDesk) -> None:
    text = " ".join(text[:40] for text in TEXTS.values())
    await visit(make_desk(hostile=bank(text)), text, least=10)


@SLOW
@pytest.mark.parametrize("name", TEXTS)
async def test_no_text_harms_any_screen(make_desk: MakeDesk, name: str) -> None:
    await visit(make_desk(hostile=bank(TEXTS[name])), TEXTS[name], least=10)


async def test_a_stem_of_twenty_thousand_characters_is_shown(make_desk: MakeDesk) -> None:
    text = LONG[-19_990:]
    bank_text = (
        f'id: hostile\ntitle: T\nquestions: [{{question: "{text}", answer: a, wrong: [b]}}]\n'
    )
    async with playing(make_desk(hostile=bank_text), quiz_of(bank="hostile")) as player:
        await player.press("1", "enter")
        await player.is_marked()
        await player.until(lambda: "Wrong" in player.shown or "Right" in player.shown, "a verdict")


@pytest.mark.parametrize("answer", ["answer: a", "answer: [a, b]", "essay: a"])
async def test_what_is_typed_below_a_long_question_is_seen(
    make_desk: MakeDesk, answer: str
) -> None:
    stem = "word " * 2_000
    text = f"id: long\ntitle: T\nquestions: [{{question: '{stem}', {answer}}}]\n"
    async with playing(make_desk(long=text), quiz_of(bank="long")) as player:
        await player.sees("word word")
        await player.press("h", "e", "y")
        await player.sees("hey")


@SLOW
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
async def test_no_text_that_can_be_thought_of_harms_any_screen(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("hostile")
    write_banks(path, {"hostile": bank(f"x{text}")})
    with open_desk(path) as desk:
        await visit(desk, text, least=1)


async def test_a_click_in_a_text_does_nothing(make_desk: MakeDesk) -> None:
    desk = make_desk(hostile=bank(TEXTS["action"]))
    async with playing(desk, quiz_of("choice", bank="hostile")) as player:
        rows = [y for y, line in enumerate(player.lines) if "press me" in line]
        assert rows
        for y in rows[:3]:
            await player.pilot.click(offset=(player.lines[y].index("press me") + 2, y))
        assert player.app.is_running
        assert player.screen.feedback is None


# The bytes that reach a real terminal

FORBIDDEN = (
    b"\x1b]52", b"\x1b]0;", b"\x1b]2;", b"\x1b]8;;http://evil", b"\x1bP", b"\x1b_pwned", b"\x1b^",
    b"\x1b[6n", b"\x07", b"\x08", b"\x0b", b"\x0c", b"\x00", b"\x7f",
    *(f"{chr(code)}".encode() for code in range(0x80, 0xA0)),
    *(chr(code).encode() for code in (0x61C, 0x200E, 0x200F, 0x2028, 0x2029)),
    *(chr(code).encode() for code in (*range(0x202A, 0x202F), 0x2066, 0x2068)),
)  # fmt: skip
"""U+2067 and U+2069 are ours: around a text that is read from the right, closed on its line."""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@SLOW
def test_no_byte_of_a_bank_commands_the_terminal(tmp_path: Path) -> None:
    count = 14
    names = ("clipboard", "title", "csi", "dcs", "c1", "hyperlink", "bidi", "controls")
    (tmp_path / "hostile.yaml").write_text(
        bank(" ".join(TEXTS[name] for name in names)), encoding="utf-8"
    )
    terminal = Terminal(
        [sys.executable, "-m", "quiz", "play", "hostile.yaml", "-n", str(count)],
        environment(QUIZ_HOME=str(tmp_path / "home"), PYTHONPATH=os.getcwd()),
        cwd=tmp_path,
    )
    try:
        terminal.wait_for(f"1 of {count}")
        for _ in range(count):  # a hint, an answer; the next one, or if need be skip
            for keys in (b"\x1bOQ1 \x13", b"\r", b"3\x1bOR", b"\r"):
                os.write(terminal.fd, keys)
                terminal.settle(gap_s=0.16, most_s=0.4)
        terminal.wait_for("score")
        for key in (b"\x1b", b"o", b"\x1b", b"?"):
            terminal.press(key, gap_s=0.3)
        raw = POINTER.sub(b"", terminal.raw)
    finally:
        terminal.close()
    assert b"cHduZWQ" in raw  # the harmless rest of it is shown
    for bytes_ in FORBIDDEN:
        at = raw.find(bytes_)
        assert at < 0, (bytes_, raw[max(0, at - 60) : at + 60])
