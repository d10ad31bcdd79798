"""Blackboard's text for uploads: a line for each question."""

from pathlib import Path

import pytest

from quiz.formats.exchange.blackboard import FORMAT
from quiz.formats.exchange.exchanged import Source
from quiz.formats.exchange.formats import recognised
from quiz.items.wording import solution_text
from tests.formats.exchange import foreign

FILE = """\
MC\tCapital of Italy?\tMilan\tincorrect\tRome\tcorrect
MA\tWhich are even?\t2\tCorrect\t3\tIncorrect\t4\tcorrect
TF\tIs <b>2</b> even?\ttrue
ESS\tWhy?\tBecause.
ORD\tSort\tone\ttwo\tthree
MAT\tMatch\tItaly\tRome\tSpain\tMadrid
FIB\tCapital of Spain?\tMadrid\tmadrid city
NUM\t2+2?\t4\t0.5
FIL\tHand in
MC\tNo key?\ta\tincorrect\tb\tincorrect
TF\tNeither?\tperhaps
MC\tOdd?\ta\tright
"""


def test_each_type_is_read_and_the_rest_is_named() -> None:
    assert recognised(Source(data=FILE.encode(), name="a.txt")) is FORMAT
    imported = foreign.read(FORMAT, FILE)
    assert [(item.kind, solution_text(item)) for item in imported.bank.items] == [
        ("choice", "Rome"),
        ("several", "2; 4"),
        ("truefalse", "true"),
        ("essay", "Because."),
        ("order", "1. one; 2. two; 3. three"),
        ("match", "Italy = Rome; Spain = Madrid"),
        ("text", "Madrid"),
        ("number", "4 (± 0.5)"),
    ]
    assert imported.bank.items[2].stem == "Is **2** even?"
    skipped = {note.where: note.reason for note in imported.notes if note.is_skipped}
    assert skipped["line 9"] == "questions of type “FIL” can't be carried"
    assert skipped["line 10"] == "no option is marked right"
    assert "neither true nor false" in skipped["line 11"]
    assert "neither correct nor incorrect" in skipped["line 12"]
    assert foreign.is_sound(imported)


@pytest.mark.parametrize("text", ["MC\n", "a\tb\n", "MC is short\tx\n"])
def test_other_tables_are_none(text: str) -> None:
    assert not FORMAT.trust(Source(data=text.encode(), name="a.txt"))


def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FILE, encoding="utf-8")
    foreign.survives(FORMAT, [path], 200, foreign.mutated)
