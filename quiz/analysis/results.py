"""The results of a class: a mark for each learner and item, and what was answered."""

from functools import cached_property

import msgspec


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a test, as its learners answered it."""

    name: str
    """What it is called in the results: an id, or `Q3`."""
    text: str = ""
    """What it asks, in a line, if that is known."""
    marks: tuple[float, ...]
    """The item mark of each learner, in the order of the results; at most `most`."""
    most: float = 1.0
    """What the item is worth, above 0."""
    responses: tuple[str, ...] = ()
    """What each learner answered, empty where nothing; or no responses at all."""
    key: str = ""
    """The right response, if it is known."""
    bank: str = ""
    """The bank and the item's id in it, if they are known."""
    item: str = ""
    guess: float | None = None
    """The mean mark of a random guess over `most`; None if that is not defined."""
    options: tuple[str, ...] = ()
    """What there was to pick one of, as it stands in the responses, if that is known."""
    seconds: tuple[float, ...] = ()
    """Time of each learner on it, if it was kept."""


class Results:
    """A matrix of marks: learners by items."""

    def __init__(self, learners: tuple[str, ...], columns: tuple[Column, ...]) -> None:
        """Take results; every column has a mark for every learner."""
        self.learners = learners
        self.columns = columns

    @cached_property
    def totals(self) -> tuple[float, ...]:
        """The total mark T of each learner."""
        return tuple(map(sum, zip(*(column.marks for column in self.columns), strict=True)))

    @property
    def most(self) -> float:
        """What the whole test is worth."""
        return sum(column.most for column in self.columns)
