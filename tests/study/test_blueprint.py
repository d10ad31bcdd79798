"""A paper's questions: every row its number, the same seed the same exam, shortages told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.items import ShortText, TrueFalse
from quiz.items.paper import Paper, PaperSection
from quiz.study.blueprint import (
    Available,
    difficulty_word,
    drawn,
    fits,
    sections_of,
    shortages,
)
from quiz.study.request import CardRef


def pool(count: int = 20) -> list[Available]:
    found = []
    for n in range(count):
        values = {
            "id": f"q{n}",
            "stem": f"{n}?",
            "tags": ("even" if n % 2 == 0 else "odd", "all"),
            "difficulty": ("easy", "hard", 0.5)[n % 3],
            "passage": "p" if n in (3, 4, 5) else "",
        }
        item = TrueFalse(key=True, **values) if n % 4 == 0 else ShortText(answer="x", **values)  # type: ignore[arg-type]
        found.append(Available(CardRef("b" if n < 15 else "c", f"q{n}"), item))
    return found


ROWS = (
    PaperSection(count=3, tags=("even",), points=2),
    PaperSection(count=2, kinds=("truefalse",)),
    PaperSection(count=2, ids=("q1", "b/q3")),
    PaperSection(count=4, difficulty=("easy", "hard"), banks=("b",)),
)
PAPER = Paper(title="P", draw=ROWS)


def test_every_row_gets_its_number_and_no_question_twice() -> None:
    available = pool()
    by_ref = {one.ref: one for one in available}
    assert shortages(PAPER, available) == ()
    for seed in range(30):
        found = drawn(PAPER, available, seed)
        assert len({one.ref for one in found}) == 11
        for at, row in enumerate(ROWS):
            mine = [one for one in found if one.row == at]
            assert len(mine) == row.count
            assert all(fits(row, by_ref[one.ref]) for one in mine)
            assert all(one.points == (2 if at == 0 else 1) for one in mine)


def test_the_same_seed_gives_the_same_exam_and_another_seed_another() -> None:
    assert drawn(PAPER, pool(), 7) == drawn(PAPER, pool(), 7)
    assert len({drawn(PAPER, pool(), seed) for seed in range(10)}) > 5


def test_passages_stay_together_in_their_order() -> None:
    for seed in range(10):
        found = [one.ref.card for one in drawn(Paper(title="P"), pool(), seed)]
        at = found.index("q3")
        assert found[at : at + 3] == ["q3", "q4", "q5"]


def test_without_shuffling_rows_and_questions_come_as_written() -> None:
    paper = Paper(title="P", draw=ROWS, shuffle=False)
    found = drawn(paper, pool(), 3)
    assert [one.row for one in found] == sorted(one.row for one in found)


def test_rows_with_a_title_are_sections_whose_questions_stay_together() -> None:
    rows = (
        PaperSection(count=2, ids=("q1", "q2")),
        PaperSection(count=3, ids=("q6", "q7", "q8"), title="A"),
        PaperSection(count=3, ids=("q9", "q10", "q11")),
        PaperSection(count=2, ids=("q12", "q13"), title="B"),
    )
    assert sections_of(rows) == (-1, 1, 1, 3)
    orders = set()
    for seed in range(10):
        found = [one.row for one in drawn(Paper(title="P", draw=rows), pool(), seed)]
        assert [sections_of(rows)[row] for row in found] == [-1] * 2 + [1] * 6 + [3] * 2
        orders.add(tuple(found))
    assert len(orders) > 3  # within a section they are shuffled


def test_a_row_that_asks_for_more_than_there_is_says_how_many_there_are() -> None:
    paper = Paper(
        title="P", draw=(PaperSection(count=9, kinds=("truefalse",)), PaperSection(count=1))
    )
    assert [(s.row, s.message) for s in shortages(paper, pool())] == [
        (0, "asks for 9, but there are 5 such questions")
    ]
    none = Paper(title="P", draw=(PaperSection(count=1, tags=("gone",)),))
    assert shortages(none, pool())[0].message == "asks for 1, but there are 0 such questions"


def test_rows_that_want_the_same_questions_are_told() -> None:
    by_id = PaperSection(count=4, ids=("q0", "q4", "q8", "q12"))
    paper = Paper(title="P", draw=(PaperSection(count=4, kinds=("truefalse",)), by_id))
    (short,) = shortages(paper, pool())
    assert "are left after the other sections" in short.message


def test_overlapping_rows_are_filled_if_they_can_be() -> None:
    wide = PaperSection(count=4, tags=("even",))
    narrow = PaperSection(count=1, ids=("q0",))
    for seed in range(20):
        found = drawn(Paper(title="P", draw=(wide, narrow)), pool(10), seed)
        assert len(found) == 5


@pytest.mark.parametrize(
    ("value", "word"), [(0.9, "easy"), (0.5, "medium"), (0.1, "hard"), ("easy", "easy"), (None, "")]
)
def test_a_share_is_a_word_too(value: float | str | None, word: str) -> None:
    assert difficulty_word(value) == word


_ROW = st.builds(
    PaperSection,
    count=st.integers(1, 6),
    tags=st.sampled_from([(), ("even",), ("odd",)]),
    kinds=st.sampled_from([(), ("truefalse",), ("text",)]),
    difficulty=st.sampled_from([(), ("easy",), ("medium", "hard")]),
)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(_ROW, min_size=1, max_size=4), seed=st.integers(0, 5))
def test_what_is_not_told_short_is_filled(rows: list[PaperSection], seed: int) -> None:
    paper = Paper(title="P", draw=tuple(rows))
    available = pool()
    found = drawn(paper, available, seed)
    if not shortages(paper, available):
        assert len(found) == sum(row.count for row in rows)
    assert len({one.ref for one in found}) == len(found)


def test_an_exam_draws_one_of_a_fact_while_there_are_others() -> None:
    kinds = (TrueFalse(key=True, id="", stem="?"), ShortText(answer="x", id="", stem="?"))
    available = [
        Available(CardRef("b", f"q{n}"), kinds[n % 2].replaced(id=f"q{n}", fact=f"f{n // 2}"))
        for n in range(40)
    ]
    facts = {one.ref: one.item.fact for one in available}
    rows = (PaperSection(count=5, kinds=("truefalse",)), PaperSection(count=5, kinds=("text",)))
    for seed in range(20):
        for paper, count in ((Paper(title="P"), 20), (Paper(title="P", draw=rows), 10)):
            found = [facts[one.ref] for one in drawn(paper, available, seed)]
            assert len(found) == count
            assert len(set(found)) == count
    every = Paper(title="P", draw=(PaperSection(count=40),))
    assert len(drawn(every, available, 1)) == 40
