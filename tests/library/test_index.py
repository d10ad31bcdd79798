"""The compiled index, alone and under the library."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from time import process_time

import msgspec
import pytest
from hypothesis import given, settings

from quiz.desk.banks.catalogue import named_banks
from quiz.errors import QuizError
from quiz.formats import yaml_bank
from quiz.items import KINDS, Bank, Item
from quiz.library import index, index_file
from quiz.library import library as library_module
from quiz.library.files import BankFile, bank_files, read
from quiz.library.index import Index
from quiz.library.library import Library
from quiz.library.likeness import Fingerprint
from quiz.library.packing import single
from tests.strategies import BY_KIND, banks
from tests.support import EVERY_KIND, TWO, folders_in, write_banks

FAULTY = """\
title: Faulty
questions:
  - {id: sound, question: "Sound?", answer: "yes", wrong: ["no"]}
  - {id: unsound, question: "Unsound?", answr: "yes"}
  - {id: card, front: Front, back: Back, reverse: true}
"""

Open = Callable[..., Library]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Return what writes banks and opens the library over them; all are closed at the end."""
    libraries: list[Library] = []

    def opened(most_bytes: int | None = None, **texts: str) -> Library:
        write_banks(tmp_path, texts)
        libraries.append(Library(folders_in(tmp_path), most_bytes=most_bytes))
        return libraries[-1]

    yield opened
    for library in libraries:
        library.close()


def bank_path(tmp_path: Path, name: str) -> Path:
    return tmp_path / "banks" / f"{name}.yaml"


def index_path(tmp_path: Path) -> Path:
    return index_file.path_in(folders_in(tmp_path).cache)


def read_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: str) -> bytes:
        raise AssertionError(f"{path} was read")

    monkeypatch.setattr(index, "read", fail)


def read_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the banks that are read from now on."""
    names: list[str] = []

    def noting(path: str) -> bytes:
        names.append(Path(path).stem)
        return read(path)

    monkeypatch.setattr(index, "read", noting)
    return names


def touch(path: Path, seconds: float = 10) -> None:
    """Give a file another time."""
    info = path.stat()
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns + int(seconds * 1e9)))


# What is read, and when


def test_a_second_open_reads_no_bank(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    first = opened(every=EVERY_KIND, two=TWO).entries
    read_nothing(monkeypatch)
    again = opened()
    assert again.entries == first
    assert [entry.id for entry in again.entries.values()] == ["every", "two"]


def test_only_the_bank_that_changed_is_read_again(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(every=EVERY_KIND, two=TWO)
    names = read_again(monkeypatch)
    again = opened(two=TWO.replace("title: Two", "title: Three"))
    assert names == ["two"]
    assert again.entries["two"].title == "Three"


def test_a_bank_that_was_touched_is_read_again_and_is_the_same(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = opened(two=TWO).entries
    touch(bank_path(tmp_path, "two"))
    names = read_again(monkeypatch)
    again = opened()
    assert names == ["two"]
    assert again.entries == before


def test_a_change_of_the_same_size_is_seen_by_its_time(opened: Open, tmp_path: Path) -> None:
    opened(two=TWO)
    path = bank_path(tmp_path, "two")
    path.write_text(TWO.replace("title: Two", "title: Too"), encoding="utf-8")
    touch(path)
    assert opened().entries["two"].title == "Too"


def test_a_change_of_the_same_time_is_seen_by_its_size(opened: Open, tmp_path: Path) -> None:
    opened(two=TWO)
    path = bank_path(tmp_path, "two")
    info = path.stat()
    path.write_text(TWO.replace("title: Two", "title: Three"), encoding="utf-8")
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
    assert opened().entries["two"].title == "Three"


def test_an_open_library_sees_a_change_when_it_looks_again(opened: Open, tmp_path: Path) -> None:
    library = opened(two=TWO)
    assert library.head("two").language == "en"
    write_banks(tmp_path, {"two": TWO.replace("questions:", "language: de\nquestions:")})
    library.refresh()
    assert library.head("two").language == "de"
    assert library.context("two").language == "de"


def test_a_deleted_bank_is_gone_and_its_neighbour_stays(opened: Open, tmp_path: Path) -> None:
    library = opened(every=EVERY_KIND, two=TWO)
    bank_path(tmp_path, "every").unlink()
    library.refresh()
    assert list(library.entries) == ["two"]
    assert library.item("every", "text") is None
    assert list(opened().entries) == ["two"]


def test_a_bank_that_comes_back_need_not_be_read_again(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened(two=TWO).entries
    path, aside = bank_path(tmp_path, "two"), tmp_path / "aside"
    path.rename(aside)
    assert opened().entries == {}
    aside.rename(path)
    read_nothing(monkeypatch)
    assert opened().entries == first


def test_fingerprints_tell_what_each_question_asks_and_what_is_right(opened: Open) -> None:
    text = "title: t\nquestions:\n  - {question: Who presided?, answer: Metternich}\n"
    library = opened(t=text + "  - {id: where, question: Where?, answer: Vienna}\n")
    first, second = library.fingerprints(library.entries["t"]).items()
    assert first[1] == Fingerprint(False, "Who presided?", "Metternich")
    assert second == ("where", Fingerprint(True, "Where?", "Vienna"))


def test_a_bank_named_by_its_path_is_kept_in_the_index_too(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "apart.yaml"
    path.write_text(TWO, encoding="utf-8")
    (entry,) = opened().opened([str(path)])
    read_nothing(monkeypatch)
    assert opened().opened([str(path)]) == [entry]


def test_a_bank_named_by_its_path_may_be_deleted_while_the_program_runs(
    opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "apart.yaml"
    path.write_text(TWO, encoding="utf-8")
    library = opened(every=EVERY_KIND)
    library.opened([str(path)])
    path.unlink()
    library.refresh()
    assert list(library.entries) == ["every"]


def test_naming_what_is_not_there_leaves_the_library_as_it_was(
    opened: Open, tmp_path: Path
) -> None:
    library = opened(every=EVERY_KIND)
    with pytest.raises(QuizError, match=r"gone\.yaml: No such file"):
        library.opened([str(tmp_path / "gone.yaml")])
    library.refresh()
    assert list(library.entries) == ["every"]


def test_two_named_banks_with_one_id_are_refused_and_not_dropped(
    opened: Open, tmp_path: Path
) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "ch1.yaml").write_text(TWO, encoding="utf-8")
    paths = [str(tmp_path / folder / "ch1.yaml") for folder in ("a", "b")]
    library = opened()
    with pytest.raises(QuizError, match=r"a/ch1\.yaml and .*b/ch1\.yaml have the same id, 'ch1'"):
        named_banks(library, paths)
    assert [entry.path for entry in named_banks(library, [paths[1], paths[1]]).entries] == [
        paths[1]
    ]


def test_a_bank_that_cannot_be_read_does_not_hide_the_others(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:

    def refusing(path: str) -> bytes:
        if path.endswith("closed.yaml"):  # the tests may run as root, whom no mode stops
            raise QuizError(f"{path}: Permission denied")
        return read(path)

    monkeypatch.setattr(index, "read", refusing)
    assert list(opened(closed=TWO, every=EVERY_KIND).entries) == ["every"]
    monkeypatch.setattr(index, "read", read)
    assert list(opened().entries) == ["closed", "every"]


def test_more_than_is_wanted_at_the_start_is_left_for_later(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(two=TWO)
    names = read_again(monkeypatch)
    library = opened(most_bytes=100, every=EVERY_KIND)
    assert names == []
    assert library.unread == (str(bank_path(tmp_path, "every")),)
    assert list(library.entries) == ["two"]
    library.refresh()
    assert names == ["every"]
    assert not library.unread
    assert list(library.entries) == ["every", "two"]


def test_less_than_is_wanted_at_the_start_is_read_at_once(opened: Open) -> None:
    library = opened(most_bytes=len(TWO), two=TWO)
    assert library.unread == ()
    assert list(library.entries) == ["two"]


def test_a_changed_bank_left_for_later_is_known_as_it_was(opened: Open) -> None:
    opened(two=TWO)
    library = opened(most_bytes=0, two=TWO.replace("title: Two", "title: Three"))
    assert library.entries["two"].title == "Two"
    library.refresh()
    assert library.entries["two"].title == "Three"


# What is kept of a bank


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_of_every_kind_is_kept_as_it_was_read(kind: str, opened: Open) -> None:
    library = opened(every=EVERY_KIND)
    decoded = yaml_bank.decode(EVERY_KIND.encode(), source="every.yaml")
    assert decoded.bank is not None
    found = library.item("every", kind)
    assert found is not None
    at = [item.id for item in decoded.bank.items].index(kind)
    assert found == (decoded.bank.items[at], decoded.lines[at])
    assert found[0].kind == kind


@pytest.mark.parametrize("kind", KINDS)
def test_any_item_survives_its_encoding(kind: str) -> None:
    decoder = msgspec.json.Decoder(Item)

    @given(item=BY_KIND[kind])
    @settings(max_examples=25, deadline=None)
    def survives(item: Item) -> None:
        assert decoder.decode(msgspec.json.encode(item)) == item

    survives()


def test_a_bank_comes_out_of_the_index_as_it_went_in(tmp_path: Path) -> None:
    kept = Index(tmp_path / "cache")
    path = tmp_path / "bank.yaml"

    @given(bank=banks())
    @settings(max_examples=25, deadline=None)
    def comes_out(bank: Bank) -> None:
        plain = tuple(msgspec.structs.replace(item, image="") for item in bank.items)
        bank = msgspec.structs.replace(bank, items=plain)
        path.write_bytes(yaml_bank.encode(bank).data)
        assert kept.refresh([BankFile(str(path), next(times), 1)])
        (entry,) = kept.entries([str(path)])
        assert (entry.id, entry.title, entry.items) == (bank.id, bank.title, len(bank.items))
        assert (entry.problems, entry.left_out) == (0, 0)
        assert kept.head(str(path)) == msgspec.structs.replace(bank, items=())
        found = [kept.item(str(path), item.id) for item in bank.items]
        assert [pair[0] for pair in found if pair] == list(plain)
        assert sum(kept.kinds(str(path)).values()) == len(bank.items)

    times = count()
    comes_out()
    kept.close()


def test_the_cards_of_a_bank_stand_as_written_the_other_side_after_its_card(opened: Open) -> None:
    library = opened(every=EVERY_KIND)
    cards = library.cards(library.entries["every"])
    names = [row.card for row in cards]
    assert names == [
        *("choice", "several", "truefalse", "text", "list", "number", "date", "match", "order"),
        *("groups", "cloze", "card", "card~reverse", "essay", "computed"),
    ]
    assert (cards[0].tags, cards[0].kind, cards[0].position) == (("all", "places"), "choice", 0)
    assert (cards[12].item, cards[12].position) == ("card", 11)
    assert library.entries["every"].items == 14
    assert library.entries["every"].cards == 15


def test_the_other_side_of_a_card_is_turned_round(opened: Open) -> None:
    library = opened(every=EVERY_KIND)
    front, back = library.item("every", "card"), library.item("every", "card~reverse")
    assert front is not None
    assert back is not None
    assert (front[0].stem, front[0].solution) == (back[0].solution[0], (back[0].stem,))
    assert library.item("every", "text~reverse") == library.item("every", "text")
    assert library.item("every", "nothing") is None
    assert library.item("nothing", "text") is None


def test_kinds_tags_and_known_answers_are_counted_without_reading_a_question(
    opened: Open,
) -> None:
    library = opened(every=EVERY_KIND)
    entry = library.entries["every"]
    assert library.kinds(entry) == dict.fromkeys(KINDS, 1)
    assert library.tags(entry) == ("all", "places", "states")
    known = library.context("every").known
    texts = {text for group in known for text in group}
    assert {"Vienna", "Paris", "Metternich", "Klemens von Metternich", "UK"} <= texts


def test_a_bank_with_faults_counts_them_and_keeps_what_is_sound(opened: Open) -> None:
    library = opened(faulty=FAULTY)
    entry = library.entries["faulty"]
    assert (entry.problems, entry.left_out, entry.items, entry.cards) == (1, 1, 2, 3)
    assert [row.card for row in library.cards(entry)] == ["sound", "card", "card~reverse"]


@pytest.mark.parametrize("text", ["", "a list\n", "- 1\n- 2\n", "title: t\n", "\0", ": :\n{"])
def test_what_is_no_bank_is_left_out_until_it_is_one(text: str, opened: Open) -> None:
    library = opened(no=text, two=TWO)
    assert list(library.entries) == ["two"]
    assert list(opened(no=TWO.replace("Two", "Now"), two=TWO).entries) == ["no", "two"]


def test_a_picture_is_looked_for_beside_its_bank(opened: Open, tmp_path: Path) -> None:
    text = TWO.replace("id: one,", "id: one, image: a.png,")
    assert opened(two=text).entries["two"].problems == 1
    (tmp_path / "banks" / "a.png").write_bytes(b"")
    touch(bank_path(tmp_path, "two"))
    assert opened().entries["two"].problems == 0


def test_a_picture_with_a_name_that_no_file_can_have_is_a_fault_of_its_question(
    opened: Open,
) -> None:
    long = TWO.replace("id: one,", f"id: one, image: {'x' * 5000}.png,")
    library = opened(long=long, every=EVERY_KIND)
    assert list(library.entries) == ["every", "long"]
    assert (library.entries["long"].problems, library.entries["long"].items) == (1, 1)


@pytest.mark.parametrize("name", ["x" * 5000, "x" * 5000 + ".yaml", "~nobody/x", "\0", "a\0.yaml"])
def test_a_name_that_no_file_can_have_names_no_bank(name: str, opened: Open) -> None:
    library = opened(every=EVERY_KIND)
    with pytest.raises(QuizError):
        named_banks(library, [name])
    with pytest.raises(QuizError):
        library.add(single(Path(name)))
    library.refresh()
    assert list(library.entries) == ["every"]


# Several folders, and two banks with one id


def test_banks_stand_in_the_order_of_folders_and_names(opened: Open, tmp_path: Path) -> None:
    own = tmp_path / "home" / "banks"
    own.mkdir(parents=True)
    (own / "a.yaml").write_text(TWO, encoding="utf-8")
    assert list(opened(z=TWO, m=TWO).entries) == ["m", "z", "a"]


def test_of_two_banks_with_one_id_the_first_is_used_and_the_other_told(
    opened: Open, tmp_path: Path
) -> None:
    library = opened(a="id: same\n" + TWO, b="id: same\n" + TWO.replace("title: Two", "title: B"))
    assert library.entries["same"].path == str(bank_path(tmp_path, "a"))
    (hidden,) = library.hidden
    assert hidden.entry.path == str(bank_path(tmp_path, "b"))
    assert hidden.first == str(bank_path(tmp_path, "a"))
    bank_path(tmp_path, "a").unlink()
    library.refresh()
    assert library.entries["same"].title == "B"
    assert library.hidden == ()


def test_a_file_reached_through_two_folders_is_one_bank(opened: Open, tmp_path: Path) -> None:
    write_banks(tmp_path, {"two": TWO})
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "banks").symlink_to(tmp_path / "banks")
    library = opened()
    assert list(library.entries) == ["two"]
    assert library.hidden == ()


# Whatever lies where the index is to be


def _written(data: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(data)

    return write


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _cut_to_a_page(path: Path) -> None:
    os.truncate(path, 4096)


def _blot_out(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[1024:] = b"\xa5" * (len(data) - 1024)
    path.write_bytes(data)


def _foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE recipe (name TEXT)")
    db.close()


def _other_columns(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE bank (path TEXT, mtime_ns INTEGER, size INTEGER)")
        db.execute("CREATE TABLE item (path TEXT)")
    db.close()


def _nonsense_in_rows(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE item SET data = x'7b7b', tags = '{'")
        db.execute("UPDATE bank SET head = '[', known = '{', kinds = '', tags = '3'")
    db.close()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "file").touch()


def _file_for_folder(path: Path) -> None:
    path.unlink()
    path.parent.rmdir()
    path.parent.write_bytes(b"no folder")


DAMAGE: dict[str, Callable[[Path], None]] = {
    "empty": _written(b""),
    "no database": _written(b"This is no database. " * 500),
    "header alone": _written(b"SQLite format 3\0" + b"\0" * 84),
    "cut in half": _cut,
    "cut to a page": _cut_to_a_page,
    "blotted out": _blot_out,
    "another program's": _foreign,
    "other columns": _other_columns,
    "nonsense in rows": _nonsense_in_rows,
    "a folder": _folder,
    "a file for its folder": _file_for_folder,
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_index_is_made_anew(damage: str, opened: Open, tmp_path: Path) -> None:
    before = opened(every=EVERY_KIND, two=TWO)
    expected = [before.item("every", kind) for kind in KINDS]
    head, context = before.head("every"), before.context("every")
    before.close()
    DAMAGE[damage](index_path(tmp_path))
    for _ in range(2):
        library = opened()
        assert library.entries == before.entries
        assert [library.item("every", kind) for kind in KINDS] == expected
        assert library.head("every") == head
        assert library.context("every") == context
        assert library.kinds(library.entries["every"]) == dict.fromkeys(KINDS, 1)
        assert library.tags(library.entries["every"]) == ("all", "places", "states")
        assert len(library.cards(library.entries["every"])) == 15


@pytest.mark.parametrize("damage", [name for name in DAMAGE if name[:2] != "a "])
def test_an_index_made_anew_is_kept(
    damage: str, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(two=TWO).close()
    DAMAGE[damage](index_path(tmp_path))
    library = opened()
    library.item("two", "one")
    library.close()
    read_nothing(monkeypatch)
    assert list(opened().entries) == ["two"]


def test_an_index_damaged_under_an_open_library_is_made_anew(opened: Open, tmp_path: Path) -> None:
    texts = {f"bank{number}": EVERY_KIND.replace("id: every", "") for number in range(20)}
    library = opened(**texts)
    expected = library.item("bank7", "essay")
    _blot_out(index_path(tmp_path))
    assert library.item("bank7", "essay") == expected
    assert len(library.cards(library.entries["bank19"])) == 15
    library.refresh()
    assert len(library.entries) == 20


def test_every_page_of_the_index_may_be_overwritten(opened: Open, tmp_path: Path) -> None:
    before = opened(every=EVERY_KIND)
    expected = [before.item("every", kind) for kind in KINDS]
    before.close()
    path = index_path(tmp_path)
    sound = path.read_bytes()
    for start in range(0, len(sound), 4096):
        for noise in (b"\0", b"\xff"):
            path.write_bytes(sound[:start] + noise * 4096 + sound[start + 4096 :])
            library = opened()
            assert list(library.entries) == ["every"], start
            assert [library.item("every", kind) for kind in KINDS] == expected
            library.close()


def _as_in_a_read_only_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect

    def reading(path: str | Path, **options: object) -> sqlite3.Connection:
        if str(path) == ":memory:":
            return connect(path, isolation_level=None)
        return connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)

    monkeypatch.setattr(sqlite3, "connect", reading)


def test_in_a_read_only_folder_a_kept_index_serves(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened(every=EVERY_KIND).entries
    _as_in_a_read_only_folder(monkeypatch)
    read_nothing(monkeypatch)
    assert opened().entries == first


def test_in_a_read_only_folder_changed_banks_are_read_all_the_same(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(every=EVERY_KIND, two=TWO)
    kept = index_path(tmp_path).read_bytes()
    _as_in_a_read_only_folder(monkeypatch)
    library = opened(two=TWO.replace("title: Two", "title: Three"), new=TWO)
    assert [entry.title for entry in library.entries.values()] == ["Every kind", "Two", "Three"]
    assert library.item("every", "essay") is not None
    assert index_path(tmp_path).read_bytes() == kept


def test_in_a_read_only_folder_without_an_index_banks_are_read(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    _as_in_a_read_only_folder(monkeypatch)
    assert list(opened(every=EVERY_KIND).entries) == ["every"]


def test_an_index_that_another_window_holds_is_not_waited_for_for_ever(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(two=TWO)
    connect = sqlite3.connect

    def impatient(path: str | Path, **options: object) -> sqlite3.Connection:
        return connect(path, timeout=0.05, isolation_level=None)

    holder = sqlite3.connect(index_path(tmp_path), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr(sqlite3, "connect", impatient)
    assert list(opened(every=EVERY_KIND).entries) == ["every", "two"]
    holder.execute("ROLLBACK")
    assert holder.execute("SELECT count(*) FROM bank").fetchone() == (1,)
    holder.close()


def test_the_index_of_another_version_is_deleted(opened: Open, tmp_path: Path) -> None:
    path = index_path(tmp_path)
    path.parent.mkdir(parents=True)
    old = path.with_name("banks-0.sqlite")
    old.write_bytes(b"old")
    (path.parent / "banks-00.sqlite").mkdir()
    assert list(opened(two=TWO).entries) == ["two"]
    assert not old.exists()
    assert path.exists()


# Processes


def in_python(code: str, *arguments: str) -> str:
    """Run code in a fresh interpreter; returns what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


LISTED = """
import sys
from pathlib import Path
from quiz.library.folders import Folders
from quiz.library.library import Library
home = Path(sys.argv[1]) / "home"
banks = Path(sys.argv[1]) / "banks"
places = Folders(
    record=home, banks=home / "banks", cache=home / "cache", log=home, config=home,
    bank_folders=(banks,),
)
library = Library(places)
print(len(library.entries), sum(len(library.cards(e)) for e in library.entries.values()))
print(*(name for name in sys.argv[2:] if name in sys.modules))
"""


def test_processes_that_open_the_library_at_once_all_see_all_of_it(tmp_path: Path) -> None:
    texts = {f"bank{n}": EVERY_KIND.replace("id: every", f"id: bank{n}") for n in range(12)}
    for round_ in range(2):
        write_banks(tmp_path, {name: text + "#" * round_ for name, text in texts.items()})
        with ThreadPoolExecutor(4) as pool:
            told = list(pool.map(in_python, [LISTED] * 4, [str(tmp_path)] * 4))
        assert [lines.split() for lines in told] == [["12", "180"]] * 4
    db = sqlite3.connect(index_path(tmp_path))
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute("SELECT count(*) FROM item").fetchone() == (12 * 14,)
    db.close()


def test_a_warm_open_brings_in_neither_yaml_nor_the_formats(tmp_path: Path) -> None:
    write_banks(tmp_path, {"every": EVERY_KIND})
    heavy = ("yaml", "quiz.formats", "quiz.formats.yaml_bank")
    cold = in_python(LISTED, str(tmp_path), *heavy).splitlines()
    warm = in_python(LISTED, str(tmp_path), *heavy).splitlines()
    assert (cold[0], warm[0]) == ("1 15", "1 15")
    assert "yaml quiz.formats quiz.formats.yaml_bank" in cold[1]
    assert warm[1] == ""


def test_three_hundred_banks_open_fast_once_they_are_read(opened: Open, tmp_path: Path) -> None:
    opened(**{f"bank{number:03}": TWO for number in range(300)}).close()
    began = process_time()
    library = opened()
    spent = process_time() - began
    assert list(library.entries) == [f"bank{number:03}" for number in range(300)]
    assert spent < 0.5
    assert len(bank_files([tmp_path / "banks"])) == 300


def test_a_bank_that_was_left_for_later_is_found_by_its_id(tmp_path: Path) -> None:
    write_banks(tmp_path, {"two": TWO})
    library = Library(folders_in(tmp_path), most_bytes=1)
    assert library.unread
    assert library.entries == {}
    assert [entry.id for entry in named_banks(library, ["two"]).entries] == ["two"]
    with pytest.raises(QuizError, match="no bank, file or folder called 'three'"):
        named_banks(library, ["three"])
    library.close()


def test_all_banks_are_those_too_that_were_left_for_later(tmp_path: Path) -> None:
    write_banks(tmp_path, {"two": TWO, "every": EVERY_KIND})
    library = Library(folders_in(tmp_path), most_bytes=1)
    assert library.entries == {}
    assert [entry.id for entry in library.all()] == ["every", "two"]
    assert library.unread == ()
    library.close()


def test_the_programs_own_banks_in_a_checkout_are_not_told_as_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "package" / "questions"
    own.mkdir(parents=True)
    monkeypatch.setattr(library_module, "shipped_banks", lambda: own)
    write_banks(tmp_path, {"two": TWO, "three": TWO.replace("title: Two", "title: Three")})
    places = msgspec.structs.replace(folders_in(tmp_path), bank_folders=(tmp_path / "banks", own))
    (own / "two.yaml").write_text(TWO, encoding="utf-8")
    (own / "three.yaml").write_text(TWO + "# edited\n", encoding="utf-8")
    library = Library(places)
    assert [Path(hidden.entry.path).name for hidden in library.hidden] == ["three.yaml"]
    library.close()


def test_several_items_at_once_are_those_that_are_asked_for_singly(opened: Open) -> None:
    library = opened(every=EVERY_KIND, two=TWO, faulty=FAULTY)
    reverse = 0
    for entry in library.entries.values():
        cards = [row.card for row in library.cards(entry)]
        found = library.items(entry.id, [*cards, "nothing", "nothing~reverse"])
        assert list(found) == cards
        for card in cards:
            single_item = library.item(entry.id, card)
            assert single_item is not None
            assert found[card] == single_item[0]
            reverse += card.endswith("~reverse")
    assert reverse
    assert library.items("no bank", ["a"]) == {}
    assert library.items("two", []) == {}


def test_a_question_is_looked_up_by_its_id_and_not_by_going_through_its_bank(
    opened: Open,
) -> None:
    """SQLite took the whole bank for a short one: half a millisecond in a thousand questions."""
    library = opened(two=TWO)
    asked: list[str] = []
    connection = library._index._db
    connection.set_trace_callback(asked.append)
    assert set(library.items("two", ["one", "two", "gone"])) == {"one", "two"}
    assert library.item("two", "one") is not None
    connection.set_trace_callback(None)
    found = [statement for statement in asked if "FROM item" in statement]
    assert len(found) == 2
    for statement in found:
        (step,) = connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
        assert "INDEX item_id (path=? AND id=?)" in step[3]
