"""The desk: the library, the record and the scheduler together."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from quiz.desk import following
from quiz.desk.away import forget_holiday
from quiz.desk.recall import Recall
from quiz.desk.scheduling import Scheduling
from quiz.errors import QuizError
from quiz.library.config import read_config
from quiz.library.folders import Folders, folders
from quiz.library.index import BankEntry
from quiz.library.library import Library
from quiz.memory import CardAction, MemoryState, StudyDays
from quiz.store import (
    CardActionRow,
    QuestionNote,
    Rebuild,
    Record,
    Review,
    new_uid,
)
from quiz.study import (
    CardRef,
)
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    pass

_LONG_LOG = 10_000
"""Answers that take longer than a tenth of a second to go through."""


def utc_now() -> datetime:
    """Return the time now, UTC."""
    return datetime.now(UTC)


class Desk:
    """Everything that a shell needs; one for each run of the program."""

    def __init__(
        self,
        places: Folders,
        *,
        now: Callable[[], datetime] = utc_now,
        days: StudyDays | None = None,
        most_bytes: int | None = None,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Open the banks and the record.

        Args:
            places: Where they lie.
            now: Gives the time, UTC.
            days: Where study days begin; None: as `config.toml` says, or 4 am local time.
            most_bytes: Leave more changed banks than this unread for now, as `Library` does, and
                states that a long log must give again; None: leave nothing for later.
            tell: Called with what is being done, a sentence, where opening the record takes long.
        """
        self.places = places
        self.now = now
        read = read_config(places.config)
        self.config = read.config
        self.days = days or StudyDays(rollover_hour=read.config.day_starts_at)
        self.library = Library(places, most_bytes=most_bytes)
        self.record = Record.open(places.record, days=self.days, tell=tell)
        self.notices: list[str] = [self.record.notice] if self.record.notice else []
        """What to tell the learner once."""
        if len(read.problems) == 1:
            self.notices.append(str(read.problems[0]))
        elif read.problems:
            count, where = len(read.problems), places.config.name
            message = ngettext(
                "{file} has {n} error; `quiz config` shows it",
                "{file} has {n} errors; `quiz config` lists them",
                count,
            )
            self.notices.append(message.format(file=where, n=count))
        self.scheduling = Scheduling(
            self.record, self.config, self.days, lambda: self.today, self._facts
        )
        self._note_weights()
        self.recall = Recall(self.record, self.scheduling.scheduler.model)
        self._noted: set[str] = set()
        self._told: set[str] = set()
        self.must_rebuild = False
        """Whether states must be derived from the log again, which was left for later."""
        if self.record.has_stale_states:
            self.must_rebuild = most_bytes is not None and self.record.size() > _LONG_LOG
            if not self.must_rebuild:
                self.rebuild_states()
            self._see_questions()
        self.follow_changes()

    @classmethod
    def open(
        cls,
        environ: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        *,
        most_bytes: int | None = None,
    ) -> Self:
        """Open the desk of this environment; what takes long is said on standard error."""
        places = folders(os.environ if environ is None else environ, cwd or Path.cwd())
        aloud = partial(print, "quiz:", file=sys.stderr, flush=True)
        return cls(places, most_bytes=most_bytes, tell=aloud)

    def close(self) -> None:
        """Close the record and the index."""
        with suppress(Exception):  # it is kept for speed alone, and never in the way of closing
            self.recall.keep()
        self.record.close()
        self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def take_notices(self) -> list[str]:
        """Return what to tell the learner once; what was returned is not returned again."""
        notices, self.notices = self.notices, []
        self.record.database.notice_was_seen()
        return notices

    def notice_once(self, notices: Iterable[str]) -> None:
        """Tell the learner what this run has not said yet."""
        fresh = [notice for notice in notices if notice not in self._told]
        self._told.update(fresh)
        self.notices += fresh

    def back_up(self) -> None:
        """Copy the record once a day; where that cannot be, say so."""
        try:
            self.record.back_up_if_due(self.now())
        except QuizError as error:
            self.notices.append(str(error))

    @property
    def trouble(self) -> str:
        """Why progress is not being saved; empty while it is."""
        return self.record.trouble

    @property
    def today(self) -> int:
        """The study day, as an ordinal.

        It does not run backwards: who flies west over the date line goes on with the day that
        was begun, and its limits.
        """
        today = self.days.ordinal(self.now())
        latest = self.record.latest_day()
        return today + 1 if latest == today + 1 else today

    # Banks

    def refresh(self) -> None:
        """Look at the banks again."""
        self.library.refresh()
        self.follow_changes()

    def follow_changes(self) -> None:
        """Let progress follow the questions of banks that changed, and say so."""
        seen = self.record.seen_banks()
        for entry in self.library.entries.values():
            if entry.id in seen and seen[entry.id] != entry.digest:
                following.follow(self, entry)
                self.sync_bank(entry)

    def _see_questions(self) -> None:
        """Take down how learned questions are: a record of the first version did not."""
        seen = self.record.seen_banks()
        for entry in self.library.entries.values():
            if seen.get(entry.id) == entry.digest:
                following.see(self, entry)
                self.sync_bank(entry)

    def note_bank(self, bank: str) -> None:
        """Take down which cards a bank has, once something in it was answered."""
        if bank not in self._noted and bank in self.library.entries:
            self._noted.add(bank)
            if bank not in self.record.seen_banks():
                self.sync_bank(self.library.entries[bank])

    def sync_bank(self, entry: BankEntry) -> None:
        """Take down a bank as it is now, and which of its learned cards it still has."""
        cards = [row.card for row in self.library.cards(entry)]
        self.record.sync_bank(entry.id, entry.digest, cards)

    # The memory model

    def take_up_weights(self) -> None:
        """Use the weights that the record holds now; the states were derived with them."""
        self.scheduling.take_weights()
        self._note_weights()
        self.scheduling.recount()
        self.recall.forget(self.scheduling.scheduler.model)

    def _note_weights(self) -> None:
        """Tell the learner of weights that cannot be used."""
        if self.scheduling.trouble:
            words = _("{error}; using the defaults").format(error=self.scheduling.trouble)
            self.notices.append(words)

    def _facts(self, bank: str) -> Mapping[str, str]:
        """Return the fact that each question of a bank asks, where its author named one."""
        entry = self.library.entries.get(bank)
        return self.library.facts(entry) if entry is not None else {}

    def rebuild_states(self) -> int:
        """Derive all memory states from the log again; return how many changed."""
        self.scheduling.recount()
        return self.record.rebuild_states(self.scheduling.scheduler)

    # Answers, and what else is done with a card

    def do(
        self,
        ref: CardRef,
        action: CardAction,
        value: int | None = None,
        *,
        cause: str | None = None,
    ) -> MemoryState:
        """Keep something done with a card; `undo_last` takes it back.

        Args:
            ref: The card.
            action: What is done.
            value: The study day that burying and setting due name, as an ordinal.
            cause: Uid of the review that it comes of, and is undone with.
        """
        row = CardActionRow(
            bank=ref.bank,
            card=ref.card,
            deed=action,
            at=self.now(),
            day=self.today,
            value=value,
            cause=cause,
        )
        before = self.record.state(ref.bank, ref.card)
        after = self.record.do(row, self.scheduling.rebuild(ref.card))
        self.scheduling.moved(before, after)
        return after

    def do_all(
        self, refs: Sequence[CardRef], action: CardAction, value: int | Sequence[int] | None = None
    ) -> str:
        """Keep something done with several cards; one `undo_last` takes all of it back.

        Args:
            refs: The cards.
            action: What is done.
            value: The study day that burying and setting due name, as an ordinal, of all or of
                each of them.

        Returns:
            What it is known by, as `CardActionRow.uid` says; empty without a card.
        """
        if not refs:
            return ""
        values = [value] * len(refs) if value is None or isinstance(value, int) else value
        # All but the last are caused by it: it is the last one that undo finds.
        uid, at, today = new_uid(), self.now(), self.today
        rows = [
            CardActionRow(
                uid=new_uid() if place < len(refs) else uid,
                bank=ref.bank,
                card=ref.card,
                deed=action,
                at=at,
                day=today,
                value=its_value,
                cause=uid if place < len(refs) else None,
            )
            for place, (ref, its_value) in enumerate(zip(refs, values, strict=True), 1)
        ]
        self.record.do_all([(row, self.scheduling.rebuild(row.card)) for row in rows])
        self.scheduling.recount()
        return uid

    def last_done(self) -> Review | CardActionRow | QuestionNote | None:
        """Return what `undo_last` would undo; None if there is nothing."""
        review, action = self.record.last_review(), self.record.last_action()
        note = self.record.last_note()
        if note is not None and all(one is None or one.at < note.at for one in (review, action)):
            return note
        if (
            action is not None
            and (review is None or action.at > review.at)
            and action.cause is None
        ):
            return action
        return review

    def undo_last(self) -> Review | CardActionRow | QuestionNote | None:
        """Undo what was done last: an answer, something else done with a card, or a note on it.

        What a holiday moved goes back with the holiday. Returns what was undone; None if there was
        nothing.
        """
        undone = self.last_done()
        if isinstance(undone, QuestionNote):
            self.record.take_back_note(undone.uid, self.now())
        elif isinstance(undone, CardActionRow):
            self.undo_action(undone)
            forget_holiday(self.record, undone.uid, self.now())
        elif undone is not None:
            rebuild = self._rebuild_named(undone)
            self.record.retract(undone.uid, rebuild, self.now())
            self.recall.unlearn(undone.uid)
        self.scheduling.recount()
        return undone

    def undo_action(self, action: CardActionRow) -> None:
        """Undo something done with a card, and all that was done along with it."""
        self._undo_actions([action, *self.record.actions_caused(action.uid)])

    def _rebuild_named(self, row: Review | CardActionRow) -> Rebuild:
        """Return what makes the state of a row's card, by the name that it has now."""
        name_now = self.record.names_now({row.bank})
        return self.scheduling.rebuild(name_now(row.bank, row.card, row.at))

    def undo_last_action(self, ref: CardRef) -> CardActionRow | None:
        """Undo what was done last with a card but answering it; None if there is nothing."""
        card_actions = self.record.card_actions(ref.bank, ref.card)
        if not card_actions:
            return None
        self._undo_actions(card_actions[-1:])
        self.scheduling.recount()
        return card_actions[-1]

    def _undo_actions(self, actions: Sequence[CardActionRow]) -> None:
        rows = [(action, self._rebuild_named(action)) for action in actions]
        self.record.undo_actions(rows, self.now())
        self.recall.forget()

    @property
    def has_long_log(self) -> bool:
        """Whether what the log teaches takes longer to work out than a key press may."""
        return self.must_rebuild or self.recall.is_long or self.record.size() > _LONG_LOG
