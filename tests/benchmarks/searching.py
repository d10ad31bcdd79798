"""Searching the words of 100,000 cards against the `anki` package, in the same run.

    python -m tests.benchmarks.searching [--cards 100000] [--work FOLDER]

Anki is installed in a folder of its own (its licence keeps it out of our dependencies), and both
sides get the same texts. Goals: a word search at most 0.25 times Anki's, and under 50 ms; the
baseline beside it is a loop of Python over the same texts, folded once.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from quiz.desk import Desk
from quiz.desk.search.matching import Search
from quiz.desk.search.table import CardTable
from quiz.library.folders import folders
from tests.benchmarks.make_banks import write_banks

_BANK_CARDS = 1000
_WORDS = ("treaty", "vienna congress", "zebra", "tr*ty", "-treaty")
"""A word in many cards, two words, a word in none, a wildcard, a negation."""
_PHRASE = '"prussia alliance"'
"""Of words that are in nearly every card here, as in no real bank: it has no goal."""
_TYPED = "treaty vienna"
"""What is typed letter by letter."""

_ANKI = """
import json, sys, time, os
from anki.collection import AddNoteRequest, Collection
from anki.decks import DeckId
folder = sys.argv[1]
given = json.load(open(os.path.join(folder, "cards.json")))
col = Collection(os.path.join(folder, "collection.anki2"))
basic = col.models.by_name("Basic")
def note(stem, text):
    made = col.new_note(basic)
    made["Front"], made["Back"] = stem, text
    return AddNoteRequest(note=made, deck_id=DeckId(1))
col.add_notes([note(*each) for each in given["cards"]])
out = {}
for search in given["searches"]:
    times = []
    for _ in range(5):
        began = time.perf_counter()
        found = col.find_cards(search)
        times.append(time.perf_counter() - began)
    out[search] = [min(times), len(found)]
col.close()
print(json.dumps(out))
"""


def _least(work: Callable[[], object], times: int = 5) -> float:
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)


def anki_times(folder: Path, library: Path) -> dict[str, tuple[float, int]]:
    """Return seconds and number of cards of each search in Anki, in a process of its own."""
    if not (library / "anki").exists():
        command = [sys.executable, "-m", "pip", "install", "-q", "--target", str(library), "anki"]
        subprocess.run(command, check=True)
    (folder / "collection.anki2").unlink(missing_ok=True)
    ran = subprocess.run(
        [sys.executable, "-c", _ANKI, str(folder)],
        env=os.environ | {"PYTHONPATH": str(library)},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        sys.exit(ran.stderr[-3000:])
    found = json.loads(ran.stdout.splitlines()[-1])
    return {search: (seconds, count) for search, (seconds, count) in found.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--work", type=Path, help="Keep what is made here, and use it again.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        work = options.work or Path(made)
        home = work / "home"
        if not home.exists():
            write_banks(home / "banks", -(-options.cards // _BANK_CARDS), _BANK_CARDS)
        with Desk(folders({"QUIZ_HOME": str(home), "QUIZ_BANKS": ""}, home)) as desk:
            desk.refresh()
            began = time.perf_counter()
            table = CardTable(desk)
            built_s = time.perf_counter() - began
            search = Search(table)
            began = time.perf_counter()
            search.find("treaty")
            indexed_s = time.perf_counter() - began
            texts = table.texts
            print(
                f"{len(texts)} cards; table built in {built_s * 1000:.0f} ms, words"
                f" indexed in {indexed_s * 1000:.0f} ms",
                flush=True,
            )
            folder = work / "anki"
            folder.mkdir(parents=True, exist_ok=True)
            cards = [(row.stem, row.searched) for row in table.rows]
            given = {"cards": cards, "searches": [*_WORDS, _PHRASE]}
            (folder / "cards.json").write_text(json.dumps(given))
            theirs = anki_times(folder, work / "lib")
            ratios = []
            for text in (*_WORDS, _PHRASE):
                own = _least(lambda text=text: search.find(text))  # type: ignore[misc]
                base, count = theirs[text]
                if text in _WORDS:
                    ratios.append(own / base)
                found = len(search.find(text))
                print(
                    f"{text:22} {own * 1000:7.1f} ms, anki {base * 1000:7.1f} ms:"
                    f" {own / base:.3f}x; {found} cards, anki {count}"
                )
            loop = _least(lambda: [at for at, each in enumerate(texts) if "treaty" in each])
            print(f"{'a plain loop, treaty':22} {loop * 1000:7.1f} ms")
            slowest = max(
                _least(lambda n=n: search.find(_TYPED[:n]), 3)  # type: ignore[misc]
                for n in range(1, len(_TYPED) + 1)
            )
            verdict = "met" if max(ratios) <= 0.25 else "NOT MET"
            print(f"at most {max(ratios):.3f} times Anki's (goal 0.25: {verdict})")
            verdict = "met" if slowest < 0.05 else "NOT MET"
            print(f"slowest letter {slowest * 1000:.1f} ms (goal 50 ms: {verdict})")


if __name__ == "__main__":
    main()
