"""`quiz` as a process: exit statuses, streams, encodings, what it brings in, completion."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quiz import __version__
from quiz.formats.keys import bank_schema
from tests.cli.conftest import Ran, process_environment
from tests.support import EVERY_KIND, TWO

Quiz = Callable[..., Ran]
SHIPPED = ("alliances", "dates", "figures", "who-said-what")
ROOT = Path(__file__).parents[2]


# Exit statuses and streams


def test_the_version_is_told_on_stdout(quiz: Quiz) -> None:
    for arguments in (["--version"], ["--version", "play"]):
        ran = quiz(*arguments)
        assert (ran.status, ran.out, ran.err) == (0, f"quiz {__version__}\n", "")


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_is_told_on_stdout(option: str, quiz: Quiz) -> None:
    ran = quiz(option)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Usage: quiz [OPTIONS] [COMMAND] [ARGS]...\n")


@pytest.mark.parametrize("arguments", [(), ("play",), ("review",), ("play", "dates", "-n", "3")])
def test_without_a_terminal_the_app_is_refused_with_a_hint(
    arguments: tuple[str, ...], quiz: Quiz
) -> None:
    ran = quiz(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "not a terminal" in ran.err
    assert "`quiz play --plain`" in ran.err
    assert "\x1b" not in ran.err


def test_faults_found_are_status_1_on_stdout_and_wrong_use_is_2_on_stderr(
    quiz: Quiz, tmp_path: Path
) -> None:
    (tmp_path / "bad.yaml").write_text("title: t\nquestions: []\n")
    found = quiz("check", "bad.yaml")
    assert (found.status, found.err) == (1, "")
    assert found.out.startswith("bad.yaml:2:12: error: ")
    wrong = quiz("check", "gone.yaml")
    assert (wrong.status, wrong.out) == (2, "")
    assert wrong.err == (
        "quiz: no bank, file or folder called 'gone.yaml'; `quiz banks` lists your banks\n"
    )


def test_names_in_errors_are_made_harmless(quiz: Quiz) -> None:
    ran = quiz("check", "\x1b]0;owned\x07\u202e.yaml")
    assert ran.status == 2
    assert ran.err.startswith(r"quiz: no bank, file or folder called '\x1b]0;owned\x07\u202e.yaml'")


def test_a_fault_of_ours_is_a_line_and_a_log_and_is_status_1(quiz: Quiz, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import quiz.formats.keys as keys\ndef broken(): raise RuntimeError('ours')\n"
        "keys.bank_schema = broken\n"
    )
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    ran = quiz("schema", env={"PYTHONPATH": path})
    assert ran.status == 1
    assert ran.err.startswith("quiz crashed (RuntimeError); see ")
    assert "Traceback" not in ran.err
    log = next((tmp_path / "home").rglob("*.log")).read_text("utf-8")
    assert "RuntimeError: ours" in log


def in_a_shell(command: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a shell command in which `$QUIZ` is the program."""
    program = f'"{sys.executable}" -m quiz'
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command.replace("$QUIZ", program)],
        env=process_environment(folder, env),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    [
        "$QUIZ schema | head -1",
        "$QUIZ schema | true",
        "$QUIZ banks --json | head -c 1",
        "$QUIZ check | true",
        "$QUIZ --help | true",
        "yes 1 | $QUIZ play alliances --plain | head -3",
        "yes 1 | $QUIZ play alliances --json | head -1",
    ],
)
def test_a_reader_that_goes_away_ends_it_quietly(command: str, tmp_path: Path) -> None:
    done = in_a_shell(command.replace("yes 1", "(yes 1 2>/dev/null || true)"), tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
@pytest.mark.parametrize("command", ["banks", "schema", "play --plain -n 1", "check --format json"])
def test_a_full_disk_is_said_without_a_traceback(command: str, tmp_path: Path) -> None:
    done = in_a_shell(f"$QUIZ {command} >/dev/full </dev/null", tmp_path)
    assert done.returncode == 2
    assert done.stderr == "quiz: can't write to standard output: No space left on device\n"


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("banks >&-", 0),
        ("play --plain -n 1 <&-", 0),
        ("play --json -n 1 <&- >&-", 0),
        ("<&- >&-", 2),
        ("banks 2>&-", 0),
    ],
)
def test_streams_that_the_shell_closed_hold_nothing(
    command: str, status: int, tmp_path: Path
) -> None:
    done = in_a_shell(f"$QUIZ {command}", tmp_path)
    assert done.returncode == status
    assert "Traceback" not in done.stderr


# Encodings


ENCODINGS: list[dict[str, str]] = [
    {"PYTHONIOENCODING": "ascii", "LANG": "C"},
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONIOENCODING": "latin-1", "LC_ALL": "POSIX"},
]


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A bank whose letters no narrow encoding has."""
    text = TWO.replace("title: Two", "title: Ünïcödé – 日本 👩‍🏫").replace("One?", "Где 日本?")
    (tmp_path / "letters.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "letters.yaml"


COMMANDS_WITH_LETTERS = (
    ("banks",),
    ("check", "letters.yaml"),
    ("play", "letters.yaml", "--plain"),
    ("review", "letters.yaml", "--plain", "--new", "1"),
    ("undo",),
    ("play", "日本", "--plain"),
)
ONE_AFTER_THE_OTHER = """\
import io, json, sys
from quiz.cli.main import main
for arguments in json.loads(sys.argv.pop()):
    lines = io.BytesIO("yes\\nyes\\n日本\\n".encode())
    sys.stdin = io.TextIOWrapper(lines, sys.stdin.encoding, "replace")
    sys.argv[1:] = arguments
    try:
        main()
    except SystemExit as end:
        sys.stderr.write(f"exit {end.code}\\n")
"""
"""Runs commands in one process, whose streams have its encoding."""


@pytest.mark.parametrize("env", ENCODINGS, ids=lambda env: env["PYTHONIOENCODING"])
def test_what_cannot_be_written_is_replaced(
    env: dict[str, str], letters: Path, tmp_path: Path
) -> None:
    program = tmp_path / "one_after_the_other.py"
    program.write_text(ONE_AFTER_THE_OTHER, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(program), json.dumps(COMMANDS_WITH_LETTERS)],
        input=b"",
        capture_output=True,
        env={**process_environment(tmp_path, env), "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    statuses = re.findall(rb"(?m)^exit (\d+)$", done.stderr)
    assert statuses == [b"0"] * 5 + [b"2"]
    assert b"Traceback" not in done.stderr
    assert b"Error" not in done.stderr


@pytest.mark.parametrize("env", ENCODINGS, ids=lambda env: env["PYTHONIOENCODING"])
def test_json_keeps_every_letter_in_a_narrow_encoding(
    env: dict[str, str], letters: Path, quiz: Quiz
) -> None:
    played = quiz("play", "letters.yaml", "--json", "--seed", "1", env=env)
    (asked,) = played.of("question")
    assert asked["text"] in ("Где 日本?", "Two?")
    named = quiz("check", "letters.yaml", "--format", "json", env=env)
    assert json.loads(named.out)[0]["path"] == "letters.yaml"
    assert json.loads(quiz("schema", env=env).out) == bank_schema()
    banks = {"QUIZ_BANKS": str(letters.parent), **env}
    titles = [bank["title"] for bank in json.loads(quiz("banks", "--json", env=banks).out)["banks"]]
    assert "Ünïcödé – 日本 👩‍🏫" in titles


def test_json_is_readable_where_every_letter_can_be_written(letters: Path, quiz: Quiz) -> None:
    ran = quiz("banks", "--json", env={"QUIZ_BANKS": str(letters.parent)})
    assert "Ünïcödé – 日本" in ran.out


@pytest.mark.parametrize("env", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"FORCE_COLOR": "1"}])
def test_commands_write_no_escapes(env: dict[str, str], quiz: Quiz) -> None:
    for arguments in (("banks",), ("play", "--plain", "-n", "1"), ("ply",)):
        ran = quiz(*arguments, env=env)
        assert "\x1b" not in ran.out + ran.err


def test_lines_that_are_not_utf_8_are_taken_all_the_same(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "quiz", "play", "figures", "--json", "-n", "1", "--kind", "text"],
        input=b"caf\xe9 \xff\xfe\n\n",
        capture_output=True,
        env=process_environment(tmp_path),
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.splitlines()[1])["event"] == "outcome"


# What is brought in


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("banks",),
        ("banks", "--json"),
        ("due",),
        ("check",),
        ("undo",),
        ("schema",),
        ("play", "--plain", "-n", "1"),
        ("review", "--json"),
        (),
        ("nonsense",),
    ],
    ids=" ".join,
)
def test_only_the_screens_bring_in_textual(arguments: tuple[str, ...], tmp_path: Path) -> None:
    code = (
        "import sys\nfrom quiz.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "names = {name.partition('.')[0] for name in sys.modules}\n"
        "print(sorted(names & {'textual', 'rich', 'click', 'jinja2', 'quiz'}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=process_environment(tmp_path),
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    light = arguments in ((), ("--version",))
    assert done.stderr.splitlines()[-1] == str(["quiz"] if light else ["click", "quiz"])


def test_a_check_brings_in_neither_the_index_nor_the_record(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom quiz.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*{'sqlite3', 'quiz.store', 'quiz.desk', 'fsrs'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "check"],
        capture_output=True,
        text=True,
        env=process_environment(tmp_path),
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    assert (done.stdout.count("no errors"), done.stderr) == (4, "\n")


# Completion


def completed(quiz: Quiz, words: str, folder: Path) -> list[str]:
    env = {
        "_QUIZ_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
        "QUIZ_BANKS": str(folder),
    }
    ran = quiz(env=env)
    assert (ran.status, ran.err) == (0, "")
    return ran.out.splitlines()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("quiz pl", ["plain,play", "plain,plan"]),
        ("quiz u", ["plain,undo", "plain,unfollow"]),
        ("quiz play d", ["plain,dates", "file,d"]),
        ("quiz review every w", ["plain,who-said-what", "file,w"]),
        ("quiz play --tag st", ["plain,states"]),
        ("quiz play -t pl", ["plain,places"]),
        ("quiz play --kind tr", ["plain,truefalse"]),
        ("quiz play --mode s", ["plain,sprint", "plain,survival"]),
        ("quiz check --format g", ["plain,github"]),
        ("quiz play --res", ["plain,--resume"]),
    ],
)
def test_the_shell_completes_commands_ids_tags_and_options(
    words: str, offered: list[str], quiz: Quiz, tmp_path: Path
) -> None:
    (tmp_path / "every.yaml").write_text(EVERY_KIND, encoding="utf-8")
    assert completed(quiz, words, tmp_path) == offered


def test_the_shell_completes_every_id_for_an_empty_word(quiz: Quiz, tmp_path: Path) -> None:
    offered = completed(quiz, "quiz play ", tmp_path)
    assert offered == [*(f"plain,{name}" for name in SHIPPED), "file,"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell_is_printed(shell: str, quiz: Quiz) -> None:
    ran = quiz(env={"_QUIZ_COMPLETE": f"{shell}_source"})
    assert (ran.status, ran.err) == (0, "")
    assert f"_QUIZ_COMPLETE={shell}_complete" in ran.out


# The banks that come with the program, through a pipe


class Robot:
    """Plays `quiz play BANK --json` over pipes."""

    def __init__(self, bank: str, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "quiz", "play", bank, "--json", "-n", "1000", "--seed", "5"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=process_environment(folder),
            cwd=folder,
        )

    def play(self, answer: Callable[[dict[str, Any]], str]) -> list[dict[str, Any]]:
        """Answer every question and every revealed one; returns all that was told."""
        out, into = self.process.stdout, self.process.stdin
        assert out is not None
        assert into is not None
        told: list[dict[str, Any]] = []
        asked: dict[str, Any] = {}
        for line in out:
            event = json.loads(line)
            told.append(event)
            is_last = event["event"] in ("outcome", "skipped") and asked["place"] == asked["total"]
            if event["event"] == "question":
                asked = event
            if event["event"] in ("question", "reveal") or is_last:
                into.write("\n" if is_last else answer(event) + "\n")
                into.flush()
        into.close()
        out.close()
        assert self.process.wait(30) == 0
        return told


FIRST_TRY = {"truefalse": "true", "card": "", "essay": "?"}


def try_first(event: dict[str, Any]) -> str:
    """Answer anything that is taken."""
    if event["event"] == "reveal":
        return "0" if event["rubric"] else "1"
    if event["kind"] == "cloze":
        return json.dumps(["?"] * len(event["gaps"]))
    if event["kind"] in FIRST_TRY:
        return FIRST_TRY[event["kind"]]
    first = event["labels"][0] if event["labels"] else "1"
    return f"{event['left_labels'][0]}={first}" if event["left_labels"] else first


@pytest.mark.parametrize("bank", SHIPPED)
def test_a_shipped_bank_is_played_to_its_end_by_handing_back_what_is_right(
    bank: str, tmp_path: Path
) -> None:
    learned = Robot(bank, tmp_path).play(try_first)
    result = learned[-1]
    assert (result["event"], result["finished"]) == ("result", True)
    right = {event["id"]: event["solution"] for event in learned if event["event"] == "outcome"}
    assert len(right) == result["answered"] > 25

    def hand_back(event: dict[str, Any]) -> str:
        if event["event"] == "reveal":
            return ";".join(str(n) for n, _ in enumerate(event["rubric"], 1)) or "3"
        return "" if event["kind"] == "card" else json.dumps(right[event["id"]])

    told = Robot(bank, tmp_path).play(hand_back)
    low = [event for event in told if event["event"] == "outcome" and event["credit"] != 1.0]
    assert low == []
    assert [event for event in told if event["event"] == "refused"] == []
    last = told[-1]
    assert (last["credit"], last["right"], last["answered"]) == (1.0, len(right), len(right))
    assert last["best_before"] == result["credit"]
