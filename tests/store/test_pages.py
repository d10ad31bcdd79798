"""Rows read page by page are those that SQLite wrote."""

import sqlite3
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.store.pages import rows

VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
    st.binary(max_size=40),
    st.integers(3_000, 9_000).map(lambda length: "x" * length),
)


@pytest.mark.parametrize("page", [512, 4096, 65536])
@settings(max_examples=40, deadline=None)
@given(wanted=st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=60))
def test_every_row_is_read_as_sqlite_reads_it(
    page: int, wanted: list[tuple[object, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "pages.sqlite"
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA page_size = {page}")
    connection.execute("CREATE TABLE things (a, b, c)")
    connection.executemany("INSERT INTO things VALUES (?, ?, ?)", wanted)
    connection.commit()
    connection.close()
    found = {number: values for number, values in rows(path.read_bytes()) if len(values) == 3}
    assert [found[number] for number in sorted(found)] == wanted


def test_rows_behind_a_spoilt_page_are_read_and_noise_is_survived(tmp_path: Path) -> None:
    path = tmp_path / "many.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE things (a, b)")
    connection.executemany("INSERT INTO things VALUES (?, ?)", [(n, "x" * 90) for n in range(3000)])
    connection.commit()
    root = connection.execute("SELECT rootpage FROM sqlite_schema").fetchone()[0]
    connection.close()
    data = bytearray(path.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = bytes(4096)
    assert {values[0] for _, values in rows(bytes(data)) if len(values) == 2} == set(range(3000))
    rng = Random(1)
    for _ in range(200):
        noise = bytearray(data[: rng.randrange(len(data))])
        for _ in range(min(len(noise), 300)):
            noise[rng.randrange(len(noise))] = rng.randrange(256)
        list(rows(bytes(noise)))
    assert list(rows(b"")) == []
