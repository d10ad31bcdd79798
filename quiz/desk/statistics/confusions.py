"""Answers that are given again and again though they are wrong, and what they are right for."""

from typing import TYPE_CHECKING

import msgspec

from quiz.desk.statistics.hardest import question_of
from quiz.desk.statistics.source import StatisticsSource
from quiz.items import Computed, Item, Picked, TrueFalse, Typed, decode_response
from quiz.items.wording import response_text, solution_text
from quiz.library.index import REVERSE
from quiz.marking.folding import fold_key
from quiz.store.daily.tallies import WrongAnswer
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.banks.authoring import QuestionDraft
    from quiz.desk.desk import Desk
    from quiz.library.index import BankEntry

MOST_CONFUSIONS = 20
_LEAST = 2
"""Times that an answer was given before it is told."""
_LOOKED_AT = 100


class Confusion(msgspec.Struct, frozen=True, kw_only=True):
    """A wrong answer that was given more than once."""

    bank: str
    """Id of the bank."""
    card: str
    """Name of the card within the bank."""
    question: str
    """What it asks."""
    answer: str
    """What is right."""
    given: str
    """What was answered instead."""
    times: int
    """How often."""
    is_of_truth: bool = False
    """Whether true was taken for false, or false for true: no other card is meant by that."""
    other_card: str = ""
    """The card of the same bank for which that is right; empty if there is none."""
    other_question: str = ""
    """What that one asks."""


def repeated_mistakes(source: StatisticsSource) -> list[WrongAnswer]:
    """Return the wrong answers that were given more than once, the most frequent first."""
    found = source.tallies.repeated_mistakes(
        source.banks, source.first_day, least=_LEAST, most=_LOOKED_AT
    )
    chosen = source.chosen_cards
    return [wrong for wrong in found if chosen is None or f"{wrong.bank}/{wrong.card}" in chosen]


def confusions(desk: "Desk", found: list[WrongAnswer]) -> tuple[Confusion, ...]:
    """Return what was confused with what; in the desk's own thread, for the library.

    Those whose answer is right for another card of the bank come first.
    """
    answers: dict[str, dict[str, str]] = {}
    told = []
    for wrong in found:
        confusion = _confusion(desk, wrong)
        if confusion is None:
            continue
        if wrong.bank not in answers:
            answers[wrong.bank] = _cards_by_answer(desk, wrong.bank)
        other = answers[wrong.bank].get(fold_key(confusion.given), "")
        if confusion.is_of_truth:
            other = ""
        if other and other != wrong.card.removesuffix(REVERSE):
            question = question_of(desk, wrong.bank, other)
            confusion = msgspec.structs.replace(
                confusion, other_card=other, other_question=question
            )
        told.append(confusion)
    told.sort(key=lambda confusion: not confusion.other_card)  # else the most frequent first
    return tuple(told[:MOST_CONFUSIONS])


def matching_question(confusion: Confusion) -> "QuestionDraft":
    """Return a question that sets the two cards of a confusion, which must have both, as pairs."""
    from quiz.desk.banks.authoring import MATCH, QuestionDraft

    return QuestionDraft(
        kind=MATCH,
        question=_("Match each question with its answer."),
        pairs=(
            (confusion.question, confusion.answer),
            (confusion.other_question, confusion.given),
        ),
    )


def keep_matching_question(desk: "Desk", confusion: Confusion, path: str) -> "BankEntry":
    """Write a matching question of a confusion into a bank of one's own, and return the bank.

    Args:
        desk: Whose banks.
        confusion: One with another card.
        path: The bank written into last; without it the first of one's own, or a new one.

    Raises:
        QuizError: The file cannot be written, or the question cannot be used.
    """
    from quiz.desk.banks.authoring import begin_bank, keep_question, own_banks

    draft = matching_question(confusion)
    paths = [entry.path for entry in own_banks(desk)]
    if not paths:
        return begin_bank(desk, draft, _("My questions"))
    return keep_question(desk, draft, path if path in paths else paths[0])


def _confusion(desk: "Desk", wrong: WrongAnswer) -> Confusion | None:
    """Return a wrong answer in the bank's words; None where the answer is no one thing."""
    found = desk.library.item(wrong.bank, wrong.card)
    if found is None:
        return None
    item = found[0]
    if isinstance(item, Computed):
        return None  # its numbers were others each time
    given = _given(item, wrong.response)
    answer = solution_text(item)
    if not given or fold_key(given) == fold_key(answer):
        return None
    return Confusion(
        bank=wrong.bank,
        card=wrong.card,
        question=question_of(desk, wrong.bank, wrong.card),
        answer=answer,
        given=given,
        times=wrong.answers,
        is_of_truth=isinstance(item, TrueFalse),
    )


def _given(item: Item, text: str) -> str:
    """Return the one thing that was answered; empty for several, or for what cannot be read."""
    try:
        response = decode_response(text)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return ""
    is_one = isinstance(response, Typed) or (
        isinstance(response, Picked) and len(response.indices) == 1
    )
    return response_text(item, response).strip() if is_one else ""


def _cards_by_answer(desk: "Desk", bank: str) -> dict[str, str]:
    """Return the question of each right answer of a bank that no other question shares."""
    found: dict[str, str] = {}
    shared = set()
    for item, fingerprint in desk.library.fingerprints(desk.library.entries[bank]).items():
        key = fold_key(fingerprint.answer)
        if key in found:
            shared.add(key)
        found[key] = item
    return {key: item for key, item in found.items() if key and key not in shared}
