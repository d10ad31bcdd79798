"""What the exam plans' screen shows, as its panes are given it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.plans.outlook import PlanOutlook
from quiz.desk.plans.plan import ExamPlan
from quiz.desk.today.day import Today
from quiz.store import PlanRow

if TYPE_CHECKING:
    from quiz.desk.exams.exam import OpenExam
    from quiz.desk.exams.hub import ExamFacts


class ExamLine(msgspec.Struct, kw_only=True):
    """A row of the list: an exam to come, or one that is over."""

    exam: PlanRow
    """What is, or was, planned for."""
    plan: ExamPlan | None = None
    """As it stands today; None once the exam is over."""
    look: PlanOutlook | None = None
    """Where the plan leads; None while that is worked out."""
    facts: "ExamFacts | None" = None
    """Its days and mock exams; None until it is selected."""
    held: Today | None = None
    """What a review of it asks now; None until it is selected."""
    left_out: Sequence[str] = ()
    """The first questions that do not fit."""


class PlansView(msgspec.Struct, kw_only=True):
    """All that the screen shows."""

    today: int = 0
    """The study day, as an ordinal."""
    is_ready: bool = False
    """Whether the plans are known."""
    open_exam: "OpenExam | None" = None
    """The mock exam that was begun and not handed in; its row is above all."""
    lines: list[ExamLine] = []
    """Exams to come, the soonest first, then those that are over."""
    cursor: int = 0
    """The selected row; that of an open exam is 0."""
    top: int = 0
    """First row of what is below the list in sight, in a narrow window."""
    shows_all_topics: bool = False
    """Whether all topics are shown, and not the weakest alone."""
    has_banks: bool = True
    """Whether there is anything to take an exam of."""

    @property
    def rows(self) -> int:
        """Number of rows of the list."""
        return len(self.lines) + (self.open_exam is not None)

    @property
    def is_on_open(self) -> bool:
        """Whether the open exam is selected."""
        return self.open_exam is not None and self.cursor == 0

    @property
    def line(self) -> ExamLine | None:
        """The selected exam; of an open one's row, the first: what is below is never empty."""
        at = max(0, self.cursor - (self.open_exam is not None))
        return self.lines[at] if at < len(self.lines) else None
