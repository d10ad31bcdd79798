"""The gaps of a cloze: `{{one|another}}`, `{{right ~ wrong}}`, `{{answer :: hint}}`."""

import re

from quiz.items import Gap
from quiz.items.markup import is_inside, spans
from quiz.words import _

GAP_MARK = "____"
"""Stands for a gap where the text is shown without its answers."""


_ANY_ORDER = re.compile(r"\s*(&{1,3})\s+")
"""Marks gaps that are filled in any order; another number of signs is another group."""


class GapError(Exception):
    """A gap cannot be read; `at` is its index in the text."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


def parse(text: str) -> tuple[tuple[str, ...], tuple[Gap, ...]]:
    """Return the text between the gaps, and the gaps.

    Braces inside code and `$maths$` are text.

    Raises:
        GapError: A gap never closes, is empty, or mixes bar and tilde; or there is none.
    """
    pieces = spans(text)
    segments, gaps, at = [], [], 0
    while (start := _next(text, at, pieces)) >= 0:
        end = text.find("}}", start + 2)
        if end < 0 or "{{" in text[start + 2 : end]:
            raise GapError(_("a gap opened with {{ never closes; write }} after its answer"), start)
        while text[end + 2 : end + 3] == "}":
            end += 1
        segments.append(text[at:start])
        gaps.append(_gap(text[start + 2 : end], start))
        at = end + 2
    if not gaps:
        raise GapError(
            _("no gap in the text; write {{answer}} where something is to be filled in"), 0
        )
    return (*segments, text[at:]), tuple(gaps)


def write(segments: tuple[str, ...], gaps: tuple[Gap, ...]) -> str:
    """Return the text with its gaps, as `parse` reads it."""
    out = [segments[0]]
    for gap, segment in zip(gaps, segments[1:], strict=True):
        inner = " ~ ".join(gap.options) if gap.options else "|".join(gap.answers)
        inner = f"{'&' * gap.group} {inner}" if gap.group else inner
        hint = f" :: {gap.hint}" if gap.hint else ""
        out += ["{{", inner, hint, "}}", segment]
    return "".join(out)


def _next(text: str, at: int, pieces: list[tuple[int, int]]) -> int:
    start = text.find("{{", at)
    while start >= 0 and is_inside(start, pieces):
        start = text.find("{{", start + 2)
    return start


def _gap(inner: str, at: int) -> Gap:
    body, _sign, hint = inner.partition(" :: ")
    group = 0
    marked = _ANY_ORDER.match(body)
    if marked:
        group, body = len(marked[1]), body[marked.end() :]
    if not body.strip():
        raise GapError(_("an empty gap; write the answer between {{ and }}"), at)
    if " ~ " in body and group:
        raise GapError(_("a pick-list (~) stands in its own place; delete the &"), at)
    if " ~ " in body:
        options = tuple(" ".join(part.split()) for part in body.split(" ~ "))
        if any("|" in option for option in options):
            raise GapError(_("bar and tilde in one gap; a pick-list (~) has one right entry"), at)
        if not all(options):
            raise GapError(_("an empty entry in a pick-list; delete a ~"), at)
        if len(set(options)) < len(options):
            raise GapError(_("the same entry twice in a pick-list; delete one"), at)
        return Gap(answers=options[:1], options=options, hint=hint.strip())
    answers = tuple(dict.fromkeys(" ".join(part.split()) for part in body.split("|")))
    if not all(answers):
        raise GapError(_("an empty answer in a gap; delete a |"), at)
    return Gap(answers=answers, hint=hint.strip(), group=group)
