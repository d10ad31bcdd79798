"""The learner's daily goal: as the settings say, or as it was chosen last."""

from typing import TYPE_CHECKING

import msgspec

from quiz.memory.goal import Goal, read_goal
from quiz.store.choices import GOAL, GOALS

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_Since = list[tuple[int, str]]


def goal_of(desk: "Desk") -> Goal:
    """Return the goal of today; that of the settings counts before the one chosen last."""
    return _read(desk.config.goal or desk.record.meta(GOAL) or "")


def _read(text: str) -> Goal:
    """Return a goal as it is written; the usual one for what is none."""
    goal = read_goal(text)
    return Goal() if goal is None else goal


def is_goal_chosen(desk: "Desk") -> bool:
    """Return whether the learner ever said what the goal is."""
    return bool(desk.config.goal or desk.record.meta(GOAL))


def choose_goal(desk: "Desk", goal: Goal) -> None:
    """Keep a goal, from today on."""
    desk.record.choose(GOAL, goal.written(), desk.now())
    note_goal(desk)


def note_goal(desk: "Desk") -> None:
    """Keep since when today's goal holds, if that is not known yet."""
    goal, since = goal_of(desk), _since(desk)
    if since and since[-1][1] == goal.written():
        return
    since = [*(entry for entry in since if entry[0] < desk.today), (desk.today, goal.written())]
    # A goal that is raised today takes no day of the past away.
    desk.record.choose(GOALS, msgspec.json.encode(since).decode(), desk.now())


def goals_by_day(desk: "Desk") -> list[tuple[int, Goal]]:
    """Return the goals with the study day from which each holds, as an ordinal, in order."""
    return [(day, _read(text)) for day, text in _since(desk)]


def _since(desk: "Desk") -> _Since:
    try:
        return msgspec.json.decode(desk.record.meta(GOALS) or "[]", type=_Since)
    except msgspec.DecodeError:  # of a record from elsewhere
        return []
