"""Pieces of drawn maths: raised and lowered text, accents, fractions, boxes of several rows."""

import re
import unicodedata
from collections.abc import Sequence

import msgspec

from quiz.items.maths import signs


class Unknown(Exception):
    """Something in the formula has no form here."""


class Box(msgspec.Struct, frozen=True):
    """Rows of one width, of which one is on the line."""

    rows: tuple[str, ...]
    """Lines of equal width."""
    base: int = 0
    """Index of the row that stands on the line of the text."""


_AROUND = re.compile(r" *([-+=→∈<>≤≥≠·]) *")


def script(inner: str, sign: str) -> str:
    """Return text raised (`^`) or lowered (`_`)."""
    if sign == "^":
        if inner.startswith("∘"):
            return "°" + inner[1:]
        if set(inner) <= {"′"}:
            return {2: "″", 3: "‴"}.get(len(inner), inner)
        if inner.startswith("′"):
            return "′" + script(inner[1:], sign)
        if inner in ("*", "∗", "†"):
            return inner
    table = signs.RAISED if sign == "^" else signs.LOWERED
    tight = inner.replace(" ", "")
    if tight and set(tight) <= set(table):
        return "".join(map(table.__getitem__, tight))
    inner = _AROUND.sub(r"\1", inner)
    return f"{sign}{inner}" if width_of(inner) == 1 else f"{sign}({inner})"


_SCRIPTED = frozenset((*signs.RAISED.values(), *signs.LOWERED.values(), *"′″‴°"))


def bracketed(text: str, *, is_below: bool) -> str:
    """Return a part of a fraction, in brackets where it would be read otherwise without."""
    bare = "".join(c for c in text if c not in _SCRIPTED and not unicodedata.combining(c))
    if len(bare) <= 1 or re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?", bare):
        return text
    if re.fullmatch(r"[d∂Δδ]?[^\W\d_]", bare):
        return text
    flat, last = bare, ""
    while flat != last:
        flat, last = re.sub(r"\([^()]*\)", "", flat), flat
    if not is_below and flat.isalnum():
        return text
    if re.fullmatch(r"[√∛∜]([0-9]+|.)|√?\([^()]*\)|[A-Za-z]\([^()]*\)", bare):
        return text
    return f"({text})"


def accented(text: str, name: str) -> str:
    """Return text with the mark of an accent over, under or through it."""
    mark = signs.ACCENTS[name]
    if name == "not" and text[:1]:
        return unicodedata.normalize("NFC", text[0] + mark) + text[1:]
    text = text.replace("ı", "i").replace("ȷ", "j")
    if not text:
        raise Unknown
    if name in ("overline", "underline", "cancel", "bcancel", "xcancel", "bar", "overbar"):
        return "".join(unicodedata.normalize("NFC", c + mark) for c in text)
    # An arrow stands over the last letter, an angle's hat over the middle one.
    at = (len(text) + 1) // 2 if "hat" in name or "tilde" in name else len(text)
    return unicodedata.normalize("NFC", text[:at] + mark) + text[at:]


def width_of(text: str) -> int:
    """Return how many cells a text of maths takes."""
    return sum(not unicodedata.combining(char) for char in text)


def padded(text: str, width: int) -> str:
    """Return text with spaces up to a width in cells."""
    return text + " " * (width - width_of(text))


def beside(parts: Sequence[str | Box]) -> Box:
    """Return boxes side by side, their lines level."""
    boxes = [part if isinstance(part, Box) else Box((part,)) for part in parts]
    boxes = [box for box in boxes if box.rows != ("",)] or [Box(("",))]
    above = max(box.base for box in boxes)
    below = max(len(box.rows) - box.base for box in boxes)
    rows = [""] * (above + below)
    for box in boxes:
        width = max(map(width_of, box.rows))
        for at in range(above + below):
            inner = at - above + box.base
            row = box.rows[inner] if 0 <= inner < len(box.rows) else ""
            rows[at] += padded(row, width)
    return Box(tuple(rows), above)


def in_fences(box: Box, opening: str, closing: str) -> Box:
    """Return rows with brackets of their height at both sides."""
    rows = []
    for at, row in enumerate(box.rows):
        left, right = (_fence(sign, at, len(box.rows)) for sign in (opening, closing))
        rows.append(left + row + right)
    return Box(tuple(rows), box.base)


def _fence(sign: str, at: int, count: int) -> str:
    sign = sign.strip()
    if sign in ("{", "}"):
        parts = "⎧⎨⎩⎪" if sign == "{" else "⎫⎬⎭⎪"
        if at in (0, count - 1):
            shown = parts[0] if at == 0 else parts[2]
        else:
            shown = parts[1] if at == count // 2 else parts[3]
        return f"{shown} " if sign == "{" else f" {shown}"
    if sign not in signs.FENCES:
        return sign if at == count // 2 else " " * width_of(sign)
    signs_of = signs.FENCES[sign]
    return signs_of[0 if at == 0 else 2 if at == count - 1 else 1]
