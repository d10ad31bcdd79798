"""Where things lie on disk."""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec


class Folders(msgspec.Struct, frozen=True, kw_only=True):
    """Where we write, and where banks are looked for."""

    record: Path
    """The learner's record, a SQLite file."""
    banks: Path
    """The user's own banks."""
    cache: Path
    """The compiled index; safe to delete."""
    log: Path
    """The log of errors, a text file."""
    config: Path
    """The learner's settings, a TOML file that need not be there."""
    bank_folders: tuple[Path, ...] = ()
    """Folders of banks, the first that has an id wins."""
    shipped: Path | None = None
    """The banks that come with the program; they are never written to."""

    @property
    def followed(self) -> Path:
        """The banks of others that are followed, a folder for each source."""
        return self.banks.with_name("followed")

    @property
    def drafts(self) -> Path:
        """What was decided about the drafts of articles, a file for each article."""
        return self.banks.with_name("drafts")


def folders(environ: Mapping[str, str], cwd: Path) -> Folders:
    """Return the folders for an environment.

    `QUIZ_HOME` holds everything that we write, when set; `QUIZ_BANKS` adds bank folders, split
    as `PATH` is. Otherwise each lies where the platform keeps such things.
    """
    home = environ.get("QUIZ_HOME", "").strip()
    if home:
        base = expanded(home).absolute()
        data, cache, log, settings = base, base / "cache", base / "quiz.log", base
    else:
        import platformdirs

        data = platformdirs.user_data_path("quiz", appauthor=False)
        cache = platformdirs.user_cache_path("quiz", appauthor=False)
        log = platformdirs.user_log_path("quiz", appauthor=False) / "quiz.log"
        settings = platformdirs.user_config_path("quiz", appauthor=False)
    added = [expanded(part) for part in environ.get("QUIZ_BANKS", "").split(os.pathsep) if part]
    return Folders(
        record=data / "record.sqlite",
        banks=data / "banks",
        cache=cache,
        log=log,
        config=settings / "config.toml",
        bank_folders=(
            cwd / "questions",
            *added,
            data / "banks",
            data / "followed",
            shipped_banks(),
        ),
        shipped=shipped_banks(),
    )


def expanded(name: str | Path) -> Path:
    """Return a path with `~` written out; left as it is where nobody has that name."""
    return Path(os.path.expanduser(name))


def shipped_banks() -> Path:
    """Return the folder of the banks that come with the program.

    In a wheel they lie in the package, in a checkout beside it.
    """
    package = Path(__file__).parent.parent
    inside = package / "questions"
    return inside if inside.is_dir() else package.parent / "questions"
