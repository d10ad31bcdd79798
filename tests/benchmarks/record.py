"""A record of a million reviews of 100,000 cards against the `anki` package, in the same run.

    python -m tests.benchmarks.record [--cards 100000] [--reviews-a-card 10] [--work FOLDER]

Anki is installed in a folder of its own (its licence keeps it out of our dependencies), and both
sides get the same reviews. Goals, as ratios to Anki's time on the same cards: the queue of the day
0.05; an answer with schedule, commit and next question 4, 95th percentile under 5 ms; all memory
states from the log 1.0 with the extra `fit`, 5 without; `quiz fit` on 100,000 reviews, safety test
included, 4 times Anki's plain fit; and `quiz due` 1.5 times its own time on an empty record.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from pathlib import Path
from random import Random
from typing import Any

from quiz.desk import Desk
from quiz.desk.care.weights import logged
from quiz.desk.sittings.start import begin_review
from quiz.desk.today.queue import review_cards
from quiz.items import Rating
from quiz.library.folders import folders
from quiz.memory import NEW_STATE, MemoryState, Scheduler, StudyDays
from quiz.store import Record, Review
from quiz.store.rows import REVIEW_COLUMNS, STATE_COLUMNS, review_values, state_values
from quiz.study import Mode, Request
from tests.benchmarks.harness import environment, wall_s
from tests.benchmarks.make_banks import write_banks
from tests.support import connection_of

_DAYS = StudyDays(zone=UTC, rollover_hour=4)
_NOW = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
_BANK_CARDS = 1000
_SHARE_LEARNED = 0.7
_FIT_REVIEWS = 100_000
_WARM_UP = 30


def reviews_of(cards: int, each: int) -> Iterator[tuple[int, int, list[Review], Any]]:
    """Yield bank, card, its reviews and its state, for the learned share of the cards."""
    rng = Random(1)
    scheduler = Scheduler(days=_DAYS)
    names = [f"bank-{number:04}" for number in range(-(-cards // _BANK_CARDS))]
    for number in range(round(cards * _SHARE_LEARNED)):
        bank, card = divmod(number, _BANK_CARDS)
        name = f"q{card}"
        state = NEW_STATE
        reviews: list[Review] = []
        count = round(each / _SHARE_LEARNED)
        at = _NOW - timedelta(days=rng.randint(300, 900), seconds=rng.randrange(50_000))
        # No card is left on a step: a day later each would be due at once.
        while (len(reviews) < count and at < _NOW) or state.phase.is_learning:
            known = state.reps > 1 and len(reviews) < count and at < _NOW
            chance = _recall(scheduler, state, at) if known else 0.8
            rating = Rating.GOOD if rng.random() < chance else Rating.AGAIN
            before, state = state, scheduler.after(state, rating, at, name)
            interval = None if state.due_day is None else state.due_day - (state.last_day or 0)
            reviews.append(
                Review(
                    uid=f"{rng.getrandbits(128):032x}",
                    learner="me",
                    device="bench",
                    bank=names[bank],
                    card=name,
                    kind="choice",
                    at=at,
                    day=state.last_day or 0,
                    rating=rating,
                    credit=float(rating > 1),
                    points=1.0,
                    points_of=1.0,
                    elapsed_ms=4000 + rng.randrange(9000),
                    response=f'{{"type":"picked","indices":[{0 if rating > 1 else 1 + card % 3}]}}',
                    certainty=1 + rng.randrange(3) if rng.random() < 0.2 else None,
                    tags=(f"topic-{card % 8}",),
                    rep=before.reps,
                    interval_days=interval,
                    retention=0.9,
                )
            )
            due = scheduler.due_moment(state)
            assert due is not None
            # The last reviews of a card come early, so that there are as many as were asked for.
            is_late = due < _NOW and not state.phase.is_learning
            late = timedelta(seconds=rng.randrange(40_000))
            at = due + late if is_late else at + timedelta(minutes=11)
        yield bank, card, reviews, state


def _recall(scheduler: Scheduler, state: MemoryState, at: datetime) -> float:
    assert state.stability is not None
    assert state.last_day is not None
    return scheduler.model.recall(max(0, _DAYS.ordinal(at) - state.last_day), state.stability)


def make_record(home: Path, cards: int, each: int) -> list[tuple[int, int, int]]:
    """Write banks and a record, and return card number, milliseconds and rating of each review."""
    write_banks(home / "banks", -(-cards // _BANK_CARDS), _BANK_CARDS)
    with Desk(_places(home), days=_DAYS) as desk:
        device = desk.record.device
    rows, states, shared = [], [], []
    for bank, card, reviews, state in reviews_of(cards, each):
        for review in reviews:
            rows.append(review_values(review))
            number = bank * _BANK_CARDS + card
            shared.append((number, round(review.at.timestamp() * 1000), int(review.rating or 1)))
        states.append(("me", f"bank-{bank:04}", f"q{card}", *state_values(state)))
    rows.sort(key=itemgetter(6))
    with Record.open(_places(home).record, days=_DAYS) as record:
        assert record.device == device
        connection = connection_of(record)
        connection.execute("BEGIN")
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO review ({REVIEW_COLUMNS}) VALUES ({marks})", rows)
        marks = ", ".join("?" * len(states[0]))
        connection.executemany(
            f"INSERT INTO state (learner, bank, card, {STATE_COLUMNS}) VALUES ({marks})", states
        )
        connection.execute("COMMIT")
    return shared


def _places(home: Path) -> Any:
    return folders({"QUIZ_HOME": str(home)}, home)


def ours(home: Path, answers: int) -> dict[str, float]:
    """Measure our side."""
    out: dict[str, float] = {}
    with Desk(_places(home), days=_DAYS) as desk:
        request = Request(mode=Mode.REVIEW)
        began = time.perf_counter()
        review_cards(desk, request)
        out["first queue"] = time.perf_counter() - began
        out["queue"] = _least(lambda: review_cards(desk, request), 5)
        out["cards in it"] = len(review_cards(desk, request))
        review = begin_review(desk, request)
        question = review.question
        times: list[float] = []
        # The app imports behind the first question what marking one of each kind needs.
        for _ in range(_WARM_UP):
            assert question is not None
            review.hand_in(question.item.right_response(), elapsed_ms=3000)
            question = review.question
        while question is not None and len(times) < answers:
            began = time.perf_counter()
            review.hand_in(question.item.right_response(), elapsed_ms=3000)
            question = review.question
            times.append(time.perf_counter() - began)
        times.sort()
        out["answer"] = statistics.median(times)
        out["answer, 95th percentile"] = times[int(len(times) * 0.95)]
        began = time.perf_counter()
        desk.rebuild_states()
        out["states"] = time.perf_counter() - began
    return out


def our_fit(home: Path) -> float:
    """Return the seconds of a fit, safety test included, in its own process."""
    from quiz.desk.care.fit_process import fit_apart

    with Desk(_places(home), days=_DAYS) as desk:
        log = logged(desk.record)[:_FIT_REVIEWS]
    began = time.perf_counter()
    fit_apart(log)
    return time.perf_counter() - began


_ANKI = """
import json, sys, time, os
from anki.collection import AddNoteRequest, Collection
from anki.decks import DeckId, UpdateDeckConfigs
from anki.deck_config_pb2 import UpdateDeckConfigsMode
from anki.cards import Card
from anki.scheduler.v3 import CardAnswer

folder, cards, answers, fit_reviews = sys.argv[1], *map(int, sys.argv[2:5])
reviews = json.load(open(os.path.join(folder, "reviews.json")))
out = {}
def clock(name, work):
    began = time.perf_counter()
    result = work()
    out[name] = time.perf_counter() - began
    return result
def fsrs_on():
    current = col.decks.get_deck_configs_for_update(1)
    col.decks.update_deck_configs(UpdateDeckConfigs(
        target_deck_id=1, configs=[current.all_config[0].config],
        mode=UpdateDeckConfigsMode.UPDATE_DECK_CONFIGS_MODE_NORMAL,
        limits=current.current_deck.limits, card_state_customizer="",
        new_cards_ignore_review_limit=False, fsrs=True, fsrs_reschedule=False,
        fsrs_health_check=False, apply_all_parent_limits=False))
col = Collection(os.path.join(folder, "collection.anki2"))
basic = col.models.by_name("Basic")
def note(n):
    made = col.new_note(basic)
    made["Front"], made["Back"] = f"What about number {n}?", f"a {n}"
    return AddNoteRequest(note=made, deck_id=DeckId(1))
col.add_notes([note(n) for n in range(cards)])
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
    "update cards set type=2, queue=2, ivl=?, due=?, factor=2500, reps=?, mod=mod+1 where id=?",
    [(gap, today - (n % 70) + 10, reps, ids[n]) for n, (_, gap, reps) in last.items()])
clock("states", fsrs_on)
col.close()
col = Collection(os.path.join(folder, "collection.anki2"))
times = []
for _ in range(5):
    col.sched._cached = None
    col.db.execute("update cards set mod=mod where id=-1")
    began = time.perf_counter()
    col._backend.get_queued_cards(fetch_limit=1, intraday_learning_only=False)
    times.append(time.perf_counter() - began)
    col.close()
    col = Collection(os.path.join(folder, "collection.anki2"))
out["queue"] = min(times)
times = []
for i in range(answers):
    began = time.perf_counter()
    queued = col.sched.get_queued_cards(fetch_limit=1)
    if not queued.cards:
        break
    card = Card(col, backend_card=queued.cards[0].card)
    card.start_timer()
    col.sched.answer_card(col.sched.build_answer(
        card=card, states=queued.cards[0].states,
        rating=CardAnswer.GOOD if i % 6 else CardAnswer.AGAIN))
    times.append(time.perf_counter() - began)
times.sort()
out["answer"] = times[len(times) // 2]
out["answered"] = len(times)
count, keep = 0, []
for number in sorted(last):
    if count >= fit_reviews:
        break
    keep.append(ids[number])
    count += last[number][2]
col.db.execute("delete from revlog where cid not in (%s)" % ",".join(map(str, keep)))
clock("fit", lambda: col._backend.compute_fsrs_params(
    search="deck:current", current_params=[], ignore_revlogs_before_ms=0,
    num_of_relearning_steps=1, health_check=False))
col.close()
print(json.dumps(out))
"""


def ankis(folder: Path, library: Path, cards: int, answers: int) -> dict[str, float]:
    """Measure Anki's side, in a process of its own."""
    if not (library / "anki").exists():
        command = [sys.executable, "-m", "pip", "install", "-q", "--target", str(library), "anki"]
        subprocess.run(command, check=True)
    ran = subprocess.run(
        [sys.executable, "-c", _ANKI, str(folder), str(cards), str(answers), str(_FIT_REVIEWS)],
        env=os.environ | {"PYTHONPATH": str(library)},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        sys.exit(ran.stderr[-3000:])
    found: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return found


def _least(work: Callable[[], object], times: int) -> float:
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)


def _tell(name: str, own: float, base: float, goal: float) -> None:
    verdict = "met" if own / base <= goal else "NOT MET"
    print(
        f"{name:34} {own * 1000:9.2f} ms, baseline {base * 1000:9.2f} ms: {own / base:.3f}x"
        f" (goal {goal:g}: {verdict})",
        flush=True,
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--reviews-a-card", type=int, default=10)
    parser.add_argument("--answers", type=int, default=150)
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
            print(f"{len(shared)} reviews of {options.cards} cards", flush=True)
        own = ours(home, options.answers)
        print(own, flush=True)
        fit_s = our_fit(home)
        (anki / "collection.anki2").unlink(missing_ok=True)
        theirs = ankis(anki, work / "lib", options.cards, options.answers)
        _tell("queue of the day, at the start", own["first queue"], theirs["queue"], 0.05)
        _tell("queue of the day, again", own["queue"], theirs["queue"], 0.05)
        _tell("an answer and the next question", own["answer"], theirs["answer"], 4.0)
        p95 = own["answer, 95th percentile"] * 1000
        verdict = "met" if p95 < 5 else "NOT MET"
        print(f"{'  95th percentile':34} {p95:9.2f} ms (goal 5 ms: {verdict})")
        _tell("all states from the log", own["states"], theirs["states"], 1.0)
        _tell("fit, safety test included", fit_s, theirs["fit"], 4.0)
        quiz = str(Path(sys.executable).parent / "quiz")
        empty = work / "empty"
        env = environment(QUIZ_HOME=str(home))
        none = environment(QUIZ_HOME=str(empty), QUIZ_BANKS=str(home / "banks"))
        for each in (env, none):
            wall_s([quiz, "due"], each)
        full = statistics.median(wall_s([quiz, "due"], env) for _ in range(7))
        least = statistics.median(wall_s([quiz, "due"], none) for _ in range(7))
        _tell("quiz due, to that of an empty record", full, least, 1.5)


if __name__ == "__main__":
    main()
