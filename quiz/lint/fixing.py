"""What `quiz check --fix` writes: what is safe by itself, and what the findings know to write."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

import msgspec

from quiz.errors import Edit, Problem
from quiz.formats.yaml_bank.fixing import Fixed, fixed
from quiz.formats.yaml_bank.outline import Outline
from quiz.formats.yaml_bank.splice import edited
from quiz.lint.checking import Checked, check_bank

_FIXES = {"no-id": "ids", "key-order": "orders", "trailing-space": "spaces"}
"""The rules whose findings can be fixed without a change of meaning, and by what."""
_MOST_ROUNDS = 5
"""Some edits bring other findings to light; after so many rounds the rest is left."""
_MOST_TRIED = 200
"""Findings whose edits are tried one by one where all at once did harm."""


class Suggested(msgspec.Struct, frozen=True):
    """A file with the edits of its findings made."""

    data: bytes
    """The file's bytes after the fixes."""
    count: int
    """How many findings it answers."""


def safely_fixed(data: bytes, *, source: str) -> Fixed:
    """Return a bank's file with its safe findings fixed; what is silenced stays.

    Args:
        data: The file.
        source: Its name.
    """
    checked = check_bank(data, source=source)
    found = [problem for problem in checked.weaknesses if problem.rule in _FIXES]
    lines = checked.decoded.lines
    orders = {
        lines[at]
        for problem in found
        if problem.rule == "key-order" and (at := bisect_right(lines, problem.where.line) - 1) >= 0
    }
    fixes = {_FIXES[problem.rule] for problem in found}
    return fixed(data, source=source, fixes=fixes, order_lines=orders)


def suggested(data: bytes, *, source: str) -> Suggested:
    """Return a bank's file with everything written that its findings know to write.

    These edits change what the bank says, so that somebody should look at them first. Each is
    checked again, and dropped where it does not answer its finding or brings a new error.

    Args:
        data: The file.
        source: Its name.
    """
    done = Suggested(data, 0)
    for _round in range(_MOST_ROUNDS):
        checked = check_bank(done.data, source=source)
        found = _apart([problem for problem in checked.findings if problem.edits])
        if not found:
            break
        after = _tried(done.data, found, checked, source)
        if after is not None:
            done = Suggested(after, done.count + len(found))
            continue
        before = done.count
        for problem in found[:_MOST_TRIED]:
            now = check_bank(done.data, source=source)
            same = [p for p in now.findings if p.edits and _is_same(p, problem)]
            after = _tried(done.data, same[:1], now, source) if same else None
            if after is not None:
                done = Suggested(after, done.count + 1)
        if done.count == before:
            break
    return done


def _apart(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems whose edits do not overlap those of one before."""
    taken: list[Edit] = []
    kept = []
    for problem in problems:
        if not any(_overlap(edit, other) for edit in problem.edits for other in taken):
            kept.append(problem)
            taken += problem.edits
    return kept


def _overlap(one: Edit, other: Edit) -> bool:
    return (one.start < other.end and other.start < one.end) or one.start == other.start


def _is_same(one: Problem, other: Problem) -> bool:
    return (one.message, one.rule) == (other.message, other.rule)


def _tried(data: bytes, problems: Sequence[Problem], before: Checked, source: str) -> bytes | None:
    """Return the file with some edits made; None where that helps nothing, or does harm."""
    outline = Outline(data, source)
    edits = [edit for problem in problems for edit in problem.edits]
    changed = edited(data, outline.text, edits)
    after = check_bank(changed, source=source)
    if after.decoded.bank is None:
        return None
    was, now = (Counter((p.message, p.rule) for p in one.findings) for one in (before, after))
    if any(now[p.message, p.rule] >= was[p.message, p.rule] for p in problems):
        return None
    new = Counter(p.message for p in after.decoded.problems)
    new.subtract(Counter(p.message for p in before.decoded.problems))
    return None if any(count > 0 for count in new.values()) else changed
