"""The whole log at once, held against the histories of single cards."""

from datetime import timedelta
from random import Random

import pytest

from quiz.items.rating import Rating
from quiz.memory.pace import counted_ms
from quiz.memory.seen import AnswerSeen
from quiz.store.rows import is_scheduling, to_micros
from quiz.store.timed_log import scheduling_log
from tests.store.conftest import Learner
from tests.support import connection_of, history_of


def by_cards(learner: Learner) -> list[AnswerSeen]:
    """Return the log as the histories of the cards have it."""
    names = {
        (bank, card) for bank, states in learner.record.all_states().items() for card in states
    }
    found = [
        AnswerSeen(
            f"{bank}/{card}",
            int(review.rating or 0),
            review.day,
            to_micros(review.at),
            counted_ms(review.elapsed_ms),
        )
        for bank, card in names
        for review in history_of(learner.record, bank, card)
        if is_scheduling(review)
    ]
    return sorted(found, key=lambda answer: (answer.at_us, answer.card))


def study(learner: Learner, seed: int, *, renames: bool = False) -> None:
    """Answer, undo and merge, some of it at one moment."""
    luck = Random(seed)
    late = []
    for step in range(120):
        card, bank = luck.choice("abcd"), luck.choice(["b", "other/bank"])
        how = {"bank": bank, "elapsed_ms": luck.choice([-5, 0, 900, 70_000])}
        rating = luck.choice([*Rating, None])
        if luck.random() < 0.2:
            at = learner.now - timedelta(days=luck.randint(0, 3))
            how |= {"at": at, "device": "late", "rep": 0, "interval_days": 1}
            late.append(learner.review(card, luck.choice(list(Rating)), **how))
        elif rating is not None:
            learner.answer(card, rating, **how)
        if luck.random() < 0.1:
            learner.undo()
        if renames and step in (40, 80):
            learner.rename_cards({"a": "x", "b": "a", "x": "b"} if step == 40 else {"c": "y"})
        learner.wait(hours=luck.choice([0, 0, 1, 30]))
    learner.record.merge_many(late)


@pytest.mark.parametrize("renames", [False, True])
@pytest.mark.parametrize("seed", range(5))
def test_the_whole_log_is_all_histories_by_time(learner: Learner, seed: int, renames: bool) -> None:
    study(learner, seed, renames=renames)
    log = learner.record.scheduling_log()
    assert len(log) > 40
    assert log == by_cards(learner)


def test_a_text_that_is_not_utf_8_is_read_with_its_other_letters(learner: Learner) -> None:
    learner.answer("a")
    learner.answer("c")
    connection = connection_of(learner.record)
    connection.execute("UPDATE review SET card = CAST(x'61ff' AS TEXT) WHERE card = 'a'")
    learner_id = learner.record.learner
    cards = {answer.card for answer in scheduling_log(connection, learner_id)}
    assert cards == {"b/a\ufffd", "b/c"}
    # Other queries read texts as before.
    row = connection.execute("SELECT card FROM review ORDER BY seq").fetchone()
    assert row["card"] == "a\ufffd"
