"""Games that are the same for all with the same banks: the daily quiz and the duel."""

from datetime import date
from random import SystemRandom
from typing import TYPE_CHECKING

import msgspec

from quiz.cells import clock
from quiz.desk.banks.catalogue import banks_with
from quiz.errors import QuizError
from quiz.study import Game, Request, Sitting
from quiz.study.games import Duel, daily_seed, fingerprint, read_duel, seconds_of, share_line
from quiz.translation import _

if TYPE_CHECKING:
    from datetime import datetime

    from quiz.desk.desk import Desk


def shared_request(desk: "Desk", request: Request) -> Request:
    """Return the request for a daily quiz or a duel with the seed that all have.

    Raises:
        QuizError: It is to ask only a part, or a duel's code is of other banks.
    """
    if request.tags or request.kinds or request.length or request.cards:
        raise QuizError(_("a daily quiz or duel has no length, topic or kind of its own"))
    banks = _fingerprint(desk, request.banks)
    if request.game is Game.DAILY:
        seed = daily_seed(date.fromordinal(desk.today), banks)
        return msgspec.structs.replace(request, seed=seed)
    if not request.rival:
        seed = request.seed or SystemRandom().randrange(1, 2**31)
        return msgspec.structs.replace(request, seed=seed)
    duel = read_duel(request.rival)
    if duel.banks != banks:
        raise QuizError(
            _(
                "this duel is about other banks, or another version of them; both players need "
                "the same files"
            )
        )
    return msgspec.structs.replace(request, seed=duel.seed)


def share_of(desk: "Desk", sitting: Sitting, started_at: "datetime") -> str:
    """Return a daily quiz, or a duel's code, in a line to pass on; empty for other games."""
    request, answers = sitting.request, sitting.answers
    if request.game is Game.DAILY:
        # The day of its questions, also where it ended after midnight.
        return share_line(desk.days.day_of(started_at), answers)
    if request.game is not Game.DUEL:
        return ""
    duel = Duel(
        seed=request.seed,
        banks=_fingerprint(desk, request.banks),
        right=sitting.tally.right,
        total=len(sitting.cards),
        seconds=seconds_of(answers),
    )
    return duel.code


def versus_words(sitting: Sitting) -> str:
    """Return both scores of a duel and who won; empty where there is no other player yet."""
    request = sitting.request
    if request.game is not Game.DUEL or not request.rival:
        return ""
    theirs = read_duel(request.rival)
    right, seconds = sitting.tally.right, seconds_of(sitting.answers)
    words = _("You {right} of {total} in {time}, the other {their_right} in {their_time}. {end}")
    mine_first = (right, -seconds) > (theirs.right, -theirs.seconds)
    end = _("You win.") if mine_first else _("The other wins.")
    if (right, seconds) == (theirs.right, theirs.seconds):
        end = _("A draw.")
    return words.format(
        right=right,
        total=theirs.total,
        time=clock(seconds),
        their_right=theirs.right,
        their_time=clock(theirs.seconds),
        end=end,
    )


def _fingerprint(desk: "Desk", banks: tuple[str, ...]) -> str:
    return fingerprint([(entry.id, entry.digest) for entry in banks_with(desk, banks)])
