"""The picture of a question: drawn within two fifths, described always, and never in the way."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.study import Request
from quiz.ui.pictures.picture import QuestionPicture
from quiz.ui.screens.exams.result import ExamResultScreen
from tests.formats.images import HOSTILE, WHOLE
from tests.support import write_banks
from tests.ui.exams import sitting, written
from tests.ui.seen import Player, playing, quiz_of
from tests.ui.test_preview import previewing

MakeDesk = Callable[..., Desk]
TEXT = """\
title: Seen
passages:
  long: |
    {long}
questions:
  - {{id: a, tags: [a], question: What is it?, answer: hill, wrong: [sea],
     image: a.png, alt: "A [b]hill[/b]"}}
  - {{id: b, tags: [b], question: And now?, answer: sea, wrong: [hill]}}
  - {{id: c, tags: [c], question: What?, answer: hill, wrong: [sea],
     image: a.png, alt: Hill, passage: long}}
"""
BANK = TEXT.format(long="Words and more words.\n\n    " * 20)


def _quiz(*cards: str) -> Request:
    """Return the request for a quiz of some questions, which have their names as tags."""
    return quiz_of("choice", bank="seen", tags=cards)


@pytest.fixture
def desk(tmp_path: Path, make_desk: MakeDesk) -> Desk:
    """Return a desk with a bank whose picture is blue and white."""
    write_banks(tmp_path, {"seen": BANK})
    (tmp_path / "banks" / "a.png").write_bytes(WHOLE["png"])
    return make_desk(seen=BANK)


async def _next(player: Player) -> None:
    before = player.screen.asked
    await player.press("f3")
    await player.until(lambda: player.screen.asked is not before, "the next")


def _picture(player: Player) -> QuestionPicture:
    return player.screen.query_one(QuestionPicture)


async def _drawn(player: Player, picture: QuestionPicture) -> tuple[int, int]:
    """Wait for a picture; returns its columns and rows."""
    await player.until(lambda: "▀" in player.shown, f"a picture in\n{player.shown}")
    size = picture.query_one("#picture-place").size
    return size.width, size.height


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_a_picture_takes_two_fifths_at_most(desk: Desk, size: tuple[int, int]) -> None:
    async with playing(desk, _quiz("a"), size=size) as player:
        picture = _picture(player)
        columns, rows = await _drawn(player, picture)
        assert 3 <= rows <= max(3, size[1] * 2 // 5)
        assert abs(columns - rows * 3) <= 3, "60 × 40 pixels, cells half as wide as high"
        await player.sees("[Picture: A [b]hill[/b]]")
        await player.pilot.resize_terminal(60, 20)
        await player.until(
            lambda: picture.query_one("#picture-place").size.height == 8, "fewer rows"
        )


async def test_a_picture_goes_with_its_question_and_leaves_room_for_a_passage(desk: Desk) -> None:
    seen = set()
    async with playing(desk, _quiz("a", "b", "c")) as player:
        for at in range(3):
            card = player.screen.asked.ref.card if player.screen.asked else ""
            seen.add(card)
            picture = _picture(player)
            assert picture.display is (card != "b")
            if card == "b":
                assert "Picture" not in player.shown
            else:
                _columns, rows = await _drawn(player, picture)
                assert rows == (9 if card == "a" else 4)
            if card == "c":
                await player.sees("Words and more words", "[Picture: Hill]")
            if at < 2:
                await _next(player)
    assert seen == {"a", "b", "c"}


@pytest.mark.parametrize("name", ["empty", "sign", "rows cut", "bomb", "bomb of words"])
async def test_a_hostile_picture_has_its_description_and_one_line(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    data, why = HOSTILE[name]
    (tmp_path / "banks" / "a.png").write_bytes(data)
    async with playing(desk, _quiz("a")) as player:
        picture = _picture(player)
        await player.sees("[Picture: A [b]hill[/b]]", f"a.png: {why}")
        assert not picture.query_one("#picture-place").display
        await player.press("1", "enter")
        await player.is_marked()


async def test_a_picture_that_went_is_named(desk: Desk, tmp_path: Path) -> None:
    desk.library.item("seen", "a")  # read while it was there
    (tmp_path / "banks" / "a.png").unlink()
    async with playing(desk, _quiz("a")) as player:
        await player.sees("[Picture: A [b]hill[/b]]", "a.png: picture not found")


async def test_without_the_extra_it_is_said_what_to_install(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "PIL"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "PIL", None)
    monkeypatch.delitem(sys.modules, "quiz.formats.pixels", raising=False)
    async with playing(desk, _quiz("a")) as player:
        await player.sees("[Picture: A [b]hill[/b]]", "[images]")
        assert "▀" not in player.shown


@pytest.mark.parametrize("setting", ['pictures = "off"', 'glyphs = "ascii"'])
async def test_only_the_description_is_shown_where_no_picture_is_wanted(
    tmp_path: Path, make_desk: MakeDesk, setting: str
) -> None:
    write_banks(tmp_path, {"seen": BANK})
    (tmp_path / "banks" / "a.png").write_bytes(WHOLE["png"])
    (tmp_path / "home").mkdir(exist_ok=True)
    (tmp_path / "home" / "config.toml").write_text(f"{setting}\n", encoding="utf-8")
    async with playing(make_desk(seen=BANK), _quiz("a")) as player:
        picture = _picture(player)
        await player.sees("[Picture: A [b]hill[/b]]")
        await player.pilot.pause(0.1)
        assert not picture.query_one("#picture-place").display
        assert not picture.workers or "▀" not in player.shown


async def test_a_preview_draws_it_too(desk: Desk, tmp_path: Path) -> None:
    async with previewing(tmp_path / "banks" / "seen.yaml", BANK) as player:
        await player.sees("▀▀▀", "[Picture: A [b]hill[/b]]")


async def test_an_exam_draws_it_and_its_result_too(desk: Desk, tmp_path: Path) -> None:
    paper = "title: Term\nbanks: [seen]\ndraw:\n  - {ids: [a]}\n"
    async with sitting(desk, written(tmp_path, paper)) as sitter:
        await sitter.begin()
        await sitter.sees("▀▀▀", "[Picture: A [b]hill[/b]]")
        await sitter.hand_in()
        await sitter.is_at(ExamResultScreen)
        await sitter.press("enter")
        await sitter.sees("▀▀▀", "[Picture: A [b]hill[/b]]")
