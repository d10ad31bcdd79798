"""An assignment as a program sits it: what it is told, what it sends, and what is kept of that.

The pages of a browser keep by the same function: there is one decision about what may be changed.
"""

import msgspec

from quiz.classroom.keyless import as_shown, as_written, without_key
from quiz.cleaning import clean, clean_line
from quiz.desk.banks.noting import add_note
from quiz.desk.exams.exam import OpenExam
from quiz.errors import QuizError
from quiz.items import (
    Essay,
    Item,
    Outcome,
    Prompt,
    Response,
    SelfGraded,
    Ticked,
    Trials,
    Typed,
    TypedParts,
    encode_response,
)
from quiz.items.paper import Paper
from quiz.study.exam import Given
from quiz.translation import _
from quiz.web.forms import check_length, is_blank

_LONGEST_MS = 3_600_000
"""Longer than that nobody was at a question between two times that it was kept."""


class SatQuestion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One question of an attempt, without its key until the pupil was told it."""

    item: Item | None = None
    """As it is shown; None where its bank has it no more."""
    order: tuple[int, ...] = ()
    """As in `Prompt`."""
    gap_orders: tuple[tuple[int, ...], ...] = ()
    """As in `Prompt`."""
    passage: int = -1
    """Which of the attempt's passages it is about; below 0 for none."""
    given: Given
    """What was done with it; the answer is to the item as it is shown here."""
    hints: tuple[str, ...] = ()
    """Those that were taken."""
    hints_of: int = 0
    """How many there are."""
    outcome: Outcome | None = None
    """What came of the last try, where that was told."""


class SatAttempt(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An attempt at an assignment as it stands."""

    title: str
    """Of the assignment."""
    n: int
    """Which attempt, from 1."""
    is_handed_in: bool = False
    """Whether nothing can be changed any more; then there are no questions here."""
    paper: Paper = Paper(title="")
    """How it is sat; not what is drawn from where."""
    factor: float = 1.0
    """Of the paper's time."""
    left_s: float | None = None
    """Seconds left; None where time does not count."""
    place: int = 0
    """The question in front, from 0."""
    passages: tuple[str, ...] = ()
    """Markdown."""
    questions: tuple[SatQuestion, ...] = ()
    """In the order of asking."""


class SatReply(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What comes of something that was sent."""

    question: SatQuestion | None = None
    """The question as it stands now; None once the attempt is handed in."""
    left_s: float | None = None
    """As in `SatAttempt`."""
    is_handed_in: bool = False
    """As in `SatAttempt`."""


class SatSent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a pupil did with a question; sent twice, it is done once."""

    response: Response | msgspec.UnsetType | None = msgspec.UNSET
    """The answer as it stands, None for an empty one; unset where it did not change."""
    checks: bool = False
    """Whether it is to be marked now, where answers are marked at once."""
    certainty: int | None = None
    """1 to 3, how sure one is."""
    elapsed_ms: int = 0
    """Time at the question since it was sent last."""
    is_flagged: bool | msgspec.UnsetType = msgspec.UNSET
    """Whether it is to be flagged; unset to leave that as it is."""
    hints: int = 0
    """So many hints are wanted in all."""
    note: str | msgspec.UnsetType = msgspec.UNSET
    """What is wrong with the question, perhaps in no words; unset for nothing."""


def attempt_of(exam: OpenExam, n: int, left_s: float | None) -> SatAttempt:
    """Return an attempt as a pupil's program is told it.

    Args:
        exam: It.
        n: Its number, from 1.
        left_s: Seconds left; None where time does not count.
    """
    state = exam.state
    if state.is_handed_in:
        return SatAttempt(title=exam.title, n=n, is_handed_in=True)
    passages: list[str] = []
    return SatAttempt(
        title=exam.title,
        n=n,
        paper=msgspec.structs.replace(state.paper, banks=(), draw=()),
        factor=state.factor,
        left_s=left_s,
        place=state.place,
        questions=tuple(question_of(exam, at, passages) for at in range(exam.total)),
        passages=tuple(passages),
    )


def question_of(exam: OpenExam, place: int, passages: list[str]) -> SatQuestion:
    """Return a question as a pupil's program is told it.

    Args:
        exam: Where it is asked.
        place: From 0.
        passages: Those of the attempt so far; its own is added.
    """
    question, given = exam.question(place), exam.state.given[place]
    if question is None:
        return SatQuestion(given=given)
    item, outcome = question.item, exam.outcome(place)
    is_told = outcome is not None and exam.state.is_locked(place)
    if is_told:
        shown = question.prompt
        plain = item.replaced(id="q", tags=(), fact="", difficulty=None, trials=Trials())
        shown = Prompt(item=plain, order=shown.order, gap_orders=shown.gap_orders)
    else:
        shown = without_key(question.prompt)
        response = exam.response(place)
        if response is not None:
            text = encode_response(as_shown(question.prompt, response))
            given = msgspec.structs.replace(given, response=text)
        if outcome is not None:  # only how good it was: the rest tells what is right
            outcome = Outcome(credit=outcome.credit)
    if question.passage and question.passage not in passages:
        passages.append(question.passage)
    return SatQuestion(
        item=shown.item,
        order=shown.order,
        gap_orders=shown.gap_orders,
        passage=passages.index(question.passage) if question.passage else -1,
        given=given,
        hints=item.hints[: given.hints],
        hints_of=len(item.hints),
        outcome=outcome,
    )


def keep(exam: OpenExam, place: int, sent: SatSent) -> None:
    """Keep what a pupil did with a question; what is locked stays as it is.

    Args:
        exam: Where it is asked.
        place: From 0.
        sent: What was done; the answer is to the question without its key.

    Raises:
        QuizError: The question is gone, or the answer is longer than one may be.
    """
    question = exam.question(place)
    if question is None:
        raise QuizError(_("This question is not here any more."))
    elapsed_ms = max(0, min(sent.elapsed_ms, _LONGEST_MS))
    is_answered = sent.response is not msgspec.UNSET and not exam.state.is_locked(place)
    if exam.state.place != place:
        exam.go_to(place)
    if is_answered and sent.response is not msgspec.UNSET:
        exam.answer(
            _written(question.prompt, sent.response),
            elapsed_ms=elapsed_ms,
            certainty=sent.certainty if sent.certainty in (1, 2, 3) else None,
            is_draft=not sent.checks,
        )
    elif elapsed_ms:
        exam.go_to(place, elapsed_ms=elapsed_ms)
    if sent.is_flagged not in (msgspec.UNSET, exam.state.given[place].is_flagged):
        exam.flag()
    if sent.note is not msgspec.UNSET:
        add_note(exam.desk, question.ref, sent.note)
    while exam.state.given[place].hints < sent.hints and exam.hint() is not None:
        pass


def _written(prompt: Prompt, response: Response | None) -> Response | None:
    """Return an answer as it is kept: no grade of one's own, no sign that cannot be seen."""
    if response is None:
        return None
    found: Response
    match response:
        case SelfGraded() | Ticked():
            found = SelfGraded(None, clean(response.text).strip())
        case Typed():
            found = Typed(clean_line(response.text))
        case TypedParts():
            found = TypedParts(tuple(map(clean_line, response.texts)))
        case _:
            found = response
    check_length(found, is_essay=isinstance(prompt.item, Essay))
    return None if is_blank(found) else as_written(prompt, found)


def sent_from(data: bytes) -> SatSent:
    """Return what a program sent.

    Raises:
        QuizError: It cannot be read.
    """
    try:
        return msgspec.json.decode(data, type=SatSent)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise QuizError(_("The answer cannot be read.")) from error
