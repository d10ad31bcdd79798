"""Sheets as PDF by typst: our own template, and the exam as JSON that it only ever shows as text.

No text of a bank becomes Typst source. The template can read nothing but the pictures, which are
copied into a folder that is its root and is gone afterwards.
"""

import re
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from quiz.errors import QuizError
from quiz.formats.printed import pictures as pictures_
from quiz.formats.printed.heights import Measure
from quiz.formats.printed.layout import LAYOUTS, SANS_FONTS, Layout, PageSize, Sheet
from quiz.formats.printed.printed_words import printed_words
from quiz.formats.printed.sheet import Answer, Exam, Question
from quiz.words import _

if TYPE_CHECKING:
    from typst import Fonts

_TEMPLATE = Path(__file__).with_name("exam.typ")
_SERIF = "Libertinus Serif"
_MONO = "DejaVu Sans Mono"
_MATHS = "New Computer Modern Math"
_LONGEST_WORD = 40
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD},}}")
_LEAST_PIECE = 20
_LETTERS = re.compile("[A-Za-z]+")
_UPRIGHT = frozenset(
    ("sin", "cos", "tan", "log", "ln", "exp", "lim", "min", "max", "mod", "gcd", "det")
)
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
        import typst

        warnings: list[str] = []
        data = self._data(sheet, self._pictures)
        with tempfile.TemporaryDirectory(prefix="quiz-print-") as folder:
            for at, content in enumerate(self._pictures.values()):
                (Path(folder) / f"{at}.{pictures_.kind(content)}").write_bytes(content)
            try:
                pages = _compiled(data, folder, png_ppi)
            except typst.TypstError as error:
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
                pages = _compiled(data, folder, png_ppi)
        warnings += _missing_glyphs(data, self._look["fonts"])
        return Compiled(data=pages, warnings=tuple(warnings))

    def _data(self, sheet: Sheet, sound: Mapping[str, bytes]) -> dict[str, Any]:
        """Return what the template is handed, without what this sheet does not show."""
        exam = self._exam
        shown = {
            Sheet.EXAM: ("code", "parts", "total"),
            Sheet.KEY: ("code", "answers", "total"),
            Sheet.MARKING: ("code", "answers", "total"),
            Sheet.BUBBLES: ("code", "bubbles"),
        }[sheet]
        versions = [
            {name: self._with_heights(getattr(version, name)) for name in shown}
            for version in exam.versions
        ]
        names = {
            name: (f"/{at}.{pictures_.kind(content)}", pictures_.size(content))
            for at, (name, content) in enumerate(self._pictures.items())
            if name in sound
        }
        whole = {
            "sheet": str(sheet),
            "title": exam.title,
            "time": exam.time,
            "about": msgspec.to_builtins(exam.about),
            "lang": _language(exam.language),
            "look": self._look,
            "words": msgspec.to_builtins(printed_words(exam.language)),
            "versions": versions,
        }
        prepared: dict[str, Any] = _prepared(whole, names)
        return prepared

    def _with_heights(self, value: Any) -> Any:
        """Return a field of a version as plain data, each question with whether it is short."""
        plain = msgspec.to_builtins(value)
        if isinstance(value, tuple):
            for one, shown in zip(value, plain, strict=True):
                if isinstance(one, Question | Answer):
                    shown["is_short"] = self._measure.is_short(one)
        return plain


def _compiled(data: Mapping[str, Any], folder: str, png_ppi: float | None) -> tuple[bytes, ...]:
    form = "png" if png_ppi else "pdf"
    return _made(_TEMPLATE.read_bytes(), data, form=form, root=folder, ppi=png_ppi)


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


# What typst needs to be told of a text


def _prepared(value: Any, names: Mapping[str, tuple[str, tuple[int, int]]]) -> Any:
    """Return data with long words that may break, formulas in their letters, pictures by file."""
    if isinstance(value, str):
        return _breakable(value)
    if isinstance(value, list | tuple):
        return [_prepared(one, names) for one in value]
    if not isinstance(value, dict):
        return value
    if value.get("is") == "picture":
        name, (width, height) = names.get(value["name"], ("", (1, 1)))
        return {**value, "name": name, "alt": _breakable(value["alt"]),
                "width_percent": _width_percent(width, height)}  # fmt: skip
    if value.get("is") == "run" and value.get("maths"):
        return {**value, "text": _breakable(_maths_letters(value["text"]))}
    return {key: _prepared(one, names) for key, one in value.items()}


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


def _maths_letters(text: str) -> str:
    """Return a formula with its variables in mathematical italics; figures and sin stay upright."""
    if "\\" in text:  # what could not be made text is shown as it was written
        return text
    return _LETTERS.sub(lambda f: f.group() if f.group() in _UPRIGHT else _italic(f.group()), text)


def _italic(word: str) -> str:
    out = ""
    for sign in word:
        base = 0x1D44E + ord(sign) - ord("a") if sign.islower() else 0x1D434 + ord(sign) - ord("A")
        out += "ℎ" if sign == "h" else chr(base)
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
