from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.items.rating import Rating
from quiz.memory import NEW_STATE, Scheduler
from tests.store.conftest import SCHEDULER
from tests.support import history_of

if TYPE_CHECKING:
    from tests.store.conftest import Learner


def test_a_history_follows_its_card_through_two_names(
    learner: "Learner", scheduler: Scheduler
) -> None:
    learner.answer("one")
    learner.wait(days=2)
    learner.rename_cards({"one": "two"})
    learner.answer("two")
    learner.wait(days=2)
    state = learner.record.state("b", "two")
    learner.rename_cards({"two": "three", "unseen": "known"})
    assert [r.card for r in history_of(learner.record, "b", "three")] == ["one", "two"]
    assert history_of(learner.record, "b", "two") == []
    assert learner.record.states("b") == {"three": state}
    assert learner.record.check(scheduler) == []
    learner.record.rebuild_states(scheduler)
    rebuilt = learner.record.state("b", "three")
    assert (rebuilt.reps, rebuilt.stability) == (state.reps, state.stability)


def test_two_cards_may_exchange_their_names(learner: "Learner", scheduler: Scheduler) -> None:
    learner.answer("a", Rating.AGAIN)
    learner.answer("b", Rating.EASY)
    a, b = learner.record.state("b", "a"), learner.record.state("b", "b")
    learner.rename_cards({"a": "b", "b": "a"})
    assert learner.record.states("b") == {"a": b, "b": a}
    assert [r.rating for r in history_of(learner.record, "b", "a")] == [Rating.EASY]
    learner.rename_cards({"a": "b", "b": "a"})
    assert learner.record.states("b") == {"a": a, "b": b}
    assert [r.rating for r in history_of(learner.record, "b", "a")] == [Rating.AGAIN]


def test_an_old_name_may_be_given_to_a_new_card(learner: "Learner") -> None:
    learner.answer("a", Rating.AGAIN)
    learner.wait(days=1)
    learner.rename_cards({"a": "z"})
    learner.wait(days=1)
    learner.answer("a", Rating.EASY)
    assert [r.rating for r in history_of(learner.record, "b", "a")] == [Rating.EASY]
    assert [r.rating for r in history_of(learner.record, "b", "z")] == [Rating.AGAIN]
    assert learner.record.state("b", "a").reps == 1


def test_undo_reaches_answers_under_a_former_name(learner: "Learner") -> None:
    learner.answer("a")
    learner.wait(minutes=1)
    learner.rename_cards({"a": "z"})
    undone = learner.undo()
    assert undone is not None
    assert undone.card == "a"
    assert learner.record.states("b") == {}


def test_a_clock_set_back_does_not_part_a_card_from_its_history(learner: "Learner") -> None:
    learner.answer("a")
    learner.wait(days=-100)
    learner.rename_cards({"a": "z"})
    assert len(history_of(learner.record, "b", "z")) == 1


def test_histories_that_become_one_are_derived_anew(
    learner: "Learner", scheduler: Scheduler
) -> None:
    learner.answer("a")
    learner.wait(days=1)
    learner.answer("z")
    learner.rename_cards({"a": "z"})
    assert learner.record.state("b", "z").reps == 2
    assert learner.record.state("b", "a") == NEW_STATE
    assert learner.record.check(scheduler) == []


def test_renaming_speaks_of_one_bank(learner: "Learner") -> None:
    learner.answer("a")
    learner.answer("a", bank="other")
    learner.rename_cards({"a": "z"}, "other")
    assert set(learner.record.states("b")) == {"a"}
    assert set(learner.record.states("other")) == {"z"}


@settings(max_examples=50)
@given(
    renamings=st.lists(
        st.dictionaries(st.sampled_from("abcd"), st.sampled_from("abcdefgh"), max_size=4),
        max_size=5,
    )
)
def test_following_names_ends(renamings: list[dict[str, str]]) -> None:
    import sqlite3
    from datetime import UTC, datetime

    from quiz.store.aliases import Aliases
    from quiz.store.connection import open_memory
    from quiz.store.migrating import migrate
    from quiz.store.renaming import rename

    connection: sqlite3.Connection = open_memory()
    migrate(connection)
    now = datetime(2025, 1, 1, tzinfo=UTC)
    for names in renamings:
        rename(connection, "b", names, now, SCHEDULER.replay)
    aliases = Aliases(connection, "b")
    for card in "abcd":
        name = card
        for names in renamings:
            name = names.get(name, name)
        assert aliases.name_now(card, now) == name
        assert card in aliases.former_names(name)
    connection.close()
