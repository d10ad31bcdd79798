"""Sheets as PDF by typst: our own template, and the exam as JSON that it only ever shows as text.

No text of a bank becomes Typst source. The template can read nothing but the pictures, which are
copied into a folder that is its root and is gone afterwards.
"""

import re
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from quiz.errors import QuizError
from quiz.formats.printed import pictures as pictures_
from quiz.formats.printed.directions import direction, line_direction
from quiz.formats.printed.heights import Measure
from quiz.formats.printed.layout import LAYOUTS, SANS_FONTS, Layout, PageSize, Sheet
from quiz.formats.printed.printed_words import printed_words, words_direction
from quiz.formats.printed.sheet import (
    Answer,
    Boxes,
    CodeBlock,
    Exam,
    Formula,
    Heading,
    Inline,
    Line,
    Option,
    Paragraph,
    Passage,
    Picture,
    Question,
    Section,
    Table,
)
from quiz.items.maths.tree import tree
from quiz.words import _

if TYPE_CHECKING:
    from typst import Fonts

_FOLDER = Path(__file__).parent
_SERIF = "Libertinus Serif"
_MONO = "DejaVu Sans Mono"
_MATHS = "New Computer Modern Math"
_LONGEST_WORD = 40
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD},}}")
_LEAST_PIECE = 20
_BETWEEN = 0.04
"""Of a page's height: the space between two questions."""
_MOST_PROBED = 5_000
_SIZES = {PageSize.A4: "a4", PageSize.LETTER: "us-letter"}


class Compiled(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet as PDF, or as pictures of its pages."""

    data: tuple[bytes, ...]
    """One PDF, or a PNG a page."""
    warnings: tuple[str, ...] = ()
    """What could not be shown, a sentence each."""


def is_there() -> bool:
    """Return whether typst is installed."""
    from importlib.util import find_spec

    return find_spec("typst") is not None


class Press:
    """Makes the sheets of one exam; fonts are looked for and pictures are copied once."""

    def __init__(
        self,
        exam: Exam,
        pictures: Mapping[str, bytes],
        *,
        layout: Layout = Layout.NORMAL,
        size: PageSize = PageSize.A4,
        is_duplex: bool = False,
    ) -> None:
        """Take an exam.

        Args:
            exam: What is printed.
            pictures: The bytes of each picture that it names.
            layout: How it is set.
            size: Of the paper.
            is_duplex: Begin every version on a sheet of its own, for printing on both sides.
        """
        self._exam = exam
        self._pictures = dict(pictures)
        tall_cm = {name: _height_cm(*pictures_.size(data)) for name, data in pictures.items()}
        self._measure = Measure.of(LAYOUTS[layout], tall_cm)
        self._look, self.warnings = _look(layout, size, is_duplex)

    def sheet(self, sheet: Sheet, *, png_ppi: float | None = None) -> Compiled:
        """Return one of the sheets.

        Args:
            sheet: Which one.
            png_ppi: Give pictures of the pages in place of a PDF, so fine.

        Raises:
            QuizError: Typst cannot make it.
        """
        warnings: list[str] = []
        data = self._data(sheet, self._pictures)
        with tempfile.TemporaryDirectory(prefix="quiz-print-") as folder:
            for at, content in enumerate(self._pictures.values()):
                (Path(folder) / f"{at}.{pictures_.kind(content)}").write_bytes(content)
            try:
                pages = self._pages(data, folder, png_ppi)
            except RuntimeError as error:  # what `query` raises; a TypstError is one
                # A damaged picture is the one thing of a bank that typst may refuse.
                sound = {
                    name: content
                    for at, (name, content) in enumerate(self._pictures.items())
                    if _is_drawn(f"{at}.{pictures_.kind(content)}", folder)
                }
                if len(sound) == len(self._pictures):
                    raise QuizError(_("typst: {why}").format(why=error)) from error
                message = _("{name}: the picture is damaged; its description is printed")
                lost = [name for name in self._pictures if name not in sound]
                warnings += [message.format(name=name) for name in lost]
                data = self._data(sheet, sound)
                pages = self._pages(data, folder, png_ppi)
        warnings += _missing_glyphs(data, self._look["fonts"])
        return Compiled(data=pages, warnings=tuple(warnings))

    def _pages(self, data: dict[str, Any], folder: str, png_ppi: float | None) -> tuple[bytes, ...]:
        if data["sheet"] == Sheet.EXAM:
            self._set_breaks(data, places(data, folder))
        form = "png" if png_ppi else "pdf"
        return _made(_source("exam.typ"), data, form=form, root=folder, ppi=png_ppi)

    def _set_breaks(self, data: dict[str, Any], found: Sequence["Place"]) -> None:
        for at, version in enumerate(data["versions"]):
            own = [place for place in found if place.version == at]
            version["breaks"] = better_breaks(self._exam.versions[at].parts, own)

    def _data(self, sheet: Sheet, sound: Mapping[str, bytes]) -> dict[str, Any]:
        """Return what the template is handed, without what this sheet does not show."""
        exam = self._exam
        shown = {
            Sheet.EXAM: ("code", "parts", "total", "grades"),
            Sheet.KEY: ("code", "answers", "total", "grades"),
            Sheet.MARKING: ("code", "answers", "total", "grades"),
            Sheet.BUBBLES: ("code", "bubbles"),
        }[sheet]
        files = {
            name: f"/{at}.{pictures_.kind(content)}"
            for at, (name, content) in enumerate(self._pictures.items())
            if name in sound
        }
        to = Shown(self._measure, files, self._pictures, direction(exam.language))
        versions = [
            {
                **{name: to.plain(getattr(version, name)) for name in shown},
                "count": len(version.answers),
                "breaks": [],
            }
            for version in exam.versions
        ]
        return {
            "sheet": str(sheet),
            "title": to.plain(exam.title),
            "time": exam.time,
            "about": to.plain(exam.about),
            "letterhead": to.plain(exam.letterhead),
            "versions": versions,
            **language_of(exam.language),
            "look": self._look,
        }


def language_of(tag: str) -> dict[str, Any]:
    """Return what a template is told of a language."""
    return {
        "lang": _language(tag),
        "dir": direction(tag),
        "words": msgspec.to_builtins(printed_words(tag)),
        "words_dir": words_direction(tag),
    }


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where one edge of a part of an exam is."""

    version: int
    part: int
    edge: str
    """`top` or `bottom`."""
    page: int
    y: float
    """Points from the top of the page."""
    room: float
    """Points of height that a page's text has."""


def places(data: Mapping[str, Any], folder: str) -> list[Place]:
    """Return where the parts of an exam's pages are, by what the template is handed."""
    import typst

    text = msgspec.json.encode(data).decode()
    query: Any = typst.query
    found = query(
        _source("exam.typ"), "<place>", field="value", root=folder, font_paths=_fonts(),
        sys_inputs={"data": text},
    )  # fmt: skip
    return msgspec.json.decode(found, type=list[Place])


def better_breaks(
    parts: Sequence[Section | Passage | Question], found: Sequence[Place]
) -> list[int]:
    """Return before which parts a page is to begin, so that no page has a question alone.

    A question that would be alone is joined by the one before it, where that page keeps two and
    both fit. Headings and passages stay with the question after them.

    Args:
        parts: A version's parts.
        found: Where they would be.
    """
    tops = {place.part: place for place in found if place.edge == "top"}
    bottoms = {place.part: place for place in found if place.edge == "bottom"}
    pages: dict[int, list[tuple[int, float]]] = {}
    first = 0
    for at, part in enumerate(parts):
        if not isinstance(part, Question) or at not in tops or at not in bottoms:
            continue
        top, bottom = tops.get(first, tops[at]), bottoms[at]
        is_broken = top.page != bottom.page
        tall = float("inf") if is_broken else bottom.y - top.y
        for page in range(top.page, bottom.page + 1):
            pages.setdefault(page, []).append((first, tall))
        first = at + 1
    breaks = []
    for page in sorted(pages, reverse=True):
        before = pages.get(page - 1, [])
        if len(pages[page]) != 1 or len(before) < 3:
            continue
        room = next(iter(tops.values())).room
        if before[-1][1] + pages[page][0][1] + _BETWEEN * room <= room:
            breaks.append(before.pop()[0])
    return breaks


def _source(name: str) -> bytes:
    """Return a template of ours with what all share before it."""
    return (_FOLDER / "common.typ").read_bytes() + b"\n" + (_FOLDER / name).read_bytes()


def _made(source: bytes, data: Mapping[str, Any], *, form: str, **more: Any) -> tuple[bytes, ...]:
    """Return what typst makes of a source of ours: a document, or a picture a page."""
    import typst

    make: Any = typst.compile  # its overloads do not know the forms that have pages
    text = msgspec.json.encode(data).decode()
    made = make(source, font_paths=_fonts(), format=form, sys_inputs={"data": text}, **more)
    return (made,) if isinstance(made, bytes) else tuple(made)


@lru_cache(1)
def _fonts() -> "Fonts":
    from typst import Fonts

    return Fonts()


def _is_drawn(name: str, folder: str) -> bool:
    import typst

    source = b"#image(json(bytes(sys.inputs.data)).name)"
    try:
        _made(source, {"name": f"/{name}"}, form="pdf", root=folder)
    except typst.TypstError:
        return False
    return True


def _look(layout: Layout, size: PageSize, is_duplex: bool) -> tuple[dict[str, Any], list[str]]:
    """Return how a layout is set with the fonts there are, and what it lacks."""
    there = set(_fonts().families())
    setting = LAYOUTS[layout]
    fonts, warnings = [_SERIF], []
    if setting.is_sans:
        found = [name for name in SANS_FONTS if name in there]
        if found:
            fonts = [found[0], _SERIF]
        else:
            message = _("no sans-serif font is installed ({names}); {serif} is printed")
            names = ", ".join(SANS_FONTS[:4])
            warnings.append(message.format(names=names, serif=_SERIF))
    look = {
        **msgspec.to_builtins(setting),
        "fonts": fonts,
        "mono": [_MONO],
        "maths": [_MATHS, _SERIF],
        "paper": _SIZES[size],
        "is_duplex": is_duplex,
    }
    return look, warnings


def _language(tag: str) -> str:
    code = tag.replace("_", "-").partition("-")[0].lower()
    return code if re.fullmatch("[a-z]{2,3}", code) else "en"


# What typst needs to be told


class Shown(msgspec.Struct, frozen=True):
    """Turns a sheet into the plain data that a template shows.

    Long words may break, a line knows its direction, formulas are trees, pictures are files, and
    what is to stay whole on a page knows whether it can.
    """

    measure: Measure
    files: Mapping[str, str]
    """The file of each picture that can be drawn, by name."""
    pictures: Mapping[str, bytes]
    direction: str
    """Of the paper."""

    def plain(self, value: Any) -> Any:
        """Return a part of a sheet as plain data."""
        if isinstance(value, str):
            return _breakable(value)
        if isinstance(value, tuple):
            if value and all(isinstance(one, Inline) for one in value):
                return self.line(value)
            return [self.plain(one) for one in value]
        if not isinstance(value, msgspec.Struct):
            return value
        if isinstance(value, Formula):
            return self._formula(value)
        fields = {name: self.plain(getattr(value, name)) for name in value.__struct_fields__}
        if value.__struct_config__.tag is not None:
            fields["is"] = value.__struct_config__.tag
        match value:
            case Paragraph() | Heading() | Option():
                fields["runs"] = self.line(value.runs)
            case Table():
                fields["head"] = [self.line(cell) for cell in value.head]
                fields["rows"] = [[self.line(cell) for cell in row] for row in value.rows]
                fields["size_em"] = self.measure.table_size(value)
            case Question() | Answer() | Passage():
                fields["fit"] = self.measure.fit(value)
            case Boxes():
                fields["columns"] = self.measure.columns(value.options)
            case CodeBlock():
                fields["text"] = _breakable(value.text.expandtabs(4))
            case Picture():
                size = pictures_.size(self.pictures.get(value.name, b""))
                fields["name"] = self.files.get(value.name, "")
                fields["width_percent"] = _width_percent(*size)
        return fields

    def line(self, runs: Line) -> dict[str, Any]:
        """Return a line with its direction, where that is not the paper's."""
        own = line_direction(runs)
        shown = [self.plain(run) for run in runs]
        return {"runs": shown, "dir": None if own in ("", self.direction) else own}

    def _formula(self, formula: Formula) -> dict[str, Any]:
        found = tree(formula.source)
        return {
            "is": "formula",
            "text": _breakable(formula.text),
            "is_block": formula.is_block,
            "is_wide": self.measure.is_wide(formula),
            "tree": None if found is None else msgspec.to_builtins(found),
        }


def _width_percent(width: int, height: int) -> float:
    """Return how wide a picture is drawn: its own size at 96 dots an inch, and no taller than wide.

    100 percent are some 16 cm.
    """
    own = width / 96 * 2.54 / 16 * 100
    return max(5.0, min(100.0, own, 75.0 * width / max(1, height)))


def _height_cm(width: int, height: int) -> float:
    return _width_percent(width, height) / 100 * 16 * height / max(1, width)


def _breakable(text: str) -> str:
    """Return a text in which a word longer than a line may break anywhere."""
    if len(text) < _LONGEST_WORD:
        return text
    return _LONG_WORD.sub(lambda found: _pieces(found.group()), text)


def _pieces(word: str) -> str:
    out, since = "", 0
    for sign in word:
        if since >= _LEAST_PIECE and not unicodedata.combining(sign) and sign != "\u200d":
            out += "\u200b"
            since = 0
        out += sign
        since += 1
    return out


# Glyphs


def _missing_glyphs(data: Mapping[str, Any], fonts: list[str]) -> list[str]:
    """Return a sentence on characters that no font has, each by its name.

    Typst draws a box for these and does not say so.
    """
    seen = sorted(filter(_is_doubtful, set("".join(_texts(data)))))
    lacking = _probed(tuple(seen[:_MOST_PROBED]), tuple(fonts))
    missing = [sign for sign in seen if sign in lacking]
    if not missing:
        return []
    named = ", ".join(
        f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip() for sign in missing[:8]
    )
    if len(missing) > 8:
        named += " …"
    message = _("no font here has {n} of the characters, which print as boxes: {names}")
    return [message.format(n=len(missing), names=named)]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _is_doubtful(sign: str) -> bool:
    """Return whether the fonts in typst may lack a character; they have Latin and Cyrillic."""
    code = ord(sign)
    if code < 0x180 or 0x400 <= code < 0x460 or 0x1D434 <= code < 0x1D468:
        return False
    return unicodedata.category(sign) not in ("Cc", "Cf", "Mn", "Me", "Mc", "Zs", "Zl", "Zp")


@lru_cache(8)
def _probed(signs: tuple[str, ...], fonts: tuple[str, ...]) -> frozenset[str]:
    """Return those characters that are drawn as what U+FFFE is drawn as, which no font has."""
    if not signs:
        return frozenset()
    source = (
        b"#set page(width: 40pt, height: 40pt, margin: 0pt)\n"
        b"#let d = json(bytes(sys.inputs.data))\n#set text(font: d.fonts)\n"
        b"#for (at, sign) in d.signs.enumerate() { if at > 0 { pagebreak() }; text(sign) }"
    )
    data = {"fonts": fonts, "signs": ["\ufffe", *signs]}
    made = _made(source, data, form="svg")
    box = re.search(rb'<use xlink:href="(#\w+)"', made[0])
    if box is None:
        return frozenset()
    return frozenset(
        sign for sign, page in zip(signs, made[1:], strict=True) if box.group(1) + b'"' in page
    )
