"""What is wrong with record, banks and settings, and what can be done about it."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from quiz.cleaning import clean_line
from quiz.library.config import read_config
from quiz.library.index import REVERSE
from quiz.store import examining
from quiz.store.connection import damage_of
from quiz.study import Mode

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_MOST_NAMED = 5


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is not as it should be."""

    kind: str
    """`damage`, `states`, `orphans`, `changed`, `ids`, `clock`, `sittings`, `log` or `config`."""
    text: str
    """What, in a sentence without its full stop."""
    fix: str = ""
    """What would be done about it; empty if nothing can."""
    is_note: bool = False
    """Whether it does no harm, and is told for those who wonder."""


_Found = tuple[Finding, Callable[[], object] | None]


def examine(desk: "Desk") -> list[Finding]:
    """Return all findings, the worst first."""
    return [finding for finding, _ in _all(desk)]


def mend(desk: "Desk") -> list[Finding]:
    """Do what can be done about the findings; return those that were mended."""
    mended = []
    for finding, act in list(_all(desk)):
        if act is not None:
            act()
            mended.append(finding)
    return mended


def _all(desk: "Desk") -> Iterator[_Found]:
    damage = desk.record.database.read(lambda c: damage_of(c, is_thorough=True))
    if damage:
        # What else could be said of it would be as damaged.
        finding = Finding(
            kind="damage",
            text=f"the record is damaged: {damage}",
            fix="put it aside, restore the newest backup, and add back what can still be read",
        )
        yield finding, lambda: _recover(desk)
        return
    yield from _log(desk)
    yield from _states(desk)
    yield from _questions(desk)
    yield from _banks(desk)
    yield from _sittings(desk)
    yield from _clock(desk)
    for problem in read_config(desk.places.config).problems:
        yield Finding(kind="config", text=str(problem)), None


def _recover(desk: "Desk") -> None:
    desk.record.database.recover()
    desk.notices.append(desk.record.notice)
    desk.take_up_weights()
    desk.rebuild_states()


def _log(desk: "Desk") -> Iterator[_Found]:
    read, learner = desk.record.database.read, desk.record.learner
    odd = read(lambda c: examining.odd_rows(c, learner))
    if odd:
        text = f"{_rows(odd)} of the log hold what this program never writes"
        yield Finding(kind="log", text=text), None
    lost = read(lambda c: examining.retractions_of_nothing(c, learner))
    if lost:
        text = (
            f"{_rows(lost)} of the log take back what is not there; "
            "what they mean may still come by `quiz sync`"
        )
        yield Finding(kind="log", text=text, is_note=True), None


def _states(desk: "Desk") -> Iterator[_Found]:
    differences = desk.record.check(desk.scheduling.scheduler)
    if differences:
        cards = "1 card is" if len(differences) == 1 else f"{len(differences):,} cards are"
        finding = Finding(
            kind="states",
            text=f"the states of {cards} not what the log gives: {_some(differences)}",
            fix="derive all states from the log anew",
        )
        yield finding, desk.rebuild_states


def _questions(desk: "Desk") -> Iterator[_Found]:
    """Find questions that changed, and states whose question or bank is nowhere."""
    changed = desk.changed_questions()
    for change in changed:
        before, after = change.before, change.after
        if change.is_moved:
            what = f"is gone; is it now {_quoted(after.question)}? The home screen asks (`g`)"
        else:
            what = (
                f"was answered {_quoted(before.answer)} and is now {_quoted(after.answer)}; the "
                "home screen asks whether its progress holds (`g`)"
            )
        text = f"{change.bank}: {_quoted(before.question)} {what}"
        yield Finding(kind="changed", text=text), None
    asked = {(change.bank, change.old_item) for change in changed}
    cards = desk.record.database.read(lambda c: examining.cards_by_bank(c, desk.record.learner))
    for bank, with_state in sorted(cards.items()):
        entry = desk.library.entries.get(bank)
        if entry is None:
            text = (
                f"{bank}: {_cards(len(with_state))} progress, but the bank is nowhere; its "
                "progress waits for a bank with this id"
            )
            yield Finding(kind="orphans", text=text), None
            continue
        there = {row.card for row in desk.library.cards(entry)}
        gone = sorted(
            card for card in with_state - there if (bank, card.partition(REVERSE)[0]) not in asked
        )
        if gone:
            text = (
                f"{bank}: {_cards(len(gone))} progress, but no question in the bank any more: "
                f"{_some(gone)}; the progress waits in case it comes back"
            )
            yield Finding(kind="orphans", text=text), None


def _quoted(text: str) -> str:
    line = clean_line(text)
    return f'"{line[:57]} …"' if len(line) > 60 else f'"{line}"'


def _banks(desk: "Desk") -> Iterator[_Found]:
    for hidden in desk.library.hidden:
        text = (
            f"{hidden.entry.path} is not used, since {hidden.first} has the id "
            f"{hidden.entry.id!r} too; write another `id:` in one of them"
        )
        yield Finding(kind="ids", text=text), None


def _sittings(desk: "Desk") -> Iterator[_Found]:
    learner = desk.record.learner
    for uid in desk.record.database.read(
        lambda c: examining.unfinished(c, learner, str(Mode.QUIZ))
    ):
        reason = _why_not_resumed(desk, uid)
        if reason:
            finding = Finding(
                kind="sittings",
                text=f"a quiz was left that cannot go on: {reason}",
                fix="end it; its answers stay",
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
        current = desk.restored(row).current
    except (msgspec.DecodeError, ValueError):
        return "what it was about cannot be read"
    if current is None or current.bank in desk.library.entries:
        return ""
    return f"its bank {current.bank} is nowhere"


def _clock(desk: "Desk") -> Iterator[_Found]:
    read, learner, now = desk.record.database.read, desk.record.learner, desk.now()
    future = read(lambda c: examining.future_reviews(c, learner, now))
    if future:
        text = f"{_answers(future)} given in the future, as their time says; is the clock right?"
        yield Finding(kind="clock", text=text), None
    misdated = read(lambda c: examining.misdated_reviews(c, learner, desk.days))
    if misdated:
        text = f"{_answers(misdated)} counted for a day that does not fit their time"
        yield Finding(kind="clock", text=text), None
    back = read(lambda c: examining.times_set_back(c, learner))
    if back:
        times = "once" if back == 1 else f"{back} times"
        text = f"the clock was set back {times}; what came after counts as later all the same"
        yield Finding(kind="clock", text=text, is_note=True), None


def _some(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    listed = ", ".join(names[:_MOST_NAMED])
    return f"{listed} and {more:,} more" if more > 0 else listed


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _cards(count: int) -> str:
    return "1 card has" if count == 1 else f"{count:,} cards have"


def _answers(count: int) -> str:
    return "1 answer was" if count == 1 else f"{count:,} answers were"
