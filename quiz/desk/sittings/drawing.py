"""Which cards a quiz or a cram asks."""

from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING

from quiz.desk.banks.catalogue import banks_with, unknown_tag
from quiz.desk.sittings.ladder import LADDER_KINDS, ladder_cards
from quiz.desk.today.giveaways import in_telling_order
from quiz.errors import QuizError
from quiz.items import KINDS, SELF_GRADED
from quiz.library.index import BankEntry
from quiz.study import SHARED_LENGTH, USUAL_LENGTH, Candidate, CardRef, Game, Request, drawn
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_LATELY_DAYS = 14
_RIGHT = 1 - 1e-6


def drawn_cards(desk: "Desk", request: Request) -> tuple[CardRef, ...]:
    """Return the cards of a quiz in the order of asking.

    Raises:
        QuizError: Nothing matches the request.
    """
    unknown = [kind for kind in request.kinds if kind not in KINDS]
    if unknown:
        message = _("unknown kind {kind!r}; available: {kinds}")
        raise QuizError(message.format(kind=unknown[0], kinds=", ".join(KINDS)))
    entries = banks_with(desk, request.banks)
    if request.game.is_shared:  # whatever their order is here
        entries = tuple(sorted(entries, key=lambda entry: entry.id))
    wrong = wrong_lately(desk) if request.mistakes else None
    candidates = [
        Candidate(CardRef(row.bank, row.card), row.item, passage=row.passage, fact=row.fact)
        for entry in entries
        for row in desk.library.cards(entry)
        if (not request.tags or set(request.tags) & set(row.tags))
        and (not request.kinds or row.kind in request.kinds)
        and (request.game is Game.CLASSIC or row.kind not in SELF_GRADED)
        and (request.game is not Game.LADDER or row.kind in LADDER_KINDS)
        and (wrong is None or (row.bank, row.card) in wrong)
    ]
    if not candidates:
        raise QuizError(_nothing_matches(desk, request, entries))
    if request.game is Game.LADDER:
        return ladder_cards(desk, candidates, Random(request.seed))
    length = SHARED_LENGTH if request.game.is_shared else request.length
    if request.game is Game.CLASSIC and length is None:
        length = USUAL_LENGTH
    return in_telling_order(desk.library, drawn(candidates, length, Random(request.seed)))


def wrong_lately(desk: "Desk") -> set[tuple[str, str]]:
    """Return the cards whose last answer of the last two weeks was not right."""
    latest = {
        (review.bank, review.card): review.credit < _RIGHT
        for review in desk.record.reviews(first_day=desk.today - _LATELY_DAYS)
        if review.rating is not None
    }
    return {card for card, was_wrong in latest.items() if was_wrong}


def _nothing_matches(desk: "Desk", request: Request, entries: Sequence[BankEntry]) -> str:
    if request.mistakes:
        return _("no mistakes left from the last two weeks")
    if request.tags:
        unknown = [unknown_tag(desk, entries, (tag,)) for tag in request.tags]
        if all(unknown):
            return unknown[0]
    if request.game is Game.LADDER:
        return _("a ladder asks only single choice and true/false; try another game")
    is_all_self_graded = set(request.kinds or _kinds(desk, entries)) <= SELF_GRADED
    if request.game is not Game.CLASSIC and is_all_self_graded:
        return _("games leave out cards and essays, which you grade yourself; try a classic quiz")
    if request.kinds:
        have = _kinds(desk, entries)
        message = _("no matching questions of kind {kind!r}; available: {kinds}")
        return message.format(kind=request.kinds[0], kinds=", ".join(have))
    return _("the bank has no valid questions; `quiz check` shows why")


def _kinds(desk: "Desk", entries: Sequence[BankEntry]) -> list[str]:
    """Return the kinds of questions there are, in the order of the banks."""
    return list(dict.fromkeys(kind for entry in entries for kind in desk.library.kinds(entry)))
