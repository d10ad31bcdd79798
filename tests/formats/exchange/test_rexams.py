"""R/exams: static exercises of every type, and those of several parts."""

from decimal import Decimal
from pathlib import Path

import pytest

from quiz.formats.exchange.rexams import FORMAT
from quiz.items import Allowance, Cloze, Essay, Item, MultipleChoice, Number, SingleChoice
from tests.formats.exchange import foreign

DISTANCES = """\
Question
========
Given two points $p$ and $q$:

Questionlist
------------
* What is the Manhattan distance?
* What is the Euclidean distance?
* longer
* shorter
* both
* Explain.

Solution
========
See the drawing.

Solutionlist
------------
* It is two.
* It is a root.
* True. Yes.
* False. No.
* True. Well.
* Because it is.

Meta-information
================
exname: Distances
extype: cloze
exsolution: 2|2.5|101|nil
exclozetype: num|num|mchoice|essay
extol: 0.01|0.5|0|0
exsection: Geometry/Plane
"""
PERU = """\
Question
========
The capital of Peru is ##ANSWER1##, which has ##ANSWER2## letters and is in ##ANSWER3##.

Answerlist
----------
* Asia
* America

Meta-information
================
exname: Peru
extype: cloze
exsolution: Lima|4|01
exclozetype: string|num|schoice
"""


def read(text: str) -> list[Item]:
    return list(foreign.read(FORMAT, text).bank.items)


def test_an_exercise_of_several_parts_is_a_question_for_each_of_them() -> None:
    imported = foreign.read(FORMAT, DISTANCES)
    first, second, third, fourth = imported.bank.items
    assert isinstance(first, Number)
    assert (first.stem, first.answer) == ("What is the Manhattan distance?", Decimal(2))
    assert (first.tolerance, first.explain) == (Allowance(Decimal("0.01")), "It is two.")
    assert isinstance(second, Number)
    assert second.tolerance == Allowance(Decimal("0.5"))
    assert isinstance(third, MultipleChoice)
    assert third.stem == "Part 3"
    assert [option.text for option in third.options] == ["longer", "shorter", "both"]
    assert third.keys == (0, 2)
    assert isinstance(fourth, Essay)
    assert fourth.model_answer == "Because it is."
    assert {item.passage for item in imported.bank.items} == {imported.bank.passages[0][0]}
    assert imported.bank.passages[0][1] == "Given two points $p$ and $q$:"
    assert first.tags == ("Geometry", "Plane")
    assert "a question for each" in imported.notes[0].reason
    assert foreign.is_sound(imported)
    again = foreign.read(FORMAT, DISTANCES)
    assert [item.id for item in again.bank.items] == [item.id for item in imported.bank.items]


def test_parts_with_places_in_the_text_are_its_gaps() -> None:
    imported = foreign.read(FORMAT, PERU)
    (one,) = imported.bank.items
    assert isinstance(one, Cloze)
    assert one.stem == "The capital of Peru is ____, which has ____ letters and is in ____."
    assert [gap.answers for gap in one.gaps] == [("Lima",), ("4",), ("America",)]
    assert one.gaps[2].options == ("America", "Asia")
    assert imported.notes == ()
    wide = foreign.read(FORMAT, PERU + "extol: 0|1|0\n")
    assert "tolerance" in wide.notes[0].reason


def test_a_part_that_is_no_gap_makes_questions_of_all() -> None:
    text = PERU.replace("exclozetype: string|num|schoice", "exclozetype: string|num|mchoice")
    imported = foreign.read(FORMAT, text)
    assert [item.kind for item in imported.bank.items] == ["text", "number", "several"]
    assert "is (1), which has (2) letters" in imported.bank.passages[0][1]


def test_types_that_are_not_said_go_by_the_solutions() -> None:
    assert isinstance(read(PERU.replace("exclozetype", "exother"))[0], Cloze)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (PERU.replace("Lima|4|01", "Lima|4"), "not as many"),
        (PERU.replace("* Asia\n", ""), "not as many"),
        (PERU.replace("Peru is", "Peru is `r x`"), "R code"),
        (PERU.replace("extype: cloze", "extype: other"), "type other"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, reason: str) -> None:
    imported = foreign.read(FORMAT, text)
    assert not imported.bank.items
    assert reason in imported.notes[0].reason


def test_a_part_that_asks_for_a_file_is_left_out_alone() -> None:
    imported = foreign.read(FORMAT, DISTANCES.replace("mchoice|essay", "mchoice|file"))
    assert len(imported.bank.items) == 3
    assert [note.where for note in imported.notes if note.is_skipped] == ["line 1, (4)"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("capitals", MultipleChoice), ("gaussmarkov", MultipleChoice), ("swisscapital", SingleChoice)],
)
def test_files_of_others(name: str, kind: type[Item]) -> None:
    path = foreign.corpus(f"banks/cran__exams/{name}.Rmd")
    (one,) = foreign.read(FORMAT, path.read_bytes(), path.name).bank.items
    assert isinstance(one, kind)


def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    files = [tmp_path / "a.Rmd", tmp_path / "b.Rmd"]
    for path, text in zip(files, (DISTANCES, PERU), strict=True):
        path.write_text(text, encoding="utf-8")
    foreign.survives(FORMAT, files, 200, foreign.mutated)
