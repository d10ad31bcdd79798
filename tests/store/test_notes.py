"""Notes on questions travel with the record: through text, sync, backups and damage."""

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from quiz.store import QuestionNote, Record
from quiz.store.examining import odd_rows, retractions_of_nothing
from quiz.store.lines import BadLine, decode_line, encode_row, key_of
from quiz.store.text_backup import dump, restore_text
from tests.store.conftest import SCHEDULER, START
from tests.support import connection_of

if TYPE_CHECKING:
    from tests.store.conftest import Learner

NOTE = QuestionNote(
    bank="b", item="i", at=START, reason="typo", text="é", question="Q?", answer="A", digest="d"
)


def test_a_note_is_a_line_and_back() -> None:
    line = encode_row(NOTE)
    assert line.startswith(b'{"note":{"uid":"')
    assert decode_line(line).row == NOTE
    assert key_of(NOTE) == f"note {NOTE.uid}"


@pytest.mark.parametrize("spoilt", [{"bank": ""}, {"item": "x" * 20_000}, {"uid": ""}])
def test_a_note_that_no_program_of_ours_wrote_is_no_line(spoilt: dict[str, str]) -> None:
    with pytest.raises(BadLine):
        decode_line(encode_row(msgspec.structs.replace(NOTE, **spoilt)))


def test_notes_and_their_undoing_go_through_a_text_backup(
    learner: "Learner", tmp_path: Path
) -> None:
    record = learner.record
    kept, gone = NOTE, msgspec.structs.replace(NOTE, uid="gone", item="j")
    record.put_note(kept)
    record.put_note(kept)  # once
    record.put_note(gone)
    record.take_back_note(gone.uid, learner.now)
    assert [note.item for note in record.notes("b")] == ["i"]
    assert record.banks_with_notes() == {"b": 1}
    last = record.last_note()
    assert last is not None
    assert (last.uid, last.learner, last.device) == (kept.uid, "me", record.device)
    connection = connection_of(record)
    assert odd_rows(connection, "me") == []
    assert retractions_of_nothing(connection, "me") == 0
    lines = b"".join(dump(record))
    path = tmp_path / "text.jsonl"
    path.write_bytes(lines)
    with Record.open(tmp_path / "other.sqlite") as other, path.open("rb") as file:
        restore_text(other, file, SCHEDULER)
        assert [note.uid for note in other.notes("b")] == [kept.uid]
        assert b"".join(dump(other)) == lines
