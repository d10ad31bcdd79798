"""Banks are added to the user's own."""

from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.desk.banks.packs import add_bank
from quiz.errors import BankError, QuizError
from tests.support import TWO


def test_a_bank_is_added_by_copying_it_with_its_pictures(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "from").mkdir()
    source = tmp_path / "from" / "mine.yaml"
    source.write_text("title: Mine\nquestions:\n  - {question: q, answer: a, image: map.png}\n")
    (tmp_path / "from" / "map.png").write_bytes(b"png")
    entry = add_bank(desk, source)
    assert (entry.id, entry.problems) == ("mine", 0)
    assert (desk.places.banks / "mine" / "map.png").read_bytes() == b"png"
    assert add_bank(desk, source).id == "mine"
    source.write_text(TWO)
    with pytest.raises(QuizError, match="already exists"):
        add_bank(desk, source)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("title: x\n", "questions"),
        ("[", "error"),
        ("title: x\nquestions:\n  - {question: q}\n", "no answer"),
    ],
)
def test_a_bank_with_nothing_sound_is_not_added(
    desk: Desk, tmp_path: Path, text: str, reason: str
) -> None:
    source = tmp_path / "bad.yaml"
    source.write_text(text)
    with pytest.raises(BankError, match=reason):
        add_bank(desk, source)
    assert not desk.places.banks.exists()


def test_what_cannot_be_added_is_said(desk: Desk, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.yaml", tmp_path):
        with pytest.raises(QuizError):
            add_bank(desk, path)
