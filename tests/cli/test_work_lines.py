"""Assignments over lines: the same as on the screen, and what is said of each step."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette")
pytest.importorskip("httpx")

from quiz.cli import join_lines
from quiz.desk import Desk
from quiz.errors import QuizError
from tests.web.assigned import PAPER, ClassRoom, NearClient, signed_in
from tests.web.test_sitting_programs import BANK

Play = Callable[..., str]


class Typing(io.StringIO):
    """Lines that someone types at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def play(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Play:
    """Play `quiz join --plain` with what is typed; returns what was said."""
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "at home"))

    def run(here: ClassRoom, *lines: str, line: NearClient | None = None, name: str = "") -> str:
        client = line or NearClient(here)
        monkeypatch.setattr(join_lines, "GameClient", lambda _address: client)
        text = "".join(f"{one}\n" for one in lines).replace("PIN", here.pins["Ada"])
        assert join_lines.join_in_lines("near", name, "", "", Typing(text)) == 0
        return capsys.readouterr().out

    return run


def room(folder: Path, paper: str = PAPER, attempts: int = 1) -> ClassRoom:
    return ClassRoom(folder, paper, attempts, None, bank=BANK)


def test_an_assignment_is_sat_over_lines_and_taken_home(tmp_path: Path, play: Play) -> None:
    here = room(tmp_path)
    try:
        out = play(here, "Eve", "1", "Ada", "2", "PIN", "9", "1", "Seine", ":flag", ":quit")
        assert "nobody in 7b is called 'Eve'\nYour name: This PIN is not right." in out
        assert "Assignments of 7b · Ada\n1. Test on rivers · start · open" in out
        assert "Not a number of the list." in out
        assert "A walk along the water." in out
        assert "Saved.\n" in out
        assert "You can continue on any device." in out
        out = play(here, "PIN", "1", ":list", "Volga", "Ships.", ":hand-in", name="Ada")
        assert "1. Test on rivers · continue" in out
        assert "Answered 1 of 3." in out
        assert "Flagged: 2." in out
        assert "still grades what you wrote" in out
        assert "Correct answer: Seine" in out
        assert here.book()[1][1:5] == ["2", "3", "66.7", "to grade: 1"]
        out = play(here, "PIN", "1", ":result 1", name="Ada")
        assert out.count("Correct answer: Volga") == 2
        assert "   1. Handed in; your teacher still grades it." in out
    finally:
        here.school.close()


def test_progress_is_taken_home_once(tmp_path: Path, play: Play) -> None:
    here = room(tmp_path)
    try:
        out = play(here, "Ada", "PIN", "1", "Seine", "Volga", ":hand-in", ":hand-in", ":home",
                   ":home")  # fmt: skip
        assert "2 answers added to your own progress." in out
        assert "Your own progress has all of it already." in out
    finally:
        here.school.close()
    with Desk.open({"QUIZ_HOME": str(tmp_path / "at home")}, tmp_path) as desk:
        assert sum(1 for _review in desk.record.reviews()) == 2


def test_tries_are_marked_by_the_server_and_hints_come_from_it(tmp_path: Path, play: Play) -> None:
    here = room(tmp_path, PAPER + "behaviour: tries\ntries: 2\n")
    try:
        out = play(
            here, "Ada", "PIN", "1", ":wrong 2 which?", ":hint", "Rhone", ":hint", "Seine", ":quit"
        )
        assert "Noted. Your teacher sees it." in out
        assert "no hint available now" in out
        assert "Wrong.\nTry again (1 left)" in out
        assert "Hint: It begins with S." in out
        assert "Right.\n" in out
        work = signed_in(here)
        assert work.attempt(here.assignment.id, 1).questions[0].given.tries == (0.0, 1.0)
    finally:
        here.school.close()


def test_a_lost_line_is_said_and_what_was_typed_is_sent_later(tmp_path: Path, play: Play) -> None:
    here = room(tmp_path, PAPER + "behaviour: tries\ntries: 2\n")

    class Cut(NearClient):
        """Loses the line for the first answer."""

        cuts = 3

        def _bytes(self, method: str, path: str, form: Any, data: bytes | None, most: int) -> bytes:
            self.is_cut = path.endswith("/1/1") and b"Seine" in (data or b"") and self.cuts > 0
            self.cuts -= self.is_cut
            return super()._bytes(method, path, form, data, most)

    try:
        out = play(here, "Ada", "PIN", "1", *["Seine"] * 5, ":quit", line=Cut(here))
        assert "No connection to 127.0.0.1:8765." in out
        assert "Right.\n" in out
        work = signed_in(here)
        assert work.attempt(here.assignment.id, 1).questions[0].given.tries == (1.0,)
    finally:
        here.school.close()


def test_in_a_pipe_a_wrong_pin_ends_it(
    tmp_path: Path, play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = room(tmp_path)
    try:
        monkeypatch.setattr(join_lines, "GameClient", lambda _address: NearClient(here))
        with pytest.raises(QuizError, match="PIN is not right"):
            join_lines.join_in_lines("near", "Ada", "", "", io.StringIO("1\n1\n"))
    finally:
        here.school.close()
