"""Writing QTI 1.2 as Canvas reads it.

Source: Canvas, "QTI 1.2 import"; `lib/cc/qti` of its source, which names these kinds and fields.
"""

from decimal import Decimal
from html import escape

from quiz.formats.exchange.answers import model_of
from quiz.formats.exchange.exchanged import Exported, ExportSource, Format, Trust
from quiz.formats.exchange.moodle_text import option_html, stem_html
from quiz.formats.exchange.qti import version1
from quiz.formats.exchange.qti.texts import Texts
from quiz.formats.exchange.qti.writing import (
    HEAD,
    PackedPicture,
    image_html,
    written,
    xhtml,
    zipped,
)
from quiz.formats.exchange.xml_tree import parsed
from quiz.items import (
    Cloze,
    Essay,
    Item,
    Match,
    MultipleChoice,
    Number,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from quiz.items.number import plain
from quiz.translation import _

_TITLE = "Canvas"
_NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_FILES = "$IMS-CC-FILEBASE$/"
_QUIZ = "quiz"


def encode(source: ExportSource) -> Exported:
    """Write a bank as a package for Canvas; what does not come back as it was is named."""
    made = written(source, _TITLE, _item, _read)
    title = escape(source.bank.title)
    items = "".join(xml for _name, xml in made.items)
    assessment = (
        f'{HEAD}<questestinterop xmlns="{_NAMESPACE}">\n'
        f'<assessment ident="{_QUIZ}" title="{title}">\n<section ident="root_section">\n'
        f"{items}</section>\n</assessment>\n</questestinterop>\n"
    )
    meta = (
        f'{HEAD}<quiz identifier="{_QUIZ}" xmlns="http://canvas.instructure.com/xsd/cccv1p0">\n'
        f"<title>{title}</title>\n<quiz_type>practice_quiz</quiz_type>\n</quiz>\n"
    )
    files = [
        ("imsmanifest.xml", _manifest(title, sorted(made.files)).encode()),
        (f"{_QUIZ}/{_QUIZ}.xml", assessment.encode()),
        (f"{_QUIZ}/assessment_meta.xml", meta.encode()),
        *sorted(made.files.items()),
    ]
    return zipped(files if made.items else [], made.notes)


def _manifest(title: str, pictures: list[str]) -> str:
    resources = "".join(
        f'<resource identifier="file{at}" type="webcontent" href="{escape(name)}">'
        f'<file href="{escape(name)}"/></resource>\n'
        for at, name in enumerate(pictures, 1)
    )
    return (
        f'{HEAD}<manifest identifier="quiz_export" '
        'xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" '
        'xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_v1p2">\n'
        "<metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion>"
        f"<imsmd:lom><imsmd:general><imsmd:title><imsmd:string>{title}</imsmd:string>"
        "</imsmd:title></imsmd:general></imsmd:lom></metadata>\n<organizations/>\n<resources>\n"
        f'<resource identifier="{_QUIZ}" type="imsqti_xmlv1p2">'
        f'<file href="{_QUIZ}/{_QUIZ}.xml"/><dependency identifierref="meta"/></resource>\n'
        '<resource identifier="meta" '
        'type="associatedcontent/imscc_xmlv1p1/learning-application-resource" '
        f'href="{_QUIZ}/assessment_meta.xml">'
        f'<file href="{_QUIZ}/assessment_meta.xml"/></resource>\n'
        f"{resources}</resources>\n</manifest>\n"
    )


def _read(xml: str, texts: Texts) -> Item:
    """Read a question back."""
    root = parsed(xml.encode(), "bank.xml")
    return version1.Version1Reader(root, texts, {"tags": ()}).item()


# Items


def _item(item: Item, name: str, picture: PackedPicture | None) -> str:
    """Return a question; empty if Canvas has none of its kind."""
    if isinstance(item, Cloze):
        kinds = {bool(gap.options) for gap in item.gaps}
        if len(kinds) > 1:
            return ""
        kind = "multiple_dropdowns_question" if kinds == {True} else _BLANKS
        responses, rules = _gaps(item, is_typed=kind == _BLANKS)
        named = "".join(f"{text}[gap{at}]" for at, text in enumerate(item.segments[:-1], 1))
        stem = stem_html(named + item.segments[-1])
    else:
        kind, responses, rules = _parts(item)
        stem = stem_html(item.stem)
    if not kind:
        return ""
    general = f"{stem_html(model_of(item))}" if isinstance(item, Essay) else ""
    feedback = _feedback(item)
    if item.explain or general:
        feedback["general_fb"] = "\n".join(filter(None, (general, stem_html(item.explain))))
    shown = "".join(
        f'<respcondition continue="Yes"><conditionvar>{_equal("response1", ident[:-3])}'
        f'</conditionvar><displayfeedback feedbacktype="Response" linkrefid="{ident}"/>'
        "</respcondition>\n"
        for ident in feedback
        if ident != "general_fb"
    )
    if "general_fb" in feedback:
        shown = (
            '<respcondition continue="Yes"><conditionvar><other/></conditionvar>'
            '<displayfeedback feedbacktype="Response" linkrefid="general_fb"/></respcondition>\n'
        ) + shown
    fields = {
        "question_type": kind,
        "points_possible": f"{item.points:g}",
        "assessment_question_identifierref": f"q_{name}",
    }
    meta = "".join(
        f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{escape(entry)}"
        "</fieldentry></qtimetadatafield>"
        for label, entry in fields.items()
    )
    said = "".join(
        f'<itemfeedback ident="{ident}"><flow_mat>{_html(html)}</flow_mat></itemfeedback>\n'
        for ident, html in feedback.items()
    )
    html = image_html(picture, _FILES) + stem
    return (
        f'<item ident="{name}" title="{escape(item.id)}">\n'
        f"<itemmetadata><qtimetadata>{meta}</qtimetadata></itemmetadata>\n"
        f"<presentation>{_html(html)}\n{responses}</presentation>\n"
        '<resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" '
        f'vartype="Decimal"/></outcomes>\n{shown}{rules}</resprocessing>\n{said}</item>\n'
    )


_BLANKS = "fill_in_multiple_blanks_question"


def _parts(item: Item) -> tuple[str, str, str]:
    """Return Canvas's name of a kind, the responses and the rules; empty if it has none."""
    match item:
        case SingleChoice() | TrueFalse():
            kind = "true_false" if isinstance(item, TrueFalse) else "multiple_choice"
            rule = _rule(_equal("response1", _label(item.keys[0])))
            return f"{kind}_question", _choices(item), rule
        case MultipleChoice():
            parts = [
                one if at in item.keys else f"<not>{one}</not>"
                for at in range(len(item.options))
                for one in (_equal("response1", _label(at)),)
            ]
            rule = _rule(f"<and>{''.join(parts)}</and>")
            return "multiple_answers_question", _choices(item), rule
        case ShortText():
            texts = "".join(_equal("response1", text) for text in (item.answer, *item.accept))
            return "short_answer_question", _typed(), _rule(texts)
        case Number():
            return "numerical_question", _typed("Decimal"), _number(item)
        case Match():
            return ("matching_question", *_pairs(item))
        case Essay():
            nothing = '<respcondition continue="No"><conditionvar><other/></conditionvar>'
            return "essay_question", _typed(), f"{nothing}</respcondition>\n"
        case _:
            return "", "", ""


def _choices(item: SingleChoice | MultipleChoice | TrueFalse) -> str:
    several = "Multiple" if isinstance(item, MultipleChoice) else "Single"
    shuffle = "No" if isinstance(item, TrueFalse) or not item.shuffle else "Yes"
    words = [option.text for option in item.options]
    if isinstance(item, TrueFalse):
        words = ["True", "False"]
    labels = "".join(
        f'<response_label ident="{_label(at)}">{_html(option_html(text))}</response_label>\n'
        for at, text in enumerate(words)
    )
    return (
        f'<response_lid ident="response1" rcardinality="{several}">'
        f'<render_choice shuffle="{shuffle}">\n{labels}</render_choice></response_lid>\n'
    )


def _label(at: int) -> str:
    return f"a{at + 1}"


def _typed(kind: str = "") -> str:
    fib = f' fibtype="{kind}"' if kind else ""
    return (
        f'<response_str ident="response1" rcardinality="Single"><render_fib{fib}>'
        '<response_label ident="answer1" rshuffle="No"/></render_fib></response_str>\n'
    )


def _number(item: Number) -> str:
    rules = []
    for one in (item.answer, *item.accept):
        width = item.tolerance.value if item.tolerance is not None else Decimal(0)
        if item.tolerance is not None and item.tolerance.is_relative:
            width = abs(one * width / 100)
        low, high = plain(one - width), plain(one + width)
        rules.append(
            _rule(
                f"<or>{_equal('response1', plain(one))}<and>"
                f'<vargte respident="response1">{low}</vargte>'
                f'<varlte respident="response1">{high}</varlte></and></or>'
            )
        )
    return "".join(rules)


def _pairs(item: Match) -> tuple[str, str]:
    rights = item.rights
    labels = "".join(
        f'<response_label ident="{_label(at)}">{_html(option_html(text))}</response_label>\n'
        for at, text in enumerate(rights)
    )
    share = f"{100 / len(item.pairs):.2f}"
    responses, rules = "", ""
    for at, pair in enumerate(item.pairs, 1):
        name = f"response_{at}"
        responses += (
            f'<response_lid ident="{name}">{_html(option_html(pair.left))}<render_choice>\n'
            f"{labels}</render_choice></response_lid>\n"
        )
        rules += _rule(_equal(name, _label(rights.index(pair.right))), share)
    return responses, rules


def _gaps(item: Cloze, *, is_typed: bool) -> tuple[str, str]:
    share = f"{100 / len(item.gaps):.2f}"
    responses, rules = "", ""
    for at, gap in enumerate(item.gaps, 1):
        name = f"response_gap{at}"
        texts = gap.answers if is_typed else gap.options
        labels = "".join(
            f'<response_label ident="g{at}{_label(place)}">{_html(option_html(text))}'
            "</response_label>\n"
            for place, text in enumerate(texts)
        )
        responses += (
            f'<response_lid ident="{name}"><material><mattext>gap{at}</mattext></material>'
            f"<render_choice>\n{labels}</render_choice></response_lid>\n"
        )
        rules += _rule(_equal(name, f"g{at}{_label(0)}"), share)
    return responses, rules


def _feedback(item: Item) -> dict[str, str]:
    """Return feedback to options by its name."""
    if not isinstance(item, SingleChoice | MultipleChoice):
        return {}
    return {
        f"{_label(at)}_fb": stem_html(option.feedback)
        for at, option in enumerate(item.options)
        if option.feedback
    }


def _equal(name: str, value: str) -> str:
    return f'<varequal respident="{name}">{escape(value, quote=False)}</varequal>'


def _rule(condition: str, share: str = "") -> str:
    action, go_on = ("Add", "Yes") if share else ("Set", "No")
    return (
        f'<respcondition continue="{go_on}"><conditionvar>{condition}</conditionvar>'
        f'<setvar action="{action}" varname="SCORE">{share or 100}</setvar></respcondition>\n'
    )


def _html(html: str) -> str:
    inner = escape(xhtml(html), quote=False)
    return f'<material><mattext texttype="text/html">{inner}</mattext></material>'


FORMAT = Format(
    name="canvas",
    title="Canvas (QTI 1.2)",
    endings=(".zip",),
    trust=lambda _source: Trust.NO,
    encode=encode,
    loses=(
        _("orders, gaps of both sorts in one text; lists become gaps that take any answer"),
        _("hints, tags, times, difficulty, sources, units, whether capitals count"),
    ),
)
