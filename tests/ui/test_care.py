"""Care of the record in the app: changed questions, cards put away, cram, and the fit."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs
from textual.command import CommandPalette
from textual.widgets import OptionList

from quiz.desk import Desk
from quiz.desk.care.weights import kept
from quiz.desk.sittings.start import begin_quiz
from quiz.items import Picked, Rating
from quiz.memory import NEW_STATE, CardAction
from quiz.memory.fsrs6 import DEFAULT_WEIGHTS
from quiz.memory.prediction.fitting import FitReport
from quiz.memory.prediction.scores import scores
from quiz.study import CardRef, Mode, Request
from quiz.ui.screens.ask_line import AskLineScreen
from quiz.ui.screens.banks.changed import ChangedScreen
from quiz.ui.screens.confirm import ConfirmScreen
from quiz.ui.screens.fit import FitScreen
from quiz.ui.screens.home.home import HomeScreen
from quiz.ui.screens.sittings.question import QuestionScreen
from quiz.ui.screens.sittings.result import ResultScreen
from tests.support import TWO, Clock
from tests.ui.seen import Player, playing

MakeDesk = Callable[..., Desk]
REVIEW = Request(mode=Mode.REVIEW)


@pytest.fixture
def two(make_desk: MakeDesk) -> Desk:
    return make_desk(two=TWO)


def learn(desk: Desk, *, wrong: bool = False) -> None:
    """Answer all cards once."""
    quiz = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=("two",), seed=1))
    while quiz.question is not None:
        quiz.hand_in(
            Picked((1,)) if wrong else quiz.question.item.right_response(), elapsed_ms=4000
        )
    quiz.finish()


def edit(desk: Desk, tmp_path: Path, old: str, new: str) -> None:
    """Change the bank's file."""
    path = tmp_path / "banks" / "two.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    desk.refresh()


async def palette(player: Player, name: str) -> None:
    """Do an action of the palette."""
    beneath = player.app.screen
    await player.press("ctrl+p")
    await player.is_at(CommandPalette)
    await player.write(name)
    options = player.app.screen.query_one(OptionList)

    def is_first() -> bool:
        if not options.option_count:
            return False
        return name in getattr(options.get_option_at_index(0).prompt, "plain", "")

    await player.until(is_first, name)
    await player.press("enter")
    await player.until(lambda: player.app.screen is not beneath or not options.is_attached, "it")


# Questions that changed


async def test_a_changed_answer_is_asked_about_and_kept(two: Desk, tmp_path: Path) -> None:
    learn(two)
    before = two.record.state("two", "one")
    edit(two, tmp_path, '"One?", answer: "yes"', '"One?", answer: "yes, it is"')
    async with playing(two) as player:
        await player.sees("G  1 question changed. Is it still the same?")
        await player.press("G")
        await player.is_at(ChangedScreen)
        await player.sees("before  yes", "now     yes, it is", "One?")
        assert "Skip" not in player.shown
        await player.press("k")
        await player.is_at(HomeScreen)
        await player.misses("changed")
    assert two.record.state("two", "one") == before


async def test_changed_questions_are_skipped_begun_anew_and_left_for_later(
    two: Desk, tmp_path: Path
) -> None:
    learn(two)
    edit(two, tmp_path, 'answer: "yes"', 'answer: "no more"')
    async with playing(two) as player:
        await player.sees("G  2 questions changed. Are they still the same?")
        await player.press("G")
        await player.sees("1 of 2", "One?")
        await player.press("s")
        await player.sees("2 of 2", "Two?")
        await player.press("n")
        await player.sees("One?")
        await player.press("pagedown", "up", "escape")
        await player.is_at(HomeScreen)
        await player.sees("1 question changed")
    assert two.record.state("two", "two").phase is NEW_STATE.phase
    assert two.record.state("two", "one").reps == 1


async def test_without_changes_capital_g_does_nothing(two: Desk) -> None:
    async with playing(two) as player:
        await player.press("G")
        assert isinstance(player.app.screen, HomeScreen)
        assert "Changed" not in player.lines[-1]


# Cards put away


async def test_a_card_is_buried_or_suspended_and_the_bar_says_how(two: Desk) -> None:
    async with playing(two, REVIEW, size=(120, 30)) as player:
        assert "F7 Bury" in player.lines[-1]
        assert "F8 Suspend" in player.lines[-1]
        await player.press("f7")
        await player.is_told("Buried until tomorrow. Undo: F6")
        await player.is_asked("two")
        assert two.record.state("two", "one").buried_day == two.today
        await player.press("f6")
        await player.is_asked("one")
        assert two.record.state("two", "one").buried_day is None
        await player.press("f8")
        await player.is_asked("two")
        assert two.record.state("two", "one").is_suspended


async def test_a_card_is_suspended_after_its_answer_too(two: Desk) -> None:
    async with playing(two, REVIEW) as player:
        await player.press("2" if player.number_of(0) == "1" else "1", "enter")
        await player.is_marked()
        await player.press("at")
        await player.is_asked("two")
        assert two.record.state("two", "one").is_suspended
        await player.press(player.number_of(0), "enter")
        await player.is_marked()
        await player.press("u")
        await player.is_asked("two")
        await player.press("f6")
        await player.until(lambda: not two.record.state("two", "one").is_suspended, "let again")
        assert two.record.state("two", "one").reps == 1


async def test_a_leech_is_told_with_the_key_that_suspends_it_in_a_quiz_too(
    two: Desk, clock: Clock
) -> None:
    two.config = structs.replace(two.config, leech_threshold=1)
    quiz = begin_quiz(two, Request(mode=Mode.QUIZ, banks=("two",), seed=1))
    while quiz.question is not None:
        quiz.hand_in(quiz.question.item.right_response(), elapsed_ms=4000)
        quiz.rate(Rating.EASY)
    quiz.finish()
    clock.pass_(days=30)
    async with playing(two, Request(mode=Mode.QUIZ, banks=("two",), seed=1)) as player:
        assert "Suspend" not in player.lines[-1]
        await player.press(player.number_of(1), "enter")
        card = (await player.is_marked()).card
        await player.sees("so it's a leech. Learn it another way, or", "suspend it: @.")
        await player.press("at")
        await player.is_asked()
        assert two.record.state("two", card).is_suspended
        await player.press("f6")
        await player.is_asked()
        assert not two.record.state("two", card).is_suspended


async def test_a_card_is_made_new_and_the_palette_alone_offers_it(two: Desk, clock: Clock) -> None:
    learn(two)
    clock.pass_(days=30)
    async with playing(two, REVIEW) as player:
        await palette(player, "Reset this card: it becomes new again")
        await player.is_told("Card reset")
        assert player.screen.asked is not None
        put_away = "one" if player.screen.asked.ref.card == "two" else "two"
        assert two.record.state("two", put_away).reps == 0
        await player.press("f6")
        await player.is_asked(put_away)
        assert two.record.state("two", put_away).reps == 1


@pytest.mark.slow
async def test_the_day_on_which_a_card_comes_back_is_set(two: Desk, clock: Clock) -> None:
    learn(two)
    clock.pass_(days=30)
    async with playing(two, REVIEW) as player:
        await palette(player, "Set this card's due date")
        await player.is_at(AskLineScreen)
        await player.write("soon")
        await player.press("enter")
        await player.sees("'soon' isn't a date")
        await player.press(*["backspace"] * 4, "9", "enter")
        await player.is_told("Due on Fri 10 Apr 2026. Undo: F6")
        assert player.screen.asked is not None
        card = "one" if player.screen.asked.ref.card == "two" else "two"
        assert two.record.state("two", card).due_day == two.today + 9
        await player.press("f6")
        await player.is_asked(card)
        assert two.record.state("two", card).due_day != two.today + 9
        await palette(player, "Set this card's due date")
        await player.is_at(AskLineScreen)
        await player.press("escape")
        await player.is_at(QuestionScreen)


async def test_a_new_card_is_not_made_new(two: Desk) -> None:
    async with playing(two, REVIEW) as player:
        assert not list(player.screen.palette_actions())


@pytest.mark.slow
async def test_suspended_cards_come_again_once_that_is_confirmed(two: Desk) -> None:
    for card in ("one", "two"):
        two.do(CardRef("two", card), CardAction.SUSPEND)
    name = "Unsuspend all cards of the selected bank"
    async with playing(two) as player:
        await palette(player, name)
        await player.is_at(ConfirmScreen)
        await player.sees("Two: 2 suspended cards will be due again.")
        await player.press("escape")
        await player.is_at(HomeScreen)
        assert two.record.state("two", "one").is_suspended
        await palette(player, name)
        await player.is_at(ConfirmScreen)
        await player.press("y")
        await player.is_at(HomeScreen)
        assert not any(state.is_suspended for state in two.record.states("two").values())


# What is left to do today


async def test_n_lets_more_new_cards_come_today(two: Desk) -> None:
    two.config = structs.replace(two.config, new_cards=0)
    async with playing(two) as player:
        await player.sees("Two")
        await player.press("r")
        await player.is_told("Nothing is due now. Press n on Home for 10 more new cards.")
        await player.press("n")
        await player.is_told("You now have 2 new cards today.")
        await player.sees("2 new")


async def test_when_all_is_seen_n_says_so(two: Desk) -> None:
    learn(two)
    async with playing(two) as player:
        await player.press("n")
        await player.is_told("No new cards left. You've seen them all!")


async def test_suspended_cards_are_named_when_nothing_else_is_left(two: Desk) -> None:
    learn(two)
    for card in ("one", "two"):
        two.do(CardRef("two", card), CardAction.SUSPEND)
    async with playing(two) as player:
        await player.press("r")
        await player.is_told("2 cards are suspended")


# Cram


async def test_m_practises_what_was_wrong_and_the_schedule_stays(two: Desk, clock: Clock) -> None:
    learn(two, wrong=True)
    clock.pass_(days=1)
    before = two.record.states("two")
    async with playing(two) as player:
        await player.press("m")
        await player.is_asked()
        await player.sees("Cram · 1 of 2", "doesn't change your schedule")
        for _ in range(2):
            await player.press(player.number_of(0), "enter")
            await player.until(lambda: player.screen.feedback is not None, "the verdict")
            assert "Good" not in player.shown
            await player.press("enter")
        await player.is_at(ResultScreen)
        await player.sees("doesn't change your schedule")
        assert "due tomorrow" not in player.shown
    assert two.record.states("two") == before


async def test_a_card_in_a_cram_is_graded_without_talk_of_days(make_desk: MakeDesk) -> None:
    desk = make_desk(cards="title: C\nid: c\nquestions: [{id: q, front: F, back: B}]\n")
    async with playing(desk, Request(mode=Mode.CRAM, banks=("c",), seed=1)) as player:
        await player.press("space")
        await player.sees("3 ▸ Good     4 Easy")
        await player.press("3")
        await player.is_at(ResultScreen)
    assert desk.record.state("c", "q") == NEW_STATE


async def test_a_cram_of_ones_making(two: Desk) -> None:
    async with playing(two) as player:
        await player.press("o")
        await player.sees("‹ Classic ›")
        await player.press("left", "left")
        await player.sees("Cram")
        await player.press("enter")
        await player.is_asked()
        assert player.screen.sitting.sitting.request.mode is Mode.CRAM


async def test_without_mistakes_m_says_so(two: Desk) -> None:
    learn(two)
    async with playing(two) as player:
        await player.press("m")
        await player.is_told("no mistakes left")


# The fit


def report(*, kept: bool) -> FitReport:
    """Return what a fit would give."""
    weights = (*DEFAULT_WEIGHTS[:20], 0.3) if kept else DEFAULT_WEIGHTS
    bins = [(1.0, 1, 0)] * 4
    return FitReport(
        kept=kept,
        reason="fitted to the first 60% of your reviews, the model predicted the rest no better",
        weights=weights,
        reviews=200,
        before=scores([0.9] * 4, [True, True, True, False], bins),
        after=scores([0.75] * 4, [True, True, True, False], bins),
    )


async def test_a_fit_is_told_in_a_students_words_and_taken_back(
    two: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(two)
    monkeypatch.setattr("quiz.desk.care.fit_thread.fit_apart", lambda *_: report(kept=True))
    before = two.record.states("two")
    async with playing(two) as player:
        await palette(player, "Fit the memory model to your answers")
        await player.is_at(FitScreen)
        await player.sees(
            "✔ Fitted to your answers.", "the default model predicted 90 right and the"
        )
        assert kept(two.record) is not None
        assert two.scheduling.scheduler.model.decay == 0.3
        await player.press("u")
        await player.sees("The last fit was undone.")
        assert kept(two.record) is None
        await player.press("enter")
        await player.is_at(HomeScreen)
    assert two.record.states("two") == before


async def test_a_fit_that_is_no_better_changes_nothing(
    two: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(two)
    monkeypatch.setattr("quiz.desk.care.fit_thread.fit_apart", lambda *_: report(kept=False))
    async with playing(two) as player:
        await palette(player, "Fit the memory model to your answers")
        await player.sees("Nothing changed.", "no better")
        await player.press("u")
        await player.press("escape")
        await player.is_at(HomeScreen)
    assert kept(two.record) is None


async def test_too_few_reviews_are_said_by_the_real_fit(two: Desk) -> None:
    learn(two)
    async with playing(two) as player:
        await palette(player, "Fit the memory model to your answers")
        await player.sees("Nothing changed.", "Too few reviews")


async def test_a_fit_that_is_left_is_stopped(two: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from quiz.desk.care.fit_process import FitCancelled

    learn(two)
    ended: list[str] = []

    def slow(
        record: object, progress: Callable[[str], None], cancelled: Callable[[], bool]
    ) -> None:
        while not cancelled():
            progress("fitting")
        ended.append("cancelled")
        raise FitCancelled("stopped")

    monkeypatch.setattr("quiz.desk.care.fit_thread.fit_apart", slow)
    async with playing(two) as player:
        await palette(player, "Fit the memory model to your answers")
        await player.sees("Fitting…")
        await player.press("escape")
        await player.is_at(HomeScreen)
        await player.until(lambda: ended, "the end of the fit")
    assert kept(two.record) is None


@pytest.mark.slow
async def test_the_last_fit_is_taken_back_from_home(
    two: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(two)
    monkeypatch.setattr("quiz.desk.care.fit_thread.fit_apart", lambda *_: report(kept=True))
    async with playing(two) as player:
        await palette(player, "Fit the memory model to your answers")
        await player.sees("✔ Fitted to your answers.")
        await player.press("enter")
        await player.is_at(HomeScreen)
        await palette(player, "Undo the last fit of the memory model")
        await player.sees("The last fit was undone.")
    assert kept(two.record) is None
