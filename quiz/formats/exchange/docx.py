"""Word documents with lists of questions: their paragraphs read as plain text or as tables.

Numbered and lettered lists lose their signs in a document: they are given back, so that what stands
there reads as it is seen. What the text then is, another format says: Aiken, options with letters
and `Answer: B`, terms with meanings; a table is read as a table.
"""

from collections.abc import Iterator

from quiz.errors import QuizError
from quiz.formats.csv_writing import csv_text
from quiz.formats.exchange import aiken, outline, sheet, ticked
from quiz.formats.exchange.archive import START, Archive
from quiz.formats.exchange.exchanged import Format, Imported, Source, Trust
from quiz.formats.exchange.xml_tree import Element, parsed
from quiz.translation import _

_DOCUMENT = "word/document.xml"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MOST_PARAGRAPHS = 100_000


def trust(source: Source) -> Trust:
    """Return how surely a file is a Word document."""
    is_word = source.data.startswith(START) and b"word/document.xml" in source.data
    return Trust.SURE if is_word else Trust.NO


def decode(source: Source) -> Imported:
    """Read a Word document.

    Raises:
        QuizError: It is damaged, or holds no questions.
    """
    archive = Archive(source.data, source.name)
    body = parsed(archive.read(_DOCUMENT), source.name).first("body")
    formats = _numbering(archive, source.name)
    lines = list(_lines(body, formats)) if body is not None else []
    text = "\n".join(lines)
    for reader in (ticked, aiken, outline):
        as_text = Source(data=text.encode(), name="document.md", choices=source.choices)
        if reader.trust(as_text) >= Trust.LIKELY:
            return _named(reader.decode(as_text), source)
    tables = [one for one in body.walk() if one.name == "tbl"] if body is not None else []
    rows = [[_cell(cell) for cell in row.all("tc")] for one in tables[:1] for row in one.all("tr")]
    if len(rows) >= 2 and max(map(len, rows)) >= 2:
        table = Source(data=csv_text(rows).encode(), name="document.csv", choices=source.choices)
        return _named(sheet.decode(table), source)
    words = _("{file}: a Word document without questions (options with letters and `Answer: B`, "
              "terms with meanings, or a table)")  # fmt: skip
    raise QuizError(words.format(file=source.name))


def paragraphs(data: bytes, name: str) -> list[str]:
    """Return the paragraphs of a Word document as lines of text; tables are left out.

    Args:
        data: The file.
        name: Its name, for errors.

    Raises:
        QuizError: It is damaged.
    """
    archive = Archive(data, name)
    body = parsed(archive.read(_DOCUMENT), name).first("body")
    return list(_lines(body, _numbering(archive, name))) if body is not None else []


def _named(imported: Imported, source: Source) -> Imported:
    """Return an import under the name of the document."""
    import msgspec

    from quiz.formats.exchange.collecting import ident, stem_of

    if imported.bank.title not in ("Document", "Bank"):
        return imported
    title = stem_of(source.name)
    bank = msgspec.structs.replace(imported.bank, title=title, id=ident(title) or "imported")
    return msgspec.structs.replace(imported, bank=bank)


def _cell(cell: Element) -> str:
    return "\n".join(_text(one) for one in cell.all("p")).strip()


def _numbering(archive: Archive, name: str) -> dict[tuple[str, str], str]:
    """Return how each level of each list is numbered: `decimal`, `upperLetter`, `bullet`."""
    if "word/numbering.xml" not in archive:
        return {}
    root = parsed(archive.read("word/numbering.xml"), name)
    abstract = {one.get("abstractNumId"): one for one in root.all("abstractNum")}
    found = {}
    for number in root.all("num"):
        link = number.first("abstractNumId")
        levels = abstract.get(link.get("val")) if link is not None else None
        for level in levels.all("lvl") if levels is not None else ():
            sort = level.first("numFmt")
            key = number.get("numId"), level.get("ilvl")
            found[key] = sort.get("val") if sort is not None else "bullet"
    return found


def _lines(body: Element, formats: dict[tuple[str, str], str]) -> Iterator[str]:
    """Yield the paragraphs of a document, the signs of its lists before them."""
    counts: dict[tuple[str, str], int] = {}
    for seen, paragraph in enumerate(one for one in body.children if one.name == "p"):
        if seen > _MOST_PARAGRAPHS:
            return
        text = _text(paragraph)
        place = paragraph.first("pPr", "numPr")
        style = paragraph.first("pPr", "pStyle")
        if place is not None and text.strip():
            key = _value(place, "numId"), _value(place, "ilvl") or "0"
            deeper = [one for one in counts if one[0] == key[0] and one[1] > key[1]]
            for one in deeper:
                del counts[one]
            counts[key] = counts.get(key, 0) + 1
            yield _sign(formats.get(key, "bullet"), counts[key]) + text
        elif style is not None and style.get("val").lower().startswith(("heading", "berschrift")):
            yield f"## {text}" if text.strip() else ""
        else:
            yield from text.split("\n")


def _value(element: Element, name: str) -> str:
    found = element.first(name)
    return found.get("val") if found is not None else ""


def _sign(sort: str, number: int) -> str:
    if sort in ("upperLetter", "lowerLetter"):
        return f"{_LETTERS[(number - 1) % len(_LETTERS)]}. "
    return f"{number}. " if sort in ("decimal", "decimalZero", "ordinal") else "- "


def _text(paragraph: Element) -> str:
    out: list[str] = []
    for one in paragraph.walk():
        if one.name == "t":
            out.append("".join(part for part in one.parts if isinstance(part, str)))
        elif one.name in ("br", "cr"):
            out.append("\n")
        elif one.name == "tab":
            out.append("\t")
    return "".join(out).replace("\xa0", " ").rstrip()


FORMAT = Format(
    name="docx",
    title="Word",
    endings=(".docx",),
    trust=trust,
    decode=decode,
    leaves=(_("pictures, and the look of texts"), _("what is not laid out as questions")),
)
