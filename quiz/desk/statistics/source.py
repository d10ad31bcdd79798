"""What statistics are drawn from: the daily tallies, brought up to date, and the record."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.recall import Recall
from quiz.desk.statistics.scope import Scope
from quiz.memory import StudyDays
from quiz.memory.calibration import CalibratorState
from quiz.memory.fsrs6 import Fsrs6
from quiz.store import Record
from quiz.store.card_figures import CardChoice
from quiz.store.daily import DailyTallies

if TYPE_CHECKING:
    from quiz.desk.desk import Desk


_TELL_EVERY_S = 0.1


class CountingStopped(Exception):
    """Counting was given up because nobody waits for it any more."""


class StatisticsSource:
    """Answers of a scope, counted; for use by the thread that opened it."""

    def __init__(
        self,
        record: Record,
        tallies: DailyTallies,
        recall: Recall,
        request: "SourceRequest",
        tell: Callable[[float], object],
    ) -> None:
        """Take a record and tallies that are up to date with it; use `open_source`."""
        self.record = record
        """The learner's."""
        self.tallies = tallies
        """Its answers by day."""
        self.recall = recall
        """Says how likely a card is recalled."""
        self.tell = tell
        """Told how far a long work is, 0 to 1; what it raises ends the work."""
        self.scope = request.scope
        """Of which answers statistics are."""
        self.today = request.today
        """The study day, as an ordinal."""
        self.now = request.now
        """The time, UTC."""
        self.days = request.days
        """Where study days begin, and the zone of the learner's clock."""
        self.cards = request.cards
        """Number of cards by bank, of those that are there."""
        self.retention = request.retention
        """The desired retention: of the bank, or the usual one."""

    @cached_property
    def banks(self) -> frozenset[str]:
        """Ids of the banks of the scope that are there."""
        return frozenset(self.scope.banks or self.cards) & frozenset(self.cards)

    @cached_property
    def scopes(self) -> frozenset[int] | None:
        """The tallies' numbers of what is in the scope; None for everything."""
        if self.scope.is_everything:
            return None
        banks, tags = frozenset(self.scope.banks), frozenset(self.scope.tags)
        return frozenset(
            number
            for number, key in self.tallies.scopes().items()
            if (not banks or key.bank in banks) and (not tags or tags & {*key.tags})
        )

    @cached_property
    def first_day(self) -> int:
        """The first study day of the period, as an ordinal; 0 for all."""
        days = self.scope.period.days
        return 0 if days is None else self.today - days + 1

    @cached_property
    def chosen_cards(self) -> frozenset[str] | None:
        """The answered cards of some topics, as `bank/card`; None where all topics are meant."""
        if not self.scope.tags:
            return None
        return self.tallies.cards_in(self.scopes or ())

    @property
    def choice(self) -> CardChoice:
        """The cards of the scope that are still in their banks."""
        return CardChoice(learner=self.record.learner, banks=self.banks, cards=self.chosen_cards)


class SourceRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a source is opened with, in this thread or another."""

    path: Path
    """The record's file."""
    cache: Path
    """The folder of the tallies."""
    scope: Scope
    """Of which answers statistics are."""
    today: int
    """The study day, as an ordinal."""
    now: datetime
    """UTC."""
    days: StudyDays
    """Where study days begin."""
    model: Fsrs6
    """The memory model with the learner's weights."""
    cards: dict[str, int]
    """Number of cards by bank."""
    retention: float
    """Desired retention of the scope."""
    calibrator: CalibratorState | None
    """What the log teaches, if that was worked out."""


def request_of(desk: "Desk", scope: Scope) -> SourceRequest:
    """Return what a source of a desk's statistics is opened with."""
    bank = scope.banks[0] if len(scope.banks) == 1 else ""
    return SourceRequest(
        path=desk.places.record,
        cache=desk.places.cache,
        scope=scope,
        today=desk.today,
        now=desk.now(),
        days=desk.days,
        model=desk.scheduling.scheduler.model,
        cards={entry.id: entry.cards for entry in desk.library.entries.values()},
        retention=desk.config.retention_of(bank),
        calibrator=desk.recall.state if desk.recall.is_ready else None,
    )


def told_now_and_then(
    show: Callable[[float], object], is_wanted: Callable[[], bool]
) -> Callable[[float], object]:
    """Return what is told how far a long work is, and passes it on about ten times a second.

    Args:
        show: Called with the share that is done, in the thread that works.
        is_wanted: Returns whether somebody still waits; where not, `CountingStopped` is raised.
    """
    last = monotonic()

    def tell(share: float) -> None:
        nonlocal last
        if not is_wanted():
            raise CountingStopped
        if monotonic() - last >= _TELL_EVERY_S:
            show(share)
            last = monotonic()

    return tell


def _tell_nobody(_share: float) -> None:
    pass


@contextmanager
def open_source(
    desk: "Desk", scope: Scope, tell: Callable[[float], object] = _tell_nobody
) -> Iterator[StatisticsSource]:
    """Open the source of statistics in the desk's own thread.

    Args:
        desk: Whose answers they are.
        scope: Of which answers.
        tell: Told how far a long log is counted, 0 to 1; what it raises ends the counting.
    """
    with _opened(desk.record, request_of(desk, scope), tell) as source:
        yield source


def source_apart(
    desk: "Desk", scope: Scope, tell: Callable[[float], object] = _tell_nobody
) -> Callable[[Callable[[StatisticsSource], object]], object]:
    """Return what works statistics out in another thread, where the record is opened again.

    Where nothing is being saved, the answers are in the desk's memory alone: then it must be
    called in the desk's own thread (see `is_apart`).

    Args:
        desk: Whose answers they are.
        scope: Of which answers.
        tell: As for `open_source`; called in the other thread, and not at all in the desk's own.
    """
    request = request_of(desk, scope)
    if not is_apart(desk):
        record = desk.record

        def here(work: Callable[[StatisticsSource], object]) -> object:
            with _opened(record, request, _tell_nobody) as source:
                return work(source)

        return here

    def apart(work: Callable[[StatisticsSource], object]) -> object:
        with (
            Record.reading(request.path, days=request.days) as record,
            _opened(record, request, tell) as source,
        ):
            return work(source)

    return apart


def is_apart(desk: "Desk") -> bool:
    """Return whether statistics may be worked out in another thread."""
    return not desk.trouble


@contextmanager
def _opened(
    record: Record, request: SourceRequest, tell: Callable[[float], object]
) -> Iterator[StatisticsSource]:
    with DailyTallies.open(request.cache) as tallies:
        record.follow_in(tallies, request.model, tell)
        recall = Recall(record, request.model)
        recall.take(request.calibrator or tallies.calibrator)
        yield StatisticsSource(record, tallies, recall, request, tell)
