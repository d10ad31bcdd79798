"""`docs/authoring.md`, followed to the letter: its commands run, its examples are checked."""

import re
import shlex
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from quiz.cli.commands import COMMANDS, cli
from quiz.lint import check_bank
from quiz.lint.rules import RULES

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "authoring.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE, re.M | re.S)
BANKS = [text for form, text in BLOCKS if form == "yaml" and "\nquestions:" in text]
COMMANDS_OF_GUIDE = [text.strip() for form, text in BLOCKS if form == "sh"]


def test_the_guide_from_an_empty_folder_to_a_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    (notes,) = [text for form, text in BLOCKS if form == "markdown"]
    Path("notes.md").write_text(notes, encoding="utf-8")
    assert len(COMMANDS_OF_GUIDE) == 7
    for command in COMMANDS_OF_GUIDE:
        words = shlex.split(command.partition(" > ")[0])
        assert words[0] == "quiz"
        if words[1] == "preview":  # it needs a terminal
            assert words[1] in COMMANDS
            continue
        ran = CliRunner().invoke(cli, words[1:], standalone_mode=False)
        assert (ran.exception, ran.return_value) == (None, 0), (command, ran.output)
        if words[1:3] == ["new", "rivers"]:
            Path("rivers.yaml").write_text(BANKS[0], encoding="utf-8")
    assert "mouths.yaml" in {path.name for path in tmp_path.iterdir()}
    added = CliRunner().invoke(cli, ["add", "rivers.quiz.zip", "--yes"], standalone_mode=False)
    assert "Rivers of Europe (rivers): 3 questions" in added.output


def test_the_good_bank_of_the_guide_has_neither_fault_nor_weakness() -> None:
    found = check_bank(BANKS[0].encode(), source="rivers.yaml").findings
    assert [str(problem) for problem in found] == []


def test_the_weak_bank_of_the_guide_is_weak_and_not_faulty() -> None:
    checked = check_bank(BANKS[1].encode(), source="weak.yaml")
    assert checked.decoded.problems == ()
    rules = {problem.rule for problem in checked.weaknesses}
    assert {"longest-key", "negative-stem", "all-of-the-above"} <= rules


def test_the_silenced_bank_of_the_guide_is_quiet() -> None:
    found = check_bank(BANKS[2].encode(), source="quiet.yaml").findings
    assert [str(problem) for problem in found] == []
    heard = check_bank(re.sub(r" *# quiz:.*", "", BANKS[2]).encode(), source="q.yaml").findings
    assert {problem.rule for problem in heard} == {"no-source", "negative-stem"}


def test_the_hooks_of_the_guide_are_those_that_are_defined() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (config,) = [yaml.safe_load(text) for form, text in BLOCKS if "\n    hooks:" in text]
    named = {hook["id"] for hook in config["repos"][0]["hooks"]}
    assert named == {hook["id"] for hook in hooks}
    for hook in hooks:
        program, command = hook["entry"].split()
        assert (program, command in COMMANDS) == ("quiz", True)


def test_rules_that_the_guide_names_are_rules() -> None:
    named = re.findall(r"quiz: ignore ([\w-]+)", GUIDE)
    assert set(named) <= set(RULES)
