"""How a game with a class is played: its modes, and what an answer is worth."""

from enum import StrEnum

import msgspec

POINTS = 1_000
"""For a right answer at once to a question of one point."""
FULL_S = 0.5
"""An answer within so many seconds loses nothing for its time."""
GRACE_S = 1.0
"""An answer may be so long on its way when time is up."""


class ClassMode(StrEnum):
    """A way to play."""

    CLASSIC = "classic"
    """All answer the same question at the same time."""
    TEAMS = "teams"
    """The same, and teams are ranked by the mean of their members."""
    TWO_VOTES = "two-votes"
    """Everyone answers, talks it over, and answers again: Mazur's peer instruction."""
    OWN_PACE = "own-pace"
    """Everyone goes through the questions alone, and sees at once what was right."""


class GameRules(msgspec.Struct, frozen=True, kw_only=True):
    """How one game is played."""

    mode: ClassMode = ClassMode.CLASSIC
    """The way to play."""
    seconds: float = 30.0
    """For a question that says no time of its own; 0 is no limit."""
    has_points: bool = True
    """Whether a quick answer earns more, and players are ranked."""
    has_board: bool = True
    """Whether the ranking is shown between questions and at the end."""
    shuffles: bool = True
    """Whether each player sees options in an order of their own."""
    seed: int = 0
    """Decides orders and drawn numbers."""
    teams: tuple[str, ...] = ()
    """Names of the teams that may be chosen."""


def points_for(credit: float, worth: float, elapsed_s: float, limit_s: float) -> int:
    """Return the points of an answer: the earlier the more, and never under half for its credit.

    Source: Kahoot, "How points work": (1 - t / T / 2) of the points, all of them under half a
    second.

    Args:
        credit: 0 to 1.
        worth: Points of the question in its bank; above 0.
        elapsed_s: Seconds from the question to the answer.
        limit_s: Seconds that were given, with the player's extra time; 0 is no limit.
    """
    share = 1.0
    if limit_s > 0 and elapsed_s >= FULL_S:
        share = 1 - min(1.0, elapsed_s / limit_s) / 2
    return round(share * POINTS * worth * credit)


def points_split(points: int, credit: float, worth: float) -> tuple[int, int]:
    """Return what of an answer's points is for the answer, and what for its speed.

    Args:
        points: What `points_for` gave.
        credit: 0 to 1.
        worth: Points of the question in its bank; above 0.
    """
    answer = min(points, round(POINTS * worth * credit / 2))
    return answer, points - answer
