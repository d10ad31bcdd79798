"""QTI 2.1 and 3.0 as their schemas have it.

The licence of the schemas keeps them out of this repository, and no package brings them. Where the
environment variable `QUIZ_QTI_SCHEMAS` names a folder that has them, and `xmlschema` is installed,
what is written is checked against them; the rules that matter for it are also below.

Source: IMS QTI 2.1, "Assessment Test, Section, and Item Information Model", and its XHTML elements.
"""

import io
import os
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from quiz.formats.exchange.exchanged import ExportSource, Format
from quiz.formats.exchange.qti import qti3, qti21
from quiz.formats.exchange.qti.version2 import normalise
from quiz.formats.exchange.xml_tree import Element, parsed
from quiz.items import Allowance, Bank, Essay, Item, Number, SingleChoice
from tests import strategies
from tests.formats.exchange.qti.test_writing import PNG, item, options

_ORDER = re.compile(
    "(responseDeclaration )*(outcomeDeclaration )*(templateDeclaration )*(templateProcessing )?"
    "(stylesheet )*(itemBody )?(responseProcessing )?(modalFeedback )*$"
)
_BLOCKS = {
    "p", "div", "ul", "ol", "dl", "pre", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "choiceInteraction", "orderInteraction", "matchInteraction", "extendedTextInteraction",
    "associateInteraction", "gapMatchInteraction", "rubricBlock", "feedbackBlock",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "acronym", "b", "big", "br", "cite", "code", "dfn", "em", "i", "img", "kbd",
    "object", "q", "samp", "small", "span", "strong", "sub", "sup", "tt", "var",
    "textEntryInteraction", "inlineChoiceInteraction", "feedbackInline",
}  # fmt: skip
_PARTS = {
    "li", "dt", "dd", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "prompt",
    "simpleChoice", "simpleMatchSet", "simpleAssociableChoice", "inlineChoice", "contentBody",
}  # fmt: skip
_ATTRIBUTES = {
    "id", "class", "lang", "label", "href", "src", "alt", "type", "data", "width", "height",
    "responseIdentifier", "identifier", "shuffle", "maxChoices", "minChoices", "maxAssociations",
    "matchMax", "expectedLength", "expectedLines", "fixed", "headers", "scope", "colspan",
    "rowspan", "view", "outcomeIdentifier", "showHide", "format", "patternMask", "base",
    "minAssociations",
}  # fmt: skip
_NEEDED = {
    "choiceInteraction": ("responseIdentifier", "shuffle", "maxChoices"),
    "orderInteraction": ("responseIdentifier", "shuffle"),
    "matchInteraction": ("responseIdentifier", "shuffle", "maxAssociations"),
    "simpleChoice": ("identifier",), "simpleAssociableChoice": ("identifier", "matchMax"),
    "textEntryInteraction": ("responseIdentifier",), "img": ("src", "alt"),
    "inlineChoiceInteraction": ("responseIdentifier", "shuffle"),
    "mapEntry": ("mapKey", "mappedValue"),
}  # fmt: skip
_NAME = re.compile(r"[A-Za-z_][\w.-]*\Z", re.A)


def documents(form: Format, bank: Bank) -> Iterator[bytes]:
    """Yield the items of a package."""
    assert form.encode is not None
    made = form.encode(ExportSource(bank=bank, media=lambda _path: PNG))
    if not made.data:
        return
    with zipfile.ZipFile(io.BytesIO(made.data)) as packed:
        for name in packed.namelist():
            if name.endswith(".xml") and name != "imsmanifest.xml":
                yield packed.read(name)


def faults(root: Element) -> Iterator[str]:
    """Yield what the schema would refuse of an item."""
    normalise(root)
    if root.name != "assessmentItem":
        return
    if not _ORDER.match("".join(f"{one.name} " for one in root.children)):
        yield f"order: {[one.name for one in root.children]}"
    names = [one.get("identifier") for one in root.all("responseDeclaration", "outcomeDeclaration")]
    if len(set(names)) < len(names) or not all(map(_NAME.match, (root.get("identifier"), *names))):
        yield f"names: {names}"
    for declared in root.all("responseDeclaration"):
        inner = [one.name for one in declared.children]
        if inner not in (["correctResponse"], ["mapping"], ["correctResponse", "mapping"], []):
            yield f"declaration: {inner}"
        if declared.first("mapping") is not None and not declared.all("mapping")[0].children:
            yield "an empty mapping"
    for one in root.walk():
        for name in _NEEDED.get(one.name, ()):
            if not one.attributes.get(name) and (name != "alt" or name not in one.attributes):
                yield f"{one.name} without {name}"
    body = root.first("itemBody")
    shown = ([body] if body is not None else []) + root.all("modalFeedback")
    for part in shown:
        yield from _faults_inside(part)


def _faults_inside(part: Element) -> Iterator[str]:
    if part.name == "itemBody":
        yield from (f"{one.name} in itemBody" for one in part.children if one.name not in _BLOCKS)
        if any(isinstance(one, str) and one.strip() for one in part.parts):
            yield "text in itemBody"
    for one in part.walk():
        if one is part:
            continue
        if one.name not in _BLOCKS | _INLINE | _PARTS:
            yield f"element {one.name}"
        yield from (f"{one.name}@{name}" for name in one.attributes
                    if name.rpartition(":")[2] not in _ATTRIBUTES)  # fmt: skip
        if one.name in _INLINE | {"p", "prompt", "pre"}:
            blocks = [inner.name for inner in one.children if inner.name in _BLOCKS]
            if blocks and one.name != "object":
                yield f"{blocks[0]} in {one.name}"


RICH = (
    "Is ~~so~~ **this** `x < y`?\n\n3. three\n4. four\n\n| a | b |\n| :-- | --: |\n| 1 | 2 |\n\n"
    "> quoted\n\n```py\nx = 1\n```\n\n$x^2$ and [a link](https://a.b 'title')\n\n---\n\n![m](m.png)"
)


@pytest.mark.parametrize("form", [qti21.FORMAT, qti3.FORMAT], ids=lambda form: form.name)
def test_rich_texts_are_of_the_elements_that_qti_has(form: Format) -> None:
    one = item(SingleChoice, stem=RICH, explain=RICH, options=options("a `b`", "$c$"), key=0)
    two = item(Essay, stem=RICH, model_answer=RICH).replaced(id="q2")
    three = item(
        Number, answer=Decimal(2), tolerance=Allowance(Decimal(1)), image="a.png", alt="x"
    ).replaced(id="q3")
    bank = Bank(id="b", title="B", items=(one, two, three))
    found = [fault for data in documents(form, bank) for fault in faults(parsed(data, "a.xml"))]
    assert found == []


@pytest.mark.parametrize("form", [qti21.FORMAT, qti3.FORMAT], ids=lambda form: form.name)
@given(one=strategies.items(), explain=strategies.optional(strategies.markdown()))
@settings(max_examples=60, deadline=None)
def test_every_kind_is_written_as_the_schema_has_it(form: Format, one: Item, explain: str) -> None:
    bank = Bank(id="b", title="B", items=(one.replaced(id="q", explain=explain),))
    for data in documents(form, bank):
        assert list(faults(parsed(data, "a.xml"))) == []


@pytest.mark.parametrize("form", [qti21.FORMAT, qti3.FORMAT], ids=lambda form: form.name)
def test_the_schemas_themselves_find_nothing(form: Format) -> None:
    folder = os.environ.get("QUIZ_QTI_SCHEMAS", "")
    if not folder:
        pytest.skip("QUIZ_QTI_SCHEMAS names no folder with the schemas, which may not be passed on")
    xmlschema = pytest.importorskip("xmlschema")
    spaces = {
        found[1]: path
        for path in sorted(Path(folder).rglob("*.xsd"))
        if (found := re.search(r'targetNamespace="([^"]+)"', path.read_text("utf-8", "replace")))
    }
    one = item(SingleChoice, stem=RICH, options=options("a", "b"), key=0)
    for data in documents(form, Bank(id="b", title="B", items=(one,))):
        space = ElementTree.fromstring(data).tag[1:].partition("}")[0]
        if space not in spaces:
            pytest.skip(f"no schema of {space} in {folder}")
        xmlschema.XMLSchema(str(spaces[space])).validate(data.decode())
