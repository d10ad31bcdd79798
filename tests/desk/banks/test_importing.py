from pathlib import Path

import pytest

from quiz.desk.banks.importing import OtherBank, Prepared, prepare, source_at, write
from quiz.errors import QuizError
from quiz.formats.exchange.exchanged import Imported, MediaFile, Stopped, Watch, unwatched
from quiz.formats.exchange.formats import recognised


def table_at(folder: Path, count: int = 300) -> Path:
    """Return a table of so many cards."""
    path = folder / "words.csv"
    lines = ["front,back", *(f"word {n},meaning {n}" for n in range(count))]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def prepared_of(path: Path, folder: Path, watch: Watch = unwatched) -> Prepared:
    source = source_at(path, watch=watch)
    return prepare(source, recognised(source), folder)


def test_the_one_who_waits_is_told_how_far_a_file_is_read(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    prepared_of(table_at(tmp_path), tmp_path, lambda done, of: told.append((done, of)))
    assert told == [(64, 301), (128, 301), (192, 301), (256, 301), (300, 300)]


def test_a_stopped_import_ends_at_once_and_writes_nothing(tmp_path: Path) -> None:
    def stop(done: int, _of: int) -> None:
        if done > 100:
            raise Stopped

    path = table_at(tmp_path)
    with pytest.raises(Stopped):
        prepared_of(path, tmp_path / "banks", stop)
    assert list(tmp_path.iterdir()) == [path]


def test_writing_that_is_stopped_takes_back_the_pictures_of_it_and_no_others(
    tmp_path: Path,
) -> None:
    prepared = prepared_of(table_at(tmp_path), tmp_path / "banks")
    there = tmp_path / "banks" / "media" / "there.png"
    there.parent.mkdir(parents=True)
    there.write_bytes(b"mine")
    media = tuple(MediaFile(path=f"media/{name}.png", data=b"x") for name in ("a", "there", "b"))
    imported: Imported = prepared.imported
    prepared = type(prepared)(
        format=prepared.format,
        imported=Imported(bank=imported.bank, media=media, read=imported.read),
        target=prepared.target,
        bank_id=prepared.bank_id,
        text=prepared.text,
    )
    told: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        told.append((done, of))
        if done == of:
            raise Stopped

    with pytest.raises(Stopped):
        write(prepared, watch=stop)
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert [path.name for path in there.parent.iterdir()] == ["there.png"]
    assert not prepared.target.exists()
    write(prepared)
    assert sorted(path.name for path in there.parent.iterdir()) == ["a.png", "b.png", "there.png"]
    assert there.read_bytes() == b"mine"


def test_a_bank_that_has_nothing_to_do_with_an_import_is_not_written_over(tmp_path: Path) -> None:
    other = tmp_path / "words.yaml"
    text = 'title: Other\nquestions: [{question: "Why?", answer: "So"}]\n'
    other.write_text(text, encoding="utf-8")
    prepared = prepared_of(table_at(tmp_path), tmp_path)
    with pytest.raises(OtherBank):
        write(prepared)
    assert other.read_text(encoding="utf-8") == text
    write(prepared, force=True)
    assert "Why?" in other.read_text(encoding="utf-8")
    assert "meaning 299" in other.read_text(encoding="utf-8")


def test_a_folder_is_refused_by_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(QuizError, match="a folder; name the files in it"):
        source_at(tmp_path)
