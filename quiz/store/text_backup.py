"""The record as plain text, one row a line: what outlives every program, this one too."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from quiz import private
from quiz.errors import QuizError, reason_of
from quiz.memory.scheduler import Scheduler
from quiz.store import gathering
from quiz.store.choices import choices
from quiz.store.lines import (
    FORMAT,
    LONGEST_LINE,
    VERSION,
    BadLine,
    FileHead,
    Row,
    decode_line,
    encode_head,
    encode_row,
    key_of,
)
from quiz.store.merging import Merged
from quiz.store.record import Record
from quiz.store.rows import Review
from quiz.translation import _

_STEP = 20_000
_MOST_TOLD = 20


class BadLineAt(msgspec.Struct, frozen=True):
    """A line that could not be used."""

    line: int
    """From 1."""
    why: str
    """What is wrong with it."""


class TextRead(msgspec.Struct, kw_only=True):
    """What reading a text backup found."""

    answers: int = 0
    """Answers in it."""
    rows: int = 0
    """All that is in it."""
    new_answers: int = 0
    """Answers that the record does not have."""
    bad_count: int = 0
    """Lines that could not be read."""
    bad: list[BadLineAt] = []
    """The first of the lines that could not be used."""


def write(record: Record, path: Path, *, force: bool = False) -> None:
    """Write a text backup, whole or not at all.

    Args:
        record: The record.
        path: The file.
        force: Whether another text backup there is replaced; another file never is.

    Raises:
        QuizError: Another file is there, or it cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        if path.exists():
            with path.open("rb") as file:
                is_backup = FORMAT.encode() in file.readline(1000)
            if not is_backup:
                message = _("{path} already exists and isn't a text backup; nothing was written")
                raise QuizError(message.format(path=path))
            if not force:
                message = _("{path} already exists; add --force to overwrite it")
                raise QuizError(message.format(path=path))
        private.make_folder(path.parent)
        try:
            private.make_file(part)
            with part.open("wb") as file:
                file.writelines(dump(record))
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        message = _("can't write {path}: {reason}")
        raise QuizError(message.format(path=path, reason=reason_of(error))) from error


def dump(record: Record) -> Iterator[bytes]:
    """Return the lines of a text backup."""
    learner, read = record.learner, record.database.read
    yield encode_head(learner)
    upto = read(gathering.marks_now)
    for table in gathering.GROWING:
        for start in range(0, upto[table], _STEP):
            end = min(start + _STEP, upto[table])
            rows: list[Row] = read(
                lambda c, t=table, a=start, b=end: list(  # type: ignore[misc]
                    gathering.grown_rows(c, learner, t, a, b)
                )
            )
            yield from map(encode_row, rows)
    yield from map(encode_row, read(lambda c: list(gathering.exam_lines(c, learner))))
    yield from map(encode_row, read(lambda c: list(choices(c))))
    sittings = read(lambda c: list(gathering.sitting_rows(c, learner, 0, upto["sitting"])))
    yield from map(encode_row, sittings)


def look_at(record: Record, file: BinaryIO) -> TextRead:
    """Return what a text backup holds, and how much of it is new to a record.

    Raises:
        QuizError: It is no text backup, or one that this version cannot read.
        OSError: It cannot be read.
    """
    found = TextRead()
    for batch in _batches(file, record.learner, found):
        answers = [row.uid for row in batch if isinstance(row, Review)]
        found.new_answers += len(answers) - _known(record, answers)
    return found


def restore_text(record: Record, file: BinaryIO, scheduler: Scheduler) -> Merged:
    """Add what a text backup holds to a record; what is there already changes nothing.

    Args:
        record: Perhaps an empty one.
        file: The backup.
        scheduler: Gives the memory states, unless weights came: then they are noted as stale.

    Raises:
        QuizError: It is no text backup, or one that this version cannot read.
        OSError: It cannot be read.
    """
    merged = Merged()
    for batch in _batches(file, record.learner, TextRead()):
        merged.add(record.merge_many(batch))
    if not merged.has_weights:
        record.rebuild_states(scheduler)
    return merged


def _batches(file: BinaryIO, learner: str, found: TextRead) -> Iterator[list[Row]]:
    """Return the rows, some thousands at a time, and count what is found."""
    batch: dict[str, Row] = {}
    has_head = False
    for number, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        try:
            read = decode_line(line)
        except BadLine as error:
            found.bad_count += 1
            if len(found.bad) < _MOST_TOLD:
                found.bad = [*found.bad, BadLineAt(number, str(error))]
            continue
        if read.head is not None:
            has_head = True
            _refuse_other(read.head, learner)
        if read.row is None:
            continue
        found.rows += 1
        found.answers += isinstance(read.row, Review)
        batch[key_of(read.row)] = read.row
        if len(batch) >= _STEP:
            yield list(batch.values())
            batch.clear()
    if not (found.rows or found.bad_count or has_head):
        raise QuizError(_("not a text backup: there is nothing in it"))
    if found.rows == 0 and found.bad_count:
        first = found.bad[0]
        words = _("not a text backup: line {n}: {reason}")
        raise QuizError(words.format(n=first.line, reason=first.why))
    yield list(batch.values())


def _lines(file: BinaryIO) -> Iterator[bytes]:
    line = file.readline(LONGEST_LINE + 1).removeprefix(b"\xef\xbb\xbf")
    while line:
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE + 1)  # the rest of one that is far too long
        line = file.readline(LONGEST_LINE + 1)


def _refuse_other(head: FileHead, learner: str) -> None:
    if head.format != FORMAT:
        words = _("written by another program: {format!r}")
        raise QuizError(words.format(format=head.format[:40]))
    if head.version > VERSION:
        words = _(
            "written by a newer version of quiz (format {version}; this version reads up to "
            "{latest}); update quiz to use it"
        )
        raise QuizError(words.format(version=head.version, latest=VERSION))
    if head.learner != learner:
        words = _("belongs to another user, {learner!r}")
        raise QuizError(words.format(learner=head.learner[:40]))


def _known(record: Record, uids: Iterable[str]) -> int:
    """Return how many reviews of some uids the record has."""
    asked = list(uids)
    return record.database.read(
        lambda c: sum(
            c.execute("SELECT 1 FROM review WHERE uid = ?", (uid,)).fetchone() is not None
            for uid in asked
        )
    )
