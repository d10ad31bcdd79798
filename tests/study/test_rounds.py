"""New cards in rounds: what is shown next, what is learned, and what an undo brings back."""

from quiz.study import Answer, CardRef
from quiz.study.rounds import ROUND, Rounds


def ref(name: str) -> CardRef:
    return CardRef("bank", name)


def refs(names: str) -> list[CardRef]:
    return [ref(name) for name in names]


def answer(name: str, credit: float, *, is_skipped: bool = False) -> Answer:
    return Answer(
        place=0, ref=ref(name), review=name, credit=credit, points=credit, points_of=1.0,
        elapsed_ms=1000, is_skipped=is_skipped,
    )  # fmt: skip


def begun(names: str, *, new: str = "", asked_at_once: str = "") -> Rounds:
    rounds = Rounds(
        lambda one: one.card in (new or names), lambda one: one.card not in asked_at_once
    )
    rounds.begin(refs(names))
    return rounds


def shown_all(rounds: Rounds) -> str:
    names = ""
    while rounds.to_show:
        names += rounds.to_show[0].card
        rounds.show(0)
    return names


def test_a_round_is_the_next_seven_new_cards() -> None:
    rounds = begun("abcdefghij", new="bcdefghij")
    assert rounds.cards == refs("bcdefgh")
    assert len(rounds.cards) == ROUND
    assert shown_all(rounds) == "bcdefgh"


def test_what_is_asked_at_once_belongs_to_the_round_and_is_not_shown() -> None:
    rounds = begun("abc", asked_at_once="b")
    assert (rounds.cards, rounds.count) == (refs("abc"), 2)
    assert shown_all(rounds) == "ac"


def test_a_card_is_learned_when_it_was_recalled_once() -> None:
    rounds = begun("abcd")
    answers = [answer("a", 1), answer("b", 0), answer("c", 0.5), answer("d", 1, is_skipped=True)]
    assert rounds.unlearned(answers) == refs("bd")
    assert rounds.learned(answers) == 2
    assert rounds.learned([*answers, answer("b", 1)]) == 3


def test_a_round_begins_before_a_new_card_of_no_round() -> None:
    rounds = begun("abcdefgh")
    assert not rounds.is_due(ref("a"))
    assert rounds.is_due(ref("h"))
    assert not rounds.is_due(None)
    assert not begun("ab", new="a").is_due(ref("b"))


def test_a_card_is_shown_once_and_again_only_by_an_undo() -> None:
    rounds = begun("ab")
    rounds.show(3)
    assert rounds.to_show == refs("b")
    assert not rounds.take_back(4)  # something was answered since
    assert rounds.take_back(3)
    assert rounds.to_show == refs("ab")
    assert not rounds.take_back(3)
    shown_all(rounds)
    rounds.begin(refs("ab"))
    assert rounds.to_show == []  # those of before have no answer yet, but were shown


def test_a_card_that_was_put_away_leaves_the_round() -> None:
    rounds = begun("abc")
    rounds.leave_out(ref("b"))
    assert (rounds.cards, rounds.to_show, rounds.count) == (refs("ac"), refs("ac"), 2)


def test_an_edit_of_the_bank_renames_the_cards_of_a_round() -> None:
    rounds = begun("ab")
    rounds.show(0)
    rounds.rename({ref("a"): ref("x"), ref("b"): ref("y")})
    assert (rounds.cards, rounds.to_show) == (refs("xy"), refs("y"))
    assert rounds.take_back(0)
    assert rounds.to_show == refs("xy")
