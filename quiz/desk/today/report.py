"""A study day at its end: what was done, what grew stronger, and its best moment."""

from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.today.goal import goal_of
from quiz.desk.today.recent import recent_sittings
from quiz.desk.today.streak import is_done_today, study_history
from quiz.items.rating import Rating
from quiz.items.spoken import stem_line
from quiz.study import CardRef, Mode
from quiz.study.answer import is_perfect

if TYPE_CHECKING:
    from quiz.desk.desk import Desk
    from quiz.store import Review

_SHOWN = "day_shown"
"""Under this the record keeps the study day whose page was shown last."""
_MOST_SITTINGS = 50
_LEAST_GAP = 2
"""Days between two answers: with fewer nothing was bridged."""


class Grown(msgspec.Struct, frozen=True, kw_only=True):
    """A card that was recalled and lasts longer now."""

    ref: CardRef
    """The card."""
    question: str
    """What it asks, in one line."""
    gap: int
    """Days since it was answered before."""
    lasted: int
    """Days that it lasted, 0 or more: the gap, or what followed when it was forgotten."""
    lasts: int
    """Days until it is due again."""
    difficulty: float
    """1 to 10."""
    was_forgotten: bool
    """Whether the answer before was wrong: it was won back."""


class Moment(StrEnum):
    """What makes a moment the best one of a day."""

    WON_BACK = "won_back"
    """A card that was forgotten was recalled."""
    LONGEST_GAP = "longest_gap"
    """A card was recalled after more days than ever any card before."""
    PERFECT = "perfect"
    """A quiz without a mistake."""
    LONG_GAP = "long_gap"
    """A card was recalled after many days."""


class BestMoment(msgspec.Struct, frozen=True, kw_only=True):
    """The best moment of a day."""

    what: Moment
    """What it was."""
    name: str
    """The question, or the title of the quiz."""
    days: int = 0
    """Days that were bridged."""


class DayReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a study day was."""

    cards: int
    """Different cards that were answered."""
    minutes: float
    """Time taken, at most a minute an answer."""
    right: float
    """Share of what was answered that was right, 0 to 1."""
    grown: tuple[Grown, ...]
    """Cards that were recalled and last longer now, the greatest growth first."""
    best: BestMoment | None
    """The best moment; None on a day of new cards alone."""


def day_report(desk: "Desk") -> DayReport:
    """Return what today was so far."""
    done = study_history(desk).get(desk.today)
    grown = sorted(_grown(desk), key=lambda one: one.lasts - one.lasted, reverse=True)
    return DayReport(
        cards=done.cards if done else 0,
        minutes=done.minutes if done else 0.0,
        right=done.right if done else 0.0,
        grown=tuple(grown),
        best=_best(desk, grown),
    )


def _grown(desk: "Desk") -> Iterator[Grown]:
    """Yield the cards that were recalled today after a day or more, and last longer for it."""
    today = desk.today
    names = desk.record.names_now(set(desk.library.entries))
    seen = dict.fromkeys(
        CardRef(review.bank, names(review.bank, review.card, review.at))
        for review in desk.record.reviews(first_day=today)
        if review.schedules and review.rating is not None and review.bank in desk.library.entries
    )
    for ref in seen:
        found = _before_and_today(desk.record.card_reviews(ref.bank, ref.card), today)
        item = desk.library.item(ref.bank, ref.card)
        if found is None or item is None:
            continue
        before, first, last = found
        gap, lasts = first.day - before.day, last.interval_days or 0
        was_forgotten = before.rating is Rating.AGAIN
        # A card that was forgotten begins again, and lasts longer than it did then.
        lasted = (before.interval_days or 0) if was_forgotten else gap
        if first.rating is Rating.AGAIN or lasts <= lasted:
            continue
        state = desk.record.state(ref.bank, ref.card)
        yield Grown(
            ref=ref,
            question=stem_line(item[0]),
            gap=gap,
            lasted=lasted,
            lasts=lasts,
            difficulty=state.difficulty or 0.0,
            was_forgotten=was_forgotten,
        )


def _before_and_today(
    reviews: "list[Review]", today: int
) -> "tuple[Review, Review, Review] | None":
    """Return the last answer before today, and today's first and last; None for a new card."""
    counted = [one for one in reviews if one.schedules and one.rating is not None]
    before = [one for one in counted if one.day < today]
    now = [one for one in counted if one.day == today]
    return (before[-1], now[0], now[-1]) if before and now else None


def _best(desk: "Desk", grown: list[Grown]) -> BestMoment | None:
    """Return the best moment of today: the first that holds, of those in `Moment`."""
    forgotten = (one for one in grown if one.was_forgotten and one.gap >= _LEAST_GAP)
    won_back = max(forgotten, key=_gap, default=None)
    if won_back is not None:
        return BestMoment(what=Moment.WON_BACK, name=won_back.question, days=won_back.gap)
    longest = max(grown, key=_gap, default=None)
    is_long = longest is not None and longest.gap >= _LEAST_GAP
    # A long log is not gone through for a sentence.
    if longest is not None and is_long and not desk.has_long_log and _is_longest(desk, longest.gap):
        return BestMoment(what=Moment.LONGEST_GAP, name=longest.question, days=longest.gap)
    for sitting in recent_sittings(desk, _MOST_SITTINGS):
        is_today = desk.days.ordinal(sitting.started_at) == desk.today
        if (
            is_today
            and is_perfect(sitting.answers, sitting.right)
            and sitting.is_ended
            and sitting.mode is Mode.QUIZ
        ):
            return BestMoment(what=Moment.PERFECT, name=sitting.title)
    if longest is not None and is_long:
        return BestMoment(what=Moment.LONG_GAP, name=longest.question, days=longest.gap)
    return None


def _gap(grown: Grown) -> int:
    return grown.gap


def _is_longest(desk: "Desk", gap: int) -> bool:
    """Return whether no card was ever recalled before today after as many days."""
    return all(days < gap for day, days in recalled_gaps(desk) if day < desk.today)


def recalled_gaps(desk: "Desk") -> Iterator[tuple[int, int]]:
    """Yield the study day of each recall, as an ordinal, and the days since the answer before."""
    days: dict[str, list[tuple[int, int]]] = {}
    for card, rating, day, _at, _ms in desk.record.scheduling_log():
        days.setdefault(str(card), []).append((day, rating))
    for answers in days.values():
        for (before, _rating), (day, rating) in pairwise(answers):
            if rating != Rating.AGAIN:
                yield day, day - before


def is_day_to_show(desk: "Desk") -> bool:
    """Return whether today is done, and its page was not shown yet."""
    if not goal_of(desk).is_set or desk.record.meta(_SHOWN) == str(desk.today):
        return False
    return is_done_today(desk, study_history(desk))


def note_day_shown(desk: "Desk") -> None:
    """Keep that the page of today was shown."""
    desk.record.put_meta(_SHOWN, str(desk.today))
