"""The latest sittings, as a history says them."""

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from quiz.study import Game, Mode, Request

if TYPE_CHECKING:
    from quiz.desk.desk import Desk
    from quiz.store import SittingRow


class RecentSitting(msgspec.Struct, frozen=True, kw_only=True):
    """One sitting of the past."""

    uid: str
    """Its own id."""
    title: str
    """What it was called."""
    mode: Mode
    """Review, quiz, exam or practice."""
    game: Game
    """Of a quiz."""
    started_at: datetime
    """UTC."""
    is_ended: bool
    """Whether it came to its end; one that did not can be resumed."""
    answers: int
    """Questions that were answered."""
    cards: int
    """Questions that there were."""
    right: int
    """Answers that were fully right."""
    share: float
    """Of the points, 0 to 1."""
    minutes: float
    """Time taken, at most a minute an answer."""


class _Result(msgspec.Struct):
    credit: float = 0.0
    answered: int = 0
    right: int = 0


def recent_sittings(desk: "Desk", most: int) -> list[RecentSitting]:
    """Return the latest sittings in which something was answered, the newest first."""
    found = []
    for row, answers, right, credit, minutes in desk.record.latest_sittings(most):
        try:
            found.append(_recent(row, answers, right, credit, minutes))
        except (msgspec.DecodeError, ValueError):  # of a record from elsewhere
            continue
    return found


def _recent(
    row: "SittingRow", answers: int, right: int, credit: float, minutes: float
) -> RecentSitting:
    request = msgspec.json.decode(row.config, type=Request)
    result = msgspec.json.decode(row.result, type=_Result) if row.result else None
    is_exam = row.mode == Mode.EXAM
    return RecentSitting(
        uid=row.uid,
        title=row.title,
        mode=Mode(row.mode),
        game=request.game,
        started_at=row.started_at,
        is_ended=row.ended_at is not None,
        answers=answers,
        cards=len(msgspec.json.decode(row.cards, type=list[object])),
        right=right,
        share=result.credit if result is not None and is_exam else credit / max(1, answers),
        minutes=minutes,
    )


def earlier_shares(desk: "Desk", request: Request, but: str, most: int = 4) -> tuple[float, ...]:
    """Return the shares of the points in the last quizzes of a bank, the earliest first.

    Args:
        desk: Where the record is.
        request: The quiz to compare with; of a part of a bank, or a game, there are none.
        but: Uid of a sitting that is left out.
        most: How many.
    """
    if not request.is_of_whole_bank or request.game is not Game.CLASSIC:
        return ()
    found: list[float] = []
    for row in desk.record.ended_sittings(str(Mode.QUIZ)):
        if len(found) == most:
            break
        try:
            other = msgspec.json.decode(row.config, type=Request)
            result = msgspec.json.decode(row.result or "{}", type=_Result)
        except msgspec.DecodeError:  # of a record from elsewhere
            continue
        is_like = other.is_of_whole_bank and other.game is Game.CLASSIC
        if is_like and other.banks == request.banks and row.uid != but and result.answered:
            found.insert(0, result.credit)
    return tuple(found)
