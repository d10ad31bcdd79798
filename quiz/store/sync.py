"""Carrying the record between devices through a folder that some other program carries.

Each device adds what it has to files of its own there and reads those of the others. The union of
all logs is the record: nothing conflicts, and neither order nor repetition matters.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

from quiz.errors import QuizError, reason_of
from quiz.memory.scheduler import Scheduler
from quiz.store import gathering
from quiz.store.choices import SharedChoice, choices
from quiz.store.lines import PlanLine, Row, checked, encode_row, key_of
from quiz.store.merging import Merged
from quiz.store.record import Record
from quiz.store.rows import Review, SittingRow
from quiz.store.sync_files import (
    LARGEST_FILE,
    FileMemory,
    FileReader,
    OwnFiles,
    own_names,
    remembered,
    tail_of,
)
from quiz.translation import _, ngettext

_STEP = 20_000
_MANY = 5_000
"""Rows after which deriving all states again is quicker than those that changed."""
_MOST_OPEN = 200


class Synced(msgspec.Struct, frozen=True, kw_only=True):
    """What a sync did."""

    sent: int = 0
    """Answers that the folder did not have."""
    received: int = 0
    """Answers that the record did not have."""
    sent_rows: int = 0
    """All that was sent: answers, what was undone, exams and so on."""
    received_rows: int = 0
    """Rows that were new here."""
    devices: int = 0
    """Number of devices that something came from."""
    banks: frozenset[str] = frozenset()
    """Ids of the banks with cards that changed."""
    has_weights: bool = False
    """Whether other weights may hold now: the states are then to be derived again."""
    notes: tuple[str, ...] = ()
    """What the learner should know, a sentence each."""


class _Memory(msgspec.Struct, kw_only=True):
    """What is remembered of a folder, so that what is known need not be read again."""

    device: str = ""
    marks: dict[str, int] = {}
    """Row number up to which the folder has all rows, by table."""
    open_sittings: list[str] = []
    """Sittings before the mark that were not ended."""
    exams: dict[str, str] = {}
    """Version of each exam that the folder has."""
    choices: dict[str, str] = {}
    """Version of each choice that the folder has."""
    files: dict[str, FileMemory] = {}


def sync(record: Record, folder: Path, scheduler: Scheduler) -> Synced:
    """Add what is new here to the folder, and what is new there to the record.

    Whatever fails, nothing is lost: the next sync does what this one could not.

    Args:
        record: The learner's.
        folder: It must exist.
        scheduler: Gives the states of the cards that changed.

    Raises:
        QuizError: The folder cannot be read or written, or the record is not being saved.
    """
    if record.trouble:
        raise QuizError(_("{trouble}; nothing was synced").format(trouble=record.trouble))
    return _Sync(record, folder, scheduler).run()


class _Sync:
    """One sync of one folder."""

    def __init__(
        self, record: Record, folder: Path, scheduler: Scheduler, former_device: str = ""
    ) -> None:
        self._record = record
        self._folder = folder
        self._scheduler = scheduler
        self._former_device = former_device
        """The device id that was given up for a new one; its files are not counted on."""
        self._key = f"sync {os.path.realpath(folder)}"
        self._seen: set[str] = set()
        """Keys of the rows that the folder was found to have."""
        self._merged = Merged()
        self._devices: set[str] = set()
        self._notes: list[str] = []
        self._sent = self._sent_rows = 0
        self._is_doubled = False
        """Whether another device writes under our id."""
        self._is_stale = False
        """Whether the states are still to be derived from what was read."""
        self._spoilt: set[str] = set()
        """Files of ours that cannot be read on from their first line."""

    def run(self) -> Synced:
        names = self._names()
        memory = self._recalled(names)
        files: dict[str, FileMemory] = {}
        for name in names:
            known = self._read(name, memory.files.get(name))
            if known is not None:
                files[name] = known
        if self._is_stale and not self._merged.has_weights:
            self._record.rebuild_states(self._scheduler)
        if self._is_doubled:
            return self._run_again()
        self._send(memory, files)
        return Synced(
            sent=self._sent,
            received=self._merged.reviews,
            sent_rows=self._sent_rows,
            received_rows=self._merged.rows,
            devices=len(self._devices),
            banks=frozenset(self._merged.banks),
            has_weights=self._merged.has_weights,
            notes=tuple(self._notes),
        )

    def _run_again(self) -> Synced:
        """Take a new device id and write all again under it.

        The files of the old id are another device's now, or ours from before a backup was
        restored; the two may overwrite each other's, so that nothing in them counts as sent.
        """
        former = self._record.device
        self._record.database.renew_device()
        again = _Sync(self._record, self._folder, self._scheduler, former)
        again._merged, again._devices = self._merged, self._devices
        again._notes = [
            *self._notes,
            _(
                "another device, or an older copy of your progress, has the id of this device; it "
                "has a new id now, and nothing is lost"
            ),
        ]
        return again.run()

    def _names(self) -> list[str]:
        try:
            return sorted(
                name
                for name in os.listdir(self._folder)
                if name.endswith(".jsonl") and not name.startswith(".")
            )
        except NotADirectoryError:
            words = _("{folder} is a file; use a folder")
            raise QuizError(words.format(folder=self._folder)) from None
        except FileNotFoundError:
            words = _("folder not found: {folder}; create it, or connect its drive")
            raise QuizError(words.format(folder=self._folder)) from None
        except OSError as error:
            words = _("can't read {path}: {reason}")
            raise QuizError(words.format(path=self._folder, reason=reason_of(error))) from error

    def _recalled(self, names: list[str]) -> _Memory:
        """Return what is remembered of the folder; nothing if our own files are others now."""
        try:
            memory = msgspec.json.decode(self._record.meta(self._key) or "{}", type=_Memory)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return _Memory()
        device = self._record.device
        own = [name for name, file in memory.files.items() if file.device == device]
        own = own_names(device, own)
        if memory.device != device or own != own_names(device, names):
            return _Memory()
        return (
            memory
            if all(self._is_as_left(name, memory.files[name]) for name in own)
            else (_Memory())
        )

    def _is_as_left(self, name: str, known: FileMemory) -> bool:
        path = self._folder / name
        try:
            is_of_size = path.stat().st_size == known.size == known.offset
            return is_of_size and tail_of(path, known.offset) == known.tail
        except OSError:
            return False

    def _read(self, name: str, known: FileMemory | None) -> FileMemory | None:
        """Read what is new in a file, and return what to remember of it."""
        path = self._folder / name
        try:
            status = path.stat()
            if known is not None and (
                known.is_unchanged(status) or name in own_names(self._record.device, [name])
            ):
                return known
            if not stat.S_ISREG(status.st_mode):
                return None
            if status.st_size > LARGEST_FILE:
                words = _("{file} is too large for a quiz file; left out")
                self._notes.append(words.format(file=name))
                return None
            reader = FileReader(path, known)
            self._take(reader)
            self._report(name, reader)
            if reader.newer_version:
                return None
            return remembered(path, status, reader.offset, reader.device)
        except OSError as error:
            words = _("can't read {path}: {reason}")
            self._notes.append(words.format(path=name, reason=reason_of(error)))
            return None

    def _take(self, reader: FileReader) -> None:
        rows = reviews = 0
        for batch in reader.batches(self._record.learner):
            if len(batch) > _MANY:
                merged = self._record.merge_many(batch)
                self._is_stale = True
            else:
                merged = self._record.merge(batch, self._scheduler.replay)
            self._refuse_trouble()
            self._merged.add(merged)
            rows += merged.rows
            reviews += merged.reviews
            if not self._former_device or reader.device != self._former_device:
                self._seen.update(map(key_of, batch))
        if rows:
            self._devices.add(reader.device)
            self._is_doubled |= reader.device == self._record.device

    def _report(self, name: str, reader: FileReader) -> None:
        if reader.is_foreign or reader.newer_version or reader.other_learner:
            self._spoilt.add(name)
        if reader.is_foreign:
            self._notes.append(_("{file} isn't a quiz file; left out").format(file=name))
        if reader.newer_version:
            words = _(
                "{file} was written by a newer version of quiz; left out until you update this one"
            )
            self._notes.append(words.format(file=name))
        if reader.other_learner:
            self._notes.append(_("{file} belongs to another user; left out").format(file=name))
        if reader.bad:
            words = ngettext(
                "{file}: {n} line could not be read; the rest was",
                "{file}: {n} lines could not be read; the rest was",
                reader.bad,
            )
            self._notes.append(words.format(file=name, n=reader.bad))

    def _send(self, memory: _Memory, files: dict[str, FileMemory]) -> None:
        record = self._record
        upto = record.database.read(gathering.marks_now)
        own = OwnFiles(self._folder, record.device, record.learner, self._spoilt)
        exams = {line.exam.uid: line for line in self._exam_lines()}
        chosen = {choice.uid: choice.version for choice in self._choices()}
        try:
            for row in self._new_rows(memory, upto):
                if key_of(row) not in self._seen:
                    own.write(checked(encode_row(row)))
                    self._sent_rows += 1
                    self._sent += isinstance(row, Review)
            own.flush()
            files |= own.remembered()
        except OSError as error:
            words = _("can't write to {folder}: {reason}; nothing is lost, sync again later")
            reason = reason_of(error).lower()
            raise QuizError(words.format(folder=self._folder, reason=reason)) from error
        kept = _Memory(
            device=record.device,
            marks=upto,
            open_sittings=self._open_sittings(upto["sitting"]),
            exams={uid: line.version for uid, line in exams.items()},
            choices=chosen,
            files=files,
        )
        if kept != memory:
            record.put_meta(self._key, msgspec.json.encode(kept).decode())
        self._refuse_trouble()

    def _new_rows(self, memory: _Memory, upto: dict[str, int]) -> Iterator[Row]:
        """Return the rows that the folder may not have."""
        read, learner = self._record.database.read, self._record.learner
        for table in gathering.GROWING:
            after = memory.marks.get(table, 0)
            for start in range(after, upto[table], _STEP):
                end = min(start + _STEP, upto[table])
                # Some at a time: a cursor left open would keep others from writing.
                yield from read(
                    lambda c, t=table, a=start, b=end: list(  # type: ignore[misc]
                        gathering.grown_rows(c, learner, t, a, b)
                    )
                )
        for line in self._exam_lines():
            if memory.exams.get(line.exam.uid) != line.version:
                yield line
        for choice in self._choices():
            if memory.choices.get(choice.uid) != choice.version:
                yield choice
        for row in self._sittings(memory, upto["sitting"]):
            if row.ended_at is not None:
                yield row

    def _exam_lines(self) -> list[PlanLine]:
        learner = self._record.learner
        return self._record.database.read(lambda c: list(gathering.exam_lines(c, learner)))

    def _choices(self) -> list[SharedChoice]:
        return self._record.database.read(lambda c: list(choices(c)))

    def _sittings(self, memory: _Memory, upto: int) -> list[SittingRow]:
        after, also = memory.marks.get("sitting", 0), memory.open_sittings
        return self._record.database.read(
            lambda c: list(gathering.sitting_rows(c, self._record.learner, after, upto, also))
        )

    def _open_sittings(self, upto: int) -> list[str]:
        rows = self._record.database.read(
            lambda c: c.execute(
                "SELECT uid FROM sitting WHERE ended_at IS NULL AND rowid <= ? "
                "ORDER BY rowid DESC LIMIT ?",
                (upto, _MOST_OPEN),
            ).fetchall()
        )
        return [row["uid"] for row in rows]

    def _refuse_trouble(self) -> None:
        if self._record.trouble:
            words = _("{trouble}; nothing is lost, sync again later")
            raise QuizError(words.format(trouble=self._record.trouble))
