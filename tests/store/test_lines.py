import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from quiz.store.choices import SharedChoice
from quiz.store.lines import (
    AliasRow,
    BadLine,
    FileHead,
    PlanLine,
    RetractionRow,
    WeightsLine,
    checked,
    decode_line,
    encode_row,
)
from quiz.store.rows import CardActionRow, PlanRow, Review, SittingRow, WeightsRow
from tests.store.conftest import START
from tests.store.test_sync import BAD, review_line

DOCUMENT = (Path(__file__).parents[2] / "docs" / "record.md").read_text("utf-8")
STRUCTS: list[Any] = [
    FileHead, Review, CardActionRow, RetractionRow, AliasRow, WeightsLine, WeightsRow, PlanLine,
    PlanRow, SittingRow, SharedChoice,
]  # fmt: skip


@pytest.mark.parametrize("struct", STRUCTS)
def test_every_field_is_documented(struct: Any) -> None:
    named = set(re.findall(r"`(\w+)`", DOCUMENT))
    assert {*struct.__struct_fields__} - {"learner"} <= named


def test_a_row_is_read_as_it_was_written() -> None:
    row = AliasRow(bank="b", old_card="é", new_card="c", at=START)
    assert decode_line(encode_row(row)).row == row
    assert decode_line(checked(encode_row(row))).row == row


@pytest.mark.parametrize("place", range(0, 200, 7))
def test_a_letter_that_changed_is_noticed_by_the_checksum(place: int) -> None:
    line = bytearray(checked(review_line()))
    place += len(b'{"crc":')
    line[place] = ord("7") if line[place] != ord("7") else ord("8")
    with pytest.raises(BadLine):
        decode_line(bytes(line))


@pytest.mark.parametrize("bad", BAD)
def test_bad_lines_have_a_reason(bad: bytes) -> None:
    with pytest.raises(BadLine) as caught:
        decode_line(bad)
    assert str(caught.value)


def test_times_of_other_zones_are_taken_as_the_moment_that_they_are() -> None:
    row = decode_line(review_line(at="2025-11-24T12:00:00+02:00")).row
    assert isinstance(row, Review)
    assert row.at == START
    assert msgspec.json.encode(row.at) == b'"2025-11-24T10:00:00Z"'
