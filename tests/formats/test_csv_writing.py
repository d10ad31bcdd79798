"""One writer of CSV: nothing in it is a formula or a command to the terminal."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.cleaning import CONTROLS, clean, escaped_json
from quiz.formats.csv_writing import csv_text, harmless, unharmed

CELLS = {
    "=1+1": "'=1+1",
    "+cmd|' /C calc'!A0": "'+cmd|' /C calc'!A0",
    "@SUM(A1)": "'@SUM(A1)",
    "-2+3+cmd|x": "'-2+3+cmd|x",
    "-3": "-3",
    "-0,5": "-0,5",
    "+1.5e3": "+1.5e3",
    "-12 %": "-12 %",
    "- a list": "'- a list",
    "-": "'-",
    "\t=1": "'\t=1",
    "＝1": "'＝1",
    "'=1": "''=1",
    "it's": "it's",
    "a=b": "a=b",
    "\x1b[2Jx": "[2Jx",
    "a\u202eb\x9bc": "abc",
    "": "",
}


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_is_no_formula_and_a_number_stays_one(cell: str) -> None:
    assert harmless(cell) == CELLS[cell]
    assert unharmed(harmless(cell)) == clean(cell)


def test_numbers_are_written_as_they_are() -> None:
    assert csv_text([(-3, -0.5, None, "-x", 7)]) == "-3,-0.5,,'-x,7\n"


@given(cells=st.lists(st.text(), min_size=1, max_size=5))
def test_any_text_comes_back_and_no_control_character_is_written(cells: list[str]) -> None:
    text = csv_text([cells])
    assert CONTROLS.search(text) is None
    (row,) = csv.reader(io.StringIO(text, newline=""))
    assert [unharmed(cell) for cell in row] == [clean(cell) for cell in cells]
    assert not any(re.match(r"[=+@\t\r\n]", c) and not re.match(r"\+[\d.,]", c) for c in row)


@given(value=st.text())
def test_json_says_the_same_without_control_characters(value: str) -> None:
    shown = escaped_json(json.dumps([value], ensure_ascii=False, indent=1))
    assert CONTROLS.search(shown) is None
    assert json.loads(shown) == [value]


def test_no_other_place_writes_csv_or_json_for_a_terminal_or_over_a_file() -> None:
    root = Path(__file__).parents[2] / "quiz"
    texts = {
        path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*.py")
    }
    writers = {name for name, text in texts.items() if "csv.writer(" in text}
    # Anki reads its text files in its own way, and is no spreadsheet.
    assert writers == {"formats/csv_writing.py", "formats/exchange/anki_text.py"}
    dumps = {name for name, text in texts.items() if "ensure_ascii=" in text}
    # A text of TOML is written as one of JSON.
    assert dumps == {"cli/printed.py", "library/config_writing.py"}
    options = {name for name, text in texts.items() if '"--force"' in text}
    assert options == {"cli/output.py", "cli/add.py"}
