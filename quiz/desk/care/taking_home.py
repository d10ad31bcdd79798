"""What was learned in class, added to one's own progress."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from quiz.desk.care.sync import restore_text
from quiz.desk.desk import Desk

if TYPE_CHECKING:
    from quiz.library.folders import Folders
    from quiz.store.merging import Merged


def take_home(places: "Folders", data: bytes) -> "Merged":
    """Add the progress that a class's server keeps of a pupil to their own, after a backup of it.

    Args:
        places: Whose own progress is where.
        data: What the server sent: a text backup.

    Raises:
        QuizError: It is none, or one's own progress cannot be backed up or written.
    """
    with TemporaryDirectory() as folder, Desk(places) as desk:
        path = Path(folder) / "from-class.jsonl"
        path.write_bytes(data)
        merged = restore_text(desk, path)
    with Desk(places):  # derives again what the banks and the memory model need
        return merged
