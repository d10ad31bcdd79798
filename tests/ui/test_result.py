from collections.abc import Callable

import pytest

from quiz.desk import Desk
from quiz.desk.sittings.start import begin_quiz
from quiz.desk.sittings.unfinished import unfinished_quizzes
from quiz.items import Picked
from quiz.study import Answer, CardRef, Game, Mode
from quiz.ui.screens.home.home import HomeScreen
from quiz.ui.screens.sittings.result import ResultScreen
from tests.ui.seen import Player, playing, quiz_of

MakeDesk = Callable[..., Desk]


async def play(player: Player, *, wrong: int = 0) -> None:
    """Answer choices to the end, the first `wrong` of them wrongly."""
    total = len(player.screen.sitting.sitting.cards)
    for at in range(total):
        await player.is_asked()
        await player.press(player.number_of(1 if at < wrong else 0), "enter")
        await player.is_marked()
        await player.press("enter")
    await player.is_at(ResultScreen)


CHOICES = "title: C\nid: c\nquestions:\n" + "".join(
    f'  - {{id: q{n}, question: "Question {n}?", answer: right {n}, wrong: [no, never], '
    f'tags: [t{n % 2}], explain: "Because {n}.", source: "page {n}"}}\n'
    for n in range(4)
)


@pytest.fixture
def choices(make_desk: MakeDesk) -> Desk:
    return make_desk(c=CHOICES)


async def test_the_result_tells_share_counts_score_topics_and_mistakes(choices: Desk) -> None:
    async with playing(choices, quiz_of(bank="c")) as player:
        await play(player, wrong=1)
        await player.sees("75%", "3 of 4 points", "✔ 3 right", "◐ 0 partly", "✘ 1 wrong")
        await player.sees("Score 30", "best run", "By topic", "t0", "t1", "2 asked")
        await player.sees("yours  ", "correct  right", "Because", "Source: page")
    assert choices.record.scores()["c"].best == 0.75


async def test_a_perfect_quiz_has_no_mistakes_to_play(choices: Desk) -> None:
    async with playing(choices, quiz_of(bank="c")) as player:
        await play(player)
        await player.sees("100%", "✔ 4 right")
        assert "mistakes" not in player.lines[-1]
        await player.press("m")
        assert isinstance(player.app.screen, ResultScreen)


async def test_a_better_score_is_a_new_best(choices: Desk) -> None:
    sitting = begin_quiz(choices, quiz_of(bank="c"))
    while sitting.question is not None:
        sitting.hand_in(Picked((1,)), elapsed_ms=1)
    sitting.finish()
    async with playing(choices, quiz_of(bank="c")) as player:
        await play(player, wrong=1)
        await player.sees("New best! Previous best: 0%")
        await player.press("n")
        await player.is_asked()
        await play(player, wrong=2)
        await player.sees("Best so far: 75%")


async def test_survival_keeps_a_best_and_shows_it(choices: Desk) -> None:
    survival = quiz_of(bank="c", game=Game.SURVIVAL)
    async with playing(choices, survival, size=(120, 30)) as player:
        await play(player, wrong=2)
        await player.misses("Best", "best:")
        await player.press("n")
        await player.is_asked()
        await player.sees("level with your best")
        await player.press(player.number_of(0), "enter")
        await player.is_marked()
        await player.sees("1 ahead of your best")
        await player.press("u")
        await player.is_asked()
        await play(player, wrong=1)
        await player.sees(
            "New best: 3 right! Before: 2", "Best runs", "★  3 right     now", "2  2 right"
        )
        await player.press("n")
        await player.is_asked()
        await play(player, wrong=2)
        await player.sees("Best so far: 3 right")
        await player.press("enter")
        await player.sees("Survival")
        await player.press("o", "right", "right")
        await player.sees("Survival: three lives · best 3")
    assert choices.record.scores()["c"].games == {"survival": 3}


async def test_m_plays_only_the_mistakes(choices: Desk) -> None:
    async with playing(choices, quiz_of(bank="c")) as player:
        await play(player, wrong=2)
        missed = {answer.ref for answer in choices_of(player)}
        await player.press("m")
        await player.is_asked()
        request = player.screen.sitting.sitting.request
        assert (set(request.cards), request.mode) == (missed, Mode.QUIZ)
        await player.sees("1 of 2")
        await play(player)
        await player.sees("100%")
        assert "New quiz" not in player.lines[-1]


def choices_of(player: Player) -> tuple[Answer, ...]:
    """Return the mistakes of the result that is shown."""
    screen = player.app.screen
    assert isinstance(screen, ResultScreen)
    return screen.sitting.sitting.mistakes()


async def test_n_plays_the_same_anew(choices: Desk) -> None:
    async with playing(choices, quiz_of(bank="c", length=2)) as player:
        await play(player)
        await player.press("n")
        await player.is_asked()
        request = player.screen.sitting.sitting.request
        assert (request.banks, request.length) == (("c",), 2)
        await player.sees("1 of 2", "score 0")


@pytest.mark.parametrize("key", ["u", "f6"])
async def test_undo_from_the_result_asks_the_last_question_again(choices: Desk, key: str) -> None:
    async with playing(choices, quiz_of(bank="c")) as player:
        await play(player, wrong=4)
        last = choices.record.last_review()
        assert last is not None
        await player.press(key)
        await player.is_asked(last.card)
        await player.sees("4 of 4", "●")  # what was picked is still picked
        await player.press(player.number_of(0), "enter", "enter")
        await player.is_at(ResultScreen)
        await player.sees("25%", "✔ 1 right", "✘ 3 wrong")
    assert choices.record.scores()["c"].best == 0.25


async def test_a_quiz_undone_from_its_result_and_left_can_be_gone_on_with(choices: Desk) -> None:
    async with playing(choices, quiz_of(bank="c", length=1)) as player:
        await play(player)
        await player.press("u")
        await player.is_asked()
        await player.press("escape")
        await player.is_at(HomeScreen)
        assert unfinished_quizzes(choices)


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_home_is_one_key_away_and_up_to_date(choices: Desk, key: str) -> None:
    async with playing(choices, quiz_of(bank="c")) as player:
        await play(player)
        await player.press(key)
        await player.is_at(HomeScreen)
        await player.sees("so far: 4 cards", "100%")


async def test_long_lists_of_mistakes_scroll(make_desk: MakeDesk) -> None:
    text = CHOICES.replace("Because", "Because of this and that " * 20)
    async with playing(make_desk(c=text), quiz_of(bank="c")) as player:
        await play(player, wrong=4)
        await player.sees("✘ 4 wrong")
        await player.press("pagedown", "space", "j", "down")
        await player.misses("✘ 4 wrong")
        await player.press("pageup", "pageup", "k", "up", "pageup")
        await player.sees("✘ 4 wrong")


async def test_every_kind_that_went_wrong_is_listed(desk: Desk) -> None:
    cards = tuple(
        CardRef("every", card)
        for card in (
            "choice", "several", "truefalse", "text", "list", "number", "date", "match",
            "order", "groups", "cloze", "card", "essay", "computed",
        )
    )  # fmt: skip
    sitting = begin_quiz(desk, quiz_of(cards=cards))
    for _ in range(13):
        sitting.hand_in(Picked(), elapsed_ms=1)
    async with playing(desk, resumes=True, size=(100, 120)) as player:
        await player.press("f3")
        await player.is_at(ResultScreen)
        await player.sees("0%", "✘ 13 wrong", "– 1 skipped")
        for text in (
            "Where did the congress meet?", "Austria; Prussia", "Metternich", "147 days",
            "The ____ met in ____ for ____ years.", "Congress; Vienna; two",
            "Foreign minister of Austria", "To settle the peace.", "1. Leipzig; 2. Elba",
        ):  # fmt: skip
            await player.sees(text)


async def test_a_sprint_tells_its_points(desk: Desk) -> None:
    async with playing(desk, quiz_of("truefalse", game=Game.SPRINT)) as player:
        await player.press("1", "enter", "enter")
        await player.is_at(ResultScreen)
        await player.sees("Every kind: sprint", "Score")


async def test_with_a_long_log_what_was_reached_is_worked_out_behind_the_result(
    make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.desk.recall._QUICK", -1)  # any log is long
    questions = CHOICES.partition("questions:\n")[2]
    more = questions + questions.replace("id: q", "id: r") + questions.replace("id: q", "id: s")
    desk = make_desk(c=f"title: C\nid: c\nquestions:\n{more}")
    async with playing(desk, quiz_of(bank="c")) as player:
        await play(player)
        await player.sees("★ First ten: learn ten cards.")
        assert desk.recall.is_ready
