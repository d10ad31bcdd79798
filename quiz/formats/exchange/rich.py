"""Texts of other programs as a bank's Markdown: HTML through an allow-list, plain text escaped."""

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from types import ModuleType

import msgspec

from quiz.cleaning import clean
from quiz.errors import MissingExtra
from quiz.extras import install_command
from quiz.items.markup import MATHS
from quiz.translation import _

_MOST_CHARACTERS = 500_000
_MOST_TAGS = 5_000
"""Of one text with its marks; what is longer is cut off before it is read."""
_DEEPEST = 4
"""Lists that are deeper are drawn at this depth."""
_LOOKS_LIKE_HTML = re.compile(r"<[/!a-zA-Z]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_INNER = r"(?:(?!{start}).){{1,4000}}?"
"""What stands between two signs: never the first of them again, or reading would take for ever."""


def _between(name: str, start: str, end: str) -> str:
    return f"{start}(?P<{name}>{_INNER.format(start=start)}){end}"


_LATEX = re.compile(
    "|".join(
        (
            _between("round", r"\\\(", r"\\\)"),
            _between("square", r"\\\[", r"\\\]"),
            _between("anki2", r"\[\$\$\]", r"\[/\$\$\]"),
            _between("anki", r"\[\$\]", r"\[/\$\]"),
            _between("tag", r"\[latex\]", r"\[/latex\]"),
            r"(?P<dollars>(?<![\\$])\$\$(?!\$)[^$]{1,4000}\$\$)",
        )
    ),
    re.S,
)
_MATHS = re.compile(MATHS, re.S)
_BLOCK_START = re.compile(
    r"(?m)^( {0,3})(?=[-+*](?:\s|$)|#{1,6}(?:\s|$)|>|\||```|~~~|-+[ \t]*$|=+[ \t]*$"
    r"|[-_*][-_* \t]+$)"
)
_NUMBER_START = re.compile(r"(?m)^( {0,3}\d{1,9})([.)])(?=\s|$)")
_INDENTED = re.compile(r"(?m)^(?: {4,}|\t+)")
_TAGS = {
    "a", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em", "h1",
    "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre",
    "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var",
}  # fmt: skip
PLAIN_TAGS = (
    "b", "i", "u", "em", "strong", "code", "sub", "sup", "p", "ul", "ol", "li", "blockquote",
    "div", "br",
)  # fmt: skip
"""Elements that need no cleaning where they have no attributes and are closed in order."""
_ANY_TAG = re.compile(rf"<(?:(?P<end>/?)(?P<name>{'|'.join(PLAIN_TAGS)})>)?")
"""A tag without attributes, or the beginning of any other one."""
_MOST_OPEN = 20
"""Elements within each other that are looked at; what is deeper is cleaned."""
_BLOCKS = {"p", "ul", "ol", "li", "blockquote", "div"}
_LISTS = {"ul", "ol"}
_UNSEEN = {"script", "style", "head", "title", "template", "noscript", "object", "iframe"}
_LOST = re.compile(r"<(video|audio|iframe|object|embed|svg|canvas|input|applet)\b", re.I)
_SOUND = re.compile(r"\[(?:sound|anki:play):([^\]\n]{1,300})\]")


class Picture(msgspec.Struct, frozen=True):
    """A picture that a text names."""

    source: str
    """Its address or file name, as the text has it."""
    alt: str
    """What it shows, in words; empty for none."""


class Rich(msgspec.Struct, frozen=True, kw_only=True):
    """A text that was read."""

    text: str
    """Markdown, or plain text with code and maths in it."""
    pictures: tuple[Picture, ...] = ()
    """Those that it names, in order."""
    lost: tuple[str, ...] = ()
    """What it holds that a text cannot: `video`, `audio`."""


# Plain text


def escaped(text: str) -> str:
    """Return plain text as Markdown that reads just so; its maths in dollar signs stays."""
    text = clean(text)
    if "$" not in text:
        return _escaped_starts(_escaped_marks(text))
    out, at = [], 0
    for found in _MATHS.finditer(text):
        out += [_escaped_marks(text[at : found.start()]), found.group()]
        at = found.end()
    return _escaped_starts("".join([*out, _escaped_marks(text[at:])]))


_MARK = re.compile(
    r"""\\(?=[!-/:-@\[-`{-~]|\n)                    # a backslash that would escape
    |`
    |(?<!\s)\*|\*(?!\s)                             # not one between spaces
    |(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_])          # not one within a word
    |\[(?=[^\]\n]{0,300}\]\s?[\[(:])                # of a link
    |<(?=[a-zA-Z/!?])
    |&(?=\#\w{1,8};|[a-zA-Z]\w{1,30};)
    |~(?=~)
    |\$(?=[^\s$][^$\n]*\$)                          # of maths, which this is not
    """,
    re.X,
)

_MAY_BE_MARK = re.compile(r"[\\`*_\[<&~$]")


def _escaped_marks(text: str) -> str:
    if _MAY_BE_MARK.search(text) is None:
        return text
    return _MARK.sub(lambda found: "\\" + found.group(), text)


def _escaped_starts(text: str) -> str:
    if "\n" not in text.strip():
        return text.strip("\n")
    text = _INDENTED.sub("", text)
    text = _BLOCK_START.sub(lambda found: found.group(1) + "\\", text)
    return _NUMBER_START.sub(r"\1\\\2", text)


def with_dollars(text: str) -> str:
    r"""Return a text with LaTeX in `\(…\)`, `\[…\]` or `[$]…[/$]` set in dollar signs."""

    def dollars(found: re.Match[str]) -> str:
        inner = next(part for part in found.groups() if part is not None)
        if found["dollars"]:
            return found["dollars"]
        is_block = found["square"] is not None or found["anki2"] is not None
        inner = " ".join(inner.split()).strip("$")
        return f"$${inner}$$" if is_block else f"${inner}$"

    return _LATEX.sub(dollars, text) if "\\" in text or "[" in text else text


# HTML


def looks_like_html(text: str) -> bool:
    """Return whether a text has tags or entities of HTML."""
    return _LOOKS_LIKE_HTML.search(text) is not None


def markdown_of(html: str, *, place: Callable[[str], str] = lambda source: source) -> Rich:
    """Return HTML as Markdown with its meaning kept; of plain text, that text escaped.

    Args:
        html: From anywhere.
        place: Returns the path beside the bank of a picture's address.

    Raises:
        MissingExtra: The extra `import` is missing.
    """
    return _read(html, is_line=False, place=place)


def line_of(html: str) -> Rich:
    """Return HTML as an option or an answer: one line of plain text with code and maths in it.

    Raises:
        MissingExtra: The extra `import` is missing.
    """
    return _read(html, is_line=True, place=lambda source: source)


def _read(html: str, *, is_line: bool, place: Callable[[str], str]) -> Rich:
    html = with_dollars(clean(_bounded(html)))
    sounds = ("audio",) if "[" in html and _SOUND.search(html) else ()
    html = _SOUND.sub("", html) if sounds else html
    if not looks_like_html(html):
        text = " ".join(html.split()) if is_line else escaped(html).strip()
        return Rich(text=text, lost=sounds)
    lost: tuple[str, ...] = ()
    writer = _Writer(is_line=is_line, place=place)
    tokens = _plain_tokens(html)
    if tokens is not None:
        writer.take(tokens)
    else:
        lost = tuple(dict.fromkeys(name.lower() for name in _LOST.findall(html)))
        writer.feed(_cleaned(html))
        writer.close()
    text = clean(writer.text())
    return Rich(text=text, pictures=tuple(writer.pictures), lost=(*lost, *sounds))


def _bounded(html: str) -> str:
    html = html[:_MOST_CHARACTERS]
    if html.count("<") <= _MOST_TAGS:
        return html
    return "<".join(html.split("<", _MOST_TAGS)[:_MOST_TAGS])


def _plain_tokens(html: str) -> list[tuple[str, str]] | None:
    """Return HTML in its parts, each with what it is: `<` a tag, `/` an end, or text.

    Only where it has but a few tags without attributes, each where it may stand: there is nothing
    to clean in it then, and what we write ourselves is mostly so. None for any other HTML.
    """
    open_tags: list[str] = []
    tokens: list[tuple[str, str]] = []
    at = 0
    for tag in _ANY_TAG.finditer(html):
        end, name = tag.groups()
        if name is None:
            return None
        if tag.start() > at:
            tokens.append(("", html[at : tag.start()]))
        at = tag.end()
        if name == "br":
            if end:
                return None
        elif not end:
            if len(open_tags) == _MOST_OPEN or not _may_open(name, open_tags):
                return None
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return None
        tokens.append(("/" if end else "<", name))
    if at < len(html):
        tokens.append(("", html[at:]))
    return None if open_tags else tokens


def _may_open(name: str, open_tags: list[str]) -> bool:
    """Return whether an element may begin here without a browser closing or moving another."""
    if name == "li":
        return bool(open_tags) and open_tags[-1] in _LISTS
    if name in _BLOCKS:
        return all(one in _BLOCKS - {"p"} for one in open_tags)
    return True


def _cleaned(html: str) -> str:
    """Return only the HTML that is on the list, well-formed."""
    nh3 = _cleaner()
    allowed: str = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=_UNSEEN,
        attributes={"img": {"src", "alt"}, "a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "data", "file"},
        link_rel=None,
    )
    return allowed


@lru_cache(1)
def _cleaner() -> ModuleType:
    try:
        import nh3
    except ImportError as error:
        words = _("texts with HTML need the extra `import`: {command}")
        raise MissingExtra(words.format(command=install_command("import"))) from error
    return nh3


_LINE_END = re.compile(r"(?<![ \t])[ \t]+\n")
_BLANK_LINES = re.compile(r"\n{3,}")
_BLANKS = re.compile(r"[\t\r\n\f][ \t\r\n\f]*| [ \t\r\n\f]+")
"""Blanks that are no single space."""
_MARK_AT_START = re.compile(r"^([-+*]|#{1,6}|>|\|)(?=\s|$)")
_NUMBER_AT_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


class _Writer(HTMLParser):
    """Writes Markdown while it reads HTML that was cleaned."""

    def __init__(self, *, is_line: bool, place: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self._is_line, self._place = is_line, place
        self.pictures: list[Picture] = []
        self._out: list[str] = []
        self._lists: list[int | None] = []
        self._marks: list[tuple[str, str]] = []
        self._is_code = self._is_pre = False
        self._rows: list[list[str]] | None = None
        self._cells: list[str] = []
        self._outer: list[list[str]] = []
        self._links: list[str] = []

    def take(self, tokens: list[tuple[str, str]]) -> None:
        """Write parts of HTML that need no cleaning; the parser takes three times as long."""
        for what, text in tokens:
            if what == "<":
                self.handle_starttag(text, [])
            elif what:
                self.handle_endtag(text)
            else:
                self.handle_data(unescape(text) if "&" in text else text)

    def text(self) -> str:
        """Return all that was written."""
        text = "".join(self._out)
        if self._is_line:
            return " ".join(text.split())
        if "\n" in text:
            text = _LINE_END.sub("\n", text)
            text = _BLANK_LINES.sub("\n\n", text)
        return text.strip()

    # Where it is written

    def _put(self, text: str) -> None:
        self._out.append(text)

    def _end_line(self) -> None:
        if self._out and not "".join(self._out[-2:]).endswith("\n"):
            self._put("\n")

    def _end_block(self) -> None:
        self._end_line()
        if self._out and not self._is_line and not "".join(self._out[-3:]).endswith("\n\n"):
            self._put("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _INLINE:
            self._begin_mark(tag)
        elif tag == "br":
            self._put(" " if self._is_line or self._rows is not None else "\n")
        elif tag == "img":
            self._picture(given)
        elif tag == "a":
            self._links.append(given.get("href", ""))
            self._put("" if self._is_line else "[")
        elif tag in ("ul", "ol"):
            self._end_line()
            start = given.get("start", "1")
            self._lists.append(None if tag == "ul" else int(start) if start.isdecimal() else 1)
        elif tag == "li":
            self._entry()
        elif tag == "pre":
            self._is_pre = True
            self._end_block()
            self._put("`" if self._is_line else "```\n")
        elif tag in ("td", "th"):
            self._outer.append(self._out)
            self._out = []
        elif tag == "table":
            self._end_block()
            self._rows = []
        elif tag == "tr":
            self._cells = []
        elif tag == "hr":
            self._end_block()
        elif tag in _HEADS:
            self._end_block()
            self._put("" if self._is_line else "**")
        elif tag in ("p", "div", "blockquote", "dd", "dt", "dl"):
            self._begin_paragraph(tag)

    def _begin_paragraph(self, tag: str) -> None:
        if self._rows is not None or self._lists:
            if self._out and not "".join(self._out[-1:]).endswith((" ", "\n")):
                self._put(" ")
            return
        if tag == "p" or tag == "blockquote":
            self._end_block()
        else:
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in _INLINE:
            self._end_mark(tag)
        elif tag == "a":
            href = self._links.pop() if self._links else ""
            if not self._is_line:
                self._put(f"]({href})" if href else "]")
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            if not self._lists:
                self._end_block()
        elif tag == "pre":
            self._is_pre = False
            if self._is_line:
                self._put("`")
            else:
                self._end_line()
                self._put("```\n\n")
        elif tag in ("td", "th") and self._outer:
            cell = " ".join("".join(self._out).split())
            cell = cell if self._is_line else cell.replace("|", "\\|")
            self._out = self._outer.pop()
            self._cells.append(cell)
        elif tag == "tr" and self._rows is not None:
            self._rows.append(self._cells)
        elif tag == "table":
            self._table()
        elif tag in _HEADS:
            self._put("" if self._is_line else "**")
            self._end_block()
        elif tag in ("p", "blockquote", "div", "dd", "dt"):
            self._begin_paragraph(tag)

    def handle_data(self, data: str) -> None:
        if self._is_pre:
            self._put(data)
            return
        text = _BLANKS.sub(" ", data.replace("\xa0", " "))
        if not text.strip() and (not self._out or self._out[-1].endswith(("\n", " "))):
            return
        if self._out and self._out[-1].endswith("\n"):
            text = text.lstrip()
        is_marked = bool(self._marks) and self._out[-1:] == [self._marks[-1][1]]
        if is_marked and text.startswith(" ") and not self._is_code:  # marks stand before letters
            if not "".join(self._out[-2:-1]).endswith((" ", "\n")):
                self._out.insert(-1, " ")
            text = text.lstrip()
        if self._is_code or self._is_line:
            self._put(text)
            return
        is_start = not self._out or self._out[-1].endswith("\n")
        made = escaped(text)
        if is_start:
            made = _MARK_AT_START.sub(r"\\\1", made)
            made = _NUMBER_AT_START.sub(r"\1\\\2", made)
        self._put(made)

    # Parts

    def _begin_mark(self, tag: str) -> None:
        mark = _INLINE[tag]
        if self._is_line and mark in ("**", "*", "~~"):
            mark = ""
        if tag in ("code", "tt", "samp", "kbd"):
            if self._is_pre:
                mark = ""
            else:
                self._is_code = True
        if tag in ("sub", "sup"):
            self._outer.append(self._out)
            self._out = []
            mark = ""
        self._marks.append((tag, mark))
        self._put(mark)

    def _end_mark(self, tag: str) -> None:
        if not self._marks or self._marks[-1][0] != tag:
            return
        _tag, mark = self._marks.pop()
        if tag in ("code", "tt", "samp", "kbd"):
            self._is_code = False
        if tag in ("sub", "sup") and self._outer:
            inner = "".join(self._out).strip()
            self._out = self._outer.pop()
            self._put(_raised(inner, "_" if tag == "sub" else "^"))
            return
        if mark and self._out and self._out[-1] == mark:
            self._out.pop()  # nothing was marked
            return
        if mark and self._out[-1].endswith(" ") and mark != "`":
            self._out[-1] = self._out[-1].rstrip()
            self._put(mark + " ")
            return
        self._put(mark)

    def _picture(self, given: dict[str, str]) -> None:
        source, alt = given.get("src", ""), " ".join(given.get("alt", "").split())
        if not source:
            return
        self.pictures.append(Picture(source, alt))
        if self._is_line:
            self._put(alt)
        elif len(self.pictures) > 1:  # the first one is the question's own
            self._put(f"![{escaped(alt)}]({self._place(source)})")

    def _entry(self) -> None:
        self._end_line()
        if self._is_line or not self._lists:
            self._put(" ")
            return
        number = self._lists[-1]
        self._put("   " * min(_DEEPEST, len(self._lists) - 1))
        self._put("- " if number is None else f"{number}. ")
        if number is not None:
            self._lists[-1] = number + 1

    def _table(self) -> None:
        rows, self._rows = [row for row in self._rows or [] if row], None
        if not rows:
            return
        width = max(map(len, rows))
        if self._is_line:
            self._put(" ".join(" ".join(row) for row in rows))
            return
        full = [row + [""] * (width - len(row)) for row in rows]
        lines = [full[0], ["---"] * width, *full[1:]]
        self._put("\n".join(f"| {' | '.join(row)} |" for row in lines) + "\n\n")


_INLINE = {
    "b": "**", "strong": "**", "mark": "**", "i": "*", "em": "*", "var": "*", "s": "~~",
    "strike": "~~", "del": "~~", "code": "`", "tt": "`", "samp": "`", "kbd": "`", "sub": "",
    "sup": "",
}  # fmt: skip
_HEADS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def _raised(text: str, sign: str) -> str:
    """Return a subscript or superscript as maths."""
    if not text:
        return ""
    plain = text.replace("$", "")
    is_word = plain.isalpha() and len(plain) > 1
    inner = f"\\text{{{plain}}}" if is_word else plain
    return f"${sign}{inner}$" if len(plain) == 1 else f"${sign}{{{inner}}}$"


# The other way


def html_of(markdown: str) -> str:
    r"""Return a bank's Markdown as HTML for other programs; its maths in `\(…\)` and `\[…\]`."""
    from html import escape

    from quiz.items.markup import parser

    made = parser()
    text = markdown.strip()
    tokens = made.parse(text) if "\n" in text else made.parseInline(text)
    for token in tokens:
        for one in (token, *(token.children or ())):
            if one.type.startswith("math_inline"):
                inner = one.content
                one.type, one.content = "html_inline", escape(f"\\({inner}\\)", quote=False)
            elif one.type == "math_block":
                one.type, one.content = "html_block", escape(f"\\[{one.content}\\]", quote=False)
    rendered: str = made.renderer.render(tokens, made.options, {})
    return clean(rendered.strip())  # an entity, as `&#x202e;`, is a control character only by now


def html_line(text: str) -> str:
    """Return an option or an answer as HTML: its code and maths marked, all else escaped."""
    from html import escape

    from quiz.items.markdown import MathSpan, Run, plain_line

    out = []
    for run in plain_line(text):
        if isinstance(run, MathSpan):
            out.append(escape(f"\\({run.source}\\)", quote=False))
        elif isinstance(run, Run):
            words = escape(run.text, quote=False)
            out.append(f"<code>{words}</code>" if run.code else words)
    return "".join(out)


def plain_of(markdown: str) -> str:
    """Return a bank's Markdown as plain text, for formats without marks."""
    from quiz.items.spoken import spoken

    return "\n".join(spoken(markdown)).strip()
