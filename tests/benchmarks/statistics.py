"""Statistics of a million answers against Anki's own graphs of the same log, in the same run.

    python -m tests.benchmarks.statistics [--cards 100000] [--reviews-a-card 10] [--work FOLDER]

The log is that of `tests.benchmarks.record`. Anki is installed in a folder of its own (its licence
keeps it out of our dependencies); what is timed of it is `graphs`, all that its statistics window
asks of its backend. Ours is a tab as it is opened: tallies opened and found up to date, then its
numbers. Goals: each tab in half a second and 0.4 times Anki's graphs of the whole log. Without a
goal: counting the whole log the first time, what is worked out after a tab is drawn (how many
cards are known, how long a topic lasts), and the overview after a day of new answers.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path

from quiz.desk import Desk
from quiz.desk.statistics import Period, Scope
from quiz.desk.statistics.calibration import calibration
from quiz.desk.statistics.confusions import repeated_mistakes
from quiz.desk.statistics.forecast import forecast
from quiz.desk.statistics.groups import Grouping, groups, with_lasting
from quiz.desk.statistics.hardest import hardest_cards
from quiz.desk.statistics.hours import hours
from quiz.desk.statistics.overview import known_now, overview
from quiz.desk.statistics.retention import retention
from quiz.desk.statistics.source import StatisticsSource, open_source
from quiz.items import Rating
from quiz.library.folders import folders
from quiz.memory import StudyDays
from quiz.store import Review
from quiz.store.daily import tally_file
from quiz.study import CardRef
from tests.benchmarks.record import make_record

_DAYS = StudyDays(zone=UTC, rollover_hour=4)
_RUNS = 5
_LONGEST_S = 0.5
_GOAL = 0.4
_NEW_ANSWERS = 300
_TABS: dict[str, Callable[[StatisticsSource], object]] = {
    "overview": overview,
    "retention": retention,
    "forecast": forecast,
    "hours": hours,
    "topics": lambda source: groups(source, Grouping.TOPICS),
    "hardest cards": hardest_cards,
    "confusions": repeated_mistakes,
    "calibration": calibration,
}
_LATER: dict[str, Callable[[StatisticsSource], object]] = {
    "known, after the overview": known_now,
    "how long topics last": lambda source: with_lasting(
        source, Grouping.TOPICS, groups(source, Grouping.TOPICS)
    ),
}

_ANKI = """
import json, os, sys, time
from anki.collection import AddNoteRequest, Collection
from anki.decks import DeckId

folder, runs = sys.argv[1], int(sys.argv[2])
path = os.path.join(folder, "collection.anki2")
reviews = json.load(open(os.path.join(folder, "reviews.json")))
if not os.path.exists(path):
    col = Collection(path)
    basic = col.models.by_name("Basic")
    def note(n):
        made = col.new_note(basic)
        made["Front"], made["Back"] = f"What about number {n}?", f"a {n}"
        return AddNoteRequest(note=made, deck_id=DeckId(1))
    col.add_notes([note(n) for n in range(max(r[0] for r in reviews) + 1)])
    ids = [row[0] for row in col.db.execute("select id from cards order by id")]
    last, rows, seen = {}, [], set()
    for number, ms, rating in sorted(reviews, key=lambda r: r[1]):
        while ms in seen:
            ms += 1
        seen.add(ms)
        before = last.get(number)
        gap = max(1, round((ms - before[0]) / 86400000)) if before else 1
        rows.append((ms, ids[number], -1, rating, gap, before[1] if before else 0, 2500, 6000,
                     1 if before else 0))
        last[number] = (ms, gap, (before[2] if before else 0) + 1)
    col.db.executemany("insert into revlog values (?,?,?,?,?,?,?,?,?)", rows)
    today = col.sched.today
    col.db.executemany(
        "update cards set type=2, queue=2, ivl=?, due=?, factor=2500, reps=?, mod=mod+1"
        " where id=?",
        [(gap, today - (n % 70) + 10, reps, ids[n]) for n, (_, gap, reps) in last.items()])
    col.close()
times = []
for _ in range(runs):
    col = Collection(path)
    began = time.perf_counter()
    col._backend.graphs(search="", days=0)  # 0: the whole log
    times.append(time.perf_counter() - began)
    col.close()
print(sorted(times)[len(times) // 2])
"""


def ankis(folder: Path, library: Path) -> float:
    """Return the seconds of Anki's graphs of the whole log, in a process of its own."""
    if not (library / "anki").exists():
        command = [sys.executable, "-m", "pip", "install", "-q", "--target", str(library), "anki"]
        subprocess.run(command, check=True)
    ran = subprocess.run(
        [sys.executable, "-c", _ANKI, str(folder), str(_RUNS)],
        env=os.environ | {"PYTHONPATH": str(library)},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        sys.exit(ran.stderr[-3000:])
    return float(ran.stdout.splitlines()[-1])


def _opened_s(desk: Desk, scope: Scope, work: Callable[[StatisticsSource], object]) -> float:
    began = time.perf_counter()
    with open_source(desk, scope) as source:
        work(source)
    return time.perf_counter() - began


def _median_s(desk: Desk, scope: Scope, work: Callable[[StatisticsSource], object]) -> float:
    return statistics.median(_opened_s(desk, scope, work) for _ in range(_RUNS))


def _answer(desk: Desk, bank: str, card: str, number: int) -> None:
    review = Review(
        bank=bank,
        card=card,
        kind="choice",
        at=desk.now() + timedelta(seconds=number),
        day=desk.today,
        rating=Rating.GOOD,
        credit=1.0,
        points=1.0,
        points_of=1.0,
        elapsed_ms=5000,
    )
    ref = CardRef(bank, card)
    desk.record.append(
        review, lambda state: desk.scheduling.after(ref, state, Rating.GOOD, review.at)
    )


def ours(home: Path, theirs: float) -> None:
    """Measure our side, and print it against Anki's."""
    tally_file.delete(home / "cache")
    with Desk(folders({"QUIZ_HOME": str(home)}, home), days=_DAYS) as desk:
        first = _opened_s(desk, Scope(), overview)
        print(f"{'the whole log, the first time':32} {first * 1000:9.1f} ms", flush=True)
        for name, work in _TABS.items():
            _tell(name, _median_s(desk, Scope(), work), theirs)
        for name, scope, work in (
            ("overview, last 90 days", Scope(period=Period.QUARTER), overview),
            ("overview of a bank", Scope(banks=("bank-0003",)), overview),
            ("retention of a topic", Scope(tags=("topic-3",)), retention),
        ):
            _tell(name, _median_s(desk, scope, work), theirs)
        for name, work in _LATER.items():
            seconds = _median_s(desk, Scope(), work)
            print(f"{name:32} {seconds * 1000:9.1f} ms", flush=True)
        for number in range(_NEW_ANSWERS):
            _answer(desk, "bank-0001", f"q{number}", number)
        after = _opened_s(desk, Scope(), overview)
        print(f"{f'overview after {_NEW_ANSWERS} answers':32} {after * 1000:9.1f} ms", flush=True)


def _tell(name: str, own: float, base: float) -> None:
    is_met = own <= _LONGEST_S and own / base <= _GOAL
    print(
        f"{name:32} {own * 1000:9.1f} ms, Anki's graphs {base * 1000:7.1f} ms: {own / base:.3f}x"
        f" (goal {_GOAL:g} and {_LONGEST_S:g} s: {'met' if is_met else 'NOT MET'})",
        flush=True,
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--reviews-a-card", type=int, default=10)
    parser.add_argument("--work", type=Path, help="Keep what is made here, and use it again.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        work = options.work or Path(made)
        home, anki = work / "home", work / "anki"
        reviews = anki / "reviews.json"
        if not reviews.exists():
            shared = make_record(home, options.cards, options.reviews_a_card)
            anki.mkdir(parents=True, exist_ok=True)
            reviews.write_text(json.dumps(shared))
            print(f"{len(shared)} answers to {options.cards} cards", flush=True)
        ours(home, ankis(anki, work / "lib"))


if __name__ == "__main__":
    main()
