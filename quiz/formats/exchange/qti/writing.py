"""What all ways of writing QTI share: names, pictures, zip files that are the same each time."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from html import escape, unescape

import msgspec

from quiz.errors import MissingExtra, QuizError
from quiz.formats.exchange.checking import as_writable, note_of, unwritable, with_bank_notes
from quiz.formats.exchange.collecting import Collector, hashed
from quiz.formats.exchange.exchanged import Exported, ExportSource, Note, Source
from quiz.formats.exchange.media import media_file
from quiz.formats.exchange.qti.texts import Texts
from quiz.items import Item

_DATE = (1980, 1, 1, 0, 0, 0)
_VOID = re.compile(r"<(br|hr|img)\b([^<>]*?)\s*/?>")
_LINK_TITLE = re.compile(r'(<a href="[^"<>]*")( title="[^"<>]*")')
_NAMED = re.compile(r"&(?!amp;|lt;|gt;|quot;|#)\w+;")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
"""How every file of a package begins."""


class Written(msgspec.Struct):
    """The questions of a bank that could be written."""

    items: list[tuple[str, str]] = msgspec.field(default_factory=list)
    """Name and XML of each."""
    files: dict[str, bytes] = msgspec.field(default_factory=dict)
    """Their pictures by paths in the package."""
    notes: list[Note] = msgspec.field(default_factory=list)
    """What is left out or changed."""


class PackedPicture(msgspec.Struct, frozen=True):
    """The picture of a question."""

    path: str
    """In the package."""
    alt: str
    """What it shows."""


def written(
    source: ExportSource,
    title: str,
    write: Callable[[Item, str, PackedPicture | None], str],
    read: Callable[[str, Texts], Item],
) -> Written:
    """Write each question, read it back, and name what does not come back as it was.

    Args:
        source: The bank.
        title: What people call the format.
        write: Returns a question as XML by the question, its name and its picture; empty if the
            format has none of its kind.
        read: Reads one question back.
    """
    made = Written(notes=with_bank_notes(source.bank, ("title",)))
    used: set[str] = set()
    for number, item in enumerate(source.bank.items, 1):
        near = as_writable(item, source.bank)
        picture = _picture(item, source, made)
        name = _name(item, used)
        xml = write(near, name, picture) if near is not None else ""
        if not xml:
            made.notes.append(unwritable(item, number, title))
            continue
        back = _back(xml, read, made)
        if back is not None and back.image and item.image:
            back = back.replaced(image=item.image)  # the same picture under a name of its own
        note = note_of(item, near, back, number)
        if note is not None:
            made.notes.append(note)
        if back is not None:
            made.items.append((name, xml))
    return made


def _back(xml: str, read: Callable[[str, Texts], Item], made: Written) -> Item | None:
    collector = Collector(Source(data=b"", name="bank"))
    try:
        return read(xml, Texts(collector, made.files.get, "bank"))
    except MissingExtra:
        raise
    except QuizError:
        return None


def _name(item: Item, used: set[str]) -> str:
    """Return a name for a question that is one in XML and unique in the package."""
    name = f"i_{re.sub(r'[^A-Za-z0-9._-]', '_', item.id)}"
    if name in used:
        name = f"{name}_{hashed(item.id + item.stem)}"
    while name in used:
        name += "_"
    used.add(name)
    return name


def _picture(item: Item, source: ExportSource, made: Written) -> PackedPicture | None:
    data = source.media(item.image) if item.image else None
    file = media_file(data) if data else None
    if file is None:
        return None
    made.files[file.path] = file.data
    return PackedPicture(file.path, item.alt)


def image_html(picture: PackedPicture | None, before: str = "") -> str:
    """Return a picture as HTML; empty for none.

    Args:
        picture: The picture.
        before: Stands before its path.
    """
    if picture is None:
        return ""
    return f'<p><img src="{before}{escape(picture.path)}" alt="{escape(picture.alt)}"/></p>'


def xhtml(html: str) -> str:
    """Return HTML that is also XML: empty tags are closed, entities are letters.

    Titles of links are left out: links of QTI have none.
    """
    html = _LINK_TITLE.sub(r"\1", html)
    html = _NAMED.sub(lambda found: unescape(found[0]), html)
    return _VOID.sub(r"<\1\2/>", html)


def zipped(files: Iterable[tuple[str, bytes]], notes: Iterable[Note]) -> Exported:
    """Return files as a zip file that is the same whenever it is made; without files, nothing."""
    members = list(files)
    if not members:
        return Exported(data=b"", notes=tuple(notes))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return Exported(data=out.getvalue(), notes=tuple(notes))
