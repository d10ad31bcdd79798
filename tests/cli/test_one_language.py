"""What the command line prints, in a language in which every message of ours is wrapped in «»."""

import os
import re
from pathlib import Path

import pytest

from quiz.cli.commands import COMMANDS
from quiz.items import KINDS
from tests.pseudo import ROOT, bare, run

# Data in Greek: what is Latin and not within «» is ours.
BANK = """\
title: Πόλεις
id: b-1
language: el
questions:
  - id: q-1
    question: Η πρώτη;
    answer: Αθήνα
    wrong: [Σπάρτη, {Κόρινθος: Όχι αυτή}]
    explain: Διότι.
    source: Βιβλίο
    tags: [α]
    hint: Αρχίζει με α
  - {id: q-2, question: Η δεύτερη;, answer: Θήβα, points: 2, tags: [β]}
  - {id: q-3, question: Πόσα;, answer: 12}
  - {id: q-4, front: Πρόσθια, back: Οπίσθια}
  - {id: q-5, question: Σειρά;, order: [α, β, γ]}
  - {id: q-6, question: Ζεύγη;, match: {α: Αα, β: Ββ, γ: Γγ}}
  - {id: q-7, question: Πότε;, date: 1821-03-25}
"""
FAULTY = """\
title: Λάθη
id: b-2
language: el
questions:
  - {id: q-1, question: Πού;, answr: Εδώ}
"""
RECORD = "α;β\n1;2\n"
ESSAY = """\
title: Κείμενο
id: b-3
language: el
questions:
  - {id: q-1, question: Γράψε;, essay: Έτσι, rubric: [α, β]}
  - {id: q-2, question: Τι;, essay: Αυτό}
"""

LINES = (
    ":help\n:hint\n:hint\n:nope\n:bury\n\n1\nΑθήνα\n:right\n:undo\n:skip\nΣπάρτη\nΚόρινθος\nα\n12\n:1\n"
    "\n3\nα;β;γ\nα=Αα\n1821-03-25\nx\n\n\n:9\n1\n2\n\n"
)
EXAM = (
    ":help\n:list\n:nope\n:go x\n:sure 2\n:hint\n:flag\n:flag\nΑθήνα\n:back\n:clear\nΣπάρτη\n"
    "xx\n12\n1\n:next\n:next\n:next\n:next\n:next\n:hand-in\n:hand-in\n1\n"
)

_ACTIONS = ("list", "suspend", "unsuspend", "bury", "reset", "due")
"""Of cards."""
RUNS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("--help",), ""),
    *(((name, "--help"), "") for name in COMMANDS),
    *((("cards", name, "--help"), "") for name in _ACTIONS),
    (("banks",), ""),
    (("due",), ""),
    (("stats",), ""),
    (("plan",), ""),
    (("results",), ""),
    (("restore",), ""),
    (("undo",), ""),
    (("cards", "--leeches"), ""),
    (("play", "b-1", "--plain", "--seed", "1"), LINES),
    (("play", "b-1", "--plain", "--mode", "survival", "--seed", "1"), LINES),
    (("play", "--plain", "--resume"), ":quit\n"),
    (("play", "--unfinished"), ""),
    (("review", "b-1", "--plain"), LINES),
    (("review", "b-1", "--plain"), ":suspend\n:bury\n:undo\n"),
    (("cram", "b-1", "--plain"), LINES),
    (("play", "b-3", "--plain"), "α\nx\n1\nβ\n4\n\n"),
    (("exam", "b-3", "--plain"), "α\nβ\n:hand-in\n1\n2\n2\n"),
    (("exam", "b-1", "--plain", "--seed", "1"), EXAM),
    (("exam", "b-1", "--plain", "--behaviour", "tries"), EXAM),
    (("exam", "b-1", "--plain", "--behaviour", "certainty"), EXAM),
    (("exam", "b-1", "--plain", "--behaviour", "adaptive"), ":quit\n"),
    (("exam", "--plain", "--resume"), ":hand-in\n:hand-in\n"),
    (("results",), ""),
    (("results", "9"), ""),
    (("stats",), ""),
    (("due",), ""),
    (("banks",), ""),
    (("cards", "b-1"), ""),
    (("cards", "suspend", "b-1/q-2"), ""),
    (("cards", "due", "5", "b-1/q-2"), ""),
    (("cards", "due", "soon", "b-1/q-2"), ""),
    (("cards", "due", "5", "b-1/q-9"), ""),
    (("cards", "reset", "b-1/q-2"), ""),
    (("undo",), ""),
    (("limits",), ""),
    (("limits", "b-1", "--new", "3"), ""),
    (("limits", "--more", "3"), ""),
    (("plan", "b-1", "--exam", "in 9 days", "--name", "Εξ"), ""),
    (("plan", "b-1", "--exam", "soon"), ""),
    (("plan", "--retention"), ""),
    (("plan", "--name", "Ωω", "--remove"), ""),
    (("plan",), ""),
    (("plan", "--weight", "x"), ""),
    (("due",), ""),
    (("check", "b-1.yaml", "b-2.yaml"), ""),
    (("check", "nowhere.yaml"), ""),
    (("check", "b-9"), ""),
    (("check", "b-2.yaml", "--fix"), ""),
    (("try", "b-1.yaml"), ""),
    (("try", "b-2.yaml"), ""),
    (("new", "ν.yaml", "--kinds", "number,essay"), ""),
    (("new", "ν.yaml"), ""),
    (("new", "μ.yaml", "--kinds", "numbr"), ""),
    (("new", "μ.yaml", "--kinds", ","), ""),
    (("new", "μ.yaml", "--language", "?"), ""),
    (("pack", "b-1.yaml"), ""),
    (("add", "b-1.quiz.zip"), ""),
    (("add", "b-1.quiz.zip", "--yes"), ""),
    (("preview", "b-1"), ""),
    (("config",), ""),
    (("config", "--write"), ""),
    (("config", "--write"), ""),
    (("backup",), ""),
    (("backup", "--text"), ""),
    (("restore",), ""),
    (("restore", "1"), "n\n"),
    (("restore", "2"), "y\n"),
    (("restore", "nope"), ""),
    (("restore", "b-1.yaml"), ""),
    (("sync", "."), ""),
    (("sync", "nowhere"), ""),
    (("doctor",), ""),
    (("fit",), ""),
    (("fit", "--undo"), ""),
    (("fit", "--evaluate"), ""),
    (("fit", "--evaluate", "--reviews", "r.csv"), ""),
    (("fit", "--reviews", "r.csv"), ""),
    (("print", "b-1", "-o", "ε.html"), ""),
    (("print", "b-1", "-o", "ε.html"), ""),
    (("print", "b-1", "-o", "φ.html", "--versions", "2", "--key", "--bubbles"), ""),
    (("analyse", "r.csv"), ""),
    (("mark", "r.csv", "--key", "φ-key.json"), ""),
    (("ply",), ""),
    (("frobnicate",), ""),
    (("play", "--nope"), ""),
    (("play", "-n", "0"), ""),
    (("play", "-n", "x"), ""),
    (("play", "--mode", "x"), ""),
    (("play", "-n"), ""),
    (("play",), ""),
    (("play", "b-9", "--plain"), ""),
    (("exam", "nowhere.yaml", "--plain"), ""),
    (("undo", "x"), ""),
    (("mark",), ""),
)  # fmt: skip


@pytest.mark.slow
def test_every_line_of_the_command_line_is_a_message_or_data(tmp_path: Path) -> None:
    for name, text in (("b-1.yaml", BANK), ("b-2.yaml", FAULTY), ("b-3.yaml", ESSAY)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "r.csv").write_text(RECORD, encoding="utf-8")
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment = {**kept, "QUIZ_HOME": str(tmp_path / "home"), "QUIZ_BANKS": str(tmp_path)}
    told = run(tmp_path, RUNS, environment)
    found = []
    for (arguments, _typed), (_status, said) in zip(RUNS, told, strict=True):
        left = said.replace(str(tmp_path), "")
        found += [f"{' '.join(arguments)}: {line}" for line in english(left)]
    assert found == []


def english(said: str) -> list[str]:
    """Return the lines of bare text with words in them that are neither data nor typed."""
    lines = [line for line in bare(said).splitlines() if line.split(" ")[0] not in _SAMPLES]
    return [line for line in lines if _WORD.search(_DATA.sub(" ", line))]


_SAMPLES = tuple(path.stem for path in (ROOT / "questions").glob("*.yaml"))
"""The banks of the program itself, which are listed after one's own."""


_WORD = re.compile(r"[A-Za-z]{2,}")
_DATA = re.compile(
    r"\[?[A-Z]{2}[A-Z.|\]\[/=-]*(?:yaml|csv)?\]?"  # metavars
    r"|/?[\w./-]*[/.][\w./-]+"  # files
    r"|-{1,2}[\w-]+(?:=\w+)?"  # options
    r"|\[(?:[a-z0-9|]+\||no-|last-)[a-z0-9|-]+\]|\[required\]"  # choices, rules
    r"|^  [a-z_.]+ {2,}(?:\w+|[\d.]+)?$"  # settings
    r"|^[-+ ].*[{:].*$"  # lines of a bank
    rf"|\b(?:xx|quiz|kB|b-\d|q-\d|{'|'.join([*COMMANDS, *_ACTIONS, *KINDS])})\b"
)
