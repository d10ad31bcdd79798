"""What is wrong with record, banks and settings, and what can be done about it."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.desk.banks.changes import changed_questions
from quiz.desk.sittings.restoring import restored
from quiz.errors import QuizError
from quiz.library.config import read_config
from quiz.library.index import REVERSE
from quiz.library.naming import misnamed_words
from quiz.memory import MemoryState
from quiz.store import Record, Review, examining
from quiz.store.connection import damage_of
from quiz.store.deriving import Difference
from quiz.store.rows import new_uid
from quiz.study import Mode
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_MOST_NAMED = 5


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is not as it should be."""

    kind: str
    """What it is about: `saving`, `damage`, `states`, `orphans`, `changed`, `ids`, `names`,
    `clock`, `sittings`, `log` or `config`."""
    text: str
    """What, in a sentence without its full stop."""
    fix: str = ""
    """What the program would do about it; empty if nothing can be done by it."""
    advice: str = ""
    """What to do oneself, where the program can do nothing."""
    is_note: bool = False
    """Whether it does no harm, and is shown for those who wonder."""


_Found = tuple[Finding, Callable[[], object] | None]


def examine(desk: "Desk", tell: Callable[[str], object] = lambda _: None) -> list[Finding]:
    """Return all findings, the worst first.

    Args:
        desk: What is examined.
        tell: Told what is being examined: with a million answers it takes seconds.
    """
    return [finding for finding, _act in _all(desk, tell)]


def fix(desk: "Desk", tell: Callable[[str], object] = lambda _: None) -> list[Finding]:
    """Do what can be done about the findings; return those that were fixed.

    Args:
        desk: What is examined.
        tell: As for `examine`.
    """
    fixed = []
    for finding, act in list(_all(desk, tell)):
        if act is not None:
            act()
            fixed.append(finding)
    return fixed


def _all(desk: "Desk", tell: Callable[[str], object]) -> Iterator[_Found]:
    if desk.trouble:
        advice = _(
            "free disk space or make {path} writable; `quiz backup --text` saves "
            "your progress elsewhere"
        )
        finding = Finding(
            kind="saving", text=desk.trouble, advice=advice.format(path=desk.places.record)
        )
        yield finding, None
    tell(_("checking your progress file"))
    with _differences(desk) as differences:
        yield from _of_record(desk, tell, differences)


@contextmanager
def _differences(desk: "Desk") -> Iterator[Callable[[], list[Difference]]]:
    """Begin to hold the states against the log, and give what waits for the end of that.

    It is done in another thread, on a second connection, while SQLite checks the file: each takes
    seconds with a million answers. Where nothing is being saved, the record is of this thread.
    """
    scheduler = desk.scheduling.scheduler
    if desk.trouble:
        yield lambda: desk.record.differences(scheduler)
        return

    def apart() -> list[Difference]:
        with Record.reading(desk.places.record, days=desk.days) as record:
            return record.differences(scheduler)

    with ThreadPoolExecutor(max_workers=1) as pool:
        begun = pool.submit(apart)

        def found() -> list[Difference]:
            try:
                return begun.result()
            except (QuizError, sqlite3.Error):  # the desk's own record knows how to go on
                return desk.record.differences(scheduler)

        yield found


def _of_record(
    desk: "Desk", tell: Callable[[str], object], differences: Callable[[], list[Difference]]
) -> Iterator[_Found]:
    damage = desk.record.database.read(lambda c: damage_of(c, is_thorough=True))
    if damage:
        # What else could be said of it would be as damaged.
        finding = Finding(
            kind="damage",
            text=_("your progress file is damaged: {what}").format(what=damage),
            fix=_("set it aside, restore the newest backup, and recover what can still be read"),
        )
        yield finding, lambda: _recover(desk)
        return
    tell(_("checking your review history"))
    yield from _log(desk)
    tell(_("checking your cards"))
    yield from _states(desk, differences())
    tell(_("checking your banks"))
    yield from _questions(desk)
    yield from _banks(desk)
    yield from _sittings(desk)
    tell(_("checking times"))
    yield from _clock(desk)
    for problem in read_config(desk.places.config).problems:
        advice = _("change that line; `quiz config` checks it")
        yield Finding(kind="config", text=str(problem), advice=advice), None


def _recover(desk: "Desk") -> None:
    desk.record.database.recover()
    desk.notices.append(desk.record.notice)
    desk.take_up_weights()
    desk.rebuild_states()


def _log(desk: "Desk") -> Iterator[_Found]:
    read, learner = desk.record.database.read, desk.record.learner
    odd = read(lambda c: examining.odd_rows(c, learner))
    if odd:
        text = ngettext(
            "{n:,} entry in your review history is invalid",
            "{n:,} entries in your review history are invalid",
            len(odd),
        ).format(n=len(odd))

        def drop() -> None:
            desk.record.database.write(lambda c: examining.drop_rows(c, odd))
            desk.rebuild_states()

        yield Finding(kind="log", text=text, fix=_("remove them from the review history")), drop
    lost = read(lambda c: examining.retractions_of_nothing(c, learner))
    if lost:
        text = ngettext(
            "{n:,} undo in your review history refers to an answer that isn't here; "
            "it may arrive with the next `quiz sync`",
            "{n:,} undos in your review history refer to answers that aren't here; "
            "they may arrive with the next `quiz sync`",
            lost,
        ).format(n=lost)
        yield Finding(kind="log", text=text, is_note=True), None


def _states(desk: "Desk", differences: list[Difference]) -> Iterator[_Found]:
    if differences:
        named = [
            words.format(card=f"{bank}/{_named(desk, bank, card)}")
            for (bank, card), words in differences
        ]
        text = ngettext(
            "{n:,} card doesn't match your review history: {cards}",
            "{n:,} cards don't match your review history: {cards}",
            len(differences),
        )
        finding = Finding(
            kind="states",
            text=text.format(n=len(differences), cards=_some(named)),
            fix=_("rebuild all card states from your review history"),
        )
        yield finding, desk.rebuild_states


def _questions(desk: "Desk") -> Iterator[_Found]:
    """Find questions that changed, and states whose question or bank is nowhere."""
    changed = changed_questions(desk)
    for change in changed:
        before, after = change.before, change.after
        if change.is_moved:
            text = _("{bank}: {question} is gone; is it now {other}?").format(
                bank=change.bank,
                question=_quoted(before.question),
                other=_quoted(after.question),
            )
        else:
            text = _(
                "{bank}: the answer to {question} changed from {before} to {after}; "
                "keep or reset your progress?"
            ).format(
                bank=change.bank,
                question=_quoted(before.question),
                before=_quoted(before.answer),
                after=_quoted(after.answer),
            )
        advice = _("press g on Home")
        yield Finding(kind="changed", text=text, advice=advice), None
    asked = {(change.bank, change.old_item) for change in changed}
    cards = desk.record.database.read(lambda c: examining.cards_by_bank(c, desk.record.learner))
    for bank, with_state in sorted(cards.items()):
        entry = desk.library.entries.get(bank)
        if entry is None:
            text = ngettext(
                "{bank}: {n:,} card has progress, but the bank wasn't found; its "
                "progress is kept for a bank with this id",
                "{bank}: {n:,} cards have progress, but the bank wasn't found; their "
                "progress is kept for a bank with this id",
                len(with_state),
            ).format(bank=bank, n=len(with_state))
            yield Finding(kind="orphans", text=text, is_note=True), None
            continue
        there = {row.card for row in desk.library.cards(entry)}
        gone = sorted(
            card for card in with_state - there if (bank, card.partition(REVERSE)[0]) not in asked
        )
        if gone:
            text = ngettext(
                "{bank}: {n:,} card has progress, but its question is no longer in "
                "the bank: {cards}; its progress is kept in case it returns",
                "{bank}: {n:,} cards have progress, but their questions are no "
                "longer in the bank: {cards}; their progress is kept in case they "
                "return",
                len(gone),
            ).format(
                bank=bank, n=len(gone), cards=_some([_named(desk, bank, card) for card in gone])
            )
            yield Finding(kind="orphans", text=text, is_note=True), None


def _named(desk: "Desk", bank: str, card: str) -> str:
    """Return a card by its id and what it asks, as far as the bank or the record knows it."""
    found = desk.library.item(bank, card)
    seen = desk.record.seen_questions(bank).get(card.partition(REVERSE)[0])
    text = found[0].stem if found else seen.question if seen else ""
    return f"{card} ({_quoted(text)})" if text else card


def _quoted(text: str) -> str:
    return f'"{clip(clean_line(text), 60)}"'


def _banks(desk: "Desk") -> Iterator[_Found]:
    for hidden in desk.library.hidden:
        text = _("{path} isn't used because {first} has the same id, {id!r}").format(
            path=hidden.entry.path, first=hidden.first, id=hidden.entry.id
        )
        advice = _("change `id:` in one of them")
        yield Finding(kind="ids", text=text, advice=advice), None
    for words in misnamed_words(desk.places.bank_folders):
        yield Finding(kind="names", text=words, is_note=True), None


def _sittings(desk: "Desk") -> Iterator[_Found]:
    learner = desk.record.learner
    for uid in desk.record.database.read(
        lambda c: examining.unfinished(c, learner, str(Mode.QUIZ))
    ):
        reason = _why_not_resumed(desk, uid)
        if reason:
            finding = Finding(
                kind="sittings",
                text=_("an unfinished quiz can't be resumed: {reason}").format(reason=reason),
                fix=_("end it; your answers are kept"),
            )
            yield (
                finding,
                lambda uid=uid: desk.record.end_sitting(  # type: ignore[misc]
                    uid, desk.now(), None
                ),
            )


def _why_not_resumed(desk: "Desk", uid: str) -> str:
    row = desk.record.sitting(uid)
    if row is None:
        return ""
    try:
        current = restored(desk, row).current
    except (msgspec.DecodeError, ValueError):
        return _("its details can't be read")
    if current is None or current.bank in desk.library.entries:
        return ""
    return _("its bank {bank} wasn't found").format(bank=current.bank)


def _clock(desk: "Desk") -> Iterator[_Found]:
    read, learner, now = desk.record.database.read, desk.record.learner, desk.now()
    future = read(lambda c: examining.future_reviews(c, learner, now))
    if future:
        text = ngettext(
            "{n:,} answer has a time in the future; is your clock right?",
            "{n:,} answers have a time in the future; is your clock right?",
            len(future),
        ).format(n=len(future))
        fix = _("count them as answered now")
        yield Finding(kind="clock", text=text, fix=fix), lambda: _redate(desk, future, now)
    # One that lies in the future may be on the wrong day too; it is reported once.
    reported = {review.uid for review in future}
    misdated = read(lambda c: examining.misdated_reviews(c, learner, desk.days))
    misdated = [review for review in misdated if review.uid not in reported]
    if misdated:
        text = ngettext(
            "{n:,} answer is counted on a day that doesn't match its time",
            "{n:,} answers are counted on days that don't match their times",
            len(misdated),
        ).format(n=len(misdated))
        fix = _("count them on the day of their time")
        yield Finding(kind="clock", text=text, fix=fix), lambda: _redate(desk, misdated)
    back = read(lambda c: examining.times_set_back(c, learner))
    if back:
        text = ngettext(
            "the clock was set back once; later answers still count as later",
            "the clock was set back {n} times; later answers still count as later",
            back,
        ).format(n=back)
        yield Finding(kind="clock", text=text, is_note=True), None


def _redate(desk: "Desk", reviews: list[Review], at: datetime | None = None) -> None:
    """Put answers with another time, and the day of that, in the place of some.

    Args:
        desk: Where the record is.
        reviews: The answers, in order of time.
        at: When the first of them is to count as given; None for the time that it has.
    """
    for number, review in enumerate(reviews):
        moment = review.at if at is None else at + timedelta(microseconds=number)
        other = msgspec.structs.replace(
            review, uid=new_uid(), at=moment, day=desk.days.ordinal(moment), replaces=review.uid
        )
        # The states are derived again at the end, of all cards at once.
        desk.record.amend(
            review.uid, other, lambda state: state, lambda _: MemoryState(), desk.now()
        )
    desk.rebuild_states()


def _some(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    listed = ", ".join(names[:_MOST_NAMED])
    if more <= 0:
        return listed
    return _("{names} and {n:,} more").format(names=listed, n=more)
