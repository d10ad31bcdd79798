"""The best runs of a game on the same banks, from the sittings that were played to their end."""

from typing import TYPE_CHECKING

import msgspec

from quiz.study import Game, GameRun, Mode, Request

if TYPE_CHECKING:
    from quiz.desk.desk import Desk


class _Outcome(msgspec.Struct):
    right: int | None = None
    is_over: bool = True


def runs_of(desk: "Desk", request: Request, but: str = "") -> list[GameRun]:
    """Return the ended runs that compare with a request, the newest first.

    Args:
        desk: Where the record is.
        request: The game, and the banks that it asks; of a part of a bank there are none.
        but: Uid of a sitting that is left out.
    """
    if request.mode is not Mode.QUIZ or not request.is_game_by_its_rules:
        return []
    found = []
    for row in desk.record.ended_sittings(str(Mode.QUIZ)):
        if row.uid == but or row.ended_at is None or not row.result:
            continue
        try:
            other = msgspec.json.decode(row.config, type=Request)
            outcome = msgspec.json.decode(row.result, type=_Outcome)
        except msgspec.DecodeError:  # of a record from elsewhere
            continue
        is_like = other.game is request.game and other.is_game_by_its_rules
        if is_like and set(other.banks) == set(request.banks) and outcome.right is not None:
            found.append(GameRun(uid=row.uid, right=outcome.right, ended_at=row.ended_at))
    return found


def most_right(desk: "Desk", banks: tuple[str, ...], game: Game) -> int | None:
    """Return the most right answers of a game on some banks; None before its first run."""
    runs = runs_of(desk, Request(mode=Mode.QUIZ, banks=banks, game=game))
    return max((run.right for run in runs), default=None)
