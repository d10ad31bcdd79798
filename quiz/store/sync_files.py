"""The files of a folder that is carried between devices: reading all, writing one's own."""

import os
import re
import zlib
from collections.abc import Container, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import msgspec

from quiz import private
from quiz.store.lines import (
    FORMAT,
    LONGEST_LINE,
    VERSION,
    BadLine,
    FileHead,
    Row,
    checked,
    decode_line,
    encode_head,
)

LARGEST_FILE = 256 * 2**20
"""Bytes; no device of ours writes more than a few million into one file."""
PART_SIZE = 4 * 2**20
"""Bytes after which a new file is begun: what is carried once need not be carried again."""
_BATCH = 20_000
_TAIL = 256
_OURS = re.compile(r"quiz-[0-9a-f]{8,64}-\d{4}")


class FileMemory(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was when it was last read or written."""

    size: int
    """In bytes, when it was last read."""
    mtime_ns: int
    """When it was changed, in nanoseconds since 1970."""
    offset: int
    """Bytes that need not be read again."""
    tail: int
    """Checksum of the last bytes before the offset."""
    device: str
    """Which device writes it."""

    def is_unchanged(self, status: os.stat_result) -> bool:
        """Return whether a file is just as it was."""
        return (self.size, self.mtime_ns) == (status.st_size, status.st_mtime_ns)


def own_name(device: str, number: int) -> str:
    """Return the name of a device's file."""
    return f"quiz-{device}-{number:04}.jsonl"


def own_names(device: str, names: Iterable[str]) -> list[str]:
    """Return those of some names that a device writes to, in order."""
    pattern = re.compile(rf"quiz-{re.escape(device)}-\d{{4}}\.jsonl")
    return sorted(name for name in names if pattern.fullmatch(name))


def remembered(path: Path, status: os.stat_result, offset: int, device: str) -> FileMemory:
    """Return what to remember of a file that is known up to an offset.

    Args:
        path: The file.
        status: As it was before it was read: what is added meanwhile is read next time.
        offset: In bytes.
        device: Which device writes it.

    Raises:
        OSError: It cannot be read.
    """
    return FileMemory(
        size=status.st_size,
        mtime_ns=status.st_mtime_ns,
        offset=offset,
        tail=tail_of(path, offset),
        device=device,
    )


def tail_of(path: Path, offset: int) -> int:
    """Return the checksum of the last bytes before an offset.

    Raises:
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        file.seek(max(0, offset - _TAIL))
        return zlib.crc32(file.read(min(offset, _TAIL)))


class FileReader:
    """Reads the rows of one file, whatever it may hold."""

    def __init__(self, path: Path, known: FileMemory | None) -> None:
        """Take a file, and what is remembered of it.

        Raises:
            OSError: It cannot be read.
        """
        self._path = path
        self.offset = 0
        """Bytes up to the end of the last whole line that was read."""
        self.device = ""
        """Which device wrote what was read last; empty if that is not said."""
        if (
            known
            and known.offset <= path.stat().st_size
            and tail_of(path, known.offset) == known.tail
        ):
            self.offset = known.offset
            self.device = known.device
        self.bad = 0
        """Lines that could not be used."""
        self.is_foreign = False
        """Whether the file is none of ours."""
        self.newer_version = 0
        """Version of the format, where it is newer than ours."""
        self.other_learner = ""
        """Whose file it is, if not the learner's."""

    def batches(self, learner: str) -> Iterator[list[Row]]:
        """Return the rows of a learner, some thousands at a time.

        Raises:
            OSError: The file cannot be read.
        """
        is_ours = self.offset > 0 or _OURS.match(self._path.name) is not None
        batch: list[Row] = []
        with self._path.open("rb") as file:
            file.seek(self.offset)
            while line := file.readline(LONGEST_LINE + 1):
                is_whole = line.endswith(b"\n")
                if not is_whole and len(line) > LONGEST_LINE:
                    _skip_line(file)
                    is_whole, line = True, b"too long"
                try:
                    read = decode_line(line) if line.strip() else None
                except BadLine:
                    if not is_ours:
                        self.is_foreign = True
                        return
                    self.bad += is_whole  # the last line may be half on its way
                    read = None
                if is_whole:
                    self.offset = file.tell()
                if read is None:
                    continue
                if read.head is not None:
                    is_ours = True
                    if not self._takes(read.head, learner):
                        break
                elif not is_ours:
                    self.is_foreign = True
                    return
                elif read.row is not None:
                    batch.append(read.row)
                    if len(batch) >= _BATCH:
                        yield batch
                        batch = []
        if batch:
            yield batch

    def _takes(self, head: FileHead, learner: str) -> bool:
        """Return whether what follows a head is to be read."""
        self.device = head.device
        if head.format != FORMAT:
            self.is_foreign = True
        elif head.version > VERSION:
            self.newer_version = head.version
        elif head.learner != learner:
            self.other_learner = head.learner
        else:
            return True
        return False


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass


class OwnFiles:
    """Writes a device's rows to its files in a folder."""

    def __init__(
        self, folder: Path, device: str, learner: str, spoilt: Container[str] = ()
    ) -> None:
        """Take the folder, who writes, and the names of files that nothing may be added to."""
        self._spoilt = spoilt
        self._folder = folder
        self._device = device
        self._learner = learner
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0

    def write(self, line: bytes) -> None:
        """Add a line.

        Raises:
            OSError: The folder cannot be written; what was whole in its files still is.
        """
        self._waiting.append(line)
        self._waiting_bytes += len(line)
        if self._waiting_bytes >= PART_SIZE:
            self.flush()

    def flush(self) -> None:
        """Put all lines on the disk.

        Raises:
            OSError: The folder cannot be written; what was whole in its files still is.
        """
        if not self._waiting:
            return
        data = b"".join(self._waiting)
        names = own_names(self._device, os.listdir(self._folder))
        last = self._folder / names[-1] if names and names[-1] not in self._spoilt else None
        if last is not None and last.stat().st_size < PART_SIZE:
            _append(last, data)
        else:
            number = int(names[-1].rpartition("-")[2].partition(".")[0]) + 1 if names else 1
            head = checked(encode_head(self._learner, self._device))
            _create(self._folder / own_name(self._device, number), head + data)
        self._waiting.clear()
        self._waiting_bytes = 0

    def remembered(self) -> dict[str, FileMemory]:
        """Return what to remember of the files.

        Raises:
            OSError: They cannot be read.
        """
        names = own_names(self._device, os.listdir(self._folder))
        found = {}
        for name in names:
            path = self._folder / name
            status = path.stat()
            found[name] = remembered(path, status, status.st_size, self._device)
        return found


def _append(path: Path, data: bytes) -> None:
    """Add whole lines to a file, in place of a last one that was left half.

    Raises:
        OSError: It cannot be written; it is as it was.
    """
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - LONGEST_LINE))
        tail = file.read()
        whole = size - len(tail) + tail.rfind(b"\n") + 1
        file.truncate(whole)
        file.seek(whole)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            with suppress(OSError):
                file.truncate(whole)
            raise


def _create(path: Path, data: bytes) -> None:
    """Write a new file, which is there whole or not at all.

    Raises:
        OSError: It cannot be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        private.make_file(part)
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
