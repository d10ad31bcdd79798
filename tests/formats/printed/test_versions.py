"""Versions: codes that are not mistaken, orders by seed, keys that are right."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.formats.printed.answer_key import decode, encode
from quiz.formats.printed.sheet import Boxes, PrintedQuestion
from quiz.formats.printed.versions import PaperHead, codes
from quiz.items import Bank, MultipleChoice, Picked, SingleChoice, TrueFalse
from tests import strategies
from tests.formats.printed.exams import every_kind, exam_of


def test_codes_differ_in_two_letters_and_have_none_that_is_mistaken() -> None:
    found = codes(PaperHead(title="t", seed=3), 200)
    assert not set("IOQUAE") & set("".join(found))
    for one, other in combinations(found, 2):
        assert sum(a != b for a, b in zip(one, other, strict=True)) >= 2


def test_codes_are_those_of_the_seed_and_the_title() -> None:
    assert codes(PaperHead(title="t", seed=3), 5) == codes(PaperHead(title="t", seed=3), 5)
    assert codes(PaperHead(title="t", seed=3), 5)[:3] == codes(PaperHead(title="t", seed=3), 3)
    assert codes(PaperHead(title="t", seed=4), 5) != codes(PaperHead(title="t", seed=3), 5)
    assert codes(PaperHead(title="u", seed=3), 5) != codes(PaperHead(title="t", seed=3), 5)


def orders(versions: int, shuffle: bool) -> list[list[str]]:
    exam = exam_of(every_kind(), versions=versions, shuffle=shuffle).exam
    return [
        [str(part.stem)[:60] for part in version.parts if isinstance(part, PrintedQuestion)]
        for version in exam.versions
    ]


def test_versions_have_the_same_questions_in_other_orders() -> None:
    found = orders(4, shuffle=True)
    stems = [sorted(stem for stem in order if "times" not in stem) for order in found]
    assert all(stem == stems[0] for stem in stems)
    assert len({tuple(order) for order in found}) == 4
    kept = orders(4, shuffle=False)
    assert len({tuple(s for s in order if "times" not in s) for order in kept}) == 1


def test_letters_of_a_computed_question_are_drawn_for_each_version() -> None:
    found = orders(8, shuffle=False)
    assert len({stem for order in found for stem in order if "times" in stem}) > 2


@settings(max_examples=30, deadline=None)
@given(strategies.banks(most=6), st.integers(0, 50))
def test_answering_by_the_letters_of_the_key_earns_full_credit(bank: Bank, seed: int) -> None:
    made = exam_of(bank, versions=3, seed=seed)
    key = decode(encode(made.key), source="key.json")
    assert key == made.key
    items = {item.id: item for item in bank.items}
    for version in made.exam.versions:
        entries = {entry.number: entry for entry in key.versions[version.code]}
        assert [row.number for row in version.bubbles] == list(entries)
        for part in version.parts:
            if not isinstance(part, PrintedQuestion) or part.number not in entries:
                continue
            entry = entries[part.number]
            item = items[entry.item]
            assert isinstance(item, SingleChoice | MultipleChoice | TrueFalse)
            assert isinstance(part.form, Boxes)
            assert [o.letter for o in part.form.options] == list(entry.options)
            texts = [option.text for option in item.options]
            picked = Picked(tuple(texts.index(entry.options[name]) for name in entry.right))
            assert item.mark(picked).credit == 1
            assert entry.credit(entry.right) == 1
            wrong = tuple(name for name in entry.options if name not in entry.right)
            given_wrong = Picked(tuple(texts.index(entry.options[name]) for name in wrong))
            assert entry.credit(wrong) == item.mark(given_wrong).credit
