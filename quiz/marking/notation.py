"""Formulas and expressions as text: `F = m × a`, `2*x`, `$H_2O$`."""

import re
import unicodedata

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")
_SIGNS = str.maketrans(
    {**dict.fromkeys("×·⋅∙∗•", "*"), **dict.fromkeys("−–‒﹣－", "-"), "÷": "/", "⁄": "/", "∕": "/"}
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_FUNCTIONS = frozenset("sqrt asin acos atan sinh cosh tanh frac cdot times".split())
_IS_FORMULA = re.compile(r"[=+*/^]|(?<!\w)\d+[a-z](?![a-z])|[A-Z][a-z]?_?\{?\d", re.ASCII)
_LATEX = re.compile(r"\\(?:left|right|mathrm|text|,|;|:|!)|[$\\{}_]")
_TIMES = re.compile(r"(?<=[a-z0-9)])\*(?=[a-z(])|(?<=[a-z)])\*(?=[a-z0-9(])")
_DOT = re.compile(r"(?<=[a-z])\.(?=[a-z])")
_LONGEST = 100


def formula_key(text: str, *, is_certain: bool = False) -> str | None:
    """Return the form by which two formulas are one, None for what is none.

    Spaces, signs of multiplication before a letter, and the marks of LaTeX do not count; a power is
    `^`. A text with a word of four letters or more is no formula.

    Args:
        text: Any text.
        is_certain: Whether it is to be read as a formula whatever it looks like.
    """
    if len(text) > _LONGEST:
        return None
    plain = _RAISED.sub(lambda raised: "^" + raised[0].translate(_SUPERSCRIPTS), text)
    plain = unicodedata.normalize("NFKC", plain.translate(_SIGNS))
    plain = plain.replace("\\cdot", "*").replace("\\times", "*").replace("**", "^")
    if not is_certain and not _IS_FORMULA.search(plain):
        return None
    if any(word.lower() not in _FUNCTIONS for word in _WORD.findall(plain)):
        return None
    key = "".join(_LATEX.sub("", plain).split()).casefold().strip(".,;!?")
    key = _DOT.sub("", key)
    return _TIMES.sub("", key) or None
