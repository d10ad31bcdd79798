"""Which new question an old one has become."""

from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.library.likeness import Fingerprint, renamed

NEAR = st.builds("Who {} presided?{}".format, *[st.text("ab!", max_size=4)] * 2)
TEXTS = st.one_of(
    NEAR,
    st.text("ab c?\n", max_size=12),
    st.sampled_from(["Who presided?\nMetternich", "Who  presided?\nMetternich", "", "When?"]),
    st.lists(st.sampled_from(["who", "when", "Vienna", "Paris", "1815"]), max_size=70).map(
        " ".join
    ),
)
QUESTIONS = st.dictionaries(
    st.text("xyz", min_size=1, max_size=3),
    st.builds(Fingerprint, st.booleans(), TEXTS),
    max_size=14,
)


def derived(*texts: str) -> dict[str, Fingerprint]:
    """Questions whose ids were made from their texts."""
    return {f"q-{hash(text)}": Fingerprint(False, text) for text in texts}


def followed(old: dict[str, Fingerprint], new: dict[str, Fingerprint]) -> dict[str, str]:
    """Which old text became which new one."""
    return {old[a].text: new[b].text for a, b in renamed(old, new).items()}


@given(gone=QUESTIONS, fresh=QUESTIONS)
@settings(deadline=None, max_examples=60)
def test_a_renaming_goes_from_old_to_new_and_never_two_to_one(
    gone: dict[str, Fingerprint], fresh: dict[str, Fingerprint]
) -> None:
    found = renamed(gone, fresh)
    assert found.keys() <= gone.keys()
    assert set(found.values()) <= fresh.keys()
    assert len(set(found.values())) == len(found)
    assert renamed(gone, fresh) == found


@given(gone=QUESTIONS, fresh=QUESTIONS)
@settings(deadline=None, max_examples=60)
def test_the_same_text_goes_first_as_often_as_it_stands_on_both_sides(
    gone: dict[str, Fingerprint], fresh: dict[str, Fingerprint]
) -> None:
    found = renamed(gone, fresh)
    for text in {fingerprint.text for fingerprint in gone.values()}:
        before = [name for name, fingerprint in gone.items() if fingerprint.text == text]
        after = [name for name, fingerprint in fresh.items() if fingerprint.text == text]
        kept = [a for a in before if found.get(a) in after]
        assert len(kept) == min(len(before), len(after))


@given(gone=QUESTIONS)
def test_giving_ids_to_all_questions_loses_none(gone: dict[str, Fingerprint]) -> None:
    fresh = {
        f"new-{name}": Fingerprint(True, fingerprint.text) for name, fingerprint in gone.items()
    }
    found = renamed(gone, fresh)
    assert found.keys() == gone.keys()
    assert all(fresh[new].text == gone[old].text for old, new in found.items())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Who presided?\nMetternich", "Who presided over it?\nMetternich"),
        ("Who presided?\nMeternich", "Who presided?\nMetternich"),
        ("What is the capital of Austria?\nVienna", "What's the capital of Austria?\nVienna"),
        ("When did it end?\n1815", "When did it end?\n1815-06"),
        ("In which year did the war begn?\n1914", "In which year did the war begin?\n1914"),
        ("the congress of " * 30 + "Vienna", "The Congress met: " + "the congress of " * 29),
    ],
)
def test_a_small_edit_is_the_same_question(before: str, after: str) -> None:
    assert followed(derived(before), derived(after)) == {before: after}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Who presided?\nMetternich", "When did it end?\n1815"),
        ("What is the capital of Austria?\nVienna", "Which river flows through Paris?\nSeine"),
        ("Who presided?\nMetternich", ""),
        ("", "Who presided?\nMetternich"),
        ("Yes?\nyes", "Name the hosts of the congress of 1815, all of them.\nAustria"),
    ],
)
def test_another_question_is_not(before: str, after: str) -> None:
    assert renamed(derived(before), derived(after)) == {}


def test_of_two_that_are_alike_the_more_alike_goes_on() -> None:
    old = derived("When did the first war begin?\n1914")
    new = derived("When did the second war begin?\n1939", "When did the first war begin??\n1914")
    assert list(followed(old, new).values()) == ["When did the first war begin??\n1914"]


def test_of_two_old_ones_the_more_alike_goes_on_and_the_other_ends() -> None:
    old = derived("When did the war start?\n1914", "When did the war begin?\n1914")
    new = derived("When did the war really begin?\n1914")
    assert len(renamed(derived("When did the war start?\n1914"), new)) == 1
    assert list(followed(old, new)) == ["When did the war begin?\n1914"]


def test_where_both_ids_were_written_only_all_but_the_same_goes_on() -> None:
    old = {"a": Fingerprint(True, "When did the first war begin?\n1914")}
    near = {"b": Fingerprint(True, "When did the first war begin\n1914")}
    less = {"b": Fingerprint(True, "When did the Great War begin?\n1914")}
    assert renamed(old, near) == {"a": "b"}
    assert renamed(old, less) == {}
    assert renamed(old, {"b": Fingerprint(False, less["b"].text)}) == {"a": "b"}


def test_in_a_bank_of_one_pattern_each_question_becomes_its_own() -> None:
    def text(number: int, sign: str) -> str:
        return f"What is the capital of land {number * 7919 % 10007}{sign}\nTown {number}"

    old, new = (derived(*(text(n, sign) for n in range(300))) for sign in ("?", " now?"))
    assert followed(old, new) == {text(n, "?"): text(n, " now?") for n in range(300)}


def test_a_typo_fixed_in_every_question_of_a_large_bank_is_followed() -> None:
    def text(number: int, word: str) -> str:
        return f"Wich {word} is {number}?\n{number}"

    old, new = (derived(*(text(n, word) for n in range(500))) for word in ("mountan", "mountain"))
    found = followed(old, new)
    right = sum(found.get(text(n, "mountan")) == text(n, "mountain") for n in range(500))
    assert right >= 495


def _pattern(number: int) -> str:
    return (
        f"What is the capital of the country number {number} that lies on the river "
        f"{number * 7919 % 10007}, and since when? It was founded in {number * 31 % 2000}, by the "
        f"people of the place, who came over the hills in {number * 17 % 1999}.\nTown {number}"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (_pattern, lambda number: _pattern(number) + "!"),
        (lambda number: _pattern(number) * 3, lambda number: "Well: " + _pattern(number) * 3),
        (lambda number: "ab" * 200 + str(number), lambda number: "ba" * 200 + str(3 * number)),
        (lambda number: f"{number} " + "a b " * 99, lambda number: f"{number} " + "b a " * 99),
        (lambda number: "a" * (number % 400), lambda number: "a" * (number % 397) + "b"),
        (lambda number: str(number), lambda number: str(number + 5000)),
    ],
    ids=["end", "beginning", "letters", "words", "repeats", "numbers"],
)
def test_two_thousand_changed_questions_are_told_in_bounded_time(
    before: Callable[[int], str], after: Callable[[int], str]
) -> None:
    old = {f"a{number}": Fingerprint(False, before(number)) for number in range(2000)}
    new = {f"b{number}": Fingerprint(False, after(number)) for number in range(2000)}
    began = process_time()
    renamed(old, new)
    assert process_time() - began < 5
