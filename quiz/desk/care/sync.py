"""Care for the record at the desk: sync, restore, and what follows for banks and memory."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.desk import following
from quiz.errors import QuizError
from quiz.store.merging import Merged
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk
    from quiz.store.sync import Synced


def sync(desk: "Desk", folder: Path) -> "Synced":
    """Exchange what is new with a folder that is carried between devices.

    Raises:
        QuizError: The folder cannot be read or written, or the record is not being saved.
    """
    from quiz.store.sync import sync as sync_record

    desk.back_up()
    synced = sync_record(desk.record, folder, desk.scheduling.scheduler)
    if synced.received_rows:
        take_up(desk, synced.banks, has_weights=synced.has_weights)
    return synced


def restore_text(desk: "Desk", path: Path) -> Merged:
    """Add what a text backup holds to the record, after a backup of it.

    Raises:
        QuizError: It is no text backup, or the record cannot be backed up or written.
        OSError: The file cannot be read.
    """
    from quiz.store.text_backup import restore_text as restore

    desk.record.back_up(desk.now(), "before-restore")
    with path.open("rb") as file:
        merged = restore(desk.record, file, desk.scheduling.scheduler)
    if desk.trouble:
        raise QuizError(
            _("{trouble}; fix that first, then restore again").format(trouble=desk.trouble)
        )
    take_up(desk, merged.banks, has_weights=merged.has_weights)
    return merged


def take_up(desk: "Desk", banks: Collection[str], *, has_weights: bool) -> None:
    """Go on with a log that grew from elsewhere.

    Args:
        desk: Whose log it is.
        banks: Ids of the banks with cards that changed.
        has_weights: Whether other weights may hold now.
    """
    desk.take_up_weights()
    if has_weights:
        desk.rebuild_states()
    for bank in banks:
        entry = desk.library.entries.get(bank)
        if entry is not None:
            desk.sync_bank(entry)
            following.see(desk, entry)
