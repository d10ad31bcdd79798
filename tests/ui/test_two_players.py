"""Two players at one keyboard, in the app."""

from collections.abc import Callable

import pytest

from quiz.desk import Desk
from quiz.desk.banks.noting import note_on
from quiz.desk.sittings.two_players import begin_two
from quiz.study.two_players import GamePhase, Side, TwoRequest
from quiz.ui.app import QuizApp
from quiz.ui.screens.ask_line import AskLineScreen
from quiz.ui.screens.confirm import ConfirmScreen
from quiz.ui.screens.games.menu import GamesScreen
from quiz.ui.screens.games.two import TwoPlayersScreen
from quiz.ui.screens.home.home import HomeScreen
from tests.ui.seen import Player, playing
from tests.ui.test_games import CHOICES

MakeDesk = Callable[..., Desk]
TYPED = 'title: Typed\nid: t\nquestions:\n  - {id: a, question: "All?", answer: "all", hint: [h]}\n'


@pytest.fixture
def choices(make_desk: MakeDesk) -> Desk:
    return make_desk(c=CHOICES, t=TYPED)


def at_two(player: Player) -> TwoPlayersScreen:
    screen = player.app.screen
    assert isinstance(screen, TwoPlayersScreen), screen
    return screen


async def begin(player: Player, names: str = "Ann, Bea") -> None:
    """Choose the game for two on the selected bank, and type both names."""
    await player.press("g", "end", "enter")
    await player.write(names)
    await player.press("enter")
    await player.is_at(TwoPlayersScreen)
    await player.until(lambda: at_two(player).question is not None, "a question")


async def answer(player: Player, side: str, *, rightly: bool = True) -> None:
    """Buzz, where nobody did yet, and answer."""
    screen = at_two(player)
    if screen.game.state.phase is GamePhase.BUZZ:
        await player.press(side)
    await player.until(lambda: screen.focused is not None, "the options to take keys")
    assert screen.question is not None
    at = screen.question.prompt.order.index(0 if rightly else 1)
    await player.press(str(at + 1), "enter")


async def test_who_buzzes_answers_and_a_wrong_answer_is_the_others_chance(choices: Desk) -> None:
    async with playing(choices) as player:
        await begin(player)
        await player.sees("Ann", "Bea", "│ A │", "│ L │", "question 1 of 10", "0 points")
        state = at_two(player).game.state
        await player.press("1", "enter")  # nobody buzzed: no answer
        assert at_two(player).game.state == state
        await answer(player, "a")
        await player.sees("2 points", "✔ Right")
        await player.press("a", "l", "enter")
        await player.sees("question 2 of 10", "│ A │")
        await answer(player, "l", rightly=False)
        await player.sees("Not right. Ann may answer, for one point.", "your chance", "for 1 point")
        await player.misses("Correct answer")
        await answer(player, "", rightly=True)
        await player.sees("3 points", "✔ ✔", "✘")
        await player.press("enter", "f3")
        await player.sees("Correct answer", "right ")
        assert at_two(player).game.state.points == (3, 0)
    assert choices.record.size() == 0
    assert choices.record.latest_sittings(9) == []


async def test_at_the_end_both_see_who_won_and_may_play_again(choices: Desk) -> None:
    async with playing(choices) as player:
        await begin(player)
        await answer(player, "l")
        for _question in range(9):
            await player.press("enter", "f3")
        await player.press("enter")
        await player.sees("Bea wins, 2 to 0.", "★ Bea", "Nothing of this went into your progress.")
        await player.press("enter")
        await player.sees("question 1 of 10", "0 points")
        await player.press("escape")
        await player.is_at(HomeScreen)


async def test_time_runs_can_be_stretched_and_can_be_left_out(choices: Desk) -> None:
    async with playing(choices) as player:
        await begin(player)
        await player.press("t")
        await player.sees("twice the time")
        await player.press("a")
        await player.sees("your answer", "for 2 points · 2")
        screen = at_two(player)
        screen._buzzed_at -= 23.9
        await player.sees("Time's up. Bea may answer", "for 1 point · 2")
        screen._buzzed_at -= 23.9
        await player.sees("Correct answer")
        assert screen.game.state.signs == (("✘",), ("✘",))
        await player.press("t")
        await player.sees("no time limit")
        await player.press("enter", "l")
        await player.sees("your answer", "for 2 points")
        assert screen._left_s() is None


async def test_a_game_that_is_left_half_way_is_asked_about(choices: Desk) -> None:
    async with playing(choices) as player:
        await begin(player)
        await answer(player, "a")
        await player.press("enter", "escape")
        await player.is_at(ConfirmScreen)
        await player.sees("Leave the game?", "Nothing of this game is saved.")
        await player.press("n")
        await player.is_at(TwoPlayersScreen)
        await player.press("escape", "y")
        await player.is_at(HomeScreen)


async def test_letters_that_are_typed_are_no_buzzers(choices: Desk) -> None:
    asked = TwoRequest(names=("Ann", "Bea"), banks=("t",))
    async with QuizApp(choices, two=asked, guard_s=0).run_test() as pilot:
        player = Player(pilot.app, pilot)  # type: ignore[arg-type]
        await player.is_at(TwoPlayersScreen)
        await player.press("a")
        await player.until(lambda: at_two(player).focused is not None, "the field")
        await player.press(*"all", "enter")
        await player.sees("✔ Right")
        assert at_two(player).game.state.points == (2, 0)
        question = at_two(player).game.question
        assert question is not None
        assert question.item.hints == ()


async def test_names_that_will_not_do_are_said_and_the_menu_stays(choices: Desk) -> None:
    async with playing(choices) as player:
        await player.press("g", "end", "enter", *"a,b,c", "enter")
        await player.sees("two names, please")
        await player.press("escape")
        await player.is_at(GamesScreen)


def test_a_question_that_its_bank_lost_is_left_out(choices: Desk) -> None:
    game = begin_two(choices, TwoRequest(banks=("t",)))
    choices.library.entries.pop("t", None)
    game.buzz(Side.LEFT)
    game.leave_out()
    game.go_on()
    assert game.is_over


async def test_a_wrong_question_is_noted_and_costs_nobody_time(choices: Desk) -> None:
    async with playing(choices) as player:
        await begin(player)
        screen = at_two(player)
        assert screen.question is not None
        ref = screen.question.ref
        await player.press("exclamation_mark")
        await player.is_at(AskLineScreen)
        await player.press("2", "enter")
        await player.is_at(TwoPlayersScreen)
        note = note_on(choices, ref)
        assert note is not None
        assert note.reason == "unclear"
        assert screen.game.state.phase is GamePhase.BUZZ
        await player.press("a")
        buzzed_at = screen._buzzed_at
        await player.press("f12")
        await player.until(lambda: note_on(choices, ref) is None, "the note to be removed")
        assert screen._buzzed_at > buzzed_at
        await player.until(lambda: screen.game.state.phase is GamePhase.ANSWER, "the answer")
