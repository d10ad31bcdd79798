import pytest

from quiz.lint import check_bank

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
        "vienna.yaml:5:25: warning: there is no rule 'yes-no-txt' to ignore; "
        "did you mean `yes-no-text`?"
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
