import pytest

from tests.lint.examples import rules_found


@pytest.mark.parametrize(
    "question",
    [
        "- {question: In which city is the University of Oxford?, answer: Oxford}",
        "- {question: Which house is the White House?, answer: white house, wrong: [red, blue]}",
        "- {question: Who told of the death of Pliny?, answer: Gaius, accept: [Pliny]}",
        "- cloze: The congress of Vienna met in {{Vienna}}.",
        "- {question: Was geschah im Wiener Prater?, answer: Prater}",
    ],
)
def test_an_answer_in_its_stem_is_found(question: str) -> None:
    assert rules_found(question) == ["key-in-stem"]


@pytest.mark.parametrize(
    "question",
    [
        "- {question: 'Which is larger, Austria or Prussia?', answer: Austria}",
        "- {question: 'Of Austria, Prussia and Russia, which signed first?', answer: Prussia}",
        "- {question: 'What is the plural of sheep?', answer: sheep}",
        "- {question: 'What is the past of “put”?', answer: put}",
        "- {question: 'What is *put* in the past?', answer: put}",
        "- {question: 'What does `echo hello` show?', answer: hello}",
        "- {question: 'What is 12 times 1?', answer: '12 times'}",
        "- {question: 'How is the git version shown?', answer: git --version}",
        "- {question: 'Who beat Rome at Rome?', answer: Rome, wrong: [Rome at, beat]}",
        "- cloze: Of the {{two}} kings, two came.",
    ],
)
def test_an_answer_that_must_stand_in_its_stem_is_none(question: str) -> None:
    assert "key-in-stem" not in rules_found(question)


def test_words_that_only_the_key_repeats_are_found() -> None:
    stem = "- question: Which treaty ended the long war?\n"
    assert rules_found(f"{stem}  answer: the treaty of Paris\n  wrong: [the pact, the deal]") == [
        "echoed-words"
    ]
    both = f"{stem}  answer: the treaty of Paris\n  wrong: [the treaty of Rome, the deal]"
    assert rules_found(both) == []
    assert rules_found(f"{stem}  answer: the long pact\n  wrong: [the deal, the accord]") == []
    long = "a paper that all signed at the treaty in the end"
    assert "echoed-words" not in rules_found(f"{stem}  answer: {long}\n  wrong: [{long[:40]}, b c]")


@pytest.mark.parametrize(
    "question",
    [
        "- {question: Who chaired it?, answer: Metternich, hint: Count Metternich did.}",
        "- {question: When was it?, date: 1815, hint: It was in June 1815.}",
        "- {question: How many came?, answer: 5300, hint: 'There were 5,300 of them.'}",
        "- {question: Name two., answer: [Austria, Spain], hint: One is Spain.}",
        "- cloze: 'They met in {{Vienna :: the city of Vienna}} then.'",
        "- {question: Who, answer: Rome, wrong: [Elba, Bonn], hint: It is Rome.}",
    ],
)
def test_a_hint_that_holds_the_answer_is_found(question: str) -> None:
    assert rules_found(question) == ["hint-gives-away"]


@pytest.mark.parametrize(
    "question",
    [
        "- {question: How many came?, answer: 53, hint: 'Take 147 from 200.'}",
        "- {question: How many came?, answer: 5300, hint: 'Between 5,000 and 6,000.'}",
        "- {question: How many came?, answer: 3, hint: 'Less than 3 times two.'}",
        "- {question: Who, answer: Rome, wrong: [Elba, Bonn], hint: It is Rome or Elba.}",
        "- {question: Who, answer: A, hint: A letter.}",
    ],
)
def test_a_hint_that_leads_to_the_answer_is_none(question: str) -> None:
    assert rules_found(question) == []


@pytest.mark.parametrize(
    ("language", "stem", "expected"),
    [
        ("en", "All envoys always danced.", ["absolute-statement"]),
        ("en", "No envoy ever danced, and Rome never paid.", ["absolute-statement"]),
        ("de", "Die Gesandten tanzten immer.", ["absolute-statement"]),
        ("it", "I delegati ballavano sempre.", ["absolute-statement"]),
        ("en", "According to Gentz, they always danced.", []),
        ("en", "They *always* danced.", []),
        ("en", "They sang “Never again”.", []),
        ("en", "They danced on most days.", []),
    ],
)
def test_absolute_words_of_false_statements(language: str, stem: str, expected: list[str]) -> None:
    assert rules_found(f"- {{question: '{stem}', answer: false}}", language) == expected


def test_a_true_statement_may_be_absolute() -> None:
    assert rules_found("- {question: Light always moves., answer: true}") == []


def statements(*keys: bool) -> str:
    return "".join(
        f"- {{question: They met {at} times in the year., answer: {str(key).lower()}}}\n"
        for at, key in enumerate(keys)
    )


def test_statements_of_one_side_are_found_from_six_on() -> None:
    assert rules_found(statements(*[True] * 5)) == []
    assert rules_found(statements(*[True] * 6)) == ["one-sided-statements"]
    assert rules_found(statements(*[False] * 9, True)) == ["one-sided-statements"]
    assert rules_found(statements(*[True] * 5, False)) == []
    assert rules_found(statements(*[True] * 26, *[False] * 14)) == []


def ordered(*keys: int, texts: tuple[str, ...] = ("Rome", "Bonn", "Lyon", "Cork")) -> str:
    return "".join(
        f"- {{question: Where is it in year {at}?, answer: {texts[key]}, choices: {list(texts)}}}\n"
        for at, key in enumerate(keys)
    )


def test_a_key_at_one_place_is_found_from_five_questions_on() -> None:
    assert rules_found(ordered(1, 1, 1, 1)) == []
    assert rules_found(ordered(1, 1, 1, 1, 1)) == ["key-position"]
    assert rules_found(ordered(0, 1, 2, 3, 1, 2)) == []
    assert rules_found(ordered(2, 2, 2, 2, 2, 2, 2, 2, 0, 1)) == ["key-position"]


def test_numbers_in_order_stand_where_they_must() -> None:
    years = ("1813", "1814", "1815", "1816")
    assert rules_found(ordered(2, 2, 2, 2, 2, 2, 2, 2, 0, 1, texts=years)) == []
    assert rules_found(ordered(2, 2, 2, 2, 2, texts=years)) == ["key-position"]
