"""Typos: what is a slip, and what is another word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.lexicon.lists import is_word
from quiz.marking.opposites import are_opposites
from quiz.marking.spelling import allowed_typos, is_plural_of, sound
from quiz.marking.text import TextMatch
from quiz.marking.variants import usual_spelling
from tests.marking.test_text import mark


@pytest.mark.parametrize(
    ("right", "other"),
    [
        ("World War I", "World War II"),
        ("North Korea", "South Korea"),
        ("hypertension", "hypotension"),
        ("ethane", "ethene"),
        ("ethene", "ethyne"),
        ("nitrate", "nitrite"),
        ("chloride", "chlorite"),
        ("methanol", "methanal"),
        ("employer", "employee"),
        ("mitosis", "meiosis"),
        ("ileum", "ilium"),
        ("stationary", "stationery"),
        ("latitude", "altitude"),
        ("affect", "effect"),
        ("afferent", "efferent"),
        ("abduction", "adduction"),
        ("endothermic", "exothermic"),
        ("intracellular", "intercellular"),
        ("microscopic", "macroscopic"),
        ("homogeneous", "heterogeneous"),
        ("prenatal", "postnatal"),
        ("unilateral", "bilateral"),
        ("legal", "illegal"),
        ("regular", "irregular"),
        ("polarised", "depolarised"),
        ("inhale", "exhale"),
        ("import", "export"),
        ("aerobic", "anaerobic"),
        ("principal", "principle"),
        ("complement", "compliment"),
        ("desert", "dessert"),
        ("Rhone", "Rhine"),
        ("Manet", "Monet"),
        ("Gambia", "Zambia"),
        ("Slovakia", "Slovenia"),
        ("Austria", "Australia"),
        ("ureter", "urethra"),
        ("glucagon", "glycogen"),
        ("Louis XIV", "Louis XVI"),
        ("iron(II) oxide", "iron(III) oxide"),
        ("git commit -m", "git commit -a"),
        ("ls --all", "ls --tall"),
        ("iterate", "literate"),
        ("Adam", "Adams"),
        ("prince", "princess"),
    ],
)
def test_another_word_is_wrong_either_way(right: str, other: str) -> None:
    assert not mark(other, right).is_right
    assert not mark(right, other).is_right


@pytest.mark.parametrize(
    ("lang", "right", "other"),
    [
        ("de", "Hütte", "Hüfte"),
        ("de", "meinem", "meinen"),
        ("de", "Kirche", "Kirsche"),
        ("fr", "poisson", "poison"),
        ("fr", "dessert", "désert"),
        ("es", "caballo", "cabello"),
        ("it", "casello", "cartello"),
        ("it", "nonno", "nonna"),
        ("ru", "палка", "балка"),
        ("ru", "город", "голод"),
    ],
)
def test_other_languages_have_their_own_words(lang: str, right: str, other: str) -> None:
    assert not mark(other, right, lang=lang).is_right


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("fotosynthesis", "photosynthesis"),
        ("kolour", "colour"),
        ("Chaikovsky", "Tchaikovsky"),
        ("Wassily", "Vasily"),
        ("mitocondira", "mitochondria"),
        ("Joe Bidden", "Joe Biden"),
        ("Untied Nations", "United Nations"),
        ("German Marshal Fund", "German Marshall Fund"),
        ("recieve", "receive"),
        ("goverment", "government"),
        ("Febuary", "February"),
        ("Missisippi", "Mississippi"),
        ("entrepeneur", "entrepreneur"),
        ("Nietzche", "Nietzsche"),
        ("Shakespear", "Shakespeare"),
        ("Ghandi", "Gandhi"),
        ("Pharoah", "pharaoh"),
        ("Pariss", "Paris"),
    ],
)
def test_a_slip_is_forgiven(typed: str, right: str) -> None:
    assert mark(typed, right).is_right


def test_the_plural_is_forgiven_but_not_where_endings_count() -> None:
    assert mark("patrol", "patrols").match is TextMatch.EXACT
    assert mark("countries", "country").is_right
    assert mark("patrol", "patrols", endings=True).reason == "the ending matters here"


def test_the_budget_is_that_of_each_word() -> None:
    assert mark("Congres of Viena", "Congress of Vienna").is_right
    assert not mark("Congress fo Vienna", "Congress of Vienna").is_right
    assert not mark("Xongress of Vienna", "Congress of Vienna").is_right
    assert not mark("Cnogrses of Vienna", "Congress of Vienna").is_right


def test_the_reason_names_the_other_word() -> None:
    assert mark("ethane", "ethene").reason == "‘ethane’ is a different word"
    assert mark("Louis XVI", "Louis XIV").reason == "no typos allowed in numbers"
    assert mark("Graz", "Vienna").reason is None


def test_accents_and_articles_count_where_the_author_says_so() -> None:
    assert mark("hatte", "hätte", lang="de").is_right
    assert mark("haette", "hätte", lang="de", accents=True).is_right
    assert mark("hatte", "hätte", lang="de", accents=True).reason == "accents matter here"
    assert mark("Haus", "das Haus", lang="de").is_right
    verdict = mark("Haus", "das Haus", lang="de", article=True)
    assert verdict.reason == "missing article: it's das Haus"
    assert mark("das Haus", "das Haus", lang="de", article=True).is_right
    assert not mark("der Haus", "das Haus", lang="de", article=True).is_right


@pytest.mark.parametrize(
    ("typed", "right", "lang"),
    [
        ("Muenchen", "München", "de"),
        ("Strasse", "Straße", "de"),
        ("Goethe", "Göthe", "de"),
        ("Munchen", "München", "de"),
        ("Kobenhavn", "København", "da"),
        ("Koebenhavn", "København", "da"),
        ("Aarhus", "Århus", "da"),
        ("مدرسه", "مدرسة", "ar"),
        ("احمد", "أَحْمَد", "ar"),
        ("علي", "على", "ar"),
        ("کتاب", "كتاب", "fa"),
        ("שלום", "שָׁלוֹם", "he"),
    ],
)
def test_letters_that_people_write_otherwise_are_the_same(
    typed: str, right: str, lang: str
) -> None:
    assert mark(typed, right, lang=lang).match is TextMatch.EXACT


def test_without_typos_a_full_stop_quotation_marks_and_ae_are_still_free() -> None:
    assert mark("Mueller.", "Müller", lang="de", typos=False).is_right
    assert mark("“Müller”", "Müller", lang="de", typos=False).is_right
    assert not mark("Muller", "Müller", lang="de", typos=False).is_right


@given(st.text("abcdefghij", min_size=1, max_size=14))
def test_no_word_is_its_own_opposite_or_plural(word: str) -> None:
    assert not are_opposites(word, word)
    assert not is_plural_of(word, word)
    assert sound(word)[:1] != ""
    assert 0 <= allowed_typos(word) <= 2


@given(st.sampled_from(["meticulous", "parliament", "chlorophyll", "hemisphere"]), st.data())
def test_no_slip_makes_a_real_word_right(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    for slip in (word[:at] + word[at + 1 :], word[:at] + letter + word[at:]):
        same = is_plural_of(slip, word) or usual_spelling(slip, "en") == usual_spelling(word, "en")
        if slip != word and is_word(slip, "en") and not same:
            assert not mark(slip, word).is_right
