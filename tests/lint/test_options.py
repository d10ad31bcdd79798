import pytest

from tests.lint.examples import rules_found


def choice(key: str, *wrong: str, stem: str = "What did it restore?") -> str:
    return f"- question: '{stem}'\n  answer: '{key}'\n  wrong: {list(wrong)}\n"


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("The old roads.", ("The old kings", "The old laws")),
        ("The old roads", ("The old kings.", "The old laws.")),
    ],
)
def test_a_stop_that_only_the_key_has_or_lacks_is_found(key: str, wrong: tuple[str, ...]) -> None:
    assert rules_found(choice(key, *wrong)) == ["full-stop-key"]


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("George sen.", ("Frederick", "Napoleon")),
        ("The U.S.S.R.", ("The old kings", "The old laws")),
        ("Who are you?", ("I am old.", "We are new.")),
        ("Old roads etc.", ("Old kings", "Old laws")),
        ("`a.b`", ("`a.`", "`b.`")),
    ],
)
def test_a_stop_that_means_something_is_no_clue(key: str, wrong: tuple[str, ...]) -> None:
    assert rules_found(choice(key, *wrong)) == []


@pytest.mark.parametrize(
    ("language", "key", "wrong"),
    [
        ("en", "They often dined", ("They slept", "They danced")),
        ("en", "They may lose it", ("They win it", "They sell it")),
        ("en", "They dined", ("They always slept", "They never ate")),
        ("de", "Sie tagten meist im Palast", ("Sie tagten im Freien", "Sie tagten im Zelt")),
        ("it", "Di solito ballavano", ("Dormivano", "Pescavano")),
        ("it", "Ballavano", ("Dormivano sempre qui", "Pescavano sempre qui")),
    ],
)
def test_words_that_make_the_key_safe_or_the_others_bold(
    language: str, key: str, wrong: tuple[str, ...]
) -> None:
    assert rules_found(choice(key, *wrong), language) == ["key-qualified"]


@pytest.mark.parametrize(
    ("stem", "key", "wrong"),
    [
        ("When did it end?", "In May 1815", ("In June 1815", "In March 1814")),
        ("How often did they meet?", "usually daily", ("once a week", "once a month")),
        ("What did they do?", "They often dined", ("They sometimes slept", "They danced")),
        ("What happened daily?", "They dined", ("They always slept", "They danced")),
        ("How many came?", "some", ("always", "never")),
        ("Which song was it?", "“Always on my mind”", ("“Never more”", "“Hello”")),
    ],
)
def test_such_words_are_no_clue_elsewhere(stem: str, key: str, wrong: tuple[str, ...]) -> None:
    assert rules_found(choice(key, *wrong, stem=stem)) == []


def test_a_start_that_all_repeat_is_found() -> None:
    same = "It was agreed that"
    texts = (f"{same} Poland fell", f"{same} Saxony grew", f"{same} Naples rose")
    assert rules_found(choice(*texts)) == ["repeated-start"]
    assert rules_found(choice(*texts[:2], "The Poles rose and Saxony fell")) == []
    assert rules_found(choice("The king of Spain", "The king of Saxony", "The king of Rome")) == []


def test_two_options_are_too_few_and_seven_too_many() -> None:
    assert rules_found(choice("Rome", "Elba")) == ["few-distractors"]
    assert rules_found("- {question: What, answer: [A1, B2], wrong: [C3]}") == []
    assert rules_found(choice("Rome", "Elba", "Bonn", "Lyon", "Metz", "Bern")) == []
    seven = choice("Rome", "Elba", "Bonn", "Lyon", "Metz", "Bern", "Cork")
    assert rules_found(seven) == ["too-many-options"]
