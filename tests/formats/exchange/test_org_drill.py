"""org-drill: each type of card of its page, what is left out, and when a card is due."""

from datetime import UTC, date, datetime
from pathlib import Path
from time import process_time

import pytest

from quiz.errors import QuizError
from quiz.formats.exchange.exchanged import Source
from quiz.formats.exchange.formats import recognised
from quiz.formats.exchange.org_drill import FORMAT
from quiz.formats.exchange.org_text import markdown_of_org
from quiz.items import Cloze, Flashcard, Gap, Item
from tests.formats.exchange import foreign

FILE = """\
#+TITLE: My drills
# a comment
* Spanish
** Greeting 1                                   :drill:
Translate into Spanish:
What is your name? (formal)
*** Answer
¿Cómo se llama usted?
*** Notes
llamar = to be named
** Item :drill:leech:verbs:
SCHEDULED: <2012-11-20 Tue>
:PROPERTIES:
:ID: abc-1
:DRILL_LAST_REVIEWED: [2012-11-14 Wed 09:57]
:DRILL_LAST_QUALITY: 4
:END:
The capital of *Estonia* is [Tallinn||T...], of [[http://x.y][Latvia]] it is [Riga].
** Fact :drill:
:PROPERTIES:
:DRILL_CARD_TYPE: hide1cloze
:END:
[AUKUS] was founded in [2021] with \\(x[1]\\) and =a[0]=, see [fn:1] [2012-11-14 Wed] [X] [1/2].
** Noun :drill:
:PROPERTIES:
:DRILL_CARD_TYPE: twosided
:END:
Translate this word.
*** English
apple
*** Spanish
manzana
*** Examples
- una manzana
** Many :drill:
:PROPERTIES:
:DRILL_CARD_TYPE: multisided
:END:
*** Kanji
木
*** Kana
き
*** English
tree
** Verb :drill:
:PROPERTIES:
:DRILL_CARD_TYPE: spanish_verb
:END:
** What is a monad? :drill:
A monoid.
** Empty :drill:
* No card
text
"""


@pytest.fixture(scope="module")
def items() -> tuple[Item, ...]:
    return foreign.read(FORMAT, FILE).bank.items


def test_the_text_asks_and_the_headings_below_it_answer(items: tuple[Item, ...]) -> None:
    card = items[0]
    assert isinstance(card, Flashcard)
    asked = "**Greeting 1**\n\nTranslate into Spanish:\nWhat is your name? (formal)"
    assert card.stem == asked
    assert card.back == "¿Cómo se llama usted?\n\n**Notes**\n\nllamar = to be named"
    assert card.tags == ("Spanish",)


def test_brackets_are_gaps_of_one_question_or_of_one_each(items: tuple[Item, ...]) -> None:
    both, first, second = items[1:4]
    assert isinstance(both, Cloze)
    assert both.id == "abc-1"
    assert both.gaps == (Gap(("Tallinn",), hint="T..."), Gap(("Riga",)))
    assert both.stem == "The capital of **Estonia** is ____, of [Latvia](http://x.y) it is ____."
    assert both.tags == ("Spanish", "verbs")
    assert isinstance(first, Cloze)
    assert first.stem.startswith("____ was founded in 2021 with $x[1]$ and `a[0]`, see")
    assert isinstance(second, Cloze)
    assert second.gaps == (Gap(("2021",)),)
    assert first.fact == second.fact != ""


def test_two_sides_are_a_card_with_its_reverse(items: tuple[Item, ...]) -> None:
    two, many = items[4:6]
    assert isinstance(two, Flashcard)
    assert (two.back, two.reverse) == ("manzana", True)
    assert two.stem.endswith("Translate this word.\n\napple")
    assert two.explain == "- una manzana"
    assert isinstance(many, Flashcard)
    assert (many.back, many.reverse) == ("**Kana**\n\nき\n\n**English**\n\ntree", False)


def test_what_is_left_out_or_changed_is_named() -> None:
    imported = foreign.read(FORMAT, FILE)
    assert imported.bank.title == "My drills"
    assert (imported.read, len(imported.bank.items)) == (9, 7)
    skipped = [(note.where, note.reason) for note in imported.notes if note.is_skipped]
    assert skipped == [
        ("line 45", "cards of type “spanish_verb” can't be carried"),
        ("line 51", "its front or its back is empty"),
    ]
    assert "nothing is hidden in it" in imported.notes[-2].reason
    assert foreign.is_sound(imported)


def test_the_last_answer_and_the_due_day_come_along() -> None:
    imported = foreign.read(FORMAT, FILE)
    (answer,), (change,) = imported.answers, imported.changes
    assert (answer.card, answer.rating, answer.interval_days) == ("abc-1", 3, 6)
    assert answer.at == datetime(2012, 11, 14, 9, 57, tzinfo=UTC)
    assert change.day == date(2012, 11, 20).toordinal()


def test_it_is_known_by_its_tag() -> None:
    assert recognised(Source(data=FILE.encode(), name="a.txt")).name == "org-drill"
    with pytest.raises(QuizError, match="`:drill:`"):
        recognised(Source(data=b"* A heading\ntext\n", name="notes.org"))


@pytest.mark.parametrize(
    ("org", "markdown"),
    [
        ("*b* /i/ +s+ _u_ =c*d*= ~e~", "**b** *i* ~~s~~ u `c*d*` `e`"),
        ("a*b*c 2 * 3 * 4 x/y/z", "a\\*b\\*c 2 * 3 * 4 x/y/z"),
        ("\\(x^2\\) and $y$", "$x^2$ and $y$"),
        ("[[https://a.b/c][here]] [[https://a.b]] [[id:1][note]]",
         "[here](https://a.b/c) https://a.b note"),
        ("+ one\n+ two\n  1) three", "- one\n- two\n  1) three"),
        ("|a|b|\n|-+-|\n|1|2|", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("#+BEGIN_SRC py\nx = [1]\n*no*\n#+END_SRC", "```py\nx = [1]\n*no*\n```"),
        ("#+begin_quote\nso\n#+end_quote", "> so"),
        ("#+CAPTION: x\n> no quote", "\\> no quote"),
    ],
)  # fmt: skip
def test_org_is_markdown_with_the_same_meaning(org: str, markdown: str) -> None:
    assert markdown_of_org(org).text == markdown


def test_pictures_are_named() -> None:
    found = markdown_of_org("See [[file:a/b.png]] and [[./c.jpg][a map]].")
    assert [(one.source, one.alt) for one in found.pictures] == [
        ("a/b.png", ""),
        ("./c.jpg", "a map"),
    ]


def test_a_gap_that_nobody_can_type_makes_a_card() -> None:
    long = "x" * 80
    imported = foreign.read(FORMAT, f"* Item :drill:\nIt is [{long}||why], [[a]].\n")
    (card,) = imported.bank.items
    assert isinstance(card, Flashcard)
    assert card.stem.startswith("It is \\[why]") or card.stem.startswith("It is [why]")
    assert f"**{long}**" in card.back
    assert "can't be typed" in imported.notes[0].reason


@pytest.mark.parametrize("sign", ["*", "/", "[", "[[", "|", "=x", "\\(", "* a :drill:\n", "[a||"])
def test_hostile_texts_take_no_time(sign: str) -> None:
    start = process_time()
    foreign.read(FORMAT, f"* A :drill:\n{sign * (40_000 // len(sign))}\n** B\nb\n")
    assert process_time() - start < foreign.LONGEST_S


def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.org"
    path.write_text(FILE, encoding="utf-8")
    foreign.survives(FORMAT, [path], 200, foreign.mutated)
