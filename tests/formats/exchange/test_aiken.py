"""Aiken: what Moodle reads is read, the rest is named, and what was written reads the same."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.formats.exchange.aiken import decode, encode, trust
from quiz.formats.exchange.exchanged import ExportSource, Imported, Source, Trust
from quiz.formats.exchange.formats import recognised
from quiz.items import Bank, MultipleChoice, Option, ShortText, SingleChoice

ONE = "Where?\nA. Vienna\nB) Rome\nANSWER: A\n"


def read(text: str | bytes) -> Imported:
    data = text if isinstance(text, bytes) else text.encode()
    return decode(Source(data=data, name="file.txt"))


def only(text: str) -> SingleChoice:
    (item,) = read(text).bank.items
    assert isinstance(item, SingleChoice)
    return item


def test_a_question_has_its_options_and_its_answer() -> None:
    item = only(ONE)
    assert item.stem == "Where?"
    assert [option.text for option in item.options] == ["Vienna", "Rome"]
    assert item.key == 0
    assert read(ONE).notes == ()


@pytest.mark.parametrize(
    "text",
    [ONE.replace("\n", "\r\n"), ONE.replace("\n", "\r"), "\ufeff" + ONE, ONE.replace("\n", "\n\n"),
     ONE.replace("A. V", "A.V"), ONE.strip(), ONE.replace("ANSWER: A", "ANSWER:A"),
     ONE.replace("Where?", "Where?\n.")],
)  # fmt: skip
def test_what_moodle_reads_is_read_without_a_word(text: str) -> None:
    assert only(text).key == 0
    assert read(text).notes == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (ONE.replace("Where?", "So.\nWhere?"), "several lines"),
        (ONE.replace("ANSWER: A", "Answer: a"), "small letters"),
        (ONE.replace("A.", "a.").replace("B)", "b)"), "small letters"),
        (ONE.replace("B)", "B) Vienna\nC)"), "the same"),
    ],
)
def test_what_is_read_beyond_moodle_is_named(text: str, reason: str) -> None:
    assert only(text).options
    (note,) = read(text).notes
    assert reason in note.reason
    assert not note.is_skipped


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Where?\nA. Vienna\nANSWER: A\n", "fewer than two"),
        (ONE.replace("ANSWER: A", "ANSWER: C"), "none of its choices"),
        (ONE.replace("ANSWER: A", "ANSWER:"), "none of its choices"),
        (ONE.replace("ANSWER: A\n", ""), "ends before"),
        (ONE.replace("B) Rome", "B) "), "empty choice"),
    ],
)
def test_a_question_that_cannot_be_read_is_named_and_the_others_stay(
    text: str, reason: str
) -> None:
    imported = read(ONE.replace("Where", "Who") + "\n" + text)
    assert len(imported.bank.items) == 1
    (note,) = [note for note in imported.notes if note.is_skipped]
    assert reason in note.reason
    assert note.where.startswith("line ")


def test_a_question_without_its_answer_does_not_swallow_the_next() -> None:
    imported = read("Lost?\nA. x\nB. y\nWhere?\nA. Vienna\nB. Rome\nANSWER: B\n")
    assert [item.stem for item in imported.bank.items] == ["Where?"]
    assert "no `ANSWER:` line" in imported.notes[0].reason


def test_windows_letters_are_read_and_named() -> None:
    imported = read("Où?\nA. Genève\nB. Rome\nANSWER: A\n".encode("cp1252"))
    assert imported.bank.items[0].stem == "Où?"
    assert "Windows-1252" in imported.notes[0].reason


def test_text_that_would_be_markdown_stays_as_it_is_written() -> None:
    assert only("Is *this* 5 * 3?\nA. `x`\nB. y\nANSWER: A\n").stem == "Is \\*this\\* 5 * 3?"


def test_ids_stay_when_the_file_is_read_again_or_grows() -> None:
    before = read(ONE).bank.items[0].id
    more = read("Who?\nA. I\nB. you\nANSWER: A\n\n" + ONE).bank.items
    assert more[1].id == before


def test_no_question_is_no_bank() -> None:
    with pytest.raises(QuizError, match="no question"):
        read("\n\n")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_bank_or_an_error(data: bytes) -> None:
    with suppress(QuizError):
        read(data)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.txt", ONE, Trust.SURE),
        ("a.aiken", "nothing", Trust.BY_NAME),
        ("a.txt", "just text", Trust.NO),
        ("a.txt", "::q:: Where? {=Vienna ~Rome}", Trust.NO),
    ],
)
def test_it_is_known_by_its_content(name: str, text: str, expected: Trust) -> None:
    assert trust(Source(data=text.encode(), name=name)) is expected


# Writing


def bank_of(*items: SingleChoice | ShortText) -> ExportSource:
    return ExportSource(bank=Bank(id="b", title="B", items=items))


WORDS = st.text("abc *_`<&", min_size=1, max_size=12).map(lambda s: " ".join(s.split()) or "x")


@given(WORDS, st.lists(WORDS, min_size=2, max_size=6, unique=True), st.integers(0, 5))
def test_what_is_written_reads_the_same(stem: str, options: list[str], key: int) -> None:
    from quiz.formats.exchange.rich import escaped

    item = SingleChoice(
        id="q", stem=escaped(f"{stem}?"), options=tuple(map(Option, options)),
        key=key % len(options), shuffle=False,
    )  # fmt: skip
    made = encode(bank_of(item))
    assert made.notes == ()
    (back,) = read(made.data).bank.items
    assert back.replaced(id="q") == item
    assert encode(bank_of(item)).data == made.data


def test_what_cannot_be_written_is_named() -> None:
    text = ShortText(id="t", stem="Where?", answer="Vienna")
    choice = SingleChoice(
        id="c", stem="Where?", options=(Option("a", "no"), Option("b")), key=1, explain="So."
    )
    made = encode(bank_of(text, choice))
    assert [(note.is_skipped, note.where) for note in made.notes] == [
        (True, "question 1 (t)"),
        (False, "question 2 (c)"),
    ]
    assert made.notes[1].reason == "left out: explain, feedback"


def test_a_question_with_one_choice_makes_no_other_format_of_the_file() -> None:
    good, faulty = "What is H2O?\nA. Water\nB. Fire\nANSWER: A\n\n", "Odd\nA. x\nANSWER: C\n"
    for text in (good + faulty, good * 3 + faulty, faulty + "\n" + good):
        source = Source(data=text.encode(), name="q.txt")
        assert recognised(source).name == "aiken"
        (note,) = decode(source).notes
        assert note.reason == "fewer than two choices"


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("A, C", (0, 2)),
        ("A and C", (0, 2)),
        ("A,B,C", (0, 1, 2)),
        ("a/c", (0, 2)),
        ("(B)", (1,)),
        ("B.", (1,)),
        ("B) Bonn", (1,)),
        ("Berlin", (0,)),
        ("bonn.", (1,)),
    ],
)
def test_an_answer_line_names_options_by_letters_or_a_text(
    said: str, keys: tuple[int, ...]
) -> None:
    found = read(f"Where?\nA. Berlin\nB. Bonn\nC. Cologne\nANSWER: {said}\n")
    (item,) = found.bank.items
    assert isinstance(item, SingleChoice | MultipleChoice)
    assert item.keys == keys


@pytest.mark.parametrize("said", ["Cairo", "both", "D", "A, D", "A and the rest", "1"])
def test_an_answer_that_names_none_is_never_guessed(said: str) -> None:
    found = read(f"Where?\nA. Berlin\nB. Bonn\nC. Cologne\nANSWER: {said}\n")
    assert not found.bank.items
    assert "none of its choices" in found.notes[0].reason


def test_braces_and_letters_in_brackets_make_no_other_format_of_it() -> None:
    text = (
        "Which set is {1=1} ~ x?\n(A) p\n(B) q\nANSWER: A\n\n"
        "What is \\frac{1}{2}?\n(A) a half\n(B) a third\nANSWER: B\n"
    )
    source = Source(data=text.encode(), name="a.txt")
    assert recognised(source).name == "aiken"
    assert [item.solution for item in read(text).bank.items] == [("p",), ("a third",)]
