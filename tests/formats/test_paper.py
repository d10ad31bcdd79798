"""Papers: read as kindly as banks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import BankError
from quiz.formats import paper
from quiz.formats.paper import is_paper
from quiz.items.paper import Behaviour, Paper, PaperSection

GOOD = """\
title: First term
about: Read *all* questions first.
minutes: 45
pass: 60
banks: [figures, dates]
draw:
  - {count: 5, tags: [economy], points: 2}
  - count: 3
    kinds: [text, number]
    difficulty: [easy, medium]
  - ids: [trade-aim, dates/signing-day]
shuffle: false
versions: 4
behaviour: certainty
grades: {C: 50, A: 85, B: 70}
"""

PRINTED = """\
title: T
school: "  St Mary's\\n  School "
class: 7b
logo: crest.png
date: 2027-01-18
banks: [figures]
draw:
  - {count: 1, title: Part one}
  - {count: 1}
"""


def test_a_paper_is_read() -> None:
    found = paper.decode(GOOD.encode(), source="p.yaml").sound_paper()
    assert found == Paper(
        title="First term",
        about="Read *all* questions first.",
        minutes=45,
        pass_percent=60,
        banks=("figures", "dates"),
        draw=(
            PaperSection(count=5, tags=("economy",), points=2, line=7),
            PaperSection(count=3, kinds=("text", "number"), difficulty=("easy", "medium"), line=8),
            PaperSection(count=2, ids=("trade-aim", "dates/signing-day"), line=11),
        ),
        shuffle=False,
        versions=4,
        behaviour=Behaviour.CERTAINTY,
        grades=(("A", 85), ("B", 70), ("C", 50)),
    )
    assert [found.grade(p) for p in (90, 85, 70, 49.9)] == ["A", "A", "B", ""]
    assert is_paper(GOOD.encode())
    assert not is_paper(b"title: T\nquestions:\n  - a\n")


def test_what_stands_above_a_printed_paper_is_read() -> None:
    found = paper.decode(PRINTED.encode(), source="p.yaml").sound_paper()
    assert (found.school, found.class_name) == ("St Mary's School", "7b")
    assert (found.logo, found.date) == ("crest.png", "2027-01-18")
    assert [row.title for row in found.draw] == ["Part one", ""]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("minutes: 5\n", 1, "`title` is missing; add `title: …`"),
        ("title: T\nminuts: 5\n", 2, "did you mean 'minutes'?"),
        ("title: T\npass: 101\n", 2, "`pass` must be at most 100"),
        ("title: T\npass: half\n", 2, "`pass` must be a number"),
        ("title: T\nbehaviour: strict\n", 2, "`behaviour` must be one of deferred, immediate"),
        ("title: T\ndraw: 5\n", 2, "`draw` must be a list"),
        ("title: T\ndraw:\n  - economy\n", 3, "be a mapping"),
        ("title: T\ndraw:\n  - {tags: [a]}\n", 3, "how many questions? Add `count: 5`"),
        ("title: T\ndraw:\n  - {count: 0}\n", 3, "`count` must be at least 1"),
        ("title: T\ndraw:\n  - {count: 1.5}\n", 3, "`count` must be a whole number"),
        ("title: T\ndraw:\n  - {count: 3, ids: [a]}\n", 3, "`ids` lists only 1"),
        ("title: T\ndraw:\n  - {count: 1, kinds: [txt]}\n", 3, "did you mean 'text'?"),
        ("title: T\ndraw:\n  - {count: 600}\n", 3, "at most 500"),
        ("title: T\ngrades: {A: 101}\n", 2, "100 percent; write"),
        ("title: T\nversions: 1000\n", 2, "at most 200"),
        ("title: T\ntitle: U\n", 2, "used twice"),
        ("title: [\n", 1, ""),
        ("", 1, "empty"),
        ("- a\n", 1, "not an exam paper"),
    ],
)
def test_each_fault_has_its_line_and_its_fix(text: str, line: int, said: str) -> None:
    found = paper.decode(text.encode(), source="p.yaml")
    assert found.paper is None
    with pytest.raises(BankError):
        found.sound_paper()
    assert any(p.where.line == line and said in p.message for p in found.problems), found.problems


@settings(max_examples=200, deadline=None)
@given(
    data=st.one_of(
        st.binary(max_size=100), st.text(max_size=100).map(lambda t: t.encode("utf-8", "replace"))
    )
)
def test_any_bytes_are_a_paper_or_faults(data: bytes) -> None:
    found = paper.decode(data, source="p.yaml")
    assert (found.paper is None) == bool(found.problems)
