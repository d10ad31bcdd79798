"""Articles: their text, out of files of the usual sorts."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.formats.articles import MOST_BYTES, text_of

PAGE = """<!doctype html><html><head><title>Site</title><style>p {}</style></head><body>
<nav><a>Home</a></nav><header>Daily news</header>
<article><header><h1>A clean river</h1></header><p>The <b>river</b> is clean
again &amp; full of fish.</p><figure><figcaption>Photo</figcaption></figure>
<p>Nobody<br>knows why.</p><aside>Read also</aside><script>alert(1)</script></article>
<footer>All rights</footer></body></html>"""


def document(*paragraphs: str) -> bytes:
    """Return a Word document."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    xml = (
        '<?xml version="1.0"?><w:document xmlns:w='
        '"http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        file.writestr("word/document.xml", xml)
    return data.getvalue()


def paper(lines: list[str]) -> bytes:
    """Return a PDF file of one page with a text layer."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown}ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(data)
    data += b"xref\n0 6\n0000000000 65535 f \n"
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start


def test_a_page_gives_its_article_and_nothing_round_it() -> None:
    pytest.importorskip("nh3", reason="reading HTML needs the extra `import`")
    text = text_of(PAGE.encode(), "page.html")
    assert text == (
        "# A clean river\n\nThe river is clean again & full of fish.\n\nNobody knows why."
    )


def test_a_word_document_gives_its_paragraphs() -> None:
    text = text_of(document("The river is clean.", "", "Nobody knows."), "river.docx")
    assert text.split("\n\n") == ["The river is clean.", "", "Nobody knows."]


def test_a_pdf_file_gives_its_lines_as_paragraphs() -> None:
    pytest.importorskip("pypdf", reason="reading PDF files needs the extra `articles`")
    lines = [
        "The river through the old town is clean again, as the scien-",
        "tists of the university found out when they went there.",
        "Nobody knows.",
        "And a new paragraph begins here, which is as long as the others",
        "before it were.",
    ]
    text = text_of(paper(lines), "river.pdf")
    assert "as the scientists of the university" in text
    assert text.endswith("which is as long as the others before it were.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_its_encoding(encoding: str) -> None:
    assert "“Über”" in text_of("The “Über” river.".encode(encoding), "a.txt")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "there is no text in it"),
        (b" \n\n ", "there is no text in it"),
        (b"%PDF-1.4 nothing", "PDF"),
        (b"PK\x03\x04 nothing", "no text; use"),
        (b"\x00\x01\x02" * 400, "no text; use"),
        (b"a" * (MOST_BYTES + 1), "over 16 MB"),
    ],
)
def test_what_is_no_article_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(QuizError, match=words):
        text_of(data, "river")


@given(data=st.binary(max_size=400), start=st.sampled_from([b"", b"%PDF-1.4\n", b"<html><p>"]))
@settings(max_examples=80, deadline=None)
def test_any_bytes_give_a_text_or_a_clear_error(data: bytes, start: bytes) -> None:
    with suppress(QuizError):
        assert text_of(start + data, "any").strip()
