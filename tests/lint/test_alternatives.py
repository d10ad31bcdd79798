import pytest

from quiz.lint import check_bank
from tests.lint.examples import rules_found


def choice(stem: str, key: str, *wrong: str) -> str:
    return f'- question: "{stem}"\n  answer: "{key}"\n  wrong: {list(wrong)}\n'


@pytest.mark.parametrize(
    "option",
    [
        "All of the above", "All of these", "all the above are correct", "Alle genannten",
        "Alle Antworten sind richtig", "Toutes ces réponses", "Todas las anteriores",
        "Tutte le precedenti", "Todas as anteriores", "Alle bovenstaande", "Все вышеперечисленное",
    ],
)  # fmt: skip
def test_all_of_the_above_is_found_in_any_language(option: str) -> None:
    assert rules_found(choice("Who signed?", "Austria", "Prussia", option)) == ["all-of-the-above"]


@pytest.mark.parametrize(
    "option",
    [
        "None of the above", "none of these", "Keine der genannten", "Nichts davon",
        "Aucune de ces réponses", "Ninguna de las anteriores", "Nessuna delle precedenti",
        "Nenhuma das anteriores", "Geen van bovenstaande", "Ничего из перечисленного",
    ],
)  # fmt: skip
def test_none_of_the_above_is_found_in_any_language(option: str) -> None:
    found = rules_found(choice("Who signed?", "Austria", "Prussia", option))
    assert found == ["none-of-the-above"]


def test_such_options_are_found_where_they_stand() -> None:
    bank = "title: t\nquestions:\n- question: Who?\n  answer: A\n  choices: [A, B, All of these]\n"
    found = [p for p in check_bank(bank.encode(), source="t").weaknesses if p.rule[:3] == "all"]
    assert [(p.where.line, p.where.column) for p in found] == [(5, 19)]


@pytest.mark.parametrize(
    "option", ["All states", "None", "All about Eve", "Nobody", "Alle Fürsten"]
)
def test_other_options_with_all_and_none_are_options(option: str) -> None:
    assert rules_found(choice("Who signed?", "Austria", "Prussia", option)) == []


@pytest.mark.parametrize(
    ("language", "stem", "texts"),
    [
        ("en", "How many came?", ("10–20", "20–30", "40–50")),
        ("en", "How many came?", ("more than 10", "over 20", "none")),
        ("en", "What share was it?", ("at most 10 %", "10 to 20 %", "30 to 40 %")),
        ("de", "Wie viele kamen?", ("10 bis 20", "20 bis 30", "40 bis 50")),
        ("en", "Who signed?", ("Austria", "Austria and Prussia", "Spain")),
        ("en", "Who signed?", ("Austria, Prussia and Spain", "Prussia & Austria", "Rome")),
        ("it", "Chi firmò?", ("Austria e Prussia", "Austria", "Spagna")),
    ],
)
def test_options_that_overlap_are_found(language: str, stem: str, texts: tuple[str, ...]) -> None:
    assert rules_found(choice(stem, *texts), language) == ["overlapping-options"]


@pytest.mark.parametrize(
    ("stem", "texts"),
    [
        ("How many came?", ("10–19", "20–29", "30–39")),
        ("How many came?", ("fewer than 10", "10 to 20", "more than 20")),
        ("When was the war?", ("1914–1918", "1914–1945", "1939–1945")),
        ("How many years did it last?", ("1914–1918", "1914–1945", "1939–1945")),
        ("What was the score?", ("2-4", "2-3", "1-3")),
        ("Who signed?", ("Austria and Prussia", "Austria and Spain", "Spain and Prussia")),
        ("Who signed?", ("Spain", "Austria", "Austria and Prussia")),
        ("Who signed?", ("Austria alone", "Austria and Prussia", "Rome")),
    ],
)
def test_options_that_part_well_do_not_overlap(stem: str, texts: tuple[str, ...]) -> None:
    assert rules_found(choice(stem, *texts)) == []


@pytest.mark.parametrize(
    ("stem", "texts"),
    [
        ("How far was it?", ("1 km", "1,000 m", "5 km")),
        ("How long was it?", ("2 hours", "120 minutes", "5 hours")),
        ("How many came?", ("10 men", "ten men", "two men")),
        ("Who signed?", ("Rhine", "the Rhine", "the Oder")),
        ("Who signed?", ("Saturn", "venus", "saturn")),
        ("Who signed?", ("Saturn", "VENUS", "SATURN")),
        ("Who signed?", ("the vice president", "The vice-president", "the king")),
    ],
)
def test_options_that_mean_the_same_are_found(stem: str, texts: tuple[str, ...]) -> None:
    assert rules_found(choice(stem, *texts)) == ["same-options"]


@pytest.mark.parametrize(
    ("stem", "texts"),
    [
        ("How far was it?", ("1 km", "1 mile", "100 m")),
        ("What does it print?", ("2", "2.0", "4")),
        ("Which is spelt rightly?", ("the Mount Etna", "Mount Etna", "a Mount Etna")),
        ("What do both do?", ("-d keeps it", "-D keeps it", "-x keeps it")),
        ("Which word is an adjective?", ("Polish", "polish", "paint")),
        ("Which genotype is it?", ("Aa", "aa", "AA")),
        ("Which element is it?", ("Mg", "mg", "Ag")),
        ("What does it print?", ("True", "true", "TRUE")),
        ("How much was it?", ("5 m", "5 million", "6 m")),
    ],
)
def test_options_that_differ_in_what_counts_do_not_mean_the_same(
    stem: str, texts: tuple[str, ...]
) -> None:
    assert rules_found(choice(stem, *texts)) == []


def test_an_article_that_options_do_not_fit_is_found() -> None:
    assert rules_found(choice("A whale is an", "animal", "plant", "mineral")) == [
        "ungrammatical-options"
    ]
    assert rules_found(choice("A whale is a …", "mammal", "insect", "plant")) == [
        "ungrammatical-options"
    ]
    assert rules_found("- cloze: It is an {{empire ~ kingdom ~ duchy}} now.") == [
        "ungrammatical-options"
    ]


@pytest.mark.parametrize(
    ("stem", "texts"),
    [
        ("A whale is a(n)", ("animal", "plant", "mineral")),
        ("It took an", ("hour", "age", "evening")),
        ("It was a", ("university", "one-room school", "school")),
        ("He was an", ("MP", "earl", "abbot")),
        ("Which grade is an A?", ("best", "worst", "middle")),
    ],
)
def test_an_article_that_fits_by_sound_is_none(stem: str, texts: tuple[str, ...]) -> None:
    assert rules_found(choice(stem, *texts)) == []
