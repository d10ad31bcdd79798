"""Every fault is one line that says where the mistake stands and what would fix it."""

import re

import pytest

from quiz.errors import Problem
from quiz.formats import yaml_bank
from quiz.formats.decoded import Decoded
from tests.formats.mistakes import HEAD, IN_A_FILE, IN_A_QUESTION

Place = tuple[int, int]


def decoded(text: str | bytes) -> Decoded:
    data = text.encode() if isinstance(text, str) else text
    return yaml_bank.decode(data, source="b.yaml", exists=lambda name: name != "missing.png")


def unmarked(text: str) -> tuple[str, Place]:
    """Return a bank without its ▶, and the line and column where that stood."""
    before, _, after = text.partition("▶")
    return before + after, (before.count("\n") + 1, len(before) - before.rfind("\n"))


def places(problems: tuple[Problem, ...]) -> list[Place]:
    return [(problem.where.line, problem.where.column) for problem in problems]


MISTAKES = [
    *((name, advice, HEAD + text) for name, advice, text in IN_A_QUESTION),
    *IN_A_FILE,
]


@pytest.mark.parametrize(
    ("advice", "marked"),
    [pytest.param(advice, text, id=name) for name, advice, text in MISTAKES],
)
def test_a_mistake_is_reported_once_at_its_place_with_the_advice(advice: str, marked: str) -> None:
    text, place = unmarked(marked)
    problems = decoded(text).problems
    assert [str(problem) for problem in problems] == [str(problems[0])]
    assert places(problems) == [place]
    assert advice in problems[0].message


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(text, id=name)
        for name, _, text in MISTAKES
        if "\nquestions:\n  " in text
        and name not in ("two docs", "doc end", "questions mapping")  # nothing may follow these
    ],
)
def test_a_mistake_hides_neither_the_sound_questions_after_it_nor_their_faults(marked: str) -> None:
    mistake, place = unmarked(marked)
    end = "" if mistake.endswith("\n") else "\n"
    after = (
        "  - question: Sound?\n    answer: yes\n  - question: Faulty?\n    answer: a\n    tme: 3\n"
    )
    text = mistake + end + after
    found = decoded(text)
    assert found.bank is not None
    assert "Sound?" in [item.stem for item in found.bank.items]
    fault = (text.count("\n"), 5)
    assert place in places(found.problems)
    assert fault in places(found.problems)


def test_the_table_has_no_mistake_twice_and_covers_many() -> None:
    names = [name for name, _, _ in MISTAKES]
    assert len(set(names)) == len(names) >= 60


@pytest.mark.parametrize("marked", [pytest.param(text, id=name) for name, _, text in MISTAKES])
def test_every_fault_is_one_line_that_says_what_would_fix_it(marked: str) -> None:
    for problem in decoded(unmarked(marked)[0]).problems:
        line = str(problem)
        assert "\n" not in line
        assert 20 < len(problem.message) < 250
        assert any(sign in problem.message for sign in ";?:`"), "nothing but the complaint"
        assert "Error" not in line
        assert not re.search(r"\bexpected\b", line), "a sentence of the parser, not ours"


# Mistakes that show in two places, or that are no text


def test_a_key_that_stands_at_the_left_edge_is_told_where_it_belongs() -> None:
    problems = decoded(HEAD + "  - question: Who?\nanswer: Metternich\n").problems
    assert (
        "`answer` at the left margin doesn't belong to a question; indent it" in problems[1].message
    )
    assert problems[1].where.line == 4


def test_no_break_spaces_before_a_key_are_named() -> None:
    problems = decoded(HEAD + "  - question: Who?\n\u00a0\u00a0\u00a0\u00a0answer: M\n").problems
    assert "type a plain one" in problems[-1].message
    assert problems[-1].where.line == 4


def test_keys_as_they_are_called_elsewhere_lead_to_ours() -> None:
    problems = decoded(HEAD + "  - q: Who?\n    a: Metternich\n").problems
    assert [problem.message for problem in problems] == [
        "unknown key 'q'; did you mean 'question'?",
        "unknown key 'a'; did you mean 'answer'?",
    ]


def test_an_anchor_and_its_alias_are_both_refused_at_their_lines() -> None:
    text = "  - question: &q Who?\n    answer: M\n  - question: *q\n    answer: N\n"
    problems = decoded(HEAD + text).problems
    assert places(problems) == [(3, 15), (5, 15)]
    assert all("anchors and aliases aren't" in problem.message for problem in problems)


def test_a_duplicate_id_names_both_lines() -> None:
    text = HEAD + (
        "  - id: one\n    question: A?\n    answer: a\n"
        "  - question: B?\n    answer: b\n    id: one\n"
    )
    [problem] = decoded(text).problems
    assert problem.where.line == 8
    assert "first in line 3" in problem.message


def test_a_duplicate_id_is_found_even_if_the_first_question_is_faulty() -> None:
    text = HEAD + ("  - id: one\n    question: A?\n  - id: one\n    question: B?\n    answer: b\n")
    problems = decoded(text).problems
    assert places(problems) == [(3, 5), (5, 9)]
    assert "first in line 3" in problems[1].message


def test_a_file_that_is_not_utf_8_names_the_place_of_the_byte() -> None:
    [problem] = decoded(HEAD.encode() + "  - question: Größe?\n".encode("latin-1")).problems
    assert (problem.where.line, problem.where.column) == (3, 17)
    assert "save it as UTF-8" in problem.message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_file_in_utf_16_is_refused_with_the_fix(encoding: str) -> None:
    mark = b"" if encoding in ("utf-16", "utf-32") else "\ufeff".encode(encoding)
    problems = decoded(mark + HEAD.encode(encoding)).problems
    assert problems[0].where.line == 1
    assert "UTF-8" in problems[0].message


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault() -> None:
    text = HEAD + "  - question: Who?\n    answer: M\n    explian: x\n"
    [problem] = decoded(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()).problems
    assert (problem.where.line, problem.where.column) == (5, 5)


@pytest.mark.parametrize("data", [b"", b"\n", b"  \n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_says_what_a_bank_has(data: bytes) -> None:
    found = decoded(data)
    assert found.bank is None
    assert places(found.problems) == [(1, 1)]
    assert "`title` and `questions`" in found.problems[0].message


def test_a_list_as_the_whole_file_is_no_bank() -> None:
    found = decoded("- question: Who?\n  answer: M\n")
    assert found.bank is None
    assert "question bank" in found.problems[0].message


@pytest.mark.parametrize("word", ["Yes", "No", "on", "off", "y", "True", "NULL", "Null", "~"])
def test_words_that_yaml_once_took_for_more_stay_text_without_a_fault(word: str) -> None:
    found = decoded(HEAD + f"  - question: Q?\n    answer: {word}\n")
    assert not found.problems
    assert found.bank is not None
    assert found.bank.items[0].solution == (word,)


def test_a_list_whose_dashes_stand_under_its_key_is_no_fault() -> None:
    found = decoded(HEAD + "  - question: Q?\n    answer: a\n    wrong:\n    - b\n    - c\n")
    assert not found.problems


def test_all_faults_of_a_file_come_at_once_in_the_order_of_the_file() -> None:
    text = """\
title: T
auther: me
language: english please
defaults: {tme: 3}
questions:
  - id: a b
    question: One?
    answer: 1,000
    points: -1
  - question: Two: or three?
    answer: x
  - question: Four?
    answer: [a, b]
    choices: [a, c]
    image: missing.png
  - cloze: The {{end.
  - question: Six?
    answer: six
    try: {rigth: [six]}
"""
    found = decoded(text)
    lines = [problem.where.line for problem in found.problems]
    assert lines == [2, 3, 4, 6, 8, 9, 10, 13, 15, 16, 19]
    assert found.bank is not None
    assert found.bank.items == ()


def test_several_broken_questions_are_each_reported_and_the_sound_ones_kept() -> None:
    broken = ("question: A: b", 'question: "C', "question: *d", "question: [e] f", "question: @g")
    text = HEAD
    for number, row in enumerate(broken):
        text += f"  - {row}\n    answer: x\n  - question: Sound {number}?\n    answer: y\n"
    found = decoded(text)
    assert [problem.where.line for problem in found.problems] == [3, 7, 11, 15, 19]
    assert found.bank is not None
    assert [item.stem for item in found.bank.items] == [f"Sound {n}?" for n in range(5)]
    assert found.lines == (5, 9, 13, 17, 21)


def test_a_broken_head_does_not_hide_the_questions() -> None:
    text = 'title: A: b\nabout: "never closed\nquestions:\n  - question: Who?\n    answer: M\n'
    found = decoded(text)
    assert [problem.where.line for problem in found.problems] == [1, 2]
    assert found.bank is not None
    assert [item.stem for item in found.bank.items] == ["Who?"]


def test_the_mark_of_a_broken_question_cannot_be_written_by_a_bank() -> None:
    raw = decoded(HEAD + "  - question: Q?\n    answer: \ufdd0broken\n")
    assert [problem.where.line for problem in raw.problems] == [4]
    escaped = decoded(HEAD + '  - question: Q?\n    answer: "\\uFDD0broken"\n')
    assert escaped.problems or escaped.bank is not None
    assert escaped.bank is not None
    assert [item.solution for item in escaped.bank.items] == [("\ufdd0broken",)]


def test_a_fault_reads_as_file_line_column_and_sentence() -> None:
    [problem] = decoded(HEAD + "  - question: Q?\n    answer: a\n    explian: b\n").problems
    assert str(problem) == "b.yaml:5:5: error: unknown key 'explian'; did you mean 'explain'?"


def test_text_and_list_mistakes_name_the_key_of_the_teacher() -> None:
    found = decoded(HEAD + "  - question: Q?\n    answer: a\n    wrong: b, c\n")
    assert "`wrong: [b, c]`" in found.problems[0].message


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_of_an_unfinished_merge_one_side_is_read(end: str) -> None:
    text = (
        "title: T\n<<<<<<< HEAD\nid: ours\n||||||| base\nid: base\n=======\nid: theirs\n"
        ">>>>>>> other\nquestions:\n  - question: Who?\n    answer: M\n"
    )
    found = decoded(text.replace("\n", end))
    assert found.bank is not None
    assert (found.bank.id, found.lines) == ("ours", (10,))
    assert places(found.problems) == [(2, 1)]


@pytest.mark.parametrize("sign", ["<<<<<<< a", "=======", ">>>>>>> b"])
def test_a_mark_of_a_merge_that_was_left_is_found(sign: str) -> None:
    found = decoded(
        f"{HEAD}  - question: Who?\n    answer: M\n{sign}\n  - question: X\n    answer: N\n"
    )
    assert ["unfinished merge" in problem.message for problem in found.problems] == [True]
    assert found.bank is not None
    assert len(found.bank.items) == 2


def test_marks_of_a_merge_within_a_text_are_text() -> None:
    lines = "      What is this?\n      <<<<<<< HEAD\n      =======\n"
    text = f"{HEAD}  - question: |\n{lines}    answer: M\n"
    assert decoded(text).problems == ()


def test_a_bank_whose_file_is_named_by_dots_has_an_id() -> None:
    bank = yaml_bank.decode(
        f"{HEAD}  - question: Q\n    answer: a\n".encode(), source="...yaml"
    ).bank
    assert bank is not None
    assert bank.id == "bank"
