"""A bank's file as it is being written: what is sound of it now, and what was last."""

import os
from collections.abc import Sequence
from pathlib import Path
from random import Random

import msgspec

from quiz.desk.banks.page import Snapshot, findings_by_item, look_at
from quiz.errors import Location, Problem, QuizError
from quiz.formats.decoded import Decoded
from quiz.items import Bank, Context, Item, Outcome, Prompt, Response, context_of
from quiz.library.files import bank_file
from quiz.lint import Checked
from quiz.translation import _

_PATIENCE = 4
"""Looks for which a file may be gone: some editors take it away before they put the new one."""
_LARGE = 150_000
"""Bytes that are not read and checked within a few tenths of a second."""
_NOTHING = Checked(decoded=Decoded(bank=None))


class Preview:
    """Follows a file, and remembers its last sound state; no record is needed for it."""

    def __init__(self, path: str | Path, look: Snapshot | None = None) -> None:
        """Look at a file.

        Args:
            path: The file.
            look: What it holds, where that is known; None to look now.

        Raises:
            QuizError: It cannot be read.
        """
        self.path = os.path.realpath(os.path.expanduser(path))
        self.shown: Checked = _NOTHING
        """What is shown: the file as it is, or as it was when it was last sound."""
        self.now: Checked = _NOTHING
        """The file as it is."""
        self._stamp = self._stamp_now() if look is None else None
        self._gone = 0
        self._data = b""
        self._is_lost = True
        self._context = Context()
        self._findings: dict[str, tuple[Problem, ...]] = {}
        self.take(look or self.look(), "")

    # Following the file

    def has_changed(self) -> bool:
        """Return whether the file is another than at the last look; costs next to nothing."""
        stamp = self._stamp_now()
        if stamp is None:
            self._gone += 1
            self._stamp = None  # the same file may come back under its name
            return self._gone == _PATIENCE
        self._gone = 0
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        return True

    def _stamp_now(self) -> tuple[int, int, int] | None:
        try:
            info = os.stat(self.path)
        except OSError:
            return None
        return info.st_mtime_ns, info.st_size, info.st_ino

    def look(self) -> Snapshot:
        """Read and check the file; may be called in another thread.

        Raises:
            QuizError: It cannot be read.
        """
        return look_at(self.path)

    def take(self, look: Snapshot, item: str) -> int | None:
        """Show what was found, if it is sound.

        Args:
            look: What the file holds now.
            item: Id of the question that is shown.

        Returns:
            The question that was touched by the edit; None if it is the one that is shown, or
            nothing else is known.
        """
        data, checked = look
        if data == self._data and not self._is_lost:
            return None
        self._data, self.now, self._is_lost = data, checked, False
        bank, before = checked.decoded.bank, self.shown.decoded.bank
        if bank is None or (not bank.items and self.items):
            return None
        has_broken = checked.decoded.left_out > self.shown.decoded.left_out
        if has_broken and item and all(other.id != item for other in bank.items):
            return None  # the question in front is being written: it stays as it was
        self.shown = checked
        self._findings = findings_by_item(checked)
        self._context = context_of(bank)
        return touched(before, bank) if before is not None else None

    def lose(self, error: QuizError) -> None:
        """Take down that the file cannot be read now."""
        problem = Problem(Location(self.path, 1, 1), str(error))
        self.now = Checked(decoded=Decoded(bank=None, problems=(problem,)))
        self._is_lost = True

    # What is shown

    @property
    def title(self) -> str:
        """The bank's title, or the file's name."""
        bank = self.shown.decoded.bank
        return bank.title if bank is not None and bank.title else os.path.basename(self.path)

    @property
    def items(self) -> tuple[Item, ...]:
        """The questions that are shown."""
        bank = self.shown.decoded.bank
        return bank.items if bank is not None else ()

    @property
    def faults(self) -> tuple[Problem, ...]:
        """Faults of the file as it is."""
        return self.now.decoded.problems

    @property
    def is_unread(self) -> bool:
        """Whether the file was not looked at yet."""
        return self.now is _NOTHING

    @property
    def is_kept(self) -> bool:
        """Whether what is shown is not the file as it is, but as it was before it was broken."""
        return self.shown is not self.now and bool(self.items)

    def line(self, index: int) -> int:
        """Return the line of a question."""
        return self.shown.decoded.lines[index]

    def place_of(self, item: str, index: int) -> int:
        """Return where a question stands now: by its id, else at its place."""
        for at, other in enumerate(self.items):
            if other.id == item:
                return at
        return max(0, min(index, len(self.items) - 1))

    def findings(self, index: int) -> tuple[Problem, ...]:
        """Return what is to be said of a question; faults of another one that is left out too."""
        return self._findings.get(self.items[index].id, ())

    def passage(self, index: int) -> str:
        """Return the text that a question is about; empty for none."""
        bank = self.shown.decoded.bank
        assert bank is not None
        return dict(bank.passages).get(bank.items[index].passage, "")

    def lay_out(self, index: int, seed: int) -> Prompt:
        """Return a question as a student is shown it."""
        return self.items[index].lay_out(Random(f"{seed}/{self.items[index].id}"))

    def mark(self, prompt: Prompt, response: Response) -> Outcome:
        """Mark a response as a sitting would; nothing is kept of it."""
        return prompt.item.mark(response, self._context)


def touched(before: Bank, after: Bank) -> int | None:
    """Return the first question that reads otherwise than before, or is new; None without one."""
    seen = set(_readings(before))
    for at, reading in enumerate(_readings(after)):
        if reading not in seen:
            return at
    return None


def _readings(bank: Bank) -> Sequence[bytes]:
    """Return what each question says, its passage included."""
    passages = dict(bank.passages)
    encode = msgspec.json.Encoder().encode
    return [encode((item, passages.get(item.passage, ""))) for item in bank.items]


def preview_of(path: str, look: Snapshot | None = None) -> Preview:
    """Return the preview of a file; a large one is not read yet, and says that it has changed.

    Args:
        path: The file.
        look: What it holds, where that is known.

    Raises:
        QuizError: It is a folder, or cannot be read.
    """
    if os.path.isdir(os.path.expanduser(path)):
        raise QuizError(_("{path} is a folder; name a single bank file").format(path=path))
    if look is None and bank_file(Path(os.path.expanduser(path))).size > _LARGE:
        look = (b"", _NOTHING)
    return Preview(path, look)
