"""What is done with single cards, limits of a day, and practice."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec import structs

from quiz.desk import Desk
from quiz.desk.sittings.sitting import OpenSitting
from quiz.desk.sittings.start import begin, begin_quiz, begin_review
from quiz.desk.sittings.undo import undone_words
from quiz.desk.sittings.unfinished import unfinished_quizzes
from quiz.desk.today.cards import card_lines, day_named
from quiz.desk.today.day import today
from quiz.desk.today.limits import left_today, limit_today, more_new_cards
from quiz.desk.today.queue import review_cards
from quiz.errors import QuizError
from quiz.items import Picked, Rating
from quiz.memory import NEW_STATE, CardAction, Phase
from quiz.memory.calibration import CalibratorState
from quiz.store import Review
from quiz.study import CardRef, Mode, Request
from tests.support import TWO, Clock

ONE, OTHER = CardRef("two", "one"), CardRef("two", "two")
WRONG, RIGHT = Picked((1,)), Picked((0,))
REVIEW = Request(mode=Mode.REVIEW)


@pytest.fixture
def two(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk(two=TWO)


def learn(desk: Desk, *refs: CardRef, rating: Rating = Rating.EASY) -> None:
    for ref in refs:
        sitting = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=("two",), cards=(ref,), seed=1))
        answer(sitting, is_right=True)
        sitting.rate(rating)


def answer(sitting: OpenSitting, *, is_right: bool) -> None:
    question = sitting.question
    assert question is not None
    right = question.item.right_response()
    assert isinstance(right, Picked)
    sitting.hand_in(right if is_right else Picked((1 - right.indices[0],)), elapsed_ms=3000)


def queue(desk: Desk) -> list[CardRef]:
    return review_cards(desk, REVIEW)


def test_a_buried_card_comes_again_tomorrow_and_a_suspended_one_when_it_is_let(
    two: Desk, clock: Clock
) -> None:
    assert queue(two) == [ONE, OTHER]
    two.do(ONE, CardAction.BURY, two.today)
    assert queue(two) == [OTHER]
    two.do(OTHER, CardAction.SUSPEND)
    assert queue(two) == []
    clock.pass_(days=1)
    assert queue(two) == [ONE]
    two.do(OTHER, CardAction.RESUME)
    assert queue(two) == [ONE, OTHER]


def test_whatever_is_done_with_a_card_is_taken_back_one_by_one(two: Desk, clock: Clock) -> None:
    learn(two, ONE)
    states = [two.record.state("two", "one")]
    for action, value in (
        (CardAction.SET_DUE, two.today + 3),
        (CardAction.SUSPEND, None),
        (CardAction.RESUME, None),
        (CardAction.BURY, two.today),
        (CardAction.FORGET, None),
    ):
        clock.pass_(seconds=1)
        states.append(two.do(ONE, action, value))
    assert states[1].due_day == two.today + 3
    assert states[5] == structs.replace(NEW_STATE, buried_day=two.today)
    for before in reversed(states[:-1]):
        undone = two.undo_last()
        assert undone is not None
        assert "two" in undone_words(two, undone)
        assert two.record.state("two", "one") == before
    assert two.record.check(two.scheduling.scheduler) == []
    assert two.undo_last() is not None
    assert two.record.state("two", "one") == NEW_STATE
    assert two.undo_last() is None


def test_what_is_done_with_several_cards_is_undone_at_once(two: Desk, clock: Clock) -> None:
    learn(two, ONE)
    before = two.record.states("two")
    clock.pass_(seconds=1)
    two.do_all((ONE, OTHER), CardAction.SUSPEND)
    assert all(state.is_suspended for state in two.record.states("two").values())
    clock.pass_(seconds=1)
    undone = two.undo_last()
    assert undone is not None
    assert undone_words(two, undone).startswith("2 cards suspended")
    assert two.record.states("two") == before
    assert two.record.check(two.scheduling.scheduler) == []
    two.do_all((), CardAction.SUSPEND)
    assert isinstance(two.undo_last(), Review)


def test_in_a_review_a_card_is_put_away_and_taken_back(two: Desk) -> None:
    review = begin_review(two, REVIEW)
    first = review.question
    review.put_away(CardAction.BURY)
    assert review.question is not None
    assert review.question.ref == OTHER
    assert review.can_undo
    assert review.undo() == first
    assert two.record.state("two", "one") == NEW_STATE
    answer(review, is_right=True)
    review.put_away(CardAction.SUSPEND)
    assert two.record.state("two", "two").is_suspended
    review.undo()
    assert not two.record.state("two", "two").is_suspended
    review.undo()
    assert two.record.states("two") == {}
    assert review.undo() is None


@pytest.mark.parametrize("suspends", [False, True])
def test_a_leech_is_told_and_if_wanted_suspended_until_the_answer_is_taken_back(
    suspends: bool, two: Desk, clock: Clock
) -> None:
    two.config = structs.replace(two.config, leech_threshold=2, suspends_leeches=suspends)
    learn(two, ONE)
    sitting = None
    for _ in range(2):
        clock.pass_(days=30)
        sitting = begin_quiz(two, Request(mode=Mode.QUIZ, banks=("two",), cards=(ONE,), seed=1))
        answer(sitting, is_right=False)
        if two.record.state("two", "one").lapses < 2:
            assert sitting.last is not None
            assert not sitting.last.is_leech
            clock.pass_(minutes=11)
            learn(two, ONE)
    assert sitting is not None
    assert sitting.last is not None
    assert sitting.last.is_leech
    assert "forgotten this 2 times" in sitting.last.leech_words
    assert two.record.state("two", "one").is_suspended is suspends
    sitting.undo()
    assert not two.record.state("two", "one").is_suspended
    assert two.record.state("two", "one").lapses == 1


def test_cram_leaves_the_schedule_alone_and_asks_again_until_it_is_right(two: Desk) -> None:
    learn(two, ONE, OTHER)
    states = two.record.states("two")
    cram = begin(two, Request(mode=Mode.CRAM, banks=("two",), seed=1))
    wrong = cram.question
    assert wrong is not None
    answer(cram, is_right=False)
    answer(cram, is_right=True)
    assert cram.question is not None
    assert cram.question.ref == wrong.ref
    answer(cram, is_right=True)
    assert cram.question is None
    cram.undo()
    cram.undo()
    cram.undo()
    assert cram.question == structs.replace(wrong, total=2)
    answer(cram, is_right=True)
    assert two.record.states("two") == states
    assert two.record.today(two.today).reviews + two.record.today(two.today).new_cards == 2
    assert unfinished_quizzes(two) == []


def test_mistakes_are_what_was_wrong_lately_and_not_put_right_since(
    two: Desk, clock: Clock
) -> None:
    wanted = Request(mode=Mode.CRAM, mistakes=True)
    with pytest.raises(QuizError, match="no mistakes left from the last two weeks"):
        begin(two, wanted)
    quiz = begin_quiz(two, Request(mode=Mode.QUIZ, banks=("two",), seed=1))
    answer(quiz, is_right=False)
    answer(quiz, is_right=True)
    wrong = quiz.sitting.answers[0].ref
    assert begin(two, wanted).sitting.cards == [wrong]
    clock.pass_(days=15)
    with pytest.raises(QuizError):
        begin(two, wanted)


def test_limits_hold_for_all_banks_for_one_and_for_today_alone(
    make_desk: Callable[..., Desk], clock: Clock
) -> None:
    desk = make_desk(two=TWO, three=TWO.replace("title: Two", "title: Three"))
    desk.config = structs.replace(desk.config, new_cards=3)
    assert len(queue(desk)) == 3
    limit_today(desk, "three", new_cards=0)
    assert {ref.bank for ref in queue(desk)} == {"two"}
    assert more_new_cards(desk, 2) == 5
    assert len(queue(desk)) == 2
    learn(desk, ONE)
    assert left_today(desk)[0].new_cards == 4
    assert today(desk).new == 1
    assert more_new_cards(desk, 1, "three") == 1
    assert len(queue(desk)) == 2
    clock.pass_(days=1)
    assert left_today(desk)[0].new_cards == 3
    assert len(review_cards(desk, structs.replace(REVIEW, new_cards=9))) == 3


def test_cards_are_listed_by_bank_or_by_name(two: Desk) -> None:
    learn(two, ONE)
    first, second = card_lines(two, ())
    assert (first.ref, first.phase, first.reps) == (ONE, "review", 1)
    assert (second.due, second.chance, second.phase) == ("", None, "new")
    assert first.chance is not None
    assert 0.5 < first.chance < 1
    assert [line.ref for line in card_lines(two, ["two/two"])] == [OTHER]
    with pytest.raises(QuizError, match="no card 'nine' in"):
        card_lines(two, ["two/nine"])
    with pytest.raises(QuizError):
        card_lines(two, ["nowhere"])


@pytest.mark.parametrize("text", ["", "soon", "-1", "2026-02-30", "2020-01-01", "9" * 30, "99999"])
def test_a_day_that_is_none_is_refused(text: str, two: Desk) -> None:
    with pytest.raises(QuizError):
        day_named(two, text)


def test_a_day_is_named_by_date_or_count(two: Desk) -> None:
    assert day_named(two, "0") == two.today
    assert day_named(two, "7") == two.today + 7
    assert day_named(two, "2026-03-05") == two.today + 3


def test_siblings_are_scheduled_apart(make_desk: Callable[..., Desk], clock: Clock) -> None:
    cards = "\n".join(
        f"  - {{id: c{n}, front: F{n}, back: B{n}, reverse: true}}" for n in range(12)
    )
    desk = make_desk(pairs=f"title: Pairs\nquestions:\n{cards}\n")
    desk.config = structs.replace(desk.config, new_cards=99)
    for side in ("", "~reverse"):
        for number in range(12):
            ref = CardRef("pairs", f"c{number}{side}")
            state = NEW_STATE
            for _ in range(2):
                quiz = begin_quiz(
                    desk, Request(mode=Mode.QUIZ, banks=("pairs",), cards=(ref,), seed=1)
                )
                assert quiz.question is not None
                quiz.hand_in(quiz.question.item.right_response(), elapsed_ms=1)
                state = quiz.rate(Rating.EASY).state
                clock.pass_(seconds=5)
            assert state.phase is Phase.REVIEW
    states = desk.record.states("pairs")
    apart = [
        abs((states[f"c{n}"].due_day or 0) - (states[f"c{n}~reverse"].due_day or 0))
        for n in range(12)
    ]
    assert 0 not in apart


def test_the_chance_of_recall_falls_with_time_and_goes_back_with_undo(
    two: Desk, clock: Clock
) -> None:
    learn(two, ONE)
    state = two.record.state("two", "one")
    chances = [
        two.recall.now(state, two.today + day, clock.now + timedelta(days=day)) for day in range(60)
    ]
    assert chances == sorted(chances, reverse=True)
    clock.pass_(days=5)
    before = two.recall.now(state, two.today, clock.now)
    quiz = begin_quiz(two, Request(mode=Mode.QUIZ, banks=("two",), cards=(ONE,), seed=1))
    answer(quiz, is_right=False)
    assert two.recall.now(state, two.today, clock.now) < before
    quiz.undo()
    assert two.recall.now(state, two.today, clock.now) == pytest.approx(before)


def test_what_the_log_teaches_is_the_same_learned_at_once_or_by_and_by(
    make_desk: Callable[..., Desk], clock: Clock
) -> None:
    desk = make_desk(two=TWO)
    assert desk.recall.state == CalibratorState()
    for number in range(12):
        clock.pass_(days=1 + number % 3, minutes=number)
        quiz = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=("two",), seed=number + 1))
        answer(quiz, is_right=number % 4 != 0)
        clock.pass_(seconds=7)
        answer(quiz, is_right=True)
    state = desk.record.state("two", "one")
    chance = desk.recall.now(state, desk.today, clock.now)
    desk.close()
    kept = make_desk()
    assert not kept.recall.is_long
    assert kept.recall.now(state, kept.today, clock.now) == pytest.approx(chance)
    kept.recall.forget()
    kept.record.put_meta("calibrator", "{}")
    assert kept.recall.now(state, kept.today, clock.now) == pytest.approx(chance)
