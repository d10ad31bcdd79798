from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.desk.banks.catalogue import banks_named
from quiz.desk.sittings.sitting import OpenSitting
from quiz.desk.sittings.start import begin, begin_quiz, begin_review
from quiz.desk.sittings.unfinished import resumed_quiz, unfinished_quizzes
from quiz.desk.today.day import overview
from quiz.desk.today.queue import review_cards
from quiz.errors import Overtaken, QuizError
from quiz.items import Computed, Number, Picked, Rating, SelfGraded, Typed, Verdict
from quiz.memory import NEW_STATE, Phase
from quiz.study import CardRef, Game, Mode, Request
from tests.support import EVERY_KIND, TWO, Clock, history_of, write_banks


def quiz(desk: Desk, **settings: object) -> OpenSitting:
    values: dict[str, object] = {"mode": Mode.QUIZ, "banks": ("every",), "seed": 3}
    return begin_quiz(desk, Request(**{**values, **settings}))  # type: ignore[arg-type]


def answer_rightly(sitting: OpenSitting) -> None:
    question = sitting.question
    assert question is not None
    sitting.hand_in(question.item.right_response(), elapsed_ms=1500)


def test_every_kind_answered_as_it_calls_right_earns_all_points(desk: Desk) -> None:
    sitting = quiz(desk, length=100)
    kinds = set()
    while (question := sitting.question) is not None:
        kinds.add(question.ref.card.partition("~")[0])
        answer_rightly(sitting)
        assert sitting.last is not None
        assert sitting.last.outcome.verdict is Verdict.RIGHT, question.ref
    result = sitting.finish()
    assert result.tally.credit == 1.0
    assert len(kinds) == 14
    assert desk.record.scores()["every"].best == 1.0


def test_an_answer_is_recorded_before_it_is_told(desk: Desk) -> None:
    sitting = quiz(desk, kinds=("choice",))
    question = sitting.question
    assert question is not None
    feedback = sitting.hand_in(Picked((1,)), elapsed_ms=2500)
    review = desk.record.last_review()
    assert review is not None
    assert review.uid == feedback.review.uid
    assert (review.credit, review.rating, review.elapsed_ms) == (0.0, Rating.AGAIN, 2500)
    assert (review.kind, review.tags) == ("choice", ("all", "places"))
    assert review.guess_chance == pytest.approx(1 / 3)
    assert desk.record.state("every", "choice") == feedback.state


def test_hints_are_given_one_by_one_cost_points_and_make_the_rating_hard(desk: Desk) -> None:
    sitting = quiz(desk, kinds=("choice",))
    assert sitting.hint() == "It is a capital."
    assert sitting.hint() == "It lies on the Danube."
    assert sitting.hint() is None
    answer_rightly(sitting)
    assert sitting.last is not None
    assert sitting.last.outcome.verdict is Verdict.RIGHT
    assert sitting.last.points == pytest.approx(1 / 3)
    assert sitting.last.rating is Rating.HARD


def test_a_skipped_question_earns_nothing_and_leaves_memory_alone(desk: Desk) -> None:
    sitting = quiz(desk, kinds=("choice", "text"))
    ref = sitting.question.ref if sitting.question else None
    assert ref is not None
    sitting.skip()
    assert desk.record.state(ref.bank, ref.card) == NEW_STATE
    assert sitting.question is not None
    assert sitting.question.ref != ref
    answer_rightly(sitting)
    assert sitting.question is None
    assert sitting.finish().tally.credit == 0.5


def test_the_last_rating_can_be_changed_and_memory_follows_exactly(desk: Desk) -> None:
    sitting = quiz(desk, kinds=("choice",))
    answer_rightly(sitting)
    previews = sitting.last_previews()
    for rating in (Rating.AGAIN, Rating.EASY, Rating.HARD, Rating.GOOD):
        feedback = sitting.rate(rating)
        assert feedback.rating is rating
        assert feedback.state == previews[rating]
        assert desk.record.state("every", "choice") == previews[rating]
    assert len(history_of(desk.record, "every", "choice")) == 1


def test_a_rating_that_is_changed_gives_the_day_that_was_shown_for_it(
    make_desk: Callable[..., Desk], clock: Clock
) -> None:
    # With so many cards each day fills, and a card's own new day must not count as full.
    questions = "".join(
        f'  - {{id: q{n}, question: "Q {n}?", answer: "yes", wrong: ["no"]}}\n' for n in range(40)
    )
    desk = make_desk(many=f"title: Many\nquestions:\n{questions}")
    learned = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=("many",), seed=1, length=40))
    while learned.question is not None:
        learned.hand_in(learned.question.item.right_response(), elapsed_ms=4000)
    days = set()
    for _ in range(2):
        clock.pass_(days=40)
        sitting = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=("many",), seed=2, length=40))
        while (question := sitting.question) is not None:
            shown = sitting.previews(question.state, question.ref)
            feedback = sitting.hand_in(question.item.right_response(), elapsed_ms=0)
            assert feedback.state == shown[Rating.GOOD]
            assert sitting.last_previews() == shown
            assert sitting.rate(Rating.EASY).state == shown[Rating.EASY]
            assert sitting.rate(Rating.GOOD).state == shown[Rating.GOOD]
            days.add(shown[Rating.GOOD].due_day)
    assert len(days) > 4


def test_i_was_right_counts_a_refused_answer_as_right_and_says_so_in_the_record(
    desk: Desk,
) -> None:
    sitting = quiz(desk, kinds=("text",))
    refused = sitting.hand_in(Typed("Talleyrand"), elapsed_ms=1)
    assert refused.can_be_overridden
    feedback = sitting.override()
    assert feedback.points == 1.0
    assert feedback.rating is Rating.GOOD
    history = history_of(desk.record, "every", "text")
    assert [review.is_overridden for review in history] == [True]
    assert sitting.tally.right == 1
    with pytest.raises(
        QuizError, match="you can only override a typed answer that was graded wrong"
    ):
        sitting.override()


def test_a_picked_answer_cannot_be_overridden(desk: Desk) -> None:
    sitting = quiz(desk, kinds=("choice",))
    sitting.hand_in(Picked((1,)), elapsed_ms=1)
    with pytest.raises(QuizError, match="typed"):
        sitting.override()


def test_undo_asks_the_same_question_again_laid_out_the_same(desk: Desk) -> None:
    sitting = quiz(desk, kinds=("choice", "several", "truefalse"))
    first = sitting.question
    answer_rightly(sitting)
    answer_rightly(sitting)
    sitting.undo()
    again = sitting.undo()
    assert again == first
    assert desk.record.last_review() is None
    assert first is not None
    assert desk.record.state(first.ref.bank, first.ref.card) == NEW_STATE
    assert sitting.undo() is None


def test_an_undone_override_leaves_no_trace(desk: Desk) -> None:
    sitting = quiz(desk, kinds=("text",))
    sitting.hand_in(Typed("nobody"), elapsed_ms=1)
    sitting.override()
    sitting.undo()
    assert history_of(desk.record, "every", "text") == []
    assert desk.record.state("every", "text") == NEW_STATE


def test_a_quiz_goes_on_after_a_restart_at_the_same_question(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk()
    sitting = quiz(desk, length=10)
    for _ in range(4):
        answer_rightly(sitting)
    sitting.skip()
    before = sitting.question
    tally = sitting.tally
    again = resumed_quiz(make_desk())
    assert again.question == before
    assert again.tally == tally


def test_a_quiz_of_a_file_goes_on_from_another_folder(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = make_desk()
    (tmp_path / "far").mkdir()
    path = tmp_path / "far" / "mine.yaml"
    path.write_text(TWO)
    banks = tuple(entry.id for entry in banks_named(desk, [str(path)]))
    sitting = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=banks))
    answer_rightly(sitting)
    again = make_desk()
    assert "mine" not in again.library.entries
    assert resumed_quiz(again).question == sitting.question
    path.unlink()
    assert unfinished_quizzes(make_desk()) == []


def test_a_quiz_killed_after_its_last_answer_counts_at_the_next_start(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk(two=TWO)
    sitting = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=("two",)))
    answer_rightly(sitting)
    answer_rightly(sitting)
    again = make_desk()
    assert unfinished_quizzes(again) == []
    assert overview(again).lines[0].best == 1.0


@pytest.mark.parametrize(
    ("which", "title"),
    [("", "Two"), ("1", "Two"), ("2", "Every kind"), ("every", "Every kind"), ("TWO", "Two")],
)
def test_any_quiz_that_was_left_is_resumed_by_number_bank_or_title(
    make_desk: Callable[..., Desk], which: str, title: str
) -> None:
    desk = make_desk(every=EVERY_KIND, two=TWO)
    for bank in ("every", "two"):
        answer_rightly(begin_quiz(desk, Request(mode=Mode.QUIZ, banks=(bank,))))
    assert resumed_quiz(desk, which).title == title
    for wrong in ("0", "3", "capitals"):
        with pytest.raises(QuizError, match=f"no unfinished quiz '{wrong}'; `quiz play"):
            resumed_quiz(desk, wrong)


def test_a_quiz_that_was_only_looked_at_is_not_left_unfinished(desk: Desk) -> None:
    assert quiz(desk).question is not None
    assert unfinished_quizzes(desk) == []
    with pytest.raises(QuizError, match="quiz; start one"):
        resumed_quiz(desk)


def test_same_bank_same_seed_same_answers_same_quiz(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    shown = []
    for _ in range(2):
        sitting = quiz(desk, seed=11, length=8)
        told = []
        while (question := sitting.question) is not None:
            told.append((question.ref, question.prompt))
            answer_rightly(sitting)
        shown.append((told, sitting.finish().tally.score))
    assert shown[0] == shown[1]


def test_only_my_mistakes_asks_just_those(desk: Desk) -> None:
    sitting = quiz(desk, kinds=("choice", "text", "truefalse"))
    wrong = []
    while (question := sitting.question) is not None:
        if question.item.kind == "text":
            wrong.append(question.ref)
            sitting.hand_in(Typed("nobody"), elapsed_ms=1)
        else:
            answer_rightly(sitting)
    mistakes = sitting.mistakes()
    assert [m.question.ref for m in mistakes] == wrong
    assert mistakes[0].response == Typed("nobody")
    assert mistakes[0].outcome.solution == ("Metternich",)
    again = begin_quiz(desk, sitting.sitting.mistakes_request(0))
    assert again.sitting.cards == wrong


def test_a_computed_question_is_marked_with_the_letters_that_were_shown(desk: Desk) -> None:
    sitting = quiz(desk, kinds=("computed",))
    question = sitting.question
    assert question is not None
    assert isinstance(question.item, Number)
    found = desk.library.item("every", "computed")
    assert found is not None
    assert isinstance(found[0], Computed)
    a, b = (int(word) for word in question.item.stem.rstrip("?").split() if word.isdigit())
    assert sitting.hand_in(Typed(str(a * b)), elapsed_ms=1).outcome.credit == 1.0


def test_nothing_that_matches_is_said_with_what_there_is(desk: Desk) -> None:
    with pytest.raises(QuizError, match="no question has the tag 'nope'; available: all, places"):
        quiz(desk, tags=("nope",))
    with pytest.raises(QuizError, match="kind"):
        quiz(desk, tags=("places",), kinds=("essay",))


def test_a_review_asks_what_is_due_and_then_new_cards(
    make_desk: Callable[..., Desk], clock: Clock
) -> None:
    desk = make_desk(two=TWO)
    review = begin_review(desk, Request(mode=Mode.REVIEW))
    assert [ref.card for ref in review.sitting.cards] == ["one", "two"]
    answer_rightly(review)
    answer_rightly(review)
    # On their first learning step they come back within the sitting, ten minutes ahead.
    assert review.question is not None
    clock.pass_(minutes=11)
    answer_rightly(review)
    answer_rightly(review)
    assert review.question is None
    assert review.finish().due_tomorrow + sum(overview(desk).week[2:]) == 2
    assert begin_review(desk, Request(mode=Mode.REVIEW)).question is None
    clock.pass_(days=30)
    assert len(begin_review(desk, Request(mode=Mode.REVIEW)).sitting.cards) == 2


def test_a_wrong_answer_in_a_review_comes_back_in_a_minute(
    make_desk: Callable[..., Desk], clock: Clock
) -> None:
    desk = make_desk(two=TWO)
    review = begin_review(desk, Request(mode=Mode.REVIEW))
    first = review.question
    assert first is not None
    review.hand_in(Picked((1,)), elapsed_ms=1)
    clock.pass_(minutes=2)
    other = review.question
    assert other is not None
    assert other.ref != first.ref  # due as it is, it isn't asked twice in a row
    review.hand_in(Picked((0,)), elapsed_ms=1)
    again = review.question
    assert again is not None
    assert again.ref == first.ref
    review.undo()
    review.undo()
    assert review.question == first


def test_the_only_card_left_waits_for_its_step(
    make_desk: Callable[..., Desk], clock: Clock
) -> None:
    desk = make_desk(two=TWO)
    review = begin_review(desk, Request(mode=Mode.REVIEW, new_cards=1))
    review.hand_in(Picked((1,)), elapsed_ms=1)
    assert review.question is None
    assert review.interim().waiting_words == "1 card due again in 1 min"
    clock.pass_(minutes=1)
    assert review.question is not None


FACTS = """\
title: Facts
questions:
  - {id: typed, question: "Name it.", answer: Danube, fact: river}
  - {id: picked, question: "Which one?", answer: Danube, wrong: [Rhine], fact: river}
  - {id: said, question: "Is it the Danube?", answer: true, fact: river}
  - {id: other, question: "Other?", answer: "yes", wrong: ["no"]}
"""


def test_of_a_fact_one_new_card_a_day_and_what_is_recognised_first(
    make_desk: Callable[..., Desk], clock: Clock
) -> None:
    desk = make_desk(facts=FACTS)
    asked = []
    for _day in range(30):
        cards = [ref.card for ref in review_cards(desk, Request(mode=Mode.REVIEW))]
        of_fact = [card for card in cards if card != "other"]
        assert len(of_fact) <= 1
        asked += of_fact
        review = begin_review(desk, Request(mode=Mode.REVIEW))
        while review.question is not None:
            review.hand_in(review.question.item.right_response(), elapsed_ms=1)
            review.rate(Rating.EASY)
        # What was seen today keeps its siblings away for the rest of the day.
        again = [ref.card for ref in review_cards(desk, Request(mode=Mode.REVIEW))]
        assert not (of_fact and set(again) - {"other"})
        clock.pass_(days=1)
    assert list(dict.fromkeys(asked)) == ["picked", "said", "typed"]


def test_a_quiz_asks_one_question_of_a_fact_while_there_are_others(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk(facts=FACTS)
    for seed in range(1, 9):
        sitting = begin(desk, Request(mode=Mode.QUIZ, banks=("facts",), length=2, seed=seed))
        assert "other" in {ref.card for ref in sitting.sitting.cards}


TELLING = """\
title: Telling
passages: {talk: The congress met in Vienna.}
questions:
  - {id: p, question: "What does the talk say?", answer: little, wrong: [much], passage: talk}
  - {id: host, question: "What did Metternich do?", answer: he presided, wrong: [he slept]}
  - {id: who, question: "Who presided?", answer: Metternich}
  - {id: where, question: "Where did it meet?", answer: Vienna}
"""


def test_no_quiz_or_review_asks_what_a_prompt_before_has_told(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk(telling=TELLING)
    orders = [[ref.card for ref in review_cards(desk, Request(mode=Mode.REVIEW))]]
    for seed in range(1, 30):
        request = Request(mode=Mode.QUIZ, banks=("telling",), seed=seed)
        orders.append([ref.card for ref in begin(desk, request).sitting.cards])
        assert orders[-1] == [ref.card for ref in begin(desk, request).sitting.cards]
    for order in orders:
        assert order.index("who") < order.index("host"), order
        assert order.index("where") < order.index("p"), order
    assert len({tuple(order) for order in orders}) > 3


def test_a_changed_rating_decides_whether_a_card_comes_back(
    make_desk: Callable[..., Desk], clock: Clock
) -> None:
    desk = make_desk(two=TWO)
    review = begin_review(desk, Request(mode=Mode.REVIEW))
    review.hand_in(Picked((1,)), elapsed_ms=1)
    state = review.rate(Rating.EASY).state
    assert state.phase is Phase.REVIEW
    answer_rightly(review)
    review.rate(Rating.EASY)
    clock.pass_(minutes=30)
    assert review.question is None


def test_limits_of_a_day_hold_and_an_option_asks_for_more(
    make_desk: Callable[..., Desk], clock: Clock
) -> None:
    many = "title: Many\nquestions:\n" + "".join(
        f"  - {{id: q{n}, question: '{n}?', answer: 'yes', wrong: ['no']}}\n" for n in range(50)
    )
    desk = make_desk(many=many)
    review = begin_review(desk, Request(mode=Mode.REVIEW))
    assert [ref.card for ref in review.sitting.cards] == [f"q{n}" for n in range(20)]
    while review.question is not None and review.sitting.place < 20:
        answer_rightly(review)
    # No new card is left for today; what is still being learned is shown a little ahead.
    left = review_cards(desk, Request(mode=Mode.REVIEW))
    assert {ref.card for ref in left} == {f"q{n}" for n in range(20)}
    more = review_cards(desk, Request(mode=Mode.REVIEW, new_cards=5))
    assert [ref.card for ref in more] == [f"q{n}" for n in range(20, 25)]
    clock.pass_(days=1)
    tomorrow = review_cards(desk, Request(mode=Mode.REVIEW))
    assert {ref.card for ref in tomorrow} >= {f"q{n}" for n in range(20, 40)}


def test_the_other_side_of_a_card_waits_for_another_day(desk: Desk, clock: Clock) -> None:
    cards = review_cards(desk, Request(mode=Mode.REVIEW))
    assert CardRef("every", "card") in cards
    assert CardRef("every", "card~reverse") not in cards
    sitting = begin_quiz(
        desk, Request(mode=Mode.QUIZ, cards=(CardRef("every", "card"),), seed=1, banks=("every",))
    )
    sitting.hand_in(SelfGraded(Rating.EASY), elapsed_ms=1)
    assert CardRef("every", "card~reverse") not in review_cards(desk, Request(mode=Mode.REVIEW))
    clock.pass_(days=1)
    assert CardRef("every", "card~reverse") in review_cards(desk, Request(mode=Mode.REVIEW))


def test_survival_and_sprint_are_over_by_their_own_rules(desk: Desk) -> None:
    survival = quiz(desk, game=Game.SURVIVAL, kinds=("choice", "truefalse", "text", "number"))
    while survival.question is not None:
        survival.hand_in(Typed(""), elapsed_ms=1)
    assert survival.tally.wrong == 3
    sprint = quiz(desk, game=Game.SPRINT)
    assert sprint.question is not None
    assert sprint.question.total is None
    sprint.hand_in(Typed(""), elapsed_ms=121_000)
    assert sprint.question is None


def test_a_question_that_left_its_bank_is_passed_over(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = make_desk(two=TWO)
    sitting = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=("two",), seed=1))
    answer_rightly(sitting)
    left = sitting.sitting.cards[1].card
    word = left.capitalize()
    text = TWO.replace(f"id: {left}", "id: other").replace(f"{word}?", "Quite another thing?")
    write_banks(tmp_path, {"two": text})
    desk.refresh()
    assert sitting.question is None
    assert sitting.finish().tally.answered == 1


def test_the_layout_of_options_changes_with_the_seed(desk: Desk) -> None:
    orders = {
        question.prompt.order
        for seed in range(1, 30)
        if (question := quiz(desk, kinds=("choice",), seed=seed).question)
    }
    assert len(orders) > 2


def test_two_windows_on_one_quiz_ask_each_question_once(make_desk: Callable[..., Desk]) -> None:
    first = quiz(make_desk(), length=6)
    answer_rightly(first)
    second = resumed_quiz(make_desk())
    answer_rightly(second)
    answer_rightly(second)
    asked = first.question
    assert asked is not None
    with pytest.raises(Overtaken, match="another window"):
        answer_rightly(first)
    going_on = first.question
    assert going_on is not None
    assert (going_on.place, asked.place) == (3, 1)
    answer_rightly(first)
    with pytest.raises(Overtaken):
        second.skip()
    while second.question is not None:
        answer_rightly(second)
    assert second.finish().tally.credit == 1.0
    reviews = second.desk.record.reviews()
    assert sorted(review.place or 0 for review in reviews) == list(range(6))
    assert len({review.card for review in reviews}) == 6
    with pytest.raises(Overtaken):
        answer_rightly(first)
    assert first.question is None
    assert first.finish().tally.credit == 1.0


def test_a_window_follows_what_another_has_taken_back(make_desk: Callable[..., Desk]) -> None:
    first = quiz(make_desk(), length=4)
    answer_rightly(first)
    answer_rightly(first)
    second = make_desk()
    second.undo_last()
    with pytest.raises(Overtaken):
        answer_rightly(first)
    assert first.question is not None
    assert first.question.place == 1
