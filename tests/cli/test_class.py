"""`quiz class`, `quiz assign`, `quiz gradebook`, and what `quiz serve` refuses."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def made(run: Run, tmp_path: Path) -> dict[str, str]:
    """A class of two; returns their PINs."""
    roster = tmp_path / "roster.csv"
    roster.write_text("name,time\nAda,1.25\nCem,\n")
    ran = run("class", "new", "7b", "--roster", str(roster))
    assert ran.status == 0, ran.err
    return {name: pin for pin, name in re.findall(r"(\d{6})  (\w+)", ran.out)}


def test_a_class_is_made_and_listed(run: Run, made: dict[str, str]) -> None:
    assert set(made) == {"Ada", "Cem"}
    assert run("class", "list").out.strip() == "7b: 2 pupils"
    told = json.loads(run("class", "list", "7b", "--json").out)
    assert told == [{"name": "7b", "pupils": [
        {"name": "Ada", "time": 1.25, "locked": False}, {"name": "Cem", "time": 1.0,
                                                        "locked": False},
    ]}]  # fmt: skip
    assert run("class", "time", "7b", "Cem", "1.5").status == 0
    assert "Cem  × 1.5" in run("class", "list", "7b").out


def test_pins_become_a_sheet_and_no_file_is_written_over(
    run: Run, made: dict[str, str], tmp_path: Path
) -> None:
    sheet = tmp_path / "pins.html"
    assert run("class", "pin", "7b", "Ada", "-o", str(sheet)).status == 0
    (pin,) = re.findall(r"<code>(\d{6})</code>", sheet.read_text())
    assert pin != made["Ada"]
    again = run("class", "pin", "7b", "-o", str(sheet))
    assert again.status == 2
    assert "--force" in again.err
    assert pin in sheet.read_text()


def test_more_pupils_come_and_one_is_forgotten(
    run: Run, made: dict[str, str], tmp_path: Path
) -> None:
    roster = tmp_path / "more.txt"
    roster.write_text("Ada\nEva\n")
    assert re.fullmatch(r"\d{6}  Eva\n.*\n", run("class", "add", "7b", "--roster", str(roster)).out)
    assert "already" in run("class", "add", "7b", "--roster", str(roster)).out
    assert json.loads(run("class", "export", "7b", "Eva").out)["pupil"][0]["name"] == "Eva"
    assert run("class", "forget", "7b", "Eva", "--yes").status == 0
    assert "Eva" not in run("class", "list", "7b").out
    assert run("class", "forget", "7b", "--yes").status == 0
    assert "No class yet" in run("class", "list").out


def test_a_paper_is_assigned_and_the_gradebook_has_a_column(
    run: Run, made: dict[str, str], tmp_path: Path
) -> None:
    assert "No assignments" in run("gradebook", "7b").out
    ran = run("assign", "figures", "--class", "7b", "-n", "5", "--closes", "in 2 weeks 20:00")
    assert ran.status == 0, ran.err
    (found,) = re.findall(r"^(\w{8})  .* 20:00  (.+)$", ran.out, re.M)
    assert run("gradebook", "7b", "--format", "csv").out.splitlines() == [
        f"name,{found[1]},of,%,grade,mean %", "Ada,,,,,", "Cem,,,,,",
    ]  # fmt: skip
    assert '<th scope="row">Ada</th>' in run("gradebook", "7b", "--format", "html").out
    book = tmp_path / "book.xlsx"
    assert run("gradebook", "7b", "--format", "xlsx", "-o", str(book)).status == 0
    assert book.read_bytes()[:2] == b"PK"
    assert run("assign", "--class", "7b", "--close", found[0]).status == 0
    assert "No assignments" in run("assign", "--class", "7b", "--remove", found[0]).out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["class", "list", "8"], "no class"),
        (["class", "new", " ", "--roster", "r.txt"], "name"),
        (["class", "pin", "7b", "Nobody"], "nobody"),
        (["class", "new", "7b", "--roster", "nowhere.txt"], "nowhere.txt"),
        (["assign", "nothing", "--class", "7b"], "nothing"),
        # Before 4 in the morning "tomorrow" is the day that began at midnight.
        (["assign", "dates", "--class", "7b", "--opens", "in 3 days", "--closes", "now"], "before"),
        (["assign", "figures", "--class", "7b", "--closes", "soonish"], "soonish"),
        (["gradebook", "7b", "--format", "xlsx"], "-o"),
        (["gradebook", "8"], "no class"),
        (["serve", "--class", "7b", "--host", "192.168.1.20"], "https"),
        (["serve", "figures", "--host", "8.8.8.8"], "public"),
        (["serve", "figures", "--teams", "A,B"], "--mode teams"),
        (["serve", "figures", "--mode", "teams"], "name the teams"),
        (["serve", "figures", "--kind", "essay"], "grade yourself"),
        (["join", "8.8.8.8"], "private"),
        (["join", ""], "address"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(
    run: Run, made: dict[str, str], tmp_path: Path, arguments: list[str], words: str
) -> None:
    pytest.importorskip("starlette")
    (tmp_path / "r.txt").write_text("Ada\n")
    ran = run(*arguments)
    assert ran.status == 2
    assert words in ran.err
