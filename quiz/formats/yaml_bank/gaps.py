"""The gaps of a cloze: `{{one|another}}`, `{{right ~ wrong}}`, `{{answer :: hint}}`."""

import re

from quiz.formats.yaml_bank import limits
from quiz.items import Gap
from quiz.items.markup import spans
from quiz.translation import _

_HIDDEN = "\ufdd0"
"""Stands for each character of code and maths: no character that a text may have."""


_ANY_ORDER = re.compile(r"\s*(&{1,3})\s+")
"""Marks gaps that are filled in any order; another number of signs is another group."""


class GapError(Exception):
    """A gap cannot be read; `at` is its index in the text."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


def parse(text: str) -> tuple[tuple[str, ...], tuple[Gap, ...]]:
    """Return the text between the gaps, and the gaps.

    Braces and signs inside code and maths are text, in a gap too.

    Raises:
        GapError: A gap never closes, is empty, or mixes bar and tilde; or there is none.
    """
    masked = _masked(text)
    segments: list[str] = []
    gaps: list[Gap] = []
    at = 0
    while (start := masked.find("{{", at)) >= 0:
        end = _end(masked, start)
        if end < 0 and (end := _end(text, start)) >= 0:
            # A lone backtick or dollar sign in it, and another one behind it.
            masked = masked[:start] + text[start:end] + _masked(text[end:])
        if end < 0:
            raise GapError(
                _("a gap opened with {{ is never closed; write }} after its answer"), start
            )
        while masked[end + 2 : end + 3] == "}":
            end += 1
        if len(gaps) >= limits.MOST_GAPS:
            message = _("more than {n} gaps; split it into several questions")
            raise GapError(message.format(n=limits.MOST_GAPS), start)
        segments.append(text[at:start])
        gaps.append(_gap(text[start + 2 : end], masked[start + 2 : end], start))
        at = end + 2
    if not gaps:
        raise GapError(
            _("no gaps in the text; write {{answer}} where students fill something in"), 0
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


def _masked(text: str) -> str:
    """Return the text with code and maths hidden, every other sign at its index."""
    for start, end in spans(text):
        if not _crosses_gaps(text[start:end]):
            text = text[:start] + _HIDDEN * (end - start) + text[end:]
    return text


def _end(text: str, start: int) -> int:
    """Return where the gap that opens at an index closes; -1 if another one opens before."""
    end = text.find("}}", start + 2)
    return -1 if "{{" in text[start + 2 : end if end >= 0 else None] else end


def _crosses_gaps(piece: str) -> bool:
    """Return whether what looks like code or maths ends one gap and begins another.

    As a lone backtick or dollar sign in each of two gaps does.
    """
    closing = piece.find("}}")
    if closing < 0:
        return False
    if not piece.startswith("$"):
        return "{{" not in piece[:closing] and "{{" in piece[closing:]
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", piece):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return True
    return False


def _parts(inner: str, masked: str, sign: str) -> list[str]:
    """Return what stands between signs, each as one line."""
    parts, at = [], 0
    for hidden in masked.split(sign):
        parts.append(" ".join(inner[at : at + len(hidden)].split()))
        at += len(hidden) + len(sign)
    return parts


def _gap(inner: str, masked: str, at: int) -> Gap:
    body = masked.partition(" :: ")[0]
    hint = inner[len(body) + 4 :].strip()
    inner = inner[: len(body)]
    group = 0
    marked = _ANY_ORDER.match(body)
    if marked:
        group, body, inner = len(marked[1]), body[marked.end() :], inner[marked.end() :]
    if not body.strip():
        raise GapError(_("empty gap; write the answer between {{ and }}"), at)
    if " ~ " in body and group:
        raise GapError(_("a gap with options (~) has a fixed place; delete the &"), at)
    if " ~ " in body:
        if "|" in body:
            raise GapError(
                _("both | and ~ in one gap; a gap with options (~) has one correct option"), at
            )
        options = tuple(_parts(inner, body, " ~ "))
        if not all(options):
            raise GapError(_("empty option in a gap; delete a ~"), at)
        if len(set(options)) < len(options):
            raise GapError(_("the same option twice in a gap; delete one"), at)
        return Gap(answers=options[:1], options=options, hint=hint)
    answers = tuple(dict.fromkeys(_parts(inner, body, "|")))
    if not all(answers):
        raise GapError(_("empty answer in a gap; delete a |"), at)
    return Gap(answers=answers, hint=hint, group=group)
