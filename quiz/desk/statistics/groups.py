"""Topics, kinds of question and banks, the weakest first."""

from collections.abc import Iterable
from enum import StrEnum
from statistics import median

import msgspec

from quiz.desk.statistics.source import StatisticsSource
from quiz.store.daily.tallies import Counts, ScopeKey

ENOUGH_ANSWERS = 5
"""Answers from which on a group is among the weak and the strong."""


class Grouping(StrEnum):
    """By what answers are put together."""

    TOPICS = "topics"
    """By the topics that a question had when it was answered; with two it counts in both."""
    KINDS = "kinds"
    """By the kind of question."""
    BANKS = "banks"
    """By bank."""


class AnswerGroup(msgspec.Struct, frozen=True, kw_only=True):
    """The answers of a topic, a kind or a bank."""

    name: str
    """The topic, the kind as in a bank's file, or the id of the bank."""
    answers: int
    """All answers."""
    right: float | None
    """Share that was right, 0 to 1, what was partly right in part."""
    minutes: float
    """Time that they took."""
    cards: int | None = None
    """Answered cards that are still there; None until `with_lasting` counted them."""
    stability: float | None = None
    """Their median stability: days until recall falls to 90 %; None without cards."""


def groups(source: StatisticsSource, grouping: Grouping) -> tuple[AnswerGroup, ...]:
    """Return topics, kinds or banks of the period, the weakest first.

    Those with fewer than 5 answers come last. How long their cards last is left to `with_lasting`.
    """
    keys = source.tallies.scopes()
    chosen = source.scopes
    counts: dict[str, Counts] = {}
    for number, found in source.tallies.by_scope(source.first_day).items():
        if chosen is None or number in chosen:
            for name in _names(keys[number], grouping, source.scope.tags):
                counts[name] = counts.get(name, Counts()) + found
    found_groups = [
        AnswerGroup(name=name, answers=found.answers, right=found.right, minutes=found.minutes)
        for name, found in counts.items()
    ]
    return tuple(sorted(found_groups, key=_weakest_first))


def with_lasting(
    source: StatisticsSource, grouping: Grouping, found: tuple[AnswerGroup, ...]
) -> tuple[AnswerGroup, ...]:
    """Return groups with their cards, and how long these last: it takes longer than the rest."""
    lasting = _stabilities(source, grouping, source.tallies.scopes())
    return tuple(
        msgspec.structs.replace(
            group,
            cards=len(lasting.get(group.name, ())),
            stability=median(lasting[group.name]) if lasting.get(group.name) else None,
        )
        for group in found
    )


def _names(key: ScopeKey, grouping: Grouping, tags: tuple[str, ...]) -> Iterable[str]:
    match grouping:
        case Grouping.TOPICS:
            return [tag for tag in key.tags if not tags or tag in tags]
        case Grouping.KINDS:
            return (key.kind,)
        case Grouping.BANKS:
            return (key.bank,)


def _stabilities(
    source: StatisticsSource, grouping: Grouping, keys: dict[int, ScopeKey]
) -> dict[str, list[float]]:
    scopes = source.tallies.card_scopes()
    by_scope: dict[int, list[float]] = {number: [] for number in keys}
    for card, stability in source.record.stabilities(source.choice):
        if card in scopes:
            by_scope[scopes[card]].append(stability)
    found: dict[str, list[float]] = {}
    for scope, lasting in by_scope.items():
        for name in _names(keys[scope], grouping, source.scope.tags):
            found.setdefault(name, []).extend(lasting)
    return found


def _weakest_first(group: AnswerGroup) -> tuple[bool, float, str]:
    share = 1.0 if group.right is None else group.right
    return group.answers < ENOUGH_ANSWERS, share, group.name
