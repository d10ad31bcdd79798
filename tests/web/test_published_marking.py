"""A published page marks as Python does: thousands of answers of every kind, in both.

A verdict may be left to the learner, never be another one; how often it is left is bounded.
"""

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from quiz.formats import yaml_bank
from quiz.items import (
    Cloze,
    Context,
    Date,
    Groups,
    Item,
    Match,
    Number,
    Order,
    Ordered,
    Picked,
    Placed,
    Response,
    ShortText,
    TextList,
    Typed,
    TypedParts,
    context_of,
    encode_response,
)
from quiz.marking.dates import parse_iso_date
from quiz.marking.language import language
from quiz.web.publishing.keys import PageKeys

NODE = shutil.which("node")
RUNNER = Path(__file__).with_name("mark_runner.js")
pytestmark = pytest.mark.skipif(NODE is None, reason="there is no node")

FEW, MANY = 300, 10_000
PICKED = ("choice", "several", "truefalse", "match", "groups", "order")
TYPED = ("text", "list", "cloze", "number", "date")
MOST_LEFT = {"text": 0.05, "list": 0.05, "cloze": 0.05, "number": 0.05, "date": 0.05}
"""The share of realistic answers that may be left to the learner."""

BANKS = (
    """\
title: English
language: en
questions:
- {question: Choose, answer: a, wrong: [b, c, d]}
- {question: Choose, answer: [a, c, e], wrong: [b, d]}
- {question: Choose, answer: [a, c], wrong: [b], partial: false}
- {question: It is so., answer: true}
- {question: It is so., answer: false}
- {question: Match, match: {a: x, b: y, c: x, d: z}, wrong: [w, v]}
- {question: Sort, groups: {one: [a, b], two: [c], three: [d, e]}}
- {question: Arrange, order: [a, b, c, d, e]}
- {question: Arrange, order: [a, b, c], partial: false}
- {question: Who led Austria?, answer: Klemens von Metternich, accept: [Metternich]}
- {question: Where did they meet?, answer: Vienna}
- {question: Which war was it?, answer: World War II, accept: [Second World War, WW2]}
- {question: Who was king of France?, answer: Louis XIV}
- {question: Which alliance is it?, answer: NATO, accept: [North Atlantic Treaty Organization]}
- {question: What do plants do?, answer: photosynthesis}
- {question: How do cells divide?, answer: mitosis}
- {question: Which colour is it?, answer: grey}
- {question: What is it called?, answer: the United Nations}
- {question: Which market?, answer: duopoly}
- {question: What is the law?, answer: F = ma}
- {question: Who wrote it?, answer: J. R. R. Tolkien}
- {question: Type it exactly., answer: Straße 5a, typos: false}
- {question: Mind the capitals., answer: iPhone, case: true}
- {question: Which word?, answer: houses, endings: true}
- {question: Name them, answer: [[United Kingdom, UK, Britain], France, Russia, [America, US]]}
- {question: Name three planets, answer: [Mercury, Venus, Earth, Mars, Jupiter], need: 3}
- cloze: The {{Congress|Conference}} of {{Vienna}} met in {{1814}} {{early ~ late}}.
- cloze: It was signed by {{& Russia}}, {{& Prussia}} and {{& Austria}}.
- {question: How far?, answer: 5, unit: km}
- {question: How much?, answer: 147, unit: billion dollars, tolerance: 2%}
- {question: How fast?, answer: 9.81, unit: m/s², tolerance: 1%}
- {question: How warm is it?, answer: 21.5, unit: °C, tolerance: 0.5}
- {question: How many cases were there?, answer: 1234}
- {question: When did the wall fall?, date: 1989-11-09}
- {question: When did it begin?, date: 1815}
- {question: When did it end?, date: 1815-06}
- {question: When was he killed?, date: -0044-03-15}
- {question: When is the feast?, date: --12-26}
""",
    """\
title: Deutsch
language: de
questions:
- {question: Wo war der Kongress?, answer: Wien}
- {question: Welche Stadt ist es?, answer: München, accept: [Minga]}
- {question: Welcher Artikel?, answer: das Mädchen, article: true}
- {question: Wer war es?, answer: Friedrich der Große}
- {question: Was ist es?, answer: Photosynthese}
- {question: Nenne sie, answer: [Österreich, Preußen, [Großbritannien, England], Russland]}
- cloze: Der {{Wiener Kongress}} fand {{1814}} in {{Österreich}} statt.
- {question: Wie weit?, answer: 12.5, unit: km}
- {question: Wie viele Menschen?, answer: 83.2, unit: Millionen, tolerance: 1}
- {question: Wann war das?, date: 1914-08-04}
- {question: Wann war das?, date: 1848-03}
""",
    """\
title: Français
language: fr
questions:
- {question: Quelle ville ?, answer: Orléans}
- {question: Qu'est-ce ?, answer: l'école}
- {question: Qui ?, answer: Charles de Gaulle}
- {question: Combien ?, answer: 1500.5, unit: m}
- {question: Quand ?, date: 1789-07-14}
- cloze: La {{Révolution}} de {{1789}} à {{Paris}}.
""",
    """\
title: Русский
language: ru
questions:
- {question: Какой город?, answer: Королёв}
- {question: Кто это?, answer: Лев Толстой}
- {question: Когда?, date: 1812-09-07}
- {question: Сколько?, answer: 146.4, unit: млн, tolerance: 1}
""",
    """\
title: 日本語
language: ja
questions:
- {question: どこ, answer: 東京, accept: [とうきょう]}
- {question: いつ, date: 1949-10-01}
""",
    """\
title: Español
language: es
questions:
- {question: ¿Qué?, answer: El Niño}
- {question: ¿Dónde?, answer: la ciudad de México, accept: [México]}
- {question: ¿Cuánto?, answer: 3.14, tolerance: 0.01}
- {question: ¿Cuándo?, date: 1492-10-12}
""",
)
Given = tuple[Item, Context, int]


@pytest.fixture(scope="module")
def page() -> tuple[PageKeys, list[Given], list[dict[str, Any]]]:
    """The questions of all banks, and what their page marks them by."""
    keys = PageKeys()
    items: list[Given] = []
    made = []
    for text in BANKS:
        bank = yaml_bank.decode(text.encode(), source="bank").sound_bank()
        context = context_of(bank)
        at = keys.add_bank(context)
        for item in bank.items:
            items.append((item, context, at))
            made.append(keys.key_of(item, context, at))
    return keys, items, made


Page = tuple[PageKeys, list[Given], list[dict[str, Any]]]


def marked(page: Page, cases: list[tuple[int, Response]]) -> list[dict[str, Any]]:
    assert NODE is not None
    keys, _items, made = page
    sent = {
        "tables": keys.tables,
        "keys": made,
        "cases": [[at, json.loads(encode_response(response))] for at, response in cases],
    }
    done = subprocess.run(
        [NODE, str(RUNNER)], input=json.dumps(sent), capture_output=True, text=True, check=True,
        timeout=600,
    )  # fmt: skip
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def compare(page: Page, cases: list[tuple[int, Response]]) -> Counter[str]:
    """Mark in both, and return how many were decided; any other verdict fails."""
    counts: Counter[str] = Counter()
    wrong = []
    for (at, response), found in zip(cases, marked(page, cases), strict=True):
        item, context, _bank = page[1][at]
        if found["undecided"]:
            counts["left"] += 1
            continue
        counts["decided"] += 1
        outcome = item.mark(response, context)
        if (found["credit"], found["empty"]) != (outcome.credit, outcome.is_empty):
            wrong.append((item.stem, item.solution, response, found, outcome.credit))
    assert not wrong, f"{len(wrong)} of {len(cases)}: {wrong[:8]}"
    return counts


# Answers


def picked(item: Item, rng: Random) -> Response:
    """Return any places, some of which are none."""
    count = len(getattr(item, "options", ())) or len(getattr(item, "entries", ()))
    if isinstance(item, Match):
        return Placed(tuple(rng.randrange(-2, len(item.rights) + 2) for _pair in item.pairs))
    if isinstance(item, Groups):
        return Placed(tuple(rng.randrange(-1, len(item.names) + 1) for _entry in item.entries))
    if isinstance(item, Order):
        order = list(range(-1, count + 1)) * rng.choice((1, 1, 2))
        rng.shuffle(order)
        return Ordered(tuple(order[: rng.randrange(count + 3)]))
    chosen = [rng.randrange(-1, count + 1) for _one in range(rng.randrange(count + 2))]
    return Picked(tuple(chosen if rng.random() < 0.5 else dict.fromkeys(chosen)))


def typo(text: str, rng: Random) -> str:
    """Return a text with a slip of the fingers."""
    at = rng.randrange(max(1, len(text)))
    letter = rng.choice("abcdefghijklmnopqrstuvwxyzäéñёжя'- ")
    return rng.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at:],
            text[:at] + letter + text[at + 1 :],
            text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
        )
    )


DRESS: tuple[Callable[[str], str], ...] = (
    str.lower,
    str.upper,
    str.title,
    str.swapcase,
    lambda text: f"  {text} ",
    lambda text: f"{text}.",
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace("-", " "),
    lambda text: text.replace(" ", "-"),
    lambda text: f'"{text}"',
    lambda text: f"“{text}”",
    lambda text: text.replace("'", "’"),
    lambda text: text.replace("ü", "ue").replace("ö", "oe").replace("ß", "ss"),
    lambda text: text.replace("ü", "u").replace("é", "e").replace("ё", "е").replace("ñ", "n"),
    lambda text: f"{text}\u200b",
    lambda text: text.replace("é", "e\u0301"),
)  # fmt: skip
BEFORE = ("the ", "a ", "der ", "die ", "das ", "la ", "l'", "el ", "it is ", "in ", "not ", "Mr ",
          "x = ", "no ", "un", "mis", "the city of ")  # fmt: skip
BEHIND = (" (city)", "!", "?", " 2", " or Berlin", "s", "es", " and more", " II", ", Europe", "%")


def answers_of(item: Item) -> tuple[str, ...]:
    if isinstance(item, ShortText):
        return (item.answer, *item.accept)
    if isinstance(item, TextList):
        return tuple(text for spellings in item.entries for text in spellings)
    if isinstance(item, Cloze):
        return tuple(text for gap in item.gaps for text in (*gap.answers, *gap.options))
    return ()


def wild_text(rights: tuple[str, ...], others: tuple[str, ...], rng: Random) -> str:
    """Return a text that is right, nearly right, or anything."""
    text = rng.choice(rights if rng.random() < 0.75 else others)
    for _time in range(rng.choice((0, 1, 1, 2, 3))):
        words = text.split()
        change = rng.randrange(7)
        if change < 2:
            text = typo(text, rng)
        elif change == 2:
            text = rng.choice(DRESS)(text)
        elif change == 3:
            text = rng.choice(BEFORE) + text
        elif change == 4:
            text = text + rng.choice(BEHIND)
        elif change == 5 and len(words) > 1:
            rng.shuffle(words)
            text = " ".join(words[: rng.randrange(1, len(words) + 1)])
        elif change == 6:
            text = f"{text} {rng.choice(others)}"
    return text[:900]


def usual_text(rights: tuple[str, ...], others: tuple[str, ...], rng: Random) -> str:
    """Return a text as pupils type them: right, with other capitals, a slip, or another answer."""
    roll = rng.random()
    if roll < 0.6:
        text = rng.choice(rights)
        return rng.choice((str, str, str.lower, str.upper, str.title, lambda t: f"{t}."))(text)
    return typo(rng.choice(rights), rng) if roll < 0.7 else rng.choice(others)


def wild_number(item: Number, rng: Random) -> str:
    value = float(item.answer) * rng.choice((1, 1, 1, 10, 0.1, 1000, -1, 1.01, 1.02, 1.0201, 0.98))
    value += rng.choice((0, 0, 0, 1, -1, 0.5, 0.001))
    text = rng.choice(
        (f"{value:g}", f"{value:,.2f}", f"{value:.1f}", f"{value:e}", f"{value:,.0f}",
         f"{value:.3f}", f"{value:,.0f}".replace(",", " "), f"{value:.2f}".replace(".", ","),
         f"{value:,.0f}".replace(",", "."), f"{value:,.0f}".replace(",", "'"),
         f"{int(value)}/{rng.randrange(1, 9)}", f"{int(value)} x 10^{rng.randrange(4)}",
         str(item.answer), f"−{value:g}", f"+{value:g}", f"{value:g}e{rng.randrange(3)}")
    )  # fmt: skip
    units = (*item.units, "", "", "km", "m", "cm", "miles", "%", "$", "€", "million", "billion",
             "bn", "thousand", "Tausend", "млн", "тыс", "m/s", "km/h", "°F", "K", "cases", "apples",
             "dollars", "billion dollars", "Millionen", "people", "kg", "m/s^2",
             "cm/s²")  # fmt: skip
    text = rng.choice(("", "", "", "", "$", "about ", "it is ", "~", "ca. ")) + text
    text += rng.choice((" ", "", " ")) + rng.choice(units)
    return typo(text, rng) if rng.random() < 0.1 else text


def usual_number(item: Number, rng: Random) -> str:
    value = item.answer if rng.random() < 0.6 else item.answer + rng.randrange(1, 50)
    unit = rng.choice((*item.units, "", "", ""))
    return f"{value} {unit}".strip()


def dates(item: Date, tag: str, rng: Random, *, is_wild: bool) -> str:
    right = parse_iso_date(item.date)
    rules = language(tag)
    year, month, day = right.year or 1900, right.month or rng.randrange(1, 13), right.day or 7
    if rng.random() < 0.4:
        year += rng.randrange(-3, 4)
        month = rng.randrange(1, 14) if is_wild else rng.randrange(1, 13)
        day = rng.randrange(0, 33) if is_wild else rng.randrange(1, 29)
    name = rules.months_in_date[(month - 1) % 12]
    era = "" if year > 0 else rng.choice((" BC", " BCE", " v. Chr.", ""))
    y = abs(year)
    forms = [f"{day} {name} {y}{era}", f"{name} {y}{era}", f"{y}{era}", f"{day}.{month}.{y}{era}",
             f"{y}-{month:02}-{day:02}", f"{name} {day}, {y}{era}",
             f"{day}/{month}/{y}"]  # fmt: skip
    if right.year is None:
        forms = [f"{day} {name}", f"{name} {day}", f"{day}.{month}.", f"{day}/{month}"]
    elif not is_wild:
        forms = forms[2:3] if right.month is None else forms[1:2] if right.day is None else forms
    if is_wild:
        forms += [f"{month}/{day}/{y}", f"{day}.{month}.{y % 100:02}", f"{name[:3]} {y}",
                  f"{month}/{y}", f"{day}th of {name} {y}", f"-{y}", f"{y} {name} {day}",
                  f"in {y}", f"on {day} {name} {y}", f"before {y}", f"{y}s", f"{name} {day}",
                  f"{y}-{y + 1}", f"{day} {name} AD {y}", f"{day}-{month}-{y}", f"{y}/{month}",
                  f"Monday, {day} {name} {y}", f"{y}年{month}月{day}日", f"{day} {name} {name}",
                  f"{name}", "yesterday", f"c. {y}", f"{day} {day} {y}", f"AD {y}"]  # fmt: skip
    text = rng.choice(forms)
    if is_wild and rng.random() < 0.2:
        text = rng.choice((lambda t: typo(t, rng), *DRESS))(text)
    return text


def typed(
    item: Item, context: Context, others: tuple[str, ...], rng: Random, *, is_wild: bool
) -> Response:
    make = wild_text if is_wild else usual_text
    match item:
        case ShortText():
            return Typed(make(answers_of(item), others, rng))
        case Number():
            return Typed(wild_number(item, rng) if is_wild else usual_number(item, rng))
        case Date():
            return Typed(dates(item, context.language, rng, is_wild=is_wild))
        case TextList():
            names = rng.sample(item.entries, item.count)
            texts = [rng.choice(spellings) for spellings in names]
        case Cloze():
            texts = [gap.answers[0] for gap in item.gaps]
        case _:
            raise AssertionError(item.kind)
    at = rng.randrange(len(texts))
    for place in range(len(texts)):
        if place == at or (is_wild and rng.random() < 0.3):
            texts[place] = make((texts[place],), others, rng)
        elif rng.random() < 0.05:
            texts[place] = ""
    if rng.random() < 0.2:
        rng.shuffle(texts)
    return TypedParts(tuple(texts))


def cases_of(
    page: Page, kind: str, count: int, seed: str, *, is_wild: bool
) -> Iterator[tuple[int, Response]]:
    rng = Random(f"{seed}/{kind}/{is_wild}")
    items = page[1]
    places = [at for at, (item, _context, _bank) in enumerate(items) if item.kind == kind]
    for _time in range(count):
        at = rng.choice(places)
        item, context, bank = items[at]
        if kind in PICKED:
            yield at, picked(item, rng)
            continue
        others = tuple(
            text for other, _c, its in items if its == bank and other is not item
            for text in answers_of(other)
        ) or ("etwas",)  # fmt: skip
        yield at, typed(item, context, (*others, "", "no idea", "Berlin"), rng, is_wild=is_wild)


@pytest.mark.parametrize("kind", [*PICKED, *TYPED])
def test_a_page_marks_as_python_does(page: Page, kind: str) -> None:
    assert compare(page, list(cases_of(page, kind, FEW, "few", is_wild=True)))["decided"]


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", [*PICKED, *TYPED])
def test_a_page_marks_ten_thousand_answers_as_python_does(page: Page, kind: str) -> None:
    compare(page, list(cases_of(page, kind, MANY, "many", is_wild=True)))


@pytest.mark.parametrize("kind", PICKED)
def test_what_is_picked_is_never_left_to_the_learner(page: Page, kind: str) -> None:
    assert not compare(page, list(cases_of(page, kind, FEW, "picked", is_wild=True)))["left"]


@pytest.mark.parametrize("kind", TYPED)
def test_few_usual_answers_are_left_to_the_learner(page: Page, kind: str) -> None:
    counts = compare(page, list(cases_of(page, kind, 2 * FEW, "usual", is_wild=False)))
    assert counts["left"] / counts.total() <= MOST_LEFT[kind], counts


@pytest.mark.parametrize("kind", [*PICKED, *TYPED])
def test_the_right_response_is_right(page: Page, kind: str) -> None:
    cases = [
        (at, item.right_response())
        for at, (item, _context, _bank) in enumerate(page[1])
        if item.kind == kind
    ]
    assert all(found["credit"] == 1 for found in marked(page, cases))
