"""Quizzes that were left before their end, and going on with one of them."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from quiz.errors import QuizError
from quiz.store import SittingRow
from quiz.study import Mode, Request, Sitting
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk
    from quiz.desk.sittings.sitting import OpenSitting

_MOST_UNFINISHED = 9
"""So many of the quizzes that were left are offered."""


def unfinished_quizzes(desk: "Desk") -> list[SittingRow]:
    """Return the quizzes that were left before their end, the newest first; most nine.

    One that was killed after its last answer is ended now, so that its score counts.
    """
    rows = desk.record.unfinished_sittings((str(Mode.QUIZ),), _MOST_UNFINISHED)
    if not rows:  # as mostly on Home, which needs nothing of a sitting then
        return []
    from quiz.desk.sittings.restoring import restored
    from quiz.desk.sittings.sitting import OpenSitting

    left = []
    for row in rows:
        try:
            sitting = restored(desk, row)
        except msgspec.DecodeError:  # a record from elsewhere: what is unreadable is left alone
            continue
        if sitting.is_over:
            OpenSitting(desk, sitting, row, is_begun=True).finish()
        elif _has_bank(desk, sitting):
            left.append(row)
    return left


def unfinished_titles(desk: "Desk") -> tuple[tuple[str, str], ...]:
    """Return the quizzes that were left, the newest first: uid, and title with place."""
    return tuple((row.uid, unfinished_words(desk, row)) for row in unfinished_quizzes(desk))


def unfinished_words(desk: "Desk", row: SittingRow) -> str:
    """Return what a quiz that was left is called, and how far it is."""
    from quiz.desk.sittings.restoring import restored

    sitting = restored(desk, row)
    if not sitting.request.game.is_open_ended:
        words = _("{title}, question {n} of {total}")
        return words.format(title=row.title, n=sitting.place + 1, total=len(sitting.cards))
    return _("{title}, question {n}").format(title=row.title, n=sitting.place + 1)


def resumed_quiz(desk: "Desk", which: str = "") -> "OpenSitting":
    """Resume an unfinished quiz.

    Args:
        desk: Where it is kept.
        which: Its number in `unfinished_quizzes` from 1, its uid, its title, or a bank it asks of;
            empty for the newest.

    Raises:
        QuizError: There is none.
    """
    from quiz.desk.sittings.restoring import restored
    from quiz.desk.sittings.sitting import OpenSitting

    left = unfinished_quizzes(desk)
    if not left:
        raise QuizError(_("no unfinished quiz; start one with `quiz play`"))
    if which.isdecimal():
        found = left[int(which) - 1 : int(which)] if int(which) else []
    else:
        wanted = which.casefold()
        found = [row for row in left if not which or wanted in _names(desk, row)]
    if not found:
        message = _("no unfinished quiz {which!r}; `quiz play --unfinished` lists them")
        raise QuizError(message.format(which=which))
    return OpenSitting(desk, restored(desk, found[0]), found[0], is_begun=True)


def _names(desk: "Desk", row: SittingRow) -> set[str]:
    """Return by what names a quiz that was left can be called, in small letters."""
    from quiz.desk.sittings.restoring import restored

    banks = restored(desk, row).request.banks
    return {row.uid, row.title.casefold(), *(bank.casefold() for bank in banks)}


def _has_bank(desk: "Desk", sitting: Sitting) -> bool:
    """Return whether the bank of the next question is there, opening its file if need be."""
    current = sitting.current
    if current is None:
        return False
    if current.bank not in desk.library.entries:
        there = [path for path in sitting.request.paths if Path(path).exists()]
        with suppress(QuizError):
            desk.library.opened(there)
    return current.bank in desk.library.entries


def todays_quiz(desk: "Desk", request: Request) -> "OpenSitting | None":
    """Return today's daily quiz where it was left; None if it was not begun.

    Args:
        desk: Where it is kept.
        request: The daily quiz, with the seed of its day.

    Raises:
        QuizError: It was played already; says how it went.
    """
    from quiz.desk.sittings.restoring import restored
    from quiz.desk.sittings.shared import share_of
    from quiz.desk.sittings.sitting import OpenSitting

    for row in desk.record.unfinished_sittings((str(Mode.QUIZ),), _MOST_UNFINISHED):
        if _is_of(row, request):
            return OpenSitting(desk, restored(desk, row), row, is_begun=True)
    for row in desk.record.ended_sittings(str(Mode.QUIZ)):
        if _is_of(row, request):
            line = share_of(desk, restored(desk, row), row.started_at)
            message = _("you have played today's quiz; the next one comes tomorrow\n{line}")
            raise QuizError(message.format(line=line))
    return None


def is_played_today(desk: "Desk", request: Request) -> bool:
    """Return whether today's daily quiz of some banks was played to its end."""
    from quiz.desk.sittings.shared import shared_request

    request = shared_request(desk, request)
    return any(_is_of(row, request) for row in desk.record.ended_sittings(str(Mode.QUIZ)))


def _is_of(row: SittingRow, request: Request) -> bool:
    """Return whether a sitting is the daily quiz of a request."""
    if row.seed != request.seed:
        return False
    try:
        return msgspec.json.decode(row.config, type=Request).game is request.game
    except msgspec.DecodeError:  # of a record from elsewhere
        return False
