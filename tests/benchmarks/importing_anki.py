"""Reads a package of 10,000 notes beside Anki's own import of it, where that is installed."""

import random
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from quiz.desk.banks.importing import prepare, write
from quiz.formats.exchange.exchanged import Source
from quiz.formats.exchange.formats import recognised
from quiz.startup import begin_command

NOTES = 10_000
WORDS = ("lorem", "ipsum", "dolor", "sit", "amet", "elit", "sed", "do", "tempor", "magna")


def main() -> None:
    """Print how long each takes, and the ratio."""
    try:
        anki: Any = import_module("anki.collection")
    except ImportError:
        print("the Python package `anki` is not installed: nothing to compare with")
        return
    begin_command()  # as `quiz import` does
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "notes.apkg"
        made = anki.Collection(str(Path(folder) / "made.anki2"))
        basic = made.models.by_name("Basic")
        requests = []
        for number in range(NOTES):
            note = made.new_note(basic)
            note["Front"] = f"<b>What</b> is {' '.join(rng.choices(WORDS, k=8))} {number}?"
            note["Back"] = f"{' '.join(rng.choices(WORDS, k=8))}<br>and &nbsp;{number}"
            note.tags = ["a", "b::c"]
            requests.append(anki.AddNoteRequest(note=note, deck_id=1))
        made.add_notes(requests)
        options = anki.ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=False)
        made.export_anki_package(out_path=str(package), options=options, limit=None)
        made.close()
        there = anki.Collection(str(Path(folder) / "there.anki2"))
        start = time.perf_counter()
        request = anki.ImportAnkiPackageRequest(
            package_path=str(package), options=anki.ImportAnkiPackageOptions(with_scheduling=True)
        )
        there.import_anki_package(request)
        theirs = time.perf_counter() - start
        there.close()
        source = Source(data=package.read_bytes(), name=package.name)
        start = time.perf_counter()
        found = recognised(source)
        assert found.decode is not None
        found.decode(source)
        reading = time.perf_counter() - start
        start = time.perf_counter()
        write(prepare(source, found, Path(folder)))  # reads it again
        whole = time.perf_counter() - start
    print(f"{NOTES:,} notes: Anki {theirs:.2f} s")
    print(f"quiz reads them in {reading:.2f} s ({reading / theirs:.1f} times Anki)")
    print(f"and writes a bank of them in {whole:.2f} s in all ({whole / theirs:.1f} times)")


if __name__ == "__main__":
    main()
