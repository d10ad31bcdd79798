"""From the nodes of a formula to text of one line, or of several."""

from collections.abc import Iterator, Sequence

from quiz.items.maths import signs
from quiz.items.maths.commands import AS_THEY_ARE, COMMANDS
from quiz.items.maths.nodes import (
    Node,
    arguments_of,
    atoms_of,
    cells_of,
    char_of,
    inside,
    is_kind,
    is_operator,
    matching,
)
from quiz.items.maths.text import (
    Box,
    Unknown,
    accented,
    beside,
    in_fences,
    padded,
    script,
    width_of,
)

_DEEPEST = 24
MATRICES = {
    "matrix": "", "smallmatrix": "", "array": "", "pmatrix": "()", "bmatrix": "[]",
    "Bmatrix": "{}", "vmatrix": "||", "Vmatrix": "‖‖", "cases": "{", "rcases": " }", "dcases": "{",
}  # fmt: skip
ALIGNED = frozenset(
    [
        "align",
        "aligned",
        "alignat",
        "alignedat",
        "gather",
        "gathered",
        "split",
        "eqnarray",
        "equation",
        "multline",
        "displaymath",
        "math",
        "flalign",
    ]
)
_RELATIONS = frozenset("=<>≤≥≈≠→⇒⟹⇔⟺≡")


class _Text:
    """A line in the making: what was added last decides on the space before the next."""

    def __init__(self) -> None:
        self.parts: list[str | Box] = []
        self.text = ""
        self.was = ""
        """What was added last: a `word`, a `fraction`, or nothing of note."""

    def add(self, text: str, kind: str = "") -> None:
        if not text:
            return
        last = self.text[-1:]
        if last == " ":
            text = text.lstrip(" ") if len(text) > 1 else text
        is_after = self.was in ("word", "fraction", "script", "root") and (
            text[0].isalnum() or text[0] in "√∛∜∑∫∏"
        )
        is_after = is_after or (self.was == "fraction" and text[0] in "([")
        is_before = kind in ("word", "fraction") and (last.isalnum() or last in ")]′!")
        if last and last != " " and (is_after or is_before):
            self.text += " "
        self.text += text
        self.was = kind

    def add_box(self, box: Box) -> None:
        if len(box.rows) == 1:
            self.add(box.rows[0])
            return
        self.parts += [self.text, box]
        self.text, self.was = "", ""

    def box(self) -> Box:
        return beside([*self.parts, self.text])


class Drawing:
    """Turns the nodes of a formula into text."""

    def __init__(self, is_tall: bool) -> None:
        self.is_tall = is_tall
        """Whether rows may stand below each other."""
        self.depth = 0

    def line(self, nodes: Sequence[Node]) -> str:
        """Return nodes as one line."""
        was, self.is_tall = self.is_tall, False
        try:
            return self.rows(nodes).rows[0].strip()
        finally:
            self.is_tall = was

    def rows(self, nodes: Sequence[Node]) -> Box:
        r"""Return nodes in which `\\` may begin another row."""
        cells = cells_of(nodes)
        if len(cells) == 1 and len(cells[0]) == 1:
            return self.sequence(cells[0][0])
        aligned = [tuple(self._aligned(row)) for row in cells]
        if not self.is_tall:
            lines = ["".join(row).strip() for row in aligned]
            return Box(("; ".join(filter(None, lines)),))
        room = max(width_of(row[0]) for row in aligned)  # what stands before the first &
        lines = [" " * (room - width_of(row[0])) + "".join(row) for row in aligned if any(row)] or [
            ""
        ]
        width = max(map(width_of, lines))
        return Box(tuple(padded(line, width) for line in lines), len(lines) // 2)

    def _aligned(self, cells: Sequence[Sequence[Node]]) -> Iterator[str]:
        """Yield the cells of a row of equations: `&` marks a place and separates nothing."""
        for at, cell in enumerate(cells):
            line = self.line(cell)
            before = " " if at and line[:1] in _RELATIONS else ""
            yield before + line + (" " if line[-1:] in _RELATIONS else "")

    def sequence(self, nodes: Sequence[Node]) -> Box:
        """Return nodes that stand beside each other."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Unknown
        atoms = list(atoms_of(nodes))
        out, at = _Text(), 0
        while at < len(atoms):
            at = self._atom(out, atoms, at)
        self.depth -= 1
        return out.box()

    def _atom(self, out: _Text, atoms: list[Node], at: int) -> int:
        """Add an atom with its scripts; return where the next one is."""
        atom = atoms[at]
        name = atom.macroname if is_kind(atom, "Macro") else ""
        if name == "left":
            end = matching(atoms, at)
            box = self._fenced(atoms[at + 1 : end + 1])
            at = end + 1
            if len(box.rows) > 1:
                out.add_box(box)
                return at
            text, kind = box.rows[0], ""
        else:
            if char_of(atom) == " ":
                if out.text and not out.text.endswith(" "):
                    out.add(" ")
                return at + 1
            if char_of(atom) in ("^", "_"):
                box, kind = Box(("",)), ""  # scripts on nothing, as in H$_2$O
            else:
                box, kind = self._drawn(atom, out, atoms[at + 1 : at + 2])
                at += 1
            if len(box.rows) > 1:
                out.add_box(box)
                return at
            text = box.rows[0]
        below, above, at = self._scripts(atoms, at)
        if not below and not above:
            out.add(text, kind)
            return at
        if kind in ("fraction", "root"):
            text, kind = f"({text})", ""
        raised = script(above, "^") if above else ""
        lowered = script(below, "_") if below else ""
        if kind == "word" and lowered.startswith("_("):
            lowered = lowered[1:]
        if not kind and (raised or lowered).startswith(("^", "_")):
            kind = "script"
        out.add(text + lowered + raised, kind)
        return at

    def _scripts(self, atoms: list[Node], at: int) -> tuple[str, str, int]:
        """Return what is below and what is above, and where the next atom is."""
        below = above = ""
        while at < len(atoms):
            atom = atoms[at]
            if is_kind(atom, "Macro") and atom.macroname in ("limits", "nolimits"):
                at += 1
            elif char_of(atom) == "'":
                above, at = above + "′", at + 1
            elif char_of(atom) in ("^", "_"):
                at += 1
                while at < len(atoms) and char_of(atoms[at]) == " ":
                    at += 1
                if at >= len(atoms) or char_of(atoms[at]) in ("^", "_"):
                    raise Unknown
                inner = self.line([atoms[at]])
                at += 1
                if char_of(atom) == "^":
                    above += inner
                else:
                    below += inner
            else:
                break
        return below, above, at

    def _fenced(self, atoms: list[Node]) -> Box:
        r"""Return what stands between `\left` and `\right`, without those, in its brackets."""
        opening, inner, closing = atoms[0], atoms[1:-1], atoms[-1]
        if inner and is_kind(inner[-1], "Macro") and inner[-1].macroname == "right":
            inner = inner[:-1]
        marks = ["" if char_of(mark) == "." else self.line([mark]) for mark in (opening, closing)]
        box = self.sequence(inner)
        if len(box.rows) == 1:
            return Box((marks[0] + box.rows[0].strip() + marks[1],))
        return in_fences(box, *marks)

    def _drawn(self, atom: Node, out: _Text, after: list[Node]) -> tuple[Box, str]:
        """Return an atom without its scripts, and what it is for the space beside it."""
        if isinstance(atom, str):
            return Box(("′" if atom == "'" else atom,)), ""
        if is_kind(atom, "Group"):
            return self.sequence(atom.nodelist), ""
        if is_kind(atom, "Math"):
            return self.sequence(atom.nodelist), ""
        if is_kind(atom, "Specials"):
            return Box((" ",)), ""
        if is_kind(atom, "Environment"):
            return self._environment(atom), ""
        if not is_kind(atom, "Macro"):
            raise Unknown
        return self._macro(atom, out, after)

    def _macro(self, atom: Node, out: _Text, after: list[Node]) -> tuple[Box, str]:
        name = atom.macroname
        arguments = arguments_of(atom)
        if (name in AS_THEY_ARE or name in signs.ACCENTS) and not arguments:
            raise Unknown  # it is itself the argument of another, without braces
        if name in COMMANDS:
            if len(arguments) < len(COMMANDS[name][0]):
                raise Unknown
            text, kind = COMMANDS[name][1](self, arguments)
            return Box((text,)), kind
        if name in AS_THEY_ARE:
            if name == "label":
                return Box(("",)), ""
            return Box((self._as_text(arguments[-1]),)), "word" if name == "operatorname" else ""
        if name in signs.ACCENTS:
            return Box((accented(self.line(inside(arguments[0])), name),)), ""
        if name in signs.OPERATORS:
            sign = signs.OPERATORS[name]
            spaced = sign.isalpha()
            is_spaced = out.text.endswith(" ") or spaced
            before = " " if spaced and out.text and not out.text.endswith(" ") else ""
            return Box((before + sign + (" " if is_spaced and after else ""),)), ""
        if name in ("rfloor", "rceil", "rangle", "rbrace", "}", "rvert", "rVert"):
            out.text = out.text.rstrip(" ")
        if name in signs.LETTERS:
            space = " " if atom.macro_post_space and is_operator(after) else ""
            return Box((signs.LETTERS[name] + space,)), ""
        if name in signs.WORDS:
            return Box((name,)), "word"
        if name in signs.SPACES:
            return Box((signs.SPACES[name],)), ""
        raise Unknown

    def _as_text(self, argument: Node) -> str:
        """Return an argument whose spaces are kept."""
        inner = inside(argument)
        out = "".join(
            node.chars if is_kind(node, "Chars") and not set("^_") & set(node.chars)
            else self.line([node])
            for node in inner
        )  # fmt: skip
        return " ".join(f"|{out}|".split())[1:-1]

    def _environment(self, node: Node) -> Box:
        name = node.environmentname.rstrip("*")
        if name in ALIGNED:
            return self.rows(node.nodelist)
        if name not in MATRICES:
            raise Unknown
        rows = [[self.line(cell) for cell in cells] for cells in cells_of(node.nodelist)]
        rows = [row for row in rows if any(row)] or [[""]]
        fences = f"{MATRICES[name]}  "
        opening, closing = fences[0], fences[1]
        is_cases = name.endswith("cases")
        if not self.is_tall or len(rows) == 1:
            lines = [(", " if is_cases else " ").join(filter(None, row)) for row in rows]
            inner = "; ".join(line.replace(",,", ",") for line in lines)
            return Box((f"{opening.strip()}{inner}{closing.strip()}",))
        columns = max(map(len, rows))
        rows = [[*row, *[""] * (columns - len(row))] for row in rows]
        widths = [max(width_of(row[at]) for row in rows) for at in range(columns)]
        lines = [
            "  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=True))
            for row in rows
        ]
        return in_fences(Box(tuple(lines), len(lines) // 2), opening, closing)
