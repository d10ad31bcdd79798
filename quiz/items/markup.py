"""Markdown as banks have it, and where it holds code or maths, in which braces are text."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

MATHS = (
    r"(?<![\\$])\$\$(?!\$)(?=[^$]*\S[^$]*\$)(?:[^$\\]|\\.)+?\$\$(?!\$)"
    # After a letter or digit only what cannot be money: H$_2$O and 10$^3$, but not US$.
    r"|(?:(?<![\\$\w])|(?<=\w)(?=\$[\^_\\]))\$(?![\s$])(?:[^$\n\\]|\\.)*?(?<!\s)\$(?!\d)"
)
"""Pattern of `$$maths$$` or `$maths$`; use with `re.DOTALL`."""
CODE_OR_MATHS = (
    r"(?:^|(?<=\n))```.*?(?:\n```|\Z)"
    r"|(?P<tick>(?<!`)`+(?!`)).+?(?<!`)(?P=tick)(?!`)"
    rf"|{MATHS}"
)
"""Pattern of fenced code, a code span or maths; use with `re.DOTALL`."""
_SPANS = re.compile(CODE_OR_MATHS, re.DOTALL)
_MATHS = re.compile(MATHS, re.DOTALL)
_SHARE = re.compile(r"(?<!\S)\\\\(?=\w)")


def spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of each piece of code or maths, in order."""
    if "`" not in text and "$" not in text:
        return []
    return [found.span() for found in _SPANS.finditer(text)]


def is_inside(at: int, pieces: list[tuple[int, int]]) -> bool:
    """Return whether an index lies in one of the pieces."""
    return any(start <= at < end for start, end in pieces)


def is_one_line(text: str) -> bool:
    """Return whether a Markdown text has only inline marks: what begins `- 5` or `1.` is text."""
    return "\n" not in text.strip()


def tokens(text: str) -> list[Any]:
    """Return the tokens of a Markdown text; one of a single line has inline marks alone."""
    if is_one_line(text):
        return list(parser().parseInline(text.strip()))
    return list(parser().parse(text))


@lru_cache(1)
def parser() -> "MarkdownIt":
    """Return the parser of a bank's Markdown, one for all that read it."""
    return new_parser()


def new_parser() -> "MarkdownIt":
    """Return a parser of a bank's Markdown, to which more can be added.

    Line breaks of a text stay, and its maths are tokens: `math_inline`, `math_inline_double`
    and `math_block`.
    """
    # 30 ms, and most stems have no Markdown in them.
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    made = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    made.use(dollarmath_plugin, allow_labels=False)
    made.inline.ruler.at("math_inline", _maths)  # so that it is what `spans` finds
    made.inline.ruler.before("escape", "share", _share)
    made.core.ruler.push("breaks", _keep_breaks)
    return made


def _maths(state: "StateInline", silent: bool) -> bool:
    """Take maths at the parser's place."""
    if state.src[state.pos] != "$":
        return False
    found = _MATHS.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        sign = "$$" if found[0].startswith("$$") else "$"
        token = state.push("math_inline_double" if sign == "$$" else "math_inline", "math", 0)
        token.content = found[0][len(sign) : -len(sign)]
        token.markup = sign
    state.pos = found.end()
    return True


def _share(state: "StateInline", silent: bool) -> bool:
    r"""Take the two backslashes of `\\server\share`, which are no escape of one."""
    found = _SHARE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.pending += found[0]
    state.pos = found.end()
    return True


def _keep_breaks(state: "StateCore") -> None:
    """Make each line break of a text one that is shown."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "softbreak":
                child.type, child.tag = "hardbreak", "br"
