"""Photos of sheets are read right, or what is doubtful on them is listed."""

from collections.abc import Mapping

import pytest

pytest.importorskip("cv2", reason="reading pictures needs the extra `scan`")

import cv2
import msgspec
import numpy as np

from quiz.formats.printed import pdf
from quiz.formats.printed.answer_key import decode, encode
from quiz.formats.printed.bubbles import MARKERS, Bubble
from quiz.formats.printed.layout import Layout, PageSize
from quiz.formats.printed.scans.decisions import Decisions
from quiz.formats.printed.scans.pictures import TakenPicture
from quiz.formats.printed.scans.reading import PageReader, Read
from tests.formats.printed.scans.photos import (
    CLEAN,
    DOUBTFUL,
    SPOILS,
    Exam,
    Grey,
    Spoil,
    exam,
    filled,
    number_marks,
    photo,
)

pytestmark = pytest.mark.skipif(not pdf.is_there(), reason="typst is not installed")
NUMBER = "104729"
CORNERS_PX = {"top left": (0, 0), "bottom right": (-130, -130)}


def rng_of(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def read(
    shown: Exam, picture: Grey, decisions: Decisions | None = None, *, two_tones: bool = False
) -> Read:
    assert shown.key.sheet is not None
    reader = PageReader(shown.key, shown.key.sheet, wants_overview=True)
    return reader.read(TakenPicture(picture, two_tones), "a.jpg", decisions or Decisions())


def sheet(
    shown: Exam, marks: Mapping[str, Mapping[str, str]], number: str = NUMBER, page: int = 0
) -> Grey:
    """Return a page with the marks of questions, each letter in a manner."""
    layout = shown.layouts[page][1]
    found: dict[Bubble, str] = number_marks(layout, number)
    for row in layout.rows:
        by = {one.letter: one for one in row.bubbles}
        for letter, manner in marks.get(row.name, {}).items():
            found[by[letter]] = manner
    return filled(shown.pages[page], layout, found, rng_of(1))


def doubts(found: Read) -> list[tuple[str, str]]:
    return [(doubt.question, doubt.seen) for doubt in found.doubts]


def test_the_corner_marks_are_those_of_opencv() -> None:
    marks = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    for at, (bits, _y, _x) in enumerate(MARKERS):
        drawn = np.asarray(cv2.aruco.generateImageMarker(marks, at, 6))
        assert "".join("01"[int(one > 0)] for one in drawn[1:5, 1:5].ravel()) == bits
        assert int(drawn.sum()) == int(drawn[1:5, 1:5].sum())


def test_a_clean_sheet_is_read_whichever_way_it_lies() -> None:
    shown = exam()
    page = sheet(shown, {"1": {"A": "full"}, "2": {"B": "pen"}, "5": {"B": "pencil"}})
    for turn in (90, 187):
        found = read(shown, photo(page, Spoil(turn=turn), rng_of(2)))
        assert (found.version, found.page, found.pages) == (next(iter(shown.key.versions)), 1, 1)
        assert (found.number, found.doubts, found.overview) == (NUMBER, [], b"")
        assert found.number_seen == f"#{NUMBER}"  # no number that a spreadsheet could change
        given = {n: letters for n, letters in found.answers.items() if letters}
        assert given == {1: ("A",), 2: ("B",), 5: ("B",)}
        assert len(found.answers) == 30


def test_what_is_no_clean_mark_is_listed() -> None:
    shown = exam()
    marks = {str(at): {"A": manner} for at, manner in enumerate(DOUBTFUL, 1)}
    code = next(iter(shown.key.versions))
    single = next(e for e in shown.key.versions[code] if not e.several and e.number > 10)
    several = next(e for e in shown.key.versions[code] if e.several and e.number > 10)
    marks[str(single.number)] = marks[str(several.number)] = {"A": "full", "B": "full"}
    found = read(shown, photo(sheet(shown, marks), Spoil(turn=2), rng_of(3)))
    assert doubts(found) == [
        *((str(at), "A?") for at in range(1, len(DOUBTFUL) + 1)), (str(single.number), "A B"),
    ]  # fmt: skip
    assert found.answers[several.number] == ("A", "B")
    assert single.number not in found.answers
    assert found.overview.startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    ("number", "seen"), [("", ""), ("12 4", "#12_4"), ("1", None), ("000017", None)]
)
def test_a_number_is_whole_or_listed(number: str, seen: str | None) -> None:
    found = read(exam(), photo(sheet(exam(), {}, number), Spoil(), rng_of(4)))
    assert doubts(found) == ([] if seen is None else [("number", seen)])
    assert found.number == (number if seen is None else "")


@pytest.mark.slow
def test_two_digits_in_a_row_are_listed() -> None:
    shown = exam()
    layout = shown.layouts[0][1]
    marks = number_marks(layout, "17") | {layout.digits[1].bubbles[2]: "full"}
    page = filled(shown.pages[0], layout, marks, rng_of(1))
    assert doubts(read(shown, page)) == [("number", "#1(27)")]


def blank(page: Grey, x: int, y: int) -> Grey:
    """Return a page without what lies in a square."""
    torn = page.copy()
    torn[y : y + 130 if y >= 0 else None, x : x + 130 if x >= 0 else None] = 235
    return torn


@pytest.mark.slow
def test_with_a_corner_gone_a_sheet_is_listed_and_can_be_taken() -> None:
    shown = exam()
    page = blank(sheet(shown, {"7": {"B": "full"}}), *CORNERS_PX["top left"])
    found = read(shown, page)
    assert doubts(found) == [("sheet", "one corner missing")]
    taken = Decisions()
    taken.add("a.jpg", "sheet", "one corner missing", "ok")
    again = read(shown, page, taken)
    assert (again.doubts, again.answers[7], again.number) == ([], ("B",), NUMBER)
    two = read(shown, blank(page, *CORNERS_PX["bottom right"]), taken)
    assert two.doubts != []


@pytest.mark.slow
def test_pictures_in_which_marks_might_be_misread_are_listed() -> None:
    shown = exam()
    page = sheet(shown, {"7": {"B": "full"}})
    blurred = photo(page, Spoil(blur=2.8), rng_of(1))
    assert doubts(read(shown, blurred)) == [("sheet", "blurred")]
    small = photo(page, Spoil(scale=0.36), rng_of(1))
    assert doubts(read(shown, small)) == [("sheet", "too small")]
    both = np.concatenate([page, page], axis=1)
    assert doubts(read(shown, both)) == [("sheet", "several sheets")]
    table = np.full((900, 700), 120, np.uint8)
    assert doubts(read(shown, table)) == [("sheet", "no sheet")]
    assert doubts(read(shown, page, two_tones=True)) == [("sheet", "black and white")]
    pale = (170 + page.astype(np.float32) / 255 * 60).astype(np.uint8)
    assert doubts(read(shown, pale)) == [("sheet", "pale")]
    bent = photo(page, Spoil(bend=6), rng_of(1))
    assert doubts(read(shown, bent)) == [("sheet", "bent")]
    for seen in ("blurred", "bent"):  # no decision makes these sure
        taken = Decisions()
        taken.add("a.jpg", "sheet", seen, "ok")
        picture = blurred if seen == "blurred" else bent
        assert doubts(read(shown, picture, taken)) == [("sheet", seen)]


@pytest.mark.slow
def test_a_sheet_of_another_exam_is_listed() -> None:
    other = exam(30, seed=6)
    found = read(exam(), sheet(other, {}))
    assert doubts(found) == [("sheet", "another exam")]
    assert (found.version, found.answers) == ("", {})


@pytest.mark.slow
def test_a_version_that_cannot_be_read_is_decided() -> None:
    shown = exam()
    page = sheet(shown, {"3": {"A": "full"}}, page=1)
    tall = page.shape[0]
    page[tall - 110 : tall - 50, 180:260] = 130
    assert doubts(read(shown, page)) == [("version", "")]
    code = list(shown.key.versions)[1]
    for decision, version in ((code.lower(), code), (f"{code}/2", ""), ("{XXX}", "")):
        taken = Decisions()
        taken.add("a.jpg", "version", "", decision)
        found = read(shown, page, taken)
        assert found.version == version
        assert (doubts(found) == []) is bool(version)


def test_a_key_whose_versions_were_sorted_gives_the_same() -> None:
    shown = exam()
    turned = dict(reversed(list(shown.key.versions.items())))
    key = decode(encode(msgspec.structs.replace(shown.key, versions=turned)), source="k")
    assert key.sheet is not None
    assert list(key.versions) != list(shown.key.versions)
    found = PageReader(key, key.sheet).read(
        TakenPicture(sheet(shown, {}, page=1)), "a", Decisions()
    )
    assert found.version == list(shown.key.versions)[1]


@pytest.mark.slow
def test_decisions_are_taken_while_the_same_is_seen() -> None:
    shown = exam()
    page = sheet(shown, {"1": {"A": "faint"}, "2": {"B": "full"}})
    made = Decisions()
    made.add("a.jpg", "1", "A?", "b")
    made.add("a.jpg", "2", "", "-")
    made.add("a.jpg", "3", "B", "A")  # what was seen then is not seen now
    found = read(shown, page, made)
    assert (found.answers[1], found.answers[2], found.answers[3]) == (("B",), (), ())
    assert made.unused() == [("a.jpg", "3")]
    made.add("a.jpg", "1", "A?", "Z")
    wrong = read(shown, page, made)
    assert doubts(wrong) == [("1", "A?")]
    assert "Z isn't an answer" in wrong.doubts[0].why
    made.add("a.jpg", "1", "A?", "Skip")
    assert read(shown, page, made).is_skipped


def test_blank_backs_are_left_out_and_nothing_else() -> None:
    shown = exam()
    back = np.random.default_rng(1).normal(225, 6, (900, 640)).clip(0, 255).astype(np.uint8)
    found = read(shown, back)
    assert (found.is_blank, found.is_skipped, found.doubts) == (True, True, [])
    back[300:330, 200:230] = 90  # somebody wrote on it
    assert doubts(read(shown, back)) == [("sheet", "no sheet")]
    assert doubts(read(shown, np.zeros((900, 640), np.uint8))) == [("sheet", "no sheet")]


@pytest.mark.slow
@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize(("size", "language"), [(PageSize.A4, "ar"), (PageSize.LETTER, "en")])
def test_every_layout_is_read_on_every_page(layout: Layout, size: PageSize, language: str) -> None:
    shown = exam(90, versions=1, layout=layout, size=size, language=language, digits=8)
    assert len(shown.pages) == len(shown.layouts)
    for at, (_version, page) in enumerate(shown.layouts):
        marks = {row.name: {row.bubbles[-1].letter: "full"} for row in page.rows}
        picture = photo(sheet(shown, marks, "20261130", at), Spoil(turn=-4, tilt=0.05), rng_of(5))
        found = read(shown, picture)
        assert (found.page, found.pages, found.number) == (at + 1, len(shown.pages), "20261130")
        assert found.doubts == []
        assert found.answers == {int(row.name): (row.bubbles[-1].letter,) for row in page.rows}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_photos_are_never_misread_and_clean_marks_are_read(seed: int) -> None:
    rng = rng_of(seed)
    shown = exam()
    clean = asked = 0
    for spoil in SPOILS:
        at = int(rng.integers(len(shown.layouts)))
        version, layout = shown.layouts[at]
        code = list(shown.key.versions)[version]
        several = {str(entry.number): entry.several for entry in shown.key.versions[code]}
        marks = number_marks(layout, NUMBER, CLEAN[int(rng.integers(len(CLEAN)))])
        wanted: dict[str, tuple[str, ...]] = {}
        spoilt: dict[str, str] = {}
        for row in layout.rows:
            chosen = [row.bubbles[int(i)] for i in rng.permutation(len(row.bubbles))[:2]]
            share = rng.random()
            if share < 0.2:  # a doubtful mark, now and then beside a clean one
                spoilt[row.name] = DOUBTFUL[int(rng.integers(len(DOUBTFUL)))]
                marks[chosen[0]] = spoilt[row.name]
                if share < 0.05:
                    marks[chosen[1]] = "full"
                continue
            count = 0 if share < 0.3 else 1 + (several[row.name] and share < 0.6)
            for one in chosen[:count]:
                marks[one] = CLEAN[int(rng.integers(len(CLEAN)))]
            wanted[row.name] = tuple(sorted(one.letter for one in chosen[:count]))
        picture = photo(filled(shown.pages[at], layout, marks, rng), spoil, rng)
        found = read(shown, picture)
        assert (found.version, found.page, found.number) == (code, 1, NUMBER), spoil
        listed = {doubt.question for doubt in found.doubts}
        assert set(spoilt) <= listed, (spoil, spoilt)
        for name, letters in wanted.items():
            clean += 1
            asked += name in listed
            assert name in listed or found.answers[int(name)] == letters, (spoil, name)
    assert clean > 200
    assert asked <= 0.01 * clean
