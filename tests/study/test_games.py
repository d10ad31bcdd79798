from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.study import Answer, CardRef, speed_share
from quiz.study.games import (
    Duel,
    climb,
    daily_seed,
    fingerprint,
    halved,
    read_duel,
    share_line,
)

KINDS = ("choice", "truefalse", "text", "computed", "match", "order", "cloze")


@given(st.integers(0, 200), st.integers(0, 9), st.integers(1, 15))
def test_a_climb_rises_over_all_that_there_is(count: int, seed: int, most: int) -> None:
    rungs = climb(range(count), Random(seed), most)
    assert len(rungs) == min(count, most)
    assert list(rungs) == sorted(set(rungs))
    if count > most:  # the first comes from the easiest part, the last from the hardest
        assert rungs[0] < -(-count // most)
        assert rungs[-1] >= count - 1 - count // most


@given(st.permutations(range(6)), st.integers(2, 6), st.integers(0, 9))
def test_half_of_the_options_go_and_the_right_one_stays(
    order: list[int], count: int, seed: int
) -> None:
    shown = [index for index in order if index < count]
    kept = halved(shown, 1, Random(seed))
    assert 1 in kept
    assert len(kept) == (count - count // 2 if count > 2 else count)
    assert [index for index in shown if index in kept] == list(kept)
    assert len(kept) > 1


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), max_size=4))
def test_a_fingerprint_is_of_the_banks_not_of_their_order(banks: list[tuple[str, str]]) -> None:
    assert fingerprint(banks) == fingerprint(banks[::-1])
    assert fingerprint(banks) != fingerprint([*banks, ("another", "0")])


@given(st.dates(), st.dates())
def test_a_daily_seed_is_of_day_and_banks(day: date, other: date) -> None:
    assert daily_seed(day, "aa") == daily_seed(day, "aa") > 0
    assert daily_seed(day, "aa") != daily_seed(day, "ab")
    assert (daily_seed(day, "aa") == daily_seed(other, "aa")) == (day == other)


@given(
    st.builds(
        Duel,
        seed=st.integers(1, 2**31),
        banks=st.text("0123456789abcdef", min_size=10, max_size=10),
        right=st.integers(0, 10),
        total=st.just(10),
        seconds=st.integers(0, 99_999),
    )
)
def test_a_duel_is_read_from_its_code_whatever_stands_around_it(duel: Duel) -> None:
    assert read_duel(duel.code) == duel
    assert read_duel(f"  Try this: {duel.code.upper()}!\n") == duel


@pytest.mark.parametrize(
    "text",
    [
        "",
        "capitals",
        "duel-1-2",
        "duel--9e8d7c6b5a-8of10-151",
        "٣",
        "duel-1-9e8d7c6b5a-9of8-1",
        "duel-1-9e8d7c6b5a-0of0-1",
        "duel-1-9e8d7c6b5a-5of999-1",
    ],
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(QuizError, match="is no duel code"):
        read_duel(text)


@given(st.sampled_from(KINDS), st.integers(0, 10**7), st.integers(0, 10**6), st.floats(1.0, 10.0))
def test_speed_keeps_half_to_all_less_for_longer_and_more_with_extra_time(
    kind: str, elapsed: int, longer: int, extra: float
) -> None:
    share = speed_share(kind, elapsed, extra)
    assert 0.5 <= speed_share(kind, elapsed + longer, extra) <= share <= 1.0
    assert speed_share(kind, elapsed, extra * 2) >= share
    assert speed_share(kind, round(elapsed * extra), extra) == pytest.approx(
        speed_share(kind, elapsed, 1.0), abs=1e-3
    )


def test_speed_at_its_bounds_and_without_a_clock() -> None:
    shares = [speed_share("choice", 12_000 * n // 4, 1.0) for n in (0, 2, 5, 8, 40)]
    assert shares == [1.0, 1.0, 0.75, 0.5, 0.5]
    assert speed_share("essay", 10**7, 1.0) == 1.0


def test_a_line_to_share_shows_verdicts_and_no_question() -> None:
    answers = [
        Answer(
            place=n,
            ref=CardRef("secret", f"secret{n}"),
            review="r",
            credit=credit,
            points=credit,
            points_of=1.0,
            elapsed_ms=25_400,
            is_skipped=credit < 0,
        )
        for n, credit in enumerate((1.0, 1.0, 0.0, 0.5, 0.0 - 1))
    ]
    line = share_line(date(2026, 11, 30), answers)
    assert line == "quiz daily 30 Nov 2026 · 2/5 ✔✔✘◐– 2:07"
