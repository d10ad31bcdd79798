"""Packages of Anki: what each note becomes, what is named, and what is refused."""

import random
import sqlite3
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.formats import yaml_bank
from quiz.formats.exchange.anki import decode
from quiz.formats.exchange.exchanged import Imported, Source, Trust
from quiz.formats.exchange.formats import recognised
from quiz.items import Cloze, Flashcard, Item, ShortText
from tests.formats.exchange.anki.packages import (
    CLOZE,
    OCCLUSION,
    REVERSED,
    TYPED,
    Made,
    zipped,
)

CORPUS = Path(__file__).parents[5] / "shared" / "corpus" / "anki"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def read(data: bytes, name: str = "deck.apkg") -> Imported:
    return decode(Source(data=data, name=name))


def items(made: Made) -> tuple[Item, ...]:
    return read(made.package()).bank.items


def only(*values: str, model: int = 1, cards: tuple[int, ...] = (0,)) -> Item:
    made = Made()
    made.note(*values, model=model, cards=cards)
    (item,) = items(made)
    return item


def test_a_basic_note_is_a_card() -> None:
    item = only("Capital of <b>Austria</b>?", "Vienna<br>(Wien)")
    assert isinstance(item, Flashcard)
    assert item.stem == "Capital of **Austria**?"
    assert item.back == "Vienna\n(Wien)"
    assert not item.reverse


def test_a_note_in_both_directions_is_one_card_with_its_reverse() -> None:
    item = only("dog", "Hund", model=REVERSED, cards=(0, 1))
    assert isinstance(item, Flashcard)
    assert (item.stem, item.back, item.reverse) == ("dog", "Hund", True)


def test_of_a_note_in_both_directions_only_the_cards_that_exist_are_taken() -> None:
    item = only("dog", "Hund", model=REVERSED, cards=(1,))
    assert isinstance(item, Flashcard)
    assert (item.stem, item.back, item.reverse) == ("Hund", "dog", False)


def test_each_number_of_a_cloze_note_is_a_question_of_one_fact() -> None:
    made = Made()
    made.note(
        "{{c1::Vienna}} lies on the {{c2::Danube::river}} in {{c1::Austria}}.", "So.",
        model=CLOZE, cards=(0, 1),
    )  # fmt: skip
    first, second = items(made)
    assert isinstance(first, Cloze)
    assert isinstance(second, Cloze)
    assert [gap.answers for gap in first.gaps] == [("Vienna",), ("Austria",)]
    assert first.segments == ("", " lies on the Danube in ", ".")
    assert (second.gaps[0].answers, second.gaps[0].hint) == (("Danube",), "river")
    assert first.explain == "So."
    assert first.fact == second.fact != ""


@pytest.mark.parametrize(
    ("text", "number", "stem", "back"),
    [
        ("The law is {{c1::" + "very long " * 9 + "}}.", 0, "The law is \\[…\\].", "very long"),
        (r"\( x = {{c1::2}} \)", 0, "$x = […]$", "2"),
        ("{{c1::$E$}} is energy", 0, "[…] is energy", "$E$"),
    ],
)
def test_a_gap_that_cannot_be_typed_makes_a_card(
    text: str, number: int, stem: str, back: str
) -> None:
    item = only(text, "", model=CLOZE, cards=(number,))
    assert isinstance(item, Flashcard)
    assert item.stem.replace("\\", "") == stem.replace("\\", "")
    assert back in item.back


@pytest.mark.parametrize(
    ("text", "number", "segments", "answers"),
    [
        ("{{c1::a {{c2::b}} c}} d", 1, ("a ", " c d"), [("b",)]),
        ("{{c1::a {{c2::b}} c}} d", 0, ("", " d"), [("a b c",)]),
        ("{{c1,3::a}} b", 2, ("", " b"), [("a",)]),
        ("{{c7::a}} {b} {{c2::x", 6, ("", " {b} {{c2::x"), None),
        ("<i>{{c1::a}}</i> b", 0, ("*", "* b"), [("a",)]),
    ],
)
def test_gaps_are_read_as_anki_reads_them(
    text: str, number: int, segments: tuple[str, ...], answers: list[tuple[str]] | None
) -> None:
    item = only(text, "", model=CLOZE, cards=(number,))
    if answers is None:  # its text has braces that ours reads otherwise
        assert isinstance(item, Flashcard)
        return
    assert isinstance(item, Cloze)
    assert item.segments == segments
    assert [gap.answers for gap in item.gaps] == answers


def test_a_typed_answer_is_a_question_with_its_explanation() -> None:
    item = only("Capital of Austria?", "Vienna", "On the Danube.", model=TYPED)
    assert isinstance(item, ShortText)
    assert (item.stem, item.answer) == ("Capital of Austria?", "Vienna")
    assert item.explain == "On the Danube."


def test_a_typed_answer_too_long_to_type_makes_a_card() -> None:
    item = only("Why?", "Because " * 20, model=TYPED)
    assert isinstance(item, Flashcard)
    assert item.back.startswith("Because Because")


def model(front: str, back: str, *names: str) -> Made:
    return Made(models={1: {"name": "Own", "flds": names, "tmpls": ((front, back),)}})


@pytest.mark.parametrize(
    ("front", "back", "expected"),
    [
        ("{{Word}}", "{{Word}}<hr id='answer'>{{Meaning}}", ("haus", "house")),
        ("{{Word}}", "{{Word}}<br>{{Meaning}}", ("haus", "house")),
        ("{{Meaning}}", "{{Word}}", ("house", "haus")),
        ("{{#Note}}Yes{{/Note}}{{^Note}}No{{/Note}} {{Word}}", "{{Meaning}}", ("No haus", "house")),
        ("<!-- {{Meaning}} -->{{ Word }}", "{{text:Meaning}}", ("haus", "house")),
        ("{{Word}}{{tts de_DE:Word}}", "{{Meaning}}{{Missing}}", ("haus", "house")),
        ("{{Word}} ({{Card}}, {{Type}})", "{{Meaning}}", ("haus (Card 1, Own)", "house")),
        ("<style>p{}</style><script>x()</script>{{Word}}", "{{Meaning}}", ("haus", "house")),
    ],
)
def test_templates_decide_what_asks(front: str, back: str, expected: tuple[str, str]) -> None:
    made = model(front, back, "Meaning", "Word", "Note")
    made.note("house", "haus", "<br>")
    (item,) = items(made)
    assert isinstance(item, Flashcard)
    assert (item.stem, item.back) == expected


def test_hints_and_readings_of_fields_stay() -> None:
    made = model("{{furigana:Word}}{{hint:Clue}}", "{{kana:Word}} {{kanji:Word}}", "Word", "Clue")
    made.note("漢字[かんじ]", "two signs")
    (item,) = items(made)
    assert isinstance(item, Flashcard)
    assert item.stem == "漢字 (かんじ)"
    assert item.back == "かんじ 漢字"
    assert item.hints == ("two signs",)


def test_pictures_lie_beside_the_bank_and_sounds_are_named() -> None:
    made = Made()
    made.note('What? <img src="map.png">', "Rome [sound:rome.mp3]")
    made.note("Where?", '<img src="map.png">')
    made.note("[sound:a.mp3]", "x")
    for package in (made.package(map_png=PNG), made.new_package(map_png=PNG)):
        imported = read(package)
        first, second = imported.bank.items
        (file,) = imported.media
        assert file.data == PNG
        assert first.image == file.path
        assert isinstance(second, Flashcard)
        assert file.path in second.back
        assert second.image == ""
        reasons = {note.reason: note.is_skipped for note in imported.notes}
        assert reasons["left out: audio"] is False
        assert reasons["one side is only a sound, which can't be played"] is True


def test_decks_and_tags_are_topics() -> None:
    made = Made()
    made.note("a", "b", deck="School::History::Rome", tags=" leech war::civil ")
    made.note("c", "d", deck="School::History::Greece")
    imported = read(made.package())
    assert imported.bank.title == "History"
    assert imported.bank.items[0].tags == ("Rome", "leech", "war::civil")
    assert imported.bank.items[1].tags == ("Greece",)
    assert "decks = topics" in imported.taken[0]


@pytest.mark.parametrize(
    ("model_id", "values", "cards", "reason"),
    [
        (OCCLUSION, ("{{c1::image-occlusion:rect:left=.1}}",), (0,), "image occlusion"),
        (99, ("a", "b"), (0,), "note type is missing"),
        (1, ("a", "b"), (), "no cards"),
        (1, ("a", "b"), (3,), "template is missing"),
        (1, ("a", "<br>"), (0,), "back is empty"),
        (CLOZE, ("no gap", ""), (0,), "no gap c1"),
    ],
)
def test_what_cannot_be_a_question_is_named_and_the_others_stay(
    model_id: int, values: tuple[str, ...], cards: tuple[int, ...], reason: str
) -> None:
    made = Made()
    made.note(*values, model=model_id, cards=cards)
    made.note("Q", "A")
    imported = read(made.package())
    assert [item.stem for item in imported.bank.items] == ["Q"]
    (note,) = imported.notes
    assert note.is_skipped
    assert reason in note.reason
    assert note.where.startswith("question 1")


def test_old_and_new_packages_say_the_same() -> None:
    made = Made()
    made.note("dog", "Hund", model=REVERSED, cards=(0, 1), deck="A::B")
    made.note("{{c1::x}} y", "", model=CLOZE, deck="A::C")
    old, new = read(made.package()), read(made.new_package())
    assert old == new
    for schema in (11, 14, 15, 18):
        assert read(made.database(schema=schema)).bank.items == old.bank.items


def test_ids_stay_when_notes_are_edited_or_added() -> None:
    made, more = Made(), Made()
    made.note("dog", "Hund", guid="abc")
    more.note("cat", "Katze", guid="zzz")
    more.note("the dog", "der Hund", guid="abc")
    assert items(made)[0].id == items(more)[1].id == "abc"


@pytest.mark.parametrize("kind", ["apkg", "anki2"])
def test_it_is_known_by_its_content(kind: str) -> None:
    made = Made()
    made.note("a", "b")
    data = made.package() if kind == "apkg" else made.database()
    found = recognised(Source(data=data, name="file"))
    assert found.name == "anki"
    assert found.trust(Source(data=b"PK\x03\x04 other", name="x.apkg")) is Trust.NO


# The files of others


@pytest.mark.parametrize(
    ("name", "kinds", "skipped", "answers"),
    [
        ("ankidroid__Anki-Android/templates.apkg", {"card": 99, "text": 23, "cloze": 19}, 5, 94),
        ("betabear26__Anki/All Decks.apkg", {"card": 45, "cloze": 6}, 0, 183),
        ("lwp-emelnik__musicintervals2anki/Selected Notes.apkg", {"card": 2}, 0, 0),
        ("sambhav2612__anki-flashcard-notes/collection.apkg", {"card": 36}, 0, 38),
        ("made-with-anki-26.9.3/sambhav_anki21b.apkg", {"card": 36}, 0, 38),
        ("made-with-anki-26.9.3/sambhav_anki21b.colpkg", {"card": 36}, 0, 38),
        ("made-with-anki-26.9.3/sambhav_legacy2.apkg", {"card": 36}, 0, 38),
        ("skinatro__Anki_Decks/collection.anki21", {"card": 166}, 1, 15),
    ],
)
def test_real_packages_are_read_with_their_counts(
    name: str, kinds: dict[str, int], skipped: int, answers: int
) -> None:
    path = CORPUS / name
    if not path.exists():
        pytest.skip("the corpus is not here")
    imported = read(path.read_bytes(), path.name)
    assert Counter(item.kind for item in imported.bank.items) == kinds
    assert imported.skipped == skipped
    assert len(imported.answers) == answers
    decoded = yaml_bank.decode(yaml_bank.encode(imported.bank).data, source="bank")
    assert decoded.problems == ()


def test_a_card_that_is_only_a_sound_is_named() -> None:
    path = CORPUS / "made-with-anki-26.9.3/media_anki21b.apkg"
    if not path.exists():
        pytest.skip("the corpus is not here")
    (note,) = [note for note in read(path.read_bytes()).notes if note.is_skipped]
    assert "only a sound" in note.reason


# Hostile files


def one_note() -> Made:
    made = Made()
    made.note("a", "b")
    return made


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE notes; CREATE VIEW notes AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT"
        " id + 1 FROM n) SELECT id, id AS guid, 1 AS mid, '' AS tags, '' AS flds FROM n;",
        "DROP TABLE notes; CREATE TABLE notes (id integer primary key, guid, mid, tags,"
        " flds AS (hex(zeroblob(100000000))));",
        "DROP TABLE cards;",
        "UPDATE col SET ver = 250;",
        "UPDATE notes SET flds = zeroblob(6000000);",
        "DELETE FROM col;",
    ],
)
def test_hostile_tables_are_refused_at_once(sql: str) -> None:
    data = one_note().database(sql=sql)
    start = time.process_time()
    with pytest.raises(QuizError):
        read(data)
    assert time.process_time() - start < 4


@pytest.mark.parametrize("column", ["models", "decks", "conf"])
@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"1": []}', "[" * 100_000, '{"1": {"id": 1e400}}']
)
def test_a_damaged_head_is_no_fault_of_ours(column: str, text: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(one_note().database())
    connection.execute(f"UPDATE col SET {column} = ?", (text,))
    connection.commit()
    with suppress(QuizError):
        read(connection.serialize())


def test_bombs_are_stopped() -> None:
    from backports import zstd

    bomb = zipped({"collection.anki21b": zstd.compress(bytes(300_000_000))})
    assert len(bomb) < 100_000
    with pytest.raises(QuizError, match="too much"):
        read(bomb)


@pytest.mark.parametrize(
    "text",
    [
        "{{c1::" * 5000,
        "}}" * 5000,
        "{{c1::a" + "{{c1::b}}" * 3000 + "}}",
        "<div>" * 5000 + "{{c1::a}}",
        "\ue0007\ue001{{c1::a}}",
    ],
)
def test_fields_that_never_end_are_read_in_time(text: str) -> None:
    made = Made()
    made.note(text, "", model=CLOZE)
    made.note("Q", "A")
    start = time.process_time()
    read(made.package())
    assert time.process_time() - start < 3


def sources() -> list[bytes]:
    found = [one_note().package(), one_note().new_package(), one_note().database(schema=18)]
    if CORPUS.exists():
        found += [path.read_bytes() for path in sorted(CORPUS.rglob("*.*pkg"))]
    return found


def mutated(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8, 50))):
        at = rng.randrange(len(out))
        out[at] = rng.randrange(256)
    return bytes(out[: rng.randrange(len(out))]) if rng.random() < 0.1 else bytes(out)


def run_mutations(count: int) -> None:
    rng = random.Random(15)
    files = sources()
    databases = [one_note().database(), one_note().database(schema=18)]
    for number in range(count):
        data = mutated(rng.choice(databases if number % 2 else files), rng)
        start = time.process_time()
        with suppress(QuizError):
            read(data)
        assert time.process_time() - start < 5


def test_damaged_files_are_a_bank_or_an_error() -> None:
    run_mutations(200)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_ten_thousand_damaged_files_are_a_bank_or_an_error() -> None:
    run_mutations(10_000)
