"""Numbers: separators, scale words, units, tolerance, and nothing that hangs."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.marking.language import language
from quiz.marking.number_reading import read_number
from quiz.marking.numbers import NumberVerdict, Tolerance, mark_number

BILLION_DOLLARS = ("billion dollars", "bn dollars")
HOSTILE = [
    "9**9**9**9",
    "1e999999999",
    "1e-999999999",
    "1e" + "9" * 900,
    "-1e+999999999",
    "9" * 1_000_000,
    "9" * 1_000,
    "0." + "0" * 990 + "1",
    "1/" + "9" * 900,
    "1" + ",000" * 240,
    "1 " * 500,
    "1'" * 500,
    "million " * 125,
    "one hundred " * 80,
    "nineteen " * 100,
    "5" + " million" * 120,
    "5 " + "k" * 990,
    "5 " + "km/" * 300,
    "½" * 1_000,
    "²" * 1_000,
    "10^" + "9" * 900,
    "\x00" * 900,
    "\ud8005\udfff",
    "5" + "\u0301" * 900,
    "$" * 1_000,
    "(" * 1_000,
    "x" * 1_000_000,
]


def mark(
    typed: str,
    right: str | int,
    *units: str,
    lang: str = "en",
    tolerance: Tolerance | None = None,
) -> NumberVerdict:
    return mark_number(
        typed, [Decimal(right)], language=language(lang), units=units, tolerance=tolerance
    )


@pytest.mark.parametrize(
    "typed",
    [
        "147",
        "147.0",
        "147 billion dollars",
        "$147 bn",
        "147 bn",
        "147bn",
        "US$147 billion",
        "147 billion",
        "147,000,000,000 dollars",
        "147,000,000,000",
        "147 000 000 000",
        "147 thousand million dollars",
        "147 bn USD",
        "1.47e11",
        "1.47 × 10¹¹",
        "one hundred and forty-seven billion dollars",
        "one hundred forty seven",
        "147 bn.",
    ],
)
def test_a_unit_with_a_scale_word_may_be_written_out_or_left_out(typed: str) -> None:
    assert mark(typed, 147, *BILLION_DOLLARS).is_right


@pytest.mark.parametrize(
    "typed",
    ["147 dollars", "147 million", "$147", "147 billion euros", "€147 bn", "148", "147 km", "-147"],
)
def test_another_size_or_unit_is_wrong(typed: str) -> None:
    assert not mark(typed, 147, *BILLION_DOLLARS).is_right


def test_a_wrong_unit_is_said() -> None:
    reason = mark("147 billion euros", 147, *BILLION_DOLLARS).reason
    assert reason == "the unit is billion dollars, not euros"
    assert mark("5 km", 5).reason == "give the number alone, without km"


@pytest.mark.parametrize(
    "typed", ["200 bn", "200 billion", "200,000,000,000", "two hundred billion"]
)
def test_the_scale_word_may_be_written_or_counted_out(typed: str) -> None:
    assert mark(typed, 200_000_000_000).is_right


@pytest.mark.parametrize(
    ("typed", "lang", "value"),
    [
        ("1,000", "en", "1000"),
        ("1.000", "en", "1"),
        ("1.000", "de", "1000"),
        ("1,000", "de", "1"),
        ("1.000,5", "en", "1000.5"),
        ("1,000.5", "de", "1000.5"),
        ("1.5", "de", "1.5"),
        ("1,5", "en", "1.5"),
        ("0,123", "en", "0.123"),
        ("1 000,5", "fr", "1000.5"),
        ("1\u202f000\u00a0000", "fr", "1000000"),
        ("1'000.5", "de-CH", "1000.5"),
        ("1’000’000", "en", "1000000"),
        ("1,234,567", "de", "1234567"),
        ("1,234,567.25", "en", "1234567.25"),
        (".5", "en", "0.5"),
        ("+5", "en", "5"),
        ("−5", "en", "-5"),
        ("- 5", "en", "-5"),
        ("minus five", "en", "-5"),
        ("-$5", "en", "-5"),
        ("1/2", "en", "0.5"),
        ("½", "en", "0.5"),
        ("1½", "en", "1.5"),
        ("1 1/2", "en", "1.5"),
        ("-1½", "en", "-1.5"),
        ("10²", "en", "100"),
        ("10^-2", "en", "0.01"),
        ("1e3", "en", "1000"),
        ("1.5*10^3", "en", "1500"),
        ("2 Mrd.", "de", "2000000000"),
        ("2 Billionen", "de", "2000000000000"),
        ("2 mil millones", "es", "2000000000"),
        ("2 млрд", "ru", "2000000000"),
        ("2 mld", "it", "2000000000"),
        ("2 miliardy", "pl", "2000000000"),
        ("5k", "en", "5000"),
        ("٣", "en", "3"),
        ("zero", "en", "0"),
        ("nineteen forty-nine", "en", "1949"),
        ("nine hundred ninety-nine thousand nine hundred and ninety-nine", "en", "999999"),
        ("two million three hundred thousand and five", "en", "2300005"),
        ("1.5 million", "en", "1500000"),
        ("one point five million", "en", "1500000"),
        ("a hundred", "en", "100"),
        ("9" * 40, "en", "9" * 40),
        ("-" + "9" * 40, "en", "-" + "9" * 40),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(typed: str, lang: str, value: str) -> None:
    assert read_number(typed, language=language(lang)).value == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "nothing typed"),
        ("\u200b", "nothing typed"),
        ("many", "not a number"),
        ("2+3", "not a number"),
        ("--5", "not a number"),
        ("1 2", "not a number"),
        ("5 x 100", None),
        ("9**9**9**9", "not a number"),
        ("1,00,0", "can't read the separators in 1,00,0"),
        ("1.2.3", "can't read the separators in 1.2.3"),
        ("1/0", "can't divide by 0"),
        ("1e999999999", "the number is too large or too small"),
        ("1e-401", "the number is too large or too small"),
        ("9" * 1_001, "answers can have at most 1,000 characters"),
    ],
)
def test_what_cannot_be_read_is_wrong_and_the_reason_is_said(
    typed: str, reason: str | None
) -> None:
    reading = read_number(typed, language=language("en"))
    assert reading.reason == reason
    assert not mark(typed, 500).is_right


def test_without_a_tolerance_the_number_must_be_exact() -> None:
    assert mark("200.0", 200).is_right
    assert not mark("200.0000000001", 200).is_right
    assert not mark("9" * 41, "9" * 40 + "8").is_right


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [("149.94", True), ("149.95", False), ("144.06 bn", True), ("144.05 bn", False)],
)
def test_a_relative_tolerance_is_a_share_of_the_right_number(typed: str, is_right: bool) -> None:
    two_percent = Tolerance(value=Decimal("0.02"), is_relative=True)
    assert mark(typed, 147, *BILLION_DOLLARS, tolerance=two_percent).is_right is is_right


def test_an_absolute_tolerance_is_in_the_unit_of_the_question() -> None:
    two = Tolerance(value=Decimal(2), is_relative=False)
    assert mark("149 bn", 147, *BILLION_DOLLARS, tolerance=two).is_right
    assert mark("149,000,000,000 dollars", 147, *BILLION_DOLLARS, tolerance=two).is_right
    assert not mark("149.01", 147, *BILLION_DOLLARS, tolerance=two).is_right
    assert mark("62.1 miles", 100, "km", tolerance=two).is_right
    assert not mark("62.1 miles", 100, "km").is_right


@pytest.mark.parametrize(
    ("typed", "right", "unit"),
    [
        ("1 mile", "1.609344", "km"),
        ("5000 m", "5", "km"),
        ("5 kilometres", "5", "km"),
        ("5 Kilometers", "5", "km"),
        ("212 °F", "100", "°C"),
        ("32°F", "0", "°C"),
        ("373.15 K", "100", "°C"),
        ("30 °", "30", "°C"),
        ("30 degrees", "30", "degrees Celsius"),
        ("30 C", "30", "°C"),
        ("30 (km)", "30", "km"),
        ("36 km/h", "10", "m/s"),
        ("2 years", "24", "months"),
        ("90 min", "1.5", "hours"),
        ("36%", "36", "%"),
        ("36 per cent", "36", "%"),
        ("36", "36", "%"),
        ("5 km²", "5", "km2"),
        ("1 sq km", "100", "hectares"),
        ("5 missiles", "5", "missile"),
        ("three words", "3", "word"),
        ("£5", "5", "pounds"),
        ("5 dollars", "5", "dollars a year"),
        ("2 million people", "2", "million people"),
        ("5 percent", "5", "% of GDP"),
    ],
)
def test_a_known_unit_of_the_same_kind_is_converted(typed: str, right: str, unit: str) -> None:
    assert mark(typed, right, unit).is_right


@pytest.mark.parametrize(
    ("typed", "right", "unit"),
    [
        ("5 kg", "5", "km"),
        ("30 F", "30", "°C"),
        ("5 m", "5000000", "m"),
        ("5 MW", "5", "mW"),
        ("5 bananas", "5", "missiles"),
        ("5 km", "5", "km/h"),
        ("5%", "5", "km"),
        ("5 $", "5", "€"),
    ],
)
def test_any_other_unit_is_wrong_whatever_the_figure(typed: str, right: str, unit: str) -> None:
    assert not mark(typed, right, unit).is_right


@pytest.mark.parametrize("typed", HOSTILE)
def test_a_hostile_number_is_marked_in_no_time(typed: str) -> None:
    started = time.process_time()
    verdict = mark(typed, 147, *BILLION_DOLLARS)
    assert time.process_time() - started < 0.25
    assert not verdict.is_right


@pytest.mark.parametrize("right", ["1e999999", "-1e-999999", "NaN", "Infinity"])
def test_a_hostile_right_number_is_compared_in_no_time(right: str) -> None:
    two_percent = Tolerance(value=Decimal("0.02"), is_relative=True)
    started = time.process_time()
    assert not mark("5 km", right, "miles", tolerance=two_percent).is_right
    assert time.process_time() - started < 0.25


@given(st.text() | st.from_regex(r"[-+$]?[\d., '/e]{1,12}( ?[a-z%°^]{1,5})?"))
def test_any_text_is_marked_as_a_number(typed: str) -> None:
    for lang in ("en", "de", "fr"):
        verdict = mark(typed, 147, "km", lang=lang)
        assert verdict.is_right or verdict.value != 147 or verdict.reason


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1e9, max_value=1e9))
def test_the_right_number_typed_as_written_is_right(value: Decimal) -> None:
    typed = f"{value:f}"
    assert mark(typed, typed).is_right
    assert mark(f"{value:,.4f} km", typed, "km").is_right
    assert mark(typed.replace(".", ","), typed, lang="de").is_right


@pytest.mark.parametrize("unit", ["m", "m above sea level"])
@pytest.mark.parametrize(
    ("typed", "is_right"),
    [("100", True), ("100 m", True), ("0.1 km", True), ("100 metres", True),
     ("100 million", False), ("100000000", False)],
)  # fmt: skip
def test_m_as_the_unit_is_metres_and_no_million(unit: str, typed: str, is_right: bool) -> None:
    verdict = mark_number(typed, (Decimal(100),), language=language("en"), units=(unit,))
    assert verdict.is_right is is_right


@pytest.mark.parametrize(
    ("typed", "right", "units", "lang", "question"),
    [
        ("about 147", 147, (), "en", ""),
        ("exactly 6", 6, (), "en", ""),
        ("there are six", 6, (), "en", ""),
        ("6 cases", 6, (), "en", "How many cases are there?"),
        ("sechs Fälle", 6, (), "de", "Wie viele Fälle gibt es?"),
        ("6 падежей", 6, (), "ru", "Сколько падежей?"),
        ("147B$", 147, ("billion dollars",), "en", ""),
        ("147 dollars billion", 147, ("billion dollars",), "en", ""),
        ("147 billion a year", 147, ("billion dollars",), "en", "What is trade in a year?"),
        ("12 Euro 50", "12.5", ("Euro",), "de", ""),
        ("12 euros 50 cents", "12.5", ("euro",), "en", ""),
        ("1 h 30 min", 90, ("min",), "en", ""),
        ("5 ft 3 in", 63, ("in",), "en", ""),
        ("2 hours and 30 minutes", "2.5", ("hours",), "en", ""),
        ("half", "0.5", (), "en", ""),
        ("a half", "0.5", (), "en", ""),
        ("twelve and a half", "12.5", (), "en", ""),
        ("three quarters", "0.75", (), "en", ""),
        ("3 x 10^8", 300000000, (), "en", ""),
        ("3·10⁸", 300000000, (), "en", ""),
        ("3.10^8", 300000000, (), "en", ""),
        ("3 \\times 10^{8}", 300000000, (), "en", ""),
        ("-1.6*10^(-19)", "-1.6e-19", (), "en", ""),
        ("12,34,567", 1234567, (), "en", ""),
        ("9.81 m s⁻²", "9.81", ("m/s²",), "en", ""),
        ("9.81 N/kg", "9.81", ("m/s²",), "en", ""),
        ("9.81 metres per second per second", "9.81", ("m/s²",), "en", ""),
        ("36 km h⁻¹", 36, ("km/h",), "en", ""),
        ("20 ºC", 20, ("°C",), "en", ""),
        ("700 километров", 700, ("км",), "ru", ""),
        ("٦٦٥٠ كيلومتر", 6650, ("كم",), "ar", ""),
        ("960万平方公里", 960, ("万平方公里",), "zh", ""),
        ("quatre-vingt-dix-sept", 97, (), "fr", ""),
        ("soixante et onze", 71, (), "fr", ""),
        ("veintitrés", 23, (), "es", ""),
        ("mil novecientos ochenta", 1980, (), "es", ""),
        ("trecentoquarantacinque", 345, (), "it", ""),
        ("dreihundertfünfundvierzig", 345, (), "de", ""),
        ("zwölf Komma fünf", "12.5", (), "de", ""),
        ("тысяча девятьсот сорок один", 1941, (), "ru", ""),
        ("خمسة وعشرون", 25, (), "ar", ""),
        ("三百二十一", 321, (), "zh", ""),
        ("sechzen", 16, (), "de", ""),
        ("5,300-word", 5300, ("words",), "en", ""),
        ("19240 British soldiers", 19240, ("soldiers",), "en", ""),
        ("83 Millionen Menschen", 83, ("Millionen Einwohner",), "de", ""),
    ],
)
def test_a_number_may_be_written_as_people_write_it(
    typed: str, right: int | str, units: tuple[str, ...], lang: str, question: str
) -> None:
    verdict = mark_number(
        typed, (Decimal(right),), language=language(lang), units=units, question=question
    )
    assert verdict.is_right


@pytest.mark.parametrize(
    ("typed", "right", "units", "question"),
    [
        ("5 or 6", 6, (), "How many cases?"),
        ("5-7", 6, (), ""),
        (">5", 6, (), ""),
        ("not 6", 6, (), ""),
        ("between 5 and 7", 6, (), ""),
        ("more than 6", 6, (), ""),
        ("10 weeks", 10, ("days",), "How many days are ten weeks?"),
        ("147 dollars", 147, ("billion dollars",), ""),
        ("9.81 kg", "9.81", ("m/s²",), ""),
        ("9.81 m", "9.81", ("m/s²",), ""),
        ("12 Euro 50 kg", "12.5", ("Euro",), ""),
        ("30 min 1 h", 90, ("min",), ""),
        ("5300 letters", 5300, ("words",), "How many words?"),
        ("1,00", 100, (), ""),
        ("1,2345", 12345, (), ""),
    ],
)
def test_what_is_no_such_number_is_wrong(
    typed: str, right: int | str, units: tuple[str, ...], question: str
) -> None:
    verdict = mark_number(
        typed, (Decimal(right),), language=language("en"), units=units, question=question
    )
    assert not verdict.is_right
