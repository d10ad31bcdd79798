"""Formulas on paper and web pages: set by their trees, never as source."""

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.formats.pages.mathml import mathml
from quiz.formats.printed.formulas import width_em
from quiz.formats.printed.html import page
from quiz.formats.printed.layout import SheetKind
from quiz.formats.printed.pdf import Press, is_there
from quiz.items.maths.tree import tree
from tests.formats.printed.exams import bank_of, exam_of
from tests.items.test_maths import _PIECES, BROKEN, DRAWN


def written(source: str) -> str:
    found = tree(source)
    assert found is not None
    return mathml(found, "text", is_block=False).partition('alttext="text">')[2][:-7]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"\frac{1}{x}", "<mfrac><mn>1</mn><mi>x</mi></mfrac>"),
        ("x < 2", "<mi>x</mi><mo>&lt;</mo><mn>2</mn>"),
        ("x_1", "<msub><mi>x</mi><mn>1</mn></msub>"),
        (r"\sum_x^y", "<munderover><mo>∑</mo><mi>x</mi><mi>y</mi></munderover>"),
        (r"\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
        (r"\mathbb{R}", "<mi>ℝ</mi>"), (r"\mathbf{x}", "<mi>𝐱</mi>"),
        (r"\mathrm{d}", '<mi mathvariant="normal">d</mi>'),
        (r"\text{a <b> c}", "<mtext>a&#160;&lt;b&gt;&#160;c</mtext>"),
        (r"\vec{x}", '<mover accent="true"><mi>x</mi><mo>→</mo></mover>'),
    ],
)  # fmt: skip
def test_mathml_of_each_part(source: str, shown: str) -> None:
    assert written(source) == shown


@pytest.mark.parametrize("source", [source for source, _shown in DRAWN])
def test_mathml_is_well_formed_and_has_all_children(source: str) -> None:
    found = ElementTree.fromstring(f"<math>{written(source).replace('&#160;', ' ')}</math>")
    needed = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2,
              "munderover": 3}  # fmt: skip
    for element in found.iter():
        assert len(element) == needed.get(element.tag, len(element)), element.tag


def test_a_formula_may_break_at_its_operators() -> None:
    narrow, wide = tree("a+b+c+d+e+f"), tree(r"\frac{a+b+c+d+e+f}{2}")
    assert narrow is not None
    assert wide is not None
    assert width_em(narrow) < 3 < width_em(wide)


def bank(*formulas: str) -> str:
    asked = "".join(
        f"- question: |\n    Is ${one}$?\n\n    $$\n    {one}\n    $$\n\n"
        f"    | ${one}$ |\n    |---|\n"
        f"  answer: |-\n    ${one}$\n  wrong: [b]\n"
        for one in formulas
    )
    return f"title: t\nquestions:\n{asked}"


def test_what_cannot_be_set_is_shown_as_it_was_written() -> None:
    formula = r"\foo{x} <b>"
    text = page(exam_of(bank_of(bank(formula))).exam, SheetKind.EXAM, {}).decode()
    assert "<math" not in text
    assert text.count(r"\foo{x} &lt;b&gt;") == 4


needs_typst = pytest.mark.skipif(not is_there(), reason="typst is not installed")


@needs_typst
def test_typst_sets_whatever_has_a_tree() -> None:
    sources = [source for source, _shown in DRAWN if "&" not in source or "begin" in source]
    exam = exam_of(bank_of(bank(*sources, *BROKEN[:9])))
    made = Press(exam.exam, {}).sheet(SheetKind.EXAM)
    assert made.data[0].startswith(b"%PDF-")
    assert made.warnings == ()
    assert b"NewCMMath" in made.data[0]


@needs_typst
def test_code_of_typst_in_a_formula_is_only_text() -> None:
    bad = [r'#panic("x")', r"\text{#read(\"/etc/passwd\")}", r"#let x = 1", "sqrt(", '"', "\\#eval"]
    exam = exam_of(bank_of(bank(*bad))).exam
    assert Press(exam, {}).sheet(SheetKind.EXAM).data[0].startswith(b"%PDF-")


@needs_typst
def test_the_deepest_formula_that_has_a_tree_is_set() -> None:
    deep = "x"
    while tree(more := rf"\sqrt{{\frac{{{deep}}}{{2}}^x}}") is not None:
        deep = more
    assert deep.count("frac") >= 2
    exam = exam_of(bank_of(bank(deep))).exam
    assert Press(exam, {}).sheet(SheetKind.EXAM).warnings == ()


@needs_typst
@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(_PIECES), max_size=9).map("".join), min_size=20, max_size=40)
)
def test_no_formula_fails(formulas: list[str]) -> None:
    from quiz.formats.printed.sheet import Exam, PrintedQuestion, Version
    from quiz.formats.printed.sheet import Nothing as NoForm
    from quiz.items.markdown import MathSpan, Paragraph

    stem = tuple(Paragraph((MathSpan(source=one, text=one or "?"),)) for one in formulas)
    asked = PrintedQuestion(number=1, points="1", stem=stem, task="", form=NoForm())
    version = Version(code="BCD", parts=(asked,), answers=(), bubbles=(), total="1")
    exam = Exam(title="t", about=(), language="en", time="", versions=(version,))
    assert Press(exam, {}).sheet(SheetKind.EXAM).data[0].startswith(b"%PDF-")
