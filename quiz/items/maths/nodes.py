"""The nodes of a formula that pylatexenc has read."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from quiz.items.maths import signs
from quiz.items.maths.text import Unknown

Node = Any
"""A node of pylatexenc, or a character."""
_KINDS = {
    name: f"Latex{name}Node"
    for name in ("Macro", "Group", "Chars", "Environment", "Specials", "Math", "Comment")
}


def is_kind(node: Node, kind: str) -> bool:
    """Return whether a node is of a kind, such as `Macro`."""
    return type(node).__name__ == _KINDS[kind]


def char_of(atom: Node) -> str:
    """Return a character; empty for a node."""
    return atom if isinstance(atom, str) else ""


def inside(node: Node) -> list[Node]:
    """Return what an argument holds."""
    if node is None:
        raise Unknown
    return list(node.nodelist) if is_kind(node, "Group") else [node]


def arguments_of(node: Node) -> list[Node]:
    """Return the arguments of a command, None for one that was left out."""
    return list(node.nodeargd.argnlist) if node.nodeargd and node.nodeargd.argnlist else []


def atoms_of(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield nodes with text as characters, combining marks with their letters."""
    for node in nodes:
        if isinstance(node, str) or not is_kind(node, "Chars"):
            yield node
            continue
        letter = ""
        for char in node.chars:
            if unicodedata.combining(char) and letter:
                letter += char
                continue
            if letter:
                yield letter
            letter = " " if char.isspace() else char
        if letter:
            yield letter


def cells_of(nodes: Sequence[Node]) -> list[list[list[Node]]]:
    r"""Return the nodes by rows (`\\`) and cells (`&`)."""
    rows: list[list[list[Node]]] = [[[]]]
    for node in nodes:
        if not isinstance(node, str):
            if is_kind(node, "Macro") and node.macroname in ("\\", "cr", "newline"):
                rows.append([[]])
                continue
            if is_kind(node, "Specials") and node.specials_chars == "&":
                rows[-1].append([])
                continue
        rows[-1][-1].append(node)
    return rows


def matching(atoms: list[Node], at: int) -> int:
    r"""Return the index of the bracket behind the `\right` that belongs to a `\left`."""
    depth = 0
    for place in range(at, len(atoms)):
        name = atoms[place].macroname if is_kind(atoms[place], "Macro") else ""
        depth += (name == "left") - (name == "right")
        if not depth:
            if place + 1 >= len(atoms) or place == at + 1:
                raise Unknown
            return place + 1
    raise Unknown


def is_operator(after: list[Node]) -> bool:
    """Return whether what comes next is an operator or a relation."""
    if not after:
        return False
    if isinstance(after[0], str):
        return after[0] in "+-=<>*/:−≤≥≠≈|"
    return is_kind(after[0], "Macro") and after[0].macroname in signs.OPERATORS
