"""A live game: its way, its points, what each may see."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.classroom.facility import facilities
from quiz.classroom.game import ClassGame, GameStage, Player, TooLate
from quiz.classroom.remarking import Remark, RemarkKind
from quiz.classroom.rules import POINTS, ClassMode, points_for, points_split
from quiz.errors import QuizError
from quiz.items import ShortText, Typed
from tests.classroom.classes import CHOICE, RIGHT, WRONG, answers, game, questions


def stages(playing: ClassGame, steps: int, now: float = 0.0) -> list[str]:
    found = []
    for _step in range(steps):
        playing.go_on(now)
        found.append(str(playing.state.stage))
    return found


@pytest.mark.parametrize(
    ("rules", "way"),
    [
        ({}, "asking closed board asking closed board asking closed over over"),
        ({"has_board": False}, "asking closed asking closed asking closed over"),
        ({"has_points": False}, "asking closed asking closed asking closed over"),
        ({"mode": ClassMode.TWO_VOTES, "has_board": False},
         "asking talking asking closed asking talking asking closed"),
        ({"mode": ClassMode.OWN_PACE}, "asking over"),
    ],
)  # fmt: skip
def test_the_way_of_a_game(rules: dict[str, Any], way: str) -> None:
    assert stages(game("Ada", **rules), len(way.split())) == way.split()


@pytest.mark.parametrize(
    ("credit", "elapsed", "limit", "points"),
    [
        (1, 0, 20, 1000), (1, 0.49, 20, 1000), (1, 0.5, 20, 988), (1, 10, 20, 750),
        (1, 20, 20, 500), (1, 40, 20, 500), (0.5, 10, 20, 375), (0, 0, 20, 0), (1, 99, 0, 1000),
    ],
)  # fmt: skip
def test_points_of_an_answer(credit: float, elapsed: float, limit: float, points: int) -> None:
    assert points_for(credit, 1, elapsed, limit) == points


@given(
    st.floats(0, 1), st.floats(0.1, 100), st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0.1, 4)
)
def test_no_answer_earns_more_by_waiting_or_less_than_half(
    credit: float, worth: float, elapsed: float, more: float, limit: float
) -> None:
    first = points_for(credit, worth, elapsed, limit)
    assert first >= points_for(credit, worth, elapsed + more, limit)
    assert first >= int(POINTS * worth * credit / 2)


def test_extra_time_stretches_the_clock_and_the_points() -> None:
    playing = game("Ada", seconds=20.0)
    playing.put(Player(id="cem", name="Cem", extra_time=2.0))
    playing.go_on(100)
    cem, ada = playing.players["cem"], playing.players["ada"]
    assert playing.left_s(ada, 110) == 10
    assert playing.left_s(cem, 110) == 30
    assert answers(playing, "cem", now=120).points == answers(playing, "ada", now=110).points


def test_a_question_closes_when_all_who_are_here_have_answered() -> None:
    playing = game("Ada", "Cem", "Eva")
    playing.go_on(0)
    answers(playing, "ada")
    assert not playing.tick(1, {"ada", "cem"})
    answers(playing, "cem")
    assert playing.tick(1, {"ada", "cem"})
    assert playing.state.stage is GameStage.CLOSED


def test_a_question_closes_when_time_is_up_and_not_before() -> None:
    playing = game("Ada", seconds=20.0)
    playing.go_on(0)
    assert not playing.tick(20.5, set())
    assert playing.tick(21.5, set())


def test_an_empty_room_waits() -> None:
    playing = game()
    playing.go_on(0)
    assert not playing.tick(10_000, set())


def test_late_closed_paused_and_foreign_answers_are_refused() -> None:
    playing = game("Ada", seconds=20.0)
    with pytest.raises(TooLate, match="closed"):
        playing.marked("ada", 0, "n", RIGHT, 0)
    playing.go_on(0)
    with pytest.raises(QuizError, match="not in this game"):
        playing.marked("eve", 0, "n", RIGHT, 1)
    with pytest.raises(TooLate, match="closed"):
        playing.marked("ada", 1, "n", RIGHT, 1)
    playing.pause(5)
    with pytest.raises(TooLate, match="paused"):
        playing.marked("ada", 0, "n", RIGHT, 6)
    playing.pause(105)
    assert playing.left_s(playing.players["ada"], 105) == 15
    assert playing.marked("ada", 0, "n", RIGHT, 120.5).credit == 1  # on its way when time was up
    with pytest.raises(TooLate, match="Time is up"):
        playing.marked("ada", 0, "n", RIGHT, 122)


def test_the_first_answer_counts() -> None:
    playing = game("Ada")
    playing.go_on(0)
    first = answers(playing, "ada", RIGHT, 1)
    second = playing.marked("ada", 0, "other", WRONG, 2)
    assert playing.take(second) == first
    assert playing.points_of("ada") == first.points


def test_the_second_vote_counts_and_shows_the_shift() -> None:
    playing = game("Ada", "Cem", mode=ClassMode.TWO_VOTES)
    playing.go_on(0)
    answers(playing, "ada", WRONG, 1)
    answers(playing, "cem", RIGHT, 1)
    playing.close()
    assert playing.state.stage is GameStage.TALKING
    playing.go_on(60)
    assert not playing.has_answered("ada")
    answers(playing, "ada", RIGHT, 61)
    playing.close()
    bars = {bar.text: (bar.before, bar.count) for bar in playing.histogram(0)}
    assert bars == {"Lyon": (1, 0), "Paris": (1, 2), "Nice": (0, 0)}
    assert [line.points for line in playing.ranking()] == sorted(
        (playing.points_of("ada"), playing.points_of("cem")), reverse=True
    )
    assert playing.points_of("ada") > 0


def test_teams_are_ranked_by_the_mean_of_their_members() -> None:
    playing = game(mode=ClassMode.TEAMS, teams=("Red", "Blue"), seconds=0.0)
    for name, team in (("a", "Red"), ("b", "Red"), ("c", "Blue")):
        playing.put(Player(id=name, name=name, team=team))
    playing.go_on(0)
    answers(playing, "a")
    answers(playing, "b", WRONG)
    answers(playing, "c")
    playing.close()
    assert [(line.name, line.points) for line in playing.ranking()] == [
        ("Blue", 1000),
        ("Red", 500),
    ]


def test_at_ones_own_pace_each_is_alone() -> None:
    playing = game("Ada", "Cem", mode=ClassMode.OWN_PACE, seconds=10.0)
    playing.go_on(0)
    answers(playing, "ada", now=5)
    assert not playing.tick(1000, {"ada", "cem"})
    playing.go_on_alone("cem", 6)
    assert playing.place_of("cem") == 0  # not answered yet
    playing.go_on_alone("ada", 100)
    assert playing.place_of("ada") == 1
    assert playing.left_s(playing.players["ada"], 105) == 5
    for _step in range(2):
        answers(playing, "ada", now=101)
        playing.go_on_alone("ada", 101)
    assert playing.place_of("ada") == 3
    with pytest.raises(TooLate):
        playing.marked("ada", 3, "n", RIGHT, 102)


def test_a_question_that_counts_for_nobody_earns_nothing_and_may_count_again() -> None:
    playing = game("Ada")
    playing.go_on(0)
    earned = answers(playing, "ada", now=0).points
    playing.void(0)
    assert playing.points_of("ada") == 0
    playing.void(0)
    assert playing.points_of("ada") == earned
    playing.void(99)
    assert playing.state.voided == ()


def test_who_was_sent_out_is_not_ranked_and_cannot_answer() -> None:
    playing = game("Ada", "Cem")
    playing.put(Player(id="cem", name="Cem", is_out=True))
    playing.go_on(0)
    assert [line.name for line in playing.ranking()] == ["Ada"]
    with pytest.raises(QuizError, match="not in this game"):
        playing.marked("cem", 0, "n", RIGHT, 1)
    assert not playing.is_taken("cem")


def test_a_game_is_the_same_after_a_restart() -> None:
    playing = game("Ada", "Cem", mode=ClassMode.TWO_VOTES, seed=7)
    playing.go_on(0)
    kept = [answers(playing, "ada"), answers(playing, "cem", WRONG)]
    playing.void(2)
    again = ClassGame(
        questions(), playing.rules, state=playing.state, players=playing.players.values(),
        answers=kept,
    )  # fmt: skip
    assert again.ranking() == playing.ranking()
    assert again.histogram(0) == playing.histogram(0)
    assert again.prompt_for("ada", 1) == playing.prompt_for("ada", 1)


def test_typed_answers_are_counted_however_they_are_written() -> None:
    river = ShortText(id="r", stem="River of Paris?", answer="Seine")
    playing = game("Ada", "Cem", "Eva", items=(river,))
    playing.go_on(0)
    for player, text in (("ada", "Loire"), ("cem", " seine "), ("eva", "Seine")):
        answers(playing, player, Typed(text))
    bars = [(bar.text.casefold().strip(), bar.count, bar.is_right) for bar in playing.histogram(0)]
    assert bars == [("seine", 2, True), ("loire", 1, False)]


def test_each_player_sees_an_order_of_their_own_or_all_the_same() -> None:
    names = [f"p{number}" for number in range(12)]
    assert len({game(seed=1).prompt_for(name, 0).order for name in names}) > 1
    assert len({game(shuffles=False).prompt_for(name, 0).order for name in names}) == 1


def test_a_game_needs_a_question() -> None:
    with pytest.raises(QuizError, match="machine"):
        game(items=())
    assert game(items=(CHOICE,)).question is None


def test_a_wrong_key_is_put_right_for_everyone() -> None:
    playing = game("Ada", "Cem", seconds=0.0)
    playing.go_on(0)
    answers(playing, "ada", WRONG)
    answers(playing, "cem", RIGHT)
    playing.close()
    accept = Remark(kind=RemarkKind.ACCEPT, accept=(" lyon",))
    assert [one.player for one in playing.remark(0, accept)] == ["ada"]
    assert (playing.points_of("ada"), playing.points_of("cem")) == (1000, 1000)
    key = Remark(kind=RemarkKind.KEY, item=CHOICE.replaced(key=0))
    changed = playing.remark(0, key)
    assert {one.player: one.credit for one in changed} == {"cem": 0.0}
    full = Remark(kind=RemarkKind.FULL)
    assert [one.player for one in playing.remark(0, full)] == ["cem"]
    assert playing.remark(0, Remark(kind=RemarkKind.DROP)) == []
    assert (playing.points_of("ada"), playing.points_of("cem")) == (0, 0)


def test_answers_that_are_accepted_add_up() -> None:
    river = ShortText(id="r", stem="River of Paris?", answer="Seine")
    playing = game("Ada", "Cem", items=(river,))
    playing.go_on(0)
    answers(playing, "ada", Typed("the Paris river"))
    answers(playing, "cem", Typed("Sequana"))
    playing.close()
    for text in ("sequana", "The Paris  river"):
        playing.remark(0, Remark(kind=RemarkKind.ACCEPT, accept=(text,)))
    assert [answer.credit for answer in playing.answers(0)] == [1, 1]


def test_who_was_right_says_so_once_and_the_host_sees_it() -> None:
    river = ShortText(id="r", stem="River of Paris?", answer="Seine")
    playing = game("Ada", "Cem", "Eva", items=(river,))
    playing.go_on(0)
    for player, text in (("ada", "Sequana"), ("cem", " Sequana "), ("eva", "Seine")):
        answers(playing, player, Typed(text))
        assert not playing.dispute(player)  # not while it is open
    playing.close()
    assert [playing.dispute(player) for player in ("ada", "ada", "cem", "eva")] == [
        True, True, True, False,
    ]  # fmt: skip
    assert playing.disputed() == [(0, "Sequana", 2)]
    playing.remark(0, Remark(kind=RemarkKind.ACCEPT, accept=("Sequana",)))
    assert playing.disputed() == []


def test_the_hardest_question_comes_first_and_voided_ones_do_not_count() -> None:
    playing = game("Ada", "Bob")
    for place, responses in enumerate(((RIGHT, RIGHT), (RIGHT, WRONG), (WRONG, WRONG))):
        playing.go_on(0.0)
        answers(playing, "ada", responses[0], 1.0)
        answers(playing, "bob", responses[1], 1.0)
        playing.close()
        if place < 2:
            playing.go_on(0.0)
    assert [(one.place, one.right, one.answered) for one in facilities(playing)] == [
        (2, 0, 2), (1, 1, 2), (0, 2, 2),
    ]  # fmt: skip
    playing.void(2)
    assert [one.share for one in facilities(playing)] == [0.5, 1.0]


@given(st.floats(0, 1), st.floats(0.1, 10), st.floats(0, 100))
def test_points_are_split_into_answer_and_speed(
    credit: float, worth: float, elapsed: float
) -> None:
    points = points_for(credit, worth, elapsed, 30.0)
    answer, speed = points_split(points, credit, worth)
    assert answer + speed == points
    assert 0 <= speed <= answer + 1


def test_nobody_wins_or_loses_a_place_with_the_first_question() -> None:
    playing = game("Ada", "Bob")
    playing.go_on(0.0)
    answers(playing, "bob", RIGHT, 1.0)
    playing.close()
    assert [(line.name, line.rank, line.change) for line in playing.ranking()] == [
        ("Bob", 1, 0), ("Ada", 2, 0),
    ]  # fmt: skip
