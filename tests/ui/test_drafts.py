"""The Draft screen: one key decides, nothing is lost, and the bank is there at the end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from quiz.desk.banks.articles import article_read
from quiz.desk.banks.drafting import Drafting
from quiz.formats import yaml_bank
from quiz.library.config import Config
from quiz.ui.draft_app import DraftApp
from quiz.ui.screens.drafts.draft import DraftScreen
from quiz.ui.screens.drafts.question_text import QuestionText
from tests.support import folders_in
from tests.ui.seen import Player

TEXT = """\
The city of Turin opened 14 new schools in 2019. Maria Rossi, mayor of Turin, met Paul Weber and
Anna Conti. “The river is clean again,” said Paul Weber.

“Nobody knows why this could happen,” she said. It was a long and quiet evening for the whole town.
"""


@asynccontextmanager
async def going_over(
    folder: Path, text: str = TEXT, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Player]:
    """Run the drafts of a text."""
    places = folders_in(folder)
    drafting = Drafting(article_read(text, "river.txt"), places.drafts, folder / "river.yaml")
    app = DraftApp(drafting, places, Config())
    async with app.run_test(size=size) as pilot:
        player = Player(app, pilot)  # type: ignore[arg-type]  # it needs no desk for this
        await player.until(lambda: "Drafts" in player.lines[0], "the drafts")
        yield player


def screen(player: Player) -> DraftScreen:
    [found] = [one for one in player.app.screen_stack if isinstance(one, DraftScreen)]
    return found


async def test_a_draft_stands_below_its_sentence_and_one_key_decides(tmp_path: Path) -> None:
    async with going_over(tmp_path) as player:
        await player.sees(
            "Drafts · river.txt → river.yaml", "paragraph 1 · evidence marked",
            "How many new schools did the city of Turin open in 2019?", "no issues",
        )  # fmt: skip
        await player.press("k")
        await player.sees("kept 1")
        await player.press("d")
        await player.sees("dropped 1")
        await player.press("u")
        await player.sees("dropped 0", "2 of")


async def test_it_ends_in_a_bank_and_leaves_by_one_key(tmp_path: Path) -> None:
    async with going_over(tmp_path) as player:
        drafting = screen(player).drafting
        for _draft in drafting.drafts:
            if drafting.is_open(drafting.drafts[screen(player).at]):
                await player.press("1")
            await player.press("k")
        await player.sees("looked at", "added to", "quiz check")
        await player.press("enter")
        await player.until(lambda: not player.app.is_running, "the end")
    bank = yaml_bank.decode((tmp_path / "river.yaml").read_bytes(), source="river").sound_bank()
    assert len(bank.items) == len(drafting.drafts)


async def test_it_resumes_where_it_was_left(tmp_path: Path) -> None:
    async with going_over(tmp_path) as player:
        await player.press("k", "k")
        await player.sees("kept 2")
    async with going_over(tmp_path) as player:
        await player.sees("kept 2", "3 of")


async def test_a_speaker_that_is_open_is_chosen_by_number(tmp_path: Path) -> None:
    async with going_over(tmp_path) as player:
        drafts = screen(player).drafting.drafts
        at = next(at for at, draft in enumerate(drafts) if not draft.forms)
        screen(player).action_go(at)
        await player.sees("The text doesn’t name who said this", "1 Paul Weber")
        await player.press("k")
        await player.sees("choose the speaker first")
        await player.press("1")
        await player.sees("correct   Paul Weber")


async def test_a_question_is_edited_in_place_and_a_mistake_loses_nothing(tmp_path: Path) -> None:
    async with going_over(tmp_path) as player:
        await player.press("e")
        await player.is_at(QuestionText)
        await player.press("end", "backspace", "X", "enter", "z", "f5")
        await player.sees("line 3")
        await player.is_at(QuestionText)
        await player.press("backspace", "backspace", "f5")
        await player.is_at(DraftScreen)
        await player.sees("in 2019X")
        await player.press("u")
        await player.sees("in 2019?")


async def test_the_text_shows_what_is_not_asked_and_n_writes_there(tmp_path: Path) -> None:
    async with going_over(tmp_path) as player:
        await player.press("s", "down", "down", "down", "down")
        await player.sees("sentences without a question", "a long and quiet evening")
        await player.press("n")
        await player.is_at(QuestionText)
        await player.sees("A question on paragraph 2", "source: paragraph 2")
        await player.press("H", "o", "w", "down", "end", "y", "e", "s", "f5")
        await player.is_at(DraftScreen)
        await player.press("s")
        await player.sees("kept 1")


async def test_other_words_and_other_kinds_take_their_turn(tmp_path: Path) -> None:
    async with going_over(tmp_path) as player:
        await player.press("a")
        await player.sees("Which number is missing?")
        await player.press("a")
        await player.sees("How many new schools")


async def test_progress_is_shown_by_paragraph_and_kind_of_fact(tmp_path: Path) -> None:
    async with going_over(tmp_path) as player:
        await player.press("k", "p")
        await player.sees("1 of", "looked at", "paragraph 1", "quotation")
        await player.press("escape")
        await player.sees("evidence marked")


async def test_a_wide_window_shows_all_drafts_and_the_question_as_it_will_be(
    tmp_path: Path,
) -> None:
    async with going_over(tmp_path, size=(120, 40)) as player:
        await player.sees("As students will see it", "▸ How many new schools", "✔ kept")


async def test_a_text_without_a_draft_is_written_on_by_hand(tmp_path: Path) -> None:
    async with going_over(tmp_path, "It was a quiet evening, and nobody came here.") as player:
        await player.sees("Text", "a quiet evening")
        await player.press("escape")
        await player.until(lambda: not player.app.is_running, "the end")
