"""Folders that are renamed in the place of others, whole or not at all."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_OLD = ".old"


def swap_in(new: Path, target: Path) -> None:
    """Rename a folder over another one, which cannot be done in one step.

    Raises:
        OSError: It cannot be done; what was there is there again.
    """
    from shutil import rmtree

    old = target.with_name(f".{target.name}{_OLD}")
    if target.exists():
        os.rename(target, old)
    try:
        os.rename(new, target)
    except OSError:
        if old.exists():
            os.rename(old, target)
        raise
    rmtree(old, ignore_errors=True)


def finish_renaming(folder: Path) -> None:
    """Put things right where a renaming was cut short: what was there comes back."""
    from shutil import rmtree  # seldom needed, and this is looked at in every start

    for name in folders_in(folder):
        if not (name.startswith(".") and name.endswith(_OLD)):
            continue
        target = folder / name.removeprefix(".").removesuffix(_OLD)
        with suppress(OSError):
            if target.exists():
                rmtree(folder / name)
            else:
                os.rename(folder / name, target)


def folders_in(folder: Path) -> Iterable[str]:
    """Return the names of the folders in a folder, hidden ones too; none where there is none."""
    try:
        return sorted(entry.name for entry in os.scandir(folder) if entry.is_dir())
    except OSError:
        return ()
