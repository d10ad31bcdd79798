"""Packages of QTI 2.1 and 3.0: one item a file, a test that holds them all, and a manifest."""

from functools import partial
from html import escape

import msgspec

from quiz.formats.exchange.exchanged import Exported, ExportSource
from quiz.formats.exchange.qti import version2
from quiz.formats.exchange.qti.items2 import Names, item_xml
from quiz.formats.exchange.qti.texts import Texts
from quiz.formats.exchange.qti.writing import HEAD, Written, written, zipped
from quiz.formats.exchange.xml_tree import parsed
from quiz.items import Item
from quiz.translation import _

LOSES = (
    _("hints, units, more than one correct number; lists become gaps that take any answer"),
    _("partial credit for orders, tags, times, difficulty, sources"),
)
"""What these versions cannot hold."""


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A version, as packages name it."""

    title: str
    """What people call it."""
    names: Names
    """Of elements."""
    item_type: str
    """Of resources that are items."""
    test_type: str
    """Of resources that are tests."""
    schema: str
    """Of the manifest."""


def packed(source: ExportSource, kind: Kind) -> Exported:
    """Write a bank as a package of a version."""
    made = written(source, kind.title, partial(item_xml, kind.names), _read)
    title = source.bank.title
    files = [
        ("imsmanifest.xml", _manifest(kind, title, made).encode()),
        ("test.xml", _test(kind, title, made).encode()),
        *((f"items/{name}.xml", xml.encode()) for name, xml in made.items),
        *sorted(made.files.items()),
    ]
    return zipped(files if made.items else [], made.notes)


def _read(xml: str, texts: Texts) -> Item:
    """Read a question back."""
    root = parsed(xml.encode(), "bank.xml")
    version2.normalise(root)
    return version2.Version2Reader(root, texts, {"tags": ()}).item()


def _test(kind: Kind, title: str, made: Written) -> str:
    tag = kind.names.tag
    items = "".join(
        tag("assessmentItemRef", identifier=name, href=f"items/{name}.xml")
        for name, _xml in made.items
    )
    section = tag("assessmentSection", items, identifier="section", title=title, visible="true")
    part = tag(
        "testPart",
        section,
        identifier="part",
        navigationMode="nonlinear",
        submissionMode="individual",
    )
    whole = tag("assessmentTest", part, xmlns=kind.names.namespace, identifier="test", title=title)
    return f"{HEAD}{whole}\n"


def _manifest(kind: Kind, title: str, made: Written) -> str:
    pictures = sorted(made.files)
    resources = []
    for name, xml in made.items:
        files = [f"items/{name}.xml", *(one for one in pictures if one in xml)]
        resources.append(_resource(name, kind.item_type, files))
    refs = "".join(f'<dependency identifierref="{name}"/>' for name, _xml in made.items)
    test = _resource("test", kind.test_type, ["test.xml"], refs)
    return (
        f'{HEAD}<manifest identifier="manifest" '
        'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" '
        'xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_v1p2">\n'
        f"<metadata><schema>{kind.schema}</schema><schemaversion>1.0.0</schemaversion>"
        "<imsmd:lom><imsmd:general><imsmd:title>"
        f"<imsmd:langstring>{escape(title, quote=False)}</imsmd:langstring></imsmd:title>"
        "</imsmd:general></imsmd:lom></metadata>\n<organizations/>\n"
        f"<resources>\n{test}{''.join(resources)}</resources>\n</manifest>\n"
    )


def _resource(name: str, kind: str, files: list[str], more: str = "") -> str:
    inner = "".join(f'<file href="{escape(file)}"/>' for file in files)
    return (
        f'<resource identifier="{name}" type="{kind}" href="{files[0]}">{inner}{more}</resource>\n'
    )
