"""Whether a sitting without `--plain` is in line mode: as the settings say."""

import os
import sys
from pathlib import Path


def wants_lines() -> bool:
    """Return whether `config.toml` makes line mode the usual one."""
    from quiz.library.config import read_config
    from quiz.library.folders import folders

    return read_config(folders(os.environ, Path.cwd()).config).config.line_mode


def has_terminal() -> bool:
    """Return whether both input and output are a terminal, so that a screen can be shown."""
    return sys.stdin.isatty() and sys.stdout.isatty()
