"""Pages put together: a sheet twice, two with one number, a page that is missing."""

import pytest

pytest.importorskip("cv2", reason="reading pictures needs the extra `scan`")

from quiz.formats.printed.answer_key import KeyEntry, KeyFile
from quiz.formats.printed.scanned import mark
from quiz.formats.printed.scans.decisions import Decisions, Doubt, decode
from quiz.formats.printed.scans.reading import Read
from quiz.formats.printed.scans.sheets import Sheets, sheets

LETTERS = {"A": "Vienna", "B": "Paris", "C": "Rome"}
ENTRIES = tuple(
    KeyEntry(number=n, bank="b", item=f"i{n}", options=LETTERS, right=("A",), several=n == 3)
    for n in (1, 2, 3)
)
KEY = KeyFile(test="T", seed=1, versions={"BCD": ENTRIES, "FGH": ENTRIES})


def page(file: str, number: str, *, at: int = 1, of: int = 1, **more: str) -> Read:
    answers: dict[int, tuple[str, ...]] = {1: ("A",), 2: (), 3: ("A", "C")}
    if of > 1:
        answers = {at: ("B",)}
    return Read(
        file=file, version=more.get("version", "BCD"), page=at, pages=of, number=number,
        number_seen=number, answers=answers,
    )  # fmt: skip


def of(*reads: Read, decisions: Decisions | None = None) -> Sheets:
    return sheets(reads, KEY, decisions or Decisions())


def rows(found: Sheets) -> list[str]:
    return found.table.decode().splitlines()[1:]


def said(found: Sheets) -> list[tuple[str, str, str]]:
    return [(doubt.file, doubt.question, doubt.seen) for doubt in found.doubts]


def test_a_sheet_is_a_row_that_is_marked() -> None:
    found = of(page("a", "17"), page("b", "18", version="FGH"))
    assert (rows(found), found.doubts, found.held) == (["BCD,17,A-(AC)", "FGH,18,A-(AC)"], (), 0)
    marked = mark(found.table, KEY, source="t")
    assert [sheet.learner for sheet in marked.sheets] == ["17", "18"]
    assert marked.problems == ()
    assert [[one.response for one in a.answers] for a in marked.results.attempts] == [
        ["Vienna", "", "Rome; Vienna"]
    ] * 2


def test_one_question_with_several_letters_stays_one_answer() -> None:
    key = KeyFile(test="T", seed=1, versions={"BCD": ENTRIES[2:]})
    read = Read(file="a", version="BCD", page=1, pages=1, number="1", answers={3: ("A", "C")})
    marked = mark(sheets([read], key, Decisions()).table, key, source="t")
    assert marked.results.attempts[0].answers[0].response == "Rome; Vienna"


def test_pages_of_a_sheet_go_together_in_any_order() -> None:
    found = of(page("b", "7", at=2, of=3), page("c", "7", at=3, of=3), page("a", "7", of=3))
    assert (rows(found), found.doubts) == (["BCD,7,BBB"], ())


def test_a_missing_page_is_decided() -> None:
    pages = page("a", "7", of=3), page("c", "7", at=3, of=3)
    found = of(*pages)
    assert (rows(found), said(found)) == ([], [("a", "sheet", "page 2 missing")])
    made = Decisions()
    made.add("a", "sheet", "page 2 missing", "OK")
    assert rows(of(*pages, decisions=made)) == ["BCD,7,B-B"]


def test_a_sheet_twice_is_listed_once_and_held() -> None:
    found = of(page("a", "7"), page("b", "7"), page("c", "8"))
    assert (rows(found), said(found)) == (["BCD,8,A-(AC)"], [("b", "sheet", "twice")])
    assert found.held == 1
    again = page("b", "7")
    again.is_skipped = True
    assert rows(of(page("a", "7"), again)) == ["BCD,7,A-(AC)"]


@pytest.mark.parametrize("number", ["7", "007"])
def test_two_sheets_with_one_number_are_both_listed(number: str) -> None:
    found = of(page("a", "7"), page("b", number, version="FGH"))
    assert (rows(found), said(found)) == (
        [], [("a", "number", "7"), ("b", "number", number)],
    )  # fmt: skip


def test_a_sheet_with_a_doubt_waits_with_its_other_pages() -> None:
    doubtful = page("a", "7", of=2)
    doubtful.doubt("1", "A B", "why")
    found = of(doubtful, page("b", "7", at=2, of=2), page("c", "8"))
    assert (rows(found), said(found), found.held) == (["BCD,8,A-(AC)"], [("a", "1", "A B")], 1)


def test_decisions_are_written_and_read_again() -> None:
    made = Decisions()
    made.add('p "1".jpg', "3", "A B", "B")
    left = Doubt(file="q.jpg", question="number", seen="1(2?)", why="a, b")
    data = made.encode((left,))
    assert data.decode("utf-8-sig").splitlines()[1:] == [
        '"p ""1"".jpg",3,A B,,B', 'q.jpg,number,1(2?),"a, b",',
    ]  # fmt: skip
    # A spreadsheet may write semicolons.
    for text in (data, data.replace(b",", b";")):
        again = decode(text, source="d.csv")
        assert again.of('p "1".jpg', "3", "A B") == "B"
        assert again.of("q.jpg", "number", "1(2?)") == ""
