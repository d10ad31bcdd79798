"""Formulas of our calculated questions in the words of Moodle's, and back.

Both are arithmetic as Python writes it, but for names and a few signs, so both are parsed by
Python's own parser of expressions; nothing of them is ever run.

Source: Moodle, `question/type/calculated/questiontype.php`, `qtype_calculated_find_formula_errors`.
"""

import ast
import re

_LETTER = re.compile(r"\{([A-Za-z_]\w*)\}")
_LONGEST = 500
_DEEPEST = 60
_TOKENS = re.compile(
    r"(?:\s*(?:\d+(?:\.\d{1,14})?(?:[eE][+-]?\d)?(?![\w.])|[A-Za-z_]\w*|\*\*|//|[-+*/%(),]))+\s*\Z"
)
"""What both sides know; numbers of at most as many decimals as a float keeps."""
_BY_MOODLE = {
    "abs": "abs", "round": "round", "min": "min", "max": "max", "sqrt": "sqrt", "sin": "sin",
    "cos": "cos", "tan": "tan", "asin": "asin", "acos": "acos", "atan": "atan", "exp": "exp",
    "log": "ln", "log10": "log", "deg2rad": "radians", "rad2deg": "degrees",
}  # fmt: skip
"""Our function, by Moodle's."""
_BY_OURS = {ours: theirs for theirs, ours in _BY_MOODLE.items()}
_ALIASES = {"arcsin": "asin", "arccos": "acos", "arctan": "atan", "deg": "radians"}
_SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


class UntranslatableError(Exception):
    """The other side has no word for something in a formula."""


def to_moodle(formula: str) -> str:
    """Return a formula of ours as Moodle writes it.

    Args:
        formula: One that `quiz.items.formula.Formula` takes.

    Raises:
        UntranslatableError: Moodle cannot work it out.
    """
    return _theirs(_parsed(formula))


def from_moodle(formula: str) -> str:
    """Return a formula of Moodle as ours; its letters stand in braces.

    Raises:
        UntranslatableError: It has something that ours have no word for.
    """
    text = _LETTER.sub(lambda found: f"({found[1]})", formula.strip().lstrip("="))
    text = re.sub(r"\bpi\s*\(\s*\)", "(pi)", text, flags=re.I)
    return ast.unparse(_Ours().visit(_parsed(text)))


def is_same(one: str, other: str) -> bool:
    """Return whether two formulas of ours differ in blanks, brackets and aliases at most."""
    try:
        trees = [ast.dump(_Renamed().visit(_parsed(text))) for text in (one, other)]
    except UntranslatableError:
        return False
    return trees[0] == trees[1]


def _parsed(text: str) -> ast.expr:
    if len(text) > _LONGEST or not _TOKENS.match(text):
        raise UntranslatableError
    try:
        found = ast.parse(" ".join(text.split()), mode="eval").body
        depth = _depth(found)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise UntranslatableError from error
    if depth > _DEEPEST:
        raise UntranslatableError
    return found


def _depth(node: ast.AST) -> int:
    return 1 + max(map(_depth, ast.iter_child_nodes(node)), default=0)


# To Moodle


def _theirs(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=int() | float()):
            return ast.unparse(node)
        case ast.Name(id="pi"):
            return "pi()"
        case ast.Name(id="e"):
            return "exp(1)"
        case ast.Name(id=name):
            return f"{{{name}}}"
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return f"(-{_theirs(inner)})"
        case ast.UnaryOp(op=ast.UAdd(), operand=inner):
            return _theirs(inner)
        case ast.BinOp():
            return _operation(node)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
            return _call(_ALIASES.get(name, name), [_theirs(one) for one in arguments])
        case _:
            raise UntranslatableError


def _operation(node: ast.BinOp) -> str:
    left, right = _theirs(node.left), _theirs(node.right)
    match node.op:
        case ast.Pow():
            return f"pow({left},{right})"
        case ast.FloorDiv():
            return f"floor({left}/{right})"
        case ast.Mod():  # PHP's own sign for it drops decimals
            return f"({left}-{right}*floor({left}/{right}))"
        case _:
            pass
    sign = _SIGNS.get(type(node.op))
    if sign is None:
        raise UntranslatableError
    return f"({left}{sign}{right})"


def _call(name: str, arguments: list[str]) -> str:
    if name in ("min", "max") and len(arguments) == 1:
        return arguments[0]
    if name == "log" and len(arguments) == 2:
        return f"(log({arguments[0]})/log({arguments[1]}))"
    if name not in _BY_OURS:
        raise UntranslatableError
    return f"{_BY_OURS[name]}({','.join(arguments)})"


# From Moodle


class _Ours(ast.NodeTransformer):
    """Gives the functions of Moodle our names; what is not arithmetic is refused."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if not isinstance(node, _ARITHMETIC):
            raise UntranslatableError
        return super().generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        if type(node.op) not in _SIGNS:
            raise UntranslatableError
        self.generic_visit(node)
        return _remainder(node) or node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise UntranslatableError
        name = node.func.id.lower()
        arguments: list[ast.expr] = [self.visit(one) for one in node.args]
        match name, arguments:
            case "pow", [base, exponent]:
                return ast.BinOp(base, ast.Pow(), exponent)
            case "floor", [ast.BinOp(op=ast.Div()) as inner]:
                return ast.BinOp(inner.left, ast.FloorDiv(), inner.right)
            case "floor", [inner]:
                return ast.BinOp(inner, ast.FloorDiv(), ast.Constant(1))
            case "ceil", [inner]:
                down = ast.BinOp(ast.UnaryOp(ast.USub(), inner), ast.FloorDiv(), ast.Constant(1))
                return ast.UnaryOp(ast.USub(), down)
            case "exp", [ast.Constant(value=1)]:
                return ast.Name("e")
            case _:
                pass
        if name not in _BY_MOODLE or (name == "log" and len(arguments) > 1):
            raise UntranslatableError
        return ast.Call(ast.Name(_BY_MOODLE[name]), arguments, [])


_ARITHMETIC = (
    ast.BinOp, ast.UnaryOp, ast.Constant, ast.Name, ast.Load, ast.USub, ast.UAdd, ast.Add, ast.Sub,
    ast.Mult, ast.Div,
)  # fmt: skip


def _remainder(node: ast.BinOp) -> ast.BinOp | None:
    """Return `a-b*floor(a/b)`, as we write a remainder, as one."""
    match node:
        case ast.BinOp(
            left=one,
            op=ast.Sub(),
            right=ast.BinOp(
                left=two, op=ast.Mult(), right=ast.BinOp(left=a, op=ast.FloorDiv(), right=b)
            ),
        ) if ast.dump(one) == ast.dump(a) and ast.dump(two) == ast.dump(b):
            return ast.BinOp(one, ast.Mod(), two)
    return None


class _Renamed(ast.NodeTransformer):
    """Gives functions that have two names the usual one, and logarithms one base."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Name(id="log"), args=[value, base]):
                both = [ast.Call(ast.Name("ln"), [one], []) for one in (value, base)]
                return ast.BinOp(both[0], ast.Div(), both[1])
            case _:
                return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(_ALIASES.get(node.id, node.id))

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        number = node.value
        whole = isinstance(number, float) and number.is_integer()
        return ast.Constant(int(number)) if whole and isinstance(number, float) else node
