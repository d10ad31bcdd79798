"""What every format's `decode` and `encode` return."""

from collections.abc import Callable

import msgspec

from quiz.errors import BankError, Problem
from quiz.items import Bank

Exists = Callable[[str], bool]
"""Whether a picture is there: takes its path relative to the bank."""


class Decoded(msgspec.Struct, frozen=True, kw_only=True):
    """A file as read."""

    bank: Bank | None
    """What is sound of it; None if it is no bank at all."""
    lines: tuple[int, ...] = ()
    """Line of each of the bank's items, from 1."""
    left_out: int = 0
    """How many questions are not in the bank, since they have faults."""
    problems: tuple[Problem, ...] = ()
    """Every fault, in the order of the file."""
    warnings: tuple[Problem, ...] = ()
    """What is allowed and probably not meant."""

    def sound_bank(self) -> Bank:
        """Return the bank if the file has no fault.

        Raises:
            BankError: It has; lists every one.
        """
        if self.problems or self.bank is None:
            raise BankError(self.problems)
        return self.bank


class Encoded(msgspec.Struct, frozen=True, kw_only=True):
    """A bank as a file."""

    data: bytes
    """The file's bytes."""
    losses: tuple[str, ...] = ()
    """What the format could not hold, a sentence each."""
