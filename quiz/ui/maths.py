"""`$maths$` as Unicode text; what is not known is left as it was written."""

import re

_SUPER = str.maketrans("0123456789+-=()niabcdexyk", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉˣʸᵏ")
_SUB = str.maketrans("0123456789+-=()aeioxnkmij", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢₒₓₙₖₘᵢⱼ")
_RAISED = frozenset("0123456789+-=()niabcdexyk")
_LOWERED = frozenset("0123456789+-=()aeioxnkmij")
_WORDS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Pi": "Π",
    "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "times": "×", "cdot": "·", "div": "÷", "pm": "±", "mp": "∓", "le": "≤", "leq": "≤",
    "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "equiv": "≡", "sim": "∼",
    "to": "→", "rightarrow": "→", "leftarrow": "←", "Rightarrow": "⇒", "Leftrightarrow": "⇔",
    "infty": "∞", "sum": "∑", "prod": "∏", "int": "∫", "partial": "∂", "nabla": "∇",
    "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆", "cup": "∪", "cap": "∩",
    "emptyset": "∅", "forall": "∀", "exists": "∃", "land": "∧", "lor": "∨", "neg": "¬",
    "ldots": "…", "dots": "…", "cdots": "⋯", "degree": "°", "circ": "∘", "angle": "∠",
    "quad": "  ", "left": "", "right": "", "sin": "sin", "cos": "cos", "tan": "tan",
    "log": "log", "ln": "ln", "exp": "exp", "lim": "lim", "min": "min", "max": "max",
    "percent": "%", "%": "%", "$": "$", "{": "{", "}": "}", ",": " ", ";": " ", " ": " ",
    "mathbb": "", "mathrm": "", "text": "", "operatorname": "",
}  # fmt: skip
_TOKEN = re.compile(r"\\([A-Za-z]+|.)|([{}^_])|([^\\{}^_]+)", re.DOTALL)
_DEEPEST = 20


class _Unknown(Exception):
    """Something in the formula has no form here."""


def to_unicode(source: str) -> str:
    """Return a formula as Unicode text, or as it was written where that would not be faithful.

    Args:
        source: LaTeX maths without its dollar signs.
    """
    try:
        tokens = [found.group() for found in _TOKEN.finditer(source)]
        text, rest = _read(tokens, 0, 0)
    except _Unknown:
        return source
    return text.strip() if rest >= len(tokens) else source


def _read(tokens: list[str], at: int, depth: int) -> tuple[str, int]:
    """Return the text up to a closing brace or the end, and where it ended."""
    if depth > _DEEPEST:
        raise _Unknown
    out = ""
    while at < len(tokens) and tokens[at] != "}":
        token = tokens[at]
        if token in ("^", "_"):
            inner, at = _argument(tokens, at + 1, depth)
            out += _script(inner, token)
        elif token == "{":
            inner, at = _argument(tokens, at, depth)
            out += inner
        elif token == "\\frac":
            top, at = _argument(tokens, at + 1, depth)
            bottom, at = _argument(tokens, at, depth)
            out += f"{_bracketed(top)}/{_bracketed(bottom)}"
        elif token == "\\sqrt":
            inner, at = _argument(tokens, at + 1, depth)
            out += "√" + (inner if len(inner) == 1 else f"({inner})")
        elif token.startswith("\\"):
            if token[1:] not in _WORDS:
                raise _Unknown
            out, at = out + _WORDS[token[1:]], at + 1
        else:
            out, at = out + token, at + 1
    return out, at


def _argument(tokens: list[str], at: int, depth: int) -> tuple[str, int]:
    """Return what a command applies to: a group in braces, a word, or one character."""
    if at >= len(tokens):
        raise _Unknown
    token = tokens[at]
    if token == "{":
        inner, end = _read(tokens, at + 1, depth + 1)
        if end >= len(tokens):
            raise _Unknown
        return inner, end + 1
    if token.startswith("\\"):
        if token[1:] not in _WORDS:
            raise _Unknown
        return _WORDS[token[1:]], at + 1
    if token in "}^_":
        raise _Unknown
    tokens[at] = token[1:]
    return token[0], at if token[1:] else at + 1


def _script(inner: str, sign: str) -> str:
    known, table = (_RAISED, _SUPER) if sign == "^" else (_LOWERED, _SUB)
    if inner == "∘" and sign == "^":
        return "°"
    if set(inner) <= known:
        return inner.translate(table)
    return f"{sign}{inner}" if len(inner) == 1 else f"{sign}({inner})"


def _bracketed(text: str) -> str:
    return text if len(text) == 1 or text.isalnum() else f"({text})"
