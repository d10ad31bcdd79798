"""Text: what counts, what does not, and which typos are forgiven."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from quiz.marking.folding import loose
from quiz.marking.language import language
from quiz.marking.strictness import Strictness
from quiz.marking.text import (
    TextMatch,
    TextVerdict,
    diff,
    fold,
    fold_key,
    is_same_text,
    mark_text,
    osa_distance,
)

HOSTILE = [
    "9**9**9**9",
    "1e999999999",
    "9" * 1_000_000,
    "a" * 1_000,
    "e" + "\u0301" * 999,
    ("Z" + "\u0316\u0317\u0300\u0301" * 9) * 25,
    "\ufdfa" * 1_000,
    "\x00" * 1_000,
    "\ud800" * 1_000,
    "\ud800\udfff",
    "\u202e\u200b" * 500,
    "('" * 500,
    "- " * 500,
    "-." * 500,
    "a. " * 333,
    "ß" * 1_000,
    "½" * 1_000,
    "가" * 1_000,
    " " * 1_000_000,
    "1,000" * 200,
    "the " * 250,
    "l'" * 500,
    "million " * 125,
    "v. Chr. " * 120,
    "1/" * 500,
]


def mark(
    typed: str,
    *accepted: str,
    lang: str = "en",
    rivals: tuple[str, ...] = (),
    typos: bool = True,
    case: bool = False,
    question: str = "",
    **more: bool,
) -> TextVerdict:
    return mark_text(
        typed,
        accepted,
        language=language(lang),
        rivals=rivals,
        strictness=Strictness(typos=typos, case=case, **more),
        question=question,
    )


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("metternich", "Metternich"),
        ("  Congress   of\tVienna ", "Congress of Vienna"),
        ("ＭＥＴＴＥＲＮＩＣＨ", "Metternich"),
        ("coup d'état", "coup d’état"),
        ('the "big" four', "the “big” four"),
        ("Alsace Lorraine", "Alsace-Lorraine"),
        ("Alsace–Lorraine", "Alsace-Lorraine"),
        ("email", "e-mail"),
        ("e mail", "e-mail"),
        ("USA", "U.S.A."),
        ("J. R. R. Tolkien", "J.R.R. Tolkien"),
        ("Paris France", "Paris, France"),
        ("Metternich.", "Metternich"),
        ("−3", "-3"),
        ("Sao Paulo", "São Paulo"),
        ("e\u0301tat", "état"),
        ("Lodz", "Łódź"),
        ("Strasse", "Straße"),
        ("αθηνα", "Αθήνα"),
        ("еж", "ёж"),
        ("really", "Really?!"),
        ("?", "?"),
        ("C#", "C#"),
        ("Diyarbakır", "DİYARBAKIR"),
    ],
)
def test_what_does_not_count_is_right_without_a_typo(typed: str, right: str) -> None:
    assert mark(typed, right).match is TextMatch.EXACT


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("C", "C#"),
        ("C#", "C"),
        ("C", "C++"),
        ("3", "-3"),
        ("-3", "3"),
        ("35", "3.5"),
        ("15", "1,5"),
        ("5", "5!"),
        ("", "?"),
        ("!", "?"),
        ("и", "й"),
        ("мои", "мой"),
        ("か", "が"),
        ("1994", "1949"),
        ("Apollo 12", "Apollo 11"),
        ("resolution 1442 of the council", "resolution 1441 of the council"),
        ("B52 bombers", "B-5.2 bombers"),
    ],
)
def test_what_counts_makes_it_wrong(typed: str, right: str) -> None:
    assert not mark(typed, right).is_right


@pytest.mark.parametrize(
    ("typed", "right", "lang", "is_right"),
    [
        ("Baum", "der Baum", "de", True),
        ("der Baum", "Baum", "de", True),
        ("die Baum", "der Baum", "de", False),
        ("ein Baum", "der Baum", "de", False),
        ("Congress", "the Congress", "en", True),
        ("The Congress", "Congress", "en", True),
        ("an hotel", "a hotel", "en", True),
        ("a hotel", "the hotel", "en", False),
        ("eau", "l’eau", "fr", True),
        ("la eau", "l'eau", "fr", True),
        ("un eau", "l'eau", "fr", False),
        ("huis", "het huis", "nl", True),
        ("'t huis", "het huis", "nl", True),
        ("de huis", "het huis", "nl", False),
        ("casa", "la casa", "es", True),
        ("el casa", "la casa", "es", False),
        ("die", "der", "de", False),
        ("der", "der", "de", True),
        ("teh congress of Vienna", "the congress of Vienna", "en", False),
        ("dee Wiener Kongress", "der Wiener Kongress", "de", False),
    ],
)
def test_an_article_may_be_missing_or_added_but_not_another(
    typed: str, right: str, lang: str, is_right: bool
) -> None:
    assert mark(typed, right, lang=lang).is_right is is_right


def test_a_wrong_article_is_named() -> None:
    assert mark("die Baum", "der Baum", lang="de").reason == "wrong article: it's der Baum"


@pytest.mark.parametrize(
    ("typed", "right", "match"),
    [
        ("Metternihc", "Metternich", TextMatch.TYPO),
        ("Meternihc", "Metternich", TextMatch.TYPO),
        ("Mtrnich", "Metternich", TextMatch.NONE),
        ("Pariss", "Paris", TextMatch.TYPO),
        ("Pari", "Paris", TextMatch.TYPO),
        ("Parsi", "Paris", TextMatch.NONE),
        ("Apris", "Paris", TextMatch.NONE),
        ("Porxs", "Paris", TextMatch.NONE),
        ("Rone", "Rome", TextMatch.NONE),
        ("enlargemnet", "enlargement", TextMatch.TYPO),
        ("Waterlou", "Waterloo", TextMatch.TYPO),
        ("Watrlou", "Waterloo", TextMatch.NONE),
    ],
)
def test_one_typo_is_forgiven_from_five_letters_and_two_from_ten(
    typed: str, right: str, match: TextMatch
) -> None:
    assert mark(typed, right).match is match


def test_a_forgiven_typo_shows_the_right_spelling() -> None:
    verdict = mark("Metternihc", "Metternich")
    assert verdict.answer == "Metternich"
    assert verdict.reason == "typo forgiven: it's Metternich"


def test_no_typo_is_forgiven_that_is_as_near_to_another_answer() -> None:
    assert mark("Austrlia", "Austria").is_right
    assert not mark("Austrlia", "Austria", rivals=("Australia",)).is_right
    assert not mark("Australia", "Austria", rivals=("Australia",)).is_right
    assert mark("Austra", "Austria", rivals=("Australia",)).is_right


def test_another_spelling_of_the_right_answer_is_no_rival() -> None:
    assert mark("USA", "U.S.A.", rivals=("USA", "usa")).match is TextMatch.EXACT
    assert mark("Metternihc", "Metternich", rivals=("metternich",)).is_right


def test_accents_count_where_answers_differ_only_by_them() -> None:
    assert mark("si", "sí").is_right
    assert not mark("si", "sí", rivals=("si",)).is_right
    assert mark("sí", "sí", rivals=("si",)).is_right
    assert mark("sì", "sí", rivals=("si",)).reason == "accents and punctuation matter here"
    assert mark("si", "sí", "si").match is TextMatch.EXACT


def test_the_article_counts_where_answers_differ_only_by_it() -> None:
    verdict = mark("See", "der See", lang="de", rivals=("die See",))
    assert (verdict.is_right, verdict.reason) == (False, "the article matters here")
    assert mark("der See", "der See", lang="de", rivals=("die See",)).is_right


def test_without_typos_every_letter_accent_and_mark_counts() -> None:
    for typed in ("Metternihc", "Léon", "leon,", "init", "coup-d'état"):
        right = {"Léon": "Leon", "leon,": "Leon", "init": "__init__"}.get(typed, "coup d’état")
        assert not mark(typed, right, typos=False).is_right
    assert mark("LEON", "Leon", typos=False).is_right
    assert mark("coup  d'e\u0301tat", "coup d’état", typos=False).is_right
    assert mark("x2", "x²", typos=False, rivals=("x2",)).is_right is False
    assert mark("Leonn", "Leon", "Leons", typos=False).reason == "exact spelling matters here"


def test_capitals_count_where_they_are_asked_for() -> None:
    assert mark("polish", "Polish", case=True).reason == "capital letters matter here"
    assert mark("Polish", "Polish", case=True).match is TextMatch.EXACT
    assert mark("Metternihc", "Metternich", case=True).match is TextMatch.TYPO
    assert not mark("metternihc", "Metternich", case=True).is_right
    assert not mark("leon", "Leon", case=True, typos=False).is_right


@pytest.mark.parametrize("typed", ["", " ", "\t\n", "\u00a0", "\u200b", "\x00", " " * 2_000])
def test_an_empty_response_is_never_right(typed: str) -> None:
    for right in ("Metternich", "?", "a", "-"):
        assert mark(typed, right).reason == "nothing typed"
    assert not mark(typed).is_right


def test_a_wrong_answer_shows_the_banks_answer_and_not_the_nearest_spelling() -> None:
    assert mark("Union", "UK", "United Kingdom").answer == "UK"
    assert mark("euros", "dollars", "USD").answer == "dollars"


def test_an_answer_over_a_thousand_characters_is_wrong_unless_it_is_the_written_one() -> None:
    assert mark("a" * 1_001, "a").reason == "answers can have at most 1,000 characters"
    assert mark("a" * 1_001, "a" * 1_001).is_right


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_is_marked_in_no_time(typed: str) -> None:
    rivals = (*(f"Rival number {n}" for n in range(50)), "x" * 200)
    started = time.process_time()
    verdict = mark(typed, "Metternich", "the Congress of Vienna", "ab" * 100, rivals=rivals)
    diff(typed[:1_000], "ba" * 100)
    assert time.process_time() - started < 0.15
    assert not verdict.is_right


@given(st.text(), st.text(min_size=1).filter(str.strip), st.booleans(), st.booleans())
def test_any_text_is_marked_and_the_answer_itself_is_right(
    typed: str, right: str, typos: bool, case: bool
) -> None:
    rivals = ("Wien", "x", typed)
    for lang in ("en", "de", "fr"):
        assert mark(right, right, lang=lang, rivals=rivals, typos=typos, case=case).is_right
        verdict = mark(typed, right, lang=lang, typos=typos, case=case)
        assert verdict.answer == right
        assert typed.strip() or not verdict.is_right


@given(st.text(alphabet="ab-.,'\"é ?#1", min_size=1).filter(str.strip))
def test_no_form_of_a_text_that_shows_something_is_empty(text: str) -> None:
    assert fold(text)
    assert loose(fold(text))
    assert fold_key(text, exact=True)


@given(st.text(max_size=12), st.text(alphabet="abc", max_size=9), st.text("abc", max_size=9))
def test_the_distance_is_that_of_the_oracle_up_to_its_limit(a: str, b: str, c: str) -> None:
    for one, other in ((a, b), (b, c), (a, a + c), (c + a, b + a)):
        exact = OSA.distance(one, other)
        for limit in (0, 1, 2, 5, 30):
            assert osa_distance(one, other, limit) == min(exact, limit + 1)


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_parts_of_a_difference_make_up_both_texts(typed: str, right: str) -> None:
    parts = diff(typed, right)
    assert "".join(part.text for part in parts if part.state != "missing") == typed
    assert "".join(part.text for part in parts if part.state != "extra") == right
    assert all(part.text for part in parts)
    assert all(one.state != other.state for one, other in pairwise(parts))


def test_a_difference_shows_the_letters_that_differ() -> None:
    shown = [(part.text, part.state) for part in diff("Meternihc", "Metternich")]
    assert ("t", "missing") in shown
    assert sum(len(text) for text, state in shown if state == "same") >= 8


def test_two_options_are_the_same_by_the_rules_of_their_question() -> None:
    assert is_same_text("U.S.A.", "usa")
    assert not is_same_text("U.S.A.", "USA", exact=True)
    assert not is_same_text("Polish", "polish", case=True)
    assert not is_same_text("si", "sí")


def test_a_short_plain_text_is_folded_in_microseconds() -> None:
    started = time.process_time()
    for _ in range(10_000):
        fold("Congress of Vienna")
    assert time.process_time() - started < 0.2


@given(
    st.text("abcdefgh é-", min_size=1, max_size=16),
    st.lists(st.text("abcdefgh é-", min_size=1, max_size=16), max_size=30),
    st.text("abcdefgh é-", min_size=1, max_size=16),
)
def test_a_bank_full_of_known_answers_marks_as_rivals_do(
    answer: str, known: list[str], typed: str
) -> None:
    language_rules = language("en")
    groups = tuple((text,) for text in known)
    for given_text in (typed, answer[1:], answer[:1] + answer, answer[::-1]):
        assert mark_text(given_text, (answer,), language=language_rules, rivals=known) == mark_text(
            given_text, (answer,), language=language_rules, known=groups
        )
