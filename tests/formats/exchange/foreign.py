"""What tests of formats share: files that others wrote, damaged files, ways there and back."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

import pytest

from quiz.errors import QuizError
from quiz.formats import yaml_bank
from quiz.formats.exchange.checking import differences
from quiz.formats.exchange.exchanged import ExportSource, Format, Imported, Source
from quiz.items import Bank, Item

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
"""Files that no one here wrote; where they are absent their tests are skipped."""
LONGEST_S = 5.0
"""Seconds that a damaged file may take."""


def corpus(path: str) -> Path:
    """Return a file of the corpus; skips the test where it is absent."""
    found = CORPUS / path
    if not found.exists():
        pytest.skip(f"the corpus of files of other programs is absent: {path}")
    return found


def read(form: Format, data: bytes | str, name: str = "") -> Imported:
    """Return what a format reads."""
    raw = data if isinstance(data, bytes) else data.encode()
    assert form.decode is not None
    return form.decode(Source(data=raw, name=name or f"file{form.endings[0]}"))


def kinds(imported: Imported) -> dict[str, int]:
    """Return how many questions there are of each kind."""
    return dict(Counter(item.kind for item in imported.bank.items))


def is_sound(imported: Imported) -> bool:
    """Return whether a bank can be written and read again as it is."""
    if not imported.bank.items:
        return True
    text = yaml_bank.encode(imported.bank).data
    decoded = yaml_bank.decode(text, source="bank.yaml")
    assert decoded.problems == ()
    return decoded.bank is not None and len(decoded.bank.items) == len(imported.bank.items)


def mutated(data: bytes, rng: Random) -> bytes:
    """Return a file with some damage: bytes flipped, cut out, doubled, or swapped for signs."""
    raw = bytearray(data)
    for _change in range(rng.randint(1, 6)):
        if not raw:
            break
        at = rng.randrange(len(raw))
        size = rng.choice((1, 1, 4, 40, 400))
        match rng.randrange(5):
            case 0:
                raw[at] = rng.randrange(256)
            case 1:
                del raw[at : at + size]
            case 2:
                raw[at:at] = raw[at : at + size]
            case 3:
                raw[at : at + 1] = rng.choice(SIGNS)
            case _:
                del raw[at:]
    return bytes(raw)


SIGNS = (
    b"{", b"}", b"=", b"~", b"#", b"\\", b"::", b"<", b">", b"&", b"]]>", b"<![CDATA[", b"\0",
    b"\xff", b"\xed\xa0\x80", b"\n\n", b"99999999999999999999", b"1e999999999", b"NaN", b"%",
    b"->", b"{{", b"}}", b"|", b"{1:MC:", b'"', b"&#0;", b"&nbsp;", b"\xe2\x80\xae", b"$$",
)  # fmt: skip


def survives(form: Format, files: list[Path], count: int, change: Callable[..., bytes]) -> None:
    """Read so many damaged files; none takes long or fails but with an error of ours."""
    rng = Random(20261130)
    for _file in range(count):
        path = rng.choice(files)
        data = change(path.read_bytes(), rng)
        start = process_time()
        with suppress(QuizError):
            read(form, data, path.name)
        assert process_time() - start < LONGEST_S, path


def bare(item: Item, **more: Any) -> Item:
    """Return a question with only what its kind needs, and what is given."""
    usual = {
        "explain": "", "hints": (), "source": "", "passage": "", "fact": "", "image": "", "alt": "",
        "tags": (), "points": 1.0, "time_limit_s": 0.0, "partial": True, "shown_first": True,
        "is_draft": False,
        "difficulty": None, "trials": type(item.trials)(),
    }  # fmt: skip
    made: Item = item.replaced(**(usual | more))
    return made


def there_and_back(form: Format, bank: Bank) -> Iterator[tuple[Item, Item]]:
    """Write and read a bank; yield each question of which nothing was said with what came back."""
    assert form.encode is not None
    made = form.encode(ExportSource(bank=bank))
    assert form.encode(ExportSource(bank=bank)) == made, "exporting twice differs"
    places = {f"question {at} ({item.id})": item for at, item in enumerate(bank.items, 1)}
    skipped = {note.where for note in made.notes if note.is_skipped}
    changed = {note.where for note in made.notes}
    kept = [where for where in places if where not in skipped]
    if not kept:
        return
    back = read(form, made.data).bank.items
    assert len(back) == len(kept)
    for where, item in zip(kept, back, strict=True):
        if where not in changed:
            yield places[where], item


def assert_same(form: Format, bank: Bank) -> int:
    """Check that what was not reported comes back the same; return how many questions did."""
    pairs = list(there_and_back(form, bank))
    for item, back in pairs:
        assert item.kind == back.kind
        assert differences(item, back) == []
    return len(pairs)
