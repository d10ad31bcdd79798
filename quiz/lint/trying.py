"""Playing every question with the answers that must come out as meant: `quiz try`."""

from collections.abc import Iterator
from random import Random

import msgspec

from quiz.cells import clip
from quiz.errors import Problem
from quiz.items import (
    Cloze,
    Computed,
    Context,
    Date,
    Essay,
    Flashcard,
    Groups,
    Item,
    Match,
    MultipleChoice,
    Number,
    Order,
    Picked,
    Prompt,
    Response,
    ShortText,
    SingleChoice,
    TextList,
    TrueFalse,
    Typed,
    TypedParts,
    Verdict,
    context_of,
)
from quiz.items.lines import Refused, read_answer, solution
from quiz.items.number import plain
from quiz.lint.draft import Draft, DraftQuestion
from quiz.translation import _

DRAWINGS = 20
"""So many times are the letters of a formula drawn, each time with another seed."""


_UNTRIED = (Flashcard, Essay, Computed)
"""Kinds of which no answer is right or wrong for good."""


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """What came of playing a bank."""

    answers: int
    """How many answers were marked."""
    misses: tuple[Problem, ...]
    """Those that did not come out as meant, in the order of the file."""


class _Trial(msgspec.Struct, frozen=True, kw_only=True):
    """An answer, and how it must come out."""

    given: str
    """As the author reads it."""
    response: Response | None
    """None if it could not be read as an answer."""
    is_meant_right: bool
    key: str
    """Where it is written, for the place of a miss."""
    at: int | None = None
    item: Item
    """As shown."""
    is_strict: bool = True
    """Whether what is meant wrong must earn nothing, or only less than everything."""


def try_bank(draft: Draft) -> Tried:
    """Play every question of a draft.

    Tried are its own right answer, every spelling that it accepts, its wrong options, drawings of
    its letters, and what its author wrote under `try`: those `right` must earn full credit, those
    `wrong` none.
    """
    context = context_of(draft.bank)
    misses: list[Problem] = []
    answers = 0
    for question in draft.questions:
        for trial in _trials(question):
            answers += 1
            miss = _miss(question, trial, context)
            if miss is not None:
                misses.append(miss)
    return Tried(answers=answers, misses=tuple(misses))


def _miss(question: DraftQuestion, trial: _Trial, context: Context) -> Problem | None:
    """Return what is to be said of a trial that did not come out as meant."""
    shown = repr(clip(trial.given, 80))
    if trial.response is None:
        if isinstance(question.item, _UNTRIED):
            message = _(
                "`try` doesn't work for this kind ({kind}), which has no fixed answer; delete it"
            )
            return _at(question, trial, message.format(kind=question.item.kind))
        message = _("{answer} can't be read as an answer to this question")
        return _at(question, trial, message.format(answer=shown))
    outcome = trial.item.mark(trial.response, context)
    verdict = outcome.verdict
    wrong = (Verdict.WRONG,) if trial.is_strict else (Verdict.WRONG, Verdict.PARTLY)
    if verdict in ((Verdict.RIGHT,) if trial.is_meant_right else wrong):
        return None
    words = {
        Verdict.RIGHT: _("right"),
        Verdict.PARTLY: _("partly right"),
        Verdict.WRONG: _("wrong"),
    }
    if trial.is_meant_right:
        message = _("{answer} should be right but is graded {verdict}")
    else:
        message = _("{answer} should be wrong but is graded {verdict}")
    notes = (part.note for part in outcome.parts if part.note and not part.is_right)
    reason = next(notes, "") if trial.is_meant_right else ""
    said = message.format(answer=shown, verdict=words[verdict])
    return _at(question, trial, f"{said}: {reason}" if reason else said)


def _at(question: DraftQuestion, trial: _Trial, message: str) -> Problem:
    found = question.weakness(message, trial.key, trial.at)
    return msgspec.structs.replace(found, level="error")


# What is tried


def _trials(question: DraftQuestion) -> Iterator[_Trial]:
    item = question.item
    yield from _own(item)
    match item:
        case SingleChoice() | MultipleChoice() | TrueFalse():
            yield from _wrong_options(question, item)
        case ShortText():
            yield from (_typed(item, text, "accept", at) for at, text in enumerate(item.accept))
        case Number():
            yield from (
                _typed(item, plain(number), "accept", at) for at, number in enumerate(item.accept)
            )
        case TextList():
            yield from _spellings(item, [list(entry) for entry in item.entries], "answer")
        case Cloze():
            yield from _spellings(item, [list(gap.answers) for gap in item.gaps], "cloze")
            yield from _wrong_gaps(item)
        case Date() | Match() | Groups() | Order() | Flashcard() | Essay() | Computed():
            pass
    yield from _written(question)


def _own(item: Item) -> Iterator[_Trial]:
    """Yield the question's own answer, as it is held and as a line says it."""
    for seed in range(DRAWINGS if isinstance(item, Computed) else 1):
        shown = item.lay_out(Random(seed)).item
        response = shown.right_response()
        given = "; ".join(shown.solution)
        yield _Trial(given=given, response=response, is_meant_right=True, key="answer", item=shown)
        if isinstance(shown, Flashcard | Essay):
            continue
        line = solution(shown, shown.mark(response))
        read = _read(shown, line)
        yield _Trial(given=given, response=read, is_meant_right=True, key="answer", item=shown)


def _typed(item: Item, text: str, key: str, at: int) -> _Trial:
    response = Typed(text)
    return _Trial(given=text, response=response, is_meant_right=True, key=key, at=at, item=item)


def _wrong_options(
    question: DraftQuestion, item: SingleChoice | MultipleChoice | TrueFalse
) -> Iterator[_Trial]:
    key = "choices" if question.has("choices") else "wrong"
    for index, text in enumerate(option.text for option in item.options):
        if index not in item.keys:
            yield _Trial(
                given=text, response=Picked((index,)), is_meant_right=False, key=key, item=item
            )
            if isinstance(item, MultipleChoice):
                picked = Picked((*item.keys, index))
                given = "; ".join((*item.solution, text))
                yield _Trial(
                    given=given,
                    response=picked,
                    is_meant_right=False,
                    key=key,
                    item=item,
                    is_strict=False,
                )


def _spellings(item: Item, spellings: list[list[str]], key: str) -> Iterator[_Trial]:
    """Yield each further spelling of a part, the other parts as the author shows them."""
    shown = [texts[0] for texts in spellings]
    for place, texts in enumerate(spellings):
        for text in texts[1:]:
            parts = (*shown[:place], text, *shown[place + 1 :])
            yield _Trial(
                given=text,
                response=TypedParts(parts),
                is_meant_right=True,
                key=key,
                at=place,
                item=item,
            )


def _wrong_gaps(item: Cloze) -> Iterator[_Trial]:
    shown = item.solution
    for place, gap in enumerate(item.gaps):
        for text in gap.options[1:]:
            parts = (*shown[:place], text, *shown[place + 1 :])
            yield _Trial(
                given=text,
                response=TypedParts(parts),
                is_meant_right=False,
                key="cloze",
                item=item,
                is_strict=False,
            )


def _written(question: DraftQuestion) -> Iterator[_Trial]:
    """Yield what the author wrote under `try`, each a line as it is typed in line mode."""
    trials = question.item.trials
    item = question.item
    for texts, is_meant_right in ((trials.right, True), (trials.wrong, False)):
        for text in texts:
            yield _Trial(
                given=text,
                response=_read(item, text),
                is_meant_right=is_meant_right,
                key="try",
                item=item,
            )


def _read(item: Item, line: str | list[str] | dict[str, str]) -> Response | None:
    """Return the response that a line means, options numbered as they are written.

    None if it means none.
    """
    if isinstance(item, _UNTRIED):
        return None
    try:
        return read_answer(_as_written(item), line)
    except Refused:
        return None


def _as_written(item: Item) -> Prompt:
    laid_out = item.lay_out(Random(0))
    return msgspec.structs.replace(
        laid_out,
        order=tuple(sorted(laid_out.order)),
        gap_orders=tuple(tuple(sorted(order)) for order in laid_out.gap_orders),
    )
