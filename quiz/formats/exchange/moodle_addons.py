"""Questions of Moodle's add-ons: those that are near one of ours, and what the others are."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from quiz.formats.exchange.answers import Change, UnreadableError, decimal_of, match
from quiz.formats.exchange.xml_tree import Element
from quiz.items import Gap, Groups, Item
from quiz.items.groups import Group
from quiz.translation import _

_KNOWN = {
    "ddimageortext": _("labels are dragged onto places in a picture"),
    "ddmarker": _("markers are dragged onto places in a picture"),
    "imagetarget": _("a place in a picture is picked"),
    "hotspot": _("a place in a picture is picked"),
    "random": _("a question that is drawn from a category there"),
    "randomsamatch": _("pairs that are drawn from a category there"),
    "coderunner": _("a program is written, and run there"),
    "stack": _("algebra that is worked out there"),
    "formulas": _("formulas with numbers that are drawn there"),
    "wordselect": _("words are picked in a text"),
    "recordrtc": _("sound or video is recorded"),
    "drawing": _("something is drawn"),
    "pmatch": _("an answer that is compared by patterns"),
    "regexp": _("an answer that is compared by patterns"),
    "crossword": _("a crossword"),
}


def unread(type_: str) -> str:
    """Return that a type cannot be carried, and what it is where that is known."""
    words = _("questions of type “{type}” can't be carried").format(type=type_[:40])
    return f"{words}: {_KNOWN[type_]}" if type_ in _KNOWN else words


def row_pairs(question: Element, line: Callable[[Element], str]) -> list[tuple[str, int]]:
    """Return the rows of a question with columns, each with the place of its column.

    Raises:
        UnreadableError: A row belongs to no column, or to several.
    """
    right: dict[str, list[str]] = {}
    for weight in question.all("weight"):
        if (decimal_of(weight.text_at("value")) or 0) > 0:
            right.setdefault(weight.get("rownumber"), []).append(weight.get("columnnumber"))
    numbers = [one.get("number") for one in question.all("column")]
    pairs = []
    for row in question.all("row"):
        columns = right.get(row.get("number"), [])
        if len(columns) != 1 or columns[0] not in numbers:
            raise UnreadableError(_("a row without one right column"))
        pairs.append((line(row.first("optiontext") or row), numbers.index(columns[0])))
    return pairs


def grouped(
    common: dict[str, Any], pairs: Sequence[tuple[str, int]], columns: Sequence[str], change: Change
) -> Item:
    """Return rows that belong to columns: groups, or pairs where a column has no row.

    Raises:
        UnreadableError: A text is empty or there twice, or there are too few.
    """
    texts = [text for text, _column in pairs]
    if not all((*texts, *columns)) or len(set(texts)) < len(texts) or len(texts) < 2:
        raise UnreadableError(_("rows that are empty, or the same"))
    members = [tuple(text for text, at in pairs if at == place) for place in range(len(columns))]
    if all(members) and len(set(columns)) == len(columns) > 1:
        groups = tuple(Group(name, part) for name, part in zip(columns, members, strict=True))
        return Groups(id="", **common, groups=groups)
    spare = [("", name) for name, part in zip(columns, members, strict=True) if not part]
    return match(common, [*((text, columns[at]) for text, at in pairs), *spare], change)


_PATTERN = re.compile(r"[.*+?^$()\[\]\\]")


def marked_gaps(text: str, signs: str) -> tuple[str, list[str]]:
    """Return a text with its gaps numbered between U+E000 and U+E001, and what is in each.

    Args:
        text: HTML.
        signs: What begins and what ends a gap, a character each.

    Raises:
        UnreadableError: There is no gap.
    """
    start, end = (re.escape(sign) for sign in (signs[:1] or "[", signs[1:2] or "]"))
    found: list[str] = []

    def take(gap: re.Match[str]) -> str:
        found.append(gap[1])
        return f"\ue000{len(found) - 1}\ue001"

    plain = re.sub("[\ue000\ue001]", "", text)
    marked = re.sub(f"{start}([^{start}{end}<>]{{1,300}}){end}", take, plain)
    if not found:
        raise UnreadableError(_("a text without gaps"))
    return marked, found


def split_at_gaps(markdown: str, count: int) -> list[str]:
    """Return the text between gaps that were numbered.

    Raises:
        UnreadableError: They are not all there in their order.
    """
    pieces = re.split("\ue000(\\d+)\ue001", markdown)
    if not count or [int(one) for one in pieces[1::2]] != list(range(count)):
        raise UnreadableError(_("a text without gaps"))
    return pieces[::2]


def filled_gap(right: str, options: Sequence[str], change: Change, *, has_patterns: bool) -> Gap:
    """Return a gap of a `gapfill`.

    Args:
        right: What belongs there.
        options: All that may be picked; none if it is typed.
        change: Takes note of what is carried otherwise.
        has_patterns: Whether `|` stands between right answers, and other signs are a pattern.

    Raises:
        UnreadableError: Nothing belongs there.
    """
    others = [one for one in dict.fromkeys(options) if one and one != right]
    if right and others:
        return Gap(answers=(right,), options=(right, *others))
    answers = [one.strip() for one in right.split("|")] if has_patterns else [right]
    answers = [one for one in dict.fromkeys(answers) if one]
    if not answers:
        raise UnreadableError(_("a gap that nothing fills"))
    if has_patterns and any(_PATTERN.search(one) for one in answers):
        change(_("the pattern of an answer is taken as a text"))
    return Gap(answers=tuple(answers))
