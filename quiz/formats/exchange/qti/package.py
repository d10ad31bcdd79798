"""What a QTI file holds: one item, one assessment, or a zip file of them with pictures."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

import msgspec

from quiz.errors import QuizError
from quiz.formats.exchange.archive import START, Archive
from quiz.formats.exchange.collecting import Collector
from quiz.formats.exchange.exchanged import Source
from quiz.formats.exchange.xml_tree import Element, parsed
from quiz.translation import _

ROOTS = ("questestinterop", "assessmentItem", "qti-assessment-item")
"""Roots of files with questions."""
_ROOT = re.compile(rb"<(?:\w+:)?(questestinterop|assessmentItem|qti-assessment-item)[\s>/]")
_LOOKED_AT = 20_000
_ENDINGS = (".xml", ".qti", ".dat")
_MANIFEST = "imsmanifest.xml"
_FULL_COPY = "non_cc_assessments/"
_BASE = re.compile(r"^(?:\$|%24)IMS[-_]CC[-_]FILE_?BASE(?:\$|%24)/?", re.I)
_MOST_FILES = 5_000
_MOST_TRIED = 20
"""Of a zip file without a manifest."""


class Document(msgspec.Struct):
    """A file with questions."""

    name: str
    """In its package, or its own."""
    root: Element
    """Its XML."""


class Package:
    """A QTI file."""

    def __init__(self, source: Source) -> None:
        """Open it.

        Raises:
            QuizError: It is a zip file that cannot be read.
        """
        self._source = source
        self._archive: Archive | None = None
        if source.data.startswith(START):
            self._archive = Archive(source.data, source.name)
        self.title = ""
        """Of the package; empty if it has none."""
        self.fault = ""
        """Why its manifest cannot be read; empty if it can."""

    def documents(self, collector: Collector) -> Iterator[Document]:
        """Yield its files with questions, in the order of its manifest.

        Args:
            collector: Takes note of files that are missing or cannot be read.
        """
        if self._archive is None:
            yield Document(self._source.name, parsed(self._source.data, self._source.name))
            return
        for name in self._names(collector)[:_MOST_FILES]:
            try:
                data = self._archive.read(name)
                if _ROOT.search(data[:_LOOKED_AT].replace(b"\0", b"")):
                    yield Document(name, parsed(data, name))
            except QuizError as error:
                collector.skip(name[:80], str(error))

    def _names(self, collector: Collector) -> list[str]:
        """Return the names of all files that may hold questions, each quiz once."""
        assert self._archive is not None, "only packages have members"
        members = [name for name in self._archive if name.lower().endswith(_ENDINGS)]
        members = [name for name in members if posixpath.basename(name) != _MANIFEST]
        listed = [name for name in self._listed(collector) if name in self._archive]
        names = list(dict.fromkeys([*listed, *sorted(members)]))
        # A Common Cartridge of Canvas has each quiz twice: with few kinds, and as it is.
        full = {posixpath.basename(name).split(".", 1)[0] for name in names if _FULL_COPY in name}
        return [
            name
            for name in names
            if _FULL_COPY in name or posixpath.basename(posixpath.dirname(name)) not in full
        ]

    def _listed(self, collector: Collector) -> list[str]:
        """Return the files that the manifest names."""
        assert self._archive is not None, "only packages have a manifest"
        places = sorted(
            (name for name in self._archive if posixpath.basename(name) == _MANIFEST), key=len
        )
        if not places:
            return []
        try:
            root = parsed(self._archive.read(places[0]), places[0])
        except QuizError as error:
            self.fault = str(error)
            collector.change(places[0], self.fault)
            return []
        titles = [one.text.strip() for one in root.walk() if one.name == "title"]
        self.title = " ".join(titles[0].split()) if titles else ""
        folder = posixpath.dirname(places[0])
        names: list[str] = []
        for resource in (one for one in root.walk() if one.name == "resource"):
            if "qti" not in resource.get("type").lower():
                continue
            hrefs = [
                resource.get("href"),
                resource.get("file"),
                *(one.get("href") for one in resource.all("file")),
            ]
            for href in dict.fromkeys(filter(None, hrefs)):
                name = posixpath.normpath(posixpath.join(folder, unquote(href)))
                if name in self._archive:
                    names.append(name)
                elif name.lower().endswith(_ENDINGS):
                    collector.change(places[0], _("{name} is not in it").format(name=name[:80]))
        return names

    def find(self, document: str, address: str) -> bytes | None:
        """Return what is in a file that a question names; None if it isn't there.

        Args:
            document: Name of the question's file.
            address: As the question has it.
        """
        if self._archive is None:
            return None
        plain = _BASE.sub("", unquote(address)).split("?", 1)[0].lstrip("/")
        folder = posixpath.dirname(document)
        for place in (posixpath.join(folder, plain), plain, f"web_resources/{plain}"):
            name = posixpath.normpath(place)
            if not name.startswith("..") and name in self._archive:
                return self._archive.read(name)
        return None


def _has_items(source: Source) -> bool:
    """Return whether one of the first files in a zip file holds questions."""
    try:
        archive = Archive(source.data, source.name)
        names = [name for name in archive if name.lower().endswith(_ENDINGS)][:_MOST_TRIED]
        return any(_ROOT.search(archive.read(name)[:_LOOKED_AT]) for name in names)
    except QuizError:
        return False


def is_qti(source: Source) -> bool:
    """Return whether a file holds questions of QTI, by its beginning or its members' names."""
    if source.data.startswith(START):
        if source.name.lower().endswith(".imscc") or b"imsmanifest.xml" in source.data:
            return True
        return b"[Content_Types].xml" not in source.data and _has_items(source)
    return _ROOT.search(source.data[:_LOOKED_AT].replace(b"\0", b"")) is not None
