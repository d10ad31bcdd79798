"""Going on after a fault in the YAML: the part it stands in is blanked, the lines are kept."""

import re

from yaml import Node, ScalarNode

BROKEN = "\ufdd0broken"
"""Stands where a question or a value was that YAML cannot read; already reported.

A noncharacter, refused in the file itself, so that no bank can write it.
"""
_ENTRY = re.compile(r"( *)-(?:[ \t]|$)")
_QUESTION = re.compile(r" *-[ \t]*(?:id|question|cloze|front):")
_TOP_KEY = re.compile(r"([A-Za-z]\w*) *:(?:\s|$)")


def is_broken(node: Node) -> bool:
    """Return whether a value stands for something unreadable that was reported."""
    return type(node) is ScalarNode and node.value == BROKEN and not node.style


def without_part(text: str, line: int) -> str | None:
    """Return the text with the question, or the key of the head, around `line` blanked.

    Args:
        text: A bank as YAML.
        line: Where its fault stands, from 0.

    Returns:
        The text with the same lines; None if there is no such part, or it is blanked already.
    """
    lines = text.split("\n")
    start = next((n for n, row in enumerate(lines) if row.startswith("questions:")), None)
    if start is None or line == start:
        return None
    part = _head_part(lines, line, start) if line < start else _question(lines, line, start)
    if part is None or BROKEN in lines[part[0]]:
        return None
    begin, end, stand_in = part
    lines[begin:end] = [stand_in, *[""] * (end - begin - 1)]
    return "\n".join(lines)


def up_to(text: str, line: int) -> str:
    """Return the text before a line (from 0)."""
    return "\n".join(text.split("\n")[:line])


def _head_part(lines: list[str], line: int, start: int) -> tuple[int, int, str] | None:
    tops = [n for n in range(start + 1) if lines[n][:1] not in ("", " ", "\t", "#")]
    begin = max((n for n in tops if n <= line), default=None)
    if begin is None:
        return None
    end = min(n for n in tops if n > begin)
    found = _TOP_KEY.match(lines[begin])
    return begin, end, f"{found.group(1)}: {BROKEN}" if found else f"# {lines[begin][:100]}"


def _question(lines: list[str], line: int, start: int) -> tuple[int, int, str] | None:
    ahead = range(start + 1, len(lines))
    first = next((n for n in ahead if _begins_question(lines[n], None)), None)
    if first is None or first > line:
        return None
    indent = lines[first][: lines[first].index("-")]
    entries = [n for n in range(first, len(lines)) if _begins_question(lines[n], indent)]
    begin = max(n for n in entries if n <= line)
    end = next((n for n in entries if n > begin), None)
    if end is None:
        ahead = range(begin + 1, len(lines))
        end = next((n for n in ahead if n > line and _TOP_KEY.match(lines[n])), len(lines))
    return begin, end, f"{indent}- {BROKEN}"


def _begins_question(line: str, indent: str | None) -> bool:
    """Return whether a dash begins a question: at the indent of the others, or by its key."""
    found = _ENTRY.match(line)
    if found and indent in (None, found.group(1)):
        return True
    return _QUESTION.match(line) is not None
