"""The desk: the library, the record and the scheduler together."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random, SystemRandom
from typing import Self

import msgspec

from quiz.desk.open_sitting import OpenSitting, answer_of
from quiz.desk.overview import Overview, known_shares, overview
from quiz.desk.queue import review_cards
from quiz.errors import QuizError
from quiz.items import KINDS, Rating
from quiz.library.folders import Folders, folders
from quiz.library.index import REVERSE, BankEntry, Change
from quiz.library.library import Library
from quiz.memory import (
    Limits,
    MemoryState,
    Scheduler,
    StudyDays,
)
from quiz.store import Record, Review, SittingRow, new_uid
from quiz.study import (
    USUAL_LENGTH,
    Candidate,
    CardRef,
    Game,
    Mode,
    Request,
    Sitting,
    drawn,
)


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
    ) -> None:
        """Open the banks and the record.

        Args:
            places: Where they lie.
            now: Gives the time, UTC.
            days: Where study days begin; None: 4 am local time.
            most_bytes: Leave more changed banks than this unread for now; see `Library`.
        """
        self.places = places
        self.now = now
        self.days = days or StudyDays()
        self.library = Library(places, most_bytes=most_bytes)
        self.record = Record.open(places.record, days=self.days)
        self.scheduler = Scheduler(days=self.days)
        self.limits = Limits()
        self.notices: list[str] = [self.record.notice] if self.record.notice else []
        """What the learner should be told once."""
        self._noted: set[str] = set()
        self._follow_changes()

    @classmethod
    def open(
        cls,
        environ: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        *,
        most_bytes: int | None = None,
    ) -> Self:
        """Open the desk of this environment."""
        places = folders(os.environ if environ is None else environ, cwd or Path.cwd())
        return cls(places, most_bytes=most_bytes)

    def close(self) -> None:
        """Close the record and the index."""
        self.record.close()
        self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def back_up(self) -> None:
        """Copy the record once a day; where that cannot be, the learner is told."""
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
        """The study day, as an ordinal."""
        return self.days.ordinal(self.now())

    # Banks

    def refresh(self) -> None:
        """Look at the banks again."""
        self.library.refresh()
        self._follow_changes()

    def take_changes(self, changes: list[Change]) -> None:
        """Follow banks that were read behind our back, by another index."""
        self.library.changes += changes
        self.refresh()

    def add_bank(self, path: Path) -> BankEntry:
        """Copy a bank into the user's folder.

        Raises:
            QuizError: It cannot be read or copied, or has no sound question.
        """
        entry = self.library.add(path)
        self._follow_changes()
        return entry

    def banks(self, names: Iterable[str]) -> tuple[BankEntry, ...]:
        """Return the banks that names mean; all of them for no name.

        Raises:
            QuizError: A name means nothing, or there is no bank at all.
        """
        names = tuple(names)
        if names:
            entries = self.library.resolve(names)
            self._follow_changes()
            return entries
        if not self.library.entries:
            raise QuizError("there is no bank yet; `quiz play FILE.yaml` plays one")
        return tuple(self.library.entries.values())

    def _follow_changes(self) -> None:
        """Let progress follow the questions of banks that changed, and say so."""
        changes, self.library.changes = self.library.changes, []
        renamed = {change.path: change.renamed for change in changes}
        seen = self.record.seen_banks()
        for entry in self.library.entries.values():
            if entry.id not in seen or seen[entry.id] == entry.digest:
                continue
            self._move(entry, renamed.get(entry.path, {}))
            self._sync(entry)

    def _move(self, entry: BankEntry, renamed: Mapping[str, str]) -> None:
        """Let the record of changed questions go on under their new ids, and tell how many."""
        moves = {old + side: new + side for old, new in renamed.items() for side in ("", REVERSE)}
        learned = self.record.states(entry.id) if moves else {}
        moves = {old: new for old, new in moves.items() if old in learned}
        if not moves:
            return
        self.record.rename_cards(entry.id, moves, self.now())
        cards = "1 changed card" if len(moves) == 1 else f"{len(moves)} changed cards"
        self.notices.append(f"{entry.title}: progress was kept for {cards}")

    def note_bank(self, bank: str) -> None:
        """Take down which cards a bank has, once something in it was answered."""
        if bank not in self._noted and bank in self.library.entries:
            self._noted.add(bank)
            if bank not in self.record.seen_banks():
                self._sync(self.library.entries[bank])

    def _sync(self, entry: BankEntry) -> None:
        cards = [row.card for row in self.library.cards(entry)]
        self.record.sync_bank(entry.id, entry.digest, cards)

    # Sittings

    def begin_quiz(self, request: Request) -> OpenSitting:
        """Begin a quiz; a request without a seed is given one.

        Raises:
            QuizError: Nothing matches the request.
        """
        if not request.seed:
            request = msgspec.structs.replace(request, seed=SystemRandom().randrange(1, 2**31))
        cards = request.cards or self._drawn(request)
        entries = self.library.entries
        paths = tuple(entries[bank].path for bank in request.banks if bank in entries)
        request = msgspec.structs.replace(request, paths=paths)
        sitting = Sitting(request, cards)
        return self._begun(sitting, self._title(request))

    def begin_review(self, request: Request) -> OpenSitting:
        """Begin a review of what is due, then new cards.

        Raises:
            QuizError: A bank's name means nothing.
        """
        request = msgspec.structs.replace(request, seed=self.today)
        sitting = Sitting(request, self.review_cards(request))
        return self._begun(sitting, "Review")

    def unfinished(self) -> SittingRow | None:
        """Return the newest quiz that was left before its end.

        One that was killed after its last answer is ended now, so that its score counts.
        """
        row = self.record.unfinished_sitting((str(Mode.QUIZ),))
        if row is None:
            return None
        try:
            sitting = self.restored(row)
        except msgspec.DecodeError:  # a record from elsewhere: what cannot be read is left alone
            return None
        if sitting.is_over:
            OpenSitting(self, sitting, row, is_begun=True).finish()
            return None
        return row if self._has_bank(sitting) else None

    def resume(self) -> OpenSitting:
        """Go on with the newest quiz that was left.

        Raises:
            QuizError: There is none.
        """
        row = self.unfinished()
        if row is None:
            raise QuizError("no quiz was left unfinished; `quiz play` starts one")
        return OpenSitting(self, self.restored(row), row, is_begun=True)

    def _has_bank(self, sitting: Sitting) -> bool:
        """Return whether the bank of the next question is there, opening its file if need be."""
        current = sitting.current
        if current is None:
            return False
        if current.bank not in self.library.entries:
            there = [path for path in sitting.request.paths if Path(path).exists()]
            with suppress(QuizError):
                self.library.resolve(there)
        return current.bank in self.library.entries

    def restored(self, row: SittingRow) -> Sitting:
        """Return a sitting as its row and its answers left it."""
        request = msgspec.json.decode(row.config, type=Request)
        cards = msgspec.json.decode(row.cards, type=list[CardRef])
        answers = [answer_of(review) for review in self.record.sitting_reviews(row.uid)]
        done = [answer.ref for answer in answers]
        return Sitting(request, [*done, *cards[len(done) :]], answers)

    def _begun(self, sitting: Sitting, title: str) -> OpenSitting:
        row = SittingRow(
            uid=new_uid(),
            mode=str(sitting.request.mode),
            title=title,
            seed=sitting.request.seed,
            config=msgspec.json.encode(sitting.request).decode(),
            cards=msgspec.json.encode(sitting.cards).decode(),
            started_at=self.now(),
        )
        return OpenSitting(self, sitting, row, is_begun=False)

    def _title(self, request: Request) -> str:
        named = {"sprint": "Sprint", "survival": "Survival"}.get(str(request.game), "Quiz")
        if request.cards:
            named = "Mistakes"
        if len(request.banks) == 1 and request.banks[0] in self.library.entries:
            title = self.library.entries[request.banks[0]].title
            return title if named == "Quiz" else f"{title}: {named.lower()}"
        return named

    def _drawn(self, request: Request) -> tuple[CardRef, ...]:
        unknown = [kind for kind in request.kinds if kind not in KINDS]
        if unknown:
            raise QuizError(f"no kind {unknown[0]!r}; there are: {', '.join(KINDS)}")
        entries = self.entries(request.banks)
        candidates = [
            Candidate(CardRef(row.bank, row.card), row.item, row.passage)
            for entry in entries
            for row in self.library.cards(entry)
            if (not request.tags or set(request.tags) & set(row.tags))
            and (not request.kinds or row.kind in request.kinds)
        ]
        if not candidates:
            raise QuizError(self._nothing_matches(request, entries))
        length = request.length
        if request.game is Game.CLASSIC and length is None:
            length = USUAL_LENGTH
        return drawn(candidates, length, Random(request.seed))

    def _nothing_matches(self, request: Request, entries: Sequence[BankEntry]) -> str:
        if request.tags:
            tags = dict.fromkeys(tag for entry in entries for tag in self.library.tags(entry))
            listed = ", ".join(list(tags)[:20]) or "none"
            if not set(request.tags) & set(tags):
                return f"no question has the tag {request.tags[0]!r}; there are: {listed}"
        if request.kinds:
            have = dict.fromkeys(kind for entry in entries for kind in self.library.kinds(entry))
            return f"no such question of kind {request.kinds[0]!r}; there are: {', '.join(have)}"
        return "the bank has no question that can be asked; `quiz check` says why"

    def entries(self, banks: tuple[str, ...]) -> tuple[BankEntry, ...]:
        """Return the banks of these ids that are there; all of them for no id."""
        if not banks:
            return self.banks(())
        return tuple(self.library.entries[bank] for bank in banks if bank in self.library.entries)

    def review_cards(self, request: Request) -> list[CardRef]:
        """Return the cards to review now, in order."""
        return review_cards(self, request, self.entries(request.banks))

    # Answers

    def rebuild(self, card: str) -> Callable[[Sequence[tuple[Rating, datetime]]], MemoryState]:
        """Return what makes a card's memory state from its reviews."""
        return lambda history: self.scheduler.replay(history, card)

    def undo_last(self) -> Review | None:
        """Take the last answer back, of whatever sitting; None if there is none."""
        last = self.record.last_review()
        if last is None:
            return None
        self.record.retract(last.uid, self.rebuild(last.card), self.now())
        return last

    # What the home screen tells

    def overview(self) -> Overview:
        """Return the day at a glance."""
        return overview(self)

    def known_shares(self) -> dict[str, float]:
        """Return for each bank the share of its cards that would be recalled now, 0 to 1."""
        return known_shares(self)
