"""The real program in a pseudo-terminal: however it ends, the terminal is as before."""

import fcntl
import os
import re
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input

from quiz.desk import Desk
from quiz.ui.screens.banks.add_bank import AddBankScreen
from tests.benchmarks.harness import ESCAPES, Terminal, environment
from tests.support import EVERY_KIND
from tests.ui.seen import playing, quiz_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

ROOT = Path(__file__).parents[2]
QUIZ = [sys.executable, "-m", "quiz"]
Start = Callable[..., Terminal]
ON_AND_OFF = [
    (b"\x1b[?1049h", b"\x1b[?1049l"),
    (b"\x1b[?25l", b"\x1b[?25h"),
    (b"\x1b[?1000h", b"\x1b[?1000l"),
    (b"\x1b[?1003h", b"\x1b[?1003l"),
    (b"\x1b[?2004h", b"\x1b[?2004l"),
]


def env_of(path: Path, **more: str) -> dict[str, str]:
    """Return an environment in which all that is written lies in a folder."""
    return environment(QUIZ_HOME=str(path / "home"), PYTHONPATH=str(ROOT), **more)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Return what starts a program in a terminal of 80 × 24, in a folder with a bank."""
    (tmp_path / "every.yaml").write_text(EVERY_KIND, encoding="utf-8")
    opened: list[Terminal] = []

    def begin(
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        command: list[str] | None = None,
        **more: str,
    ) -> Terminal:
        terminal = Terminal(
            command or [*QUIZ, *arguments],
            env_of(tmp_path, **more),
            columns=columns,
            rows=rows,
            cwd=tmp_path,
        )
        opened.append(terminal)
        return terminal

    yield begin
    for terminal in opened:
        terminal.close()


def exit_status(terminal: Terminal, within_s: float = 10.0) -> int:
    """Wait for the end of a program, reading what it still writes; returns its status."""
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        terminal.read(0.02)
        pid, status = os.waitpid(terminal.pid, os.WNOHANG)
        if pid:
            while terminal.read(0.1):
                pass
            return os.waitstatus_to_exitcode(status)
    raise AssertionError("the program did not end")


def assert_restored(terminal: Terminal) -> None:
    """Each mode that was set is reset after it."""
    for on, off in ON_AND_OFF:
        if on in terminal.raw:
            assert terminal.raw.rfind(off) > terminal.raw.rfind(on), on


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_app_within_a_second_and_restores_the_terminal(
    start: Start, number: signal.Signals
) -> None:
    terminal = start("play", "every.yaml", "--kind", "choice")
    terminal.wait_for("Where did the congress meet?")
    terminal.settle()
    began = time.monotonic()
    os.kill(terminal.pid, number)
    assert exit_status(terminal, within_s=5) == 128 + number
    assert time.monotonic() - began < 1.0
    assert b"\x1b[?1049h" in terminal.raw
    assert_restored(terminal)


@pytest.mark.parametrize("key", [b"\x11", b"\x1b"], ids=["ctrl+q", "escape"])
def test_leaving_home_restores_the_terminal(start: Start, key: bytes) -> None:
    terminal = start()
    terminal.wait_for("Statistics")
    terminal.settle()
    os.write(terminal.fd, key)
    if key == b"\x1b":  # Home asks once
        terminal.wait_for("Press Esc again")
        os.write(terminal.fd, key)
    assert exit_status(terminal) == 0
    assert_restored(terminal)


def killed_after_feedback(start: Start, home: Path) -> None:
    """Kill the app as soon as it has drawn a verdict; the answer is kept, and it goes on."""
    terminal = start("play", "every.yaml", "--kind", "choice", "--kind", "truefalse")
    terminal.wait_for("1 of 2")
    terminal.settle(0.2)
    os.write(terminal.fd, b"1")
    terminal.read(0.3)
    mark = len(terminal.raw)
    os.write(terminal.fd, b"\r")
    while not re.search(rb"Right|Wrong", terminal.raw[mark:]):
        assert terminal.read(10), terminal.text()[-500:]
    os.kill(terminal.pid, signal.SIGKILL)
    os.waitpid(terminal.pid, 0)
    record = next(home.rglob("*.sqlite"))
    with sqlite3.connect(record) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM review").fetchone() == (1,)
    connection.close()
    again = start("play", "--resume")
    again.wait_for("2 of 2")
    os.kill(again.pid, signal.SIGTERM)
    exit_status(again)
    record.unlink()


@pytest.mark.parametrize(
    "times", [1, pytest.param(10, marks=pytest.mark.slow)], ids=["once", "ten-times"]
)
def test_what_was_shown_as_marked_survives_a_kill_and_the_quiz_goes_on(
    start: Start, tmp_path: Path, times: int
) -> None:
    for _ in range(times):
        killed_after_feedback(start, tmp_path / "home")


@pytest.mark.parametrize("arguments", [[], ["play"], ["review"], ["play", "every.yaml", "-n", "3"]])
def test_without_a_terminal_it_exits_with_2_a_hint_and_no_escape(
    tmp_path: Path, arguments: list[str]
) -> None:
    (tmp_path / "every.yaml").write_text(EVERY_KIND, encoding="utf-8")
    done = subprocess.run(
        [*QUIZ, *arguments],
        env=env_of(tmp_path),
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"--plain" in done.stderr
    assert done.stdout == b""
    assert b"\x1b" not in done.stderr


FAULTY = """
import sys
from quiz.cli.main import main
from quiz.ui.screens.sittings.question import QuestionScreen

def action_skip(self):
    secret_answer = "local-" + "secret"
    raise RuntimeError("broken on purpose")

QuestionScreen.action_skip = action_skip
sys.argv = ["quiz", "play", "every.yaml", "--kind", "choice"]
main()
"""


def test_a_fault_of_ours_is_one_line_and_a_log_without_local_values(
    start: Start, tmp_path: Path
) -> None:
    terminal = start(command=[sys.executable, "-c", FAULTY])
    terminal.wait_for("Where did the congress meet?")
    terminal.settle()
    os.write(terminal.fd, b"\x1bOR")  # F3
    assert exit_status(terminal) == 1
    assert_restored(terminal)
    after = terminal.raw[terminal.raw.rfind(b"\x1b[?1049l") :].decode()
    said = [line for line in after.splitlines() if "quiz crashed" in line]
    assert len(said) == 1
    assert "quiz crashed (RuntimeError)" in said[0]
    assert "Traceback" not in after
    log = next((tmp_path / "home").rglob("*.log")).read_text(encoding="utf-8")
    assert "broken on purpose" in log
    assert "action_skip" in log
    for text in (after, log):
        assert "local-secret" not in text


@pytest.mark.parametrize(
    "more",
    [{"TERM": "dumb"}, {"TERM": "linux"}, {"NO_COLOR": "1"}, {"LANG": "C", "LC_ALL": "C"},
     {"COLORTERM": ""}],
    ids=["dumb", "linux", "no-colour", "ascii", "few-colours"],
)  # fmt: skip
def test_poor_terminals_show_verdicts_all_the_same(start: Start, more: dict[str, str]) -> None:
    terminal = start("play", "every.yaml", "--kind", "choice", **more)
    terminal.wait_for("Where did the congress meet?")
    terminal.settle(0.2)
    terminal.press(b"1")
    os.write(terminal.fd, b"\r")
    terminal.wait_for("Source: paragraph 1")
    assert "✔" in terminal.text()
    assert re.search("Right|Wrong", terminal.text())
    if more == {"NO_COLOR": "1"}:
        inks = re.findall(rb"38;2;(\d+);(\d+);(\d+)", terminal.raw)
        assert all(len(set(ink)) == 1 for ink in inks)
    os.write(terminal.fd, b"\x11")
    assert exit_status(terminal) == 0


def resize(terminal: Terminal, columns: int, rows: int) -> None:
    """Give the terminal another size, as a window does."""
    fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    os.kill(terminal.pid, signal.SIGWINCH)


def taken_in(terminal: Terminal, columns: int, rows: int) -> None:
    """Give the terminal a size until the whole app is drawn in it.

    A busy machine may take the last size of a storm for the one before, and may still be drawing
    an earlier one when nothing has come for a while.
    """
    rule = "─" * columns
    wider = rule + "─"
    end = time.monotonic() + 30
    while time.monotonic() < end:
        mark = len(terminal.raw)
        resize(terminal, columns + 1, rows)
        terminal.settle(0.3)
        resize(terminal, columns, rows)
        terminal.settle(0.3)
        drawn = ESCAPES.sub(b"", terminal.raw[mark:]).decode(errors="replace")
        after = drawn[drawn.rfind(wider) + len(wider) :] if wider in drawn else drawn
        if rule in after and "Metter" in after:
            return
    pytest.fail(f"never drawn in {columns} × {rows}")


def resized(start: Start, sizes: list[tuple[int, int]]) -> None:
    """Resize again and again while typing; the text is still there, and can be handed in."""
    terminal = start("play", "every.yaml", "--kind", "text")
    terminal.wait_for("Who presided?")
    terminal.settle()
    os.write(terminal.fd, b"Metter")
    terminal.settle()  # a size that is too small takes no keys, so they must be in before it
    for columns, rows in sizes:
        resize(terminal, columns, rows)
        terminal.read(0.005)
    taken_in(terminal, 90, 30)
    os.write(terminal.fd, b"nich")
    terminal.settle(0.3)
    os.write(terminal.fd, b"\r")
    mark = len(terminal.raw)
    terminal.wait_for("He was the host.", since=mark)
    terminal.settle(0.3)
    assert "✔" in terminal.text()
    os.write(terminal.fd, b"\x11")
    assert exit_status(terminal) == 0
    assert_restored(terminal)


SIZES = [(1, 1), (500, 200), (2, 2), (80, 24), (40, 10), (0, 0), (60, 20), (3, 100), (200, 1)]


@pytest.mark.slow
def test_a_storm_of_resizes_does_no_harm(start: Start) -> None:
    resized(start, SIZES * 3)


@pytest.mark.slow
def test_a_thousand_resizes_do_no_harm(start: Start) -> None:
    resized(start, [(1 + at * 7 % 300, 1 + at * 5 % 90) for at in range(1000)])


async def test_too_small_a_window_says_so_and_keeps_what_was_typed(desk: Desk) -> None:
    async with playing(desk, quiz_of("text")) as player:
        await player.write("Metter")
        await player.pilot.resize_terminal(40, 10)
        await player.sees("This window is 40 × 10.", "Please make it at least 60 × 20.")
        await player.misses("Who presided?")
        await player.press("x", "f3", "enter", "ctrl+p")
        player.app.post_message(Paste("pasted"))
        await player.pilot.click(offset=(10, 5))
        await player.pilot.resize_terminal(60, 20)
        await player.sees("Who presided?", "Metter")
        await player.press(*"nich", "enter")
        assert (await player.is_marked()).credit == 1.0


async def test_too_small_a_window_takes_no_keys_in_a_box_and_can_be_left(desk: Desk) -> None:
    async with playing(desk) as player:
        await player.press("a")
        await player.is_at(AddBankScreen)
        await player.pilot.resize_terminal(60, 19)
        await player.sees("This window is 60 × 19.")
        await player.press("escape", "q")
        assert isinstance(player.app.screen, AddBankScreen)
        assert not player.app.screen.query_one(Input).value
        await player.press("ctrl+q")
        await player.until(lambda: player.app._exit, "the end")


async def test_every_screen_fits_the_smallest_window(desk: Desk) -> None:
    async with playing(desk, size=(60, 20)) as player:
        await player.sees("Every kind", "Esc Quit")
        await player.press("o")
        await player.sees("Custom quiz", "Every kind", "Start")
        await player.press("escape", "a")
        await player.sees("Add a bank", "Esc Cancel")
        await player.press("escape", "q")
        await player.is_asked()
        await player.sees("Esc Leave", "1 of 15")


def test_an_editor_has_the_terminal_to_itself_and_the_app_comes_back(
    start: Start, tmp_path: Path
) -> None:
    script = tmp_path / "editor.sh"
    script.write_text(
        "#!/bin/sh\nstty -a </dev/tty | grep -q ' icanon' && echo 'a plain terminal'\n"
        'sed -i "s/Where did/Whereabouts did/" "$1"\n'
    )
    script.chmod(0o755)
    terminal = start("play", "every.yaml", "--kind", "choice", VISUAL=str(script))
    terminal.wait_for("Where did the congress meet?")
    terminal.settle(0.2)
    os.write(terminal.fd, b"\x1bOS")  # F4
    terminal.wait_for("Whereabouts did the congress meet?")
    assert b"a plain terminal" in terminal.raw
    terminal.settle(0.2)
    os.write(terminal.fd, b"\x11")
    assert exit_status(terminal) == 0
    assert_restored(terminal)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("text", "2 lines were joined into one."),
        ("list", "Prussia"),
        ("essay", "second"),
    ],
)
def test_lines_that_a_terminal_pastes_are_kept(start: Start, kind: str, shown: str) -> None:
    asked = {"text": "Who presided", "list": "Name the hosts", "essay": "Why did it meet?"}
    terminal = start("play", "every.yaml", "--kind", kind)
    terminal.wait_for(asked[kind])
    terminal.settle(0.3)
    since = len(terminal.raw)
    # Terminals send a paste's ends of lines as Enter does.
    text = {"text": b"Metternich\rof Austria", "list": b"Austria\rPrussia\rUK"}
    os.write(terminal.fd, b"\x1b[200~" + text.get(kind, b"first\r\rsecond") + b"\x1b[201~")
    terminal.wait_for(shown, since=since)
    os.write(terminal.fd, b"\x11")
    assert exit_status(terminal) == 0
    assert_restored(terminal)


def test_a_preview_follows_the_file_in_a_terminal_and_leaves_no_record(
    start: Start, tmp_path: Path
) -> None:
    terminal = start("preview", "every.yaml")
    terminal.wait_for("1 of 14")
    terminal.settle(0.2)
    began = time.monotonic()
    text = EVERY_KIND.replace("Did it end in 1815?", "Was its end in 1815?")
    (tmp_path / "every.yaml").write_text(text, encoding="utf-8")
    terminal.wait_for("Was its end in 1815?")
    assert time.monotonic() - began < 2
    os.write(terminal.fd, b"\x1b")
    assert exit_status(terminal) == 0
    assert_restored(terminal)
    assert not (tmp_path / "home").exists()


def test_an_exam_goes_on_after_a_kill_with_all_that_was_typed(start: Start) -> None:
    arguments = ("every.yaml", "--seed", "1", "--minutes", "30")
    terminal = start("exam", *arguments)
    terminal.wait_for("Questions")
    terminal.settle(gap_s=0.3, most_s=2.0)  # a key that is still held does nothing
    os.write(terminal.fd, b"\r")
    terminal.wait_for("1 of 13")
    for _ in range(20):  # to the first question that is typed into
        if "F7 Flag" in terminal.text():
            break
        terminal.press(b"\x1b[6~", gap_s=0.1)
    terminal.press(b"47xyz", gap_s=0.1)
    terminal.settle(gap_s=0.3, most_s=2.0)
    os.kill(terminal.pid, signal.SIGKILL)
    again = start("exam", "--resume")
    again.wait_for("left")
    again.wait_for("47xyz")


@pytest.mark.parametrize("command", ["play", "review", "exam", "cram"])
def test_many_unread_banks_are_read_before_a_sitting_is_asked_for(
    start: Start, tmp_path: Path, command: str
) -> None:
    padding = "".join(f"# {at:0100}\n" for at in range(4_000))
    folder = tmp_path / "questions"
    folder.mkdir()
    (folder / "large.yaml").write_text(
        padding + "title: Large\nquestions:\n- {question: How many?, answer: twelve}\n", "utf-8"
    )
    terminal = start(command)
    terminal.wait_for("Questions" if command == "exam" else "1 of ")


def test_an_exam_that_cannot_be_sat_is_said_before_the_screen_is_taken(
    start: Start, tmp_path: Path
) -> None:
    (tmp_path / "paper.yaml").write_text("title: T\ndraw: 3\n", encoding="utf-8")
    for name, words in (("nothing.yaml", b"nothing.yaml"), ("paper.yaml", b"paper.yaml:2:")):
        terminal = start("exam", name)
        assert exit_status(terminal) == 2
        assert words in terminal.raw
        assert b"\x1b[?1049h" not in terminal.raw


@pytest.mark.parametrize(
    "keys",
    [[b"ab\xfcc"], [b"\x1b[M\xe0\xff\xff"], [b"\xc3", b"\x28"], [b"\xff\xfe\x80"]],
    ids=["latin-1", "old mouse report", "cut letter", "noise"],
)
def test_no_byte_from_the_terminal_ends_the_app(start: Start, keys: list[bytes]) -> None:
    terminal = start("play", "every.yaml", "--kind", "text")
    terminal.wait_for("1 of ")
    terminal.settle()
    for key in keys:
        os.write(terminal.fd, key)
        terminal.read(0.3)
    os.write(terminal.fd, b"xyz")
    terminal.wait_for("z")
    os.write(terminal.fd, b"\x11")
    assert exit_status(terminal) == 0
    assert b"Traceback" not in terminal.raw


@pytest.mark.parametrize("key", [b"\x1b[5~", b"\x1b[6~"], ids=["page", "page"])
def test_page_keys_sent_with_the_palettes_own_do_no_harm(start: Start, key: bytes) -> None:
    terminal = start()
    terminal.wait_for("Statistics")
    terminal.settle()
    os.write(terminal.fd, b"\x10" + key)
    terminal.wait_for("Search commands…")
    terminal.settle()
    assert b"a fault of the program" not in terminal.raw


@pytest.mark.slow
def test_every_width_down_to_one_column_leaves_a_question_alive(start: Start) -> None:
    terminal = start("play", "every.yaml", "--kind", "choice")
    terminal.wait_for("Where did the congress meet?")
    for columns in (*range(12, 0, -1), 80):
        fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        os.kill(terminal.pid, signal.SIGWINCH)
        terminal.settle(0.1)
    os.write(terminal.fd, b"\x11")
    assert exit_status(terminal) == 0
    assert b"a fault of the program" not in terminal.raw


@pytest.mark.slow
def test_a_stop_from_outside_leaves_one_reader_of_keys(start: Start) -> None:
    terminal = start("play", "every.yaml", "--kind", "text")
    terminal.wait_for("1 of ")
    terminal.settle()
    for _time in range(3):
        os.kill(terminal.pid, signal.SIGSTOP)
        terminal.read(0.1)
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.settle()
    threads = Path(f"/proc/{terminal.pid}/task")
    if threads.is_dir():
        names = [(task / "comm").read_text() for task in threads.iterdir()]
        assert len(names) < 8, names
    os.write(terminal.fd, b"\x11")
    assert exit_status(terminal) == 0
    assert_restored(terminal)
