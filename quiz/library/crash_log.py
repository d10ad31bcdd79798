"""The log of faults of the program itself."""

from datetime import datetime
from pathlib import Path

from quiz import private
from quiz.translation import _


def log_crash(error: BaseException | None, path: Path, now: datetime) -> str:
    """Append a traceback to the log and return the line for the user."""
    import traceback

    stamp = now.isoformat(timespec="seconds")
    lines = traceback.format_exception(error) if error else ["no exception\n"]
    where = _("see {path}").format(path=path)
    try:
        private.make_folder(path.parent)
        private.make_file(path)
        private.tighten(path)
        with open(path, "a", encoding="utf-8", errors="replace") as log:
            log.write(f"{stamp}\n{''.join(lines)}\n")
    except OSError:
        where = _("the log file could not be written")
    words = _("quiz crashed ({name}); {where}.")
    return words.format(name=type(error).__name__, where=where)
