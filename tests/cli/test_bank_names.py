"""Every command that takes banks, or a paper, says the same of the same names."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support import TWO

BAD = "  - {id: bad, question: What?}\n"
COMMANDS = {
    "play": ("play", "--plain"),
    "review": ("review", "--plain"),
    "cram": ("cram", "--plain"),
    "exam": ("exam", "--plain"),
    "print": ("print", "-o", "x.html", "--force"),
    "cards": ("cards",),
    "limits": ("limits",),
    "plan": ("plan", "--exam", "in 3 weeks"),
    "try": ("try",),
    "pack": ("pack", "-o", "x.quiz.zip", "--force"),
}
"""All that use banks; `check` and `preview` show the errors themselves."""
LEFT_OUT = "faulty.yaml: 1 question left out because of errors (`quiz check` lists them)"
NONE = "none.yaml: no valid questions; `quiz check none.yaml` says why"
SAID = {
    "two": (True, ""),
    "one.yaml": (True, ""),
    "folder": (True, ""),
    "twoo": (False, "no bank, file or folder called 'twoo'; did you mean 'two'?"),
    "gone.yaml": (False, "no bank, file or folder called 'gone.yaml'; did you mean 'one.yaml'?"),
    "faulty.yaml": (True, LEFT_OUT),
    "none.yaml": (False, NONE),
}


@pytest.fixture
def banks(run: Run) -> Run:
    """Write banks in the folder, and a paper beside them."""
    Path("folder").mkdir()
    files = {"questions/two": TWO, "one": TWO, "folder/a": TWO, "faulty": TWO + BAD}
    files["none"] = f"title: None\nquestions:\n{BAD}"
    for name, text in files.items():
        Path(f"{name}.yaml").write_text(text, encoding="utf-8")
    return run


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_the_same_of_the_same_name(banks: Run, command: str) -> None:
    for name, (is_used, said) in SAID.items():
        ran = banks(*COMMANDS[command], name)
        told = [line.removeprefix("quiz: ") for line in ran.err.splitlines()]
        assert (ran.status != 2) is is_used, (name, ran.err)
        assert told.count(said) == bool(said), (name, ran.err)
        assert ("left out" in ran.err) is (name == "faulty.yaml"), (name, ran.err)


def test_check_and_preview_find_banks_by_the_same_names(banks: Run) -> None:
    for name, (_is_used, said) in SAID.items():
        ran = banks("check", "--faults", name)
        assert (ran.status == 1) is (name in ("faulty.yaml", "none.yaml")), (name, ran.err)
        assert (ran.status == 2) is (name in ("twoo", "gone.yaml")), (name, ran.err)
        assert ran.status != 2 or ran.err == f"quiz: {said}"


PAPERS = {
    "banks: [two]\ndraw: [{count: 9}]": (
        "p.yaml:3:1: error: this section asks for 9, but there are 2 such questions"
    ),
    "banks: [faulty.yaml]\ndraw: [{count: 2}]": LEFT_OUT,
    "banks: [none.yaml]\ndraw: [{count: 1}]": f"p.yaml:2:9: error: {NONE}",
    "banks: [folder]\ndraw: [{count: 1, banks: [folder]}]": "",
    "banks: [two]\nminutes: 7\ndraw: [{count: 1}]": "",
}


@pytest.mark.parametrize("paper", PAPERS)
def test_exam_check_and_print_hold_the_same_of_a_paper(banks: Run, paper: str) -> None:
    Path("p.yaml").write_text(f"title: P\n{paper}\n", encoding="utf-8")
    said, is_bad = PAPERS[paper], "error:" in PAPERS[paper]
    outs = {}
    for command in ("exam", "print", "check"):
        ran = banks(*COMMANDS.get(command, (command,)), "p.yaml")
        outs[command] = ran.out
        assert (ran.status != 0) is is_bad, (command, ran.out, ran.err)
        assert (ran.out + ran.err).count(said) == (1 if said else len(ran.out + ran.err) + 1)
    if "minutes" in paper:
        assert "7:00 left" in outs["exam"]
        assert "7 minutes" in Path("x.html").read_text("utf-8")


def test_a_paper_and_a_bank_or_a_number_do_not_go_together(banks: Run) -> None:
    Path("p.yaml").write_text("title: P\nbanks: [two]\ndraw: [{count: 1}]\n", encoding="utf-8")
    for command in ("exam", "print"):
        ran = banks(*COMMANDS[command], "p.yaml", "two")
        assert ran.err.endswith("quiz: name one exam paper or some banks, not both")
        ran = banks(*COMMANDS[command], "-n", "3", "p.yaml")
        assert ran.err.endswith("quiz: p.yaml: the exam paper already says how many questions")
        ran = banks(*COMMANDS[command], "-n", "9", "two")
        assert ran.err.count("there are only 2 questions") == 1
