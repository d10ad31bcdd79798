import pytest

from quiz.lint import check_bank
from tests.lint.examples import rules_found


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "{question: Which union is it?, answer: European Union}"),
        ("en", "{question: Name both., answer: [France, United Kingdom]}"),
        ("de", "{question: Welcher Staatenbund ist es?, answer: Europäische Union}"),
        ("it", "{question: Quale organizzazione è?, answer: Nazioni Unite}"),
    ],
)
def test_a_likely_spelling_that_is_refused_is_found(language: str, question: str) -> None:
    assert rules_found(f"- {question}", language) == ["unaccepted-variants"]


@pytest.mark.parametrize(
    "question",
    [
        "{question: Which union is it?, answer: European Union, accept: [EU]}",
        "{question: What does UN stand for?, answer: United Nations}",
        "{question: 'The UN, in full?', answer: United Nations}",
        "{question: Who led it?, answer: Klemens von Metternich, accept: [Metternich]}",
        "{question: Who painted it?, answer: Leonardo da Vinci, accept: [Leonardo]}",
        "{question: What was Metternich's full name?, answer: Klemens Metternich}",
        "{question: Which king was it?, answer: Louis XVIII}",
        "{question: Who sang it?, answer: Pink Floyd}",
        "{question: Which falls are there?, answer: Victoria Falls}",
        "{question: Who was it?, answer: Joan of Arc}",
        "{question: Which function is it?, answer: print()}",
        "{question: Which protocol is it?, answer: TCP/IP}",
        "{question: Which speed is it?, answer: km/h}",
        "{question: What is 7 in German?, answer: seven}",
        "{question: Which union is it?, answer: European Union, typos: false}",
        "{question: Name both., answer: [France, [United Kingdom, UK]]}",
    ],
)
def test_a_spelling_that_is_accepted_or_not_meant_is_none(question: str) -> None:
    assert rules_found(f"- {question}") == []


def test_what_the_bank_accepts_everywhere_is_not_refused() -> None:
    question = "- {question: Name both., answer: [France, United Kingdom]}"
    assert rules_found(question) == ["unaccepted-variants"]
    assert rules_found(question, head="spellings: {United Kingdom: [UK]}") == []


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "{question: Who led it?, answer: Klemens von Metternich}"),
        ("en", "{question: Which president was it?, answer: James Monroe}"),
        ("en", "{question: Who painted it?, answer: Leonardo da Vinci}"),
        ("en", "{question: Which firm was it?, answer: Marks & Spencer}"),
        ("en", "{question: How many came?, answer: seven}"),
        ("en", "{question: Which alliance is it?, answer: Nato (alliance)}"),
        ("de", "{question: Wer schrieb es?, answer: Friedrich Schiller}"),
        ("de", "{question: Wie viele kamen?, answer: sieben}"),
        ("it", "{question: Chi lo scrisse?, answer: Dante Alighieri}"),
    ],
)
def test_what_marking_accepts_by_itself_needs_no_accept(language: str, question: str) -> None:
    assert rules_found(f"- {question}", language) == []


def pair(one: str, other: str, more: str = "") -> list[str]:
    return rules_found(
        f"- {{question: What was lacking?, answer: {one}{more}}}\n"
        f"- {{question: Whose was it?, answer: {other}, typos: false}}\n"
    )


def test_answers_that_differ_by_the_last_letter_are_found() -> None:
    assert pair("submarines", "submarine") == ["ambiguous-ending"]
    assert pair("submarine", "submarines") == ["ambiguous-ending"]
    assert pair("hablamos", "hablamox") == ["ambiguous-ending"]
    choice = "- {question: What was it?, answer: treaties}\n- {question: Which, answer: treatie, "
    assert rules_found(f"{choice}wrong: [Rome, Bonn]}}") == ["ambiguous-ending"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Prussia", "Russia"), ("Austria", "Australia"), ("Iran", "Iraq"), ("type A1", "type A2")],
)
def test_other_answers_that_are_near_are_told_apart(one: str, other: str) -> None:
    assert pair(one, other) == []


def test_spellings_of_one_answer_may_be_near() -> None:
    assert pair("submarines", "submarine", ", accept: [submarine]") == []
    assert pair("submarines", "submarine", ", typos: false") == []
    assert rules_found("- {question: Name it., answer: [[submarine, submarines], Rome]}") == []
    assert rules_found("- {question: Name it., answer: [submarine, submarines]}") == [
        "ambiguous-ending",
        "ambiguous-ending",
    ]


@pytest.mark.parametrize(
    ("language", "stem", "answer", "is_found"),
    [
        ("en", "Was it in Vienna?", "yes", True),
        ("de", "War es in Wien?", "Nein", True),
        ("it", "Fu a Vienna?", "sì", True),
        ("fr", "Fut-ce à Vienne ?", "non", True),
        ("en", "What does a nod mean?", "yes", False),
        ("en", "French for “no”?", "non", False),
        ("en", "Is it yes in “oui”?", "yes", False),
        ("en", "Is it Norway?", "Norway", False),
    ],
)
def test_yes_and_no(language: str, stem: str, answer: str, is_found: bool) -> None:
    found = rules_found(f"- question: '{stem}'\n  answer: '{answer}'", language)
    assert ("yes-no-text" in found) == is_found


@pytest.mark.parametrize(
    ("language", "stem", "answer", "meant"),
    [
        ("en", "Pluto is a planet.", "False", "false"),
        ("en", "Pluto is a planet.", "TRUE", "true"),
        ("en", "Pluto is a planet", "True", "true"),
        ("en", "Is Pluto a planet?", "False", "false"),
        ("en", "Pluto is a planet.", "No", "false"),
        ("en", "Pluto, which is cold, is a planet.", "FALSE", "false"),
        ("de", "Pluto ist ein Planet.", "Falsch", "false"),
        ("en", "Write a statement of Python that is not so.", "False", ""),
        ("en", "What does Python say of 1 == 2?", "False", ""),
        ("en", "`1 == 2` is so.", "False", ""),
        ("en", "The country code of Norway is …", "No", ""),
        ("en", "Give the country code of Norway.", "No", ""),
        ("en", "Pluto is a dwarf planet since when?", "2006 or so", ""),
    ],
)
def test_a_flag_that_is_none_is_fixed(language: str, stem: str, answer: str, meant: str) -> None:
    bank = f"title: t\nlanguage: {language}\nquestions:\n- question: '{stem}'\n  answer: {answer}\n"
    found = check_bank(bank.encode(), source="t.yaml").weaknesses
    messages = [problem.message for problem in found if problem.rule == "yes-no-text"]
    assert len(messages) == bool(meant)
    assert all(message.endswith(f"write `answer: {meant}`") for message in messages)


def test_an_answer_of_eight_words_is_long_unless_it_is_known_by_heart_or_can_be_short() -> None:
    stem = "- question: What did he say?\n  answer: I came and I saw and I won\n"
    assert rules_found(stem) == ["long-answer"]
    assert rules_found(f"{stem}  typos: false") == []
    assert rules_found(f"{stem}  accept: [veni vidi vici]") == []


def test_the_spellings_of_an_expression_are_no_concern() -> None:
    question = (
        "- question: Give its derivative.\n  answer: cos(x) + cos(x)/x - ln(x) sin(x) + 1 / 2 + x"
    )
    assert rules_found(question) != []
    assert rules_found(f"{question}\n  equivalent: true") == []
