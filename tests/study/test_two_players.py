"""The rules of a quiz for two at one keyboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.items import Verdict
from quiz.study.two_players import GamePhase, Side, TwoPlayers, end_words, read_names

RIGHT, PARTLY, WRONG = Verdict.RIGHT, Verdict.PARTLY, Verdict.WRONG


def game(total: int = 3) -> TwoPlayers:
    return TwoPlayers(names=("Ann", "Bea"), total=total)


def test_who_buzzes_first_answers_and_a_right_answer_earns_two() -> None:
    buzzed = game().buzz(Side.RIGHT)
    assert (buzzed.phase, buzzed.turn) == (GamePhase.ANSWER, Side.RIGHT)
    assert buzzed.buzz(Side.LEFT) is buzzed
    done = buzzed.answered(RIGHT)
    assert (done.phase, done.points) == (GamePhase.NEXT, (0, 2))
    assert done.gone_on().signs == (("·",), ("✔",))


@pytest.mark.parametrize("verdict", [WRONG, PARTLY])
def test_after_an_answer_that_is_not_right_the_other_has_the_chance_for_one(
    verdict: Verdict,
) -> None:
    chance = game().buzz(Side.LEFT).answered(verdict)
    assert (chance.phase, chance.turn, chance.is_second) == (GamePhase.ANSWER, Side.RIGHT, True)
    assert chance.answered(RIGHT).points == (0, 1)
    nobody = chance.answered(WRONG)
    assert (nobody.phase, nobody.points) == (GamePhase.NEXT, (0, 0))


def test_what_nobody_knows_is_passed_over() -> None:
    passed = game().passed()
    assert passed.phase is GamePhase.NEXT
    assert passed.gone_on().signs == (("·",), ("·",))
    left = game().buzz(Side.LEFT).answered(WRONG).passed()
    assert left.gone_on().signs == (("✘",), ("·",))


def test_after_the_last_question_it_is_over_and_the_points_decide() -> None:
    last = game(1).buzz(Side.LEFT).answered(RIGHT).gone_on()
    assert (last.phase, last.winner) == (GamePhase.OVER, Side.LEFT)
    assert end_words(last) == "Ann wins, 2 to 0."
    assert last.buzz(Side.LEFT) is last.gone_on() is last.passed() is last
    draw = game(1).passed().gone_on()
    assert draw.winner is None
    assert end_words(draw) == "A draw: 0 points each."


STEPS = st.lists(
    st.one_of(
        st.sampled_from([*Side]).map(lambda side: ("buzz", side)),
        st.sampled_from([RIGHT, PARTLY, WRONG]).map(lambda verdict: ("answered", verdict)),
        st.sampled_from([("passed",), ("gone_on",)]),
    ),
    max_size=60,
)


@given(total=st.integers(1, 6), steps=STEPS)
def test_whatever_is_done_the_game_stays_sound(total: int, steps: list[tuple[object, ...]]) -> None:
    now = game(total)
    for name, *arguments in steps:
        before = now
        now = getattr(now, str(name))(*arguments)
        assert 0 <= now.place < total
        assert all(one >= other for one, other in zip(now.points, before.points, strict=True))
        assert sum(now.points) <= 2 * (now.place + 1)
        assert all(len(row) <= now.place + 1 for row in now.signs)
        if now.phase is GamePhase.OVER:
            assert [len(row) for row in now.signs] == [total, total]


@pytest.mark.parametrize(
    ("text", "names"),
    [("Ann, Bea", ("Ann", "Bea")), ("", ("A", "L")), (" Ann  Lee ", ("Ann Lee", "L")),
     (",Bea", ("A", "Bea"))],
)  # fmt: skip
def test_names_are_read(text: str, names: tuple[str, str]) -> None:
    assert read_names(text) == names


@pytest.mark.parametrize(
    ("text", "why"),
    [("a, b, c", "two names"), ("Ann, ann", "two different"), ("x" * 17, "at most 16")],
)
def test_names_that_will_not_do_are_refused(text: str, why: str) -> None:
    with pytest.raises(QuizError, match=why):
        read_names(text)
