"""Reading QTI of any version: items, assessments, packages and course cartridges."""

from functools import partial
from typing import Any

from quiz.errors import MissingExtra, QuizError
from quiz.formats.exchange.answers import decimal_of
from quiz.formats.exchange.collecting import Collector, question_place
from quiz.formats.exchange.exchanged import Format, Imported, Source, Trust
from quiz.formats.exchange.qti import version1, version2
from quiz.formats.exchange.qti.package import Document, Package, is_qti
from quiz.formats.exchange.qti.texts import Texts
from quiz.formats.exchange.rich import escaped
from quiz.formats.exchange.xml_tree import Element
from quiz.translation import _


def trust(source: Source) -> Trust:
    """Return how surely a file is QTI."""
    return Trust.SURE if is_qti(source) else Trust.NO


def decode(source: Source) -> Imported:
    """Read a file of QTI.

    Raises:
        QuizError: It is no such file, or holds no question.
    """
    collector = Collector(source)
    package = Package(source)
    documents = list(package.documents(collector))
    if not documents and package.fault:
        raise QuizError(package.fault)
    titles = [title for one in documents if (title := _title(one.root))]
    is_one = len(set(titles)) == 1
    collector.title = titles[0] if is_one else package.title
    collector.expected = len(documents)
    for document in documents:
        title = "" if is_one else _title(document.root)
        _take_all(collector, package, document, (title,) if title else ())
    return collector.imported()


def _title(root: Element) -> str:
    """Return the title of an assessment of QTI 1.2; empty if it has none."""
    found = root.first("assessment") or root.first("objectbank")
    if found is None:
        return ""
    bank = version1.metadata(found).get("bank_title", "")
    return " ".join((found.get("title") or bank).split())


def _take_all(
    collector: Collector, package: Package, document: Document, tags: tuple[str, ...]
) -> None:
    if document.root.name != "questestinterop":
        version2.normalise(document.root)
        _take(collector, package, document, document.root, tags)
        return
    worth = _worth_in_groups(document.root)
    for one in document.root.walk():
        if one.name == "item":
            _take(collector, package, document, one, tags, worth.get(id(one)))
        elif one.name == "selection_number" and one.text.strip().isdecimal():
            words = _("a group draws {n} of its questions there: here all are asked")
            collector.change(collector.title or document.name, words.format(n=one.text.strip()))


_PER_ITEM = ("selection_ordering", "selection", "selection_extension", "points_per_item")


def _worth_in_groups(root: Element) -> dict[int, float]:
    """Return what each item is worth that a group gives its own points, by the object's identity.

    Source: Canvas, `points_per_item` of a section that draws from its questions.
    """
    found: dict[int, float] = {}
    for section in root.walk():
        points = decimal_of(section.text_at(*_PER_ITEM)) if section.name == "section" else None
        if points is not None and points > 0:
            found |= {id(one): float(points) for one in section.walk() if one.name == "item"}
    return found


def _take(
    collector: Collector,
    package: Package,
    document: Document,
    item: Element,
    tags: tuple[str, ...],
    worth: float | None = None,
) -> None:
    """Take an item, or say why not; `worth` is what its group says that it is worth."""
    name = item.get("title")
    where = question_place(collector.read + 1, name)
    texts = Texts(collector, partial(package.find, document.name), where)
    common: dict[str, Any] = {"tags": tags}
    try:
        reader: version1.Version1Reader | version2.Version2Reader
        if item.name == "item":
            reader = version1.Version1Reader(item, texts, common)
        else:
            reader = version2.Version2Reader(item, texts, common)
        made = reader.item()
        if worth is not None:
            made = made.replaced(points=worth)
        if not made.stem.strip() and name.strip():
            made = made.replaced(stem=escaped(" ".join(name.split())))
            texts.change(_("it has no text: its title is asked"))
    except MissingExtra:
        raise
    except QuizError as error:
        collector.skip(where, str(error))
        return
    key = item.get("identifier") or item.get("ident")
    if isinstance(reader, version1.Version1Reader):
        key = reader.fields.get("assessment_question_identifierref") or key
    collector.add(made, where=where, key=key, name=name)


FORMAT = Format(
    name="qti",
    title="QTI 1.2, 2.x, 3.0 (Canvas, Blackboard, cartridges)",
    endings=(".zip", ".imscc", ".xml", ".qti"),
    trust=trust,
    decode=decode,
    leaves=(
        _("weights of options, marking rules of their own, feedback in gaps, several pictures"),
        _("places in pictures, sliders, uploads, drawings, adaptive items, drawn numbers"),
        _("several questions in one item, groups from which some are drawn"),
    ),
)
