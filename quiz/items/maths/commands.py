"""The LaTeX commands that take arguments, and how each is drawn."""

import re
from collections.abc import Callable, Sequence
from typing import Protocol

from quiz.items.maths import signs
from quiz.items.maths.nodes import Node, inside
from quiz.items.maths.text import Unknown, bracketed, script, width_of


class Lines(Protocol):
    """What draws the arguments of a command."""

    def line(self, nodes: Sequence[Node]) -> str:
        """Return nodes as one line."""


Arguments = list[Node]
Draw = Callable[[Lines, Arguments], tuple[str, str]]


def _fraction(drawing: Lines, arguments: Arguments) -> tuple[str, str]:
    top, bottom = (drawing.line(inside(one)) for one in arguments[-2:])
    return f"{bracketed(top, is_below=False)}/{bracketed(bottom, is_below=True)}", "fraction"


def _root(drawing: Lines, arguments: Arguments) -> tuple[str, str]:
    degree, inner = arguments
    index = drawing.line(inside(degree)) if degree is not None else ""
    text = drawing.line(inside(inner))
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(index)
    if sign is None:
        if not set(index) <= set(signs.RAISED):
            raise Unknown
        sign = "".join(map(signs.RAISED.__getitem__, index)) + "√"
    is_short = width_of(text) == 1 or text.isdigit()
    return sign + (text if is_short else f"({text})"), "root"


def _choose(drawing: Lines, arguments: Arguments) -> tuple[str, str]:
    top, bottom = (drawing.line(inside(one)) for one in arguments)
    return f"C({top}, {bottom})", "word"


def _above(drawing: Lines, arguments: Arguments) -> tuple[str, str]:
    over, base = (drawing.line(inside(one)) for one in arguments)
    return f"{base}{script(over, '^')}", ""


def _below(drawing: Lines, arguments: Arguments) -> tuple[str, str]:
    under, base = (drawing.line(inside(one)) for one in arguments)
    return f"{base}{script(under, '_')}", ""


def _arrow(sign: str) -> Draw:
    def draw(drawing: Lines, arguments: Arguments) -> tuple[str, str]:
        under, over = arguments
        texts = [drawing.line(inside(one)) for one in (over, under) if one is not None]
        said = ", ".join(filter(None, texts))
        return f" {sign}({said}) " if said else f" {sign} ", ""

    return draw


def _letters(table: dict[str, str]) -> Draw:
    def draw(drawing: Lines, arguments: Arguments) -> tuple[str, str]:
        text = drawing.line(inside(arguments[0]))
        return "".join(table.get(letter, letter) for letter in text), ""

    return draw


def _last(before: str = "", after: str = "") -> Draw:
    """Return how to draw a command by its last argument."""

    def draw(drawing: Lines, arguments: Arguments) -> tuple[str, str]:
        return before + drawing.line(inside(arguments[-1])) + after, ""

    return draw


def _blank(drawing: Lines, arguments: Arguments) -> tuple[str, str]:
    return " " * width_of(drawing.line(inside(arguments[-1]))), ""


def _nothing(_drawing: Lines, arguments: Arguments) -> tuple[str, str]:
    return "", ""


def _quantity(drawing: Lines, arguments: Arguments) -> tuple[str, str]:
    value, unit = (drawing.line(inside(one)) for one in arguments[-2:])
    return f"{value} {unit}", ""


CHEMICAL = re.compile(
    r"(?P<arrow><=>|<->|->|<-)"
    r"|\^(?:\{(?P<braced>[^{}]*)\}|(?P<charge>\d*[+-]+|\d+))"
    r"|_\{?(?P<low>\w+)\}?"
    r"|(?<=[A-Za-z)\]])(?P<count>\d+)"
    r"|(?<=[A-Za-z0-9)\]])(?P<ion>[+-])(?=\s|$|\])"
)
CHEMICAL_ARROWS = {"<=>": "⇌", "<->": "↔", "->": "→", "<-": "←"}


def _chemical(_drawing: Lines, arguments: Arguments) -> tuple[str, str]:
    """Draw what mhchem's `ce` takes: figures lowered, charges raised, arrows."""

    def draw(found: re.Match[str]) -> str:
        if found["arrow"]:
            return CHEMICAL_ARROWS[found["arrow"]]
        lowered = found["count"] or found["low"]
        if lowered:
            return script(lowered, "_")
        return script(found["braced"] or found["charge"] or found["ion"], "^")

    source = arguments[0].latex_verbatim()
    source = source[1:-1] if source.startswith("{") else source
    text = CHEMICAL.sub(draw, source)
    if "\\" in text or "{" in text:
        raise Unknown
    return text, ""


COMMANDS: dict[str, tuple[str, Draw]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac"), ("{{", _fraction)),
    "cfrac": ("[{{", _fraction),
    "sfrac": ("{{", _fraction),
    "sqrt": ("[{", _root),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), ("{{", _choose)),
    **dict.fromkeys(("overset", "stackrel"), ("{{", _above)),
    "underset": ("{{", _below),
    "xrightarrow": ("[{", _arrow("→")),
    "xleftarrow": ("[{", _arrow("←")),
    "xrightleftharpoons": ("[{", _arrow("⇌")),
    "mathbb": ("{", _letters(signs.DOUBLE_STRUCK)),
    "mathcal": ("{", _letters(signs.SCRIPT)),
    "mathscr": ("{", _letters(signs.SCRIPT)),
    **dict.fromkeys(
        ("underbrace", "overbrace"), ("{", lambda d, a: (_last()(d, a)[0], "fraction"))
    ),
    **dict.fromkeys(("overparen", "wideparen"), ("{", _last())),
    "boxed": ("{", _last("[", "]")),
    "fbox": ("{", _last("[", "]")),
    "tag": ("*{", _last("  (", ")")),
    "pmod": ("{", _last(" (mod ", ")")),
    "pod": ("{", _last(" (", ")")),
    "textcolor": ("{{", _last()),
    "colorbox": ("{{", _last()),
    "color": ("{", _nothing),
    "style": ("{{", _last()),
    **dict.fromkeys(("phantom", "hphantom"), ("{", _blank)),
    **dict.fromkeys(("vphantom", "hspace", "vspace", "mspace", "kern"), ("{", _nothing)),
    "ce": ("{", _chemical),
    "cf": ("{", _chemical),
    **dict.fromkeys(("SI", "qty"), ("[{{", _quantity)),
    "textsuperscript": ("{", lambda d, a: (script(d.line(inside(a[0])), "^"), "")),
    "textsubscript": ("{", lambda d, a: (script(d.line(inside(a[0])), "_"), "")),
    "abs": ("{", _last("|", "|")),
    "norm": ("{", _last("‖", "‖")),
}


AS_THEY_ARE = [
    "mathrm",
    "mathbf",
    "mathit",
    "mathsf",
    "mathtt",
    "mathnormal",
    "boldsymbol",
    "bm",
    "pmb",
    "mathfrak",
    "symbf",
    "operatorname",
    "text",
    "textrm",
    "textbf",
    "textit",
    "textsf",
    "texttt",
    "textnormal",
    "mbox",
    "hbox",
    "emph",
    "ensuremath",
    "pu",
    "num",
    "unit",
    "si",
    "mathop",
    "mathbin",
    "mathrel",
    "mathopen",
    "mathclose",
    "mathord",
    "smash",
    "substack",
    "label",
]
