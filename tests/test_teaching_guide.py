"""`docs/teaching.md`, followed to the letter: from a paper to printed versions and an analysis."""

import json
import os
import re
import shlex
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from quiz.cli.commands import cli
from quiz.desk.exams.printing import PrintRequest, prepared
from quiz.formats import paper
from quiz.formats.printed import scans
from quiz.formats.printed.bubbles import bubble_pages, sheet_form
from quiz.formats.printed.layout import SheetKind
from quiz.formats.printed.pdf import Press, is_there
from quiz.items.paper import Paper, PaperSection
from quiz.library.folders import folders
from quiz.library.library import Library

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "teaching.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE, re.M | re.S)
COMMANDS = [text.strip() for form, text in BLOCKS if form == "sh"]


def filled_in(key: str) -> str:
    """Return a typed table of twenty filled-in sheets."""
    rng, lines = Random(1), ["version,name,answers"]
    for learner in range(20):
        code, entries = rng.choice(list(json.loads(key)["versions"].items()))
        letters = [
            rng.choice([*entry["options"], *entry["right"] * 3])
            if rng.random() < 0.9 or learner == 0
            else "-"
            for entry in entries
        ]
        lines.append(f"{code},L{learner},{''.join(letters)}")
    return "\n".join(lines) + "\n"


def points_by_hand(key: str, sheets: str) -> str:
    """Return a typed table with half of the points for each written question."""
    written = json.loads(key)["written"]
    numbers = sorted({entry["number"] for entries in written.values() for entry in entries})
    lines = [",".join(["name", *map(str, numbers)])]
    for line in sheets.splitlines()[1:]:
        code, name, _letters = line.split(",", 2)
        worth = {entry["number"]: entry.get("points", 1) / 2 for entry in written[code]}
        lines.append(",".join([name, *(str(worth.get(number, "")) for number in numbers)]))
    return "\n".join(lines) + "\n"


def photos_of_sheets() -> bool:
    """Write photos of two sheets of the guide's exam, one doubtful; False where nothing can."""
    if not (is_there() and scans.is_there()):
        return False
    import cv2
    import numpy as np

    from tests.formats.printed.scans.photos import filled, number_marks

    library = Library(folders(os.environ, Path.cwd()))
    job = prepared(PrintRequest(names=("paper.yaml",), seed=7), library)
    library.close()
    made = Press(job.printed.exam, {}).sheet(SheetKind.BUBBLES, png_ppi=150)
    form = sheet_form(job.printed.exam)
    Path("photos").mkdir(exist_ok=True)
    for at, code in enumerate(list(job.printed.key.versions)[:2]):
        (layout,) = bubble_pages(form, at, job.printed.key.rows(code))
        page = np.asarray(cv2.imdecode(np.frombuffer(made.data[at], np.uint8), 0), np.uint8)
        marks = number_marks(layout, f"10{at}") | {
            row.bubbles[0]: "faint" if at and row is layout.rows[2] else "full"
            for row in layout.rows
        }
        cv2.imwrite(f"photos/{at}.png", filled(page, layout, marks, np.random.default_rng(1)))
    return True


def decide() -> None:
    """Write a decision where the guide says so."""
    path = Path("review/decisions.csv")
    head, row = path.read_text("utf-8").splitlines()
    path.write_text(f"{head}\n{row}A\n", "utf-8")


def test_the_guide_from_a_paper_to_an_analysis(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    (text,) = [text for form, text in BLOCKS if form == "yaml"]
    Path("paper.yaml").write_text(text, encoding="utf-8")
    assert [command.split()[1] for command in COMMANDS] == [
        "check", "print", "print", "print", "print", "mark", "mark", "mark", "mark", "analyse",
    ]  # fmt: skip
    outputs = []
    for command in COMMANDS:
        words = shlex.split(command)[1:]
        if "--cards" in words and not is_there():
            outputs.append("")  # cards are PDF alone
            continue
        if "--scans" in words and not photos_of_sheets():
            outputs.append("")  # they need the extras `scan` and `print`
            continue
        if words[0] == "mark":
            table = filled_in(Path("exam-key.json").read_text("utf-8"))
            Path("sheets.csv").write_text(table, encoding="utf-8")
            points = points_by_hand(Path("exam-key.json").read_text("utf-8"), table)
            Path("points.csv").write_text(points, encoding="utf-8")
        ran = CliRunner().invoke(cli, words, standalone_mode=False)
        is_doubtful = "--review" in words
        assert (ran.exception, ran.return_value) == (None, int(is_doubtful)), (command, ran.output)
        if is_doubtful:
            decide()
        outputs.append(ran.output)
    ending = "pdf" if is_there() else "html"
    for name in ("exam", "exam-key", "exam-marking", "exam-bubbles", "mock", "large"):
        assert Path(f"{name}.{ending}").is_file(), name
    assert outputs[0] == "paper.yaml: no errors; exam paper with 15 questions\n"
    assert "15 questions, 20 points, 4 versions" in outputs[1]
    assert "The versions have different questions" in outputs[2]
    assert Path("cards.pdf").is_file() == is_there()
    assert "L0: " in outputs[5]
    marks = Path("marks.csv").read_text("utf-8").splitlines()
    assert len(marks) == 21
    assert all(row.split(",")[4] for row in marks[1:])  # everyone has a percent
    if outputs[7]:
        assert "1 decision to make" in outputs[7]
        assert [line[:4] for line in outputs[8].splitlines() if " / " in line] == ["100:", "101:"]
    assert "20 students" in outputs[9]


def test_the_table_of_keys_is_that_of_papers() -> None:
    named = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?) \|", GUIDE, re.M))))
    assert named == set(Paper.__struct_fields__) - {"pass_percent", "class_name"} | {
        "pass",
        "class",
    }
    (row,) = [line for line in GUIDE.splitlines() if line.startswith("| `draw`")]
    assert set(re.findall(r"`(\w+)`", row)) - {"draw"} == set(PaperSection.__struct_fields__) - {
        "line"
    }
    (text,) = [text for form, text in BLOCKS if form == "yaml"]
    assert paper.decode(text.encode(), source="paper.yaml").problems == ()


def test_the_pictures_of_the_documentation_are_there_and_none_is_left_over() -> None:
    named = {
        name
        for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
        for name in re.findall(
            r"!\[[^\]]+\]\((?:docs/)?pictures/([\w.-]+)\)", page.read_text("utf-8")
        )
    }
    assert named == {path.name for path in (ROOT / "docs" / "pictures").iterdir()}
