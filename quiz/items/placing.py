"""Marking of what was placed: what `match` and `groups` share."""

from quiz.items.outcome import Outcome, Part, limited
from quiz.items.response import Placed, Response


def placed_outcome(
    response: Response,
    wanted: list[tuple[str, str]],
    targets: tuple[str, ...],
    notes: dict[str, str],
    partial: bool,
    solution: tuple[str, ...],
) -> Outcome:
    """Give the share of labels whose target is the one wanted.

    Args:
        response: Where each label was put, as an index into `targets`.
        wanted: Each label with the text of its right target.
        targets: The texts that may be chosen.
        notes: Feedback shown for a wrong target.
        partial: All or nothing if False.
        solution: What is right, a line an element.
    """
    placed = response.targets if isinstance(response, Placed) else ()
    parts = []
    for place, (label, right) in enumerate(wanted):
        target = placed[place] if place < len(placed) else -1
        given = targets[target] if 0 <= target < len(targets) else ""
        is_right = bool(given) and given == right
        note = "" if is_right else notes.get(given, "")
        parts.append(Part(label=label, given=given, right=right, is_right=is_right, note=note))
    return Outcome(
        credit=limited(sum(part.is_right for part in parts) / len(parts), partial),
        is_empty=not any(part.given for part in parts),
        parts=tuple(parts),
        solution=solution,
    )
