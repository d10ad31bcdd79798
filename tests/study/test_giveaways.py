"""A question is asked before any whose prompt prints its answer, where that can be."""

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from quiz.items import Item, Option, ShortText, SingleChoice
from quiz.study import CardRef
from quiz.study.giveaways import ComparedQuestion, untold_first


def asked(
    name: str, stem: str, answer: str, *, passage: str = "", text: str = ""
) -> ComparedQuestion:
    item: Item = ShortText(id=name, stem=stem, answer=answer, passage=passage)
    return ComparedQuestion(CardRef("b", name), item, text)


def names(questions: list[ComparedQuestion]) -> list[str]:
    return [ref.card for ref in untold_first(questions)]


def test_what_need_not_move_keeps_its_place() -> None:
    questions = [asked(f"q{n}", f"Stem {n}?", f"answer{n}") for n in range(9)]
    assert names(questions) == [f"q{n}" for n in range(9)]


def test_a_question_comes_before_a_stem_that_prints_its_answer() -> None:
    questions = [
        asked("tells", "Where did METTERNICH, the host, live?", "Vienna"),
        asked("other", "Other?", "nothing"),
        asked("told", "Who was the host?", "Metternich"),
    ]
    assert names(questions) == ["other", "told", "tells"]


def test_options_tell_too_but_parts_of_words_and_single_figures_do_not() -> None:
    options = (Option("the Congress of Vienna"), Option("none"))
    picked = SingleChoice(id="tells", stem="Which?", options=options, key=0)
    tells = ComparedQuestion(CardRef("b", "tells"), picked)
    assert names([tells, asked("told", "Where?", "Vienna")]) == ["told", "tells"]
    assert names([tells, asked("told", "Where?", "Vien")]) == ["tells", "told"]
    five = asked("five", "Name 5 of them.", "a list")
    assert names([five, asked("count", "How many?", "5")]) == ["five", "count"]


def test_a_passage_comes_with_all_its_questions_after_those_that_it_answers() -> None:
    text = "The congress met in Vienna."
    questions = [
        asked("p1", "One?", "first", passage="talk", text=text),
        asked("p2", "Two?", "second", passage="talk", text=text),
        asked("told", "Where did it meet?", "Vienna"),
    ]
    assert names(questions) == ["told", "p1", "p2"]


def test_where_questions_answer_each_other_the_first_stays_first() -> None:
    questions = [
        asked("a", "Who beat Wellington?", "Napoleon"),
        asked("b", "Who beat Napoleon?", "Wellington"),
        asked("c", "What?", "that"),
    ]
    order = names(questions)
    assert sorted(order) == ["a", "b", "c"]
    assert order.index("a") < order.index("b")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_every_question_is_asked_once_and_the_order_is_the_same_each_time(
    pairs: list[tuple[int, int]],
) -> None:
    questions = [asked(f"q{n}", f"word{s}?", f"word{a}") for n, (s, a) in enumerate(pairs)]
    order = untold_first(questions)
    assert sorted(order) == sorted(one.ref for one in questions)
    assert order == untold_first(questions)


@given(st.permutations(range(12)))
def test_without_a_cycle_no_answer_is_told_before_its_question(order: list[int]) -> None:
    """Each question's stem prints the answer of the next one."""
    chain = [asked(f"q{n}", f"About word{n + 1}?", f"word{n}") for n in range(12)]
    found = untold_first([chain[at] for at in order])
    places = {ref.card: at for at, ref in enumerate(found)}
    assert all(places[f"q{n + 1}"] < places[f"q{n}"] for n in range(11))


def test_a_long_sitting_takes_no_time() -> None:
    questions = [
        asked(f"q{n}", f"What of {' '.join(f'word{n}{k}' for k in range(40))}?", f"answer {n}")
        for n in range(10_000)
    ]
    times = []
    for _try in range(3):
        began = process_time()
        untold_first(questions)
        times.append(process_time() - began)
    assert min(times) < 0.1
