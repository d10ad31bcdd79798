from random import Random

from hypothesis import given
from hypothesis import strategies as st

from quiz.study import Candidate, CardRef, drawn


def candidates(count: int, *, passage_every: int = 0) -> list[Candidate]:
    return [
        Candidate(
            CardRef("bank", f"q{n}"),
            f"q{n}",
            "p" if passage_every and n % passage_every == 0 else "",
        )
        for n in range(count)
    ]


@given(st.integers(1, 40), st.integers(1, 50), st.integers())
def test_a_draw_has_the_length_asked_for_and_no_card_twice(
    count: int, length: int, seed: int
) -> None:
    cards = drawn(candidates(count), length, Random(seed))
    assert len(cards) == min(count, length)
    assert len(set(cards)) == len(cards)


def test_the_same_seed_draws_the_same_cards() -> None:
    assert drawn(candidates(30), 10, Random(4)) == drawn(candidates(30), 10, Random(4))
    assert drawn(candidates(30), 10, Random(4)) != drawn(candidates(30), 10, Random(5))


@given(st.integers(0, 1000))
def test_questions_of_one_passage_stay_together_in_the_written_order(seed: int) -> None:
    cards = drawn(candidates(12, passage_every=3), None, Random(seed))
    places = [cards.index(CardRef("bank", f"q{n}")) for n in (0, 3, 6, 9)]
    assert places == list(range(places[0], places[0] + 4))


@given(st.integers(0, 1000))
def test_only_one_question_of_a_fact_is_drawn_while_others_are_left(seed: int) -> None:
    asked = [
        Candidate(CardRef("bank", f"q{n}"), f"q{n}", fact=f"f{n % 20}" if n < 40 else "")
        for n in range(44)
    ]
    facts = {candidate.ref: candidate.fact or candidate.item for candidate in asked}
    drawn_facts = [facts[ref] for ref in drawn(asked, 20, Random(seed))]
    assert len(set(drawn_facts)) == 20
    assert len(drawn(asked, 40, Random(seed))) == 40


def test_only_one_side_of_a_two_way_card_is_drawn_while_others_are_left() -> None:
    pairs = [
        Candidate(CardRef("bank", card), f"q{n}")
        for n in range(5)
        for card in (f"q{n}", f"q{n}~reverse")
    ]
    for seed in range(50):
        cards = drawn(pairs, 5, Random(seed))
        assert len({ref.card.split("~")[0] for ref in cards}) == 5
    assert len(drawn(pairs, 8, Random(1))) == 8
