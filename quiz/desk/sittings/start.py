"""Beginning a quiz, a cram or a review."""

from random import SystemRandom
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.sittings.shared import shared_request
from quiz.desk.sittings.sitting import OpenSitting
from quiz.desk.sittings.titles import title_of
from quiz.desk.sittings.unfinished import todays_quiz
from quiz.desk.today.queue import review_cards
from quiz.desk.today.streak import note_free_days
from quiz.store import SittingRow, new_uid
from quiz.study import Game, Mode, Request, Sitting
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk


def begin(desk: "Desk", request: Request) -> OpenSitting:
    """Begin a review, a quiz or a cram.

    Raises:
        QuizError: A bank's name means nothing, or nothing matches the request.
    """
    if request.mode is Mode.REVIEW:
        return begin_review(desk, request)
    return begin_quiz(desk, request)


def begin_quiz(desk: "Desk", request: Request) -> OpenSitting:
    """Begin a quiz or a cram; a request without a seed is given one.

    Raises:
        QuizError: Nothing matches the request.
    """
    if request.game.is_shared:
        request = shared_request(desk, request)
        if request.game is Game.DAILY and (begun := todays_quiz(desk, request)):
            return begun
    if request.speed:
        request = msgspec.structs.replace(request, speed=desk.config.extra_time)
    from quiz.desk.sittings.drawing import drawn_cards  # a review needs none of it

    if not request.seed:
        request = msgspec.structs.replace(request, seed=SystemRandom().randrange(1, 2**31))
    cards = request.cards or drawn_cards(desk, request)
    entries = desk.library.entries
    paths = tuple(entries[bank].path for bank in request.banks if bank in entries)
    request = msgspec.structs.replace(request, paths=paths)
    return _begun(desk, Sitting(request, cards), title_of(desk, request))


def begin_review(desk: "Desk", request: Request) -> OpenSitting:
    """Begin a review of what is due, then new cards.

    Raises:
        QuizError: A bank's name means nothing.
    """
    request = msgspec.structs.replace(request, seed=desk.today)
    return _begun(desk, Sitting(request, review_cards(desk, request)), _("Review"))


def _begun(desk: "Desk", sitting: Sitting, title: str) -> OpenSitting:
    note_free_days(desk)
    row = SittingRow(
        uid=new_uid(),
        mode=str(sitting.request.mode),
        title=title,
        seed=sitting.request.seed,
        config=msgspec.json.encode(sitting.request).decode(),
        cards=msgspec.json.encode(sitting.cards).decode(),
        started_at=desk.now(),
    )
    return OpenSitting(desk, sitting, row, is_begun=False)
