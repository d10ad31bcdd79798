"""Which editor is opened, and how it is told file and line."""

import re

import pytest

from quiz.desk.banks.editor import editor_for
from quiz.errors import QuizError


def everything(name: str) -> str | None:
    return f"/usr/bin/{name}"


def command(environment: dict[str, str], *, waits: bool = True) -> list[str]:
    editor = editor_for(environment, "/banks/my own.yaml", 12, waits=waits, which=everything)
    return list(editor.command)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("vi", ["vi", "+12", "/banks/my own.yaml"]),
        ("vim", ["vim", "+12", "/banks/my own.yaml"]),
        ("nvim", ["nvim", "+12", "/banks/my own.yaml"]),
        ("nano", ["nano", "+12", "/banks/my own.yaml"]),
        ("/opt/bin/emacs -nw", ["/opt/bin/emacs", "-nw", "+12", "/banks/my own.yaml"]),
        ("emacsclient -t", ["emacsclient", "-t", "+12", "/banks/my own.yaml"]),
        ("micro", ["micro", "+12", "/banks/my own.yaml"]),
        ("kak", ["kak", "+12", "/banks/my own.yaml"]),
        ("joe", ["joe", "+12", "/banks/my own.yaml"]),
        ("vim.basic", ["vim.basic", "+12", "/banks/my own.yaml"]),
        ("hx", ["hx", "/banks/my own.yaml:12"]),
        ("helix", ["helix", "/banks/my own.yaml:12"]),
        ("code", ["code", "--wait", "--goto", "/banks/my own.yaml:12"]),
        ("code --wait", ["code", "--wait", "--goto", "/banks/my own.yaml:12"]),
        ("codium -n", ["codium", "-n", "--wait", "--goto", "/banks/my own.yaml:12"]),
        ("cursor -w", ["cursor", "--wait", "--goto", "/banks/my own.yaml:12"]),
        ("subl", ["subl", "--wait", "/banks/my own.yaml:12"]),
        ("zed", ["zed", "--wait", "/banks/my own.yaml:12"]),
        ("gvim", ["gvim", "-f", "+12", "/banks/my own.yaml"]),
        ("notepad", ["notepad", "/banks/my own.yaml"]),
        (
            "'/my programs/ed it' -x 'a b'",
            ["/my programs/ed it", "-x", "a b", "/banks/my own.yaml"],
        ),
    ],
)
def test_each_editor_is_told_the_line_in_its_own_way(written: str, expected: list[str]) -> None:
    assert command({"VISUAL": written}) == expected


def test_visual_comes_before_editor_and_an_empty_one_counts_for_nothing() -> None:
    assert command({"VISUAL": "hx", "EDITOR": "vi"})[0] == "hx"
    assert command({"VISUAL": " ", "EDITOR": "vi"})[0] == "vi"


@pytest.mark.parametrize("there", ["nano", "vi", "notepad"])
def test_without_a_name_a_usual_one_that_is_there_is_taken(there: str) -> None:
    editor = editor_for({}, "/b.yaml", 3, which=lambda name: name if name == there else None)
    assert editor.command[0] == there


def test_beside_a_preview_an_editor_with_a_window_is_not_waited_for() -> None:
    assert command({"EDITOR": "code --wait"}, waits=False) == [
        "code", "--goto", "/banks/my own.yaml:12",
    ]  # fmt: skip
    assert editor_for({"EDITOR": "code"}, "/b", 1, which=everything).is_windowed
    assert not editor_for({"EDITOR": "vim"}, "/b", 1, which=everything).is_windowed


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "no editor found"),
        ({"EDITOR": "nowhere -x"}, "editor 'nowhere' not found (set in EDITOR)"),
        ({"VISUAL": "vi 'half"}, 'missing closing quote in VISUAL: "vi \'half"'),
        ({"VISUAL": "''"}, "editor '' not found (set in VISUAL)"),
    ],
)
def test_what_cannot_be_opened_is_said(environment: dict[str, str], words: str) -> None:
    with pytest.raises(QuizError, match=re.escape(words)):
        editor_for(environment, "/b.yaml", 1, which=lambda _: None)


def test_nothing_of_a_name_or_a_path_is_read_by_a_shell() -> None:
    editor = editor_for({"EDITOR": "vi; rm -rf $HOME"}, "/b;$x", 1, which=everything)
    assert editor.command == ("vi;", "rm", "-rf", "$HOME", "/b;$x")
