"""The commands: what each prints, where, and with which exit status."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.cli.commands import COMMANDS
from quiz.formats.keys import bank_schema
from quiz.items import KINDS
from tests.cli.conftest import Ran, Run
from tests.support import TWO

FAULTY = """\
title: Faulty
questions:
  - question: Who presided?
    answr: Metternich
  - {question: "Sound?", answer: "yes", wrong: ["no"]}
  - question: Where?
    answer: Vienna
    wrong: [Vienna, Paris]
"""


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def answer(run: Run, line: str = "Metternich", kind: str = "text") -> None:
    """Answer one question of the bank of every kind."""
    ran = run("play", "every", "--json", "--kind", kind, lines=f"{line}\n\n")
    assert len(ran.of("outcome")) == 1


def only_the_bank_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Leave the banks that come with the program out."""
    monkeypatch.setattr("quiz.library.folders.shipped_banks", lambda: tmp_path / "none")


# quiz banks


def test_banks_are_listed_with_what_is_known_of_each(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only_the_bank_here(monkeypatch, tmp_path)
    answer(run)
    ran = run("banks")
    assert (ran.status, ran.err) == (0, "")
    head, line = ran.out.splitlines()
    assert head.split() == ["id", "cards", "due", "known", "best", "title"]
    assert re.fullmatch(r"every +15 +0 +[67]% +– +Every kind", line)


def test_banks_as_json_have_counts_and_kinds(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only_the_bank_here(monkeypatch, tmp_path)
    answer(run)
    ran = run("banks", "--json")
    (bank,) = json.loads(ran.out)["banks"]
    assert bank["path"] == str(tmp_path / "questions" / "every.yaml")
    assert (bank["id"], bank["title"]) == ("every", "Every kind")
    assert (bank["questions"], bank["cards"], bank["unseen"]) == (14, 15, 14)
    assert (bank["new"], bank["due"]) == (13, 0)  # the other side of a card waits for another day
    assert bank["kinds"] == dict.fromkeys(KINDS, 1)
    assert 0 < bank["known"] <= 1 / 15 + 1e-4
    assert bank["faults"] == 0


def test_the_best_of_a_game_is_listed_once_it_was_played(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only_the_bank_here(monkeypatch, tmp_path)
    assert "survival" not in run("banks").out
    write("questions/every.yaml", TWO)
    run("play", "every", "--mode", "survival", "--plain", lines="yes\n:skip\n\n")
    head, row = run("banks").out.splitlines()
    assert head.split()[-2:] == ["survival", "title"]
    assert row.split()[-3:] == ["–", "1", "Two"]
    (bank,) = json.loads(run("banks", "--json").out)["banks"]
    assert (bank["best"], bank["best_sprint"], bank["best_survival"]) == (None, None, 1)


def test_the_banks_that_come_with_the_program_are_among_them(run: Run) -> None:
    ids = [bank["id"] for bank in json.loads(run("banks", "--json").out)["banks"]]
    assert ids == ["every", "alliances", "dates", "figures", "who-said-what"]


def test_a_bank_hidden_behind_another_is_told_on_stderr(run: Run) -> None:
    write("home/banks/other.yaml", "id: every\n" + TWO)
    ran = run("banks")
    assert ran.status == 0
    assert ran.out.count("\nevery ") == 1
    assert "other.yaml" not in ran.out
    (line,) = ran.err.splitlines()
    assert re.fullmatch("not used: .*/other\\.yaml; .*/every\\.yaml has the same id, every", line)
    (hidden,) = json.loads(run("banks", "--json").out)["hidden"]
    assert hidden["id"] == "every"
    assert hidden["path"].endswith("other.yaml")
    assert hidden["hidden_by"].endswith("every.yaml")


@pytest.mark.parametrize(
    ("text", "said"), [(FAULTY, "2 errors"), (FAULTY.replace("answr", "answer"), "1 error")]
)
def test_faults_of_a_bank_are_counted(text: str, said: str, run: Run) -> None:
    write("questions/faulty.yaml", text)
    (line,) = [line for line in run("banks").out.splitlines() if line.startswith("faulty")]
    assert line.endswith(f"({said}, see `quiz check`)")


def test_without_any_bank_it_is_said_how_to_play_one(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only_the_bank_here(monkeypatch, tmp_path)
    Path("questions/every.yaml").unlink()
    ran = run("banks")
    assert (ran.status, ran.out) == (
        0,
        ("No banks yet. Play one with `quiz play FILE.yaml`, or create one with `quiz new`.\n"),
    )
    assert json.loads(run("banks", "--json").out) == {
        "banks": [],
        "hidden": [],
        "followed": [],
    }
    assert run("due").out == "nothing due\n"
    played = run("play", "--plain")
    assert (played.status, played.out) == (2, "")
    assert "quiz: no banks found; play a file with `quiz play FILE.yaml`" in played.err


def test_a_title_with_control_characters_is_listed_without_them(run: Run) -> None:
    write("questions/odd.yaml", TWO.replace("title: Two", 'title: "A\\e[31m\\u202eB\\nC"'))
    out = run("banks").out
    assert "A[31mB C" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.parametrize("command", ["banks", "due", "undo"])
def test_what_the_desk_has_to_say_is_said_on_stderr_by_whichever_command_comes_first(
    command: str, run: Run
) -> None:
    text = "title: T\nquestions:\n  - {question: Who presided?, answer: Metternich}\n"
    write("questions/t.yaml", text)
    run("play", "t", "--plain", lines="Metternich\n")
    write("questions/t.yaml", text.replace("presided?", "presided there?"))
    ran = run(command)
    assert "quiz: T: 1 question changed. Does your progress still" in ran.err
    assert "progress" not in ran.out
    assert run("banks").err == ""


# quiz due


def test_what_is_due_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    only_the_bank_here(monkeypatch, tmp_path)
    ran = run("due")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "0 due, 14 new, about 9 min\n"


def test_what_is_due_as_json_is_one_line_too(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only_the_bank_here(monkeypatch, tmp_path)
    answer(run)
    ran = run("due", "--json")
    assert ran.out.count("\n") == 1
    told = json.loads(ran.out)
    assert (told["due"], told["learning"], told["new"], told["streak"]) == (0, 0, 13, 0)
    assert told["banks"] == {"every": 0}
    assert told["minutes"] >= 1


def test_nothing_due_is_said_in_two_words(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only_the_bank_here(monkeypatch, tmp_path)
    write("questions/every.yaml", "title: t\nquestions:\n  - {question: q, answer: text}\n")
    run("play", "--plain", lines="text\n:4\n")
    assert run("due").out == "nothing due\n"


# quiz check


def test_without_a_path_the_banks_here_and_ones_own_are_checked(run: Run) -> None:
    write("home/banks/own.yaml", TWO)
    ran = run("check", "--faults")
    assert (ran.status, ran.err) == (0, "")
    first, second = ran.out.splitlines()
    assert first.startswith("questions/every.yaml: no errors; 14 questions: 1 choice, 1 several,")
    assert second == "home/banks/own.yaml: no errors; 2 questions: 2 choice"


def test_without_a_path_nor_own_banks_those_of_the_program_are_checked(run: Run) -> None:
    Path("questions/every.yaml").unlink()
    Path("questions").rmdir()
    ran = run("check", "--faults")
    assert ran.status == 0
    assert re.findall(r"/([a-z-]+)\.yaml: no errors;", ran.out) == [
        "alliances",
        "dates",
        "figures",
        "who-said-what",
    ]


def test_an_empty_folder_of_banks_is_said_to_have_none(run: Run) -> None:
    Path("questions/every.yaml").unlink()
    ran = run("check", "--faults")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "quiz: no banks found; give a file or folder"


def test_a_file_is_checked_under_the_name_it_was_given(run: Run, tmp_path: Path) -> None:
    write("a/faulty.yaml", FAULTY)
    for name in ("a/faulty.yaml", "./a/../a/faulty.yaml", str(tmp_path / "a" / "faulty.yaml")):
        assert run("check", "--faults", name).out.startswith(f"{name}:4:5: error: ")


def test_a_folder_is_checked_with_all_below_it(run: Run) -> None:
    write("more/b/two.yml", TWO)
    write("more/a.yaml", TWO)
    write("more/notes.md", "not a bank")
    assert [
        line.partition(":")[0] for line in run("check", "--faults", "more").out.splitlines()
    ] == [
        "more/a.yaml",
        "more/b/two.yml",
    ]


def test_a_link_out_of_the_folder_is_checked_where_it_leads(run: Run, tmp_path: Path) -> None:
    real = write("elsewhere/two.yaml", TWO).resolve()
    Path("more").mkdir()
    Path("more/link.yaml").symlink_to(real)
    ran = run("check", "--faults", "more")
    assert (ran.status, ran.out) == (0, f"{real}: no errors; 2 questions: 2 choice\n")


def test_a_path_that_is_not_there_is_wrong_use(run: Run) -> None:
    ran = run("check", "--faults", "gone.yaml")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        "quiz: no bank, file or folder called 'gone.yaml'; `quiz banks` lists your banks"
    )


def test_a_name_that_no_file_can_have_is_wrong_use(run: Run) -> None:
    for command in ("check", "play --plain", "review --plain"):
        ran = run(*command.split(), "x" * 5000 + ".yaml")
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.endswith(".yaml: File name too long")


def test_a_picture_with_such_a_name_is_a_fault_at_its_line(run: Run) -> None:
    write("long.yaml", TWO.replace("id: one,", f"id: one, image: {'x' * 5000},"))
    ran = run("check", "--faults", "long.yaml")
    assert ran.status == 1
    assert ran.out.startswith("long.yaml:3:22: error: picture 'xxx")
    assert len(ran.out) < 600


def test_a_folder_without_banks_is_wrong_use(run: Run) -> None:
    Path("empty").mkdir()
    ran = run("check", "--faults", "empty")
    assert (ran.status, ran.err) == (2, "quiz: empty: no banks in this folder")


def test_faults_are_findings_on_stdout_in_the_order_of_the_file(run: Run) -> None:
    write("faulty.yaml", FAULTY)
    ran = run("check", "--faults", "faulty.yaml", "questions/every.yaml")
    assert (ran.status, ran.err) == (1, "")
    lines = ran.out.splitlines()
    assert lines[0] == "faulty.yaml:4:5: error: unknown key 'answr'; did you mean 'answer'?"
    assert lines[1].startswith("faulty.yaml:8:13: error: 'Vienna' is in `wrong`")
    assert lines[2] == "faulty.yaml: 2 errors; 1 question: 1 choice"
    assert lines[3].startswith("questions/every.yaml: no errors; 14 questions")
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"title: t\nquestions:\n  - question: caf\xe9\n", 3, "UTF-8"),
        (b"", 1, "empty"),
        (b"  \n\n# only a comment\n", 1, "not a question bank"),
        (b"- a list\n- of lines\n", 1, "not a question bank"),
        (b"just text", 1, "not a question bank"),
        (b"title: t\nquestions: [\n", 2, ""),
        (b"title: t\nquestions:\n\t- question: q\n", 3, "tab"),
        (b"\xff\xfet\0", 1, ""),
        (b"PK\x03\x04" + bytes(200), 1, ""),
    ],
)
def test_what_is_no_bank_is_a_fault_at_its_line(
    data: bytes, line: int, said: str, run: Run
) -> None:
    Path("odd.yaml").write_bytes(data)
    ran = run("check", "--faults", "odd.yaml")
    assert (ran.status, ran.err) == (1, "")
    first = ran.out.splitlines()[0]
    assert re.match(rf"odd\.yaml:{line}:\d+: error: ", first), first
    assert said in first
    assert "Traceback" not in ran.out


def test_every_kind_is_counted(run: Run) -> None:
    (line,) = run("check", "--faults", "questions/every.yaml").out.splitlines()
    assert {part.split()[1] for part in line.split(": ")[2].split(", ")} == set(KINDS)


def test_warnings_are_told_and_do_not_fail(run: Run) -> None:
    write("warned.yaml", TWO.replace('"One?"', '"One\\e?"'))
    ran = run("check", "warned.yaml")
    assert (ran.status, ran.err) == (0, "")
    summary = ran.out.splitlines()[-1]
    assert "warned.yaml:3:25: warning: a control character (U+001B)" in ran.out
    assert summary.startswith("warned.yaml: no errors, ")
    ran = run("check", "warned.yaml", "--format", "github")
    assert (ran.status, "::warning " in ran.out) == (0, True)


def test_findings_as_json_have_place_level_and_message(run: Run) -> None:
    write("faulty.yaml", FAULTY)
    ran = run("check", "--faults", "--format", "json", "faulty.yaml", "questions")
    assert (ran.status, ran.err) == (1, "")
    faulty, every = json.loads(ran.out)
    assert faulty["path"] == "faulty.yaml"
    assert (faulty["questions"], faulty["kinds"]) == (1, {"choice": 1})
    assert faulty["findings"][0] == {
        "line": 4,
        "column": 5,
        "level": "error",
        "message": "unknown key 'answr'; did you mean 'answer'?",
    }
    assert (every["questions"], every["findings"]) == (14, [])


def test_findings_for_github_are_workflow_commands(run: Run) -> None:
    write("faulty.yaml", FAULTY)
    ran = run("check", "--faults", "--format", "github", "faulty.yaml", "questions")
    assert ran.status == 1
    first, second = ran.out.splitlines()
    message = "unknown key 'answr'; did you mean 'answer'?"
    assert first == f"::error file=faulty.yaml,line=4,col=5::{message}"
    assert second.startswith("::error file=faulty.yaml,line=8,col=13::'Vienna' is in `wrong`")


def test_signs_in_names_and_messages_are_escaped_for_github(run: Run) -> None:
    name = "100%,a:b.yaml"
    write(name, FAULTY.replace("answr", '"100%25::x"'))
    first = run("check", "--faults", "--format", "github", name).out.splitlines()[0]
    assert first.startswith("::error file=100%25%2Ca%3Ab.yaml,line=4,col=5::unknown key")
    assert "100%2525::x" in first


@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_control_characters_of_messages_and_names_are_not_printed(form: str, run: Run) -> None:
    name = "\x1b]0;x\x07\n\u202eodd.yaml"
    write(name, FAULTY.replace("answr", '"an\\e[2J\\u202eswr"'))
    out = run("check", "--faults", "--format", form, name).out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", out)
    if form != "json":
        assert "\u202e" not in out
        assert len(out.splitlines()) == (3 if form == "text" else 2)
    else:
        assert json.loads(out)[0]["path"] == name


# quiz undo


def test_undo_takes_answers_back_one_after_another(run: Run) -> None:
    answer(run, "Metternich")
    answer(run, "Paris", "choice")
    first, second, third = run("undo"), run("undo"), run("undo")
    assert first.out.startswith("Undone: every, answered 20")
    assert first.out.endswith(": Where did the congress meet?\n")
    assert second.out.endswith(": Who presided?\n")
    assert third.out == "Nothing to undo.\n"
    assert [ran.status for ran in (first, second, third)] == [0, 0, 0]
    (bank,) = [b for b in json.loads(run("banks", "--json").out)["banks"] if b["id"] == "every"]
    assert (bank["unseen"], bank["known"]) == (15, 0)


def test_undo_before_any_answer_says_so(run: Run) -> None:
    ran = run("undo")
    assert (ran.status, ran.out, ran.err) == (0, "Nothing to undo.\n", "")


def test_undo_of_a_question_that_is_gone_names_its_id(run: Run) -> None:
    answer(run)
    Path("questions/every.yaml").unlink()
    assert run("undo").out.endswith(": text\n")


# quiz schema


def test_the_schema_is_printed_as_json(run: Run) -> None:
    ran = run("schema")
    assert (ran.status, ran.err) == (0, "")
    assert json.loads(ran.out) == bank_schema()


# quiz play and quiz review: wrong use


@pytest.mark.parametrize("command", ["play", "review"])
def test_an_unknown_bank_is_named_with_the_nearest(command: str, run: Run) -> None:
    ran = run(command, "evry", "--plain")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "quiz: no bank, file or folder called 'evry'; did you mean 'every'?"
    far = run(command, "zzzzzz", "--plain")
    assert far.err.endswith("'zzzzzz'; `quiz banks` lists your banks")


@pytest.mark.parametrize("command", ["play", "review"])
def test_a_file_that_is_not_there_is_named(command: str, run: Run) -> None:
    ran = run(command, "gone.yaml", "--json")
    assert ran.status == 2
    assert ran.err == (
        "quiz: no bank, file or folder called 'gone.yaml'; `quiz banks` lists your banks"
    )


@pytest.mark.parametrize("command", ["play", "review"])
def test_a_file_that_is_no_bank_is_sent_to_the_check(command: str, run: Run) -> None:
    write("no.yaml", "- 1\n")
    ran = run(command, "no.yaml", "--plain")
    assert (ran.status, ran.err) == (
        2,
        "quiz: no.yaml: no valid questions; `quiz check no.yaml` says why",
    )


@pytest.mark.parametrize("command", ["play", "review"])
def test_the_valid_questions_of_a_bank_with_errors_are_played(command: str, run: Run) -> None:
    write("faulty.yaml", TWO + "  - {id: bad, question: What?}\n")
    ran = run(command, "faulty.yaml", "--plain")
    assert (ran.status, ran.err.count("1 question left out because of errors")) == (0, 1)


def test_an_unknown_tag_is_told_those_there_are(run: Run) -> None:
    ran = run("play", "every", "--tag", "wars", "--plain")
    assert ran.status == 2
    assert ran.err == "quiz: no question has the tag 'wars'; available: all, places, states"


def test_a_kind_that_the_bank_has_not_is_told_those_it_has(run: Run) -> None:
    write("two.yaml", TWO)
    ran = run("play", "two.yaml", "--kind", "date", "--plain")
    assert (ran.status, ran.err) == (
        2,
        "quiz: no matching questions of kind 'date'; available: choice",
    )


def test_unfinished_quizzes_are_listed_and_resumed_by_number(run: Run) -> None:
    assert "No unfinished quizzes." in run("play", "--unfinished").out
    for seed in ("1", "2"):
        run("play", "every", "-n", seed + "0", "--seed", seed, "--plain", lines=":skip\n:quit\n")
    listed = run("play", "--unfinished").out
    assert "1  Every kind, question 2 of 20" in listed or "question 2 of 15" in listed
    assert "2  Every kind, question 2 of 10" in listed
    ran = run("play", "--resume", "2", "--plain", lines=":quit\n")
    assert "of 10" in ran.out
    ran = run("play", "--resume", "3", "--plain")
    assert "no unfinished quiz '3'" in ran.err


def test_nothing_to_resume_is_said(run: Run) -> None:
    ran = run("play", "--resume", "--plain")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "quiz: no unfinished quiz; start one with `quiz play`"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("play", "--mode", "fast"), "'fast' is not one of 'classic', 'sprint', 'survival'"),
        (("play", "-n", "0"), "0 is not in the range 1<=x<=10000"),
        (("play", "-n", "many"), "'many' is not a valid integer"),
        (("play", "--kind", "riddle"), "'riddle' is not one of 'choice', 'several'"),
        (("play", "--seed", "-1"), "-1 is not in the range"),
        (("review", "--new", "-1"), "-1 is not in the range"),
        (("review", "--mode", "sprint"), "No such option '--mode'"),
        (("check", "--format", "xml"), "'xml' is not one of 'text', 'json', 'github'"),
        (("banks", "more"), "a NAME goes with --update"),
        (("ply",), "No such command 'ply'. Did you mean 'play'?"),
        (("chekc",), "Did you mean 'check'?"),
        (("frobnicate",), "No such command 'frobnicate'."),
    ],
)
def test_wrong_use_is_said_with_what_would_be_right(
    arguments: tuple[str, ...], said: str, quiz: Callable[..., Ran]
) -> None:
    ran = quiz(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert "--help' for help." in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_80_columns(command: str, run: Run) -> None:
    ran = run(command, "--help")
    assert ran.status == 0
    assert ran.out.startswith(f"Usage: cli {command}")
    assert max(map(len, ran.out.splitlines())) <= 80


def test_the_folders_of_quiz_banks_are_searched(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a/one.yaml", TWO)
    write("b/two.yaml", TWO)
    monkeypatch.setenv("QUIZ_BANKS", os.pathsep.join(["a", "", "b"]))
    ids = [bank["id"] for bank in json.loads(run("banks", "--json").out)["banks"]]
    assert ids[:3] == ["every", "one", "two"]


ODD_FILES = {
    b"mac.yaml": b"title: T\rquestions:\r  - question: What?\r    answer:\r",
    b"nel.yaml": "title: T\x85questions:\x85  - question: What?\x85    answer:\x85".encode(),
    b"ls.yaml": "title: T\u2028questions:\u2028  - question: What?\u2028    answer:".encode(),
    b"tag.yaml": b"%TAG ! tag:x\n" * 20_000 + b"---\ntitle: T\n",
    b"yaml12.yaml": b"%YAML 1.2\n---\ntitle: T\nquestions:\n- {question: Q?, answer: A}\n",
    b"nul.yaml": b"\0" * 100,
    b"latin.yaml": "title: Pr\u00fcfung\n".encode("latin-1"),
    b"Pr\xfcfung.yaml": b"title: T\nquestions:\n- {question: Q?, answer: A}\n",
    b"F\xe4cher/good.yaml": b"title: T\nquestions:\n- {question: Q?, answer: A}\n",
}


@pytest.fixture
def odd_folder(tmp_path: Path) -> Path:
    """Return a folder with a sound bank among files that nobody can use."""
    folder = tmp_path / "odd"
    for name, data in ODD_FILES.items():
        path = folder / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.yaml")
    (folder / "two.yaml").write_text(TWO, "utf-8")
    return folder


@pytest.mark.parametrize(
    "command",
    [["due"], ["banks"], ["check"], ["play", "two", "--plain"], ["exam", "two", "--plain"],
     ["check", "odd"], ["stats"], ["plan"], ["doctor"]],
    ids=" ".join,
)  # fmt: skip
def test_no_file_of_a_bank_folder_stops_a_command(
    run: Run, odd_folder: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("QUIZ_BANKS", str(odd_folder))
    ran = run(*command)
    assert "fault of the program" not in ran.out + ran.err
    assert "Traceback" not in ran.err
    assert ran.status in (0, 1)


def test_check_lists_each_odd_file_of_a_folder_with_what_is_wrong(
    run: Run, odd_folder: Path
) -> None:
    ran = run("check", "odd")
    said = ran.out + ran.err
    assert ran.status == 1
    for name, words in {
        "mac.yaml:4": "answer",
        "nel.yaml:4": "answer",
        "ls.yaml:4": "answer",
        "tag.yaml:1": "%",
        "yaml12.yaml:1": "%",
        "latin.yaml:1": "UTF-8",
        "Pr": "UTF-8; rename",
        "good.yaml": "UTF-8; rename",
    }.items():
        assert any(name in line and words in line for line in said.splitlines()), (name, said)


@pytest.mark.parametrize("command", ["banks", "doctor"])
def test_banks_whose_name_is_not_utf_8_are_told(
    run: Run, odd_folder: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("QUIZ_BANKS", str(odd_folder))
    ran = run(command)
    said = (ran.out + ran.err).splitlines()
    for name in ("fung.yaml", "good.yaml"):
        assert any(name in line and "UTF-8; rename" in line for line in said), said


def test_a_folder_with_no_other_bank_says_why_it_has_none(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "alone"
    folder.mkdir()
    (folder / os.fsdecode(b"Pr\xfcfung.yaml")).write_text(TWO, "utf-8")
    ran = run("check", "alone")
    assert ran.status == 2
    assert "no banks in this folder" in ran.err
    assert "UTF-8; rename" in ran.err


@pytest.mark.parametrize("command", ["play", "check", "exam", "preview", "mark", "add"])
def test_an_argument_that_is_not_utf_8_is_refused_in_a_line(
    quiz: Callable[..., Ran], command: str
) -> None:
    ran = quiz(command, os.fsdecode(b"Pr\xfcfung.yaml"))
    assert ran.status == 2
    assert "is not UTF-8; rename the file" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes by name here")
@pytest.mark.parametrize("command", [["check", "p.yaml"], ["play", "p.yaml", "--plain"], ["due"]])
def test_a_pipe_in_the_place_of_a_file_is_told_and_not_waited_for(
    quiz: Callable[..., Ran], tmp_path: Path, command: list[str]
) -> None:
    os.mkfifo(tmp_path / "p.yaml")
    (tmp_path / "home").mkdir(exist_ok=True)
    os.mkfifo(tmp_path / "home" / "config.toml")
    ran = quiz(*command)
    assert "not a file, but a pipe or a device" in ran.err


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('theme = "fl\u00fcssig"\n'.encode("latin-1"), "not UTF-8"),
        (b"new_cards = " + b"9" * 5_000 + b"\n", "too many digits"),
        (b"\n\nnew_cards = [", "ends too early"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[[[[", "TOML"),
    ],
    ids=["latin-1", "a number of 5,000 digits", "cut off", "utf-16", "broken"],
)
def test_settings_that_cannot_be_read_stop_no_command(run: Run, data: bytes, words: str) -> None:
    Path("home").mkdir(exist_ok=True)
    Path("home/config.toml").write_bytes(data)
    told = run("config")
    assert told.status == 1
    assert words in told.err
    due = run("due")
    assert due.status == 0
    assert words in due.err


@pytest.mark.parametrize("command", [(), ("play",), ("cards", "suspend"), ("nope",)])
def test_help_may_be_asked_for_as_a_command(run: Run, command: tuple[str, ...]) -> None:
    asked, usual = run("help", *command), run(*command, "--help")
    assert (asked.status, asked.out, asked.err) == (usual.status, usual.out, usual.err)
    assert asked.out or asked.err
