"""Anki's text files: header lines, quotation, notes of each type, and back again."""

import random
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.formats.exchange.anki_text import decode, encode, trust
from quiz.formats.exchange.exchanged import Choices, ExportSource, Imported, Source, Trust
from quiz.items import Bank, Cloze, Flashcard, ShortText
from tests.strategies import BY_KIND, banks

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
NO_CHOICES = Choices()
HEAD = "#separator:tab\n#html:true\n"


def read(text: str | bytes, choices: Choices = NO_CHOICES) -> Imported:
    data = text if isinstance(text, bytes) else text.encode()
    return decode(Source(data=data, name="deck.txt", choices=choices))


def pairs(text: str) -> list[tuple[str, str]]:
    items = read(text).bank.items
    return [(item.stem, item.back) for item in items if isinstance(item, Flashcard)]


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "dog\tHund\ncat\tKatze\n",
        "#html:false\ndog\tHund\ncat\tKatze",
        "#separator:Semicolon\ndog;Hund\r\ncat;Katze\r\n",
        "#separator:,\n# a comment\ndog,Hund\n#another\ncat,Katze\n",
        "\ufeff#separator:pipe\n#if matches:keep both\n\ndog|Hund|\ncat|Katze\n",
        '#separator:tab\n"dog"\t"Hund"\ncat\tKatze\textra\n',
        "#columns:Front,Back\ndog,Hund\ncat,Katze\n",
        "#tags column:1\n\tdog\tHund\n\tcat\tKatze\n",
    ],
)
def test_header_lines_say_how_to_read(text: str) -> None:
    assert pairs(text) == [("dog", "Hund"), ("cat", "Katze")]


def test_quoted_fields_go_over_lines_and_keep_their_signs() -> None:
    text = '#separator:tab\n#html:false\n"#1 says ""a"""\t"one\n#two\n\n* three"\nb\tc\n'
    assert pairs(text) == [('#1 says "a"', "one\n#two\n\n\\* three"), ("b", "c")]


def test_without_html_signs_are_text() -> None:
    assert pairs("#html:false\na <b> &amp;\t5 < 6\n") == [("a \\<b> \\&amp;", "5 < 6")]
    assert pairs("#html:true\na <b>b</b>\tx<br>y\n") == [("a **b**", "x\ny")]


def test_columns_of_their_own_say_type_deck_tags_and_identity() -> None:
    text = (
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
        "#tags column:6\n#tags:all\n"
        "g1\tBasic (and reversed card)\tA::x\tdog\tHund\tpets a::b\n"
        "g2\tBasic (type in the answer)\tA::y\tcat\tKatze\t\n"
        "g3\tCloze\tA::y\t{{c2::Rome}} is {{c5::old}}\tSo.\t\n"
    )
    dog, cat, rome, old = read(text).bank.items
    assert isinstance(dog, Flashcard)
    assert dog.reverse
    assert (dog.id, dog.tags) == ("g1", ("x", "all", "pets", "a::b"))
    assert isinstance(cat, ShortText)
    assert (cat.answer, cat.tags) == ("Katze", ("y", "all"))
    assert isinstance(rome, Cloze)
    assert (rome.solution, rome.explain) == (("Rome",), "So.")
    assert isinstance(old, Cloze)
    assert old.fact == rome.fact != ""


def test_columns_can_be_chosen_by_name_or_number() -> None:
    text = "#separator:tab\n#columns:Word\tPlural\tMeaning\nHund\tHunde\tdog\n"
    imported = read(text, Choices(front="Meaning", back="1"))
    (item,) = imported.bank.items
    assert isinstance(item, Flashcard)
    assert (item.stem, item.back) == ("dog", "Hund")
    assert imported.taken == ("front = Meaning, back = Word; left out: Plural",)
    with pytest.raises(QuizError, match="available: Word, Plural, Meaning"):
        read(text, Choices(front="Sense"))


def test_short_rows_are_named_and_the_others_stay() -> None:
    imported = read(HEAD + "a\n\tb\nc\td\n")
    assert imported.read == 3
    assert [note.is_skipped for note in imported.notes] == [True, True]
    assert {note.reason for note in imported.notes} == {
        "its back is empty",
        "its first field is empty",
    }


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (HEAD.encode(), Trust.SURE),
        (HEAD.encode("utf-16"), Trust.SURE),
        (b"#title: mine\na\tb", Trust.NO),
        (b"a\tb", Trust.NO),
    ],
)
def test_it_is_known_by_its_header(data: bytes, expected: Trust) -> None:
    assert trust(Source(data=data, name="x.txt")) is expected


@pytest.mark.parametrize(
    ("name", "read_", "taken"),
    [
        ("anki_txt/thiguka__lexicon/Selected Notes.tsv", 423, 416),
        ("anki_txt/Alexuspo__MojeKarticky/Literatura - Test kartičky.txt", 25, 25),
        ("anki_txt/Alexuspo__MojeKarticky/abstraktni_umeni_obrazky.txt", 29, 29),
        ("anki_txt/Alexuspo__MojeKarticky/abstrakt_umeni.txt", 20, 20),
        ("anki_txt/LucasWolfgang__QAS-Editor/math.txt", 91, 91),
        ("anki/made-with-anki-26.9.3/sambhav_cards.txt", 36, 36),
        ("anki/made-with-anki-26.9.3/sambhav_notes.txt", 36, 36),
    ],
)
def test_real_files_are_read_with_their_counts(name: str, read_: int, taken: int) -> None:
    path = CORPUS / name
    if not path.exists():
        pytest.skip("the corpus is not here")
    imported = read(path.read_bytes())
    assert (imported.read, len(imported.bank.items)) == (read_, taken)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_bank_or_an_error(data: bytes) -> None:
    for head in (b"", HEAD.encode()):
        with suppress(QuizError):
            read(head + data)


def run_mutations(count: int) -> None:
    rng = random.Random(15)
    files = [(HEAD + 'a\t"b\nc"\n{{c1::x}} y\tz\n').encode()]
    files += [path.read_bytes()[:20_000] for path in sorted(CORPUS.glob("anki_txt/*/*"))]
    for _number in range(count):
        data = bytearray(rng.choice(files))
        for _flip in range(rng.choice((1, 2, 8, 50))):
            data[rng.randrange(len(data))] = rng.choice(b'\t\n"#{}:<>&\0\x80;,a1')
        with suppress(QuizError):
            read(bytes(data))


def test_damaged_files_are_a_bank_or_an_error() -> None:
    run_mutations(60)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_ten_thousand_damaged_files_are_a_bank_or_an_error() -> None:
    run_mutations(10_000)


# Writing


def exported(*items: object) -> ExportSource:
    return ExportSource(bank=Bank(id="b", title="B", items=items))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", BY_KIND)
@settings(deadline=None)
@given(st.data())
def test_what_is_written_and_not_named_reads_the_same(kind: str, data: st.DataObject) -> None:
    item = data.draw(BY_KIND[kind]).replaced(id="q", fact="", passage="")
    made = encode(exported(item))
    assert encode(exported(item)).data == made.data
    if made.notes:
        return
    (back,) = read(made.data).bank.items
    assert back == item.replaced(has_written_id=True)


def test_plain_questions_are_written_without_a_word_and_read_the_same() -> None:
    card = Flashcard(id="a", stem="**dog** $x^2$", back="Hund\n\n- one\n- two", tags=("t",))
    both = Flashcard(id="b", stem="cat", back="Katze", reverse=True)
    typed = ShortText(id="c", stem="Capital?", answer="Rome")
    from quiz.formats.yaml_bank.gaps import parse

    segments, gaps = parse("{{Rome}} is on the {{Tiber :: river}}.")
    cloze = Cloze(
        id="d", stem="____ is on the ____.", segments=segments, gaps=gaps, explain="So *it* is."
    )
    made = encode(exported(card, both, typed, cloze))
    assert made.notes == ()
    assert read(made.data).bank.items == (card, both, typed, cloze)


def test_what_cannot_be_written_is_named() -> None:
    from quiz.items import Option, SingleChoice

    choice = SingleChoice(
        id="c", stem="Where?", options=(Option("Rome"), Option("Linz")), key=0, explain="So."
    )
    card = Flashcard(id="a", stem="a", back="b", image="x.png", tags=("two words",), points=2.0)
    made = encode(exported(choice, card))
    assert Counter(note.where for note in made.notes) == {"question 1 (c)": 2, "question 2 (a)": 3}
    reasons = " | ".join(note.reason for note in made.notes)
    assert "a question of kind choice becomes a card" in reasons
    assert "left out: explain" in reasons
    assert "its picture is left out" in reasons
    assert "underscores" in reasons
    assert "left out: points" in reasons
    first, _second = read(made.data).bank.items
    assert isinstance(first, Flashcard)
    assert "Rome" in first.stem
    assert first.back == "Rome"


@settings(deadline=None)
@given(banks())
def test_whole_banks_are_written(bank: Bank) -> None:
    made = encode(ExportSource(bank=bank))
    if made.data:
        assert read(made.data).bank.items
