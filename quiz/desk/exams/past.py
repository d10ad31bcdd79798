"""The exams that were sat: listed, and each as a file that `quiz analyse` reads."""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from quiz.cleaning import clean_line
from quiz.desk.exams.exam import past_exam
from quiz.formats.results import own
from quiz.items import (
    Cloze,
    Groups,
    Item,
    Match,
    MultipleChoice,
    Order,
    SingleChoice,
    TrueFalse,
    decode_response,
)
from quiz.items.wording import BETWEEN, response_parts, stem_text
from quiz.store import Review, SittingRow
from quiz.study import Mode

if TYPE_CHECKING:
    from quiz.desk.desk import Desk


class PastExam(msgspec.Struct, frozen=True, kw_only=True):
    """An exam that was sat."""

    uid: str
    """Its own id."""
    title: str
    """Of its paper."""
    started_at: datetime
    """UTC."""
    share: float
    """0 to 1."""
    points: float
    """Points earned."""
    points_of: float
    """Points that could be earned."""
    grade: str = ""
    """By the paper's `grades`; empty where it has none."""
    is_passed: bool = False
    """Whether the paper's pass mark was reached."""
    predicted: float | None = None
    """What was predicted, 0 to 1."""
    banks: tuple[str, ...] = ()
    """Ids of the banks that it asked."""


class _Banks(msgspec.Struct, frozen=True):
    banks: tuple[str, ...] = ()


class _Summary(msgspec.Struct, frozen=True):
    credit: float = 0.0
    points: float = 0.0
    of: float = 0.0
    grade: str = ""
    passed: bool = False
    predicted: float | None = None


def past_exams(desk: "Desk") -> list[PastExam]:
    """Return the exams that were handed in, the newest first."""
    found = []
    for row in desk.record.ended_sittings(str(Mode.EXAM)):
        try:
            summary = msgspec.json.decode(row.result or "", type=_Summary)
            banks = msgspec.json.decode(row.config, type=_Banks).banks
        except (msgspec.DecodeError, msgspec.ValidationError):
            continue  # given up, or from elsewhere
        found.append(
            PastExam(
                uid=row.uid,
                title=row.title,
                started_at=row.started_at,
                share=summary.credit,
                points=summary.points,
                points_of=summary.of,
                grade=summary.grade,
                is_passed=summary.passed,
                predicted=summary.predicted,
                banks=banks,
            )
        )
    return found


def results_file(desk: "Desk", uids: list[str], *, learner: str = "") -> own.File:
    """Return exams as results, an attempt each.

    What was left empty is there too, with no mark. The record keeps what an exam asked; of exams of
    older versions, what their banks have now.

    Args:
        desk: Whose record.
        uids: Which exams.
        learner: What to call the learner in the file.
    """
    attempts = []
    title = ""
    for uid in uids:
        row = desk.record.sitting(uid)
        if row is None:
            continue
        title = title or row.title
        attempts.append(
            own.Attempt(
                learner=learner,
                attempt=row.started_at.isoformat(timespec="seconds"),
                answers=tuple(_answers(desk, row)),
            )
        )
    return own.File(test=title, attempts=tuple(attempts))


def _answers(desk: "Desk", row: SittingRow) -> list[own.GivenAnswer]:
    """Return the answers of an exam, by what it kept of its questions or by their banks."""
    reviews = {review.place: review for review in desk.record.sitting_reviews(row.uid)}
    answers = []
    exam = past_exam(desk, row.uid)
    for place, one in enumerate(exam.state.questions if exam else ()):
        assert exam is not None
        question = exam.question(place)
        item = question.item if question else None
        review = reviews.pop(place, None)
        if review is not None:
            answers.append(_given(review, item))
        else:
            empty = own.GivenAnswer(bank=one.ref.bank, item=one.ref.card, mark=0.0, most=one.points)
            tags = item.tags if item else ()
            answers.append(msgspec.structs.replace(empty, tags=tags, **about_question(item)))
    for review in reviews.values():
        found = desk.library.item(review.bank, review.card)
        answers.append(_given(review, found[0] if found else None))
    return answers


def _given(review: Review, item: Item | None) -> own.GivenAnswer:
    response = ""
    if item is not None and review.response:
        with suppress(msgspec.DecodeError, msgspec.ValidationError):  # a record from elsewhere
            response = BETWEEN.join(response_parts(item, decode_response(review.response)))
    given = own.GivenAnswer(
        bank=review.bank,
        item=review.card,
        mark=review.points,
        most=review.points_of,
        response=response,
        seconds=review.elapsed_ms / 1000,
        tags=review.tags,
    )
    return msgspec.structs.replace(given, **about_question(item))


def about_question(item: Item | None) -> dict[str, Any]:
    """Return what a file tells of a question beside who answered it."""
    return {
        "right": _right(item),
        "guess": _guess(item),
        "options": _options(item),
        "question": clean_line(stem_text(item)) if item else "",
    }


def _guess(item: Item | None) -> float | None:
    """Return the random-guess score; of several options it is not defined, as in Moodle."""
    return None if item is None or isinstance(item, MultipleChoice) else item.guess_chance


def _options(item: Item | None) -> tuple[str, ...]:
    """Return what there is to pick one of."""
    if isinstance(item, SingleChoice | TrueFalse):
        return tuple(option.text for option in item.options)
    return ()


def _right(item: Item | None) -> str:
    """Return what is right as a line, in the form of a response."""
    if item is None:
        return ""
    if isinstance(item, SingleChoice | MultipleChoice | TrueFalse | Match | Groups | Order | Cloze):
        return BETWEEN.join(response_parts(item, item.right_response()))
    return BETWEEN.join(item.solution)
