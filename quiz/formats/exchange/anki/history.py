"""Anki's review log and schedule as answers and changes of ours.

Source: Anki, `rslib/src/revlog/mod.rs`, `rslib/src/scheduler/{timing,upgrade,fsrs}`.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from quiz.formats.exchange.anki.collection import AnkiCard, Collection, RevlogRow
from quiz.formats.exchange.exchanged import PastAnswer, PastChange

_LEARN, _REVIEW, _RELEARN, _FILTERED, _BY_HAND, _RESCHEDULED = range(6)
_IN_REVIEW, _SUSPENDED = 2, -1
_LATEST_MS = 4_102_444_800_000
_LONGEST_DAYS = 36_500
_TICK = timedelta(microseconds=1)
_UNTIL_FOUR = timedelta(hours=7)
"""Added to a moment that is 4 am in its zone it gives the date there, whatever the zone is."""


def answers_and_changes(
    collection: Collection, names: Mapping[int, str], cards: Mapping[int, AnkiCard]
) -> tuple[tuple[PastAnswer, ...], tuple[PastChange, ...]]:
    """Return what a learner did with the cards that were taken, in order of time.

    Args:
        collection: With its review log.
        names: Ours of the cards, by Anki's ids.
        cards: The cards, by their ids.
    """
    answers: list[PastAnswer] = []
    changes: list[PastChange] = []
    first_day = _first_day(collection)
    for card_id, name in names.items():
        logged = [one for one in collection.answers.get(card_id, ()) if 0 < one.at_ms < _LATEST_MS]
        own = [one for one in (_answer(one, name, collection) for one in logged) if one is not None]
        answers += own
        changes += _resets(logged, name)
        changes += _standing(cards[card_id], name, first_day, own)
    answers.sort(key=lambda one: (one.at, one.card))
    changes.sort(key=lambda one: (one.at, one.card))
    return tuple(answers), tuple(changes)


def _first_day(collection: Collection) -> date:
    """Return the day from which due days are counted."""
    created = datetime.fromtimestamp(collection.created_s, UTC)
    if collection.minutes_west is None:
        return (created + _UNTIL_FOUR).date()
    return (created - timedelta(minutes=collection.minutes_west)).date()


def _answer(one: RevlogRow, name: str, collection: Collection) -> PastAnswer | None:
    """Return an answer; None for what was changed by hand."""
    if not 1 <= one.button <= 4 or one.kind not in (_LEARN, _REVIEW, _RELEARN, _FILTERED):
        return None
    rating = one.button
    if collection.is_first_scheduler and one.kind in (_LEARN, _RELEARN) and rating in (2, 3):
        rating += 1  # its three buttons were again, good, easy
    return PastAnswer(
        card=name,
        at=_moment(one.at_ms),
        rating=rating,
        elapsed_ms=min(max(one.took_ms, 0), 24 * 3_600_000),
        schedules=not (one.kind == _FILTERED and one.factor == 0),
        interval_days=one.interval if 0 < one.interval <= _LONGEST_DAYS else None,
    )


def _resets(logged: list[RevlogRow], name: str) -> Iterator[PastChange]:
    """Yield when a card was made new again."""
    for one in logged:
        if one.kind == _BY_HAND and one.button == 0 and one.factor == 0:
            yield PastChange(card=name, at=_moment(one.at_ms), what="reset")


def _standing(
    card: AnkiCard, name: str, first_day: date, answers: list[PastAnswer]
) -> Iterator[PastChange]:
    """Yield how a card stands now: its due day, and whether it is suspended."""
    last = max((one.at for one in answers if one.schedules), default=None)
    if card.stage == _IN_REVIEW and last is not None and abs(card.due) <= 2 * _LONGEST_DAYS:
        due = first_day.toordinal() + card.due
        yield PastChange(card=name, at=last + _TICK, what="due", day=due)
    if card.queue == _SUSPENDED:
        at = datetime.fromtimestamp(card.changed_s, UTC)
        yield PastChange(card=name, at=max(at, last + 2 * _TICK) if last else at, what="suspend")


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms // 1000, UTC) + timedelta(milliseconds=at_ms % 1000)
