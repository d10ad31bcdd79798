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
    """Id of the question in its bank; empty where the results do not name it."""
    guess: float | None = None
    """The mean mark of a random guess over `most`; None if that is not defined."""
    options: tuple[str, ...] = ()
    """What there was to pick one of, as it stands in the responses, if that is known."""
    seconds: tuple[float, ...] = ()
    """Time of each learner on it, if it was kept."""
    asked: tuple[bool, ...] = ()
    """Whether each learner was asked it; empty: all were. Who was not has a mark of 0 here."""


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """One item, with those alone who were asked it."""

    column: Column
    """Marks, responses and times of those."""
    totals: tuple[float, ...]
    """The total mark T of each of them."""
    learners: tuple[int, ...]
    """Who they are, by their place in the results."""


class Results:
    """A matrix of marks: learners by items."""

    def __init__(self, learners: tuple[str, ...], columns: tuple[Column, ...]) -> None:
        """Take results; every column has a mark for every learner."""
        self.learners = learners
        self.columns = columns

    @cached_property
    def is_complete(self) -> bool:
        """Whether every learner was asked every item."""
        return not any(column.asked for column in self.columns)

    @cached_property
    def worths(self) -> tuple[float, ...]:
        """What the items that each learner was asked are worth together."""
        if self.is_complete:
            most = sum(column.most for column in self.columns)
            return (most,) * len(self.learners)
        return tuple(
            sum(c.most for c in self.columns if not c.asked or c.asked[at])
            for at in range(len(self.learners))
        )

    @cached_property
    def totals(self) -> tuple[float, ...]:
        """The total mark T of each learner, as for a test of the same worth where they differ."""
        sums = tuple(map(sum, zip(*(column.marks for column in self.columns), strict=True)))
        if self.is_complete:
            return sums
        pairs = zip(sums, self.worths, strict=True)
        return tuple(total / worth * self.most if worth else 0.0 for total, worth in pairs)

    @cached_property
    def most(self) -> float:
        """What the test is worth; the mean where learners were asked different items."""
        return sum(self.worths) / len(self.worths) if self.worths else 0.0

    @cached_property
    def answered(self) -> tuple[Answered, ...]:
        """Each item, with those who were asked it."""
        return tuple(map(self._answered, self.columns))

    def _answered(self, column: Column) -> Answered:
        everyone = tuple(range(len(self.learners)))
        if not column.asked:
            return Answered(column=column, totals=self.totals, learners=everyone)
        who = tuple(at for at in everyone if column.asked[at])
        reduced = msgspec.structs.replace(
            column,
            marks=tuple(column.marks[at] for at in who),
            responses=tuple(column.responses[at] for at in who) if column.responses else (),
            seconds=tuple(column.seconds[at] for at in who) if column.seconds else (),
            asked=(),
        )
        return Answered(column=reduced, totals=tuple(self.totals[at] for at in who), learners=who)
