"""The commands for those who write banks: check, try, new, pack."""

import json
import os
from pathlib import Path

import pytest

from quiz.items import KINDS
from quiz.library.findings import FindingsCache
from tests.cli.conftest import Run

WEAK = """\
title: Weak
language: en
source: a book
tags: [history]
questions:
  - answer: The signing of its Final Act a few days before the battle   # the key
    question: What ended the Congress of Vienna?
    wrong: [A war, A strike, A flood]
    explain: It was signed on 9 June 1815.
"""


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    return path


# quiz check: weaknesses, --strict, --fix, -, SARIF


def test_a_weakness_has_place_rule_reason_and_fix_and_fails_only_if_strict(run: Run) -> None:
    write("weak.yaml", WEAK)
    ran = run("check", "weak.yaml")
    assert (ran.status, ran.err) == (0, "")
    line = next(line for line in ran.out.splitlines() if line.endswith("[longest-key]"))
    assert line.startswith("weak.yaml:6:13: warning: the correct option is by far the longest (57")
    assert "shorten it" in line
    assert "weak.yaml: no errors, " in ran.out.splitlines()[-1]
    assert run("check", "--strict", "weak.yaml").status == 1
    assert run("check", "--strict", "questions").status in (0, 1)


def test_a_comment_silences_a_rule_on_its_line_in_a_question_or_in_the_bank(run: Run) -> None:
    for silenced in (
        WEAK.replace("# the key", "# quiz: ignore longest-key, key-order"),
        WEAK.replace("  - answer", "  # quiz: ignore longest-key\n  - answer"),
        "# quiz: ignore longest-key\n" + WEAK,
    ):
        write("weak.yaml", silenced)
        assert "[longest-key]" not in run("check", "weak.yaml").out
    write("weak.yaml", WEAK.replace("# the key", "# quiz: ignore longest-keys"))
    out = run("check", "weak.yaml").out
    assert "unknown rule 'longest-keys'; did you mean `longest-key`?" in out
    assert "[longest-key]" in out


def test_fix_writes_what_is_safe_and_says_what_it_wrote(run: Run) -> None:
    path = write("weak.yaml", WEAK)
    ran = run("check", "--fix", "weak.yaml")
    first = ran.out.splitlines()[0]
    assert first == "weak.yaml: fixed: 1 id added, keys reordered in 1 question"
    text = path.read_text("utf-8")
    assert text.splitlines()[5].startswith("  - id: q-")
    assert "battle   # the key\n" in text
    assert "fixed" not in run("check", "--fix", "weak.yaml").out
    assert path.read_text("utf-8") == text


SLIPS = """\
title: Slips
source: a book
tags: [history]
questions:
  - id: where
    question: Where did the congress meet?
    answer: b
    choices: {a: Paris, b: Vienna}   # the host
    explain: Austria was the host.
  - id: when
    question: On which day did it end?
    answer: 9 June 1815
    explain: Waterloo was nine days later.
"""


def test_fix_shows_what_would_change_the_meaning_and_writes_it_if_told_to(run: Run) -> None:
    path = write("slips.yaml", SLIPS)
    ran = run("check", "--fix", "slips.yaml")
    assert path.read_text("utf-8") == SLIPS
    assert "-    answer: 9 June 1815" in ran.out
    assert "+    date: 1815-06-09" in ran.out
    assert "Nothing changed; add --yes to apply these changes." in ran.out
    ran = run("check", "--fix", "--yes", "slips.yaml")
    assert "slips.yaml: 2 issues fixed" in ran.out
    text = path.read_text("utf-8")
    assert "    choices: [Paris, Vienna]   # the host\n" in text
    assert "    answer: Vienna\n" in text
    assert "    date: 1815-06-09\n" in text
    assert "---" not in run("check", "--fix", "--yes", "slips.yaml").out


def test_a_file_that_cannot_be_written_is_told(run: Run) -> None:
    path = write("weak.yaml", WEAK)
    if os.geteuid() == 0:
        pytest.skip("root may write everything")
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        assert run("check", "--fix", "weak.yaml").status == 2
    finally:
        path.parent.chmod(0o755)


def test_standard_input_is_checked_and_fixed(quiz: Run) -> None:
    ran = quiz("check", "-", lines=WEAK)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[-1].startswith("-: no errors, ")
    ran = quiz("check", "--fix", "-", lines=WEAK)
    assert "  - id: q-" in ran.out
    assert "[longest-key]" in ran.err
    assert quiz("check", "-", lines="title: [").status == 1
    assert quiz("check", "-", "more.yaml").status == 2


def test_findings_as_sarif_name_rule_level_and_place(run: Run) -> None:
    write("a weak bank.yaml", WEAK)
    log = json.loads(run("check", "--format", "sarif", "a weak bank.yaml").out)
    assert log["version"] == "2.1.0"
    (ran,) = log["runs"]
    rules = ran["tool"]["driver"]["rules"]
    found = next(r for r in ran["results"] if r["ruleId"] == "longest-key")
    assert rules[found["ruleIndex"]]["id"] == "longest-key"
    assert found["level"] == "note"
    place = found["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20weak%20bank.yaml"
    assert place["region"] == {"startLine": 6, "startColumn": 13}
    write("broken.yaml", "title: [")
    (ran,) = json.loads(run("check", "--format", "sarif", "broken.yaml").out)["runs"]
    assert {result["ruleId"] for result in ran["results"]} == {"fault"}


def test_the_rules_are_listed_each_with_its_reason(run: Run) -> None:
    out = run("check", "--rules").out
    assert "longest-key: The correct option is the longest." in out


def test_a_bank_is_checked_by_its_id_too(run: Run) -> None:
    assert run("check", "every").out.splitlines()[-1].startswith("questions/every.yaml: no errors")


# What was found is kept


def test_an_unchanged_file_is_answered_from_the_cache_and_a_changed_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = tmp_path / "weak.yaml"
    bank.write_text(WEAK + "    image: a.png\n    alt: a\n", encoding="utf-8")
    cache = FindingsCache(tmp_path / "cache")
    first = cache.of(str(bank))
    assert first.count("error") == 1
    calls: list[str] = []
    real = "quiz.library.findings.findings_of"

    def counted(data: bytes, source: str, exists: object) -> object:
        calls.append(source)
        return original(data, source, exists)  # type: ignore[arg-type]

    from quiz.library import findings

    original = findings.findings_of
    monkeypatch.setattr(real, counted)
    assert FindingsCache(tmp_path / "cache").of(str(bank)) == first
    assert calls == []
    (tmp_path / "a.png").write_bytes(b"")
    assert FindingsCache(tmp_path / "cache").of(str(bank)).count("error") == 0
    bank.write_text(WEAK, encoding="utf-8")
    FindingsCache(tmp_path / "cache").of(str(bank))
    assert len(calls) == 2


def test_a_damaged_or_unwritable_cache_does_no_harm(tmp_path: Path) -> None:
    bank = tmp_path / "weak.yaml"
    bank.write_text(WEAK, encoding="utf-8")
    first = FindingsCache(tmp_path / "cache").of(str(bank))
    for file in (tmp_path / "cache" / "findings").iterdir():
        file.write_bytes(b"\xff\x00nonsense")
    assert FindingsCache(tmp_path / "cache").of(str(bank)) == first
    (tmp_path / "file").write_text("")
    assert FindingsCache(tmp_path / "file").of(str(bank)) == first


# quiz try

TRIED = """\
title: Tried
questions:
  - question: Who presided over the congress?
    answer: Metternich
    accept: [Klemens von Metternich]
    try:
      right: [metternich, Metternic, "Prince Talleyrand"]
      wrong: [Talleyrand, metternich]
  - question: Where did it meet?
    answer: Vienna
    wrong: [Paris, Berlin]
    try: {right: [Vienna], wrong: [Paris, Rome]}
  - question: What is {a} times {b}?
    let: {a: 2..9, b: 2..9}
    answer: = a * b
    try: {right: [6]}
  - question: Name two hosts.
    answer: [Austria, [Britain, UK]]
    try: {right: ["UK; Austria"], wrong: [Spain, Austria]}
"""


def test_what_does_not_come_out_as_meant_is_told_with_its_place(run: Run) -> None:
    write("tried.yaml", TRIED)
    ran = run("try", "tried.yaml")
    assert (ran.status, ran.err) == (1, "")
    *misses, summary = ran.out.splitlines()
    said = [(miss.split(": ", 2)[0], miss.split(": ", 2)[2]) for miss in misses]
    assert [(place.split(":")[1], text.split(":")[0]) for place, text in said] == [
        ("7", "'Prince Talleyrand' should be right but is graded wrong"),
        ("7", "'metternich' should be wrong but is graded right"),
        ("12", "'Rome' can't be read as an answer to this question"),
        ("16", "`try` doesn't work for this kind (computed), which has no fixed answer; delete it"),
        ("19", "'Austria' should be wrong but is graded partly right"),
    ]
    assert summary.startswith("tried.yaml: ")
    assert summary.endswith(" answers tried, 5 not as expected")
    (told,) = json.loads(run("try", "tried.yaml", "--json").out)
    assert (told["faults"], len(told["misses"])) == (0, 5)
    assert told["answers"] > 60


def test_the_shipped_banks_come_out_as_meant_and_carry_trials(run: Run) -> None:
    ran = run("try", "figures", "dates", "alliances", "who-said-what")
    assert ran.status == 0
    assert [line.rpartition(", ")[2] for line in ran.out.splitlines()] == [
        "all graded as expected"
    ] * 4


def test_a_bank_of_every_kind_is_tried_whole(run: Run) -> None:
    ran = run("try")
    assert ran.status == 0
    assert ran.out.startswith("questions/every.yaml: ")


def test_faults_fail_a_trial_and_no_bank_is_refused(run: Run) -> None:
    write("faulty.yaml", TRIED.replace("wrong: [Paris, Berlin]", "wrong: [Vienna]"))
    ran = run("try", "faulty.yaml")
    assert (ran.status, ran.out.splitlines()[-1].rpartition("; ")[2]) == (
        1,
        "1 error (see `quiz check`)",
    )
    write("no.yaml", "[]")
    assert run("try", "no.yaml").status == 2
    assert run("try", "gone").status == 2


# quiz new


def test_a_new_bank_passes_the_check_plays_and_has_an_example_of_each_kind(run: Run) -> None:
    ran = run("new", "capitals", "--title", "Capitals: a quiz")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == "capitals.yaml: 14 questions"
    text = Path("capitals.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=.quiz.schema.json\n")
    schema = json.loads(Path(".quiz.schema.json").read_text("utf-8"))
    assert schema == json.loads(run("schema").out)
    checked = run("check", "--strict", "capitals.yaml")
    assert (checked.status, len(checked.out.splitlines())) == (0, 1), checked.out
    assert run("try", "capitals.yaml").status == 0
    assert all(f"  # {kind}: " in text for kind in KINDS)
    assert "title: 'Capitals: a quiz'" in text


def test_a_new_bank_has_the_kinds_that_are_wanted(run: Run) -> None:
    run("new", "a.yaml", "--kinds", "card, choice", "--language", "de", "--author", "A: B")
    ran = run("check", "--strict", "--format", "json", "a.yaml")
    (told,) = json.loads(ran.out)
    assert (told["kinds"], told["findings"], ran.status) == ({"choice": 1, "card": 1}, [], 0)
    for options, said in (
        (("--kinds", "cart"), "did you mean 'card'?"),
        (("--kinds", ","), "at least one kind"),
        (("--language", "klingon!"), "a language tag"),
    ):
        ran = run("new", "b.yaml", *options)
        assert (ran.status, said in ran.err) == (2, True), ran.err
        assert not Path("b.yaml").exists()


def test_a_bank_that_is_there_is_never_written_over(run: Run) -> None:
    write("here.yaml", WEAK)
    for name in ("here.yaml", "here"):
        ran = run("new", name)
        assert (ran.status, "already exists" in ran.err) == (2, True)
    assert Path("here.yaml").read_text("utf-8") == WEAK
    assert run("new", "gone/deep/new").status == 0


def test_notes_begin_a_bank_and_what_is_left_out_is_told(run: Run) -> None:
    write("notes.md", "# Rivers: a list\n\n- Vienna: Danube\n- Paris: Seine\n\nA text.\n")
    ran = run("new", "rivers", "--from", "notes.md")
    assert ran.out.splitlines()[0] == "rivers.yaml: 2 questions"
    assert "notes.md: line 6: left out" in ran.err
    (told,) = json.loads(run("check", "--format", "json", "rivers.yaml").out)
    assert told["kinds"] == {"card": 2}
    assert [f for f in told["findings"] if f["level"] == "error"] == []
    assert "title: 'Rivers: a list'" in Path("rivers.yaml").read_text("utf-8")
    write("notes.md", "Nothing.")
    ran = run("new", "none", "--from", "notes.md")
    assert (ran.status, Path("none.yaml").exists()) == (2, False)
    assert run("new", "none", "--from", "gone.md").status == 2


# quiz pack, quiz add


def test_a_pack_shows_what_is_in_it_and_is_added_only_if_asked_for(run: Run) -> None:
    ran = run("pack", "figures", "dates", "-o", "class.quiz.zip")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[0].startswith("class.quiz.zip: 2 banks, ")
    assert run("pack", "figures", "-o", "class.quiz.zip").status == 2
    assert run("pack", "figures", "dates", "-o", "class.quiz.zip", "--force").status == 0
    shown = run("add", "class.quiz.zip")
    assert shown.status == 0
    assert "The figures (figures): 36 questions" in shown.out
    assert "Author: the quiz project · Licence: CC-BY-4.0 · Language: en" in shown.out
    assert "already has the id 'figures'" in shown.err
    assert not Path("home/banks").exists()
    added = run("add", "class.quiz.zip", "--yes")
    assert added.status == 0
    assert Path("home/banks/figures/figures.yaml").is_file()
    assert run("add", "class.quiz.zip", "--yes").status == 0
    Path("home/banks/figures/figures.yaml").write_text(WEAK, encoding="utf-8")
    again = run("add", "class.quiz.zip", "--yes")
    assert (again.status, "already exists and differs" in again.err) == (2, True)
    assert run("add", "class.quiz.zip", "--yes", "--replace").status == 0


def test_a_single_bank_is_added_by_the_same_command(run: Run) -> None:
    write("weak.yaml", WEAK)
    assert "Added: " in run("add", "weak.yaml", "--yes").out
    assert Path("home/banks/weak/weak.yaml").read_text("utf-8") == WEAK
    for name in ("gone.yaml", "gone.quiz.zip", "."):
        assert run("add", name, "--yes").status == 2


def test_a_git_repository_of_banks_is_a_bank_folder(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = Path("class")
    for name, text in {
        ".git/config.yaml": "[",
        ".github/workflows/check.yml": "on: push\n",
        "mkdocs.yml": "site_name: Class\nnav: []\n",
        "term1/weak.yaml": WEAK,
        "README.md": "# Class\n",
    }.items():
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        write(str(repository / name), text)
    monkeypatch.setenv("QUIZ_BANKS", str(repository.resolve()))
    assert "class/term1/weak.yaml" in run("banks", "--json").out.replace("\\", "/")
    assert "mkdocs" not in run("banks").out
    ran = run("check", "class")
    assert ran.status == 0
    assert ran.err == (
        "quiz: class/mkdocs.yml: left out: not a bank (no `title` and no `questions`)\n"
    )
    assert run("check", "class/mkdocs.yml").status == 1
