"""Games in the class store, in both databases."""

import sqlite3
from concurrent.futures import wait
from pathlib import Path

import msgspec
import pytest

from quiz.classroom.game import ClassGame, GameStage, Player
from quiz.errors import QuizError
from quiz.school.classes import Classes
from quiz.school.games import GameRow, Games
from quiz.school.moving import TABLES, move
from quiz.school.sql import Db, SchoolError
from quiz.school.writer import SchoolWriter
from tests.classroom.classes import EVERY_KIND, RIGHT, WRONG, answers, game

ROW = GameRow(
    id="g", code="123456", title="Figures", class_name="", host_token_hash="h", started_at=1,
    ended_at=None,
)  # fmt: skip


def kept(db: Db, playing: ClassGame) -> Games:
    games = Games(db)
    games.add(ROW, playing)
    for player in playing.players.values():
        games.put_player("g", player, f"token of {player.id}")
    return games


def test_a_game_comes_back_as_it_was(db: Db) -> None:
    playing = game("Ada", "Cem", items=EVERY_KIND)
    games = kept(db, playing)
    playing.go_on(5.0)
    games.add_answers("g", [answers(playing, "ada", RIGHT, 6.5), answers(playing, "cem", WRONG, 7)])
    games.put_state("g", playing.state, None)
    again = games.read("g")
    assert again is not None
    assert (again.state, again.players, again.rules) == (
        playing.state, playing.players, playing.rules
    )  # fmt: skip
    assert again.questions == playing.questions
    assert again.answers(0) == playing.answers(0)
    assert games.tokens("g") == {"token of ada": "ada", "token of cem": "cem"}


def test_of_two_answers_to_one_question_the_first_one_stays(db: Db) -> None:
    playing = game("Ada")
    games = kept(db, playing)
    playing.go_on(0)
    first = playing.marked("ada", 0, "a", RIGHT, 1)
    second = playing.marked("ada", 0, "b", WRONG, 2)
    assert games.add_answers("g", [first, second]) == [True, False]
    assert games.add_answers("g", [second]) == [False]
    again = games.read("g")
    assert again is not None
    assert again.answers(0) == [first]


def test_what_changes_of_a_player_is_kept_and_the_token_stays(db: Db) -> None:
    games = kept(db, game("Ada"))
    games.put_player("g", Player(id="ada", name="Ada", is_out=True, extra_time=1.5), "")
    again = games.read("g")
    assert again is not None
    assert again.players["ada"] == Player(id="ada", name="Ada", is_out=True, extra_time=1.5)
    assert games.tokens("g") == {"token of ada": "ada"}
    games.put_token("ada", "new")
    assert games.tokens("g") == {"new": "ada"}


def test_unfinished_games_are_those_that_did_not_end(db: Db) -> None:
    playing = game("Ada")
    games = kept(db, playing)
    assert [row.id for row in games.unfinished()] == ["g"]
    playing.end()
    games.put_state("g", playing.state, 99)
    assert games.unfinished() == []
    assert [row.ended_at for row in games.all()] == [99]
    again = games.read("g")
    assert again is not None
    assert again.state.stage is GameStage.OVER


def test_a_game_can_be_forgotten_whole(db: Db) -> None:
    playing = game("Ada")
    games = kept(db, playing)
    playing.go_on(0)
    games.add_answers("g", [answers(playing, "ada")])
    games.forget("g")
    assert games.read("g") is None
    for table in ("game", "player", "answer"):
        assert db.rows(f"SELECT * FROM {table}") == []


def test_a_transaction_is_kept_whole_or_not_at_all(db: Db) -> None:
    games = Games(db)
    playing = game("Ada")

    def half() -> None:
        with db.transaction():
            games.add(ROW, playing)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert games.all() == []


def test_what_the_database_refuses_is_told(db: Db) -> None:
    with pytest.raises(SchoolError, match="class store"):
        db.rows("SELECT nothing FROM nowhere")
    kept(db, game("Ada"))
    with pytest.raises(SchoolError):
        Games(db).add(ROW, game("Ada"))


def test_opening_again_changes_nothing(address: str) -> None:
    for _time in range(2):
        db = Db.open(address)
        numbers = [row[0] for row in db.rows("SELECT n FROM migration ORDER BY n")]
        db.close()
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_store_of_a_newer_program_is_left_alone(address: str) -> None:
    db = Db.open(address)
    db.rows("INSERT INTO migration VALUES (999, 0)")
    db.close()
    with pytest.raises(SchoolError, match="newer"):
        Db.open(address)


def test_a_file_that_is_no_store_is_told(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no database at all, but long enough to be taken for one\n" * 20)
    with pytest.raises(SchoolError):
        Db.open(str(path))
    assert "no database" in path.read_text()


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(SchoolError, match="cannot be opened"):
        Db.open(f"postgresql:///x?host={tmp_path}&connect_timeout=2")


def test_many_answers_at_once_share_commits(address: str) -> None:
    names = [f"P{number}" for number in range(300)]
    playing = game(*names)
    writer = SchoolWriter(address)
    writer.do(lambda db: kept(db, playing)).result()
    playing.go_on(0)
    waiting = [
        writer.answer("g", playing.marked(name.lower(), 0, name, RIGHT, 1)) for name in names
    ]
    wait(waiting)
    assert all(one.result() for one in waiting)
    writer.close()
    db = Db.open(address)
    again = Games(db).read("g")
    db.close()
    assert again is not None
    assert len(again.answers(0)) == 300


def test_an_answer_that_cannot_be_written_is_not_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "classes.sqlite"
    playing = game("Ada")
    writer = SchoolWriter(str(path))
    playing.go_on(0)
    answer = playing.marked("ada", 0, "a", RIGHT, 1)
    with pytest.raises(SchoolError):  # there is no such game in the store
        writer.answer("g", answer).result()
    writer.do(lambda db: kept(db, playing)).result()
    assert writer.answer("g", answer).result()
    writer.close()
    with sqlite3.connect(path) as found:
        assert found.execute("SELECT count(*) FROM answer").fetchone() == (1,)
    found.close()


def test_the_store_is_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "school" / "classes.sqlite"
    Db.open(str(path)).close()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_rows_are_told_apart(db: Db) -> None:
    games = kept(db, game("Ada"))
    games.add(msgspec.structs.replace(ROW, id="h"), game("Cem"))
    games.put_player("h", Player(id="cem2", name="Cem"), "x")
    first, second = games.read("g"), games.read("h")
    assert first is not None
    assert second is not None
    assert (list(first.players), list(second.players)) == (["ada"], ["cem2"])


def test_a_store_moves_whole_into_an_empty_one(db: Db, tmp_path: Path) -> None:
    playing = game("Ada", "Cem", items=EVERY_KIND)
    games = kept(db, playing)
    playing.go_on(0)
    games.add_answers("g", [answers(playing, "ada")])
    Classes(db).add("7b", [("Ada", 1.0), ("Cem", 1.25)])
    target = Db.open(str(tmp_path / "target.sqlite"))
    counts = move(db, target)
    assert (counts["game"], counts["player"], counts["answer"], counts["pupil"]) == (1, 2, 1, 2)
    again = Games(target).read("g")
    assert again is not None
    assert again.answers(0) == playing.answers(0)
    assert [p.name for p in Classes(target).pupils(Classes(target).named("7b"))] == ["Ada", "Cem"]
    with pytest.raises(QuizError, match="not empty"):
        move(db, target)
    target.close()


def test_every_column_moves(db: Db, tmp_path: Path) -> None:
    columns = {
        table: {column.strip() for column in text.split(",")} for table, text in TABLES.items()
    }
    sqlite = Db.open(str(tmp_path / "fresh.sqlite"))
    for table, names in columns.items():
        found = {row[1] for row in sqlite.rows(f"PRAGMA table_info({table})")}
        assert found == names, table
    tables = {row[0] for row in sqlite.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables - {"migration"} == columns.keys()
    sqlite.close()
