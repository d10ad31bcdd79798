from quiz.lint import check_bank

HEAD = "title: Vienna\nsource: A book\ntags: [history]\nquestions:\n"


def places(bank: str) -> list[tuple[str, int]]:
    found = check_bank(bank.encode(), source="vienna.yaml").weaknesses
    return [(problem.rule, problem.where.line) for problem in found]


def question(name: str, more: str = "") -> str:
    return f"- {{id: {name}, question: Where is {name}?, answer: Vienna{more}}}\n"


def test_what_some_questions_lack_is_found_at_each_of_them() -> None:
    told = question("b", ", explain: It is told below.")
    bank = HEAD + question("a") + told + question("c")
    assert places(bank) == [("no-explain", 5), ("no-explain", 7)]


def test_what_all_questions_lack_is_found_once() -> None:
    bank = "title: Vienna\nquestions:\n" + "".join(map(question, "abc"))
    assert places(bank) == [("no-explain", 1), ("no-source", 1), ("no-tags", 1)]


def test_what_the_head_says_no_question_need_say() -> None:
    told = ", explain: It is told below."
    assert places(HEAD + question("a", told)) == []
    own = question("a", f"{told}, source: p. 7, tags: [town]")
    assert places("title: Vienna\nquestions:\n" + own) == []


def test_cards_and_essays_need_no_explanation() -> None:
    cards = "- {id: a, front: Vienna, back: A town}\n- {id: b, question: Why?, essay: So it was}\n"
    assert places(HEAD + cards) == []


def test_an_explanation_says_more_than_the_answer() -> None:
    for text in ("Vienna.", "'The correct answer: **Vienna**'", "It is Vienna!"):
        assert places(HEAD + question("a", f", explain: {text}")) == [("empty-explain", 5)]
    for text in ("The Danube flows by.", "Vienna lies on a river.", "'`Vienna`'"):
        assert places(HEAD + question("a", f", explain: {text}")) == []


def test_an_explanation_that_says_nothing_is_not_said_to_repeat_the_answer() -> None:
    for text, said in (
        ("because of it", "says nothing"),
        ("z z z", "says nothing"),
        ("Vienna.", "only repeats"),
    ):
        bank = HEAD + question("a", f", explain: {text}")
        (problem,) = check_bank(bank.encode(), source="vienna.yaml").weaknesses
        assert problem.rule == "empty-explain"
        assert said in problem.message


def test_counts_speak_of_sound_questions_where_others_have_faults() -> None:
    some = "- {question: Where?, answer: Vienna, explain: It is told below.}\n"
    bank = HEAD + some + some.replace("?", " then?") + "- {question: Why?}\n"
    (problem,) = check_bank(bank.encode(), source="vienna.yaml").weaknesses
    assert problem.message.startswith("2 of 2 valid questions have no `id`")
    bank = "title: Vienna\nquestions:\n" + "".join(map(question, "abc")) + "- {question: Why?}\n"
    found = [p.message for p in check_bank(bank.encode(), source="vienna.yaml").weaknesses]
    assert [message.count("3 valid questions ha") for message in found] == [1, 1, 1]


def test_ids_are_missed_once() -> None:
    some = "- {question: Where?, answer: Vienna, explain: It is told below.}\n"
    bank = HEAD + question("a", ", explain: It is told below.") + some + some.replace("?", " then?")
    (problem,) = check_bank(bank.encode(), source="vienna.yaml").weaknesses
    assert (problem.rule, problem.where.line) == ("no-id", 6)
    assert problem.message.startswith("2 of 3 questions have no `id`")


def test_a_picture_is_described() -> None:
    picture = ", explain: It is told below., image: a.png"
    assert places(HEAD + question("a", picture)) == [("no-alt", 5)]
    assert places(HEAD + question("a", f"{picture}, alt: A map")) == []
