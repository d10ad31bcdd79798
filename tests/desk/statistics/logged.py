"""A log of half a year, the same each time, for the tests of statistics."""

from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from quiz.desk import Desk
from quiz.items import Rating
from quiz.store import Review, SittingRow
from quiz.study import CardRef
from tests.support import START, Clock, connection_of, open_desk, write_banks

FIGURES = """\
title: Figures
questions:
  - {id: sum, question: "The aim of trade?", answer: 200, tags: [trade]}
  - {id: now, question: "Trade now?", answer: 147, tags: [trade]}
  - {id: city, question: "The capital?", answer: Vienna, wrong: [Paris, Rome], tags: [places]}
"""
OTHER = """\
title: Other
questions:
  - {id: one, question: "One?", answer: "yes", wrong: ["no"]}
  - {id: two, question: "Two?", answer: "yes", wrong: ["no"]}
"""
MANY = "title: Many\nquestions:\n" + "".join(
    f'  - {{id: q{n}, question: "What is number {n}?", answer: "yes", wrong: ["no"],'
    f" tags: [topic {n % 6}]}}\n"
    for n in range(120)
)
MINE = "title: Mine\nquestions:\n  - {id: a, front: A, back: B}\n"
DAY = timedelta(days=1)


class Log:
    """A desk and what is answered at it."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self.desk, self.clock = desk, clock

    def answer(self, bank: str, card: str, rating: int, **fields: Any) -> Review:
        """Keep an answer of now."""
        item = self.desk.library.item(bank, card)
        assert item is not None
        usual: dict[str, Any] = {
            "bank": bank,
            "card": card,
            "kind": item[0].kind,
            "at": self.clock.now,
            "day": self.desk.today,
            "rating": Rating(rating),
            "credit": float(rating > 1),
            "points": 0.0,
            "points_of": 1.0,
            "elapsed_ms": 30_000,
            "tags": item[0].tags,
        }
        review = Review(**(usual | fields))
        ref, given = CardRef(bank, card), Rating(rating)
        self.desk.note_bank(bank)
        self.desk.record.append(
            review, lambda state: self.desk.scheduling.after(ref, state, given, review.at)
        )
        self.clock.pass_(minutes=1)
        return review

    def typed(self, card: str, text: str, rating: int = 1) -> Review:
        """Type an answer to a question of Figures."""
        return self.answer("figures", card, rating, response=f'{{"type":"typed","text":"{text}"}}')

    def score(self, mode: str, credit: float, **config: Any) -> None:
        """Keep a finished sitting of now."""
        text = msgspec.json.encode({"mode": mode, **config}).decode()
        row = SittingRow(mode=mode, title=mode, config=text, started_at=self.clock.now)
        self.desk.record.begin_sitting(row)
        result = f'{{"credit":{credit},"predicted":0.8}}'
        self.desk.record.end_sitting(row.uid, self.clock.now, result)


def log_of_half_a_year(folder: Path) -> Log:
    """Return a log of 180 days up to `START`, with all that statistics have plots for."""
    write_banks(folder, {"figures": FIGURES, "many": MANY})
    (folder / "home" / "banks").mkdir(parents=True)
    (folder / "home" / "banks" / "mine.yaml").write_text(MINE)
    clock, rng = Clock(), Random(3)
    log = Log(open_desk(folder, clock), clock)
    connection_of(log.desk.record).execute("PRAGMA synchronous = OFF")  # it outlives no power cut
    begun: list[str] = []
    for back in range(180, -1, -1):
        clock.now = START - back * DAY + timedelta(hours=rng.choice((-2, 0, 9)) if back else 0)
        if back and rng.random() < 0.2:
            continue
        due = [
            card
            for card in begun
            if (log.desk.record.state("many", card).due_day or 0) <= log.desk.today
        ]
        new = [f"q{len(begun) + n}" for n in range(2) if len(begun) + n < 60]
        begun += new
        for card in (*due[:8], *new, *new):
            chance = 0.7 + 0.05 * (int(card[1:]) % 6)
            rating = 1 if rng.random() > chance else 3 if rng.random() < 0.8 else 4
            sure = rng.randrange(1, 4) if rng.random() < 0.2 else None
            log.answer("many", card, rating, certainty=sure, elapsed_ms=rng.randrange(20_000))
        if rng.random() < 0.1:
            log.score("quiz", round(rng.uniform(0.6, 1), 2), banks=["many"])
        if back in (90, 20):
            log.score("exam", 0.7 + back / 1000, banks=["many"])
        if back in (40, 30, 20, 10):
            log.typed("sum", "147")
            log.typed("sum", "200", 3)
    return log
