"""Formulas on paper and web pages: how wide they are, roughly, and as MathML."""

from collections.abc import Iterator
from html import escape

from quiz.items.maths import signs
from quiz.items.maths.tree import (
    Accent,
    Cells,
    Fenced,
    Fraction,
    Name,
    Part,
    Parts,
    Root,
    Scripts,
    Sign,
    Space,
    Styled,
    Words,
    children,
)

_SCRIPT = 0.7
_BREAKS = frozenset("+−±∓=<>≤≥≠≈≡→⇒⇔⟹⟺∼≅∝∈∉⊂⊆∪∩×·÷⇌↔←")
"""Behind these typst may break a line."""


def width_em(part: Part) -> float:
    """Return how wide the widest piece of a formula is in which no line breaks."""
    widest = current = 0.0
    for one in part.parts if isinstance(part, Parts) else (part,):
        current += _width(one)
        widest = max(widest, current)
        if isinstance(one, Sign) and one.text in _BREAKS:
            current = 0.0
    return widest


def _width(part: Part) -> float:
    match part:
        case Sign():
            return 1.2 if part.text in _BREAKS else 0.6
        case Words() | Name():
            return 0.55 * len(part.text) + 0.2
        case Space():
            return part.width_em
        case Fraction():
            return max(_width(part.top), _width(part.bottom)) + 0.3
        case Scripts():
            scripts = [_width(one) for one in (part.below, part.above) if one is not None]
            return _width(part.base) + _SCRIPT * max(scripts, default=0.0)
        case Cells():
            columns = zip(*part.rows, strict=True)
            return sum(max(map(_width, column)) + 1 for column in columns) + 1
        case _:
            return sum(map(_width, children(part))) + 0.8


# MathML

_VARIANTS = {
    "bold": "bold", "italic": "italic", "upright": "normal", "sans": "sans-serif",
    "mono": "monospace", "fraktur": "fraktur", "double": "double-struck", "script": "script",
}  # fmt: skip
_BIG = frozenset("∑∏∐⋃⋂⨁⨂⋁⋀")
_OVER = {
    "hat": "^", "widehat": "^", "bar": "‾", "overbar": "‾", "overline": "‾", "dot": "˙",
    "ddot": "¨", "dddot": "⃛", "tilde": "~", "widetilde": "~", "vec": "→", "overrightarrow": "→",
    "overleftarrow": "←", "overleftrightarrow": "↔", "acute": "´", "grave": "`", "check": "ˇ",
    "breve": "˘", "mathring": "˚", "overbrace": "⏞", "overparen": "⏜", "wideparen": "⏜",
}  # fmt: skip
_UNDER = {"underline": "_", "underbrace": "⏟"}


def mathml(part: Part, text: str, *, is_block: bool) -> str:
    """Return a formula as a MathML element.

    Args:
        part: Its tree.
        text: The same as Unicode text, for what cannot show MathML.
        is_block: Whether it stands on lines of its own.
    """
    display = ' display="block"' if is_block else ""
    alt = escape(text, quote=True)
    return f'<math dir="ltr"{display} alttext="{alt}">{"".join(_elements(part))}</math>'


def _elements(part: Part) -> Iterator[str]:
    if isinstance(part, Parts):
        for one in part.parts:
            yield _element(one)
    else:
        yield _element(part)


def _element(part: Part, variant: str = "") -> str:
    match part:
        case Parts():
            return f"<mrow>{''.join(_element(one, variant) for one in part.parts)}</mrow>"
        case Sign():
            return _sign(part.text, variant)
        case Words():
            is_number = part.text.replace(".", "").replace(",", "").isdigit()
            text = escape(part.text).replace(" ", "&#160;")
            return f"<mn>{text}</mn>" if is_number else f"<mtext>{text}</mtext>"
        case Name():
            return f'<mi mathvariant="normal">{escape(part.text)}</mi>'
        case Space():
            return f'<mspace width="{part.width_em:g}em"></mspace>'
        case Fraction():
            bar = ' linethickness="0"' if part.is_binomial else ""
            found = f"<mfrac{bar}>{_one(part.top, variant)}{_one(part.bottom, variant)}</mfrac>"
            return f"<mrow><mo>(</mo>{found}<mo>)</mo></mrow>" if part.is_binomial else found
        case Root():
            if part.degree is None:
                return f"<msqrt>{_one(part.inner, variant)}</msqrt>"
            return f"<mroot>{_one(part.inner, variant)}{_one(part.degree, variant)}</mroot>"
        case Scripts():
            return _scripts(part, variant)
        case Fenced():
            opening, closing = (
                f'<mo stretchy="true">{escape(sign)}</mo>' if sign else ""
                for sign in (part.opening, part.closing)
            )
            return f"<mrow>{opening}{_one(part.inner, variant)}{closing}</mrow>"
        case Cells():
            return _cells(part, variant)
        case Accent():
            return _accent(part, variant)
        case Styled():
            if part.style == "boxed":
                return f'<mrow class="boxed">{_one(part.inner, variant)}</mrow>'
            return _one(part.inner, _VARIANTS[part.style])


def _one(part: Part, variant: str) -> str:
    """Return a part as one element."""
    return _element(part, variant)


def _sign(text: str, variant: str) -> str:
    shown = escape(text)
    if text.isalpha() or text in ("∞", "∅", "°", "…"):
        look = f' mathvariant="{variant}"' if variant == "normal" else ""
        return f"<mi{look}>{_lettered(shown, variant)}</mi>"
    return f"<mo>{shown}</mo>"


def _lettered(text: str, variant: str) -> str:
    """Return a letter in its style: browsers know no `mathvariant` but `normal`."""
    if len(text) != 1 or not text.isascii() or not text.isalpha():
        return text
    if variant == "double-struck":
        return signs.DOUBLE_STRUCK.get(text, text)
    at = ord(text.lower()) - ord("a") + (26 if text.islower() else 0)
    starts = {"bold": 0x1D400, "sans-serif": 0x1D5A0, "monospace": 0x1D670, "fraktur": 0x1D56C}
    if variant == "script":
        return signs.SCRIPT.get(text, chr(0x1D4D0 + at))
    return chr(starts[variant] + at) if variant in starts else text


def _scripts(part: Scripts, variant: str) -> str:
    below, above = part.below, part.above
    base = part.base
    is_over = part.has_limits or (isinstance(base, Sign) and base.text in _BIG)
    is_over = is_over or (isinstance(base, Name) and base.has_limits)
    names = ("munder", "mover", "munderover") if is_over else ("msub", "msup", "msubsup")
    name = names[2 if below and above else 0 if below else 1]
    inner = _one(base, variant) + "".join(_one(one, variant) for one in (below, above) if one)
    return f"<{name}>{inner}</{name}>"


def _cells(part: Cells, variant: str) -> str:
    is_left = part.is_aligned or part.opening == "{" or part.closing == "}"
    sides = ("right", "left") if part.is_aligned else ("left", "left")
    rows = []
    for row in part.rows:
        cells = []
        for at, cell in enumerate(row):
            style = f' style="text-align: {sides[at % 2]}"' if is_left else ""
            cells.append(f"<mtd{style}>{_one(cell, variant)}</mtd>")
        rows.append(f"<mtr>{''.join(cells)}</mtr>")
    opening, closing = (
        f'<mo stretchy="true">{escape(sign)}</mo>' if sign else ""
        for sign in (part.opening, part.closing)
    )
    return f"<mrow>{opening}<mtable>{''.join(rows)}</mtable>{closing}</mrow>"


def _accent(part: Accent, variant: str) -> str:
    base = _one(part.base, variant)
    if part.mark in _UNDER:
        return f"<munder>{base}<mo>{_UNDER[part.mark]}</mo></munder>"
    if part.mark in _OVER:
        return f'<mover accent="true">{base}<mo>{_OVER[part.mark]}</mo></mover>'
    return f'<mrow class="cancelled">{base}</mrow>'
