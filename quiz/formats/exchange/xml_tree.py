"""XML of strangers as a tree with line numbers: no entities of its own, no depth, no bombs."""

import re
import sys
from collections.abc import Callable, Iterator
from xml.parsers import expat

from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.formats.encodings import UNICODE, encoding_name, encoding_of
from quiz.translation import _

_DEEPEST = 100
_MOST_NODES = 2_000_000
_MOST_BYTES = 64 * 1024 * 1024
_NONE: dict[str, str] = {}
"""The attributes of all elements that have none."""
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]{1,40})[\"']")
_NAMED = re.compile(rb"&([a-zA-Z][a-zA-Z0-9]{1,31});")
_BARE = re.compile(rb"&(?![a-zA-Z#][a-zA-Z0-9]{0,31};)")
_BARE_LESS = re.compile(rb"<(?=[\s\d=<.,;)(+-])")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CDATA = re.compile(rb"(<!\[CDATA\[.*?\]\]>)", re.S)


class Element:
    """A tag with what is in it; names are without their prefix or namespace."""

    __slots__ = ("attributes", "children", "line", "name", "namespace", "parts")

    def __init__(self, name: str, namespace: str, attributes: dict[str, str], line: int) -> None:
        """Begin empty.

        Args:
            name: Without a prefix.
            namespace: Its address; empty for none.
            attributes: By names without prefixes.
            line: Where it begins, from 1.
        """
        self.name, self.namespace = name, namespace
        self.attributes, self.line = attributes, line
        self.children: tuple[Element, ...] = ()
        """The elements in it, in order."""
        self.parts: tuple[str | Element, ...] = ()
        """Its texts and elements, in order."""

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute."""
        return self.attributes.get(name, default)

    def all(self, *names: str) -> "list[Element]":
        """Return the children of some names, in order."""
        return [child for child in self.children if child.name in names]

    def first(self, *path: str) -> "Element | None":
        """Return the first child of a name, then its first child of the next name, and so on."""
        found: Element | None = self
        for name in path:
            if found is None:
                return None
            found = next((child for child in found.children if child.name == name), None)
        return found

    def text_at(self, *path: str) -> str:
        """Return the text of an element below, without spaces round it; empty if it isn't there."""
        found = self.first(*path)
        return found.text.strip() if found is not None else ""

    @property
    def text(self) -> str:
        """Its own text and that of all that is in it."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def walk(self) -> "Iterator[Element]":
        """Yield it and all elements below, in the order of the file."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(reversed(one.children))

    def markup(self, *, is_outer: bool = False) -> str:
        """Return what is in it as HTML, its tags by their names without prefixes."""
        from html import escape

        inner = "".join(
            escape(part, quote=False) if isinstance(part, str) else part.markup(is_outer=True)
            for part in self.parts
        )
        if not is_outer:
            return inner
        named = "".join(f' {key}="{escape(value)}"' for key, value in self.attributes.items())
        return f"<{self.name}{named}>{inner}</{self.name}>"


def parsed(data: bytes, name: str, told: Callable[[int, str], None] | None = None) -> Element:
    """Return the root of an XML file.

    Entities of HTML outside of CDATA, and a bare ampersand, are read as they are meant: real files
    have them.

    Args:
        data: The file.
        name: What it is called, for errors.
        told: Is told of a line from which on the file is damaged, and how, where what stands before
            it is returned; and of an encoding that is guessed, with 0 for the line. None to refuse
            such a file.

    Raises:
        QuizError: It is no XML (names the line), declares entities, or is over the bounds.
    """
    shown = clean_line(name)
    if data[:1] in b" \t\r\n":
        data = data.lstrip()
    if len(data) > _MOST_BYTES:
        raise QuizError(_("{file}: over 64 MB; split it").format(file=shown))
    try:
        return _parsed(data, shown)
    except expat.ExpatError:
        repaired = _repaired(_as_utf8(data, told))
        if repaired == data and told is None:
            raise QuizError(_why(data, shown)) from None
    try:
        return _parsed(repaired, shown)
    except expat.ExpatError as error:
        if told is not None:
            root = _parsed(repaired, shown, takes_broken=True)
            if root.children:
                told(error.lineno, expat.ErrorString(error.code))
                return root
        raise QuizError(_why(repaired, shown)) from None


def _why(data: bytes, shown: str) -> str:
    parser = expat.ParserCreate()
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        words = _("{file}:{line}: not well-formed XML ({reason})")
        reason = expat.ErrorString(error.code)
        return words.format(file=shown, line=error.lineno, reason=reason)
    return _("{file}: not XML that can be read").format(file=shown)


def _as_utf8(data: bytes, told: Callable[[int, str], None] | None) -> bytes:
    """Return XML whose letters are not those of UTF-8, though nothing else is said, in UTF-8."""
    encoding = encoding_of(data)
    declared = _DECLARED.match(data[:200])
    is_said = declared is not None and declared[1].lower() not in (b"utf-8", b"utf8")
    if told is None or encoding in UNICODE or is_said:
        return data
    words = _("not UTF-8: read as {encoding}; check its letters and quotes")
    told(0, words.format(encoding=encoding_name(encoding)))
    return data.decode(encoding, "replace").encode()


def _parsed(data: bytes, shown: str, *, takes_broken: bool = False) -> Element:
    builder = _Builder(shown)
    parser = expat.ParserCreate(namespace_separator="\n")
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    builder.parser = parser
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.EntityDeclHandler = builder.entity
    parser.UnparsedEntityDeclHandler = builder.entity
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(data, True)
    except (ValueError, LookupError, UnicodeError) as error:  # an encoding that is unknown
        raise QuizError(_("{file}: not XML that can be read").format(file=shown)) from error
    except expat.ExpatError:
        if not takes_broken:
            raise
        builder.close()
    if builder.root is None:
        raise QuizError(_("{file}: not XML that can be read").format(file=shown))
    return builder.root


class _Builder:
    def __init__(self, shown: str) -> None:
        self._shown = shown
        self.parser: expat.XMLParserType
        self.root: Element | None = None
        self._open: list[tuple[Element, list[str | Element]]] = []
        """The elements that have not ended, each with what is in it so far."""
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= _DEEPEST or self._count > _MOST_NODES:
            raise QuizError(_("{file}: XML too deep or too large").format(file=self._shown))
        namespace, _sep, local = name.rpartition("\n")
        plain = {key.rpartition("\n")[2]: value for key, value in attributes.items()}
        # A file may have millions of elements: names are kept once, and nothing for what is empty.
        local, namespace = sys.intern(local), sys.intern(namespace)
        element = Element(local, namespace, plain or _NONE, self.parser.CurrentLineNumber)
        if self._open:
            self._open[-1][1].append(element)
        else:
            self.root = element
        self._open.append((element, []))

    def end(self, _name: str) -> None:
        element, parts = self._open.pop()
        if parts:
            element.parts = tuple(parts)
            element.children = tuple(part for part in parts if isinstance(part, Element))

    def close(self) -> None:
        """End the root where the file breaks off; what else is open there is left out."""
        while len(self._open) > 1:
            self._open.pop()
            self._open[-1][1].pop()
        if self._open:
            self.end("")

    def text(self, text: str) -> None:
        if self._open:
            self._open[-1][1].append(text)

    def entity(self, *_declared: object) -> None:
        words = _("{file}: declares entities, which no question file needs")
        raise QuizError(words.format(file=self._shown))


def _repaired(data: bytes) -> bytes:
    """Return XML with the entities of HTML as numbers, and bare ampersands escaped."""
    from html.entities import name2codepoint

    def number(found: re.Match[bytes]) -> bytes:
        name = found.group(1).decode("ascii")
        if name in ("amp", "lt", "gt", "quot", "apos"):
            return found.group()
        code = name2codepoint.get(name)
        return b"&#%d;" % code if code else b"&amp;" + found.group()[1:]

    pieces = _CDATA.split(data)
    for at in range(0, len(pieces), 2):
        escaped = _BARE_LESS.sub(b"&lt;", _BARE.sub(b"&amp;", pieces[at]))
        pieces[at] = _NAMED.sub(number, escaped)
    return _CONTROLS.sub(b"", b"".join(pieces))
