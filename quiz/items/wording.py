"""What is said of a question in words: the same on the screens, in lines and on paper."""

from quiz.items import Cloze, Groups, Item, Match, Order, TextList, TrueFalse
from quiz.items.number import plain
from quiz.items.response import (
    Ordered,
    Picked,
    Placed,
    Response,
    SelfGraded,
    Ticked,
    Typed,
    TypedParts,
)
from quiz.translation import _, ngettext

GAP = "____"
"""What stands for a gap in a text."""
BETWEEN = "; "
"""What parts the parts of a response, and those of a solution."""


# What is asked


def stem_text(item: Item) -> str:
    """Return what an item asks; gaps are underscores."""
    return GAP.join(item.segments) if isinstance(item, Cloze) else item.stem


def stem_markdown(item: Item) -> str:
    """Return what an item asks, for who reads it as Markdown, where underscores are marks."""
    return r"\_\_\_\_".join(item.segments) if isinstance(item, Cloze) else item.stem


def stem_with_numbers(item: Cloze) -> str:
    """Return a cloze's text with its gaps numbered, each with its hint, to be answered in lines."""
    out = [item.segments[0]]
    for number, (gap, segment) in enumerate(zip(item.gaps, item.segments[1:], strict=True), 1):
        hint = f": {gap.hint}" if gap.hint else ""
        out += [f"[{number}{hint}]", segment]
    return "".join(out)


# What was answered, and what is right


def option_text(item: Item, text: str) -> str:
    """Return an option or a solution as it is shown: true and false are words of ours."""
    return _(text) if isinstance(item, TrueFalse) else text


def response_text(item: Item, response: Response | None) -> str:
    """Return what was answered; empty for nothing."""
    if response is None:
        return ""
    return BETWEEN.join(option_text(item, part) for part in response_parts(item, response))


def response_parts(item: Item, response: Response) -> tuple[str, ...]:
    """Return what was answered, part by part, in the bank's words: texts, never their places.

    Options come as the bank has them, so that the same answer is the same text.
    """
    match response:
        case Typed(text) | SelfGraded(_, text) | Ticked(_, text):
            return (text,) if text else ()
        case TypedParts(texts):
            # An empty gap keeps its place; in a list, places mean nothing.
            return tuple(filter(None, texts)) if isinstance(item, TextList) else texts
        case Picked(indices):
            options = getattr(item, "options", ())
            return tuple(options[at].text for at in sorted({*indices}) if 0 <= at < len(options))
        case Ordered(indices):
            entries = item.entries if isinstance(item, Order) else ()
            return tuple(entries[at] for at in indices if 0 <= at < len(entries))
        case Placed(targets):
            return _placed(item, targets)


def _placed(item: Item, targets: tuple[int, ...]) -> tuple[str, ...]:
    if isinstance(item, Match):
        lefts, names = tuple(pair.left for pair in item.pairs), item.rights
    elif isinstance(item, Groups):
        lefts, names = item.entries, item.names
    else:
        return ()
    return tuple(
        f"{left} = {names[at]}"
        for left, at in zip(lefts, targets, strict=False)
        if 0 <= at < len(names)
    )


def solution_text(item: Item, solution: tuple[str, ...] = ()) -> str:
    """Return what is right.

    Args:
        item: The item.
        solution: What the marking says is right; the item's own by default.
    """
    return BETWEEN.join(option_text(item, text) for text in solution or item.solution)


# Points


def amount(points: float) -> str:
    """Return points as people write them: at most two decimals, no zeros behind them."""
    from decimal import Decimal

    return plain(Decimal(str(round(points, 2))))


def points_text(points: float) -> str:
    """Return points with their word: `1 point`, `2.5 points`."""
    words = ngettext("{points} point", "{points} points", _form(points))
    return words.format(points=amount(points))


def points_of_text(points: float, points_of: float) -> str:
    """Return points out of how many: `1.5 of 2 points`, `0 of 1 point`."""
    words = ngettext("{points} of {of} point", "{points} of {of} points", _form(points_of))
    return words.format(points=amount(points), of=amount(points_of))


def _form(points: float) -> int:
    """Return a whole number with the same form of the noun: there is none for parts of points."""
    shown = amount(points)
    return int(shown) if shown.isdecimal() else 2
