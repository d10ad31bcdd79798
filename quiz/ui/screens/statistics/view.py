"""What the statistics show now: tab, plot, scope, and the numbers that were worked out."""

from datetime import date
from enum import IntEnum

import msgspec

from quiz.desk.statistics import Period, Scope
from quiz.desk.statistics.calibration import Calibration
from quiz.desk.statistics.confusions import Confusion
from quiz.desk.statistics.forecast import ComingCards
from quiz.desk.statistics.groups import AnswerGroup
from quiz.desk.statistics.hardest import HardCard
from quiz.desk.statistics.hours import Hour
from quiz.desk.statistics.known import KnownPoint
from quiz.desk.statistics.overview import Activity, KnownCards
from quiz.desk.statistics.rate import Rate
from quiz.desk.statistics.retention import Retention
from quiz.desk.statistics.scores import Score
from quiz.translation import _


class Tab(IntEnum):
    """A tab of the statistics."""

    OVERVIEW = 0
    """How much was done."""
    RETENTION = 1
    """How much was still known."""
    FORECAST = 2
    """What comes back."""
    HOURS = 3
    """When."""
    TOPICS = 4
    """What is weak."""
    CALIBRATION = 5
    """How sure against how right."""


TOPICS, KINDS, BANKS, HARDEST, CONFUSED = range(5)
"""The lists of the tab of topics."""


class Worked(msgspec.Struct, kw_only=True):
    """What was worked out of a scope; None for what was not, or is not yet."""

    rate: Rate = Rate()
    """What is done a day of late."""
    activity: Activity | None = None
    """Of the overview."""
    known: KnownCards | None = None
    """Of the overview, a little later."""
    known_by_day: tuple[KnownPoint, ...] = ()
    """Of the overview, last of all."""
    scores: tuple[Score, ...] = ()
    """Of the overview."""
    retention: Retention | None = None
    """By week and month."""
    forecast: ComingCards | None = None
    """Of the next 30 days."""
    hours: tuple[Hour, ...] | None = None
    """Of the clock."""
    groups: dict[int, tuple[AnswerGroup, ...]] = {}
    """Topics, kinds and banks, by the number of their list."""
    hardest: tuple[HardCard, ...] | None = None
    """The cards that are forgotten most."""
    confusions: tuple[Confusion, ...] | None = None
    """What is taken for what."""
    calibration: Calibration | None = None
    """How sure against how right."""

    def has(self, tab: Tab, part: int) -> bool:
        """Return whether there is something to draw of a tab."""
        match tab:
            case Tab.OVERVIEW:
                return self.activity is not None
            case Tab.RETENTION:
                return self.retention is not None
            case Tab.FORECAST:
                return self.forecast is not None
            case Tab.HOURS:
                return self.hours is not None
            case Tab.CALIBRATION:
                return self.calibration is not None
            case Tab.TOPICS:
                if part in (HARDEST, CONFUSED):
                    found = self.hardest if part == HARDEST else self.confusions
                    return found is not None
                return part in self.groups


class StatView(msgspec.Struct, kw_only=True):
    """What the statistics show now."""

    today: date
    """The study day."""
    scope: Scope = Scope(period=Period.QUARTER)
    """Of which answers they are."""
    scope_name: str = ""
    """What the bank or topic is called; empty for everything."""
    goal: float = 0.9
    """Desired retention."""
    exams: tuple[tuple[date, str], ...] = ()
    """Exams ahead, by day."""
    titles: dict[str, str] = {}
    """Titles of the banks, by id."""
    tab: Tab = Tab.OVERVIEW
    """The tab."""
    parts: dict[Tab, int] = {}
    """The plot or list of each tab; the first where it is missing."""
    shows_numbers: bool = False
    """Whether numbers are shown, and no plot."""
    is_counting: bool = False
    """Whether it takes so long that one is told."""
    counted: float = 0.0
    """The share of a long log that is counted, 0 to 1; 0 where that is not known."""
    trouble: str = ""
    """Why nothing could be worked out; empty if it could."""
    said: str = ""
    """What was done last, in a line."""
    cursor: int = 0
    """The selected row."""
    top: int = 0
    """The first row in sight."""
    worked: Worked = msgspec.field(default_factory=Worked)
    """What was worked out."""

    @property
    def part(self) -> int:
        """The plot or list that is shown."""
        return self.parts.get(self.tab, 0)

    @property
    def is_worked_out(self) -> bool:
        """Whether there is something to draw."""
        return self.worked.has(self.tab, self.part)

    @property
    def period_name(self) -> str:
        """What the period is called."""
        match self.scope.period:
            case Period.MONTH:
                return _("last 30 days")
            case Period.QUARTER:
                return _("last 90 days")
            case Period.YEAR:
                return _("last 365 days")
            case Period.ALL:
                return _("all time")


def tab_names() -> tuple[str, ...]:
    """Return what the tabs are called."""
    return (
        _("Overview"),
        _("Retention"),
        _("Forecast"),
        _("Hours"),
        _("Topics"),
        _("Calibration"),
    )


def part_names(tab: Tab) -> tuple[str, ...]:
    """Return what the plots or lists of a tab are called."""
    match tab:
        case Tab.OVERVIEW:
            return _("activity"), _("cards"), _("scores")
        case Tab.RETENTION:
            return _("weeks"), _("months")
        case Tab.FORECAST:
            return _("due"), _("stability"), _("difficulty")
        case Tab.HOURS:
            return (_("hours"),)
        case Tab.TOPICS:
            return _("topics"), _("kinds"), _("banks"), _("hardest cards"), _("confused")
        case Tab.CALIBRATION:
            return _("predicted"), _("certainty"), _("corrections")
