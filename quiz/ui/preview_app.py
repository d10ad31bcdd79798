"""`quiz preview` as an app of its own: it opens no record, and writes nothing."""

import os
from pathlib import Path
from typing import Any

from textual.screen import Screen

from quiz.desk.banks.preview import Preview, preview_of
from quiz.library.config import Config, read_config
from quiz.library.folders import Folders, folders
from quiz.library.naming import file_named
from quiz.startup import begin_app
from quiz.ui.base_app import BaseApp
from quiz.ui.screens.banks.preview import PreviewScreen


class PreviewApp(BaseApp):
    """Shows one file."""

    def __init__(self, preview: Preview, places: Folders, config: Config) -> None:
        """Show a file, in the colours that the settings name."""
        self._preview = preview
        css_path = ["app.tcss", "screens/banks/preview.tcss"]
        super().__init__(log=places.log, css_path=css_path, guard_s=0.15)
        self.furnish(config, config.theme)

    def get_default_screen(self) -> Screen[Any]:
        """Return the preview."""
        return PreviewScreen(self._preview)


def run_preview(name: str) -> int:
    """Show a file, or the bank of an id, until it is left; returns the exit status.

    Raises:
        QuizError: The file cannot be read, or the name means nothing.
    """
    places = folders(os.environ, Path.cwd())
    preview = preview_of(file_named(name, places))
    app = PreviewApp(preview, places, read_config(places.config).config)
    begin_app()
    app.run()
    return app.return_code or 0
