"""What was learned, in short."""

from typing import TYPE_CHECKING

import msgspec

from quiz.desk.statistics.source import StatisticsSource
from quiz.desk.today.known import shares_known
from quiz.store.daily.tallies import Counts
from quiz.translation import mark

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_FEWEST = 20
_LATELY_DAYS = 30
_LATELY = mark("last 30 days")
_EVER = mark("all time")


class RetentionShare(msgspec.Struct, frozen=True, kw_only=True):
    """True retention, in short."""

    span: str
    """Of what time, in words."""
    share: float | None
    """0 to 1; None where fewer than 20 reviews tell."""
    reviews: int
    """Number of reviews that tell."""


class KnownBank(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a bank is known."""

    id: str
    """Id of the bank."""
    title: str
    """Its title, or its id where it has none."""
    known: float
    """Expected share of its cards that would be recalled now, 0 to 1."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What was learned in a scope, in short."""

    answers: int
    """In the period, practice included; what was undone does not count."""
    days: int
    """Study days of the period with an answer."""
    retention: tuple[RetentionShare, ...]
    """Of the last 30 days, and of all time, whatever the period."""
    banks: tuple[KnownBank, ...]
    """The banks with answers, and how much of each is known."""


def summary(desk: "Desk", source: StatisticsSource) -> Summary:
    """Return what was learned in a scope, in short."""
    days = source.tallies.by_day(source.scopes)
    lately = [counts for day, counts in days.items() if day > source.today - _LATELY_DAYS]
    total = sum(days.values(), Counts())
    within = [counts for day, counts in days.items() if day >= source.first_day]
    cards = {bank: source.cards[bank] for bank in source.cards if bank in source.banks}
    shares = shares_known(source.record, source.recall, cards, source.today, source.now)
    titles = desk.library.entries
    return Summary(
        answers=sum(within, Counts()).answers,
        days=sum(counts.rated > 0 for counts in within),
        retention=(_share(_LATELY, sum(lately, Counts())), _share(_EVER, total)),
        banks=tuple(
            KnownBank(id=bank, title=titles[bank].title, known=round(share, 4))
            for bank, share in shares.items()
        ),
    )


def _share(span: str, counts: Counts) -> RetentionShare:
    reviews = counts.young + counts.mature
    right = counts.young_right + counts.mature_right
    share = right / reviews if reviews >= _FEWEST else None
    return RetentionShare(span=span, share=share, reviews=reviews)
