"""What `quiz check --fix` mends: of what was found and not silenced, what is safe."""

from bisect import bisect_right

from quiz.formats.yaml_bank.fixing import Fixed, fixed
from quiz.lint.checking import check_bank

_MENDS = {"no-id": "ids", "key-order": "orders", "trailing-space": "spaces"}
"""The rules whose findings can be mended, and by what."""


def mended(data: bytes, *, source: str) -> Fixed:
    """Return a bank's file with its safe findings mended; what is silenced stays.

    Args:
        data: The file.
        source: Its name.
    """
    checked = check_bank(data, source=source)
    found = [problem for problem in checked.weaknesses if problem.rule in _MENDS]
    lines = checked.decoded.lines
    orders = {
        lines[at]
        for problem in found
        if problem.rule == "key-order" and (at := bisect_right(lines, problem.where.line) - 1) >= 0
    }
    mends = {_MENDS[problem.rule] for problem in found}
    return fixed(data, source=source, mends=mends, order_lines=orders)
