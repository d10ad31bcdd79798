"""Two spellings of one word, and words that only look like it."""

import pytest

from quiz.marking.variants import usual_spelling


@pytest.mark.parametrize(
    "pair",
    [
        "colour color",
        "favourite favorite",
        "behaviours behaviors",
        "theatre theater",
        "centre center",
        "organise organize",
        "organisation organization",
        "analyse analyze",
        "defence defense",
        "offence offense",
        "catalogue catalog",
        "travelled traveled",
        "sulphur sulfur",
        "haemoglobin hemoglobin",
        "foetus fetus",
        "aluminium aluminum",
        "grey gray",
        "mould mold",
        "neighbourhood neighborhood",
        "paediatric pediatric",
    ],
)
def test_british_and_american_spellings_agree(pair: str) -> None:
    one, _space, other = pair.partition(" ")
    assert usual_spelling(one, "en") == usual_spelling(other, "en")


@pytest.mark.parametrize(
    "pair",
    [
        "hour hor",
        "four for",
        "tour tor",
        "poets pets",
        "does des",
        "toes tes",
        "rise rize",
        "flour flor",
        "tire tyres",
        "acre acer",
        "lore loer",
        "science sciense",
        "called caled",
        "filled filed",
    ],
)
def test_other_words_stay_apart(pair: str) -> None:
    one, _space, other = pair.partition(" ")
    assert usual_spelling(one, "en") != usual_spelling(other, "en")


def test_german_has_its_old_ph_and_other_languages_no_rule() -> None:
    assert usual_spelling("photograph", "de") == usual_spelling("fotograf", "de")
    assert usual_spelling("couleur", "fr") == "couleur"
