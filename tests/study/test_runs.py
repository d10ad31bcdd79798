from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quiz.study import SKIP_S, Answer, CardRef, Game, GameRun, ahead_of, best_of, sprint_ms

DAY = datetime(2026, 1, 1, tzinfo=UTC)

_answer = st.builds(
    Answer,
    place=st.just(0),
    ref=st.just(CardRef("b", "c")),
    review=st.just("r"),
    credit=st.sampled_from([0.0, 0.5, 1.0]),
    points=st.just(0.0),
    points_of=st.just(1.0),
    elapsed_ms=st.integers(0, 20_000),
)
_answers = st.lists(_answer, max_size=12)
_runs = st.lists(
    st.builds(
        GameRun,
        uid=st.uuids().map(str),
        right=st.integers(0, 9),
        ended_at=st.integers(0, 9).map(lambda days: DAY + timedelta(days)),
    ),
    max_size=12,
)


def right(answers: list[Answer]) -> int:
    return sum(answer.credit == 1.0 for answer in answers)


@given(_runs)
def test_the_best_five_are_the_most_right_and_of_equals_the_earlier(runs: list[GameRun]) -> None:
    best = best_of(runs)
    assert len(best) == min(5, len(runs))
    assert sorted((run.right for run in runs), reverse=True)[:5] == [run.right for run in best]
    for one, other in pairwise(best):
        assert one.right > other.right or one.ended_at <= other.ended_at


@given(_answers, _answers, st.sampled_from([Game.SPRINT, Game.SURVIVAL]))
def test_nobody_is_ahead_of_the_same_run(
    mine: list[Answer], rest: list[Answer], game: Game
) -> None:
    # At a time on the clock everything answered until then counts, so the rest takes time.
    later = [a for a in rest if a.elapsed_ms]
    other = [*mine, *later] if game is Game.SURVIVAL or not later else [*mine, later[0]]
    assert ahead_of(mine, other, game) == 0


@given(_answers, _answers)
def test_survival_compares_after_as_many_questions(mine: list[Answer], other: list[Answer]) -> None:
    ahead = ahead_of(mine, other, Game.SURVIVAL)
    assert ahead == right(mine) - right(other[: len(mine)])


@given(_answers, _answers, st.integers(0, 9000))
def test_a_sprint_is_compared_at_the_same_time(
    mine: list[Answer], other: list[Answer], extra: int
) -> None:
    now, clock, reached = sprint_ms(mine) + extra, 0, 0
    for answer in other:
        clock += answer.elapsed_ms
        reached += clock <= now and answer.credit == 1.0
    assert ahead_of(mine, other, Game.SPRINT, extra) == right(mine) - reached


@given(_answer)
def test_a_skip_takes_its_price_off_the_clock(answer: Answer) -> None:
    import msgspec

    skipped = msgspec.structs.replace(answer, is_skipped=True)
    assert sprint_ms([skipped]) == sprint_ms([answer]) + 1000 * SKIP_S
