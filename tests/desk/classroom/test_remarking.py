"""`quiz remark`: games and assignments marked again, shown first."""

from pathlib import Path

import pytest

from quiz.classroom.game import ClassGame, GameQuestion, Player
from quiz.classroom.remarking import Remark, RemarkKind
from quiz.classroom.rules import GameRules
from quiz.desk import Desk
from quiz.desk.classroom.remarking import found_game, remark_exam, remark_game
from quiz.desk.exams.exam import begin_exam, past_exam
from quiz.desk.exams.past import past_exams
from quiz.errors import QuizError
from quiz.items import Context, Typed
from quiz.items.paper import Paper
from quiz.school.games import GameRow, Games
from quiz.school.sql import Db

BANK = (
    "title: Rivers\nquestions:\n  - id: paris\n    question: The river of Paris?\n    answer: {}\n"
)


@pytest.fixture
def played(tmp_path: Path) -> tuple[Path, GameRow]:
    """A game that is over, in which Cem gave the right answer and the key was wrong."""
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "rivers.yaml").write_text(BANK.format("Loire"))
    with Desk.open({"QUIZ_HOME": str(tmp_path / "home")}, tmp_path) as desk:
        found = desk.library.item("rivers", "paris")
    assert found is not None
    asked = GameQuestion(bank="rivers", card="paris", item=found[0], context=Context())
    game = ClassGame([asked], GameRules(seconds=0.0))
    row = GameRow(id="g", code="123456", title="Rivers", class_name="", host_token_hash="h",
                  started_at=1, ended_at=None)  # fmt: skip
    db = Db.open(str(tmp_path / "c.sqlite"))
    games = Games(db)
    games.add(row, game)
    for name in ("Ada", "Cem"):
        game.put(Player(id=name, name=name))
        games.put_player("g", game.players[name], name)
    game.go_on(0)
    answers = [
        game.take(game.marked(name, 0, name, Typed(text), 1))
        for name, text in (("Ada", "Loire"), ("Cem", "Seine"))
    ]
    games.add_answers("g", answers)
    game.end()
    games.put_state("g", game.state, 99)
    db.close()
    (tmp_path / "questions" / "rivers.yaml").write_text(BANK.format("Seine"))
    return tmp_path, row


@pytest.mark.parametrize(
    ("remark", "after"),
    [
        (Remark(kind=RemarkKind.KEY), {"Ada": 0, "Cem": 1000}),
        (Remark(kind=RemarkKind.ACCEPT, accept=("Seine",)), {"Ada": 1000, "Cem": 1000}),
        (Remark(kind=RemarkKind.FULL), {"Ada": 1000, "Cem": 1000}),
        (Remark(kind=RemarkKind.DROP), {"Ada": 0, "Cem": 0}),
    ],
)
def test_a_game_is_marked_again_and_shown_first(
    played: tuple[Path, GameRow], remark: Remark, after: dict[str, int]
) -> None:
    folder, _row = played
    db = Db.open(str(folder / "c.sqlite"))
    row = found_game(db, "123456")
    assert row is not None
    with Desk.open({"QUIZ_HOME": str(folder / "home")}, folder) as desk:
        shown = remark_game(desk, db, row, "1", remark, keeps=False)
        assert {mark.name: mark.after for mark in shown.marks} == after
        kept = Games(db).read("g")
        assert kept is not None
        assert (kept.points_of("Ada"), kept.points_of("Cem")) == (1000, 0)
        remark_game(desk, db, row, "paris", remark, keeps=True)
        with pytest.raises(QuizError, match="there are: paris"):
            remark_game(desk, db, row, "london", remark, keeps=True)
    kept = Games(db).read("g")
    assert kept is not None
    assert {name: kept.points_of(name) for name in after} == after
    db.close()


def test_ones_own_exam_is_marked_again(desk: Desk) -> None:
    exam = begin_exam(desk, Paper(title="Test", banks=("every",), shuffle=False), seed=3)
    asked = [exam.question(place) for place in range(exam.total)]
    (question,) = [one for one in asked if one is not None and one.item.kind == "text"]
    name = question.ref.card
    exam.go_to(question.place)
    exam.answer(Typed("nonsense"))
    result = exam.hand_in()
    assert result is not None
    assert result.points == 0
    remark = Remark(kind=RemarkKind.ACCEPT, accept=("Nonsense",))
    shown = remark_exam(desk, 1, name, remark, keeps=False)
    assert [(mark.before, mark.after) for mark in shown.changed] == [(0, 1)]
    assert past_exams(desk)[0].points == 0
    remark_exam(desk, 1, name, remark, keeps=True)
    assert past_exams(desk)[0].points == 1
    again = past_exam(desk, exam.uid)
    assert again is not None
    assert again.reckoned().points == 1
    dropped = remark_exam(desk, 1, name, Remark(kind=RemarkKind.DROP), keeps=True)
    assert [mark.after for mark in dropped.changed] == [0]
    assert past_exams(desk)[0].points_of == result.points_of - 1
    for number, question_name in ((2, name), (1, "nowhere")):
        with pytest.raises(QuizError):
            remark_exam(desk, number, question_name, remark, keeps=True)
