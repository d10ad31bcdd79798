"""Levels and achievements: what earns them, and that they stay."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec import structs

from quiz.desk import Desk
from quiz.desk.sittings.start import begin_quiz
from quiz.desk.today.rewards import achievements, bank_levels, new_rewards
from quiz.items import Rating
from quiz.study import Game, Mode, Request
from tests.desk.today.test_report import TEN, review
from tests.support import TWO, Clock

MakeDesk = Callable[..., Desk]


def earned(desk: Desk) -> set[str]:
    return {one.id for one in achievements(desk) if one.day is not None}


def play(desk: Desk, *, wrong: bool = False, game: Game = Game.CLASSIC) -> None:
    """Play a quiz of all ten questions; one is wrong if it is asked for."""
    sitting = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=("ten",), seed=2, game=game))
    while sitting.question is not None:
        right = sitting.question.item.right_response()
        sitting.hand_in(type(right)() if wrong else right, elapsed_ms=1000)
        wrong = False
    sitting.finish()


def test_nothing_learned_earns_nothing(make_desk: MakeDesk) -> None:
    desk = make_desk(ten=TEN)
    assert bank_levels(desk) == []
    assert new_rewards(desk).achievements == ()
    assert len(achievements(desk)) >= 20
    assert not earned(desk)


def test_each_achievement_has_its_own_name_and_words(make_desk: MakeDesk) -> None:
    found = achievements(make_desk(ten=TEN))
    for field in ("id", "title", "about"):
        assert len({getattr(one, field) for one in found}) == len(found)


def test_a_level_is_the_share_known_well_and_falls_as_memories_fade(
    make_desk: MakeDesk, clock: Clock
) -> None:
    desk = make_desk(ten=TEN)
    review(desk, rating=Rating.EASY)
    (level,) = bank_levels(desk)
    assert (level.level, level.share) == (10, 1.0)
    assert new_rewards(desk, {"other"}).levels == ()  # only those that were studied are looked at
    assert [one.bank for one in new_rewards(desk, {"ten"}).levels] == ["ten"]
    assert new_rewards(desk).levels == ()  # said once
    clock.now += timedelta(days=60)
    (level,) = bank_levels(desk)
    assert level.level < 10
    assert new_rewards(desk).levels == ()


def test_what_is_earned_is_said_once_and_stays(make_desk: MakeDesk, clock: Clock) -> None:
    desk = make_desk(ten=TEN)
    play(desk)
    new = {one.id for one in new_rewards(desk).achievements}
    assert {"first-ten", "perfect"} <= new
    assert new_rewards(desk).achievements == ()
    while desk.undo_last() is not None:
        pass
    assert {"first-ten", "perfect"} <= earned(desk)


def test_a_mistake_makes_no_perfect_quiz(make_desk: MakeDesk) -> None:
    desk = make_desk(ten=TEN)
    play(desk, wrong=True)
    assert "perfect" not in {one.id for one in new_rewards(desk).achievements}


def test_a_card_recalled_after_a_month_and_one_won_back(make_desk: MakeDesk, clock: Clock) -> None:
    desk = make_desk(ten=TEN)
    review(desk, rating=Rating.EASY)
    clock.now += timedelta(days=35)
    review(desk, wrong="q3")
    new_rewards(desk)
    assert {"month", "lasting"} <= earned(desk)
    assert "won-back" not in earned(desk)
    for days in (5, 20, 60, 120):
        clock.now += timedelta(days=days)
        review(desk, rating=Rating.EASY)
    new_rewards(desk)
    assert {"season", "won-back"} <= earned(desk)


def test_sprint_counts_right_answers(make_desk: MakeDesk) -> None:
    desk = make_desk(ten=TEN)
    play(desk, game=Game.SPRINT)
    found = {one.id: one.done for one in achievements(desk)}
    assert found["sprint"] >= 10


def test_off_means_gone(make_desk: MakeDesk) -> None:
    desk = make_desk(ten=TEN)
    desk.config = structs.replace(desk.config, rewards=False)
    play(desk)
    assert new_rewards(desk) == type(new_rewards(desk))()
    assert desk.record.meta("achievements") is None


@pytest.mark.parametrize("kept", ["nonsense", "[]", '{"a": "b"}', '{"unknown": 5}'])
def test_what_another_program_left_in_the_record_does_no_harm(
    make_desk: MakeDesk, kept: str
) -> None:
    desk = make_desk(two=TWO)
    desk.record.put_meta("achievements", kept)
    desk.record.put_meta("levels", kept)
    assert new_rewards(desk).levels == ()
    assert len(achievements(desk)) >= 20
