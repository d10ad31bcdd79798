"""Word documents: lists get their signs back, and a table is a table."""

import io
import zipfile
from xml.sax.saxutils import escape

import pytest

from quiz.errors import QuizError
from quiz.formats.exchange.docx import decode, trust
from quiz.formats.exchange.exchanged import Source, Trust

NUMBERING = """<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="upperLetter"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


def paragraph(text: str, level: int | None = None) -> str:
    place = ""
    if level is not None:
        place = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return f"<w:p>{place}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def document(body: str, name: str = "capital cities.docx") -> Source:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        text = f'<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>'
        file.writestr("word/document.xml", text)
        file.writestr("word/numbering.xml", NUMBERING)
    return Source(data=out.getvalue(), name=name)


def test_numbered_questions_with_lettered_options_are_read() -> None:
    body = "".join([
        paragraph("Where did it meet?", 0), paragraph("Vienna", 1), paragraph("Rome", 1),
        paragraph("Answer: A"),
        paragraph("Who presided?", 0), paragraph("Kant", 1), paragraph("Metternich", 1),
        paragraph("Answer: B"),
    ])  # fmt: skip
    imported = decode(document(body))
    assert [(item.stem, item.solution) for item in imported.bank.items] == [
        ("Where did it meet?", ("Vienna",)),
        ("Who presided?", ("Metternich",)),
    ]
    assert imported.bank.title == "Capital cities"


def test_a_table_is_read_as_a_table() -> None:
    rows = [("Term", "Definition"), ("dog", "Hund"), ("cat", "Katze")]
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    imported = decode(document(f"<w:tbl>{cells}</w:tbl>"))
    assert [(item.stem, item.solution[0]) for item in imported.bank.items] == [
        ("dog", "Hund"),
        ("cat", "Katze"),
    ]


def test_a_document_without_questions_is_refused_as_one() -> None:
    source = document(paragraph("Dear all, we meet on Monday."))
    assert trust(source) is Trust.SURE
    with pytest.raises(QuizError, match="a Word document without questions"):
        decode(source)
