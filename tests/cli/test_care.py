"""The commands that care for the record: backup, restore, sync, doctor, stats."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_commands import answer
from tests.support import block_journal

HOME = Path("home")


def record_path() -> Path:
    (path,) = [*HOME.glob("*.db"), *HOME.glob("*.sqlite")]
    return path


# quiz backup, quiz restore


def test_a_backup_is_listed_previewed_and_restored(run: Run) -> None:
    answer(run)
    made = run("backup")
    assert made.status == 0
    name = Path(made.out.split(" (")[0]).name
    answer(run)
    listed = run("restore")
    assert listed.status == 0
    assert name in listed.out
    (row,) = [b for b in json.loads(run("restore", "--json").out)["backups"] if name in b["path"]]
    assert row["answers"] == 1
    asked = run("restore", name, lines="n\n")
    assert asked.status == 0
    assert "lose 1 answer given since" in asked.out
    assert "Nothing changed." in asked.out
    told = json.loads(run("restore", name, "--json").out)
    assert (told["lost"], told["gained"], told["restored"]) == (1, 0, False)
    done = run("restore", name, "--yes")
    assert "Restored. Your previous progress was saved" in done.out
    assert json.loads(run("stats", "--json").out)["answers"] == 1
    assert run("doctor").out == "No problems found.\n"
    back = json.loads(run("restore", "1", "--yes", "--json").out)
    assert back["restored"]


def test_a_file_path_is_restored_and_a_wrong_name_refused(run: Run, tmp_path: Path) -> None:
    answer(run)
    path = Path(run("backup").out.split(" (")[0])
    elsewhere = tmp_path / "elsewhere.db"
    path.rename(elsewhere)
    assert "same answers" in run("restore", str(elsewhere), "--yes").out
    wrong = run("restore", "yesterday")
    assert wrong.status == 2
    assert "no backup called 'yesterday'" in wrong.err


def test_a_text_backup_goes_to_another_home(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(run)
    text = run("backup", "--text", "-").out
    assert [next(iter(json.loads(line))) for line in text.splitlines()][:2] == ["head", "review"]
    assert run("backup", "--text", "years.jsonl").status == 0
    refused = run("backup", "--text", "years.jsonl")
    assert (refused.status, "add --force" in refused.err) == (2, True)
    assert run("backup", "--text", "years.jsonl", "--force").status == 0
    assert Path("years.jsonl").read_text() == text
    assert "record-text-" in run("backup", "--text").out
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "new home"))
    Path("years.jsonl").write_text(text + "broken\n")
    asked = run("restore", "years.jsonl", lines="y\n")
    assert asked.status == 0
    assert "1 answer, 1 of them new" in asked.out
    assert "years.jsonl:" in asked.err
    assert "not JSON; left out" in asked.err
    assert "1 answer added." in asked.out
    assert json.loads(run("stats", "--json").out)["answers"] == 1
    told = json.loads(run("restore", "years.jsonl", "--json", "--yes").out)
    assert (told["gained"], told["bad_lines"], told["restored"]) == (0, 1, True)


def test_another_file_is_neither_overwritten_nor_restored(run: Run) -> None:
    Path("letter.txt").write_text("Dear Anna,\n")
    wrong = run("backup", "--text", "letter.txt")
    assert (wrong.status, "already exists" in wrong.err) == (2, True)
    assert Path("letter.txt").read_text() == "Dear Anna,\n"
    refused = run("restore", "letter.txt", "--yes")
    assert refused.status == 2
    assert "not a text backup: line 1" in refused.err


# quiz sync


def test_two_homes_sync_through_a_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    answer(run)
    assert run("sync", "folder").out == "1 answer sent, 0 received.\n"
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "second"))
    answer(run, "147", "number")
    assert run("sync", "folder").out == "1 answer sent, 1 received from 1 device.\n"
    told = json.loads(run("sync", "folder", "--json").out)
    assert (told["sent"], told["received"], told["devices"]) == (0, 0, 0)
    assert json.loads(run("stats", "--json").out)["answers"] == 2
    (bank,) = [b for b in json.loads(run("banks", "--json").out)["banks"] if b["id"] == "every"]
    assert bank["unseen"] == 13
    wrong = run("sync", "nowhere")
    assert (wrong.status, "folder not found: nowhere" in wrong.err) == (2, True)


# quiz doctor


def test_all_is_well_with_a_new_record(run: Run) -> None:
    assert (run("doctor").status, run("doctor").out) == (0, "No problems found.\n")


def test_findings_are_told_with_what_would_be_done_and_fixed(run: Run) -> None:
    answer(run)
    connection = sqlite3.connect(record_path())
    connection.execute("UPDATE state SET reps = 7")
    connection.execute(
        "INSERT INTO sitting VALUES ('s', 'me', 'd', 'quiz', 't', 1, 'x', '[]', 1, NULL, NULL)"
    )
    connection.execute("INSERT INTO retraction VALUES ('r', 'nothing', 'me', 'd', 1)")
    connection.commit()
    connection.close()
    ran = run("doctor")
    assert ran.status == 1
    assert "problem: 1 card doesn't match your review history" in ran.out
    assert 'every/text ("' in ran.out
    assert "(`--fix` would rebuild all card states from your review history)" in ran.out
    assert "problem: an unfinished quiz can't be resumed" in ran.out
    assert "note: 1 undo in your review history refers to" in ran.out
    told = json.loads(run("doctor", "--json").out)
    assert {f["kind"] for f in told["findings"]} == {"states", "sittings", "log"}
    fixed = run("doctor", "--fix")
    assert fixed.status == 0
    assert fixed.out.count("fixed: ") == 2
    assert run("doctor").status == 0


def test_each_finding_says_what_to_do_and_all_is_well_once_that_is_done(run: Run) -> None:
    answer(run)
    HOME.joinpath("config.toml").write_text("new_card = 3\n")
    connection = sqlite3.connect(record_path())
    connection.execute("UPDATE state SET bank = 'gone'")
    connection.execute("UPDATE review SET bank = 'gone', at = at + 400 * 86400000000")
    connection.execute("INSERT INTO alias VALUES ('', '', 'x', 1)")
    connection.commit()
    connection.close()
    Path("home/banks").mkdir(exist_ok=True)
    Path("home/banks/other.yaml").write_text(Path("questions/every.yaml").read_text())
    ran = run("doctor")
    assert ran.status == 1
    lines = ran.out.splitlines()
    assert all("`--fix` would" in line or "; " in line for line in lines)
    assert "gone: 1 card has progress, but the bank wasn't found" in ran.out
    assert "problem: 1 answer has a time in the future" in ran.out
    assert "`--fix` would count them as answered now" in ran.out
    assert "problem: 1 entry in your review history is invalid" in ran.out
    fixed = run("doctor", "--fix")
    assert "fixed: 1 answer has a time in the future" in fixed.out
    assert fixed.status == 1
    left = [line.split(":")[0] for line in fixed.out.splitlines() if "fixed" not in line]
    assert set(left) == {"problem", "note"}
    assert "did you mean `new_cards`?" in fixed.out
    Path("home/banks/other.yaml").unlink()
    HOME.joinpath("config.toml").unlink()
    assert run("doctor").status == 0
    assert json.loads(run("stats", "--json").out)["answers"] == 1


def test_what_was_taken_back_is_no_finding(run: Run) -> None:
    answer(run)
    connection = sqlite3.connect(record_path())
    connection.execute("UPDATE review SET at = at + 400 * 86400000000, day = day + 9")
    connection.commit()
    connection.close()
    assert run("doctor").status == 1
    assert run("undo").status == 0
    assert run("doctor").status == 0


READ_ONLY = [
    ["undo"], ["plan", "every", "--exam", "2099-01-01"], ["limits", "--more", "5"],
    ["cards", "every/vienna", "--suspend"], ["fit"], ["sync", "."],
]  # fmt: skip


@pytest.mark.parametrize("command", READ_ONLY, ids=" ".join)
def test_what_cannot_be_saved_is_said_before_and_never_done(run: Run, command: list[str]) -> None:
    answer(run)
    block_journal(record_path())
    ran = run(*command)
    assert ran.status == 1
    assert "progress isn't being saved" in ran.err
    assert "nothing was changed" in ran.err
    assert ran.out == ""


def test_doctor_says_that_nothing_is_being_saved_and_line_mode_at_once(run: Run) -> None:
    answer(run)
    journal = block_journal(record_path())
    ran = run("doctor")
    assert ran.status == 1, ran.out
    assert "isn't being saved" in ran.out, ran.out
    played = run("play", "every", "--plain", "--kind", "text", lines=":quit\n")
    assert played.status == 1
    assert played.err.startswith("quiz: your progress isn't being saved")
    for command in (["due"], ["banks"], ["results"], ["stats"], ["exam", "every", "--plain"]):
        assert "progress isn't being saved" in run(*command).err
    journal.rmdir()
    assert run("doctor").status == 0


@pytest.mark.parametrize("command", ["play", "exam"])
def test_line_mode_says_saved_of_nothing_that_is_not(run: Run, command: str) -> None:
    answer(run)
    block_journal(record_path())
    # What an exam asks first is drawn: of some kinds none of these lines is an answer.
    drawn = ["--seed", "1"] if command == "exam" else ["--kind", "truefalse", "--kind", "choice"]
    said = run(command, "every", "--plain", *drawn, lines="1\n147\nx\n:quit\n").out
    assert "Left. Nothing was saved." in said
    assert ("Noted, but not saved." in said) == (command == "exam")
    assert "Saved" not in said


@pytest.mark.parametrize(
    "command", [["results"], ["exam", "every", "--plain"], ["due"], ["play", "nowhere", "--plain"]],
    ids=" ".join,
)  # fmt: skip
def test_that_a_record_was_damaged_is_told_by_whatever_command_comes_first(
    run: Run, command: list[str]
) -> None:
    for _ in range(3):
        answer(run)
    path = record_path()
    path.write_bytes(b"no record" * 500)
    ran = run(*command)
    assert "file was damaged: it was renamed" in ran.err
    assert "file was damaged" not in run(*command).err


def test_a_question_that_may_live_on_is_listed_and_left_to_the_learner(run: Run) -> None:
    bank = Path("questions/plain.yaml")
    bank.write_text(
        "title: Plain\nquestions:\n  - {question: Who presided over the congress of Vienna "
        "in 1815?, answer: Metternich}\n"
    )
    run("play", "plain", "--json", lines="Metternich\n\n")
    bank.write_text(bank.read_text().replace("Who presided over", "Who then presided over"))
    ran = run("doctor")
    assert ran.status == 1
    assert 'problem: plain: "Who presided over the congress of Vienna in 1815?"' in ran.out
    assert 'is it now "Who then presided over the congress of Vienna in 1815?"?' in ran.out
    assert run("doctor", "--fix").status == 1
    assert "problem: plain: " in run("doctor").out


def test_a_question_that_is_gone_is_named_by_its_text(run: Run) -> None:
    bank = Path("questions/plain.yaml")
    text = "title: Plain\nquestions:\n  - {id: a, question: Who presided?, answer: Metternich}\n"
    bank.write_text(text + "  - {id: b, question: What is new?, answer: All}\n")
    run("play", "plain", "--json", lines="Metternich\nAll\n\n")
    bank.write_text(text.replace("id: a", "id: c").replace("presided", "came first"))
    told = run("doctor").out
    assert 'b ("What is new?")' in told


def test_a_damaged_record_is_fixed(run: Run) -> None:
    for _ in range(3):
        answer(run)
    path = record_path()
    data = bytearray(path.read_bytes())
    data[-4096:] = b"\xff" * 4096
    path.write_bytes(data)
    assert run("doctor", "--fix").status == 0
    assert run("doctor").status == 0


# quiz stats


def test_the_review_log_is_what_the_fit_reads(run: Run) -> None:
    assert run("stats").out == "No answers yet. Start a quiz with `quiz play`.\n"
    for _ in range(2):
        answer(run)
    answer(run, "147", "number")
    ran = run("stats", "--reviews")
    head, *rows = ran.out.splitlines()
    assert head.startswith("card_id,review_time,review_rating,study_day,kind,guess_chance,")
    assert len(rows) == 3
    assert rows[0].startswith("every/text,")
    written = run("stats", "--reviews", "-o", "log.csv")
    assert written.out == "Saved to log.csv\n"
    assert Path("log.csv").read_text() == ran.out
    own = json.loads(run("fit", "--evaluate", "--json").out)
    foreign = json.loads(run("fit", "--evaluate", "--reviews", "log.csv", "--json").out)
    assert (foreign["reviews"], foreign["cards"]) == (own["reviews"], own["cards"]) == (3, 2)
    again = run("stats", "--reviews", "-o", "log.csv")
    assert (again.status, "was written (overwrite" in again.err) == (2, True)
    assert run("stats", "--reviews", "-o", "log.csv", "--force").status == 0
    assert run("stats", "--reviews", "-o", "-").out == ran.out
    assert run("stats", "--reviews", "-o", "log.csv/log.csv").status == 2


def test_the_summary_is_short_and_honest(run: Run) -> None:
    answer(run)
    lines = run("stats").out.splitlines()
    assert lines[:2] == ["1 answer on 1 day", "streak: 0 days"]
    assert "too few reviews to tell" in lines[2]
    assert any(line.startswith("known, Every kind: ") for line in lines)
    told = json.loads(run("stats", "--json").out)
    assert (told["answers"], told["days"], told["streak"]) == (1, 1, 0)
    HOME.joinpath("config.toml").write_text("streak = false\n")
    assert "streak" not in run("stats").out
    assert json.loads(run("stats", "--json").out)["streak"] is None
    assert json.loads(run("due", "--json").out)["longest_streak"] is None


def test_the_first_sitting_of_a_day_writes_a_backup_before_it(run: Run) -> None:
    answer(run)
    answer(run)
    (row,) = json.loads(run("restore", "--json").out)["backups"]
    assert "-daily-" in row["path"]
    assert row["answers"] == 0


@pytest.mark.parametrize("name", ["empty.sqlite", "blank.jsonl"])
def test_a_file_with_nothing_in_it_is_no_backup(run: Run, tmp_path: Path, name: str) -> None:
    answer(run)
    empty = tmp_path / name
    empty.write_bytes(b"" if name.endswith("sqlite") else b"\n\n")
    refused = run("restore", str(empty), "--yes")
    assert (refused.status, refused.out) == (2, "")
    assert "not a text backup" in refused.err
    assert json.loads(run("stats", "--json").out)["answers"] == 1
