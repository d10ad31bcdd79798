"""Bombs and limits: refused with a line, in bounded time and memory, and never a traceback."""

import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quiz.formats import yaml_bank
from quiz.formats.decoded import Decoded
from quiz.formats.yaml_bank import limits
from quiz.startup import collection_paused

QUESTIONS = sorted((Path(__file__).parents[2] / "questions").glob("*.yaml"))
HEAD = "title: T\nquestions:\n"
FUZZ = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def decoded(text: str | bytes) -> Decoded:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    with collection_paused():  # as wherever a file is read
        found = yaml_bank.decode(data, source="b.yaml")
    assert not any("fault of the program" in problem.message for problem in found.problems)
    return found


def laughs() -> str:
    rows = ["a: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return HEAD + "  - question: Q\n    answer: a\n" + "\n".join(rows) + "\n"


def merge_bomb() -> str:
    rows = ["a0: &a0 {k: v}"]
    rows += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 9)]
    return "\n".join(rows) + "\n" + HEAD


def deep_indents(count: int) -> str:
    return HEAD + "".join(f"{' ' * (2 * n + 2)}- k{n}:\n" for n in range(count))


BOMBS: dict[str, str | bytes] = {
    "laughs": laughs(),
    "merge bomb": merge_bomb(),
    "recursion": HEAD + "  - &a [*a]\n",
    "recursive mapping": HEAD + "  - question: Q\n    answer: &a {b: *a}\n",
    "900 brackets": HEAD + "  - question: " + "[" * 900 + "]" * 900 + "\n",
    "5,000 brackets": HEAD + "  - question: " + "[" * 5_000 + "]" * 5_000 + "\n",
    "100,000 brackets": HEAD + "  - question: " + "[" * 100_000 + "\n",
    "100,000 braces": HEAD + "  - question: " + "{a: " * 50_000 + "\n",
    "brackets over lines": HEAD + "  - question: " + "[\n" * 100_000,
    "40 indents": deep_indents(40),
    "2,000 indents": deep_indents(1_000),
    "1,000 dashes": HEAD + "  " + "- " * 1_000 + "a\n",
    "200,000 dashes in a line": HEAD + "- " * 100_000 + "a\n",
    "1,000 question marks": HEAD + "  " + "? " * 1_000 + "a\n",
    "4,301 digits": HEAD + "  - question: Q\n    answer: " + "9" * 4_301 + "\n",
    "4,301 digits of points": HEAD
    + "  - question: Q\n    answer: a\n    points: "
    + "9" * 4_301
    + "\n",
    "huge exponent": HEAD + "  - question: Q\n    answer: 1e9999\n",
    "huge exponent of tolerance": HEAD
    + "  - question: Q\n    answer: 1\n    tolerance: 1e9999999999%\n",
    "sexagesimal": HEAD + "  - question: Q\n    answer: 5\n    points: " + "59:" * 50_000 + "59\n",
    "9 MB": HEAD + "  - question: Q\n    answer: a\n" + "# a comment\n" * 750_000,
    "9 MB of one scalar": HEAD + "  - question: " + "a" * 9_000_000 + "\n",
    "a long line": HEAD + "  - question: " + "a " * 130_000 + "\n    answer: a\n",
    "a million entries": HEAD + "  - question: Q\n    answer: [" + "a," * 1_000_000 + "a]\n",
    "a million entries over lines": HEAD
    + "  - question: Q\n    answer: ["
    + ("a," * 100 + "\n") * 10_000
    + "a]\n",
    "500,001 lines": HEAD + "  - question: Q\n    answer: a\n" + "\n" * 500_001,
    "600,000 nodes over many lines": HEAD + ("  - [" + "a," * 50 + "a]\n") * 12_000,
    "600,000 nodes without commas": HEAD + "  - a\n" * 30_000 + "  - {? a ? b ? c}\n" * 150_000,
    "20,001 questions": HEAD + "  - question: Q\n    answer: a\n" * 20_001,
    "20,001 characters": HEAD + "  - question: " + "a" * 20_001 + "\n    answer: a\n",
    "20,001 characters in a block": HEAD
    + "  - question: |\n"
    + "      aaaaaaaaa\n" * 2_001
    + "    answer: a\n",
    "a million broken questions": HEAD + "  - question: a: b\n" * 400_000,
    "many unclosed quotes": HEAD + '  - question: "a\n' * 200_000,
    "many unclosed gaps": HEAD + "  - cloze: " + "{{" * 9_000 + "\n",
    "many ticks": HEAD + "  - cloze: " + "` `` " * 3_900 + "\n",
    "many dollars": HEAD + "  - cloze: " + "$a" * 9_900 + "\n",
    "a heavy formula": HEAD
    + "  - question: Q\n    let: {a: 1..999999, b: 1..999999}\n    answer: = "
    + "9**9**9**9\n",
    "null bytes": HEAD.encode() + b"\x00" * 100_000,
    "random bytes": Random(1).randbytes(200_000),
    "a long unknown key": HEAD + "  - question: Q\n    answer: a\n    ? " + "k" * 19_000 + "\n",
    "many unknown keys": HEAD
    + "  - question: Q\n    answer: a\n"
    + "".join(f"    key{n}: a\n" for n in range(3_000)),
}


def test_there_are_forty_bombs() -> None:
    assert len(BOMBS) >= 40


def timed(data: bytes) -> tuple[Decoded, float]:
    """Decode, and say how much processor time it took."""
    began = time.process_time()
    with collection_paused():  # as wherever a file is read
        found = yaml_bank.decode(data, source="b.yaml")
    return found, time.process_time() - began


EXPECTED_LINES = {
    "laughs": 5, "merge bomb": 1, "recursion": 3, "900 brackets": 3, "5,000 brackets": 3,
    "100,000 brackets": 3, "4,301 digits": 4, "9 MB": 1, "a long line": 3, "a million entries": 4,
    "500,001 lines": 500_000, "20,001 characters": 3, "20,001 characters in a block": 3,
    "20,001 questions": 40_003, "null bytes": 3, "40 indents": 18, "huge exponent": 4,
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_at_a_line_of_the_file_in_bounded_time(name: str) -> None:
    bomb = BOMBS[name]
    data = bomb if isinstance(bomb, bytes) else bomb.encode()
    found, elapsed = timed(data)
    if elapsed > 1:
        elapsed = min(elapsed, timed(data)[1])  # a busy machine is no fault of ours
    assert found.problems
    for problem in found.problems[:100]:
        assert 1 <= problem.where.line <= data.count(b"\n") + 1
        assert problem.where.column >= 1
        assert "\n" not in problem.message
        assert len(problem.message) < 500
    if name in EXPECTED_LINES:
        assert EXPECTED_LINES[name] in [problem.where.line for problem in found.problems]
    if name == "20,001 questions":
        assert found.bank is not None
        assert len(found.bank.items) == limits.MOST_QUESTIONS
        assert "over 20,000 questions" in found.problems[0].message
    assert elapsed < 2, f"{elapsed:.1f} s"


def test_many_heavy_formulas_are_checked_in_bounded_time() -> None:
    question = (
        "  - question: Q\n    let: {a: 1..999999, b: 1..99}\n"
        "    tolerance: 1\n    answer: = a*b/7\n"
    )
    began = time.process_time()
    found = decoded(HEAD + question * 100)
    assert time.process_time() - began < 3
    assert found.bank is not None
    assert len(found.bank.items) == 100


MEASURE = """
import resource, sys
from quiz.formats import yaml_bank
data = sys.stdin.buffer.read()
unit = 1 if sys.platform == "darwin" else 1024
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
found = yaml_bank.decode(data, source="b.yaml")
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
print(len(found.problems) > 0, after - before)
"""


@pytest.mark.parametrize(
    "name",
    [
        "laughs", "merge bomb", "5,000 brackets", "100,000 brackets", "a million entries",
        "9 MB of one scalar", "600,000 nodes over many lines", "many unclosed quotes",
    ],
)  # fmt: skip
def test_a_bomb_is_refused_in_a_hundred_megabytes(name: str) -> None:
    pytest.importorskip("resource")
    bomb = BOMBS[name]
    data = bomb if isinstance(bomb, bytes) else bomb.encode()
    run = subprocess.run(
        [sys.executable, "-c", MEASURE],
        input=data,
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    refused, used = run.stdout.split()
    assert refused == b"True"
    assert int(used) < 100_000_000


def test_what_is_just_within_the_limits_is_read() -> None:
    text = HEAD + "  - question: " + "a" * limits.MOST_CHARACTERS + "\n    answer: a\n"
    assert not decoded(text).problems
    many = HEAD + "".join(
        f"  - question: Q{n}\n    answer: a\n" for n in range(limits.MOST_QUESTIONS)
    )
    found = decoded(many)
    assert not found.problems
    assert found.bank is not None
    assert len(found.bank.items) == limits.MOST_QUESTIONS


def test_brackets_in_texts_are_not_taken_for_depth() -> None:
    text = HEAD + "  - question: 'a " + "[" * 500 + "'\n    answer: " + "x(((" * 50 + "\n"
    assert not decoded(text).problems


# Control characters

CONTROLS = {
    "an escape sequence": ("\\e]52;c;x\\a", 0x1B),
    "NUL": ("a\\0b", 0x00),
    "a bell": ("a\\ab", 0x07),
    "C1": ("a\\x9bb", 0x9B),
    "DEL": ("a\\x7fb", 0x7F),
    "a direction override": ("a\\u202eb", 0x202E),
    "an isolate": ("a\\u2066b", 0x2066),
    "an Arabic letter mark": ("a\\u061cb", 0x061C),
    "a line separator": ("a\\u2028b", 0x2028),
    "a carriage return": ("a\\rb", 0x0D),
}


@pytest.mark.parametrize("name", CONTROLS)
@pytest.mark.parametrize("key", ["question", "answer", "explain", "hint", "source", "alt", "tags"])
def test_a_control_character_is_left_out_and_reported_at_its_line(name: str, key: str) -> None:
    written, code = CONTROLS[name]
    keys = {"question": "Q", "answer": "a", key: f'"{written} end"'}
    rows = [f"    {k}: {v}\n" for k, v in keys.items()]
    found = decoded(HEAD + "  - id: x\n" + "".join(rows))
    assert not found.problems
    [warning] = found.warnings
    assert (warning.level, warning.where.line) == ("warning", 4 + list(keys).index(key))
    assert f"U+{code:04X}" in warning.message
    assert found.bank is not None
    assert chr(code) not in repr(found.bank) + str(found.bank.items[0])
    assert "end" in str(found.bank.items[0])


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\u061c"])
def test_a_direction_override_typed_as_it_is_is_left_out_and_reported(sign: str) -> None:
    found = decoded(HEAD + f"  - question: Q\n    answer: a{sign}b\n")
    assert [warning.where.line for warning in found.warnings] == [4]
    assert found.bank is not None
    assert found.bank.items[0].solution == ("ab",)


@pytest.mark.parametrize("byte", [*range(0x09), *range(0x0E, 0x20), 0x7F, 0x0B])
def test_a_raw_control_character_is_refused_at_its_place(byte: int) -> None:
    found = decoded(HEAD.encode() + b"  - question: Q\n    answer: a" + bytes([byte]) + b"b\n")
    assert [(p.where.line, p.where.column) for p in found.problems] == [(4, 14)]
    assert f"U+{byte:04X}" in found.problems[0].message


def test_a_lone_surrogate_is_refused_raw_and_as_an_escape() -> None:
    raw = decoded(HEAD + "  - question: a\ud800b\n    answer: a\n")
    assert [problem.where.line for problem in raw.problems] == [3]
    assert "UTF-8" in raw.problems[0].message
    escaped = decoded(HEAD + '  - question: Q\n    answer: "a\\ud800b"\n')
    assert [problem.where.line for problem in escaped.problems] == [4]


def test_a_joiner_stays_for_emoji() -> None:
    found = decoded(HEAD + "  - question: 👩\u200d🏫?\n    answer: a\n")
    assert not found.warnings
    assert found.bank is not None
    assert found.bank.items[0].stem == "👩\u200d🏫?"


@pytest.mark.parametrize(
    "row",
    [
        '"\\e[31mkey": a', 'wrong: "\\e]52;c;x\\a"', 'points: "\\e[2J"', 'match: {"\\e": ""}',
        'id: "\\e\\a"', 'choices: ["\\e[1m", "\\e[2m"]', 'try: {"\\e": a}', 'passage: "\\e[1mx"',
        'typos: "\\eno"', 'tolerance: "\\e%"', 'image: "../\\e"', 'difficulty: "\\e]x"',
    ],
)  # fmt: skip
def test_no_fault_carries_a_control_character_to_the_terminal(row: str) -> None:
    found = decoded(HEAD + f"  - question: Q\n    answer: a\n    {row}\n")
    for problem in (*found.problems, *found.warnings):
        assert problem.message.isprintable()


# Fuzz


def check(data: bytes) -> None:
    with collection_paused():  # as wherever a file is read
        found = yaml_bank.decode(data, source="b.yaml")
    assert isinstance(found, Decoded)
    assert found.bank is not None or found.problems
    text_lines = data.count(b"\n") + data.count(b"\r") + 3
    for problem in (*found.problems, *found.warnings):
        assert 1 <= problem.where.line <= text_lines
        assert "\n" not in problem.message
    order = [(problem.where.line, problem.where.column) for problem in found.problems]
    assert order == sorted(order)
    if found.bank is not None:
        assert len(found.lines) == len(found.bank.items)
        ids = [item.id for item in found.bank.items]
        assert len(ids) == len(set(ids))
        for item in found.bank.items:
            assert item.mark(item.right_response()).credit == pytest.approx(1) or item.kind in (
                "text", "list", "cloze", "computed", "number", "choice",
            )  # fmt: skip


@given(data=st.binary(max_size=300))
@example(data=b"\xef\xbb\xbf\x00")
@example(data=b"%YAML 9.9\n---\na")
@example(data=b"%TAG ! tag:x\n--- !a b")
@example(data=b"? [\n")
@example(
    data=b"title: T\nquestions: [{question: Q, answer: a}, {? [a] : b}, [], {}, null, {{}: {}}]"
)
@FUZZ
def test_any_bytes_are_decoded_without_an_exception(data: bytes) -> None:
    check(data)


@given(text=st.text(st.sampled_from("-:? \n\t[]{}&*!|>'\"%@`#,abt=~.0\\é<"), max_size=120))
@FUZZ
def test_any_yaml_like_text_is_decoded_without_an_exception(text: str) -> None:
    check((HEAD + "  - question: Q\n    answer: " + text).encode())
    check((HEAD + "  - " + text).encode())
    check((text + "\n" + HEAD + "  - question: Q\n    answer: a\n").encode())


@cache
def shipped(at: int) -> str:
    return QUESTIONS[at % len(QUESTIONS)].read_text(encoding="utf-8")


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A piece of a shipped bank, with some places changed."""
    lines = shipped(draw(st.integers(0, 3))).split("\n")
    begin = draw(st.integers(0, len(lines) - 1))
    piece = [*lines[:12], *lines[begin : begin + draw(st.integers(1, 60))]]
    for _ in range(draw(st.integers(1, 5))):
        row = draw(st.integers(0, len(piece) - 1))
        at = draw(st.integers(0, len(piece[row])))
        put = draw(st.sampled_from([*"-:?[]{}&*!|>'\"%@`#,\t \\", "\n", "", "  ", "é", ": ", "- "]))
        piece[row] = piece[row][:at] + put + piece[row][at + draw(st.integers(0, 3)) :]
    return "\n".join(piece).encode()


@given(data=mutated())
@FUZZ
def test_mutated_banks_are_decoded_without_an_exception(data: bytes) -> None:
    check(data)


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_a_shipped_bank_cut_anywhere_is_decoded_without_an_exception(path: Path) -> None:
    data = path.read_bytes()
    rng = Random(path.stem)
    for end in sorted(rng.sample(range(len(data)), 25)):
        check(data[:end])


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_a_shipped_bank_with_a_byte_changed_keeps_its_other_questions(path: Path) -> None:
    data = path.read_bytes()
    whole = yaml_bank.decode(data, source=path.name).sound_bank()
    start = data.index(b"questions:\n") + 12
    rng = Random(path.stem)
    kept = []
    for _ in range(25):
        at = rng.randrange(start, len(data))
        changed = data[:at] + rng.choice([b":", b"'", b'"', b"[", b"\t", b"&"]) + data[at + 1 :]
        check(changed)
        bank = yaml_bank.decode(changed, source=path.name).bank
        kept.append(0 if bank is None else len(bank.items))
    assert sum(count >= len(whole.items) - 3 for count in kept) >= 23, kept


def listed(count: int, entry: str = "w{n}") -> str:
    return "[" + ", ".join(entry.format(n=n) for n in range(count)) + "]"


TOO_MANY = {
    "options": f"answer: a\n    wrong: {listed(201)}",
    "names": f"answer: {listed(201)}",
    "steps": f"order: {listed(201)}",
    "pairs": "match: {" + ", ".join(f"k{n}: v{n}" for n in range(201)) + "}",
    "rubric": f"essay: model\n    rubric: {listed(201)}",
}


@pytest.mark.parametrize("kind", TOO_MANY)
def test_more_entries_than_a_question_can_show_are_refused_at_their_line(kind: str) -> None:
    found = decoded(f"{HEAD}  - question: Q?\n    {TOO_MANY[kind]}\n")
    assert found.bank is not None
    assert found.left_out == 1
    assert any("more than 200 items" in problem.message for problem in found.problems)


def test_more_gaps_than_a_screen_bears_are_refused() -> None:
    text = " ".join("{{a}}" for _ in range(51))
    found = decoded(f"{HEAD}  - cloze: {text!r}\n")
    assert any("more than 50 gaps" in problem.message for problem in found.problems)
    text = " ".join("{{a}}" for _ in range(50))
    assert not decoded(f"{HEAD}  - cloze: {text!r}\n").problems


@pytest.mark.parametrize("mark", ["\u0301", "\u20dd", "\u0e34", "\u064b"])
def test_marks_piled_on_a_letter_are_refused_and_usual_ones_are_not(mark: str) -> None:
    piled = f"{HEAD}  - question: What is a{mark * 21}?\n    answer: b\n"
    (problem,) = decoded(piled).problems
    assert (problem.where.line, "more than 20 accents" in problem.message) == (3, True)
    assert not decoded(piled.replace(mark * 21, mark * 4)).problems
    assert not decoded(f"{HEAD}  - question: {'…' * 40}?\n    answer: b\n").problems


def test_of_very_many_faults_the_rest_is_counted() -> None:
    began = time.process_time()
    found = decoded("".join(f"key{n}: x\n" for n in range(100_000)))
    assert time.process_time() - began < 5
    assert len(found.problems) == limits.MOST_FAULTS + 1
    assert found.problems[-1].message.startswith("and 99,0")


def of_lines(*lines: str) -> str:
    return (
        HEAD
        + "  - question: |\n"
        + "".join(f"      {line}\n" for line in lines)
        + "    answer: a\n"
    )


ROW = "| a " * 15 + "|"


@pytest.mark.parametrize(
    ("lines", "is_too_much"),
    [
        (["- a"] * 199, False),
        (["- a"] * 201, True),
        (["1. a", ""] * 201, True),
        (["# a"] * 201, True),
        (["```", "x | y", "```"] * 201, True),
        ([ROW, "| - " * 15 + "|", *[ROW] * 9], False),
        ([ROW, "| - " * 15 + "|", *[ROW] * 13], True),
        (["- a", "", *["b", ""] * 200], True),
        (["b", ""] * 400, False),
        (["b", "", "---", ""] * 200, False),
        (["```", *["- a"] * 500, "```"], False),
        (["|x| > 1 and |y|"] * 190, False),
    ],
)
def test_a_text_has_so_many_blocks_and_no_more(lines: list[str], is_too_much: bool) -> None:
    found = [problem.message for problem in decoded(of_lines("Which?", "", *lines)).problems]
    assert any(message.startswith("more than 200 list items") for message in found) == is_too_much
    assert len(found) == is_too_much
