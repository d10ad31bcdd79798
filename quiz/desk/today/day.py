"""What the home screen and `quiz banks` tell."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.plans.text import whole_minutes
from quiz.desk.recall import Recall
from quiz.desk.today.queue import left_today
from quiz.store import Record, SittingRow
from quiz.study import Game
from quiz.words import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

USUAL_SECONDS = 15
"""Guess of the time an answer takes, until the learner's own pace is known."""


class BankLine(msgspec.Struct, frozen=True, kw_only=True):
    """One bank as the learner stands with it."""

    id: str
    title: str
    path: str
    cards: int
    due: int
    """Cards due today, new ones not counted."""
    new: int
    """Cards never reviewed."""
    best: float | None = None
    """Best share of the points in a finished quiz of this bank alone, 0 to 1."""
    last: float | None = None
    best_games: dict[str, int] = {}
    """Most right answers in a finished sprint and survival of this bank alone, by game."""
    problems: int = 0
    """Faults in the file; the sound questions are played."""
    left_out: int = 0
    """Questions that are not played, since they have faults."""


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """The day at a glance."""

    due: int
    new: int
    """New cards of today's share."""
    minutes: int
    """How long today's cards will take, by the learner's own pace."""
    streak: int
    """Study days in a row up to today, or up to yesterday if nothing was done yet."""
    minutes_today: int
    answers_today: int
    week: tuple[int, ...]
    """Cards due today and on each of the next six days."""
    lines: tuple[BankLine, ...]
    has_record: bool
    """Whether anything was ever answered."""
    unfinished: tuple[tuple[str, str], ...] = ()
    """The quizzes that were left, the newest first: uid, and title with place."""


def streak(days: Sequence[int], today: int, was_no_day: Callable[[int, int], bool]) -> int:
    """Return the study days in a row that end today or yesterday.

    Args:
        days: Ordinals of days on which something was reviewed, descending.
        today: Ordinal of today.
        was_no_day: Whether between two days, of which only one lies between, the learner had
            none: flying east over the date line leaves one out.
    """
    count = 0
    expected = today
    for day in days:
        if day > today:
            continue
        is_next = day == expected or (count == 0 and day == today - 1)
        before = today if count == 0 else expected + 1
        if not is_next and not (day == before - 2 and was_no_day(day, before)):
            break
        count += 1
        expected = day - 1
    return count


def overview(desk: "Desk") -> Overview:
    """Return the day at a glance."""
    today, now = desk.today, desk.now()
    due = desk.record.due_counts(today, now)
    learned = desk.record.learned_counts()
    scores = desk.record.scores()
    done = desk.record.today(today)
    days = desk.record.study_days(400)
    lines = []
    for entry in desk.library.entries.values():
        score = scores.get(entry.id)
        lines.append(
            BankLine(
                id=entry.id,
                title=entry.title,
                path=entry.path,
                cards=entry.cards,
                due=due.get(entry.id, 0),
                new=max(0, entry.cards - learned.get(entry.id, 0)),
                best=score.best if score else None,
                last=score.last if score else None,
                best_games=score.games if score else {},
                problems=entry.problems,
                left_out=entry.left_out,
            )
        )
    steps = desk.record.step_counts(today, now)
    begun = sum(steps.get(line.id, 0) for line in lines)
    holds, by_bank = left_today(desk)
    due_total = begun + min(
        holds.reviews,
        sum(
            min(line.due - steps.get(line.id, 0), by_bank.get(line.id, holds).reviews)
            for line in lines
        ),
    )
    new_total = sum(min(line.new, by_bank.get(line.id, holds).new_cards) for line in lines)
    new_total = min(new_total, holds.new_cards)
    pace = desk.record.pace_seconds() or USUAL_SECONDS
    week = desk.record.due_by_day(today, 7, desk.library.entries)
    return Overview(
        due=due_total,
        new=new_total,
        minutes=whole_minutes((due_total + new_total) * pace / 60),
        streak=streak(
            days, today, lambda day, next_day: desk.record.was_no_day(day, next_day, now)
        ),
        minutes_today=round(done.minutes),
        answers_today=done.answers,
        week=tuple(week),
        lines=tuple(lines),
        has_record=bool(days),
        unfinished=tuple((row.uid, unfinished_words(desk, row)) for row in desk.unfinished()),
    )


def unfinished_words(desk: "Desk", row: SittingRow) -> str:
    """Return what a quiz that was left is called, and how far it is."""
    sitting = desk.restored(row)
    if sitting.request.game is Game.CLASSIC:
        words = _("{title}, question {n} of {total}")
        return words.format(title=row.title, n=sitting.place + 1, total=len(sitting.cards))
    return _("{title}, question {n}").format(title=row.title, n=sitting.place + 1)


def known_shares(desk: "Desk") -> dict[str, float]:
    """Return for each bank the share of its cards that would be recalled now, 0 to 1."""
    cards = {entry.id: entry.cards for entry in desk.library.entries.values()}
    return shares_known(desk.record, desk.recall, cards, desk.today, desk.now())


def shares_known(
    record: Record, recall: Recall, cards: Mapping[str, int], today: int, now: datetime
) -> dict[str, float]:
    """Return for each bank of which something was learned the share of cards recalled now.

    Args:
        record: The learner's.
        recall: Says how likely a card is recalled.
        cards: Number of cards by bank.
        today: The study day, as an ordinal.
        now: UTC.
    """
    shares = {}
    for bank in record.learned_counts():
        if cards.get(bank):
            recalled = sum(
                recall.now(state, today, now)
                for state in record.states(bank).values()
                # Just forgotten is not known, however fresh it is in the mind.
                if not (state.phase.is_learning and state.step == 0)
            )
            shares[bank] = min(1.0, recalled / cards[bank])
    return shares
