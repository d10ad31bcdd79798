"""A bank's page: its questions, what is to be said of each, and how each was answered."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from quiz.cleaning import clean_line
from quiz.errors import Problem
from quiz.items import (
    MultipleChoice,
    Picked,
    Response,
    SingleChoice,
    TrueFalse,
    Typed,
    Verdict,
    decode_response,
)
from quiz.library.files import pictures_beside, read
from quiz.library.index import REVERSE
from quiz.memory import MemoryState
from quiz.memory.pace import counted_ms
from quiz.store import Record
from quiz.store.tallies import CardTally

if TYPE_CHECKING:
    from quiz.desk.desk import Desk
    from quiz.lint import Checked

Snapshot = tuple[bytes, "Checked"]
"""What a file holds, and what is to be said of it."""


class BankRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How the questions of a bank were answered, each with all its cards, by the item's id."""

    tallies: dict[str, CardTally] = {}
    """By card name, of the cards that were answered."""
    states: dict[str, MemoryState] = {}
    """Of the card that is due first."""
    overridden: dict[str, dict[str, int]] = {}
    """What was typed and counted right after all, with how often, as far as it is one line."""


class Picks(msgspec.Struct, frozen=True):
    """How often an option was picked."""

    text: str
    """Text of the option."""
    is_key: bool
    """Whether it is right."""
    count: int
    """How often it was picked."""


class QuestionRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How one question was answered."""

    tally: CardTally
    """How the question was answered in all."""
    picks: tuple[Picks, ...] = ()
    """Of each option of a choice, in the author's order; empty for other kinds."""

    @property
    def share(self) -> float | None:
        """Mean credit, 0 to 1; None if it was never asked."""
        return self.tally.credit / self.tally.asked if self.tally.asked else None

    @property
    def mean_s(self) -> float:
        """Mean seconds of an answer."""
        return self.tally.elapsed_ms / 1000 / max(1, self.tally.asked)

    @property
    def last_at(self) -> datetime | None:
        """When it was asked last, UTC."""
        return self.tally.last_at


def findings_by_item(checked: "Checked") -> dict[str, tuple[Problem, ...]]:
    """Return the findings of each question that has some, by its id; those of none under ``."""
    bank, lines = checked.decoded.bank, checked.decoded.lines
    items = bank.items if bank is not None else ()
    found: dict[str, list[Problem]] = {}
    for problem in checked.findings:
        at = bisect_right(lines, problem.where.line) - 1
        found.setdefault(items[at].id if at >= 0 else "", []).append(problem)
    return {item: tuple(problems) for item, problems in found.items()}


def look_at(path: str) -> Snapshot:
    """Read and check a file; for a thread of its own, since a large one takes seconds.

    Raises:
        QuizError: It cannot be read.
    """
    from quiz.lint import check_bank

    data = read(path)
    return data, check_bank(data, source=path, exists=pictures_beside(path))


def record_apart(desk: "Desk", bank: str) -> Callable[[], BankRecord]:
    """Return what sums up the answers to a bank in another thread, which opens the record again."""
    path, days, learner = desk.places.record, desk.days, desk.record.learner

    def work() -> BankRecord:
        with Record.open(path, learner=learner, days=days) as record:
            return bank_record(record, bank)

    return work


def bank_record(record: Record, bank: str) -> BankRecord:
    """Return how the questions of a bank were answered."""
    tallies: dict[str, CardTally] = {}
    for card, tally in record.tallies(bank).items():
        item = card.partition(REVERSE)[0]
        tallies[item] = tallies[item] + tally if item in tallies else tally
    states: dict[str, MemoryState] = {}
    for card, state in record.states(bank).items():
        item = card.partition(REVERSE)[0]
        if item not in states or _due_key(state) < _due_key(states[item]):
            states[item] = state
    overridden: dict[str, Counter[str]] = {}
    for card, text in record.overridden(bank):
        response = _response(text)
        if isinstance(response, Typed) and response.text.strip():
            spelling = clean_line(response.text)
            overridden.setdefault(card.partition(REVERSE)[0], Counter())[spelling] += 1
    return BankRecord(
        tallies=tallies,
        states=states,
        overridden={item: dict(counts.most_common()) for item, counts in overridden.items()},
    )


def question_record(desk: "Desk", bank: str, item: str) -> QuestionRecord:
    """Return how a question was answered: one query for each of its cards."""
    reviews = [
        review
        for card in (item, item + REVERSE)
        for review in desk.record.card_reviews(bank, card)
        if review.rating is not None
    ]
    tally = CardTally(
        asked=len(reviews),
        credit=sum(review.credit for review in reviews),
        elapsed_ms=sum(counted_ms(review.elapsed_ms) for review in reviews),
        last_at=max((review.at for review in reviews), default=None),
    )
    found = desk.library.item(bank, item)
    asked = found[0] if found else None
    if not isinstance(asked, SingleChoice | MultipleChoice | TrueFalse):
        return QuestionRecord(tally=tally)
    counts: Counter[int] = Counter()
    for review in reviews:
        response = _response(review.response)
        if isinstance(response, Picked):
            counts.update(set(response.indices))
    picks = tuple(
        Picks(option.text, at in asked.keys, counts[at]) for at, option in enumerate(asked.options)
    )
    return QuestionRecord(tally=tally, picks=picks)


def still_refused(desk: "Desk", bank: str, item: str, spellings: dict[str, int]) -> dict[str, int]:
    """Return those of the spellings, counted right once, that are still refused."""
    found = desk.library.item(bank, item)
    if found is None:
        return {}
    context = desk.library.context(bank)
    return {
        text: count
        for text, count in spellings.items()
        if found[0].mark(Typed(text), context).verdict is not Verdict.RIGHT
    }


def accept(desk: "Desk", path: str, item: str, spelling: str) -> None:
    """Write a spelling into a question's `accept`, and take the bank up.

    Args:
        desk: The desk.
        path: The bank's file.
        item: Id of the question.
        spelling: What is accepted from now on.

    Raises:
        QuizError: The file cannot be changed so.
    """
    from quiz.desk.banks.editing import may_edit
    from quiz.formats.yaml_bank import splice
    from quiz.library.writing import replace_bank

    may_edit(path, str(desk.places.banks))
    data = read(path)
    now = splice.accepted(data, item, spelling, source=path)
    replace_bank(Path(path), was=data, now=now)
    desk.refresh()


def _due_key(state: MemoryState) -> float:
    if state.due_at is not None:
        return state.due_at.timestamp() / 86_400
    # Day 719163 is 1 January 1970: both are days from then on.
    return float("inf") if state.due_day is None else state.due_day - 719_163


def _response(text: str) -> Response | None:
    try:
        return decode_response(text) if text else None
    except (msgspec.DecodeError, msgspec.ValidationError):  # a record from elsewhere
        return None
