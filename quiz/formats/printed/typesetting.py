"""Running typst: our own templates, data that they only ever show as text, pictures, fonts, glyphs.

No text of a bank becomes Typst source. A template can read nothing but the pictures, which are
copied into a folder that is its root and is gone afterwards.
"""

import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from quiz.errors import QuizError
from quiz.formats.printed import pictures as pictures_
from quiz.formats.printed.layout import LAYOUTS, SANS_FONTS, Layout, PageSize
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from typst import Fonts

_FOLDER = Path(__file__).parent
_SERIF = "Libertinus Serif"
_MONO = "DejaVu Sans Mono"
_MATHS = "New Computer Modern Math"
_MOST_PROBED = 5_000
_SIZES = {PageSize.A4: "a4", PageSize.LETTER: "us-letter"}
_Found = TypeVar("_Found")


class Compiled(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet as PDF, or as pictures of its pages."""

    data: tuple[bytes, ...]
    """One PDF, or a PNG a page."""
    warnings: tuple[str, ...] = ()
    """What could not be shown, a sentence each."""


def source_of(name: str) -> bytes:
    """Return a template of ours with what all share before it."""
    return (_FOLDER / "common.typ").read_bytes() + b"\n" + (_FOLDER / name).read_bytes()


def made(source: bytes, data: Mapping[str, Any], *, form: str, **more: Any) -> tuple[bytes, ...]:
    """Return what typst makes of a source of ours: a document, or a picture a page."""
    import typst

    make: Any = typst.compile  # its overloads do not know the forms that have pages
    text = msgspec.json.encode(data).decode()
    found = make(source, font_paths=fonts_there(), format=form, sys_inputs={"data": text}, **more)
    return (found,) if isinstance(found, bytes) else tuple(found)


def query(template: str, label: str, data: Mapping[str, Any], folder: str) -> bytes:
    """Return the values that a template of ours leaves under a label, as JSON."""
    import typst

    ask: Any = typst.query  # its types do not know bytes as a source
    text = msgspec.json.encode(data).decode()
    found: str = ask(
        source_of(template), f"<{label}>", field="value", root=folder, font_paths=fonts_there(),
        sys_inputs={"data": text},
    )  # fmt: skip
    return found.encode()


def files_of(pictures: Mapping[str, bytes]) -> dict[str, str]:
    """Return the file that each picture is copied to, as a template names it."""
    return {
        name: f"/{at}.{pictures_.kind(content)}"
        for at, (name, content) in enumerate(pictures.items())
    }


def with_pictures(
    pictures: Mapping[str, bytes], make: Callable[[Mapping[str, str], str], _Found]
) -> tuple[_Found, list[str]]:
    """Return what is made with pictures, and warnings of those that are damaged.

    Args:
        pictures: Their bytes, by name.
        make: Is given the file of each picture that can be drawn, and the folder of them.

    Raises:
        QuizError: Typst cannot make it.
    """
    files = files_of(pictures)
    with tempfile.TemporaryDirectory(prefix="quiz-print-") as folder:
        for name, content in pictures.items():
            (Path(folder) / files[name][1:]).write_bytes(content)
        try:
            return make(files, folder), []
        except RuntimeError as error:  # what `query` raises; a TypstError is one
            # A damaged picture is the one thing of a bank that typst may refuse.
            sound = {name: file for name, file in files.items() if _is_drawn(file, folder)}
            if len(sound) == len(files):
                raise QuizError(_("typst: {why}").format(why=error)) from error
            message = _("{name}: the picture is damaged; its description is printed instead")
            lost = [message.format(name=name) for name in files if name not in sound]
            return make(sound, folder), lost


@lru_cache(1)
def fonts_there() -> "Fonts":
    """Return the fonts that typst finds, looked for once."""
    from typst import Fonts

    return Fonts()


def _is_drawn(file: str, folder: str) -> bool:
    import typst

    source = b"#image(json(bytes(sys.inputs.data)).name)"
    try:
        made(source, {"name": file}, form="pdf", root=folder)
    except typst.TypstError:
        return False
    return True


def look_of(layout: Layout, size: PageSize, is_duplex: bool) -> tuple[dict[str, Any], list[str]]:
    """Return how a layout is set with the fonts there are, and what it lacks."""
    there = set(fonts_there().families())
    setting = LAYOUTS[layout]
    fonts, warnings = [_SERIF], []
    if setting.is_sans:
        found = [name for name in SANS_FONTS if name in there]
        if found:
            fonts = [found[0], _SERIF]
        else:
            message = _("no sans-serif font found ({names}); printing with {serif}")
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


# Glyphs


def missing_glyphs(data: Mapping[str, Any], fonts: list[str]) -> list[str]:
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
    message = ngettext(
        "no installed font has this character, which prints as a box: {names}; "
        "install a font that has it, such as Noto Sans, or print as .html",
        "no installed font has these {n} characters, which print as boxes: {names}; "
        "install a font that has them, such as Noto Sans, or print as .html",
        len(missing),
    )
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
    pages = made(source, data, form="svg")
    box = re.search(rb'<use xlink:href="(#\w+)"', pages[0])
    if box is None:
        return frozenset()
    return frozenset(
        sign for sign, page in zip(signs, pages[1:], strict=True) if box.group(1) + b'"' in page
    )
