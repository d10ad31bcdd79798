"""`quiz draft` as an app of its own: it opens no record."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.screen import Screen

from quiz.desk.banks.articles import ArticleRead
from quiz.desk.banks.drafting import Drafting
from quiz.library.config import Config, read_config
from quiz.library.folders import Folders, folders
from quiz.startup import begin_app
from quiz.ui.base_app import BaseApp
from quiz.ui.screens.drafts.draft import DraftScreen


class DraftApp(BaseApp):
    """Goes over the drafts of one article."""

    def __init__(self, drafting: Drafting, places: Folders, config: Config) -> None:
        """Show drafts, in the colours that the settings name."""
        self.drafting = drafting
        css_path = ["app.tcss", "screens/drafts/draft.tcss"]
        super().__init__(log=places.log, css_path=css_path, guard_s=0.0)
        self.furnish(config, config.theme)

    def get_default_screen(self) -> Screen[Any]:
        """Return the drafts."""
        return DraftScreen(self.drafting)


def run_drafts(source: ArticleRead, target: Path, progress: Callable[[float], None]) -> int:
    """Go over the drafts of an article until it is left; returns the exit status.

    Args:
        source: The article.
        target: The bank that is written.
        progress: Is told what share of the text was read, before the app begins.

    Raises:
        QuizError: What was decided before cannot be read or written.
    """
    places = folders(os.environ, Path.cwd())
    drafting = Drafting(source, places.drafts, target, progress)
    app = DraftApp(drafting, places, read_config(places.config).config)
    begin_app()
    app.run()
    return app.return_code or 0
