"""The learner's record: what was answered, and what follows from it."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import msgspec

from quiz.errors import QuizError, reason_of
from quiz.memory.days import StudyDays
from quiz.memory.pace import Pace, pace_of
from quiz.memory.replay import Replay
from quiz.memory.scheduler import Scheduler
from quiz.memory.state import MemoryState
from quiz.store import (
    backups,
    card_figures,
    deriving,
    log,
    queries,
    renaming,
    side_tables,
    tallies,
)
from quiz.store.aliases import Aliases
from quiz.store.backups import Backup
from quiz.store.card_figures import CardChoice, HardFigures
from quiz.store.connection import is_damage
from quiz.store.database import Database, ReadingDatabase
from quiz.store.log import Rebuild, Step
from quiz.store.rows import (
    CardActionRow,
    DayTotals,
    DueRow,
    Review,
    SeenQuestion,
    is_scheduling,
)
from quiz.store.side_tables import SideTables
from quiz.store.sittings import Sittings
from quiz.store.tallies import CardTally
from quiz.store.timed_log import scheduling_log
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.memory.fsrs6 import Fsrs6
    from quiz.memory.seen import AnswerSeen
    from quiz.store.daily import DailyTallies
    from quiz.store.lines import Row
    from quiz.store.merging import Merged

_LOCAL_DAYS = StudyDays()
_LAST = 400
"""Answers that show how fast the learner is now."""
_SHORTEST_DAY_US = 23 * 3600 * 1_000_000


class Record(SideTables, Sittings):
    """One learner's record, for use by the thread that opened it.

    Every method that writes is one transaction, which is on the disk when it returns. Where the
    disk fails, the record goes on in memory, `trouble` says so, and each later write first tries
    to save what was kept.
    """

    def __init__(self, database: Database, learner: str, days: StudyDays) -> None:
        """Take an open database; use `Record.open`."""
        self._database = database
        self.learner = learner
        """Whose record it is."""
        self.days = days
        """Where study days begin."""

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        learner: str = "me",
        days: StudyDays = _LOCAL_DAYS,
        tell: Callable[[str], None] = lambda _: None,
    ) -> "Record":
        """Open a record, making the file and its folder if they are missing.

        Args:
            path: The file.
            learner: Whose reviews are read and written.
            days: Where study days begin.
            tell: Called with what is being done, as a sentence, where it takes long.

        Raises:
            QuizError: The file was written by a newer version of the program.
        """
        return cls(Database(path, tell), learner, days)

    @classmethod
    def reading(cls, path: Path, *, learner: str = "me", days: StudyDays = _LOCAL_DAYS) -> "Record":
        """Open a record that is open already a second time, to read it in another thread.

        Raises:
            QuizError: The file cannot be read.
        """
        try:
            return cls(ReadingDatabase(path), learner, days)
        except sqlite3.Error as error:
            raise QuizError(_("can't read your progress: {reason}").format(reason=error)) from error

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    @property
    def trouble(self) -> str:
        """Why nothing is being saved, as a sentence; empty while all is well."""
        return self._database.trouble

    @property
    def notice(self) -> str:
        """What the learner should know of the opening, as a sentence; empty if nothing."""
        return self._database.notice

    @property
    def database(self) -> Database:
        """The open database, for what else the store does with it."""
        return self._database

    def close(self) -> None:
        """Close the file, after a last try to save what was kept in memory."""
        self._database.close()

    def __enter__(self) -> "Record":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    # Reviews

    def append(
        self,
        review: Review,
        step: Step,
        seen: SeenQuestion | None = None,
        *,
        following: int | None = None,
    ) -> MemoryState:
        """Keep an answer and return the card's state after it.

        Args:
            review: The answer. One whose uid is kept already changes nothing.
            step: Gives the state after the review from the one before; called where the review
                has a rating and schedules, perhaps more than once.
            seen: The question as it is, kept unless it is.
            following: How many answers its sitting has before it; None where that is no matter.

        Raises:
            Overtaken: The sitting has another number of answers: another window went on with it.
        """
        review = self._signed(review)

        def work(connection: sqlite3.Connection) -> MemoryState:
            if following is not None and review.sitting is not None:
                log.check_following(connection, review, following)
            if seen is not None:
                side_tables.see_question(connection, review.bank, log.item_of(review.card), seen)
            return log.append(connection, review, step)

        return self._database.write(work)

    def amend(
        self, uid: str, review: Review, step: Step, rebuild: Rebuild, now: datetime
    ) -> MemoryState:
        """Replace an answer by another one and return the card's state after it.

        Args:
            uid: The answer to replace.
            review: What replaces it; `replaces` is filled in.
            step: Gives the state after the replacement from the one before.
            rebuild: Gives the state of the replacement's card from its history.
            now: When it is replaced, UTC.

        Raises:
            QuizError: There is no such answer, or it was undone before.
        """
        review = msgspec.structs.replace(self._signed(review), replaces=uid)

        def work(connection: sqlite3.Connection) -> MemoryState:
            old = log.retract(connection, uid, self.learner, self.device, now)
            return log.amend(connection, old, review, step, rebuild)

        return self._database.write(work)

    def retract(self, uid: str, rebuild: Rebuild, now: datetime) -> MemoryState:
        """Take an answer back and return the card's state without it.

        Args:
            uid: The answer.
            rebuild: Gives the state of its card from the remaining history.
            now: When it is undone, UTC.

        Raises:
            QuizError: There is no such answer, or it was undone before.
        """

        def work(connection: sqlite3.Connection) -> MemoryState:
            review = log.retract(connection, uid, self.learner, self.device, now)
            return self._rebuilt(connection, review, rebuild)

        return self._database.write(work)

    def last_review(self) -> Review | None:
        """Return the answer that came last on this device and was not undone."""
        return self._database.read(lambda c: queries.last_review(c, self.learner, self.device))

    def reviews(self, *, first_day: int = 0) -> list[Review]:
        """Return all answers from a study day on that were not undone, as they came."""
        return self._database.read(lambda c: queries.reviews(c, self.learner, first_day))

    def tallies(self, bank: str) -> dict[str, CardTally]:
        """Return how the cards of a bank were answered, by card; those never asked are missing."""
        return self._database.read(lambda c: tallies.tallies(c, self.learner, bank))

    def overridden(self, bank: str) -> list[tuple[str, str]]:
        """Return card and response of each answer in a bank that was counted right after all."""
        return self._database.read(lambda c: tallies.overridden(c, self.learner, bank))

    def card_reviews(self, bank: str, card: str) -> list[Review]:
        """Return the answers to a card that were not undone, in order of time."""
        return self._database.read(lambda c: log.live_history(c, self.learner, bank, card))

    def scheduling_log(self) -> "list[AnswerSeen]":
        """Return every answer that schedules and was not undone, in time order, by `bank/card`."""
        return self._database.read(lambda c: scheduling_log(c, self.learner))

    def follow_in(
        self,
        tallies: "DailyTallies",
        model: "Fsrs6",
        tell: Callable[[float], object] = lambda share: None,
    ) -> None:
        """Bring daily tallies up to date with the log.

        Args:
            tallies: As opened by this thread.
            model: The memory model with the learner's weights.
            tell: As for `DailyTallies.follow`.
        """
        self._database.read(lambda c: tallies.follow(c, self.learner, self.days, model, tell))

    def due_counts(self, choice: CardChoice, today: int, days: int) -> list[int]:
        """Return how many cards are due on each of some days; the first has the overdue too."""
        return self._database.read(lambda c: card_figures.due_counts(c, choice, today, days))

    def counts_between(self, choice: CardChoice, column: str, bounds: Sequence[float]) -> list[int]:
        """Return how many answered cards lie between bounds of `stability` or `difficulty`."""
        return self._database.read(lambda c: card_figures.counts_between(c, choice, column, bounds))

    def hardest(self, choice: CardChoice, most: int) -> list[HardFigures]:
        """Return the cards with most lapses, of those the most difficult."""
        return self._database.read(lambda c: card_figures.hardest(c, choice, most))

    def stabilities(self, choice: CardChoice) -> list[tuple[str, float]]:
        """Return the stability of each answered card, with its name as `bank/card`."""
        return self._database.read(lambda c: card_figures.stabilities(c, choice))

    def size(self) -> int:
        """Return about how many answers the log has."""
        row = self._database.read(lambda c: c.execute("SELECT max(seq) FROM review").fetchone())
        return int(row[0] or 0)

    def log_mark(self) -> str:
        """Return what changes whenever the log or the weights do."""
        return self._database.read(lambda c: queries.log_mark(c, self.learner))

    # Deeds

    def do(self, action: CardActionRow, rebuild: Rebuild) -> MemoryState:
        """Keep something done with a card, and return the card's state after it.

        Args:
            action: What was done. One whose uid is kept already changes nothing.
            rebuild: Gives the state of the card from its history.
        """
        self.do_all([(action, rebuild)])
        return self.state(action.bank, action.card)

    def do_all(self, actions: Sequence[tuple[CardActionRow, Rebuild]]) -> None:
        """Keep what was done with several cards, all or none of it.

        Args:
            actions: Each with what gives the state of its card from its history.
        """
        signed = [
            (
                msgspec.structs.replace(
                    action,
                    learner=action.learner or self.learner,
                    device=action.device or self.device,
                ),
                rebuild,
            )
            for action, rebuild in actions
        ]

        def work(connection: sqlite3.Connection) -> None:
            for action, rebuild in signed:
                log.do(connection, action, rebuild)

        self._database.write(work)

    def actions_caused(self, uid: str) -> list[CardActionRow]:
        """Return what was done along with another action, undone or not."""
        return self._database.read(lambda c: queries.actions_caused(c, uid))

    def card_actions(self, bank: str, card: str) -> list[CardActionRow]:
        """Return what was done with a card and not undone, in order of time."""
        return self._database.read(lambda c: log.card_actions(c, self.learner, bank, card))

    def last_action(self) -> CardActionRow | None:
        """Return what was done last on this device with any card and not undone."""
        return self._database.read(lambda c: queries.last_action(c, self.learner, self.device))

    def undo_actions(self, actions: Sequence[tuple[CardActionRow, Rebuild]], now: datetime) -> None:
        """Undo actions, all or none of them.

        Args:
            actions: As `card_actions` or `last_action` gave them, each with what gives the state
                of its card from the remaining history.
            now: When they are undone, UTC.
        """

        def work(connection: sqlite3.Connection) -> None:
            for action, _rebuild in actions:
                log.take_back(connection, action.uid, self.learner, self.device, now)
            for action, rebuild in actions:
                card = Aliases(connection, action.bank).name_now(action.card, action.at)
                log.rebuild_card(connection, self.learner, action.bank, card, rebuild)

        self._database.write(work)

    # States

    def state(self, bank: str, card: str) -> MemoryState:
        """Return a card's state; `NEW_STATE` if it was never reviewed."""
        return self._database.read(lambda c: log.state_in(c, self.learner, bank, card))

    def states(self, bank: str) -> dict[str, MemoryState]:
        """Return the states of a bank's cards that were reviewed, by card."""
        return self._database.read(lambda c: queries.states(c, self.learner, bank))

    def all_states(self) -> dict[str, dict[str, MemoryState]]:
        """Return the states of all cards that were reviewed, by bank and card."""
        return self._database.read(lambda c: queries.all_states(c, self.learner))

    def answered_since(
        self, first_day: int, *, rating: int | None = None, only_first: bool = False
    ) -> set[tuple[str, str]]:
        """Return bank and card of what was answered from a study day on.

        Args:
            first_day: The study day, as an ordinal.
            rating: 1 (Again) to 4 (Easy); None for any.
            only_first: Whether the first answer of a card, on schedule, counts alone.
        """
        return self._database.read(
            lambda c: queries.answered_since(
                c, self.learner, first_day, rating=rating, only_first=only_first
            )
        )

    def due_by_day(
        self, first_ordinal: int, days: int, banks: Collection[str] | None = None
    ) -> list[int]:
        """Return the number of cards due on each of `days` days; the first has the overdue too.

        Of all banks, or of those of some ids.
        """
        return self._database.read(
            lambda c: queries.due_by_day(c, self.learner, first_ordinal, days, banks)
        )

    def queue_rows(
        self,
        banks: Collection[str],
        day_ordinal: int,
        most: int = 10_000,
        most_of_bank: Mapping[str, int] = {},
    ) -> list[DueRow]:
        """Return what a review may show, but for new cards.

        Args:
            banks: Ids of the banks.
            day_ordinal: The study day by which cards are due; all cards on learning steps are
                given, due or not.
            most: How many due cards at most; those that are due longest.
            most_of_bank: The same for some banks alone, by id.
        """
        return self._database.read(
            lambda c: queries.queue_rows(c, self.learner, banks, day_ordinal, most, most_of_bank)
        )

    def seen_cards(self, bank: str, day_ordinal: int) -> dict[str, int]:
        """Return what keeps cards of a bank from being new, by card.

        1 if it was reviewed on the study day, 2 if it is kept out of reviews on it, 0 if it was
        reviewed before.
        """
        return self._database.read(lambda c: queries.seen_cards(c, self.learner, bank, day_ordinal))

    def learned_counts(self) -> dict[str, int]:
        """Return how many present cards of each bank were reviewed at least once."""
        return self._database.read(lambda c: queries.learned_counts(c, self.learner))

    def pace(self, today: int) -> Pace:
        """Return how long cards take the learner, by the last answers.

        Args:
            today: The study day, as an ordinal.
        """
        answers = self._database.read(lambda c: queries.last_answers(c, self.learner, _LAST))
        return pace_of(answers, today)

    def today(self, day: int) -> DayTotals:
        """Return what was done on a study day, given as an ordinal."""
        return self.today_by_bank(day)[0]

    def today_by_bank(self, day: int) -> tuple[DayTotals, dict[str, DayTotals]]:
        """Return what was done on a study day, given as an ordinal: in all, and by bank."""
        return self._database.read(lambda c: queries.day_totals(c, self.learner, day))

    def latest_day(self) -> int | None:
        """Return the latest study day with an answer, as an ordinal; None before the first."""
        return self._database.read(lambda c: queries.latest_day(c, self.learner))

    def was_no_day(self, earlier: int, later: int, now: datetime) -> bool:
        """Return whether the learner had no day between two study days.

        Less than 23 hours lie between their answers then, or between the answers and `now`: the
        shortest day of any zone is as long.
        """
        gap = self._database.read(lambda c: queries.gap_us(c, self.learner, earlier, later, now))
        return gap is not None and gap < _SHORTEST_DAY_US

    # Banks

    def seen_banks(self) -> dict[str, str]:
        """Return the digest of each bank as last seen."""
        return self._database.read(
            lambda c: {row["bank"]: row["digest"] for row in c.execute("SELECT * FROM seen_bank")}
        )

    def sync_bank(self, bank: str, digest: str, cards: Collection[str]) -> None:
        """Note a bank as it is now, and which of its known cards it still has.

        Args:
            bank: Id of the bank.
            digest: Of its content.
            cards: Names of all its cards; states of others are kept but not counted.
        """
        cards = frozenset(cards)
        self._database.write(lambda c: log.sync_bank(c, bank, digest, cards))

    def rename_cards(
        self, bank: str, names: Mapping[str, str], now: datetime, replay: Replay
    ) -> None:
        """Give cards new names; their histories and states go with them.

        Args:
            bank: Id of the bank.
            names: New name by old name.
            now: When, UTC.
            replay: Gives the states of the cards under their new names: `Scheduler.replay`.
        """
        names = dict(names)
        self._database.write(lambda c: renaming.rename(c, bank, names, now, replay))

    def names_now(self, banks: Collection[str]) -> Callable[[str, str, datetime], str]:
        """Return what gives today's name of a card, from its bank, its name then, and the time."""
        names = self._database.read(lambda c: {bank: Aliases(c, bank) for bank in banks})
        return lambda bank, card, at: names[bank].name_now(card, at)

    # Care

    def merge(self, rows: "Iterable[Row]", replay: Replay) -> "Merged":
        """Add rows from elsewhere to the log; what is there already changes nothing.

        Args:
            rows: In any order.
            replay: Gives the states of the cards that changed: `Scheduler.replay`.
        """
        rows = tuple(rows)
        from quiz.store.merging import merge

        return self._database.write(lambda c: merge(c, self.learner, rows, replay))

    def merge_many(self, rows: "Iterable[Row]") -> "Merged":
        """Add many rows from elsewhere, and note that the states must be derived again."""
        rows = tuple(rows)
        from quiz.store.merging import merge_many

        return self._database.write(lambda c: merge_many(c, self.learner, rows))

    def differences(self, scheduler: Scheduler) -> list[deriving.Difference]:
        """Return what the kept states say otherwise than the log.

        Args:
            scheduler: Gives a card's state from its history.
        """
        return self._database.read(lambda c: deriving.differences(c, self.learner, scheduler))

    def check(self, scheduler: Scheduler) -> list[str]:
        """Return the same as `differences`, a sentence each."""
        return [words.format(card="/".join(key)) for key, words in self.differences(scheduler)]

    def rebuild_states(self, scheduler: Scheduler) -> int:
        """Derive all states from the log again and return how many changed.

        Args:
            scheduler: Gives a card's state from its history.
        """
        return self._database.write(lambda c: deriving.rebuild_all(c, self.learner, scheduler))

    @property
    def has_stale_states(self) -> bool:
        """Whether the states must be derived again: the tables changed, or the log did."""
        return self._database.read(deriving.is_stale)

    def back_up_if_due(self, now: datetime) -> Path | None:
        """Write the day's backup unless it was; return the new file.

        It uses no connection of the record's, and may run in any thread.

        Args:
            now: UTC; backups are named by study days. Of the older ones some are kept: see
                `thinning.obsolete`.

        Raises:
            QuizError: The backup cannot be written.
        """
        if self.trouble:
            return None
        try:
            return backups.daily_backup(self.path, self.days.day_of(now))
        except (OSError, sqlite3.Error) as error:
            words = _("can't write today's backup: {reason}")
            raise QuizError(words.format(reason=_why(error))) from error

    def back_up(self, now: datetime, why: str = "now") -> Path:
        """Write a backup and return the file.

        Args:
            now: UTC.
            why: A word for its name.

        Raises:
            QuizError: The backup cannot be written.
        """
        if self.trouble:
            raise QuizError(_("{trouble}; no backup was written").format(trouble=self.trouble))
        try:
            return backups.backup_now(self.path, now.astimezone(self.days.zone), why)
        except (OSError, sqlite3.Error) as error:
            words = _("can't write the backup: {reason}")
            raise QuizError(words.format(reason=_why(error))) from error

    def backups(self) -> list[Backup]:
        """Return the backups that there are, newest first."""
        return backups.listed(self.path)

    def _signed(self, review: Review) -> Review:
        return msgspec.structs.replace(
            review, learner=review.learner or self.learner, device=review.device or self.device
        )

    def _rebuilt(
        self, connection: sqlite3.Connection, review: Review, rebuild: Rebuild
    ) -> MemoryState:
        """Return the state of a review's card, derived again unless only practice changed."""
        card = Aliases(connection, review.bank).name_now(review.card, review.at)
        if not is_scheduling(review):
            return log.state_in(connection, self.learner, review.bank, card)
        return log.rebuild_card(connection, self.learner, review.bank, card, rebuild)


def _why(error: OSError | sqlite3.Error) -> str:
    if isinstance(error, sqlite3.Error):
        return _("your progress file is damaged") if is_damage(error) else str(error)
    return reason_of(error)
