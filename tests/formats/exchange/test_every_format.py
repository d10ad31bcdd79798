"""What holds for every format of other programs: no crash, nothing lost in silence, one result."""

import random
from contextlib import suppress
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from quiz.errors import MissingExtra, QuizError
from quiz.formats import yaml_bank
from quiz.formats.exchange import rich
from quiz.formats.exchange.checking import differences
from quiz.formats.exchange.exchanged import ExportSource, Format, Source, Trust
from quiz.formats.exchange.formats import all_formats, format_named, recognised
from quiz.items import Bank
from tests.strategies import banks

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
READ = [one for one in all_formats() if one.decode is not None]
WRITTEN = [one for one in all_formats() if one.encode is not None]
BOTH = [one for one in READ if one.encode is not None]


def named(one: Format) -> str:
    return one.name


def corpus_files() -> list[Path]:
    """Return files of the corpus, small ones; none where it is absent."""
    found = CORPUS.rglob("*") if CORPUS.is_dir() else ()
    return sorted(p for p in found if p.is_file() and p.stat().st_size < 200_000)


def test_names_are_given_once_and_say_how_files_end() -> None:
    names = [one.name for one in all_formats()]
    assert len(names) == len(set(names))
    assert all(one.endings and one.endings[0].startswith(".") for one in all_formats())
    assert all(one.decode or one.encode for one in all_formats())


@pytest.mark.parametrize("one", READ, ids=named)
@settings(max_examples=50, deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_a_bank_or_a_clear_error(one: Format, data: bytes) -> None:
    source = Source(data=data, name="file" + one.endings[0])
    assert one.trust(source) in Trust
    assert one.decode is not None
    with suppress(QuizError):
        imported = one.decode(source)
        assert imported.bank.items or imported.notes


@pytest.mark.parametrize("one", READ, ids=named)
@settings(max_examples=50, deadline=None)
@given(text=st.text("QAC:#{}[]()=~*-_`\n\t ab1.,;%$\\<>&|^!/'\"", max_size=200))
def test_any_text_of_signs_is_a_bank_or_a_clear_error(one: Format, text: str) -> None:
    assert one.decode is not None
    with suppress(QuizError):
        one.decode(Source(data=text.encode(), name="file" + one.endings[0]))


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Return a file with some of its bytes lost, doubled or changed."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        if not changed:
            break
        at = rng.randrange(len(changed))
        match rng.randrange(4):
            case 0:
                changed[at] = rng.randrange(256)
            case 1:
                del changed[at : at + rng.randint(1, 200)]
            case 2:
                changed[at:at] = changed[at : at + rng.randint(1, 100)]
            case _:
                del changed[at:]
    return bytes(changed)


def harmless(path: Path, count: int, seed: int) -> None:
    data, rng = path.read_bytes(), random.Random(f"{seed}/{path.name}")
    for _ in range(count):
        source = Source(data=mutated(data, rng), name=path.name)
        with suppress(QuizError):
            found = recognised(source)
            assert found.decode is not None
            found.decode(source)


def test_files_of_the_corpus_that_are_damaged_harm_nothing() -> None:
    files = corpus_files()
    if not files:
        pytest.skip("the corpus is not here")
    for path in random.Random(1).sample(files, min(60, len(files))):
        harmless(path, 2, seed=1)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_ten_thousand_damaged_files_harm_nothing() -> None:
    files = corpus_files()
    if not files:
        pytest.skip("the corpus is not here")
    each = 10_000 // len(files) + 1
    for path in files:
        harmless(path, each, seed=2)


# Writing


@pytest.mark.parametrize("one", WRITTEN, ids=named)
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(bank=banks())
def test_what_is_written_is_named_where_it_is_lost_and_always_the_same(
    one: Format, bank: Bank
) -> None:
    assert one.encode is not None
    made = one.encode(ExportSource(bank=bank))
    assert made == one.encode(ExportSource(bank=bank))
    skipped = [note for note in made.notes if note.is_skipped]
    assert bool(made.data) == (len(skipped) < len(bank.items))


@pytest.mark.parametrize("one", BOTH, ids=named)
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(bank=banks())
def test_what_is_written_without_a_loss_reads_the_same(one: Format, bank: Bank) -> None:
    assert one.encode is not None
    assert one.decode is not None
    whole = [item for item in bank.items if not one.encode(alone(bank, item)).notes]
    if not whole:
        return
    only = structs.replace(alone(bank, whole[0]).bank, items=tuple(whole))
    data = one.encode(ExportSource(bank=only)).data
    read = one.decode(Source(data=data, name="file" + one.endings[0]))
    assert [item.kind for item in read.bank.items] == [item.kind for item in whole]
    for item, other in zip(whole, read.bank.items, strict=True):
        assert differences(item, other) == []  # Markdown may be written otherwise: `__a__`, `**a**`


def alone(bank: Bank, item: object) -> ExportSource:
    only = Bank(id="b", title="B", language=bank.language, items=(item,))  # type: ignore[arg-type]
    return ExportSource(bank=structs.replace(only, passages=bank.passages))


@pytest.mark.parametrize("path", corpus_files(), ids=lambda path: path.name)
def test_what_is_read_of_the_corpus_is_a_bank_without_faults(path: Path) -> None:
    from quiz.desk.banks.importing import prepare

    source = Source(data=path.read_bytes(), name=path.name)
    try:
        found = recognised(source)
        prepared = prepare(source, found, Path("nowhere"))
    except QuizError:
        return
    decoded = yaml_bank.decode(prepared.text, source="bank.yaml")
    assert decoded.problems == ()
    imported = prepared.imported
    skipped = [note for note in imported.notes if note.is_skipped]
    assert len(skipped) >= imported.read - len(imported.bank.items) or imported.notes


@pytest.mark.parametrize("name", ["gift", "moodle", "canvas", "qti21", "qti3"])
def test_without_the_extra_no_question_is_left_out_for_another_reason(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> ModuleType:
        raise MissingExtra("texts with HTML need the extra")

    chosen = format_named(name, writes=True)
    assert chosen.encode is not None
    linked = "version: 1\ntitle: T\nquestions:\n  - question: '[x](https://x.example) is?'\n"
    bank = yaml_bank.decode(f"{linked}    answer: a\n".encode(), source="t").bank
    assert bank is not None
    assert not any(note.is_skipped for note in chosen.encode(ExportSource(bank=bank)).notes)
    monkeypatch.setattr(rich, "_cleaner", missing)
    with pytest.raises(MissingExtra, match="need the extra"):
        chosen.encode(ExportSource(bank=bank))


def test_options_in_another_order_are_the_same_options() -> None:
    text = (
        "version: 1\ntitle: T\nquestions:\n  - question: Q?\n    answer: 200 km\n"
        "    choices:\n      - 53 km: Too few.\n      - 147 km\n      - 200 km\n"
    )
    bank = yaml_bank.decode(text.encode(), source="t").bank
    gift = format_named("gift", writes=True)
    assert bank is not None
    assert gift.encode is not None
    (note,) = gift.encode(ExportSource(bank=bank)).notes
    assert note.reason == "left out or changed: shuffle"
