r"""A formula as a small tree of its parts, for what sets maths itself: paper and web pages.

Its leaves are texts, never LaTeX, so that a renderer needs no knowledge of LaTeX and can run no
command of it. What has no form here gives no tree; then the formula's plain text is shown.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import msgspec

from quiz.items.maths import signs
from quiz.items.maths.commands import AS_THEY_ARE, CHEMICAL, CHEMICAL_ARROWS, COMMANDS
from quiz.items.maths.drawing import ALIGNED, MATRICES
from quiz.items.maths.nodes import (
    Node,
    arguments_of,
    atoms_of,
    cells_of,
    char_of,
    inside,
    is_kind,
    matching,
)
from quiz.items.maths.text import Unknown


class Sign(msgspec.Struct, frozen=True, tag_field="is", tag="sign"):
    """One letter or operator."""

    text: str
    """A letter, figure or operator."""


class Words(msgspec.Struct, frozen=True, tag_field="is", tag="words"):
    """Upright text: a number, a unit, words."""

    text: str
    """Set upright."""


class Name(msgspec.Struct, frozen=True, tag_field="is", tag="name"):
    """A function's name, such as sin."""

    text: str
    """Of a function, such as `sin`."""
    has_limits: bool = False
    """Whether what is below stands under it in a display, as with lim."""


class Space(msgspec.Struct, frozen=True, tag_field="is", tag="space"):
    """A space."""

    width_em: float
    """In em."""


class Parts(msgspec.Struct, frozen=True, tag_field="is", tag="parts"):
    """What stands beside each other."""

    parts: "tuple[Part, ...]"
    """From left to right."""


class Fraction(msgspec.Struct, frozen=True, tag_field="is", tag="fraction"):
    """A fraction, or what stands so without a bar, in brackets: a binomial coefficient."""

    top: "Part"
    """The numerator."""
    bottom: "Part"
    """The denominator."""
    is_binomial: bool = False
    """Whether it is a binomial coefficient, with no bar."""


class Root(msgspec.Struct, frozen=True, tag_field="is", tag="root"):
    """A root."""

    inner: "Part"
    """What stands under it."""
    degree: "Part | None" = None
    """None for a square root."""


class Scripts(msgspec.Struct, frozen=True, kw_only=True, tag_field="is", tag="scripts"):
    """A part with what is below and above it."""

    base: "Part"
    """What they stand at."""
    below: "Part | None" = None
    """The subscript or lower limit; None for none."""
    above: "Part | None" = None
    """The superscript or upper limit; None for none."""
    has_limits: bool = False
    """Whether they stand under and over it, and not behind it."""


class Fenced(msgspec.Struct, frozen=True, tag_field="is", tag="fenced"):
    """A part in brackets of its height; either may be empty."""

    opening: str
    """The sign before it; empty for none."""
    inner: "Part"
    """What stands between."""
    closing: str
    """The sign behind it; empty for none."""


class Cells(msgspec.Struct, frozen=True, kw_only=True, tag_field="is", tag="cells"):
    """Rows of cells: a matrix, cases, or equations below each other."""

    rows: "tuple[tuple[Part, ...], ...]"
    """As many cells in each row."""
    opening: str = ""
    """The sign before it; empty for none."""
    closing: str = ""
    """The sign behind it; empty for none."""
    is_aligned: bool = False
    """Whether the cells are parts of equations, right and left aligned in turn."""


class Accent(msgspec.Struct, frozen=True, tag_field="is", tag="accent"):
    """A part with a mark over, under or through it."""

    base: "Part"
    """What it stands over or under."""
    mark: str
    """LaTeX's name of it, such as `vec`."""


class Styled(msgspec.Struct, frozen=True, tag_field="is", tag="styled"):
    """A part in another style."""

    inner: "Part"
    """What is set so."""
    style: str
    """`bold`, `italic`, `upright`, `sans`, `mono`, `fraktur`, `double`, `script` or `boxed`."""


Part = (
    Sign | Words | Name | Space | Parts
    | Fraction | Root | Scripts | Fenced | Cells | Accent | Styled
)  # fmt: skip

_DEEPEST = 10
_LONGEST = 4_000
_THIN, _WIDE = 0.17, 1.0
_STYLES = {
    **dict.fromkeys(("mathbf", "boldsymbol", "bm", "pmb", "symbf"), "bold"),
    "mathit": "italic",
    "mathsf": "sans",
    "mathtt": "mono",
    "mathfrak": "fraktur",
    "mathbb": "double",
    **dict.fromkeys(("mathcal", "mathscr"), "script"),
    **dict.fromkeys(("mathrm", "pu", "unit", "si", "num"), "upright"),
    **dict.fromkeys(("boxed", "fbox"), "boxed"),
}
_TEXT = {
    **dict.fromkeys(("text", "textrm", "textnormal", "mbox", "hbox"), ""),
    "textbf": "bold",
    **dict.fromkeys(("textit", "emph"), "italic"),
    "textsf": "sans",
    "texttt": "mono",
}
_WITH_LIMITS = frozenset(
    ("lim", "limsup", "liminf", "max", "min", "sup", "inf", "det", "gcd", "Pr", "argmax", "argmin")
)
_ACCENTS = frozenset(
    (
        "hat", "widehat", "bar", "dot", "ddot", "dddot", "tilde", "widetilde", "vec",
        "overrightarrow", "overleftarrow", "acute", "grave", "check", "breve", "mathring",
        "overline", "underline", "cancel", "bcancel", "xcancel", "overbar", "underbrace",
        "overbrace", "overparen", "wideparen", "overleftrightarrow",
    )
)  # fmt: skip
_PLAIN = {"-": "−", "*": "∗", "'": "′"}
_WIDTHS = {"quad": 1.0, "qquad": 2.0, "enspace": 0.5}
_PRIMES = {1: "′", 2: "″", 3: "‴"}
_NUMBER = re.compile(r"\d")


@lru_cache(512)
def tree(source: str) -> Parts | None:
    """Return the tree of a formula; None where it has something that has no form here.

    Args:
        source: LaTeX maths without its dollar signs.
    """
    if len(source) > _LONGEST:
        return None
    from quiz.items.maths.parsing import parsed  # 25 ms

    try:
        found = _Reader().rows(parsed(source))
    except (Unknown, RecursionError):
        return None
    made = found if isinstance(found, Parts) else Parts((found,))
    return made if any(leaf.strip() for leaf in texts(made)) else None


def texts(part: Part) -> Iterator[str]:
    """Yield the texts of a tree, in reading order."""
    match part:
        case Sign() | Words() | Name():
            yield part.text
        case Space():
            yield " "
        case Parts():
            for one in part.parts:
                yield from texts(one)
        case Fenced():
            yield part.opening
            yield from texts(part.inner)
            yield part.closing
        case _:
            for one in children(part):
                yield from texts(one)


def children(part: Part) -> Iterator[Part]:
    """Yield the parts of a part."""
    match part:
        case Parts():
            yield from part.parts
        case Cells():
            for row in part.rows:
                yield from row
        case Sign() | Words() | Name() | Space():
            return
        case _:
            for name in part.__struct_fields__:
                value = getattr(part, name)
                if isinstance(value, msgspec.Struct):
                    yield value  # type: ignore[misc]


class _Reader:
    """Turns the nodes of a formula into a tree."""

    def __init__(self) -> None:
        self._depth = 0

    def rows(self, nodes: Sequence[Node]) -> Part:
        r"""Return nodes in which `\\` may begin another row."""
        cells = cells_of(nodes)
        if len(cells) == 1 and len(cells[0]) == 1:
            return self.row(cells[0][0])
        return Cells(rows=self._cells(cells), is_aligned=True)

    def row(self, nodes: Sequence[Node]) -> Part:
        """Return nodes that stand beside each other; one alone as it is."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Unknown
        atoms = list(atoms_of(nodes))
        out: list[Part] = []
        at = 0
        while at < len(atoms):
            at = self._atom(out, atoms, at)
        self._depth -= 1
        return out[0] if len(out) == 1 else Parts(tuple(out))

    def _cells(self, cells: list[list[list[Node]]]) -> tuple[tuple[Part, ...], ...]:
        rows = [tuple(self.row(cell) for cell in row) for row in cells]
        rows = [row for row in rows if any(cell != Parts(()) for cell in row)]
        most = max(map(len, rows), default=1)
        return tuple(row + (Parts(()),) * (most - len(row)) for row in rows) or ((Parts(()),),)

    def _atom(self, out: list[Part], atoms: list[Node], at: int) -> int:
        """Add an atom with its scripts; return where the next one is."""
        atom = atoms[at]
        char = char_of(atom)
        if char.isspace():
            return at + 1
        if is_kind(atom, "Macro") and atom.macroname == "left":
            end = matching(atoms, at)
            base: Part = self._fenced(atoms[at + 1 : end + 1])
            at = end + 1
        elif char in ("^", "_", "'"):
            base = Parts(())  # scripts on nothing, as in H$_2$O
        elif _NUMBER.match(char):
            text, at = _number(atoms, at)
            base = Words(text)
        elif len(char) == 1 and _is_word_letter(char):
            text, at = _foreign_word(atoms, at)
            base = Words(text)
        else:
            base = self._part(atom)
            at += 1
        below, above, has_limits, at = self._scripts(atoms, at)
        has_limits = has_limits or (isinstance(base, Accent) and base.mark.endswith("brace"))
        if below is not None or above is not None:
            base = Scripts(base=base, below=below, above=above, has_limits=has_limits)
        if isinstance(base, Parts) and not base.parts:
            return at
        out.append(base)
        return at

    def _scripts(self, atoms: list[Node], at: int) -> tuple[Part | None, Part | None, bool, int]:
        """Return what is below, what is above, whether as limits, and where the next atom is."""
        below: list[Part] = []
        above: list[Part] = []
        primes, has_limits = 0, False
        while at < len(atoms):
            atom = atoms[at]
            if is_kind(atom, "Macro") and atom.macroname in ("limits", "nolimits"):
                has_limits = atom.macroname == "limits"
                at += 1
            elif char_of(atom) == "'":
                primes, at = primes + 1, at + 1
            elif char_of(atom) in ("^", "_"):
                at += 1
                while at < len(atoms) and char_of(atoms[at]).isspace():
                    at += 1
                if at >= len(atoms) or char_of(atoms[at]) in ("^", "_"):
                    raise Unknown
                (above if char_of(atom) == "^" else below).append(self.row([atoms[at]]))
                at += 1
            else:
                break
        if primes:
            above.insert(0, Sign(_PRIMES.get(primes, "′" * primes)))
        return _joined(below), _joined(above), has_limits, at

    def _fenced(self, atoms: list[Node]) -> Fenced:
        r"""Return what stands between `\left` and `\right`, without those, in its brackets."""
        opening, inner, closing = atoms[0], atoms[1:-1], atoms[-1]
        if inner and is_kind(inner[-1], "Macro") and inner[-1].macroname == "right":
            inner = inner[:-1]
        marks = []
        for mark in (opening, closing):
            text = "" if char_of(mark) == "." else "".join(texts(self.row([mark])))
            if len(text) > 1:
                raise Unknown
            marks.append(text)
        return Fenced(marks[0], self.row(inner), marks[1])

    def _part(self, atom: Node) -> Part:
        if isinstance(atom, str):
            return Sign(_PLAIN.get(atom, unicodedata.normalize("NFC", atom)))
        if is_kind(atom, "Group") or is_kind(atom, "Math"):
            return self.row(atom.nodelist)
        if is_kind(atom, "Specials"):
            return Space(0.25)
        if is_kind(atom, "Environment"):
            return self._environment(atom)
        if not is_kind(atom, "Macro"):
            raise Unknown
        return self._macro(atom.macroname, arguments_of(atom), atom)

    def _macro(self, name: str, arguments: list[Node], atom: Node) -> Part:
        if name in COMMANDS:
            if len(arguments) < len(COMMANDS[name][0]):
                raise Unknown
            return self._command(name, arguments)
        if (name in AS_THEY_ARE or name in signs.ACCENTS) and not arguments:
            raise Unknown  # it is itself the argument of another, without braces
        if name in AS_THEY_ARE:
            return self._as_it_is(name, arguments[-1])
        if name in signs.ACCENTS:
            return self._accent(name, self.row(inside(arguments[0])))
        if name in signs.OPERATORS:
            sign = signs.OPERATORS[name]
            return Name(sign) if sign.isalpha() else Sign(sign)
        if name in signs.LETTERS:
            sign = signs.LETTERS[name]
            return Sign(sign) if len(sign) == 1 else Words(sign)
        if name in signs.WORDS:
            return Name(name, name in _WITH_LIMITS)
        if name in signs.SPACES:
            width = _WIDTHS.get(name, _THIN)
            return Space(width) if signs.SPACES[name] else Parts(())
        raise Unknown

    def _as_it_is(self, name: str, argument: Node) -> Part:
        if name == "label":
            return Parts(())
        if name == "operatorname":
            return Name("".join(texts(self.row(inside(argument)))))
        if name in _TEXT:
            found = self._text(argument)
            return Styled(found, _TEXT[name]) if _TEXT[name] else found
        if name == "substack":
            return Cells(rows=self._cells(cells_of(inside(argument))))
        inner = self.row(inside(argument))
        return Styled(inner, _STYLES[name]) if name in _STYLES else inner

    def _text(self, argument: Node) -> Part:
        """Return an argument whose spaces are kept."""
        parts: list[Part] = []
        for node in inside(argument):
            if is_kind(node, "Chars") and not set("^_") & set(node.chars):
                parts.append(Words(re.sub(r"\s+", " ", node.chars)))
            else:
                parts.append(self.row([node]))
        return parts[0] if len(parts) == 1 else Parts(tuple(parts))

    def _accent(self, name: str, base: Part) -> Part:
        if name in _ACCENTS:
            return Accent(base, name)
        text = "".join(texts(base))
        if not text:
            raise Unknown
        composed = unicodedata.normalize("NFC", text[0] + signs.ACCENTS[name]) + text[1:]
        return Sign(composed) if len(composed) == 1 else Words(composed)

    def _command(self, name: str, arguments: list[Node]) -> Part:
        if name in ("ce", "cf"):
            return _chemical(arguments[0].latex_verbatim())
        if name in _STYLES:
            return Styled(self.row(inside(arguments[-1])), _STYLES[name])
        if name in _ACCENTS:
            return Accent(self.row(inside(arguments[-1])), name)
        if name not in _FORMS:
            return Parts(())
        found = [None if one is None else self.row(inside(one)) for one in arguments]
        return _FORMS[name](found)

    def _environment(self, node: Node) -> Part:
        name = node.environmentname.rstrip("*")
        if name in ALIGNED:
            return self.rows(node.nodelist)
        if name not in MATRICES:
            raise Unknown
        fences = f"{MATRICES[name]}  "
        rows = self._cells(cells_of(node.nodelist))
        return Cells(rows=rows, opening=fences[0].strip(), closing=fences[1].strip())


def _joined(parts: list[Part]) -> Part | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else Parts(tuple(parts))


def _number(atoms: list[Node], at: int) -> tuple[str, int]:
    """Return a number's figures with its decimal sign, and where the next atom is."""
    text = ""
    while at < len(atoms):
        char = char_of(atoms[at])
        after = char_of(atoms[at + 1]) if at + 1 < len(atoms) else ""
        is_point = char in (".", ",") and _NUMBER.match(after) is not None
        if not (_NUMBER.match(char) or is_point):
            break
        text += char
        at += 1
    return text, at


def _is_word_letter(char: str) -> bool:
    """Return whether a letter is of a script that maths has no letters of."""
    code = ord(char)
    is_latin_or_greek = "a" <= char.lower() <= "z" or 0x370 <= code < 0x400
    return char.isalpha() and not (is_latin_or_greek or 0x2100 <= code < 0x2150 or code >= 0x1D400)


def _foreign_word(atoms: list[Node], at: int) -> tuple[str, int]:
    text = ""
    while at < len(atoms) and (char := char_of(atoms[at])) and _is_word_letter(char[0]):
        text += char
        at += 1
    return text, at


def _limits(sign: Part, below: Part | None, above: Part | None) -> Part:
    return Scripts(base=sign, below=below, above=above, has_limits=True)


def _some(part: Part | None) -> Part:
    if part is None:
        raise Unknown
    return part


_Arguments = list[Part | None]


def _arrow(sign: str) -> Callable[[_Arguments], Part]:
    def made(arguments: _Arguments) -> Part:
        below, above = arguments
        return _limits(Sign(sign), below, above)

    return made


def _fraction(arguments: _Arguments) -> Part:
    return Fraction(_some(arguments[-2]), _some(arguments[-1]))


def _binomial(arguments: _Arguments) -> Part:
    return Fraction(_some(arguments[0]), _some(arguments[1]), True)


def _around(before: str, after: str) -> Callable[[_Arguments], Part]:
    return lambda found: Parts((Words(before), _some(found[-1]), Words(after)))


def _modulo(before: str) -> Callable[[_Arguments], Part]:
    return lambda found: Parts((Space(_WIDE), Words(before), _some(found[-1]), Words(")")))


def _quantity(found: _Arguments) -> Part:
    return Parts((_some(found[-2]), Space(_THIN), Styled(_some(found[-1]), "upright")))


_FORMS: dict[str, Callable[[_Arguments], Part]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac", "sfrac"), _fraction),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), _binomial),
    "sqrt": lambda found: Root(_some(found[1]), found[0]),
    **dict.fromkeys(("overset", "stackrel"), lambda f: _limits(_some(f[1]), None, f[0])),
    "underset": lambda found: _limits(_some(found[1]), found[0], None),
    "xrightarrow": _arrow("→"),
    "xleftarrow": _arrow("←"),
    "xrightleftharpoons": _arrow("⇌"),
    "tag": lambda found: Parts((Space(2 * _WIDE), _around("(", ")")(found))),
    "pmod": _modulo("(mod "),
    "pod": _modulo("("),
    **dict.fromkeys(("textcolor", "colorbox", "style"), lambda found: _some(found[-1])),
    **dict.fromkeys(
        ("phantom", "hphantom"),
        lambda found: Space(0.5 * len("".join(texts(_some(found[-1]))))),
    ),
    **dict.fromkeys(("SI", "qty"), _quantity),
    "textsuperscript": lambda found: Scripts(base=Parts(()), above=_some(found[0])),
    "textsubscript": lambda found: Scripts(base=Parts(()), below=_some(found[0])),
    "abs": lambda found: Fenced("|", _some(found[-1]), "|"),
    "norm": lambda found: Fenced("‖", _some(found[-1]), "‖"),
}
"""Of commands with arguments; what is neither here nor a style or an accent shows nothing."""


def _chemical(source: str) -> Part:
    """Return what mhchem's `ce` takes: figures lowered, charges raised, arrows."""
    source = source[1:-1] if source.startswith("{") else source
    if "\\" in source:
        raise Unknown
    out: list[Part] = []
    at = 0
    for found in CHEMICAL.finditer(source):
        _add_words(out, source[at : found.start()])
        at = found.end()
        if found["arrow"]:
            out.append(Sign(CHEMICAL_ARROWS[found["arrow"]]))
            continue
        low = found["count"] or found["low"]
        raised = found["braced"] or found["charge"] or found["ion"]
        base = out.pop() if out else Parts(())
        one = base if isinstance(base, Scripts) else Scripts(base=base)
        words = Words((low or raised or "").replace("-", "−"))
        slot = {"below": words} if low else {"above": words}
        out.append(msgspec.structs.replace(one, **slot))
    _add_words(out, source[at:])
    return Parts(tuple(out))


def _add_words(out: list[Part], text: str) -> None:
    """Add formulas, each its own part, so that a figure stands at the last element alone."""
    if "{" in text or "}" in text:
        raise Unknown
    for piece in re.findall(r"\s+|[A-Z][a-z]*|[^\sA-Z]+", text):
        out.append(Space(0.25) if piece.isspace() else Words(piece))
