"""The daily goal: so many minutes or cards."""

import re

import msgspec

_WRITTEN = re.compile(r"(\d{1,4}) ?(min|minutes?|m|cards?)", re.IGNORECASE)
MOST = 9999


class Goal(msgspec.Struct, frozen=True):
    """What a learner wants to do each day; an amount of 0 is no goal."""

    amount: int = 10
    """Minutes or cards, 0 to 9999."""
    is_cards: bool = False
    """Whether cards are counted and not minutes."""

    @property
    def is_set(self) -> bool:
        """Whether there is a goal."""
        return self.amount > 0

    def written(self) -> str:
        """Return it as it stands in the settings: `10 min`, `30 cards`, `none`."""
        if not self.amount:
            return "none"
        return f"{self.amount} cards" if self.is_cards else f"{self.amount} min"

    def done(self, *, minutes: float, cards: int) -> int:
        """Return how much of it was done, in whole minutes or cards, as it is shown."""
        return cards if self.is_cards else round(minutes)

    def is_met(self, *, minutes: float, cards: int) -> bool:
        """Return whether a day met it; what is shown as the amount is the amount."""
        return self.is_set and self.done(minutes=minutes, cards=cards) >= self.amount


CHOICES = (Goal(5), Goal(10), Goal(20), Goal(30), Goal(0))
"""What is offered at the first run."""


def read_goal(text: str) -> Goal | None:
    """Return a goal as it is written: `10 min`, `30 cards`, `none`; None if it is none of these."""
    text = text.strip()
    if text.casefold() in ("none", "off", "0"):
        return Goal(0)
    if text.isdecimal() and len(text) <= 4:
        return Goal(int(text))
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    amount, unit = found.groups()
    return Goal(int(amount), is_cards=unit.casefold().startswith("c"))
