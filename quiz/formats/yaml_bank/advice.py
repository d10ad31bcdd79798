"""What is wrong with a line that YAML cannot read, and what would mend it."""

import re

import yaml

from quiz.errors import Location, Problem

_LATER = ("quoted scalar", "flow", "simple key", "alias", "anchor", "block scalar", "tag")
"""In these the parser notices a mistake late; it stands where the thing began."""
_SIGNS = "*&@%!`|>"
_VALUE = re.compile(r"^\s*(?:- +)*(?:[^\s:#'\"\[{][^:#]*:\s+)?(?P<value>\S.*)$")
_QUOTED_THEN_MORE = re.compile(r""":\s+("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*[^\s#,\]}]""")


def syntax_problem(error: Exception, text: str, source: str) -> Problem:
    """Return the fault for a YAML error, at the line where the mistake most likely stands."""
    if isinstance(error, RecursionError):
        return Problem(Location(source, 1, 1), "nested too deeply; is a bracket not closed?")
    if isinstance(error, yaml.reader.ReaderError):
        return _unreadable(error, text, source)
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(Location(source, 1, 1), f"not YAML: {error}")
    context, what = error.context or "", error.problem or ""
    mark = error.problem_mark or error.context_mark
    if error.context_mark and any(word in context for word in _LATER):
        mark = error.context_mark
    lines = text.split("\n")
    number = min(mark.line if mark else 0, len(lines) - 1)
    while number > 0 and not lines[number].strip():
        number -= 1
    column = mark.column if mark and number == mark.line else len(lines[number].rstrip())
    number, column, message = _advice(lines, number, column, context, what)
    return Problem(Location(source, number + 1, column + 1), message)


def _unreadable(error: yaml.reader.ReaderError, text: str, source: str) -> Problem:
    """Return the fault for a character that YAML does not allow."""
    for number, line in enumerate(text.split("\n"), 1):
        for column, sign in enumerate(line, 1):
            if not yaml_allows(sign):
                message = f"a control character (U+{ord(sign):04X}) stands here; delete it"
                return Problem(Location(source, number, column), message)
    return Problem(Location(source, 1, 1), f"not YAML: {error.reason}")


def yaml_allows(sign: str) -> bool:
    """Return whether a character may stand in a YAML file as it is."""
    code = ord(sign)
    if code < 0x20:
        return sign in "\t\r\n"
    return not (0x7F <= code <= 0x9F and code != 0x85) and not (
        0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF)
    )


def _advice(
    lines: list[str], number: int, column: int, context: str, what: str
) -> tuple[int, int, str]:
    """Return the line and column (from 0) of a mistake and the sentence about it."""
    line = lines[number]
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent or (line[column : column + 1] == "\t"):
        return number, line.index("\t"), "a tab is used to indent; YAML wants spaces"
    if "exceeded" in what:
        return number, column, "nested over 32 levels deep; is a bracket not closed?"
    if "expected a single document" in context + what:
        return number, 0, "a bank is one document; delete the line `---`"
    if "quoted scalar" in context:
        mend = "a quote opened here is never closed, or a quote inside is not doubled"
        return number, column, f"{mend}; put the text after | on lines of its own if it has both"
    found = _VALUE.match(line)
    value, at = (found.group("value"), found.start("value")) if found else ("", 0)
    if value and value[0] in _SIGNS and (value[0] not in "|>" or len(value) > 2):
        return number, at, f'a value that starts with {value[0]} must be quoted: "{value[0]}…"'
    if "undefined alias" in what:
        return number, column, 'a value that starts with * must be quoted: "*…"'
    quoted = _QUOTED_THEN_MORE.search(line)
    if quoted:
        at = quoted.start(1)
        return number, at, "text after the closing quote; put the quotes round all of it"
    if "mapping values are not allowed" in what:
        return _colon(lines, number, column)
    if "flow" in context:
        sign = "]" if "sequence" in context else "}"
        return number, column, f"`{sign}` is missing, or text in it with , : [ or {{ is not quoted"
    if "could not find expected ':'" in what:
        return (
            number,
            column,
            "neither `key: value` nor part of the text above; is a colon missing?",
        )
    if "block collection" in context or "expected <block end>" in what or "expected key" in what:
        if _smart(line):
            return number, column, _SMART
        return number, column, "wrong indent: keys of one question stand one below the other"
    return number, column, f"not YAML here ({what or context}); quote the text if it holds : or #"


def _colon(lines: list[str], number: int, column: int) -> tuple[int, int, str]:
    """Return the advice for a colon where none may be."""
    line = lines[number]
    if _smart(line):
        return number, column, _SMART
    before = lines[number - 1] if number else ""
    keys = re.match(r"^(\s*)(?:- +)?[A-Za-z]\w*:\s", line)
    colons = len(re.findall(r":(?:\s|$)", line))
    if keys and colons == 1 and re.match(r"^\s*(?:- +)?[A-Za-z]\w*: +[^\s|>]", before):
        return (
            number,
            len(keys.group(1)),
            "wrong indent: keys of one question stand one below the other",
        )
    return number, column, "a colon inside the text; put quotes round the whole text"


_SMART = "typographic quotes (“ ”) are no quotes to YAML; use \" or '"


def _smart(line: str) -> bool:
    return any(sign in line for sign in "“”„‘’«»")
