"""The learner's bests: longest streak, best quiz, best games, longest day."""

from datetime import date

import msgspec

from quiz.cleaning import clean_line
from quiz.desk.today.day import Overview
from quiz.translation import _, ngettext


class Best(msgspec.Struct, frozen=True, kw_only=True):
    """One of the learner's bests."""

    name: str
    """What it is the best of."""
    value: str
    """How much, in words."""
    title: str = ""
    """Title of the bank, where it is a bank's."""
    day: date | None = None
    """When, where it is a day's."""


def bests(day: Overview, *, has_streak: bool) -> list[Best]:
    """Return the learner's bests, as far as there are any.

    Args:
        day: What is known of banks and of past days.
        has_streak: Whether the learner wants a streak.
    """
    found: list[Best] = []
    longest = day.streak.longest
    if has_streak and longest:
        words = ngettext("{n} day", "{n} days", longest).format(n=longest)
        found.append(Best(name=_("Longest streak"), value=words))
    lines = [line for line in day.lines if line.best is not None]
    if lines:
        best = max(lines, key=lambda line: line.best or 0.0)
        title = clean_line(best.title)
        found.append(Best(name=_("Best quiz"), value=f"{best.best:.0%}", title=title))
    for game, name in (("sprint", _("Sprint")), ("survival", _("Survival"))):
        played = [line for line in day.lines if game in line.best_games]
        if played:
            most = max(played, key=lambda line: line.best_games[game])
            right = most.best_games[game]
            words = ngettext("{n} right", "{n} right", right).format(n=right)
            found.append(Best(name=name, value=words, title=clean_line(most.title)))
    days = day.history
    if days:
        busiest = max(days, key=lambda day: days[day].minutes)
        minutes = _("{n} min").format(n=round(days[busiest].minutes))
        found.append(Best(name=_("Longest day"), value=minutes, day=date.fromordinal(busiest)))
    return found
