"""Formulas as people write them, drawn in Unicode."""

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.items.maths import to_block, to_unicode, with_maths_drawn

DRAWN = [
    (r"\sqrt[3]{8}", "∛8"), (r"\sqrt[n]{x}", "ⁿ√x"), (r"\sqrt 2", "√2"),
    (r"2\sqrt{3}x", "2√3 x"), (r"\sqrt{x}^2", "(√x)²"), (r"\sqrt{2}\sqrt{3}", "√2 √3"),
    (r"\vec{a}", "a⃗"), (r"\vec a \cdot \vec b", "a⃗ · b⃗"), (r"\overrightarrow{AB}", "AB⃗"),
    (r"\overline{AB}", "A̅B̅"), (r"\bar{x}", "x̄"), (r"\hat{p}", "p̂"), (r"\dot{x}", "ẋ"),
    (r"\ddot{x}", "ẍ"), (r"\tilde{n}", "ñ"), (r"\binom{n}{k}", "C(n, k)"),
    (r"\dfrac{a+b}{c}", "(a+b)/c"), (r"\frac{1}{2}mv^2", "1/2 mv²"), (r"2\frac{1}{2}", "2 1/2"),
    (r"\frac{1}{2ab}", "1/(2ab)"), (r"\frac{dy}{dx}", "dy/dx"), (r"\frac{m}{s^2}", "m/s²"),
    (r"\frac{\partial f}{\partial x}", "∂f/∂x"), (r"\left(\frac{a}{b}\right)^2", "(a/b)²"),
    (r"-\frac{1}{\sqrt{1-x^{2}}}", "-1/√(1-x²)"),
    (r"x_{1,2} = \frac{-b \pm \sqrt{b^2-4ac}}{2a}", "x₁,₂ = (-b ± √(b²-4ac))/(2a)"),
    (r"\sum_{i=1}^{n} i = \frac{n(n+1)}{2}", "∑ᵢ₌₁ⁿ i = n(n+1)/2"),
    (r"\sum\limits_{k=0}^{\infty} q^k", "∑ₖ₌₀^∞ qᵏ"), (r"\int_0^1 x^2\,dx", "∫₀¹ x² dx"),
    (r"\lim_{x\to 0} \frac{\sin x}{x} = 1", "lim(x→0) (sin x)/x = 1"),
    (r"\int_{-\infty}^{\infty} e^{-x^2}\,dx = \sqrt{\pi}", "∫_(-∞)^∞ e^(-x²) dx = √π"),
    (r"\sin^2 x + \cos^2 x = 1", "sin² x + cos² x = 1"),
    (r"2\sin\alpha\cos\alpha", "2 sin α cos α"), (r"\log_2 8", "log₂ 8"), (r"\ln(x)", "ln(x)"),
    (r"e^{i\pi} + 1 = 0", "e^(iπ) + 1 = 0"), (r"2\pi r", "2πr"), (r"\Delta t", "Δt"),
    (r"90^\circ", "90°"), (r"20\,^{\circ}\mathrm{C}", "20 °C"), (r"f'(x)", "f′(x)"), ("f''", "f″"),
    (r"x \in \mathbb{R}", "x ∈ ℝ"), (r"A \cup B \subseteq C", "A ∪ B ⊆ C"),
    (r"\left\{ x \mid x > 0 \right\}", "{x | x > 0}"), (r"\{1, 2\}", "{1, 2}"),
    (r"\forall x \exists y", "∀x ∃y"), (r"a\to b", "a→b"), (r"p \Rightarrow q", "p ⇒ q"),
    (r"\text{if } x \ge 0", "if x ≥ 0"), (r"\mathrm{d}x", "dx"), (r"A^T A^{-1}", "Aᵀ A⁻¹"),
    (r"\operatorname{ggT}(a,b)", "ggT(a,b)"), (r"a \equiv b \pmod{n}", "a ≡ b (mod n)"),
    (r"\begin{pmatrix}1 & 2\\ 3 & 4\end{pmatrix}", "(1 2; 3 4)"),
    (r"\begin{cases} x & x \ge 0 \\ -x & x < 0\end{cases}", "{x, x ≥ 0; -x, x < 0"),
    (r"\ce{2H2 + O2 -> 2H2O}", "2H₂ + O₂ → 2H₂O"), (r"\ce{SO4^2-}", "SO₄²⁻"),
    (r"\ce{Na+ + Cl- <=> NaCl}", "Na⁺ + Cl⁻ ⇌ NaCl"), (r"\SI{9.81}{m/s^2}", "9.81 m/s²"),
    (r"\lfloor x \rfloor", "⌊x⌋"), (r"\lvert x \rvert", "|x|"),
    (r"\lim_{n \to \infty} a_n", "lim(n→∞) aₙ"),
    (r"\not= \not\in", "≠ ∉"), ("_2", "₂"), ("50 %", "50 %"),
    (r"\left.\frac{dy}{dx}\right|_{x=0}", "dy/dx|ₓ₌₀"), (r"\underbrace{a+b}_{c}", "(a+b)_c"),
    (r"\begin{aligned} x &= 1 \\ y &= 2\end{aligned}", "x = 1; y = 2"),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "shown"), DRAWN)
def test_formulas_of_real_life_are_drawn(formula: str, shown: str) -> None:
    assert to_unicode(formula) == shown


@pytest.mark.parametrize(
    ("formula", "lines"),
    [
        (r"A = \begin{pmatrix}1 & 2\\ 3 & 4\end{pmatrix}", ["    ⎛1  2⎞", "A = ⎝3  4⎠"]),
        (
            r"f(x) = \begin{cases} x & x \ge 0 \\ -x & \text{else}\end{cases}",
            ["       ⎧ x   x ≥ 0", "f(x) = ⎩ -x  else"],
        ),
        (r"\left[\begin{array}{c} 1 \\ 2 \\ 3 \end{array}\right]^T", ["⎡1⎤", "⎢2⎥ᵀ", "⎣3⎦"]),
        (r"a &= b \\ &= c", ["a = b", "  = c"]),
        ("\nx^2\n", ["x²"]),
    ],
)
def test_as_a_block_rows_stand_below_each_other(formula: str, lines: list[str]) -> None:
    assert to_block(formula).split("\n") == lines


BROKEN = [
    "x^", r"\frac{1}", "{x", "x}", r"\begin{matrix}", "a_^b", r"\sqrt", r"\left( x", r"\foo{x}",
    r"\begin{foo}x\end{foo}", r"\end{cases}", r"\text\text", "{" * 50, r"\frac" * 40,
]  # fmt: skip


@pytest.mark.parametrize("formula", BROKEN)
def test_broken_latex_is_shown_as_it_was_written(formula: str) -> None:
    assert to_unicode(formula) == to_block(formula) == formula


_PIECES = [
    "\\frac", "{", "}", "^", "_", " ", "a", "1", "\\sqrt", "[", "]", "\\left", "\\right", "(", ")",
    "\\begin{pmatrix}", "\\end{pmatrix}", "&", "\\\\", "\\text", "\\ce", "%", "$", "'", "\\vec",
    "\\begin{cases}", "\\end{cases}", "\\not", "~", "#", "\\", "\n", "\\alpha", "\\lim", "é", "\0",
]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join) | st.text(max_size=60))
def test_no_formula_fails_or_disappears(formula: str) -> None:
    for draw in (to_unicode, to_block):
        assert draw(formula).strip() or not formula.strip()


@pytest.mark.parametrize(
    "formula",
    ["{" * 1900 + "}" * 1900, r"\vec" * 900 + " a", "x^" * 1900 + "x", r"\left(" * 500,
     r"\frac{a}{b}" * 350, "'" * 3999, r"\ce{" + "a_" * 1900 + "}", r"\sqrt[" * 600,
     r"\begin{cases}" * 200 + r"\end{cases}" * 200, "a" * 100_000],
)  # fmt: skip
def test_a_hostile_formula_is_drawn_in_bounded_time(formula: str) -> None:
    began = time.process_time()
    to_unicode(formula)
    assert time.process_time() - began < 0.5


def test_the_parser_is_imported_only_for_a_formula_that_needs_it() -> None:
    code = (
        "import sys; from quiz.ui.markup import inline, plain; inline('$x^2 + y_1$ *is* 5');"
        "plain('$a + b$'); print('pylatexenc' in sys.modules); plain(r'$\\frac12$');"
        "print('pylatexenc' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "True"]


def test_a_plain_text_has_its_maths_drawn_and_its_code_kept() -> None:
    text = "Is $\\frac{1}{2}$ `$x^2$`?\n\n$$\na &= b \\\\\n&= c\n$$\n\nIt costs $5 or $6."
    assert with_maths_drawn(text) == "Is 1/2 `$x^2$`?\n\na = b\n  = c\n\nIt costs $5 or $6."
