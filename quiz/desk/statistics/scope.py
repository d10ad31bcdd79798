"""Of which answers statistics are: some banks and topics, in a period."""

from enum import StrEnum

import msgspec


class Period(StrEnum):
    """How far back answers count."""

    MONTH = "month"
    """The last 30 days."""
    QUARTER = "3-months"
    """The last 90 days."""
    YEAR = "year"
    """The last 365 days."""
    ALL = "all"
    """All of them."""

    @property
    def days(self) -> int | None:
        """Number of study days up to today; None for all."""
        return _DAYS[self]


_DAYS = {Period.MONTH: 30, Period.QUARTER: 90, Period.YEAR: 365, Period.ALL: None}


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """Of which answers statistics are."""

    banks: tuple[str, ...] = ()
    """Ids of their banks; empty for all."""
    tags: tuple[str, ...] = ()
    """Only questions that had one of these topics when they were answered; empty for all."""
    period: Period = Period.ALL
    """When they were given."""

    @property
    def is_everything(self) -> bool:
        """Whether it leaves nothing out but by time."""
        return not (self.banks or self.tags)
