"""Meeting new cards on the question screen, and what stands around a question in a wide window."""

from collections.abc import Callable

import pytest

from quiz.desk import Desk
from quiz.study import Mode
from tests.support import Clock
from tests.ui.seen import playing, quiz_of

MakeDesk = Callable[..., Desk]
TWO_NEW = """
title: Capitals
questions:
  - {id: a, question: Capital of Austria?, answer: Vienna, explain: It lies on the Danube.}
  - {id: b, question: Capital of Italy?, answer: Rome}
"""
OPTIONS = (
    TWO_NEW
    + """\
  - {id: c, question: Capital of Spain?, answer: Madrid}
  - {id: d, question: Capital of Greece?, answer: Athens}
"""
)


async def test_new_cards_are_shown_then_asked_and_counted_as_learned(make_desk: MakeDesk) -> None:
    desk = make_desk(capitals=TWO_NEW)
    review = quiz_of(bank="capitals", mode=Mode.REVIEW)
    async with playing(desk, review, new_questions="shown") as player:
        await player.sees("new 1 of 2", "Capital of Austria?", "→ Vienna", "on the Danube", "Enter")
        assert "F3 Skip" not in player.shown
        await player.press("enter")
        await player.sees("new 2 of 2", "Capital of Italy?", "→ Rome")
        await player.press("u")
        await player.sees("new 1 of 2", "→ Vienna")
        await player.press("enter", "enter")
        await player.sees("0 of 2 learned", "Capital of Austria?", "F3 Skip")
        assert "Vienna" not in player.shown
        await player.press(*"vienna", "enter")
        await player.sees("▌ ✔ Right", "1 of 2 learned", "▸ Good")
        await player.press("enter", *"Paris", "enter")
        await player.sees("▌ ✘ Wrong", "1 of 2 learned")
    assert desk.record.size() == 2


async def test_a_shown_card_can_be_suspended_and_brought_back(make_desk: MakeDesk) -> None:
    desk = make_desk(capitals=TWO_NEW)
    review = quiz_of(bank="capitals", mode=Mode.REVIEW)
    async with playing(desk, review, new_questions="shown") as player:
        await player.sees("→ Vienna")
        await player.press("at")
        await player.sees("new 1 of 1", "→ Rome")
        assert desk.record.state("capitals", "a").is_suspended
        await player.press("enter")
        await player.sees("Capital of Italy?", "0 of 1 learned")


async def test_options_come_first_where_the_learner_chose_them(make_desk: MakeDesk) -> None:
    desk = make_desk(capitals=OPTIONS)
    review = quiz_of(bank="capitals", mode=Mode.REVIEW)
    async with playing(desk, review, new_questions="options") as player:
        await player.sees("new 1 of 4", "Capital of Austria?", "Vienna", "Rome", "Madrid", "Athens")
        at = next(line for line in player.lines if "Vienna" in line).split()[1]
        await player.press(at, "enter")
        await player.sees("▌ ✔ Right", "You'll be asked soon.", "on the Danube")
        assert desk.record.size() == 0
        await player.press("enter")
        await player.sees("new 2 of 4", "Capital of Italy?")


@pytest.mark.parametrize("keys", [("a", "i"), ("1", "3"), ("f3", "w")])
async def test_keys_that_answer_do_nothing_while_a_card_is_shown(
    make_desk: MakeDesk, keys: tuple[str, ...]
) -> None:
    desk = make_desk(capitals=TWO_NEW)
    review = quiz_of(bank="capitals", mode=Mode.REVIEW)
    async with playing(desk, review, new_questions="shown") as player:
        await player.press(*keys)
        await player.pilot.pause()
        await player.sees("new 1 of 2", "→ Vienna")


# What stands around a question


async def test_the_line_of_memory_says_how_long_a_card_lasted_and_lasts(
    make_desk: MakeDesk, clock: Clock
) -> None:
    desk = make_desk(capitals=TWO_NEW)
    review = quiz_of(bank="capitals", mode=Mode.REVIEW)
    async with playing(desk, review) as player:
        await player.press(*"vienna", "enter")
        await player.sees("Memory", "◆", "day", "week", "month", "year", "back in 10 min")
    clock.pass_(days=5)
    desk.refresh()
    desk.config = desk.config
    async with playing(desk, review, size=(160, 45)) as player:
        await player.press(*"vienna", "enter")
        await player.sees(
            "Memory", "●", "━", "→", "back ", "This review", "This card", "asked",
            "recall was", "Left", "Chance that you still know it", "before this answer",
        )  # fmt: skip


async def test_practice_says_nothing_of_memory(make_desk: MakeDesk) -> None:
    desk = make_desk(capitals=TWO_NEW)
    cram = quiz_of(bank="capitals", mode=Mode.CRAM)
    async with playing(desk, cram, size=(160, 45)) as player:
        await player.press(*"vienna", "enter")
        await player.sees("▌ ✔ Right", "This practice")
        assert "Memory" not in player.shown
        assert "back in" not in player.shown


async def test_a_review_says_how_many_cards_of_each_sort_are_left(desk: Desk) -> None:
    review = quiz_of(bank="every", mode=Mode.REVIEW)
    async with playing(desk, review) as player:
        await player.sees("14 new")
        assert "reviews" not in player.shown


async def test_a_passage_stands_beside_its_question_where_there_is_room(
    make_desk: MakeDesk,
) -> None:
    text = (
        "title: T\npassages: {p: Once there was a congress.}\n"
        "questions: [{id: q, question: Where?, answer: Vienna, passage: p}]\n"
    )
    async with playing(make_desk(t=text), quiz_of(bank="t"), size=(130, 30)) as player:
        await player.sees("╭─ Text", "Once there was")
        line = next(line for line in player.lines if "Once there was" in line)
        stem = next(line for line in player.lines if "Where?" in line)
        assert line.index("Once") < stem.index("Where?")
        await player.pilot.resize_terminal(80, 24)
        await player.sees("Once there was", "Where?")
        assert "╭─ Text" not in player.shown


async def test_in_a_narrow_window_there_is_no_rail(desk: Desk) -> None:
    async with playing(desk, quiz_of("choice"), size=(119, 40)) as player:
        await player.press("1", "enter")
        await player.sees("Memory")
        assert "This card" not in player.shown
        await player.pilot.resize_terminal(120, 40)
        await player.sees("This card", "This quiz")
