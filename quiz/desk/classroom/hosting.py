"""The questions of a live game: of banks or of an exam paper, only those that a machine marks."""

from typing import TYPE_CHECKING

import msgspec

from quiz.classroom.game import GameQuestion
from quiz.desk.banks.catalogue import banks_named
from quiz.desk.exams.papers import is_paper_file, opened_paper
from quiz.desk.sittings.drawing import drawn_cards
from quiz.errors import QuizError
from quiz.items import SELF_GRADED
from quiz.study import USUAL_LENGTH, CardRef, Game, Mode, Request
from quiz.study.blueprint import drawn
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

MOST_QUESTIONS = 200
"""In one game."""


class HostRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a game is to ask."""

    names: tuple[str, ...]
    """One exam paper's file, or banks: files, folders, ids; none for all banks."""
    length: int | None = None
    """Number of questions; None for 20, or those of the paper."""
    tags: tuple[str, ...] = ()
    """Only these topics; empty for all."""
    kinds: tuple[str, ...] = ()
    """Only these kinds; empty for all."""
    seed: int = 0
    """Decides which are drawn, and their order."""


class Hosted(msgspec.Struct, frozen=True, kw_only=True):
    """What a game asks."""

    title: str
    """What it is called."""
    questions: tuple[GameQuestion, ...]
    """In the order of asking."""
    notes: tuple[str, ...] = ()
    """What was left out; a sentence each."""


def hosted(desk: "Desk", request: HostRequest) -> Hosted:
    """Return what a game asks.

    Raises:
        QuizError: A bank is not there, or nothing that a machine can mark is in it.
    """
    title, refs, worth = _drawn(desk, request)
    found: list[GameQuestion] = []
    left_out = 0
    for ref in refs[:MOST_QUESTIONS]:
        item = desk.library.item(ref.bank, ref.card)
        if item is None or item[0].kind in SELF_GRADED:
            left_out += item is not None
            continue
        bank = desk.library.head(ref.bank)
        found.append(
            GameQuestion(
                bank=ref.bank,
                card=ref.card,
                item=item[0].replaced(points=worth.get(ref, item[0].points)),
                context=desk.library.context(ref.bank),
                passage=dict(bank.passages).get(item[0].passage, ""),
                image=item[0].image,
                path=desk.library.entries[ref.bank].path,
            )
        )
    if not found:
        raise QuizError(_("no question that a machine can mark"))
    notes = []
    if left_out:
        words = ngettext(
            "{n} question is left out: no machine can mark it",
            "{n} questions are left out: no machine can mark them",
            left_out,
        )
        notes.append(words.format(n=left_out))
    if len(refs) > MOST_QUESTIONS:
        words = ngettext(
            "only the first {n} question is asked", "only the first {n} questions are asked",
            MOST_QUESTIONS,
        )  # fmt: skip
        notes.append(words.format(n=MOST_QUESTIONS))
    return Hosted(title=title, questions=tuple(found), notes=tuple(notes))


def _drawn(
    desk: "Desk", request: HostRequest
) -> tuple[str, tuple[CardRef, ...], dict[CardRef, float]]:
    """Return the title, the cards in the order of asking, and what some are worth."""
    if len(request.names) == 1 and is_paper_file(request.names[0]):
        opened = opened_paper(desk.library, request.names, length=request.length)
        chosen = drawn(opened.paper, opened.pool, request.seed)
        refs = tuple(one.ref for one in chosen)
        return opened.paper.title, refs, {one.ref: one.points for one in chosen}
    entries = banks_named(desk, request.names) if request.names else ()
    asked = Request(
        mode=Mode.QUIZ,
        game=Game.SURVIVAL,  # the games' rule: only what a machine marks
        banks=tuple(entry.id for entry in entries),
        length=request.length or USUAL_LENGTH,
        tags=request.tags,
        kinds=request.kinds,
        seed=request.seed,
    )
    title = entries[0].title if len(entries) == 1 else _("Quiz")
    return title or entries[0].id, drawn_cards(desk, asked), {}
