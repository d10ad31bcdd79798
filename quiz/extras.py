"""Extras of the program: parts that need more packages than the core installs."""

import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

_NAME = "termquiz"


def install_command(extra: str) -> str:
    """Return the command that installs an extra into this environment.

    Where the program was installed from a folder, pip must be given that folder again.

    Args:
        extra: Its name, as in `pyproject.toml`.
    """
    source = str(_folder() or _NAME)
    return f"{_quoted(sys.executable)} -m pip install {_quoted(f'{source}[{extra}]')}"


def _folder() -> Path | None:
    """Return the folder from which the program was installed; None for none that is there."""
    # Imported here: the app that starts with everything it needs asks for no extra.
    import json
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        # PEP 610: pip notes where a package came from, if not from an index.
        text = distribution(_NAME).read_text("direct_url.json")
        url = urlsplit(json.loads(text or "{}").get("url", ""))
    except (PackageNotFoundError, ValueError, AttributeError, OSError):
        return None
    path = Path(unquote(url.path))
    return path if url.scheme == "file" and path.is_dir() else None


def _quoted(text: str) -> str:
    """Return a word as a shell takes it."""
    from shlex import quote

    return quote(text)
