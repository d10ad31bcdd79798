"""Pictures of the Draft screen. Look at a changed one before accepting it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from quiz.desk.banks.articles import article_read
from quiz.desk.banks.drafting import Drafting
from quiz.library.config import Config
from quiz.ui.draft_app import DraftApp
from tests.support import folders_in

TEXTS = Path(__file__).parents[1] / "drafting" / "texts"
SIZES = (((80, 24), "ink"), ((120, 40), "paper"), ((200, 60), "ink"))

Look = Callable[..., None]


@pytest.fixture
def look(snap_compare: Callable[..., bool], tmp_path: Path) -> Look:
    """Return what compares the screen over a text with its picture."""

    def compare(text: str, size: tuple[int, int], theme: str, *keys: str) -> None:
        places = folders_in(tmp_path)
        drafting = Drafting(article_read(text, "harbour.txt"), places.drafts, Path("harbour.yaml"))
        app = DraftApp(drafting, places, Config())

        async def before(pilot: Pilot[None]) -> None:
            pilot.app.theme = theme
            await pilot.press(*keys)
            await pilot.pause()

        assert snap_compare(app, terminal_size=size, run_before=before)

    return compare


@pytest.mark.parametrize(("size", "theme"), SIZES)
def test_some_drafts_decided(look: Look, size: tuple[int, int], theme: str) -> None:
    text = (TEXTS / "en-harbour.txt").read_text("utf-8")
    look(text, size, theme, "k", "d", "k")


@pytest.mark.parametrize(("size", "theme"), SIZES[:2])
def test_an_open_speaker(look: Look, size: tuple[int, int], theme: str) -> None:
    text = (
        "Maria Rossi met Paul Weber and Anna Conti in Turin.\n\n"
        "“Nobody knows why this could happen at night,” she said.\n"
    )
    look(text, size, theme, "j")


def test_a_text_without_facts(look: Look) -> None:
    look("It was a long and quiet evening. Nobody came.\n", (80, 24), "ink")


def test_a_very_long_sentence(look: Look) -> None:
    names = ", ".join(f"the village of Long-Name-{number}" for number in range(30))
    look(f"In 2019, {names} and the city of Turin opened 14 new schools.\n", (80, 24), "paper")
