"""Expressions that are equal in other words."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.items import ShortText, Typed
from quiz.marking.expressions import compare, is_expression

EQUAL = {
    "2(x+1)": ["2x+2", "2*x + 2", "2·(1+x)", "2 + 2x", "$2x+2$", "2x + 2,0", "2 × (x + 1)"],
    "x^2-1": ["(x-1)(x+1)", "x²-1", "x*x-1", "-(1-x²)", "x**2 − 1", "X^2-1"],
    "3ab": ["3*a*b", "ba3", "a·3·b", "a b 3"],
    "1/2 x": ["x/2", "0.5x", "½x", r"\frac{1}{2}x", "x*1/2"],
    "sqrt(x)": ["√x", "x^(1/2)", "x^0.5", r"\sqrt{x}", "√(x)"],
    "sin(2x)": ["2sin(x)cos(x)", "2 sin x cos x", "sin 2x", "2·cos x·sin x"],
    "sin^2 x": ["sin(x)^2", "sin²x", "1-cos² x", "1 - cos^2(x)"],
    "y = 2x+2": ["2x+2=y", "y=2(x+1)"],
    "e^(2x)": ["exp(2x)", "(e^x)^2", "e^{2x}"],
    "ln(x)/ln(2)": ["log_2(x)", "log(x;2)"],
    "|x|": ["sqrt(x^2)", "abs(x)"],
    "-b/(2a)": ["-b/2/a", "-(b/(2a))", "b/(-2a)"],
    "v_0 t + 1/2 a t^2": ["v_0*t+a*t²/2", r"v_{0}t + \frac{a}{2}t^2"],
    "π r²": ["pi r^2", "pi*r*r", r"\pi r^2"],
    "x^-1": ["1/x", "x^(-1)", "x⁻¹"],
    "0": ["x-x", "sin(x)^2+cos(x)^2-1"],
    "n(n+1)/2": ["(n²+n)/2", "n/2 (n+1)", "0,5n(n+1)"],
    "arctan(x)": ["tan^-1(x)", "tan^{-1} x", "tan⁻¹(x)"],
    "x^(1/3)": ["cbrt(x)", "∛x"],
    "2^x": ["4^(x/2)", "exp(x ln(2))"],
    "1 1/2 + x": ["3/2+x", "x+1.5"],
    "6.67*10^-11 m": ["0.0000000000667m"],
    "n!": ["n(n-1)!"],
    "sqrt(x-20)": ["sqrt(-20+x)"],
    "asin(10x)": ["arcsin(10·x)"],
    r"\alpha + 1": ["1 + α", "alpha + 1"],
    "sin(ωt)": [r"\sin(\omega t)", "sin(omega t)", "sin ωt"],
}
OTHER = {
    "2(x+1)": ["2x+1", "x+1", "2(x+1)^2", "2", "2y+2", "2x+2.00001"],
    "x^2-1": ["x^2+1", "(x-1)^2"],
    "1/2 x": ["2x", "1/(2x)"],
    "sqrt(x)": ["x^2", "x"],
    "sin^2 x": ["sin(x^2)"],
    "y = 2x+2": ["y=2x", "2x+2", "y-2x=2"],
    "|x|": ["x", "-x"],
    "-b/(2a)": ["-b/2a", "b/2a"],
    "0": ["x", "1", "0.001"],
    "6.67*10^-11 m": ["6.68*10^-11 m"],
    "x^(1/3)": ["x/3"],
    "ln(x)": ["log(x)"],
    "sqrt(x-20)": ["sqrt(x-21)"],
}


@pytest.mark.parametrize(("answer", "typed"), [(a, t) for a, ts in EQUAL.items() for t in ts])
def test_an_equal_expression_is_right(answer: str, typed: str) -> None:
    assert compare(typed, [answer], decimal=",") is True


@pytest.mark.parametrize(("answer", "typed"), [(a, t) for a, ts in OTHER.items() for t in ts])
def test_another_expression_is_wrong(answer: str, typed: str) -> None:
    assert compare(typed, [answer], decimal=",") is False


@pytest.mark.parametrize(
    "text",
    ["", "hello world", "2x+", "x = y = z", "x < 3", "(x", "x)", "1 000", "f'(x)", "a@b", "x^", "=",
     "2x=", "()", "sin", "..", "x" * 301, "(" * 60 + "x" + ")" * 60],
)  # fmt: skip
def test_what_is_no_expression_is_told_apart(text: str) -> None:
    assert compare(text, ["2x"]) is None
    assert not is_expression(text)


def test_an_answer_without_any_value_is_no_expression() -> None:
    assert not is_expression("ln(-1)")
    assert not is_expression("1/0")
    assert is_expression("y = sqrt(x)")


@pytest.mark.parametrize(
    "text",
    [
        "-" * 299, "x^" * 149 + "x", "sin " * 70 + "x", "|" * 300, "9" * 300, "9^9^9^9^9",
        "x!" * 150, "1/" * 149 + "x", "frac" * 70, "((((x" * 50, "+".join(["sin(x)"] * 40),
        "x_(" * 90, "x" * 10**6, "a b c d f g h i j k l m n o q r s t u v w x y z " * 6, "²" * 300,
        "\\" * 300, "x^" * 19 + "x", "abcd " * 60,
    ],
)  # fmt: skip
def test_a_hostile_text_is_answered_within_50_ms(text: str) -> None:
    spent = []
    for _run in range(3):
        began = time.process_time()
        compare(text, ["2(x+1)"])
        spent.append(time.process_time() - began)
    assert min(spent) < 0.05


@given(
    st.text(max_size=60) | st.text(st.sampled_from("0123xye+-*/^()|=!., sincoqrt√²_"), max_size=40)
)
@settings(max_examples=300, deadline=None)
def test_any_text_is_compared(text: str) -> None:
    assert compare(text, ["2(x+1)"]) in (True, False, None)


@given(
    st.recursive(
        st.sampled_from(["x", "y", "2", "0.5", "(x+1)"]),
        lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(
            lambda p: f"({''.join(p)})"
        ),
        max_leaves=6,
    )
)
@settings(max_examples=80, deadline=None)
def test_an_expression_is_equal_to_itself_and_not_to_one_more(text: str) -> None:
    assert compare(f"0 + {text}", [text]) is True
    assert compare(f"{text} + 1", [text]) is False


def test_a_question_takes_equal_expressions_and_falls_back_to_text() -> None:
    item = ShortText(id="a", stem="Q", answer="2(x+1)", accept=("twice x plus 1",), equivalent=True)
    typed = ("2x+2", "2(x+1)", "twice x plus 1", "2x+1", "", "something else")
    assert [item.mark(Typed(text)).credit for text in typed] == [1, 1, 1, 0, 0, 0]
    assert item.wants == "an expression"
    plain = item.replaced(equivalent=False)
    assert plain.mark(Typed("2x+2")).credit == 0
