"""Files that only their owner may read: what was answered is nobody else's."""

import os
from contextlib import suppress
from pathlib import Path


def make_folder(path: Path) -> None:
    """Make a folder, and those it lies in, for their owner alone; what is there is left as it is.

    Raises:
        OSError: It cannot be made.
    """
    for folder in (*reversed(path.parents), path):  # `parents=True` would let others into these
        if not folder.is_dir():
            folder.mkdir(mode=0o700, exist_ok=True)


def make_file(path: Path) -> None:
    """Make an empty file that only its owner may read and write, unless there is one.

    Raises:
        OSError: It cannot be made.
    """
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))


def tighten(path: Path) -> None:
    """Take the rights on a file or folder from all but its owner, as far as that can be."""
    with suppress(OSError):
        mode = path.stat().st_mode & 0o777
        if mode & 0o077:
            path.chmod(mode & 0o700)
