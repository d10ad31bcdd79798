"""QTI of every version: what an item's shape and metadata say, packages, and damaged files."""

import io
import zipfile
from contextlib import suppress
from decimal import Decimal
from html import escape
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.formats.exchange.exchanged import Source
from quiz.formats.exchange.formats import recognised
from quiz.formats.exchange.qti.reading import FORMAT, decode
from quiz.items import (
    Allowance,
    Cloze,
    Essay,
    Gap,
    Item,
    Match,
    MultipleChoice,
    Number,
    Option,
    Order,
    Pair,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from tests.formats.exchange import foreign

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def item(kind: Any, **values: Any) -> Item:
    made: Item = kind(id="", stem=values.pop("stem", "Q?"), **values)
    return made


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(map(Option, texts))


def packed(files: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


# QTI 1.2


def text(html: str) -> str:
    escaped = escape(html)
    return f'<material><mattext texttype="text/html">{escaped}</mattext></material>'


def picked(*labels: str, name: str = "r", many: bool = False, left: str = "") -> str:
    inner = "".join(
        f'<response_label ident="{name}{at}">{text(label)}</response_label>'
        for at, label in enumerate(labels)
    )
    most = "Multiple" if many else "Single"
    return (
        f'<response_lid ident="{name}" rcardinality="{most}">{text(left) if left else ""}'
        f"<render_choice>{inner}</render_choice></response_lid>"
    )


TYPED = '<response_str ident="r"><render_fib/></response_str>'


def rule(condition: str, score: str = "100", link: str = "") -> str:
    shown = f'<displayfeedback linkrefid="{link}"/>' if link else ""
    scored = f'<setvar action="Set" varname="SCORE">{score}</setvar>' if score else ""
    return f"<respcondition><conditionvar>{condition}</conditionvar>{scored}{shown}</respcondition>"


def equal(value: str, name: str = "r") -> str:
    return f'<varequal respident="{name}">{value}</varequal>'


def one(
    responses: str, *rules: str, stem: str = "Q?", kind: str = "", more: str = "", points: str = ""
) -> str:
    fields = "".join(
        f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry>"
        "</qtimetadatafield>"
        for label, entry in (("question_type", kind), ("points_possible", points))
        if entry
    )
    return (
        f'<item ident="i" title="T"><itemmetadata><qtimetadata>{fields}</qtimetadata>'
        "</itemmetadata>"
        f"<presentation>{text(stem)}{responses}</presentation>"
        f"<resprocessing>{''.join(rules)}</resprocessing>{more}</item>"
    )


def quiz(*items: str, title: str = "Quiz") -> str:
    inner = "".join(items)
    return (
        '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">'
        f'<assessment ident="a" title="{title}"><section>{inner}</section></assessment>'
        "</questestinterop>"
    )


def said(name: str, html: str) -> str:
    return f'<itemfeedback ident="{name}"><flow_mat>{text(html)}</flow_mat></itemfeedback>'


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (one(picked("a", "b"), rule(equal("r1")), rule(equal("r0"), "", "r0_fb"),
             more=said("r0_fb", "no") + said("general_fb", "So.")),
         item(SingleChoice, options=(Option("b"), Option("a", "no")), key=0, explain="So.")),
        (one(picked("True", "False"), rule(equal("r1"))), item(TrueFalse, key=False)),
        (one(picked("a", "b", "c", many=True),
             rule(f"<and>{equal('r0')}<not>{equal('r1')}</not>{equal('r2')}</and>")),
         item(MultipleChoice, options=options("a", "c", "b"), keys=(0, 1))),
        (one(TYPED, rule(equal("cat") + equal("tom")), points="2.5"),
         item(ShortText, answer="cat", accept=("tom",), points=2.5)),
        (one(TYPED, rule("<vargte respident='r'>1</vargte><varlte respident='r'>3</varlte>")),
         item(Number, answer=Decimal(2), tolerance=Allowance(Decimal(1)))),
        (one(TYPED, rule(equal("5"), ""), rule(equal("5")), kind="numerical_question"),
         item(Number, answer=Decimal(5))),
        (one(TYPED, kind="essay_question"), item(Essay, model_answer="(no model answer)")),
        (one(picked("x", "y", "z", name="a", left="A") + picked("x", "y", "z", name="b", left="B"),
             rule(equal("a1", "a"), "50"), rule(equal("b0", "b"), "50"),
             kind="matching_question"),
         item(Match, pairs=(Pair("A", "y"), Pair("B", "x")), distractors=options("z"))),
        (one(picked("cat", "tom", name="response_x"), rule(equal("response_x0", "response_x")),
             stem="The [x] sat.", kind="fill_in_multiple_blanks_question"),
         item(Cloze, stem="The ____ sat.", segments=("The ", " sat."),
              gaps=(Gap(("cat", "tom")),))),
        (one(picked("cat", "dog", name="response_x"), rule(equal("response_x1", "response_x")),
             stem="The [x] sat.", kind="multiple_dropdowns_question"),
         item(Cloze, stem="The ____ sat.", segments=("The ", " sat."),
              gaps=(Gap(("dog",), ("dog", "cat")),))),
        (one(picked("b", "a").replace("Single", "Ordered"), rule(equal("r1") + equal("r0"))),
         item(Order, entries=("a", "b"))),
        (one(picked("a", "b"), rule(equal("r0")),
             stem='<img data-equation-content="x^2" src="e.png"> = ?'),
         item(SingleChoice, stem="$x^2$ = ?", options=options("a", "b"), key=0)),
    ],
)  # fmt: skip
def test_items_of_1_2_are_read(xml: str, expected: Item) -> None:
    imported = foreign.read(FORMAT, quiz(xml), "q.xml")
    (made,) = imported.bank.items
    assert made.replaced(id="") == expected
    assert imported.notes == ()
    assert imported.bank.title == "Quiz"
    assert foreign.is_sound(imported)


def test_pairs_of_blackboard_are_read() -> None:
    labels = "".join(f'<response_label ident="{name}"/>' for name in "ab")
    lefts = "".join(
        f'<flow class="Block"><flow class="FORMATTED_TEXT_BLOCK">{text(left)}</flow>'
        f'<response_lid ident="{left}"><render_choice>{labels}</render_choice></response_lid>'
        "</flow>"
        for left in ("one", "two")
    )
    rights = "".join(f'<flow class="Block">{text(right)}</flow>' for right in ("zwei", "eins"))
    presentation = (
        f'<flow class="QUESTION_BLOCK">{text("Match.")}</flow>'
        f'<flow class="RESPONSE_BLOCK">{lefts}</flow>'
        f'<flow class="RIGHT_MATCH_BLOCK">{rights}</flow>'
    )
    rules = rule(equal("b", "one"), "SCORE.max") + rule(equal("a", "two"), "SCORE.max")
    xml = (
        "<item><itemmetadata><bbmd_questiontype>Matching</bbmd_questiontype></itemmetadata>"
        f"<presentation>{presentation}</presentation><resprocessing>{rules}</resprocessing></item>"
    )
    manifest = (
        '<manifest xmlns:bb="http://x"><resources><resource type="assessment/x-bb-qti-pool" '
        'bb:file="res00001.dat"/></resources></manifest>'
    )
    data = packed({"imsmanifest.xml": manifest, "res00001.dat": quiz(xml)})
    imported = decode(Source(data=data, name="pool.zip"))
    (made,) = imported.bank.items
    assert made.replaced(id="") == item(
        Match, stem="Match.", pairs=(Pair("one", "eins"), Pair("two", "zwei"))
    )
    assert imported.notes == ()


CALCULATED = (
    "<itemproc_extension><calculated><answer_tolerance>10%</answer_tolerance><var_sets><var_set>"
    '<var name="x">4</var><answer>40</answer></var_set></var_sets></calculated>'
    "</itemproc_extension>"
)


def test_a_formula_question_comes_with_one_set_of_numbers() -> None:
    xml = one(TYPED, stem="Ten times [x]?", kind="calculated_question", more=CALCULATED)
    imported = foreign.read(FORMAT, quiz(xml))
    (made,) = imported.bank.items
    assert isinstance(made, Number)
    assert (made.stem, made.answer) == ("Ten times 4?", Decimal(40))
    assert made.tolerance == Allowance(Decimal(4))
    assert "first set" in imported.notes[0].reason


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (one("", kind="text_only_question"), "without a question"),
        (one(TYPED, kind="file_upload_question"), "want a file"),
        (one(picked("a", "b")), "no option is correct"),
        (one('<response_xy ident="r"/>'), "response_xy"),
        ("<item ident='i' title='T'></item>", "asks nothing"),
    ],
)
def test_items_that_cannot_be_read_are_named(xml: str, reason: str) -> None:
    good = one(picked("True", "False"), rule(equal("r0")))
    imported = foreign.read(FORMAT, quiz(xml, good))
    assert len(imported.bank.items) == 1
    (note,) = [note for note in imported.notes if note.is_skipped]
    assert reason in note.reason
    assert note.where == "question 1 (T)"


# QTI 2 and 3


def declared(*right: str, many: str = "single", base: str = "identifier", more: str = "") -> str:
    values = "".join(f"<value>{value}</value>" for value in right)
    return (
        f'<responseDeclaration identifier="R" cardinality="{many}" baseType="{base}">'
        f"<correctResponse>{values}</correctResponse>{more}</responseDeclaration>"
    )


def body(inner: str, declarations: str, more: str = "") -> str:
    return (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="T">'
        f"{declarations}<itemBody>{inner}</itemBody>{more}</assessmentItem>"
    )


def choices(*texts: str, most: int = 1, name: str = "choice") -> str:
    inner = "".join(
        f'<simpleChoice identifier="c{at}">{text}</simpleChoice>' for at, text in enumerate(texts)
    )
    return (
        f'<{name}Interaction responseIdentifier="R" shuffle="true" maxChoices="{most}">'
        f"<prompt>Q?</prompt>{inner}</{name}Interaction>"
    )


def pairs(*lefts: str, rights: tuple[str, ...]) -> str:
    sets = "".join(
        "<simpleMatchSet>"
        + "".join(
            f'<simpleAssociableChoice identifier="{name}{at}">{text}</simpleAssociableChoice>'
            for at, text in enumerate(texts)
        )
        + "</simpleMatchSet>"
        for name, texts in (("l", lefts), ("r", rights))
    )
    return f'<p>Q?</p><matchInteraction responseIdentifier="R">{sets}</matchInteraction>'


ENTRY = '<textEntryInteraction responseIdentifier="R"/>'
MAPPED = (
    '<mapping><mapEntry mapKey="cat" mappedValue="1"/>'
    '<mapEntry mapKey="tom" mappedValue="1"/></mapping>'
)
WORDS = '<gapText identifier="w0">cat</gapText><gapText identifier="w1">dog</gapText>'
EQUAL = (
    '<responseProcessing><responseCondition><responseIf><equal toleranceMode="relative" '
    'tolerance="5 5"><variable identifier="R"/><correct identifier="R"/></equal></responseIf>'
    "</responseCondition></responseProcessing>"
)


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (body(choices("a", "<b>b</b>"), declared("c1")),
         item(SingleChoice, options=options("b", "a"), key=0)),
        (body(choices("True", "False"), declared("c0")), item(TrueFalse, key=True)),
        (body(choices("a", "b", "c", most=0), declared("c0", "c2", many="multiple")),
         item(MultipleChoice, options=options("a", "c", "b"), keys=(0, 1))),
        (body(choices("a", "b", most=0), declared("c0", many="multiple"),
              '<responseProcessing template="http://x/match_correct"/>'),
         item(MultipleChoice, options=options("a", "b"), keys=(0,), partial=False)),
        (body(choices("b", "a", name="order"), declared("c1", "c0", many="ordered")),
         item(Order, entries=("a", "b"))),
        (body(pairs("a", "b", rights=("x", "y", "z")),
              declared("l0 r1", "l1 r0", many="multiple", base="directedPair")),
         item(Match, pairs=(Pair("a", "y"), Pair("b", "x")), distractors=options("z"))),
        (body(f"<p>Q? {ENTRY}</p>", declared("cat", base="string", more=MAPPED)),
         item(ShortText, answer="cat", accept=("tom",))),
        (body(f"<p>Q? {ENTRY}</p>", declared("2.5", base="float"), EQUAL),
         item(Number, answer=Decimal("2.5"), tolerance=Allowance(Decimal(5), True))),
        (body(f"<p>The {ENTRY} sat.</p>", declared("cat", base="string", more=MAPPED)),
         item(Cloze, stem="The ____ sat.", segments=("The ", " sat."),
              gaps=(Gap(("cat", "tom")),))),
        (body('<p>The <inlineChoiceInteraction responseIdentifier="R"><inlineChoice identifier="a">'
              'cat</inlineChoice><inlineChoice identifier="b">dog</inlineChoice>'
              "</inlineChoiceInteraction> sat.</p>", declared("b")),
         item(Cloze, stem="The ____ sat.", segments=("The ", " sat."),
              gaps=(Gap(("dog",), ("dog", "cat")),))),
        (body(f'<gapMatchInteraction responseIdentifier="R">{WORDS}<p>The <gap identifier="g"/>'
              " sat.</p></gapMatchInteraction>", declared("w0 g", base="directedPair",
                                                              many="multiple")),
         item(Cloze, stem="The ____ sat.", segments=("The ", " sat."),
              gaps=(Gap(("cat",), ("cat", "dog")),))),
        (body('<p>Q?</p><extendedTextInteraction responseIdentifier="R"/>'
              '<rubricBlock view="scorer">'
              "<p>Good.</p></rubricBlock>", ""), item(Essay, model_answer="Good.")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_3", [False, True], ids=["2.1", "3.0"])
def test_items_of_2_and_3_are_read(xml: str, expected: Item, is_3: bool) -> None:
    xml = as_3(xml) if is_3 else xml
    imported = foreign.read(FORMAT, xml, "item.xml")
    (made,) = imported.bank.items
    assert made.replaced(id="") == expected
    assert imported.notes == ()
    assert made.id == "i"
    assert foreign.is_sound(imported)


def as_3(xml: str) -> str:
    """Return an item of 2.1 under the names of 3.0."""
    import re

    def kebab(name: str) -> str:
        return re.sub(r"[A-Z]", lambda found: f"-{found[0].lower()}", name)

    html = {"p", "b"}
    xml = re.sub(
        r"<(/?)(\w+)", lambda f: f[0] if f[2] in html else f"<{f[1]}qti-{kebab(f[2])}", xml
    )
    return re.sub(r" ([a-z]+[A-Z]\w*)=", lambda f: f" {kebab(f[1])}=", xml)


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (body("<p>Text</p>", ""), "without a question"),
        (body("<p>Q?</p>" + choices("a", "b") * 2, declared("c0")), "several questions"),
        (body('<sliderInteraction responseIdentifier="R"/>', ""), "sliderInteraction"),
        (body(choices("a", "b"), ""), "no option is correct"),
        (body(choices("a", "b"), declared("c0") + "<templateDeclaration/>"), "template"),
        (body(choices("a", "b"), declared("c0")).replace("title", 'adaptive="true" title'),
         "adaptive"),
    ],
)  # fmt: skip
def test_items_of_2_that_cannot_be_read_are_named(xml: str, reason: str) -> None:
    (note,) = foreign.read(FORMAT, xml).notes
    assert note.is_skipped
    assert reason in note.reason


def test_rules_that_are_not_run_are_named() -> None:
    rules = "<responseProcessing><lookupOutcomeValue/></responseProcessing>"
    imported = foreign.read(FORMAT, body(choices("a", "b"), declared("c0"), rules))
    assert "rules were not run" in imported.notes[0].reason


# Packages


def test_a_cartridge_has_each_quiz_once_in_its_full_copy() -> None:
    full = quiz(one(TYPED, rule(equal("5")), kind="numerical_question"))
    part = quiz(one(TYPED, rule(equal("5")), kind="cc.fib.v0p1"))
    manifest = (
        '<manifest><resources><resource type="imsqti_xmlv1p2/imscc_xmlv1p1/assessment">'
        '<file href="x1/assessment_qti.xml"/><file href="gone.xml"/></resource></resources>'
        "</manifest>"
    )
    data = packed(
        {
            "imsmanifest.xml": manifest,
            "x1/assessment_qti.xml": part,
            "non_cc_assessments/x1.xml.qti": full,
        }
    )
    source = Source(data=data, name="course.imscc")
    assert recognised(source) is FORMAT
    imported = decode(source)
    assert foreign.kinds(imported) == {"number": 1}
    assert "gone.xml" in imported.notes[0].reason


def test_pictures_of_a_package_are_kept() -> None:
    stem = 'Q? <img src="$IMS-CC-FILEBASE$/pics/a%20b.png?canvas_=1" alt="map">'
    xml = quiz(one(picked("a", "b"), rule(equal("r0")), stem=stem))
    data = packed({"q/q.xml": xml, "web_resources/pics/a b.png": PNG})
    imported = decode(Source(data=data, name="q.zip"))
    assert [file.data for file in imported.media] == [PNG]
    assert imported.bank.items[0].alt == "map"


def test_several_quizzes_are_tags() -> None:
    xml = quiz(one(picked("a", "b"), rule(equal("r0"))), title="One")
    data = packed({"a.xml": xml, "b.xml": xml.replace('"One"', '"Two"')})
    source = Source(data=data, name="q.zip")
    assert recognised(source) is FORMAT
    imported = decode(source)
    assert [made.tags for made in imported.bank.items] == [("One",), ("Two",)]


@pytest.mark.parametrize(
    "data",
    [packed({"imsmanifest.xml": "<manifest"}), packed({"a.xml": "<x/>"}), b"PK\x03\x04broken",
     packed({"../../a.xml": "<questestinterop>"}), b"<questestinterop/>"],
    ids=range(5),
)  # fmt: skip
def test_a_package_without_questions_is_refused(data: bytes) -> None:
    with suppress(QuizError):
        assert decode(Source(data=data, name="a.zip")).bank.items == ()


# Files of others


@pytest.mark.parametrize(
    ("name", "expected", "skipped"),
    [
        ("qti12/instructure__qti/choice.xml", {"truefalse": 1, "choice": 2, "several": 1}, 0),
        ("qti12/instructure__qti/essay.xml", {"essay": 1}, 0),
        ("qti12/instructure__qti/fib_feedback.xml", {"text": 1}, 0),
        ("qti12/instructure__qti/matching.xml", {"match": 1}, 0),
        ("qti12/instructure__qti/mc_feedback.xml", {"choice": 1}, 0),
        ("qti12/instructure__qti/multiple_answer_canvas.xml", {"several": 1}, 0),
        ("qti12/instructure__qti/multiple_choice.xml", {"choice": 1}, 0),
        ("qti12/instructure__qti/numeric_exact_match.xml", {"number": 2}, 0),
        ("qti12/instructure__qti/numeric_within_range.xml", {"number": 1}, 0),
        ("qti12/instructure__qti/ordering.xml", {"order": 1}, 0),
        ("qti12/instructure__qti/true_false.xml", {"truefalse": 1}, 0),
        ("qti12/instructure__qti/canvas_multiple_dropdown.xml", {"cloze": 1}, 0),
        ("qti12/instructure__qti/canvas_multiple_fib.xml", {"cloze": 1}, 0),
        ("qti12/instructure__qti/upload.xml", {}, 1),
        ("qti12/instructure__qti/stimulus.xml", {}, 1),
        ("qti12/instructure__qti/all_canvas_simple_1.2.xml",
         {"choice": 1, "truefalse": 1, "text": 1, "cloze": 2, "several": 1, "match": 1,
          "number": 2, "essay": 1}, 0),
        ("qti12/instructure__qti/feedback_quiz_1.2.xml", {"truefalse": 2, "essay": 1}, 0),
        ("qti12/vosslab__qti_package_maker/minimal_qti_1.2_sample.zip", {"choice": 1}, 0),
        ("qti2/davemckain__qtiworks/WebDeveloperTest1.zip",
         {"choice": 6, "several": 2, "cloze": 1}, 0),
        ("qti2/vosslab__qti_package_maker/minimal_qti_2.1_sample.zip",
         {"choice": 1, "several": 1}, 0),
        ("qti2/instructure__qti/Example02-feedbackInline.xml", {"truefalse": 1}, 0),
        ("qti2/instructure__qti/categorization.xml", {"match": 1}, 0),
        ("qti2/instructure__qti/choice_multiple.xml", {"several": 1}, 0),
        ("qti2/instructure__qti/choice_multiple_chocolade.xml", {}, 1),
        ("qti2/instructure__qti/essay.xml", {"essay": 1}, 0),
        ("qti2/instructure__qti/gap_match.xml", {"cloze": 1}, 0),
        ("qti2/instructure__qti/hottext.xml", {"choice": 1}, 0),
        ("qti2/instructure__qti/inline_choice.xml", {"cloze": 1}, 0),
        ("qti2/instructure__qti/match.xml", {"match": 1}, 0),
        ("qti2/instructure__qti/match2.xml", {"match": 1}, 0),
        ("qti2/instructure__qti/order.xml", {"order": 1}, 0),
        ("qti2/instructure__qti/text_entry.xml", {"cloze": 1}, 0),
        ("qti3/pie-framework__pie-qti/qti3-choice-multiple.xml", {"several": 1}, 0),
        ("qti3/pie-framework__pie-qti/qti3-text-entry.xml", {"text": 1}, 0),
        ("qti3/pie-framework__pie-qti/qti3-match-interaction.xml", {"match": 1}, 0),
        ("qti3/pie-framework__pie-qti/qti3-hotspot-interaction.xml", {}, 1),
        ("qti3/Citolab__qti-scoring-engine/composition_of_water_qti3.xml", {"several": 1}, 0),
        ("qti3/Citolab__qti-scoring-engine/graphic-gap-match-qti3.xml", {}, 1),
        ("qti3/kennisnet__php-qti3/no-response-processing.zip", {"match": 1}, 0),
        ("qti3/kennisnet__php-qti3/simple-multiple-choice-processing1.xml", {}, 1),
        ("qti3/kennisnet__php-qti3/without-response-processing.xml", {"essay": 1}, 0),
    ],
)  # fmt: skip
def test_files_of_others(name: str, expected: dict[str, int], skipped: int) -> None:
    path = foreign.corpus(name)
    source = Source(data=path.read_bytes(), name=path.name)
    assert recognised(source) is FORMAT
    imported = decode(source)
    assert foreign.kinds(imported) == expected
    assert imported.skipped == skipped
    assert foreign.is_sound(imported)


def test_a_package_with_a_damaged_manifest_is_refused_by_its_line() -> None:
    path = foreign.corpus("qti2/davemckain__qtiworks/BadManifest.zip")
    with pytest.raises(QuizError, match=r"imsmanifest.xml:3"):
        decode(Source(data=path.read_bytes(), name=path.name))


def files() -> list[Path]:
    return [
        path
        for name in ("qti12", "qti2", "qti3")
        for path in sorted(foreign.corpus(name).glob("*/*"))
    ]


def damaged(data: bytes, rng: Random) -> bytes:
    """Return a damaged file; of a package sometimes its members are damaged, sometimes itself."""
    if not data.startswith(b"PK") or rng.random() < 0.5:
        return foreign.mutated(data, rng)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return packed(
            {
                name: foreign.mutated(archive.read(name), rng)
                for name in archive.namelist()
                if rng.random() < 0.9
            }
        )


def test_damaged_files_are_read_or_refused() -> None:
    foreign.survives(FORMAT, files(), 300, damaged)


@pytest.mark.slow
def test_many_damaged_files_are_read_or_refused() -> None:
    foreign.survives(FORMAT, files(), 10_000, damaged)


@given(st.text("[x]&<b>/ 1", max_size=40), st.sampled_from(["", "multiple_dropdowns_question"]))
def test_any_stem_is_read_or_named(stem: str, kind: str) -> None:
    responses = picked("a", "b", name="response_x") * 2
    imported = foreign.read(FORMAT, quiz(one(responses, rule(equal("x")), stem=stem, kind=kind)))
    assert imported.read == 1


@pytest.mark.parametrize(
    "inner",
    ["<flow>" * 90 + "</flow>" * 90, "<x/>" * 100_000, "<material><mattext>" + "&lt;ul&gt;" * 20_000
     + "</mattext></material>", TYPED * 2_000, picked(*["a"] * 5_000)],
    ids=range(5),
)  # fmt: skip
def test_hostile_items_take_no_time(inner: str) -> None:
    from time import process_time

    start = process_time()
    with suppress(QuizError):
        foreign.read(FORMAT, quiz(one(inner, rule(equal("1")) * 500)))
    assert process_time() - start < foreign.LONGEST_S


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("hotspotInteraction", "a place in a picture is picked"),
        ("graphicGapMatchInteraction", "labels are dragged onto places in a picture"),
        ("unheardInteraction", "“unheardInteraction” can't be carried"),
    ],
)
def test_kinds_that_none_of_ours_is_near_are_named_by_what_they_are(kind: str, reason: str) -> None:
    xml = (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="h" title="H">'
        f'<itemBody><p>Where?</p><{kind} responseIdentifier="R"/></itemBody></assessmentItem>'
    )
    (note,) = foreign.read(FORMAT, xml, "a.xml").notes
    assert reason in note.reason
