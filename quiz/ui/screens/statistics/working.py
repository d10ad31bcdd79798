"""The steps in which a tab is worked out: what is drawn first, then what takes longer."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from quiz.desk.statistics.calibration import calibration
from quiz.desk.statistics.confusions import confusions, repeated_mistakes
from quiz.desk.statistics.forecast import forecast
from quiz.desk.statistics.groups import Grouping, groups, with_lasting
from quiz.desk.statistics.hardest import HardCard, hardest_cards, with_questions
from quiz.desk.statistics.hours import hours
from quiz.desk.statistics.known import KnownPoint, known_over_time
from quiz.desk.statistics.overview import known_now, overview
from quiz.desk.statistics.rate import rate
from quiz.desk.statistics.retention import retention
from quiz.desk.statistics.scores import scores
from quiz.store.daily.tallies import WrongAnswer
from quiz.ui.screens.statistics.view import CONFUSED, HARDEST, Tab, Worked

if TYPE_CHECKING:
    from quiz.desk import Desk
    from quiz.desk.statistics.source import StatisticsSource

_GROUPINGS = (Grouping.TOPICS, Grouping.KINDS, Grouping.BANKS)


class Step(msgspec.Struct, frozen=True):
    """A step: what is worked out in another thread, and where it is put in the screen's own."""

    work: "Callable[[StatisticsSource, Worked], Any]"
    """Returns what it found."""
    take: Callable[[Worked, Any], None]
    """Takes that up."""


def _attribute(name: str, work: "Callable[[StatisticsSource], Any]") -> Step:
    return Step(lambda source, _: work(source), lambda worked, found: setattr(worked, name, found))


def steps_of(tab: Tab, part: int) -> tuple[Step, ...]:
    """Return the steps that a tab, or one of its lists, is worked out in."""
    first = _attribute("rate", rate)
    match tab:
        case Tab.OVERVIEW:
            return (
                _attribute("scores", scores),
                _attribute("activity", overview),
                _attribute("known", known_now),
                Step(_known_by_day, lambda worked, found: setattr(worked, "known_by_day", found)),
            )
        case Tab.RETENTION:
            return first, _attribute("retention", retention)
        case Tab.FORECAST:
            return (_attribute("forecast", forecast),)
        case Tab.HOURS:
            return first, _attribute("hours", hours)
        case Tab.CALIBRATION:
            return first, _attribute("calibration", calibration)
        case Tab.TOPICS:
            return _list_steps(part)


def _known_by_day(source: "StatisticsSource", worked: Worked) -> tuple[KnownPoint, ...]:
    return known_over_time(source, worked.known or known_now(source))


def _list_steps(part: int) -> tuple[Step, ...]:
    if part == HARDEST:
        return (_attribute("hardest", hardest_cards),)
    if part == CONFUSED:
        return (_attribute("confusions", repeated_mistakes),)
    grouping = _GROUPINGS[part]

    def take(worked: Worked, found: Any) -> None:
        worked.groups = {**worked.groups, part: found}

    return (
        Step(lambda source, _: groups(source, grouping), take),
        Step(
            lambda source, worked: with_lasting(source, grouping, worked.groups.get(part, ())), take
        ),
    )


def told_by_desk(desk: "Desk", found: object) -> object:
    """Return what a step found, with what the library alone knows: it is of the desk's thread."""
    if isinstance(found, tuple) and found and isinstance(found[0], HardCard):
        return with_questions(desk, found)
    if isinstance(found, list) and (not found or isinstance(found[0], WrongAnswer)):
        return confusions(desk, found)
    return found
