"""The games' menu, and what ladder, daily quiz and duel show in the app."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from quiz.classroom.game import ClassAnswer, ClassGame, GameQuestion
from quiz.classroom.game import Player as ClassPlayer
from quiz.classroom.rules import GameRules
from quiz.desk import Desk
from quiz.items import Context, Picked
from quiz.school.games import GameRow, Games
from quiz.school.sql import Db
from quiz.study import Game
from quiz.ui.screens.ask_line import AskLineScreen
from quiz.ui.screens.games.menu import GamesScreen
from quiz.ui.screens.home.home import HomeScreen
from quiz.ui.screens.sittings.result import ResultScreen
from tests.ui.seen import Player, playing, quiz_of

MakeDesk = Callable[..., Desk]
CHOICES = "title: Choices\nid: c\nquestions:\n" + "".join(
    f"  - {{id: q{n}, question: Question {n}?, answer: right {n}, wrong: [no, never, not],"
    f" hint: Hint {n}}}\n"
    for n in range(16)
)


@pytest.fixture
def choices(make_desk: MakeDesk) -> Desk:
    return make_desk(c=CHOICES)


async def answer(player: Player, *, rightly: bool = True) -> None:
    await player.is_asked()
    await player.press(player.number_of(0 if rightly else 1), "enter")
    await player.is_marked()
    await player.press("enter")


def result_of(player: Player) -> ResultScreen:
    screen = player.app.screen
    assert isinstance(screen, ResultScreen)
    return screen


async def test_the_menu_lists_games_begins_one_and_shows_its_record(choices: Desk) -> None:
    async with playing(choices) as player:
        await player.press("g")
        await player.is_at(GamesScreen)
        await player.sees("Choices", "Sprint", "Survival", "Ladder", "Daily quiz", "Duel")
        await player.sees("20 questions", "A quiz with a score")
        await player.press("down", "down")
        await player.sees("A skip costs a life")
        await player.press("enter")
        await answer(player)
        for _life in range(3):
            await answer(player, rightly=False)
        await player.is_at(ResultScreen)
        request = result_of(player).sitting.sitting.request
        assert (request.game, request.banks) == (Game.SURVIVAL, ("c",))
        await player.press("enter")
        await player.is_at(HomeScreen)
        await player.press("g")
        await player.sees("★ 1 right")
        await player.press("b")
        await player.sees("all banks")
        await player.misses("★ 1 right")
        await player.press("escape")
        await player.is_at(HomeScreen)


async def test_a_ladder_has_rungs_where_there_is_room_and_lifelines_once_each(
    choices: Desk,
) -> None:
    ladder = quiz_of(bank="c", game=Game.LADDER)
    async with playing(choices, ladder, size=(120, 40)) as player:
        await answer(player)
        await player.sees("▌  2", "15  ·", "F5  half of the options", "F2  a hint")
        await player.press("f5")
        await player.sees("–   half of the options")
        assert player.screen.asked is not None
        assert len(player.screen.asked.prompt.order) == 2
        await player.press("f5", "f2")
        await player.sees("–   a hint", "Hint ")
        await answer(player)
        last = choices.record.last_review()
        assert last is not None
        assert (last.hints, last.credit) == (2, 1.0)
        await answer(player, rightly=False)
        await player.is_at(ResultScreen)
        await player.press("u")
        await player.is_at(ResultScreen)


def class_answered(desk: Desk, shares: dict[int, int]) -> None:
    """Keep a game in which a class answered all questions, so often with each option."""
    questions = []
    for n in range(16):
        found = desk.library.item("c", f"q{n}")
        assert found is not None
        questions.append(
            GameQuestion(bank="c", card=f"q{n}", item=found[0], context=Context(), passage="",
                         image="", path="")
        )  # fmt: skip
    given = [option for option, count in shares.items() for _answer in range(count)]
    players = [ClassPlayer(id=f"p{at}", name=f"P{at}") for at in range(len(given))]
    answers = [
        ClassAnswer(player=f"p{at}", place=place, vote=1, nonce="n", response=Picked((option,)),
                    at=1.0, elapsed_s=1.0, credit=float(option == 0), points=0)
        for place in range(16) for at, option in enumerate(given)
    ]  # fmt: skip
    row = GameRow(id="g", code="1", title="t", class_name="", host_token_hash="h", started_at=1,
                  ended_at=None)  # fmt: skip
    db = Db.open(str(desk.places.record.parent / "classes.sqlite"))
    game = ClassGame(questions, GameRules(), players=players, answers=answers)
    Games(db).add(row, game)
    for player in players:
        Games(db).put_player("g", player, player.id)
    Games(db).add_answers("g", answers)
    Games(db).put_state("g", game.state, 2)
    db.close()


@pytest.mark.parametrize(("right", "is_known"), [(6, True), (2, False)])
async def test_a_ladder_shows_what_a_class_answered_where_that_is_known(
    choices: Desk, right: int, is_known: bool
) -> None:
    class_answered(choices, {0: right, 1: 2})
    async with playing(choices, quiz_of(bank="c", game=Game.LADDER), size=(120, 40)) as player:
        await player.is_asked()
        await player.press("l")
        if not is_known:  # four answers are not yet a class's
            await player.press("f2")
            await player.sees("Hint 0" if "Question 0?" in player.shown else "Hint ")
            assert "answers of classes" not in player.shown
            return
        await player.sees(
            "8 answers of classes", "75%", "25%", "0%", "━", "–   what a class answered"
        )
        await player.press("l", "f2")
        await player.sees("Hint ")  # the hint is still there
        await answer(player)
        last = choices.record.last_review()
        assert last is not None
        assert (last.hints, last.credit) == (2, 1.0)
        await player.is_asked()
        assert "answers of classes" not in player.shown
        await answer(player)
        last = choices.record.last_review()
        assert last is not None
        assert last.hints == 0


async def test_a_daily_quiz_ends_in_a_line_that_y_copies_and_is_played_once(
    choices: Desk,
) -> None:
    async with playing(choices) as player:
        await player.press("g", "down", "down", "down", "down", "enter")
        for at in range(10):
            await answer(player, rightly=at != 2)
        await player.is_at(ResultScreen)
        await player.sees("To share:", "9/10 ✔✔✘✔✔✔✔✔✔✔")
        await player.press("y")
        assert player.app.clipboard == result_of(player).result.share
        assert player.app.clipboard.startswith("quiz daily ")
        await player.press("enter")
        await player.is_at(HomeScreen)
        await player.press("g", "down", "down", "down", "down")
        await player.sees("★ 9 right   played today")
        await player.press("enter")
        await player.is_told("the next one comes tomorrow")
        await player.is_at(GamesScreen)


async def test_a_duel_is_answered_by_the_file_of_its_code(choices: Desk, tmp_path: Path) -> None:
    async with playing(choices) as player:
        await player.press("g", "end", "up", "up", "enter")
        await player.is_asked()
        first = [ref.card for ref in player.screen.sitting.sitting.cards]
        for _at in range(10):
            await player.press("f3")
        await player.is_at(ResultScreen)
        await player.sees("Code for the other player:")
        await player.press("w")
        await player.is_at(AskLineScreen)
        file = str(tmp_path / "ours.duel")
        player.app.screen.query_one(Input).value = file
        await player.press("enter")
        await player.is_told("Saved to")
        await player.press("enter")
        await player.is_at(HomeScreen)
        await player.press("g", "end", "up", "enter", *"code", "enter")
        await player.sees("is no duel code")
        player.app.screen.query_one(Input).value = file
        await player.press("enter")
        await player.is_asked()
        assert [ref.card for ref in player.screen.sitting.sitting.cards] == first
        await answer(player)
        for _at in range(9):
            await player.press("f3")
        await player.is_at(ResultScreen)
        await player.sees("You 1 of 10", "You win.")


async def test_speed_is_said_where_it_counts(choices: Desk) -> None:
    async with playing(choices, quiz_of(bank="c", speed=1.0)) as player:
        await player.is_asked()
        await player.press(player.number_of(0), "enter")
        await player.is_marked()
        await player.sees("speed 100%")
