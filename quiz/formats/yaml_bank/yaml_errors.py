"""What is wrong with a line that YAML cannot read, and what would fix it."""

import re
from collections.abc import Callable
from typing import NamedTuple

import yaml

from quiz.errors import Location, Problem
from quiz.formats.keys import BANK_KEYS, QUESTION_KEYS
from quiz.translation import _

_LATER = ("quoted scalar", "flow", "simple key", "alias", "anchor", "block scalar", "tag")
"""In these the parser notices a mistake late; it stands where the thing began."""
_SIGNS = "*&@%!`|>"
_KEY = "|".join(sorted({key.name for key in (*BANK_KEYS, *QUESTION_KEYS)}))
_VALUE = re.compile(r"^\s*(?:- +)*(?:[^\s:#'\"\[{][^:#]*:\s+)?(?P<value>\S.*)$")
_QUOTED_THEN_MORE = re.compile(
    r"""(?:[:\-]\s+)(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(?P<more>[^\s#,\]}:].*)"""
)
_OPENED = re.compile(
    r"""^\s*(?:- +)*(?:[^\s:#'"\[{][^:#]*:\s+)?(?P<quote>"(?:[^"\\]|\\.)*|'(?:[^']|'')*)$"""
)
_GOOD_LINE = re.compile(rf"^\s*(?:- +)?(?:{_KEY}):(?:\s|$)")
_NO_SPACE = re.compile(rf"^\s*(?:- +)?(?P<key>{_KEY}):(?=[^\s])")
_NO_SPACE_AFTER_DASH = re.compile(rf"^\s*(?P<dash>-)(?:{_KEY}):")
_WIDE_COLON = re.compile(rf"^\s*(?:- +)?(?:{_KEY})\s*(?P<colon>[：﹕꞉])")
_NO_COLON = re.compile(rf"^\s*(?:- +)?(?P<key>{_KEY})(?:\s*=\s*|\s+|$)")
_BLOCK_BEGINS = re.compile(r":\s+[|>][+\-0-9]{0,2}\s*(?:#.*)?$")
_SMART_SIGNS = "“”„‘’«»"

SECOND_DOCUMENT = _(
    "a bank must be a single YAML document; delete the line `---` and everything "
    "that belongs to another file"
)
_INDENT = _("wrong indentation; line up all keys of a question")
_SMART = "typographic quotes (“ ”) are not quotes in YAML; use \" or '"
_BELOW = _("write `key: >-` and the text below it, indented; no quotes are needed there")


class _Place(NamedTuple):
    """Where and how the parser failed."""

    lines: list[str]
    number: int
    """Of the line, from 0."""
    column: int
    """From 0."""
    context: str
    what: str

    @property
    def line(self) -> str:
        return self.lines[self.number]

    @property
    def sign(self) -> str:
        """The character there."""
        return self.line[self.column : self.column + 1]

    def above(self, most: int) -> list[int]:
        """Return the numbers of lines that hold something, upwards from this one."""
        last = max(-1, self.number - most)
        return [n for n in range(self.number, last, -1) if self.lines[n].strip()]


_Found = tuple[int, int, str]
"""Line and column from 0, and the sentence."""


def syntax_problem(error: Exception, text: str, source: str) -> Problem:
    """Return the fault for a YAML error, at the line where the mistake most likely stands."""
    if isinstance(error, RecursionError):
        return Problem(
            Location(source, 1, 1), _("nested too deeply; check for an unclosed bracket")
        )
    if isinstance(error, yaml.reader.ReaderError):
        return _unreadable(error, text, source)
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(Location(source, 1, 1), _("invalid YAML: {error}").format(error=error))
    context, what = error.context or "", error.problem or ""
    mark = error.problem_mark or error.context_mark
    is_late = any(word in context for word in _LATER) and not _is_escape(what)
    if error.context_mark and is_late:
        mark = error.context_mark
    lines = text.split("\n")
    number = min(mark.line if mark else 0, len(lines) - 1)
    while number > 0 and not lines[number].strip():
        number -= 1
    column = mark.column if mark and number == mark.line else len(lines[number].rstrip())
    number, column, message = _advice(_Place(lines, number, column, context, what))
    return Problem(Location(source, number + 1, column + 1), message)


def _unreadable(error: yaml.reader.ReaderError, text: str, source: str) -> Problem:
    """Return the fault for a character that YAML does not allow."""
    for number, line in enumerate(text.split("\n"), 1):
        for column, sign in enumerate(line, 1):
            if not yaml_allows(sign):
                message = _("control character (U+{code:04X}); delete it").format(code=ord(sign))
                return Problem(Location(source, number, column), message)
    return Problem(Location(source, 1, 1), _("invalid YAML: {reason}").format(reason=error.reason))


def yaml_allows(sign: str) -> bool:
    """Return whether a character may stand in a YAML file as it is."""
    code = ord(sign)
    if code < 0x20:
        return sign in "\t\r\n"
    return not (0x7F <= code <= 0x9F and code != 0x85) and not (
        0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF)
    )


def _advice(place: _Place) -> _Found:
    """Return the line and column (from 0) of a mistake and the sentence about it."""
    for look in _LOOKS:
        found = look(place)
        if found is not None:
            return found
    what = place.what or place.context
    message = _("invalid YAML ({what}); quote the text if it contains : or #").format(what=what)
    return place.number, place.column, message


# One look for each sort of mistake; the first that knows the place speaks.


def _tab(place: _Place) -> _Found | None:
    line = place.line
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" not in indent and place.sign != "\t":
        return None
    return place.number, line.index("\t"), _("a tab is used for indentation; use spaces")


def _depth(place: _Place) -> _Found | None:
    if "exceeded" not in place.what:
        return None
    return (
        place.number,
        place.column,
        _("nested over 32 levels deep; check for an unclosed bracket"),
    )


def _documents(place: _Place) -> _Found | None:
    if "expected a single document" in place.context + place.what:
        return place.number, 0, SECOND_DOCUMENT
    if "expected <document start>" in place.what:
        for number in place.above(3):
            if place.lines[number].startswith("..."):
                return number, 0, _("a line `...` ends the file in YAML; quote it or delete it")
    return None


def _escape(place: _Place) -> _Found | None:
    if not _is_escape(place.what):
        return None
    at = place.line.rfind("\\", 0, place.column + 1)
    at = at if at >= 0 else place.line.find("\\")
    message = _("a backslash inside \"…\" is an escape; use '…' or no quotes, or double it: \\\\")
    return place.number, max(at, 0), message


def _is_escape(what: str) -> bool:
    return "escape" in what or "hexdecimal" in what


def _unclosed_above(place: _Place) -> _Found | None:
    """A quote that is opened in one line, and what follows in the next is a key: never closed."""
    for number in place.above(30):
        found = _OPENED.match(place.lines[number])
        after = place.lines[number + 1] if number + 1 < len(place.lines) else ""
        if found and (_GOOD_LINE.match(after) or not after.strip()):
            return number, found.start("quote"), _unclosed(found.group("quote"))
    if "quoted scalar" in place.context:
        return place.number, place.column, _unclosed(place.sign)
    return None


def _unclosed(quote: str) -> str:
    inside = _('write " inside it as \\"')
    if quote[:1] == "'":
        inside = _("write an apostrophe inside it as ''")
    message = _("this quote is never closed; add {quote} at the end ({inside})")
    return message.format(quote=quote[:1], inside=inside)


def _starting_sign(place: _Place) -> _Found | None:
    found = _VALUE.match(place.line)
    value, at = (found.group("value"), found.start("value")) if found else ("", 0)
    if value and value[0] in "|>" and len(value) > 2:
        message = _(
            "after {sign}, the text must start on the next line; or quote the value"
        ).format(sign=value[0])
        return place.number, at, f'{message}: "{value[0]}…"'
    if value and value[0] in _SIGNS and value[0] not in "|>":
        return place.number, at, _to_quote(value[0])
    if place.sign and place.sign in "*&@%!`" and "flow" not in place.context:
        return place.number, place.column, _to_quote(place.sign)
    inside = re.search(r"[\[{,]\s*(?P<sign>[@%`*&!])", place.line)
    if inside and ("token" in place.what or "alias" in place.what + place.context):
        return place.number, inside.start("sign"), _to_quote(inside.group("sign"))
    if "undefined alias" in place.what:
        return place.number, place.column, _to_quote("*")
    not_allowed = "block sequence entries are not allowed" in place.what
    if (not_allowed or "mapping keys are not allowed" in place.what) and value[:1] in ("-", "?"):
        return place.number, at, _to_quote(value[0])
    if not_allowed and re.match(r"^\s*(?:- +)?[^\s:]+: +-", place.line):
        return place.number, place.column, _to_quote("-")
    return None


def _to_quote(sign: str) -> str:
    return _('a value that starts with {sign} must be quoted: "{sign}…"').format(sign=sign)


def _after_quote(place: _Place) -> _Found | None:
    """Text after a closing quote: mostly a quote or an apostrophe inside the text."""
    found = _QUOTED_THEN_MORE.search(place.line)
    if found is None:
        return None
    at, quote = found.start("quoted"), found.group("quoted")[0]
    if quote in found.group("more"):
        if quote == "'":
            fix = _("write an apostrophe inside '…' as '', or put the text in \" \"")
        else:
            fix = _('write " inside "…" as \\", or put the text in \' \'')
        return place.number, at, _("text after the closing quote; {fix}").format(fix=fix)
    fix = _("put {quote} around the whole text").format(
        quote=chr(39) if quote == chr(34) else chr(34)
    )
    return place.number, at, _("text after the closing quote; {fix}").format(fix=fix)


def _missing_space(place: _Place) -> _Found | None:
    """A colon or dash without a space makes a line text, and YAML fails in a later line."""
    for number in place.above(6):
        line = place.lines[number]
        if found := _NO_SPACE_AFTER_DASH.match(line):
            return number, found.start("dash"), _("missing space after the dash; write `- key: …`")
        if found := _WIDE_COLON.match(line):
            message = _("full-width colon; type a plain `:` and a space")
            return number, found.start("colon"), message
        if found := _NO_SPACE.match(line):
            key = found.group("key")
            return (
                number,
                found.end(),
                _("missing space after the colon; write `{key}: …`").format(key=key),
            )
        if number != place.number and _GOOD_LINE.match(line):
            return None
    return None


def _bracket(place: _Place) -> _Found | None:
    """A value that begins with a bracket is a list to YAML, and text after it a mistake."""
    if place.context and "flow" in place.context:
        return None
    if place.sign and place.sign in "]}":
        message = _("extra closing {sign}; delete it, or quote the text").format(sign=place.sign)
        return place.number, place.column, message
    found = _VALUE.match(place.line)
    value, at = (found.group("value"), found.start("value")) if found else ("", 0)
    if value[:1] not in ("[", "{") or place.column <= at:
        return None
    if value.startswith("{{"):
        return (
            place.number,
            at,
            _("a text that starts with {{ must be quoted; or {below}").format(below=_BELOW),
        )
    return place.number, at, _to_quote(value[0])


def _colon(place: _Place) -> _Found | None:
    """A colon where none may be."""
    if "mapping values are not allowed" not in place.what:
        return None
    number, column, line = place.number, place.column, place.line
    if _smart(line):
        return number, column, _SMART
    if "{{" in line and "::" in line:
        return (
            number,
            column,
            _("YAML reads two colons and a space as a colon; {below}").format(below=_BELOW),
        )
    before = place.lines[number - 1] if number else ""
    keyless = _NO_COLON.match(before)
    if keyless and ":" not in before:
        message = _("missing colon; write `{key}: …`").format(key=keyless.group("key"))
        return number - 1, keyless.end("key"), message
    keys = re.match(r"^(\s*)(?:- +)?[A-Za-z]\w*:\s", line)
    colons = len(re.findall(r":(?:\s|$)", line))
    if keys and colons == 1 and re.match(r"^\s*(?:- +)?[A-Za-z]\w*: +[^\s|>]", before):
        return number, len(keys.group(1)), _INDENT
    return number, column, _("colon inside the text; put quotes around the whole text")


def _flow(place: _Place) -> _Found | None:
    if "flow" not in place.context:
        return None
    for number in place.above(30):  # a comment takes the closing bracket with it
        comment = re.search(r"[\[{,]\s*(?P<sign>#)", place.lines[number])
        if comment:
            return number, comment.start("sign"), _to_quote("#")
    sign = "]" if "sequence" in place.context else "}"
    message = _("missing `{sign}`, or text with , : [ or {{ that isn't quoted").format(sign=sign)
    return place.number, place.column, message


def _block_text(place: _Place) -> _Found | None:
    """The text after `|` or `>` that is not indented, or whose first line is indented more."""
    for number in place.above(40):
        line = place.lines[number]
        if number != place.number and _BLOCK_BEGINS.search(line):
            at = len(place.line) - len(place.line.lstrip())
            message = _(
                "the text after | or > must be indented more than its key, and all "
                "lines at least as much as the first; indent it"
            )
            return place.number, at, message
        if _GOOD_LINE.match(line):
            return None
    return None


def _missing_colon(place: _Place) -> _Found | None:
    if "could not find expected ':'" not in place.what:
        return None
    found = _NO_COLON.match(place.line)
    if found:
        message = _("missing colon; write `{key}: …`").format(key=found.group("key"))
        return place.number, found.end("key"), message
    message = _(
        "neither `key: value` nor part of the text above; check for a missing colon or indentation"
    )
    return place.number, place.column, message


def _indent(place: _Place) -> _Found | None:
    in_block = "block collection" in place.context or "block mapping" in place.context
    if not (in_block or "expected <block end>" in place.what or "expected key" in place.what):
        return None
    if _smart(place.line):
        return place.number, place.column, _SMART
    if place.line.lstrip().startswith("- "):
        message = _("wrong indentation; line up the dashes of a list")
        return place.number, place.column, message
    return place.number, place.column, _INDENT


def _smart(line: str) -> bool:
    return any(sign in line for sign in _SMART_SIGNS)


_LOOKS: tuple[Callable[[_Place], _Found | None], ...] = (
    _tab,
    _depth,
    _documents,
    _escape,
    _unclosed_above,
    _starting_sign,
    _after_quote,
    _missing_space,
    _bracket,
    _colon,
    _flow,
    _block_text,
    _missing_colon,
    _indent,
)
