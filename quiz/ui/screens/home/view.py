"""What Home shows, as its panes are given it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from quiz.desk.today.day import BankLine, Overview
from quiz.ui.content.day import ExamDay
from quiz.ui.screens.home.offers import Offer

if TYPE_CHECKING:
    from quiz.desk.statistics.groups import AnswerGroup
    from quiz.desk.today.recent import RecentSitting


class HomeView(NamedTuple):
    """All that Home shows."""

    day: Overview
    """The day at a glance."""
    today: int
    """The study day that is shown, as an ordinal."""
    exams: ExamDay
    """The exams that are planned for."""
    offers: Sequence[Offer]
    """What can be done now."""
    banks: Sequence[BankLine]
    """Those that are shown: all, or those that were found."""
    known: Mapping[str, float]
    """The share of each bank that is known now, as far as that is worked out."""
    bank: str
    """Id of the bank that keys are about; empty if there is none."""
    cursor: int
    """Which row is selected: the offers, then the banks."""
    top: int
    """Index of the first bank in sight."""
    reading: str
    """That banks are being read; empty if none are."""
    empty: str
    """What stands where there are no banks."""
    has_streak: bool
    """Whether days in a row are counted."""
    forecast: Sequence[int]
    """Cards due on each of the coming 30 days, today first."""
    recent: "Sequence[RecentSitting]"
    """The latest sittings, the newest first."""
    searches: Sequence[str] = ()
    """Names of the saved searches, which stand below the banks."""
    weakest: "Sequence[AnswerGroup]" = ()
    """The weakest topics, as far as that is worked out and the window is high enough."""
    goal_at: int | None = None
    """At the first run: which goal is chosen; None otherwise."""
