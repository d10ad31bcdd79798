"""What a pupil is told of the assignments: the list, and how an attempt went."""

import msgspec


class DoneAttempt(msgspec.Struct, frozen=True, kw_only=True):
    """An attempt that was handed in."""

    n: int
    """Which, from 1."""
    points: float
    """Earned so far."""
    points_of: float
    """There were to earn."""
    grade: str
    """By the paper's grades; empty for none, or while something is to be graded."""
    to_grade: int
    """Written answers that the teacher has to grade."""

    @property
    def percent(self) -> float | None:
        """Of the points; None while that is not certain."""
        return 100 * self.points / self.points_of if self.points_of and not self.to_grade else None


class WorkRow(msgspec.Struct, frozen=True, kw_only=True):
    """An assignment as a pupil sees it."""

    id: str
    """Names it in addresses."""
    title: str
    """Of its paper."""
    opens: str
    """From when it can be sat, by the server's clock."""
    closes: str
    """Until when; empty for no end."""
    is_open: bool
    """Whether it can be begun now."""
    is_early: bool
    """Whether that will be later."""
    is_under_way: bool
    """Whether an attempt was begun and not handed in."""
    left: int
    """Attempts left."""
    done: tuple[DoneAttempt, ...]
    """Those handed in, in their order."""
    minutes: float
    """The pupil's time, 0 for no limit."""

    @property
    def can_be_sat(self) -> bool:
        """Whether the pupil can begin it, or go on with it."""
        return self.is_under_way or (self.is_open and self.left > 0)


class WorkList(msgspec.Struct, frozen=True, kw_only=True):
    """The assignments of a pupil."""

    title: str
    """Of the class."""
    name: str
    """The pupil's."""
    game: str
    """Title of the game that runs; empty for none."""
    rows: tuple[WorkRow, ...]
    """In the order of opening."""


class WorkAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A question of an attempt, once its key may be known."""

    question: str
    """Its text."""
    given: str
    """What was answered; empty for nothing."""
    right: str
    """What is right."""
    points: float
    """Earned."""
    points_of: float
    """There were to earn."""
    explain: str
    """Why, Markdown; empty for nothing."""


class WorkResult(msgspec.Struct, frozen=True, kw_only=True):
    """How an attempt went."""

    title: str
    """Of the assignment."""
    done: DoneAttempt
    """Its points."""
    shows_key: bool
    """Whether what is right may be known."""
    answers: tuple[WorkAnswer, ...]
    """Those of all questions; none before that."""
