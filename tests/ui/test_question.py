"""Journeys through the question screen: each kind by keyboard, and all that can be done."""

from collections.abc import Callable

import pytest
from msgspec import structs
from textual.events import Paste

from quiz.desk import Desk
from quiz.desk.sittings.start import begin
from quiz.desk.sittings.unfinished import unfinished_quizzes
from quiz.errors import QuizError
from quiz.items import (
    Number,
    Ordered,
    Picked,
    Placed,
    Rating,
    Response,
    Ticked,
    Typed,
    TypedParts,
    Verdict,
    decode_response,
)
from quiz.study import CardRef, Game, Mode, Request
from quiz.ui.kinds.base import Responded
from quiz.ui.kinds.essay import EssayView
from quiz.ui.screens.home.home import HomeScreen
from quiz.ui.screens.sittings.question import QuestionScreen
from quiz.ui.screens.sittings.result import ResultScreen
from tests.support import EVERY_KIND, Clock, history_of
from tests.ui.seen import KIND_NAMES, Player, playing, quiz_of

MakeDesk = Callable[..., Desk]
Journey = Callable[[Player], list[str]]


def _computed(player: Player) -> list[str]:
    item = player.prompt.item
    assert isinstance(item, Number)
    return [*f"{item.answer}", "enter"]


def _picked_gap(player: Player) -> str:
    return str(player.prompt.gap_orders[1].index(0) + 1)


def _in_order(player: Player) -> list[str]:
    """Take up each entry that is not at its place, and move it there."""
    entries = list(player.prompt.order)
    keys: list[str] = []
    cursor = 0
    for place in range(len(entries)):
        at = entries.index(place)
        keys += ["down" if at > cursor else "up"] * abs(at - cursor)
        keys += ["space", *["up"] * (at - place), "space"]
        entries.insert(place, entries.pop(at))
        cursor = place
    return [*keys, "enter"]


def _groups(player: Player) -> list[str]:
    side = ["1", "1", "2"]  # Austria, Russia, Saxony
    return [*(side[index] for index in player.prompt.order), "enter"]


RIGHTLY: dict[str, Journey] = {
    "choice": lambda p: [p.number_of(0), "enter"],
    "several": lambda p: [p.number_of(0), p.number_of(1), "enter"],
    "truefalse": lambda p: [p.number_of(0), "enter"],
    "text": lambda p: [*"metternich", "enter"],
    "list": lambda p: [*"UK", "enter", *"prussia", "enter", *"Austria", "enter"],
    "number": lambda p: [*"147 days", "enter"],
    "date": lambda p: [*"June 1815", "enter"],
    "match": lambda p: [p.number_of(0), p.number_of(1), "enter"],
    "order": _in_order,
    "groups": _groups,
    "cloze": lambda p: [*"Congress", "tab", _picked_gap(p), "tab", *"two", "enter"],
    "card": lambda p: ["space", "3"],
    "essay": lambda p: [*"It was war, then peace.", "ctrl+s", "1", "2", "enter"],
    "computed": _computed,
}

PARTLY: dict[str, tuple[Journey, float]] = {
    "several": (lambda p: [p.number_of(0), "enter"], 0.5),
    "list": (lambda p: [*"Austria", "enter", "enter"], 1 / 3),
    "match": (lambda p: [p.number_of(0), p.number_of(2), "enter"], 0.5),
    "cloze": (lambda p: [*"Congress", "tab", _picked_gap(p), "tab", *"nine", "enter"], 2 / 3),
    "essay": (lambda p: ["x", "f5", "down", "space", "enter"], 0.5),
}

WRONGLY: dict[str, Journey] = {
    "choice": lambda p: [p.number_of(1), "enter"],
    "several": lambda p: [p.number_of(2), p.number_of(3), "enter"],
    "truefalse": lambda p: [p.number_of(1), "enter"],
    "text": lambda p: [*"Talleyrand", "enter"],
    "list": lambda p: [*"Peru", "enter", "enter"],
    "number": lambda p: [*"14", "enter"],
    "date": lambda p: [*"1914", "enter"],
    "match": lambda p: [p.number_of(2), p.number_of(2), "enter"],
    "groups": lambda p: [
        *({"1": "2", "2": "1"}.get(key, key) for key in _groups(p)[:-1]),
        "enter",
    ],
    "cloze": lambda p: [*"zoo", "enter", "enter", "enter"],
    "essay": lambda p: ["x", "ctrl+s", "enter"],
    "computed": lambda p: [*"1", "enter"],
}


def card_of(kind: str) -> str:
    """Return the card with which a kind is asked."""
    return {"card": "card~reverse"}.get(kind, kind)


# Every kind


@pytest.mark.parametrize("kind", KIND_NAMES)
async def test_every_kind_is_answered_rightly_by_keyboard(desk: Desk, kind: str) -> None:
    async with playing(desk, quiz_of(kind, cards=(CardRef("every", kind),))) as player:
        await player.press(*RIGHTLY[kind](player))
        if kind == "card":
            await player.is_at(ResultScreen)
            review = desk.record.last_review()
            assert review is not None
        else:
            review = await player.is_marked()
            await player.sees("✔ Right", "1 of 1 point", "▸ Good")
        assert (review.bank, review.card, review.credit) == ("every", kind, 1.0)
        assert review.rating is Rating.GOOD
        assert desk.record.state("every", kind).last_review_at == review.at


@pytest.mark.parametrize("kind", PARTLY)
async def test_a_partly_right_answer_is_told_by_sign_and_word(desk: Desk, kind: str) -> None:
    keys, credit = PARTLY[kind]
    async with playing(desk, quiz_of(kind)) as player:
        await player.press(*keys(player))
        review = await player.is_marked()
        assert review.credit == pytest.approx(credit)
        await player.sees("◐ Partly right")


@pytest.mark.parametrize("kind", WRONGLY)
async def test_a_wrong_answer_is_told_by_sign_and_word(desk: Desk, kind: str) -> None:
    async with playing(desk, quiz_of(kind)) as player:
        await player.press(*WRONGLY[kind](player))
        review = await player.is_marked()
        assert review.credit == 0.0
        assert review.rating is Rating.AGAIN
        await player.sees("▌ ✘ Wrong", "Asked again in 1 min")


@pytest.mark.parametrize("kind", KIND_NAMES)
@pytest.mark.slow
async def test_time_that_runs_out_hands_in_an_empty_response(
    make_desk: MakeDesk, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = _stopped_clock(monkeypatch)
    desk = make_desk(every=EVERY_KIND.replace("tags: [all]", "defaults: {time: 10}", 1))
    async with playing(desk, quiz_of(kind, cards=(CardRef("every", kind),))) as player:
        await player.sees("0:10 left")
        at[0] += 4.6
        await player.sees("0:06 left")
        at[0] += 6
        review = await player.is_marked()
        await player.is_told("Time's up.")
        await player.sees("✘ Wrong")
        assert review.credit == 0.0
        assert review.elapsed_ms == 10_600


def _stopped_clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Stop the screen's clock; the only entry of the list is its time."""
    at = [1000.0]
    for module in ("question", "question_actions"):
        name = f"quiz.ui.screens.sittings.{module}.monotonic"
        monkeypatch.setattr(name, lambda: at[0])
    return at


# Changing one's mind before handing in


async def test_a_number_marks_an_option_and_enter_hands_it_in(desk: Desk) -> None:
    async with playing(desk, quiz_of("choice")) as player:
        await player.press("1", "2", "3", player.number_of(0))
        assert player.screen.feedback is None
        await player.sees(f"● {player.number_of(0)}  Vienna")
        await player.press("enter")
        assert (await player.is_marked()).credit == 1.0
        await player.sees("✔ Right", "It met in the city on the Danube.", "Source: paragraph 1")


async def test_arrows_and_letters_move_among_options(desk: Desk) -> None:
    async with playing(desk, quiz_of("choice")) as player:
        for keys, number in (
            (("down",), 1), (("down", "j", "down"), 3), (("up",), 2), (("home",), 1), (("end",), 3),
            (("k", "up", "up"), 1), (("9",), 1),
        ):  # fmt: skip
            await player.press(*keys)
            await player.sees(f"● {number} ")


async def test_the_feedback_of_the_wrong_option_is_told(desk: Desk) -> None:
    async with playing(desk, quiz_of("choice")) as player:
        await player.press(player.number_of(1), "enter")
        await player.sees("✘ Wrong", "Paris was 1856.")
        await player.sees(f"✘ {player.number_of(1)}  Paris", f"✔ {player.number_of(0)}  Vienna")


@pytest.mark.parametrize(
    ("kind", "picks", "texts"),
    [
        ("choice", (2,), ("Your answer     Berlin", "Correct answer  Vienna")),
        ("choice", (1,), ("Your answer     Paris", "Correct answer  Vienna", "Paris was 1856.")),
        ("truefalse", (1,), ("Your answer     false", "Correct answer  true")),
        ("several", (0, 2), ("Wrong options   Spain", "Correct answer  Austria; Prussia")),
        ("several", (0,), ("Correct answer  Austria; Prussia",)),
    ],
)
async def test_a_wrong_pick_is_told_beside_what_is_right(
    desk: Desk, kind: str, picks: tuple[int, ...], texts: tuple[str, ...]
) -> None:
    async with playing(desk, quiz_of(kind)) as player:
        await player.press(*map(player.number_of, picks), "enter")
        await player.is_marked()
        await player.sees(*texts)


async def test_after_a_right_pick_nothing_is_said_twice(desk: Desk) -> None:
    async with playing(desk, quiz_of("several")) as player:
        await player.press(player.number_of(0), player.number_of(1), "enter")
        await player.is_marked()
        await player.sees("✔ Right")
        await player.misses("Correct answer", "Wrong options")


async def test_space_ticks_and_unticks_where_several_hold(desk: Desk) -> None:
    async with playing(desk, quiz_of("several")) as player:
        await player.press("space", "down", "space", "up", "space")
        assert player.shown.count("■") == 1
        await player.press("down", "space", player.number_of(0), player.number_of(1), "enter")
        assert (await player.is_marked()).credit == 1.0


async def test_an_order_is_changed_by_digits_and_by_shift(desk: Desk) -> None:
    async with playing(desk, quiz_of("order")) as player:
        first, second, _ = player.prompt.order
        await player.press("3", "home", "K", "J", "shift+up", "1")
        await player.press("space")
        await player.sees("↕")
        await player.press("space", "enter")
        review = await player.is_marked()
        response = decode_response(review.response)
        assert sorted(response.indices) == [0, 1, 2]  # type: ignore[union-attr]
        assert {first, second} <= {0, 1, 2}


async def test_a_digit_moves_the_marked_entry_to_its_place(desk: Desk) -> None:
    async with playing(desk, quiz_of("order")) as player:
        entries = list(player.prompt.order)
        await player.press("3", "enter")
        review = await player.is_marked()
        entries.insert(2, entries.pop(0))
        assert list(decode_response(review.response).indices) == entries  # type: ignore[union-attr]


async def test_a_match_is_given_by_number_turned_by_arrows_and_cleared(desk: Desk) -> None:
    async with playing(desk, quiz_of("match")) as player:
        first = player.prompt.item.rights[player.prompt.order[0]]  # type: ignore[union-attr]
        await player.press("1")
        await player.sees(f"Talleyrand      → 1 {first}")
        await player.press("up", "backspace")
        await player.sees("Talleyrand      → …")
        await player.press("right", "right", "left")
        await player.sees(f"Talleyrand      → 1 {first}")
        await player.press("delete")
        await player.sees("Talleyrand      → …")
        await player.press(player.number_of(0), "j", player.number_of(1), "enter")
        assert (await player.is_marked()).credit == 1.0


NUMERALS = """\
title: Numerals
questions:
  - {id: choice, question: "How many?", answer: 3, choices: [1, 2, 3]}
  - {id: match, question: "How many of each?", match: {poles: 2, seas: 7}}
  - {id: groups, question: "Which kind?", groups: {odd: [1, 3], even: [2]}}
  - {id: gap, cloze: "There are {{7 ~ 5 ~ 9}} seas."}
"""


@pytest.mark.parametrize("kind", ["choice", "match", "groups", "gap"])
async def test_beside_figures_labels_are_letters_and_a_digit_means_nothing(
    make_desk: MakeDesk, kind: str
) -> None:
    request = quiz_of(bank="n", cards=(CardRef("n", kind),))
    async with playing(make_desk(n=NUMERALS), request) as player:
        order = player.prompt.gap_orders[0] if kind == "gap" else player.prompt.order
        letters = ["abc"[order.index(at)] for at in range(len(order))]
        keys = {
            "choice": letters[2:],
            "match": letters,
            "groups": ["ab"[at == 2] for at in order],
            "gap": [letters[0]],
        }[kind]
        await player.press("1", "2")
        assert player.screen._sheet.view is not None
        assert player.screen._sheet.view.draft() is None
        await player.sees("a-i ")
        await player.press(*keys, "enter")
        assert (await player.is_marked()).credit == 1.0


async def test_a_match_shows_letters_beside_its_figures(make_desk: MakeDesk) -> None:
    request = quiz_of(bank="n", cards=(CardRef("n", "match"),))
    async with playing(make_desk(n=NUMERALS), request) as player:
        first = player.prompt.item.rights[player.prompt.order[0]]  # type: ignore[union-attr]
        await player.sees(f"a {first}", "a–b to match the selected item")
        await player.press("a")
        await player.sees(f"→ a {first}")


async def test_an_entry_of_a_group_may_be_moved_to_another(desk: Desk) -> None:
    async with playing(desk, quiz_of("groups")) as player:
        await player.press("2", "2", "2", "k", "k", "k", *_groups(player)[:-1])
        await player.press("up", "up", _groups(player)[0], "down", _groups(player)[1])
        await player.press("down", "down", _groups(player)[2], "enter")
        assert (await player.is_marked()).credit == 1.0


async def test_gaps_show_in_the_text_what_is_filled_in(desk: Desk) -> None:
    async with playing(desk, quiz_of("cloze")) as player:
        await player.sees("The 1 ____  met in 2 ____  for 3 ____  years.", "how many")
        await player.write("Fair")
        await player.press("tab", "right")
        await player.sees("The 1 Fair  met in 2")
        await player.press("left", "left", _picked_gap(player), "shift+tab")
        await player.press("backspace", "backspace", "backspace", "backspace", *"Conference")
        await player.press("enter", "enter", *"two", "enter")
        assert (await player.is_marked()).credit == 1.0
        await player.sees("The Conference met in Vienna for two years.", "✔ Conference")


async def test_a_list_ends_on_its_last_line_or_on_an_empty_one(desk: Desk) -> None:
    async with playing(desk, quiz_of("list")) as player:
        await player.press(*"Austria", "enter", "enter")
        review = await player.is_marked()
        assert decode_response(review.response).texts[0] == "Austria"  # type: ignore[union-attr]
        await player.sees("✔ Austria", "– Prussia", "– Britain")


async def test_a_typed_answer_is_compared_letter_by_letter(desk: Desk) -> None:
    async with playing(desk, quiz_of("text")) as player:
        await player.press(*"Talleyrand", "enter")
        await player.is_marked()
        await player.sees("✘ Talleyrand  →  Metternich", "He was the host.")


async def test_a_typo_is_forgiven_and_named(desk: Desk) -> None:
    async with playing(desk, quiz_of("text")) as player:
        await player.press(*"Meternich", "enter")
        assert (await player.is_marked()).credit == 1.0
        await player.sees("✔ Meternich", "typo forgiven")


async def test_a_typed_answer_may_be_changed_before_it_is_handed_in(desk: Desk) -> None:
    async with playing(desk, quiz_of("number")) as player:
        await player.press(*"14", "backspace", "backspace", *"147", "enter")
        assert (await player.is_marked()).credit == 1.0


@pytest.mark.parametrize(
    ("key", "rating", "credit"),
    [("1", Rating.AGAIN, 0), ("2", Rating.HARD, 0.5), ("3", Rating.GOOD, 1),
     ("4", Rating.EASY, 1), ("space", Rating.GOOD, 1), ("enter", Rating.GOOD, 1)],
)  # fmt: skip
async def test_a_card_is_turned_then_graded(
    desk: Desk, key: str, rating: Rating, credit: float
) -> None:
    request = quiz_of(cards=(CardRef("every", "card"), CardRef("every", "choice")))
    async with playing(desk, request) as player:
        await player.misses("Foreign minister")
        await player.press("3")  # nothing to grade yet
        assert desk.record.last_review() is None
        await player.press("space")
        await player.sees("Foreign minister of Austria", "1 Again", "2 Hard", "▸ Good", "4 Easy")
        await player.press(key)
        await player.is_asked("choice")
        review = desk.record.last_review()
        assert review is not None
        assert (review.rating, review.credit) == (rating, credit)


async def test_an_essay_is_compared_then_its_points_are_ticked(desk: Desk) -> None:
    async with playing(desk, quiz_of("essay")) as player:
        await player.misses("To settle the peace.", "names the war")
        await player.write("War 12 s h u?")
        await player.press("enter", *"more", "ctrl+s")
        await player.sees("Model answer  To settle the peace.", "□ 1  names the war")
        await player.press("1", "1", "j", "space", "k", "9")
        await player.sees("□ 1  names the war", "■ 2  names the peace")
        await player.press("enter")
        review = await player.is_marked()
        assert review.credit == 0.5
        response = decode_response(review.response)
        assert response.text == "War 12 s h u?\nmore"  # type: ignore[union-attr]


async def test_an_essay_without_rubric_is_graded_by_oneself(make_desk: MakeDesk) -> None:
    text = "title: T\nquestions: [{id: e, question: Why?, essay: 'Because.'}]\n"
    async with playing(make_desk(t=text), quiz_of(bank="t")) as player:
        await player.press("x", "ctrl+s")
        await player.sees("Because.", "▸ Good")
        await player.press("2")
        review = await player.is_marked()
        assert (review.rating, review.credit) == (Rating.HARD, 0.5)
        await player.press("enter")
        await player.is_at(ResultScreen)


@pytest.mark.parametrize(
    ("kind", "keys", "advice"),
    [
        ("choice", ["enter"], "Choose an option first"),
        ("several", ["enter"], "at least one option first"),
        ("text", ["enter"], "Type an answer, or press F3 to skip."),
        ("text", ["space", "enter"], "Type an answer, or"),
        ("list", ["enter", "enter", "enter"], "Type an answer, or"),
        ("cloze", ["enter", "enter", "enter"], "Type an answer, or"),
        ("match", ["enter"], "at least one item first"),
        ("groups", ["enter"], "at least one item first"),
    ],
)
async def test_an_empty_hand_in_is_not_marked_but_says_what_to_do(
    desk: Desk, kind: str, keys: list[str], advice: str
) -> None:
    async with playing(desk, quiz_of(kind)) as player:
        await player.press(*keys)
        await player.is_told(advice)
        assert player.screen.feedback is None
        assert desk.record.last_review() is None


# Hints, skipping, undo, ratings


@pytest.mark.parametrize("kind", ["choice", "several", "truefalse", "match", "order", "card"])
async def test_before_the_answer_no_letter_skips_edits_or_hints(
    desk: Desk, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited: list[object] = []
    monkeypatch.setattr("quiz.ui.app.QuizApp.edit", lambda *_: edited.append(_))
    request = quiz_of(cards=(CardRef("every", kind), CardRef("every", "text")))
    async with playing(desk, request) as player:
        asked = player.screen.asked
        stray = [chr(code) for code in range(ord("a"), ord("z") + 1)]
        await player.press(*stray, *map(str.upper, stray), "minus", "at", "plus", "comma")
        assert isinstance(player.app.screen, QuestionScreen)
        assert player.screen.asked == asked
        assert player.screen.sitting.hints_shown == 0
        assert not edited
        assert desk.record.last_review() is None
        assert not desk.record.card_actions("every", kind)


async def test_function_keys_are_shown_before_the_answer_and_letters_after_it(desk: Desk) -> None:
    async with playing(desk, quiz_of("choice"), size=(140, 30)) as player:
        for keys in ("F2 Hint", "F3 Skip", "F4 Edit", "F9 New question"):
            assert keys in player.lines[-1]
        await player.press("1", "enter")
        await player.is_marked()
        for keys in ("1-4 Rate", "u Undo", "- Bury", "@ Suspend"):
            assert keys in player.lines[-1]
        assert "F4" not in player.lines[-1]


@pytest.mark.parametrize(("kind", "key"), [("choice", "f2")])
async def test_each_hint_costs_a_third_of_the_points(desk: Desk, kind: str, key: str) -> None:
    async with playing(desk, quiz_of(kind)) as player:
        await player.press(key)
        await player.sees("Hint  It is a capital.")
        await player.misses("It lies on the Danube.")
        await player.press(key)
        await player.sees("Hint  It lies on the Danube.")
        assert "Hint" not in player.lines[-1]
        await player.press(key, player.number_of(0), "enter")
        review = await player.is_marked()
        assert review.hints == 2
        assert review.points == pytest.approx(1 / 3)
        assert review.rating is Rating.HARD
        await player.sees("✔ Right", "score +3")


@pytest.mark.parametrize("key", ["f3"])
async def test_a_skipped_question_is_left_unanswered(desk: Desk, key: str) -> None:
    async with playing(desk, quiz_of("choice", "truefalse")) as player:
        assert player.screen.asked is not None
        card = player.screen.asked.ref.card
        await player.press(key)
        await player.until(lambda: len(player.screen.sitting.sitting.answers) == 1, "skipped")
        await player.is_asked()
        assert player.screen.asked.ref.card != card
        await player.sees("2 of 2", "–")
        await player.press("f3")
        await player.is_at(ResultScreen)
        await player.sees("– 2 skipped")
        assert desk.record.state("every", card).last_review_at is None


@pytest.mark.parametrize("key", ["u", "f6", "ctrl+z"])
async def test_undo_asks_the_same_question_again_laid_out_the_same(desk: Desk, key: str) -> None:
    async with playing(desk, quiz_of("choice", "several", "truefalse")) as player:
        asked = player.screen.asked
        await player.press("1", "enter")
        await player.is_marked()
        await player.press(key)
        await player.is_told("Undone.")
        await player.is_asked()
        assert player.screen.asked == asked
        assert desk.record.last_review() is None
        await player.misses("Wrong", "Right", "Again")


GIVEN: dict[str, Response] = {
    "choice": Picked((1,)),
    "several": Picked((0, 2)),
    "truefalse": Picked((1,)),
    "text": Typed("his host"),
    "list": TypedParts(("Austria", "", "Peru")),
    "number": Typed("14 days"),
    "date": Typed("June 1914"),
    "match": Placed((1, -1)),
    "order": Ordered((2, 0, 1)),
    "groups": Placed((1, -1, 0)),
    "cloze": TypedParts(("zoo", "", "two")),
    "essay": Ticked((1,), "It was war.\n\nThen peace."),
    "computed": Typed("1"),
}


async def test_undo_asks_every_kind_again_with_what_was_given(desk: Desk) -> None:
    request = quiz_of(cards=tuple(CardRef("every", kind) for kind in GIVEN))
    async with playing(desk, request) as player:
        for kind, response in GIVEN.items():
            await player.is_asked(kind)
            player.screen.post_message(Responded(response))
            await player.is_marked()
            await player.press("u")
            await player.is_asked(kind)
            view = player.screen._sheet.view
            assert view is not None
            if isinstance(view, EssayView):
                await player.sees("Model answer", "■ 2")
                assert view.text == response.text  # type: ignore[union-attr]
            else:
                assert view.draft() == response
            await player.press("f3")


@pytest.mark.parametrize("mode", [Mode.REVIEW, Mode.CRAM])
async def test_undo_brings_a_text_and_its_hints_back_in_reviews_and_crams(
    make_desk: MakeDesk, mode: Mode
) -> None:
    bank = (
        "title: One\nquestions:\n  - {id: q, question: Where?, answer: Vienna, hint: A capital}\n"
    )
    async with playing(make_desk(one=bank), quiz_of(bank="one", mode=mode)) as player:
        await player.press("f2", *"Vie", "enter")
        await player.is_marked()
        await player.press("u")
        await player.is_asked("q")
        await player.sees("Hint  A capital")
        await player.press(*"nna", "enter")
        review = await player.is_marked()
        assert (review.hints, review.credit) == (1, 1.0)


async def test_undo_corrects_an_essay_in_steps_and_loses_none_of_it(desk: Desk) -> None:
    async with playing(desk, quiz_of("essay")) as player:
        await player.press("x", "ctrl+s", "1", "enter")
        await player.is_marked()
        await player.press("u")
        await player.sees("Model answer", "■ 1")
        await player.press("u")
        await player.misses("Model answer")
        await player.press("y", "ctrl+s")
        await player.sees("Model answer", "■ 1")
        await player.press("enter")
        assert decode_response((await player.is_marked()).response) == Ticked((0,), "xy")


@pytest.mark.parametrize("key", ["f3", "f6"])
async def test_what_was_typed_survives_a_skip_and_an_undo_of_another_answer(
    desk: Desk, key: str
) -> None:
    request = quiz_of(cards=tuple(CardRef("every", kind) for kind in ("choice", "text", "number")))
    async with playing(desk, request) as player:
        await player.press("1", "enter", "enter")
        await player.is_asked("text")
        await player.press("h", "i", key)
        await player.is_asked("number" if key == "f3" else "choice")
        await player.press(*(("f6",) if key == "f3" else ("enter", "enter")))
        await player.is_asked("text")
        await player.press("s")
        await player.sees("his")


async def test_undo_goes_back_over_several_questions(desk: Desk) -> None:
    async with playing(desk, quiz_of("choice", "several", "truefalse")) as player:
        first = player.screen.asked
        for _ in range(2):
            await player.press("1", "enter")
            await player.is_marked()
            await player.press("enter")
            await player.is_asked()
        await player.press("u", "f6", "f6")
        await player.until(lambda: player.screen.asked == first, "the first question")
        assert desk.record.last_review() is None


async def test_while_text_is_typed_f6_undoes_and_u_is_a_letter(desk: Desk) -> None:
    request = quiz_of(cards=(CardRef("every", "choice"), CardRef("every", "text")))
    async with playing(desk, request) as player:
        await player.press("1", "enter", "enter")
        await player.is_asked("text")
        await player.sees("F6 Undo", "F3 Skip", "F1 Help")
        await player.write("hsu?w1")
        await player.sees("hsu?w1")
        await player.press("f6")
        await player.is_asked("choice")


async def test_the_keys_1_to_4_change_the_rating_and_mark_it(desk: Desk) -> None:
    async with playing(desk, quiz_of("choice")) as player:
        await player.press(player.number_of(0), "enter")
        await player.is_marked()
        for key, rating in (("1", Rating.AGAIN), ("2", Rating.HARD), ("4", Rating.EASY)):
            await player.press(key)
            await player.sees(f"{key} ▸ {rating.word.capitalize()}")
            review = await player.is_marked()
            assert review.rating is rating
            assert player.shown.count("▸") == 1
        assert len(history_of(desk.record, "every", "choice")) == 1


async def test_i_was_right_counts_a_refused_typed_answer_as_right(desk: Desk) -> None:
    async with playing(desk, quiz_of("text")) as player:
        await player.press(*"his host", "enter")
        await player.is_marked()
        await player.sees("w I was right")
        await player.press("w")
        await player.sees("✔ Right", "counted as right by you")
        review = await player.is_marked()
        assert (review.credit, review.is_overridden) == (1.0, True)
        await player.misses("I was right")
        await player.press("w")
        assert len(history_of(desk.record, "every", "text")) == 1


@pytest.mark.parametrize("kind", ["choice", "match", "order", "groups", "several"])
async def test_i_was_right_is_not_for_what_was_picked(desk: Desk, kind: str) -> None:
    async with playing(desk, quiz_of(kind)) as player:
        keys = WRONGLY[kind](player) if kind in WRONGLY else ["enter"]
        await player.press(*keys)
        await player.is_marked()
        await player.misses("I was right")
        await player.press("w")
        review = await player.is_marked()
        assert not review.is_overridden


# Leaving and going on


@pytest.mark.parametrize("game", list(Game))
async def test_leaving_before_the_first_answer_promises_nothing(
    make_desk: MakeDesk, game: Game
) -> None:
    kinds = () if game.is_shared else ("choice",)
    async with playing(make_desk(), quiz_of(*kinds, game=game)) as player:
        await player.press("escape")
        await player.is_at(HomeScreen)
        assert not any("goes on" in note for note in player.toasts)
        assert unfinished_quizzes(player.app.desk) == []


async def test_after_leaving_c_goes_on_at_the_same_question_laid_out_the_same(
    make_desk: MakeDesk,
) -> None:
    async with playing(make_desk(), quiz_of()) as player:
        while player.screen.sitting.sitting.place < 3:
            await player.press("f3")
            await player.is_asked()
        await player.press("escape")
        await player.is_at(HomeScreen)
        await player.is_told("Saved. Press c to resume.")
        await player.press("c")
        await player.is_asked()
        asked = player.screen.asked
        await player.press("escape")
        await player.is_at(HomeScreen)
    async with playing(make_desk()) as player:
        await player.sees("Resume Every kind, question 4 of 15")
        await player.press("c")
        await player.is_asked()
        assert player.screen.asked == asked


async def test_an_app_that_resumes_opens_at_the_question_that_was_left(
    make_desk: MakeDesk,
) -> None:
    async with playing(make_desk(), quiz_of()) as player:
        await player.press("f3")
        await player.until(lambda: player.screen.sitting.sitting.place == 1, "the next one")
        asked = player.screen.asked
    async with playing(make_desk(), resumes=True) as player:
        assert player.screen.asked == asked


async def test_a_quiz_that_was_only_looked_at_leaves_nothing_to_go_on_with(desk: Desk) -> None:
    async with playing(desk, quiz_of()) as player:
        await player.press("escape")
        await player.is_at(HomeScreen)
        await player.misses("Continue")


# Games


async def test_a_sprint_ends_when_its_time_is_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = _stopped_clock(monkeypatch)
    async with playing(desk, quiz_of("choice", "truefalse", game=Game.SPRINT)) as player:
        await player.sees("2:00 left")
        at[0] += 70
        await player.press("1", "enter")
        await player.is_marked()
        await player.sees("0:50 left")
        at[0] += 500  # reading feedback costs no time
        await player.press("enter")
        await player.is_asked()
        at[0] += 51
        await player.is_at(ResultScreen)
        await player.is_told("Time's up.")
        assert len(desk.record.reviews()) == 1


async def test_a_sprint_that_is_not_answered_ends_once_and_goes_home(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = _stopped_clock(monkeypatch)
    async with playing(desk, quiz_of("choice", game=Game.SPRINT)) as player:
        at[0] += 121
        await player.is_at(HomeScreen)
        await _ticks(player)
        assert player.toasts == ["Time's up."]
        assert isinstance(player.app.screen, HomeScreen)
        assert desk.record.last_review() is None


@pytest.mark.parametrize(
    ("typed", "count", "words"),
    [
        ("metternich", 1, "Your last answer was right and counts."),
        ("metter", 0, "Your last answer wasn't right yet and doesn't count."),
    ],
)
async def test_at_the_end_of_a_sprint_what_is_typed_counts_if_it_is_right(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, typed: str, count: int, words: str
) -> None:
    at = _stopped_clock(monkeypatch)
    async with playing(desk, quiz_of("text", game=Game.SPRINT)) as player:
        await player.write(typed)
        at[0] += 121
        await player.is_told(f"Time's up. {words}")
        await player.is_at(ResultScreen if count else HomeScreen)
        assert [review.elapsed_ms for review in desk.record.reviews()] == [120_000] * count


async def test_what_stands_in_the_answer_is_handed_in_when_its_time_is_up(
    make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = _stopped_clock(monkeypatch)
    desk = make_desk(every=EVERY_KIND.replace("tags: [all]", "defaults: {time: 10}", 1))
    async with playing(desk, quiz_of("text")) as player:
        await player.write("metternich")
        at[0] += 11
        assert (await player.is_marked()).credit == 1.0
        await player.is_told("Time's up. Your answer was submitted as it was.")


async def test_a_sprint_that_was_left_ends_nothing_and_says_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = _stopped_clock(monkeypatch)
    async with playing(desk, quiz_of("choice", "truefalse", game=Game.SPRINT)) as player:
        await player.press("1", "enter", "enter", "escape")
        await player.is_at(HomeScreen)
        at[0] += 500
        await _ticks(player)
        assert player.toasts == ["Saved. Press c to resume."]
        await player.press("c")
        await player.is_asked()
        await player.sees("2:00 left")


async def test_a_sprint_of_the_first_screen_has_one_result_and_leads_home(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = _stopped_clock(monkeypatch)
    async with playing(desk, quiz_of("choice", "truefalse", game=Game.SPRINT)) as player:
        await player.press("1", "enter", "enter")
        await player.is_asked()
        at[0] += 121
        await player.is_at(ResultScreen)
        await _ticks(player)
        assert sum(isinstance(s, ResultScreen) for s in player.app.screen_stack) == 1
        await player.press("enter")
        await player.is_at(HomeScreen)
        await _ticks(player)
        assert player.toasts == ["Time's up."]
        assert isinstance(player.app.screen, HomeScreen)


async def test_a_question_that_was_left_is_not_marked_when_its_time_runs_out(
    make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = _stopped_clock(monkeypatch)
    desk = make_desk(every=EVERY_KIND.replace("tags: [all]", "defaults: {time: 10}", 1))
    async with playing(desk, quiz_of("choice")) as player:
        await player.press("escape")
        await player.is_at(HomeScreen)
        at[0] += 60
        await _ticks(player)
        assert desk.record.last_review() is None
        assert not player.toasts


async def _ticks(player: Player) -> None:
    """Let every clock of a screen tick at least twice."""
    for screen in player.app.screen_stack:
        if isinstance(screen, QuestionScreen):
            for _ in range(2):
                screen._tick()
                await player.pilot.pause()


async def test_survival_ends_with_the_third_wrong_answer(desk: Desk) -> None:
    async with playing(desk, quiz_of("text", "number", "date", "computed", "choice",
                                     game=Game.SURVIVAL)) as player:  # fmt: skip
        lives = 3
        while lives:
            await player.is_asked()
            await player.sees("♥" * lives + "♡" * (3 - lives))
            assert player.screen.asked is not None
            if player.screen.asked.ref.card == "choice":
                await player.press(player.number_of(1), "enter")
            else:
                await player.press(*"1", "enter")
            review = await player.is_marked()
            assert review.credit == 0
            lives -= 1
            await player.press("enter")
        await player.is_at(ResultScreen)
        await player.sees("✘ 3 wrong")


async def test_in_survival_three_skips_end_it(desk: Desk) -> None:
    async with playing(desk, quiz_of(game=Game.SURVIVAL)) as player:
        for lives in (3, 2, 1):
            await player.is_asked()
            await player.sees("♥" * lives + "♡" * (3 - lives))
            await player.press("f3")
        await player.is_at(ResultScreen)
        await player.is_told("Skipped. You lost a life.")
        await player.sees("– 3 skipped")


@pytest.mark.parametrize("game", [Game.SPRINT, Game.SURVIVAL])
async def test_where_a_best_is_at_stake_nothing_graded_by_oneself_is_asked(
    make_desk: MakeDesk, game: Game
) -> None:
    desk = make_desk()
    asked = {ref.card for ref in begin(desk, quiz_of(game=game)).sitting.cards}
    assert asked == {*KIND_NAMES} - {"card", "essay"}
    with pytest.raises(QuizError, match="which you grade yourself"):
        begin(desk, quiz_of("essay", game=game))


async def test_a_review_goes_from_card_to_card_and_brings_back_what_was_wrong(
    desk: Desk, clock: Clock
) -> None:
    desk.config = structs.replace(desk.config, new_cards=1)
    async with playing(desk, Request(mode=Mode.REVIEW)) as player:
        assert player.screen.asked is not None
        card = player.screen.asked.ref.card
        await player.press(player.number_of(1), "enter")
        await player.is_marked()
        clock.pass_(minutes=2)
        await player.press("enter")
        await player.is_asked(card)
        await player.press(player.number_of(0), "4")
        await player.press("enter")
        await player.is_marked()
        await player.press("4", "enter")
        await player.is_at(ResultScreen)


async def test_a_review_ends_with_its_last_card_waiting_and_says_for_how_long(desk: Desk) -> None:
    desk.config = structs.replace(desk.config, new_cards=1)
    async with playing(desk, Request(mode=Mode.REVIEW)) as player:
        await player.press(player.number_of(1), "enter")
        await player.is_marked()
        await player.press("enter")
        await player.is_at(ResultScreen)
        await player.sees("1 card due again in 1 min")


# What is shown with a question


RICH = """\
title: Rich
about: A bank *about* things.
passages:
  talk: |
    The first paragraph of the talk.
questions:
  - {id: p, question: "After the talk?", answer: a, wrong: [b], passage: talk}
  - id: table
    question: |
      Look:

      | Year | Place |
      | ---- | ----- |
      | 1815 | Elba  |
    answer: a
    wrong: [b]
  - id: items
    question: |
      Which of these?

      - first thing
      - second thing
    answer: a
    wrong: [b]
  - id: code
    question: |
      What does it print?

      ```
      print([1][0])
      ```
    answer: a
    wrong: ["`list[int]`"]
  - {id: maths, question: "What is $x^2 + \\\\alpha$?", answer: "$\\\\frac{1}{2}$", wrong: [b]}
  - {id: marks, question: "Is *this* **bold** `code` ~~no~~ [a link](http://x.org)?", answer: a, wrong: [b]}
"""  # noqa: E501


def one(card: str) -> Request:
    """Return the request for one card of the rich bank."""
    return quiz_of(bank="rich", cards=(CardRef("rich", card),))


async def test_the_passage_and_what_the_bank_is_about_are_shown(make_desk: MakeDesk) -> None:
    async with playing(make_desk(rich=RICH), one("p")) as player:
        await player.sees("A bank about things.", "The first paragraph of the talk.")


@pytest.mark.parametrize(
    ("card", "texts"),
    [
        ("table", ["Look:", "Year", "Place", "1815", "Elba"]),
        ("items", ["Which of these?", "• first thing", "• second thing"]),
        ("code", ["What does it print?", "print([1][0])", "list[int]"]),
    ],
)
async def test_blocks_of_markdown_are_drawn_by_its_widget(
    make_desk: MakeDesk, card: str, texts: list[str]
) -> None:
    from textual.widgets import Markdown

    async with playing(make_desk(rich=RICH), one(card)) as player:
        await player.sees(*texts)
        assert len(player.screen.query(Markdown)) == 1
        await player.misses("```", "|")


async def test_a_block_of_markdown_goes_when_the_next_question_has_none(
    make_desk: MakeDesk,
) -> None:
    cards = (CardRef("rich", "table"), CardRef("rich", "marks"))
    async with playing(make_desk(rich=RICH), quiz_of(bank="rich", cards=cards)) as player:
        await player.sees("Elba")
        await player.press("f3")
        await player.is_asked("marks")
        await player.sees("Is this bold code no a link?")
        await player.misses("Elba")


async def test_maths_is_shown_as_unicode(make_desk: MakeDesk) -> None:
    async with playing(make_desk(rich=RICH), one("maths")) as player:
        await player.sees("What is x² + α?", "1/2")


async def test_a_question_longer_than_the_window_scrolls_by_keys(make_desk: MakeDesk) -> None:
    stem = " ".join(f"word{n}" for n in range(2000))
    text = f'title: T\nquestions: [{{id: q, question: "{stem}", answer: a, wrong: [b]}}]\n'
    async with playing(make_desk(t=text), quiz_of(bank="t")) as player:
        await player.sees("word0 ")
        await player.press("pagedown")
        await player.misses("word0 ")
        for _ in range(200):
            if "word1999" in player.shown:
                break
            await player.press("pagedown")
        await player.sees("word1999")
        await player.press("1", "enter")
        await player.is_marked()
        await player.until(lambda: "Wrong" in player.shown or "Right" in player.shown, "a verdict")


LONG = (
    """\
title: Long
passages:
  talk: |
"""
    + "".join(f"    Paragraph {n} says a good many things, and then some.\n\n" for n in range(30))
    + """\
questions:
  - {id: p, question: "Which?", answer: right, wrong: [b, c, d], passage: talk}
"""
)


async def test_below_a_long_passage_question_options_and_cursor_are_in_sight(
    make_desk: MakeDesk,
) -> None:
    async with playing(make_desk(long=LONG), quiz_of(bank="long")) as player:
        await player.sees("Paragraph 0", "Which?", "1  ", "4  ", "PgDn to scroll")
        for number in (1, 2, 3, 4):
            await player.press("down")
            await player.sees(f"● {number}  ")
        for _ in range(20):
            if "Paragraph 29" not in player.shown:
                await player.press("pagedown")
                await player.pilot.pause()
        await player.sees("Paragraph 29", "Which?", "● 4  ")
        await player.press("enter")
        await player.is_marked()
        await player.sees("Which?", "4  d", "✘ Wrong", "Asked again in")


async def test_the_cursor_among_many_options_is_scrolled_into_view(make_desk: MakeDesk) -> None:
    wrong = ", ".join(f"wrong {n}" for n in range(40))
    text = f"title: T\nquestions: [{{id: q, question: Q?, answer: a, wrong: [{wrong}]}}]\n"
    async with playing(make_desk(t=text), quiz_of(bank="t")) as player:
        for _ in range(25):
            await player.press("down")
        await player.sees("▌ ●")
        await player.press("end")
        last = player.prompt.item.options[player.prompt.order[-1]].text  # type: ignore[union-attr]
        first = player.prompt.item.options[player.prompt.order[0]].text  # type: ignore[union-attr]
        await player.sees(last, "▌ ●")
        await player.press("home")
        await player.sees(first, "▌ ●")


async def test_head_and_bar_keep_to_the_width_of_the_window(desk: Desk) -> None:
    async with playing(desk, quiz_of("choice", "text")) as player:
        await player.press("f3")
        await player.is_asked()
        for width in (120, 60, 100):
            await player.pilot.resize_terminal(width, 30)
            await player.has_head_of(width)
            assert len(player.lines[1]) == width
        await player.sees("score 0", "2 of 2")


async def test_feedback_is_whole_after_the_window_was_made_narrow(make_desk: MakeDesk) -> None:
    why = " ".join(f"why{n}" for n in range(40))
    text = f'title: T\nquestions: [{{question: "Q?", answer: a, wrong: [b], explain: "{why}"}}]\n'
    async with playing(make_desk(t=text), quiz_of(bank="t"), size=(160, 40)) as player:
        await player.press("1", "enter")
        await player.is_marked()
        await player.sees("why39")
        await player.pilot.resize_terminal(60, 40)
        await player.sees("why0", "why39", "Asked again in")


# Mouse


async def click_on(player: Player, text: str) -> None:
    """Click on a text that is shown once."""
    at = next((y, line.index(text)) for y, line in enumerate(player.lines) if text in line)
    await player.pilot.click(offset=(at[1] + 1, at[0]))


async def test_the_mouse_picks_an_option_and_the_bar_of_keys_hands_it_in(desk: Desk) -> None:
    async with playing(desk, quiz_of("choice")) as player:
        await click_on(player, "Berlin")
        await click_on(player, "Vienna")
        await player.sees(f"● {player.number_of(0)}  Vienna")
        await click_on(player, "Hint")
        await player.sees("It is a capital.")
        await click_on(player, "Submit")
        assert (await player.is_marked()).credit == 1.0
        await click_on(player, "Undo")
        await player.is_asked()
        await click_on(player, "Submit")
        await player.is_marked()
        await click_on(player, "Next")
        await player.is_at(ResultScreen)


async def test_the_mouse_turns_a_card_ticks_moves_and_places(desk: Desk) -> None:
    cards = tuple(CardRef("every", card) for card in ("card", "several", "order", "match"))
    async with playing(desk, quiz_of(cards=cards)) as player:
        await click_on(player, "?")
        await player.sees("Foreign minister")
        await click_on(player, "Next")
        await player.is_asked("several")
        await click_on(player, "Austria")
        await click_on(player, "Spain")
        await click_on(player, "Spain")
        await click_on(player, "Prussia")
        await click_on(player, "Submit")
        assert (await player.is_marked()).credit == 1.0
        await player.press("enter")
        await player.is_asked("order")
        for entry in ("Leipzig", "Elba"):
            await click_on(player, entry)
            row = 5 + (entry == "Elba")
            first = next(y for y, line in enumerate(player.lines) if " 1  " in line)
            await player.pilot.click(offset=(12, first + row - 5))
        await click_on(player, "Submit")
        assert (await player.is_marked()).credit == 1.0
        await player.press("enter")
        await player.is_asked("match")
        await click_on(player, "Talleyrand")
        await click_on(player, "Castlereagh")
        await click_on(player, "Castlereagh")
        await player.until(lambda: player.shown.count("→ 1") == 2, "both with the first match")
        await click_on(player, "Submit")
        await player.is_marked()


async def test_the_mouse_picks_an_entry_of_a_gap(desk: Desk) -> None:
    async with playing(desk, quiz_of("cloze")) as player:
        await click_on(player, "Vienna")
        await player.sees("met in 2 Vienna")


# Trouble


async def test_a_banner_says_when_the_record_cannot_save(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(desk, quiz_of("choice", "truefalse")) as player:
        assert not player.screen.query("#trouble")
        monkeypatch.setattr(type(desk), "trouble", "your progress isn't being saved: disk full")
        await player.press("1", "enter")
        await player.is_marked()
        await player.sees("⚠ Your progress isn't being saved: disk full")
        monkeypatch.setattr(type(desk), "trouble", "")
        await player.press("enter", "1", "enter")
        await player.is_marked()
        await player.misses("Progress is not being saved")


async def test_a_key_that_is_still_held_does_not_answer_the_next_question(desk: Desk) -> None:
    async with playing(desk, quiz_of("order", "choice"), guard_s=10) as player:
        await player.press(*["enter"] * 3)
        assert desk.record.last_review() is None
        player.app.guard_s = 0
        if player.screen.asked is not None and player.screen.asked.ref.card == "choice":
            await player.press("1")
        await player.press("enter")
        await player.is_marked()
        player.app.guard_s = 10
        await player.press(*["enter"] * 3)
        assert player.screen.feedback is not None


async def test_a_key_that_is_still_held_does_not_grade_a_card_as_it_turns(desk: Desk) -> None:
    async with playing(desk, quiz_of("card"), guard_s=10) as player:
        await player.press(*["space"] * 3)
        await player.sees("▸ Good")
        assert desk.record.last_review() is None


async def test_verdicts_and_streak_stand_in_the_head(desk: Desk) -> None:
    async with playing(desk, quiz_of("choice", "several", "truefalse", "match")) as player:
        for _ in range(4):
            await player.is_asked()
            assert player.screen.asked is not None
            await player.press(*RIGHTLY[player.screen.asked.ref.card](player))
            await player.is_marked()
            await player.press("enter") if len(player.screen.sitting.sitting.answers) < 4 else None
        await player.sees("✔✔✔✔", "4 in a row", "score 50", "×2")
        assert player.screen.feedback is not None
        assert player.screen.feedback.outcome.verdict is Verdict.RIGHT
        assert isinstance(player.app.screen, QuestionScreen)


async def test_a_right_option_that_was_missed_is_named_in_words(desk: Desk) -> None:
    async with playing(desk, quiz_of("several")) as player:
        await player.press(player.number_of(0), "enter")
        await player.is_marked()
        await player.sees("Prussia  missed")
        await player.misses("Austria  missed", "Spain  missed")


async def test_what_is_right_is_told_once_beside_what_was_typed(desk: Desk) -> None:
    async with playing(desk, quiz_of("number")) as player:
        await player.press(*"14", "enter")
        await player.is_marked()
        await player.sees("✘ 14  →  147 days")
        await player.misses("Correct answer")


WIDE = """title: Wide
questions:
  - id: code
    question: |
      What is printed?

      ```python
      print(sum(price * (1 - discount) for price in [10.0, 20.0, 30.0, 40.0, 50.0]), "is all")
      ```
    answer: a sum
    wrong: [an error]
    explain: |
      As in

      ```
      total = sum(price * (1 - discount) for price in [10.0, 20.0, 30.0, 40.0, 50.0])
      ```

      and $$\\frac{a}{b}$$.
"""


async def test_wide_code_is_read_whole_in_question_and_explanation(make_desk: MakeDesk) -> None:
    async with playing(make_desk(wide=WIDE), quiz_of("choice", bank="wide")) as player:
        await player.is_asked("code")
        await player.sees("print(sum(price * (1 - discount)", '↪ 40.0, 50.0]), "is all")')
        await player.press(player.number_of(0), "enter")
        await player.is_marked()
        await player.sees("total = sum(price", "↪ 50.0])", "and a/b.")


SIGNS = """title: Signs
questions:
  - id: card
    front: "> 90 degrees"
    back: |
      $$
      e^{i\\pi} + 1 = 0
      $$

      Roses are red,
      violets are blue.
  - id: choice
    question: "$$\\\\sqrt[3]{8}$$"
    answer: "- 5"
    wrong: ["2. Weltkrieg", "# 1"]
"""


async def test_texts_of_one_line_are_text_and_display_maths_is_drawn(make_desk: MakeDesk) -> None:
    request = quiz_of("card", bank="signs")
    async with playing(make_desk(signs=SIGNS), request) as player:
        await player.is_asked("card")
        await player.sees("> 90 degrees")
        await player.press("space")
        await player.sees("e^(iπ) + 1 = 0", "Roses are red,\n   violets are blue.")
    async with playing(make_desk(), quiz_of("choice", bank="signs")) as player:
        await player.is_asked("choice")
        await player.sees("∛8", "  - 5", "2. Weltkrieg", "# 1")


async def test_pasted_lines_go_into_fields_a_line_each(desk: Desk) -> None:
    async with playing(desk, quiz_of("list")) as player:
        await player.is_asked("list")
        player.app.post_message(Paste("Austria\n\n  UK \nPrussia\n"))
        await player.sees("Austria", "UK", "Prussia")
        await player.press("enter")
        assert (await player.is_marked()).credit == 1


async def test_more_lines_than_fields_are_kept_in_the_last_one(desk: Desk) -> None:
    async with playing(desk, quiz_of("list")) as player:
        await player.is_asked("list")
        player.app.post_message(Paste("Spain\nAustria\nUK\nPrussia"))
        await player.sees("Spain", "UK; Prussia")
