"""Formulas as MathML."""

from collections.abc import Iterable

from markupsafe import Markup

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
)

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


def mathml(part: Part, text: str, *, is_block: bool) -> Markup:
    """Return a formula as a MathML element.

    Args:
        part: Its tree.
        text: The same as Unicode text, for what cannot show MathML.
        is_block: Whether it stands on lines of its own.
    """
    display = Markup(' display="block"') if is_block else ""
    found = Markup('<math dir="ltr"{} alttext="{}">{}</math>')
    return found.format(display, text, _elements(part.parts if isinstance(part, Parts) else [part]))


def _elements(parts: Iterable[Part], variant: str = "") -> Markup:
    return Markup().join(_element(one, variant) for one in parts)


def _element(part: Part, variant: str = "") -> Markup:
    match part:
        case Parts():
            return Markup("<mrow>{}</mrow>").format(_elements(part.parts, variant))
        case Sign():
            return _sign(part.text, variant)
        case Words():
            is_number = part.text.replace(".", "").replace(",", "").isdigit()
            found = Markup("<mn>{}</mn>") if is_number else Markup("<mtext>{}</mtext>")
            # MathML drops spaces at the ends of a text.
            return found.format(Markup("&#160;").join(part.text.split(" ")))
        case Name():
            return Markup('<mi mathvariant="normal">{}</mi>').format(part.text)
        case Space():
            return Markup('<mspace width="{:g}em"></mspace>').format(part.width_em)
        case Fraction():
            top, bottom = _element(part.top, variant), _element(part.bottom, variant)
            if part.is_binomial:
                found = Markup('<mfrac linethickness="0">{}{}</mfrac>').format(top, bottom)
                return Markup("<mrow><mo>(</mo>{}<mo>)</mo></mrow>").format(found)
            return Markup("<mfrac>{}{}</mfrac>").format(top, bottom)
        case Root():
            if part.degree is None:
                return Markup("<msqrt>{}</msqrt>").format(_element(part.inner, variant))
            both = _elements((part.inner, part.degree), variant)
            return Markup("<mroot>{}</mroot>").format(both)
        case Scripts():
            return _scripts(part, variant)
        case Fenced():
            return _fenced(part.opening, _element(part.inner, variant), part.closing)
        case Cells():
            return _cells(part, variant)
        case Accent():
            return _accent(part, variant)
        case Styled():
            if part.style == "boxed":
                return Markup('<mrow class="boxed">{}</mrow>').format(_element(part.inner, variant))
            return _element(part.inner, _VARIANTS[part.style])


def _fenced(opening: str, inner: Markup, closing: str) -> Markup:
    """Return an element between signs that are as high as it is; a sign may be empty."""
    sign = Markup('<mo stretchy="true">{}</mo>')
    before, behind = (sign.format(one) if one else "" for one in (opening, closing))
    return Markup("<mrow>{}{}{}</mrow>").format(before, inner, behind)


def _sign(text: str, variant: str) -> Markup:
    if text.isalpha() or text in ("∞", "∅", "°", "…"):
        look = Markup(' mathvariant="normal"') if variant == "normal" else ""
        return Markup("<mi{}>{}</mi>").format(look, _lettered(text, variant))
    return Markup("<mo>{}</mo>").format(text)


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


def _scripts(part: Scripts, variant: str) -> Markup:
    below, above = part.below, part.above
    base = part.base
    is_over = part.has_limits or (isinstance(base, Sign) and base.text in _BIG)
    is_over = is_over or (isinstance(base, Name) and base.has_limits)
    names = ("munder", "mover", "munderover") if is_over else ("msub", "msup", "msubsup")
    name = names[2 if below and above else 0 if below else 1]
    inner = _elements([one for one in (base, below, above) if one], variant)
    return Markup("<{0}>{1}</{0}>").format(name, inner)


def _cells(part: Cells, variant: str) -> Markup:
    is_left = part.is_aligned or part.opening == "{" or part.closing == "}"
    sides = ("right", "left") if part.is_aligned else ("left", "left")
    aligned = Markup(' style="text-align: {}"')
    rows = []
    for row in part.rows:
        cells = []
        for at, cell in enumerate(row):
            style = aligned.format(sides[at % 2]) if is_left else ""
            cells.append(Markup("<mtd{}>{}</mtd>").format(style, _element(cell, variant)))
        rows.append(Markup("<mtr>{}</mtr>").format(Markup().join(cells)))
    table = Markup("<mtable>{}</mtable>").format(Markup().join(rows))
    return _fenced(part.opening, table, part.closing)


def _accent(part: Accent, variant: str) -> Markup:
    base = _element(part.base, variant)
    if part.mark in _UNDER:
        return Markup("<munder>{}<mo>{}</mo></munder>").format(base, _UNDER[part.mark])
    if part.mark in _OVER:
        found = Markup('<mover accent="true">{}<mo>{}</mo></mover>')
        return found.format(base, _OVER[part.mark])
    return Markup('<mrow class="cancelled">{}</mrow>').format(base)
