"""Setting, changing and removing exam plans: the one place that checks and writes them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from quiz.cleaning import clean_line
from quiz.desk.banks.catalogue import banks_with, unknown_tag
from quiz.desk.plans.dates import read_day
from quiz.errors import QuizError
from quiz.store import PlanRow
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_MOST_NAMED = 3
_MOST_MINUTES = 24 * 60
_MOST_WEIGHT = 1000.0
_MOST_DAYS_AHEAD = 3660
_TICK = timedelta(microseconds=1)
"""Of two versions of a plan the later one is used."""


class PlanError(QuizError):
    """An exam plan cannot be as it was given; `field` names what is wrong."""

    def __init__(self, field: str, text: str) -> None:
        """Say what is wrong with a field of `PlanRow`: `name`, `day`, `tags`."""
        super().__init__(text)
        self.field = field


def checked_plan(
    desk: "Desk",
    *,
    name: str,
    day: str,
    banks: Sequence[str] = (),
    tags: Sequence[str] = (),
    weights: Mapping[str, float] | None = None,
    minutes_a_day: float = 20.0,
    before: PlanRow | None = None,
) -> PlanRow:
    """Return a plan, new or in place of the one before, after a look at all that was given.

    Raises:
        QuizError: Something of it cannot be: a `PlanError`, or no bank is there.
    """
    if not name.strip():
        raise PlanError("name", _("an exam needs a name"))
    exam_day = plan_date(desk, day)
    if not 1 <= minutes_a_day <= _MOST_MINUTES:
        message = _("minutes a day must be between 1 and {most}")
        raise PlanError("minutes_a_day", message.format(most=_MOST_MINUTES))
    for tag, weight in (weights or {}).items():
        if not 0 <= weight <= _MOST_WEIGHT:
            message = _("the weight of {tag} must be between 0 and {most:g}")
            raise PlanError("weights", message.format(tag=tag, most=_MOST_WEIGHT))
    exam = PlanRow(
        name=name.strip(),
        day=exam_day.isoformat(),
        banks=tuple(dict.fromkeys(banks)),
        tags=tuple(dict.fromkeys(tags)),
        weights=dict(weights or {}),
        minutes_a_day=minutes_a_day,
        changed_at=desk.now(),
    )
    if before is not None:
        exam = msgspec.structs.replace(exam, uid=before.uid, expected=before.expected)
    entries = banks_with(desk, exam.banks)
    unknown = unknown_tag(desk, entries, (*exam.tags, *exam.weights))
    if unknown:
        raise PlanError("tags", unknown)
    return exam


def plan_date(desk: "Desk", text: str) -> date:
    """Return the date of an exam, as people name a day: `14 Dec`, `in 3 weeks`, `2027-01-18`.

    Raises:
        PlanError: It is no day, lies in the past or over ten years ahead.
    """
    try:
        day = read_day(text, desk.today)
    except QuizError as error:
        raise PlanError("day", str(error)) from None
    if day.toordinal() < desk.today:
        raise PlanError("day", _("{day} is in the past; choose a later date").format(day=day))
    if day.toordinal() > desk.today + _MOST_DAYS_AHEAD:
        message = _("{day} is too far away; plans reach at most ten years ahead")
        raise PlanError("day", message.format(day=day))
    return day


def usual_name(desk: "Desk", banks: Sequence[str]) -> str:
    """Return what a plan for some banks is called that is given no name; for all of them if none.

    Args:
        desk: Where the banks are.
        banks: Ids of banks; those that are not there are left out.
    """
    entries = desk.library.entries
    titles = [clean_line(entries[bank].title) for bank in banks if bank in entries]
    more = " …" if len(titles) > _MOST_NAMED else ""
    return ", ".join(titles[:_MOST_NAMED]) + more if titles else _("All banks")


def read_minutes(text: str) -> float:
    """Return a number of minutes a day that was typed.

    Raises:
        PlanError: It is none.
    """
    number = text.strip().removesuffix("min").strip().replace(",", ".")
    try:
        return float(number)
    except ValueError:
        message = _("{text!r} isn't a number of minutes").format(text=text)
        raise PlanError("minutes_a_day", message) from None


def read_score(text: str) -> float:
    """Return a number of percent that was typed as a share, 0 to 1.

    Raises:
        PlanError: It is none.
    """
    try:
        percent = float(text.strip().removesuffix("%").strip().replace(",", "."))
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:
        message = _("{text!r} isn't a score; enter a number from 0 to 100")
        raise PlanError("score", message.format(text=text))
    return percent / 100


def put_plan(desk: "Desk", exam: PlanRow) -> None:
    """Keep a plan that was checked, new or in place of the one with its uid."""
    desk.record.put_exam(exam)


def put_score(desk: "Desk", exam: PlanRow, score: float) -> None:
    """Keep the score of an exam.

    Args:
        desk: Where the record is.
        exam: The plan for it.
        score: 0 to 1.

    Raises:
        PlanError: The exam is still to come.
    """
    if (exam.days_left(desk.today) or 0) > 0:
        message = _("{name} isn't over yet; enter your score after the exam")
        raise PlanError("score", message.format(name=exam.name))
    put_plan(desk, msgspec.structs.replace(exam, score=score, changed_at=desk.now()))


def remove_plan(desk: "Desk", exam: PlanRow) -> PlanRow:
    """Remove a plan, and return it as `restore_plan` takes it."""
    removed = msgspec.structs.replace(exam, changed_at=desk.now())
    desk.record.remove_exam(removed)
    return removed


def restore_plan(desk: "Desk", removed: PlanRow) -> None:
    """Bring a removed plan back."""
    later = max(desk.now(), removed.changed_at + _TICK)
    put_plan(desk, msgspec.structs.replace(removed, changed_at=later))
