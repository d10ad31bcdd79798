import re
from pathlib import Path

import pytest

from quiz.lint import check_bank
from quiz.lint.fixing import safely_fixed

HEAD = "title: Vienna\nsource: A book\ntags: [history]\nquestions:\n"
WEAK = """\
- id: a
  question: Was it in Vienna?
  answer: "yes"
  hint: Say yes.
"""


def rules(text: str) -> list[str]:
    checked = check_bank(text.encode(), source="vienna.yaml")
    return [problem.rule or str(problem) for problem in checked.findings]


def test_without_a_comment_all_is_heard() -> None:
    assert rules(HEAD + WEAK) == ["no-explain", "yes-no-text", "hint-gives-away"]


def test_a_comment_behind_a_line_speaks_of_the_line() -> None:
    quiet = WEAK.replace('"yes"', '"yes"  # quiz: ignore yes-no-text')
    assert rules(HEAD + quiet) == ["no-explain", "hint-gives-away"]
    other = WEAK.replace("Vienna?", "Vienna?  # quiz: ignore yes-no-text")
    assert rules(HEAD + other) == ["no-explain", "yes-no-text", "hint-gives-away"]


def test_a_comment_of_its_own_speaks_of_the_next_line_that_holds_something() -> None:
    quiet = WEAK.replace("  hint", "  # quiz: ignore hint-gives-away\n\n  # why not\n  hint")
    assert rules(HEAD + quiet) == ["no-explain", "yes-no-text"]


def test_a_comment_at_the_first_line_speaks_of_the_question() -> None:
    behind = WEAK.replace("id: a", "id: a # quiz: ignore no-explain, yes-no-text hint-gives-away")
    assert rules(HEAD + behind) == []
    above = "# quiz: ignore: no-explain yes-no-text\n" + WEAK
    assert rules(HEAD + above) == ["hint-gives-away"]
    second = WEAK.replace("id: a", "id: b").replace("Was it", "Was it once")
    assert "yes-no-text" in rules(HEAD + behind + second)


def test_a_comment_above_the_questions_speaks_of_the_bank() -> None:
    head = "# quiz: ignore yes-no-text\n" + HEAD
    assert rules(head + WEAK) == ["no-explain", "hint-gives-away"]
    inside = HEAD.replace("questions:", "# quiz: ignore yes-no-text, no-explain\nquestions:")
    assert rules(inside + WEAK) == ["hint-gives-away"]


def test_a_name_that_is_no_rules_is_warned_of_with_the_nearest() -> None:
    quiet = WEAK.replace("id: a", "id: a  # quiz: ignore yes-no-txt")
    found = check_bank((HEAD + quiet).encode(), source="vienna.yaml")
    (warning,) = found.warnings
    assert str(warning) == (
        "vienna.yaml:5:25: warning: unknown rule 'yes-no-txt'; did you mean `yes-no-text`?"
    )
    assert "yes-no-text" in {problem.rule for problem in found.weaknesses}


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_lines_are_counted_as_yaml_counts_them(end: str) -> None:
    quiet = WEAK.replace('"yes"', '"yes"  # quiz: ignore yes-no-text')
    text = HEAD + quiet.replace("\n", end)
    assert rules(text) == ["no-explain", "hint-gives-away"]


def test_faults_are_never_silenced() -> None:
    text = HEAD + "- id: a  # quiz: ignore no-explain\n  question: Where?\n  answr: Vienna\n"
    assert any("answr" in problem for problem in rules(text))


# --fix leaves what is silenced

QUIET = """\
title: Rivers
source: an atlas
tags: [geography]
questions:
  - question: Which river flows through Paris?   # quiz: ignore no-explain
    answer: Seine
  - id: a   # quiz: ignore key-order
    answer: Danube
    question: Which river flows through Vienna?
    explain: It comes from the Black Forest.
  - answer: Po   # quiz: ignore no-explain
    question: Which river flows through Turin?
  - id: p
    passage: text
    question: What is it about?
    answer: water
    explain: It is named in the first line.
passages: {text: A text on water.}
"""


def test_a_fix_keeps_comments_with_their_questions_and_leaves_what_is_silenced() -> None:
    done = safely_fixed(QUIET.encode(), source="rivers.yaml")
    text = done.data.decode()
    first, second, third, fourth = (part.split("\n") for part in re.split(r"\n  - ", text)[1:])
    assert re.fullmatch(r"id: q-\w+   # quiz: ignore no-explain", first[0])
    assert first[1] == "    question: Which river flows through Paris?"
    assert second[:2] == ["id: a   # quiz: ignore key-order", "    answer: Danube"]
    assert re.fullmatch(r"id: q-\w+   # quiz: ignore no-explain", third[0])
    assert third[1:3] == ["    question: Which river flows through Turin?", "    answer: Po"]
    assert fourth[:3] == ["id: p", "    passage: text", "    question: What is it about?"]
    assert (done.ids, done.orders) == (2, 1)
    before = {p.rule for p in check_bank(QUIET.encode(), source="r.yaml").weaknesses}
    after = {p.rule for p in check_bank(done.data, source="r.yaml").weaknesses}
    assert after == before - {"no-id", "key-order"}


def test_the_shipped_banks_have_nothing_to_fix() -> None:
    for path in (Path(__file__).parents[2] / "questions").glob("*.yaml"):
        assert not safely_fixed(path.read_bytes(), source=path.name).is_changed
