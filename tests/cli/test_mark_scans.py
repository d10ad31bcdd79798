"""`quiz mark --scans`: from printed sheets to points, by photos and a teacher's decisions."""

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("cv2", reason="reading pictures needs the extra `scan`")

import cv2
import numpy as np

from quiz.cleaning import clean
from quiz.formats.printed import answer_key, pdf, scans
from quiz.formats.printed.bubbles import Bubble
from quiz.formats.printed.layout import Layout, PageSize
from tests.cli.conftest import Ran, Run
from tests.formats.printed.scans.photos import exam, filled, number_marks

pytestmark = pytest.mark.skipif(not pdf.is_there(), reason="typst is not installed")


def shoot(
    name: str, number: str, marks: dict[int, tuple[str, str]], *, at: int = 0, seed: int = 5
) -> None:
    """Write a photo of a sheet, filled in as `{question: (letters, manner)}`."""
    shown, rng = exam(seed=seed), np.random.default_rng(1)
    layout = shown.layouts[at][1]
    found: dict[Bubble, str] = number_marks(layout, number)
    for row in layout.rows:
        letters, manner = marks.get(int(row.name), ("", ""))
        found |= {one: manner for one in row.bubbles if one.letter in letters}
    Path(name).parent.mkdir(exist_ok=True)
    cv2.imwrite(name, np.rot90(filled(shown.pages[at], layout, found, rng), 2))


@pytest.fixture
def key(run: Run) -> answer_key.KeyFile:
    found = exam().key
    Path("key.json").write_bytes(answer_key.encode(found))
    return found


def marked(run: Run, *more: str, lines: str = "") -> Ran:
    return run("mark", "--scans", "photos", "--key", "key.json", *more, lines=lines)


def right(key: answer_key.KeyFile, at: int = 0) -> dict[int, tuple[str, str]]:
    entries = list(key.versions.values())[at]
    return {entry.number: ("".join(entry.right), "full") for entry in entries}


def test_photos_to_points(run: Run, key: answer_key.KeyFile) -> None:
    first, second = key.versions
    shoot("photos/IMG_10.JPG", "17", right(key))
    shoot("photos/IMG_9.png", "18", right(key, 1) | {3: ("", "")}, at=1)
    Path("photos/notes.txt").write_text("not a picture", "utf-8")
    ran = marked(run, "-o", "results.csv", "--table", "table.csv")
    assert (ran.status, ran.out) == (0, "18: 29 / 30\n17: 30 / 30\n")
    assert ran.err.splitlines() == [
        f"IMG_9.png: version {second}, page 1 of 1, number 18",
        f"IMG_10.JPG: version {first}, page 1 of 1, number 17",
        "quiz: 2 sheets graded",
    ]
    # The table is one that the command has always read.
    again = run("mark", "table.csv", "--key", "key.json", "-o", "again.csv")
    assert again.status == 0
    assert Path("again.csv").read_bytes() == Path("results.csv").read_bytes()
    assert run("analyse", "results.csv").status == 0
    for option, path in (("-o", "results.csv"), ("--table", "table.csv")):
        ran = marked(run, option, path)
        assert (ran.status, f"{path}: already exists" in ran.err) == (2, True)


@pytest.mark.slow
def test_doubts_are_listed_decided_and_then_marked(run: Run, key: answer_key.KeyFile) -> None:
    entries = {entry.number: entry for entry in next(iter(key.versions.values()))}
    single = next(number for number, entry in entries.items() if not entry.several)
    shoot("photos/a.png", "17", right(key) | {single: ("AB", "full"), 8: ("A", "faint")})
    shoot("photos/b.png", "18", right(key))
    ran = marked(run, "-o", "results.csv", "--review", "review")
    assert (ran.status, ran.out) == (1, "18: 30 / 30\n")
    assert "2 decisions to make; their sheets are left out until then:" in ran.err
    assert f"a.png, {entries[single].name} [A B]: A, B are filled in, but only one" in ran.err
    assert f"a.png, {entries[8].name} [A?]: A is faint, erased, crossed out" in ran.err
    assert '("' in entries[8].name
    assert sorted(os.listdir("review")) == ["a.png.jpg", "decisions.csv"]
    assert cv2.imread("review/a.png.jpg") is not None
    ran = marked(run, "--review", "review")
    assert (ran.status, "review: already exists" in ran.err) == (2, True)

    path = Path("review/decisions.csv")
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    assert [(row["file"], row["question"], row["decision"]) for row in rows] == [
        ("a.png", str(single), ""), ("a.png", "8", ""),
    ]  # fmt: skip
    text = re.sub(rf"(a.png,{single},.*),$", r"\1,B", path.read_text("utf-8"), flags=re.M)
    path.write_text(text, "utf-8")
    ran = marked(run, "--decisions", str(path), "-o", "results.csv", "--force")
    assert (ran.status, "1 decision to make" in ran.err) == (1, True)
    text = path.read_text("utf-8-sig")
    assert f"a.png,{single},A B,,B" in text  # what was decided is kept
    path.write_text(re.sub(r"(a.png,8,.*),$", r"\1,-", text, flags=re.M), "utf-8")
    ran = marked(run, "--decisions", str(path), "-o", "results.csv", "--force")
    assert ran.status == 0
    assert [line.partition(":")[0] for line in ran.out.splitlines()] == ["17", "18"]


@pytest.mark.slow
def test_decisions_are_asked_for(run: Run, key: answer_key.KeyFile) -> None:
    shoot("photos/a.png", "17", right(key) | {8: ("A", "tick")})
    shoot("photos/b.png", "", right(key))
    shoot("photos/c.png", "17", right(key, 1), at=1)
    # A letter that is none is asked for again; then b's number, then the clash of a and c.
    ran = marked(run, "--ask", "--decisions", "d.csv", lines="Q\n18\n\n19\nA\n")
    assert "Q isn't an answer here" in ran.err
    assert (ran.status, "quiz: 3 sheets graded" in ran.err) == (0, True)
    made = Path("d.csv").read_text("utf-8-sig")
    assert "a.png,8,A?,,A\n" in made
    assert marked(run, "--decisions", "d.csv").status == 0
    assert marked(run, "--decisions", "d.csv", "--ask").status == 2  # it would be written over
    ended = marked(run, "--ask")
    assert (ended.status, "0 sheets graded" in ended.err) == (1, True)


@pytest.mark.slow
def test_pictures_that_cannot_be_read_are_named_and_the_others_marked(
    run: Run, key: answer_key.KeyFile
) -> None:
    shoot("photos/good.png", "17", right(key))
    shoot("photos/other.png", "18", {}, seed=6)
    for name, data in (("bad.jpg", b"x"), ("empty.png", b""), ("scan.pdf", b"%PDF-1.4")):
        Path("photos", name).write_bytes(data)
    Path("photos/link.png").symlink_to("good.png")
    Path("photos/folder.png").mkdir()
    ran = marked(run)
    assert ran.status == 1
    for said in (
        "photos/bad.jpg: not a PNG, JPEG or TIFF picture", "photos/empty.png: the file is empty",
        "photos/scan.pdf: PDFs can't be read", "photos/link.png: is a link; links aren't followed",
        "photos/folder.png: Is a directory",
        "other.png, sheet [another exam]: it belongs to a different exam than this answer key",
        "sheet graded",
    ):  # fmt: skip
        assert said in ran.err, said


def test_what_is_asked_for_wrongly_is_refused(run: Run, key: answer_key.KeyFile) -> None:
    Path("photos").mkdir()
    Path("t.csv").write_text("version,name,answers\n", "utf-8")
    Path("d.csv").write_text("file,what\n", "utf-8")
    shoot("one.png", "17", {})
    for arguments, said in (
        (
            ("--scans", "photos"),
            "photos: no pictures found; supported: .png, .jpg, .jpeg, .tif, .tiff",
        ),
        (("--scans", "nowhere"), "nowhere: not found"),
        (("--scans", "one.png", "--decisions", "d.csv"), "d.csv: has no column `question`"),
        ((), "give the table of sheets, or pictures with --scans"),
        (("t.csv", "u.csv"), "give one table of sheets; pictures need --scans"),
        (("t.csv", "--review", "r"), "--review needs --scans"),
    ):
        ran = run("mark", "--key", "key.json", *arguments)
        assert (ran.status, said in ran.err) == (2, True), ran.err


def test_the_key_of_a_print_says_how_its_sheets_are_laid_out(run: Run) -> None:
    ran = run("print", "every", "--bubbles", "--layout", "large", "--paper", "letter",
              "--digits", "4", "-o", "e.html")  # fmt: skip
    assert ran.status == 0
    form = answer_key.decode(Path("e-key.json").read_bytes(), source="k").sheet
    assert form is not None
    assert (form.layout, form.size, form.digits) == (Layout.LARGE, PageSize.LETTER, 4)
    run("print", "every", "--bubbles", "-o", "f.md")
    shoot("photos/a.png", "17", {})
    ran = run("mark", "--scans", "photos", "--key", "f-key.json")
    assert (ran.status, "printed without bubble sheets that can be" in ran.err) == (
        2, True,
    )  # fmt: skip
    other = Path("e-key.json").read_text("utf-8").replace('"codes": [', '"codes": ["XYZ",')
    Path("other.json").write_text(other, "utf-8")
    ran = run("mark", "--scans", "photos", "--key", "other.json")
    assert (ran.status, "sheets and its answers" in ran.err) == (2, True)
    later = Path("e-key.json").read_text("utf-8").replace('"edition": 1', '"edition": 99')
    Path("later.json").write_text(later, "utf-8")
    ran = run("mark", "--scans", "photos", "--key", "later.json")
    assert (ran.status, "another version of quiz" in ran.err) == (2, True)


def test_without_the_extra_what_to_install_is_said(
    run: Run, key: answer_key.KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "is_there", lambda: False)
    ran = run("mark", "--scans", "x.png", "--key", "key.json")
    assert ran.status == 2
    assert re.search(r"-m pip install '?[^ ]+\[scan\]'?$", ran.err)


def test_names_of_files_cannot_write_to_the_terminal(run: Run, key: answer_key.KeyFile) -> None:
    Path("photos").mkdir()
    Path("photos/a\x1b[2Jb.png").write_bytes(b"x")
    ran = marked(run)
    assert (ran.status, "\x1b" in ran.err, clean(ran.err) == ran.err) == (1, False, True)


def test_the_commands_bring_in_no_picture_library_before_it_is_needed() -> None:
    code = (
        "import sys, quiz.cli.mark, quiz.cli.mark_scans, quiz.formats.printed.scans\n"
        "print(*({'cv2', 'numpy', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"
