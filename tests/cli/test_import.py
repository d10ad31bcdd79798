"""`quiz import`, `quiz export` and `quiz formats`: reports, updates, and what is refused."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

AIKEN = "Where?\nA. Vienna\nB. Rome\nANSWER: A\n\nWho?\nA. Metternich\nB. Kant\nANSWER: A\n"


@pytest.fixture
def aiken(tmp_path: Path) -> Path:
    path = tmp_path / "capitals.txt"
    path.write_text(AIKEN, encoding="utf-8")
    return path


def test_a_file_becomes_a_bank_of_one_s_own(run: Run, aiken: Path) -> None:
    told = run("import", str(aiken))
    assert told.status == 0
    assert "Aiken: 2 of 2 questions read." in told.out
    assert "1. Where?\n   → Vienna   [choice]" in told.out
    assert "Capitals" in run("banks").out
    assert run("check", "capitals").status == 0


def test_a_report_in_json_says_what_was_read(run: Run, aiken: Path) -> None:
    aiken.write_text(AIKEN + "\nLost?\nA. x\nB. y\n", encoding="utf-8")
    told = run("import", str(aiken), "--json")
    assert told.status == 1
    report = json.loads(told.out)
    assert (report["format"], report["read"], report["imported"]) == ("aiken", 3, 2)
    assert report["kinds"] == {"choice": 2}
    assert "ends before" in report["skipped"][0]["reason"]


def test_a_second_import_updates_and_keeps_what_is_gone(run: Run, aiken: Path) -> None:
    run("import", str(aiken))
    aiken.write_text(
        AIKEN.replace("Who?", "Which minister?").replace("Rome", "Linz"), encoding="utf-8"
    )
    told = run("import", str(aiken))
    assert "1 new, 1 changed, 1 no longer in the source (kept)" in told.out


def test_another_bank_is_not_written_over(run: Run, aiken: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    text = "title: O\nquestions: [{id: x, question: X?, answer: y}]\n"
    other.write_text(text, encoding="utf-8")
    told = run("import", str(aiken), "-o", str(other))
    assert told.status == 2
    assert "is another bank" in told.err
    assert other.read_text(encoding="utf-8") == text
    assert run("import", str(aiken), "-o", str(other), "--force").status == 0
    assert "question: X?" in other.read_text(encoding="utf-8")


def test_with_dry_run_nothing_is_written(run: Run, aiken: Path) -> None:
    assert "Nothing written" in run("import", str(aiken), "--dry-run").out
    assert "capitals" not in run("banks").out


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n", "a picture"),
        (b"PK\x03\x04 word/document.xml", "a damaged zip file"),
        (b"", "empty"),
        (b"\0\1\2", "not a text file"),
        (b"Dear diary, today was fine.", "no known format"),
    ],
)
def test_what_is_no_format_is_refused_by_what_it_is(
    run: Run, tmp_path: Path, data: bytes, what: str
) -> None:
    (tmp_path / "file.bin").write_bytes(data)
    told = run("import", "file.bin")
    assert told.status == 2
    assert what in told.err


def test_of_several_files_a_bad_one_stops_no_other(run: Run, aiken: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.bin").write_bytes(b"\0")
    told = run("import", "bad.bin", str(aiken), "missing.txt")
    assert told.status == 2
    assert "Aiken: 2 of 2" in told.out


def test_unknown_formats_name_those_that_there_are(run: Run, aiken: Path) -> None:
    told = run("import", str(aiken), "--from", "word")
    assert told.status == 2
    assert "available: " in told.err
    assert "aiken" in told.err


def test_a_bank_is_exported_and_what_is_lost_is_named(
    run: Run, aiken: Path, tmp_path: Path
) -> None:
    run("import", str(aiken))
    told = run("export", "capitals", "--to", "aiken", "-o", "back.txt")
    assert told.status == 0
    assert (tmp_path / "back.txt").read_text(encoding="utf-8") == AIKEN
    assert run("export", "capitals", "--to", "aiken", "-o", "back.txt").status == 2
    told = run("export", "every", "--to", "aiken", "-o", "-")
    assert told.status == 1
    assert "skipped: question" in told.err
    reasons = [line.rpartition(": ")[2] for line in told.err.splitlines() if "skipped:" in line]
    assert len(reasons) == len(set(reasons))


def test_formats_lists_what_can_be_read_and_written(run: Run) -> None:
    assert "aiken" in run("formats").out


@pytest.fixture
def anki(tmp_path: Path) -> Path:
    from tests.formats.exchange.anki.packages import Made

    made = Made()
    (card,) = made.note("dog", "Hund", stage=2, queue=2, due=30)
    made.answer(card, made.created + 100, 3, -600, kind=0)
    made.answer(card, made.created + 800, 3, 4, kind=0)
    path = tmp_path / "animals.apkg"
    path.write_bytes(made.package())
    return path


def test_what_was_answered_in_anki_becomes_progress_once_and_is_undone_together(
    run: Run, anki: Path
) -> None:
    told = run("import", str(anki))
    assert "2 answers added to your progress. Undo: quiz import --undo animals" in told.out
    assert "Nothing new in your progress." in run("import", str(anki)).out
    assert json.loads(run("import", str(anki), "--json").out)["answers_added"] == 0
    assert json.loads(run("cards", "animals", "--json").out)[0]["reviews"] == 2
    assert "Undone: 2 imported answers in animals." in run("import", "--undo", "animals").out
    assert run("import", "--undo", "animals").status == 2


def test_without_history_only_the_cards_are_taken(run: Run, anki: Path) -> None:
    told = run("import", str(anki), "--no-history")
    assert "2 answers given there are left out." in told.out
    assert run("import", "--undo", "animals").status == 2


def test_a_bank_goes_to_anki_and_back_with_its_progress(run: Run, anki: Path) -> None:
    run("import", str(anki))
    told = run("export", "animals", "--to", "anki", "-o", "out.apkg")
    assert told.status == 0
    report = json.loads(run("import", "out.apkg", "-o", "other.yaml", "--json").out)
    assert (report["imported"], report["answers"], report["answers_added"]) == (1, 2, 2)
    run("export", "animals", "--to", "anki", "-o", "bare.apkg", "--no-history")
    assert json.loads(run("import", "bare.apkg", "--dry-run", "--json").out)["answers"] == 0
