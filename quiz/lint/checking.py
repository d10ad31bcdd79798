"""Everything that is to be said of a bank's file: faults, warnings and weaknesses."""

from collections import Counter

import msgspec

from quiz.cleaning import clean_line
from quiz.errors import Problem
from quiz.formats import yaml_bank
from quiz.formats.decoded import Decoded, Exists
from quiz.lint.draft import Draft
from quiz.lint.rules import RULES
from quiz.lint.silence import Silence


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A file with its findings."""

    decoded: Decoded
    """The bank, with what its reader found."""
    weaknesses: tuple[Problem, ...] = ()
    """In the order of the file, without those that it silences."""
    warnings: tuple[Problem, ...] = ()
    """Of comments that silence what is no rule."""

    @property
    def findings(self) -> tuple[Problem, ...]:
        """Faults, warnings and weaknesses, in the order of the file."""
        decoded = self.decoded
        found = (*decoded.problems, *decoded.warnings, *self.warnings, *self.weaknesses)
        return tuple(sorted(found, key=lambda problem: _place(problem)))

    @property
    def kinds(self) -> dict[str, int]:
        """How many sound questions there are of each kind, the most frequent first."""
        items = self.decoded.bank.items if self.decoded.bank else ()
        return dict(Counter(item.kind for item in items).most_common())


def check_bank(data: bytes, *, source: str, exists: Exists = lambda _: True) -> Checked:
    """Find the faults and the weaknesses of a bank.

    Args:
        data: The file.
        source: The file's name.
        exists: Whether a picture is there, by its path relative to the bank.
    """
    decoded = yaml_bank.decode(data, source=source, exists=exists)
    if decoded.bank is None:
        return Checked(decoded=decoded)
    draft = Draft(data, decoded, source)
    found = [
        msgspec.structs.replace(problem, rule=name, message=clean_line(problem.message))
        for name, rule in RULES.items()
        for problem in rule(draft)
    ]
    silence = Silence(data.decode("utf-8", "replace"), source)
    heard = sorted(silence.heard(found, decoded.lines), key=_place)
    return Checked(decoded=decoded, weaknesses=tuple(heard), warnings=tuple(silence.unknown(RULES)))


def _place(problem: Problem) -> tuple[int, int]:
    return problem.where.line, problem.where.column
