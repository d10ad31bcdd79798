"""`quiz holiday`: days without study."""

import re
from datetime import date
from typing import TYPE_CHECKING

import click

from quiz.cli.printed import opened_desk, print_json
from quiz.errors import QuizError
from quiz.translation import _, mark, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.desk import Desk
    from quiz.memory.holiday import Holiday, HolidayPlan

_BETWEEN = mark("to until till through")
"""Words between the first and the last day."""
_FROM = mark("from")
"""The word before the first day, which says nothing."""


@click.command("holiday")
@click.argument("days", nargs=-1, metavar="[DAYS]...")
@click.option("--dry-run", is_flag=True, help=_("Only show what it would move and cost."))
@click.option("--remove", is_flag=True, help=_("Remove the holiday that holds this day."))
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def command(days: tuple[str, ...], dry_run: bool, remove: bool, as_json: bool) -> int:
    """Keep days free of reviews; your streak waits.

    `quiz holiday 20 Dec to 3 Jan` moves the cards that are due on these days before or after them,
    where it costs least, says what it costs, and keeps new intervals from ending there. Without
    days it lists your holidays; `quiz holiday 24 Dec --remove` takes one back.
    """
    from quiz.desk.today.holidays import plan_holiday, set_holiday

    text = " ".join(days)
    with opened_desk(saves=bool(days) and not dry_run) as desk:
        if not text:
            return _list(desk, as_json)
        holiday = _read(text, desk.today)
        if remove:
            return _remove(desk, holiday)
        plan = plan_holiday(desk, holiday) if dry_run else set_holiday(desk, holiday)
        seconds = desk.record.pace(desk.today).due_s
    if as_json:
        print_json(_as_json(holiday, plan, seconds))
        return 0
    click.echo(_said(holiday))
    for line in _cost_lines(holiday, plan, seconds):
        click.echo(line)
    return 0


def _read(text: str, today: int) -> "Holiday":
    """Return the days that a text names: one day, or the first and the last.

    Raises:
        QuizError: It names no days.
    """
    from quiz.desk.plans.dates import read_day
    from quiz.memory.holiday import Holiday

    for word in (_FROM, *_(_FROM).split()):
        text = text.strip().removeprefix(f"{word} ")
    for first, last in _pairs(text.strip()):
        try:
            begins = read_day(first, today).toordinal()
            # `3 Jan` after `20 Dec` is the one that follows it.
            return Holiday(begins, read_day(last, begins).toordinal())
        except QuizError:
            continue
    day = read_day(text, today).toordinal()
    return Holiday(day, day)


def _pairs(text: str) -> "Iterator[tuple[str, str]]":
    """Yield the ways in which a text may name a first and a last day."""
    words = "|".join(map(re.escape, {*_BETWEEN.split(), *_(_BETWEEN).split()}))
    for found in re.finditer(rf"\s+(?:{words})\s+|\s*(?:\.\.|…|–|—|-)\s*", text):
        first, last = text[: found.start()], text[found.end() :]
        if first.rstrip(".").isdecimal():  # `20 to 27 Dec` names the month once
            first += re.sub(r"^\d+", "", last) if last[:1].isdigit() else ""
        yield first, last


def _said(holiday: "Holiday") -> str:
    first, last = date.fromordinal(holiday.first), date.fromordinal(holiday.last)
    words = ngettext(
        "Holiday: {first}, {n} day.", "Holiday: {first} to {last}, {n} days.", holiday.days
    )
    return words.format(first=first.isoformat(), last=last.isoformat(), n=holiday.days)


def _cost_lines(holiday: "Holiday", plan: "HolidayPlan", seconds: float) -> list[str]:
    """Return what moves, and what it costs."""
    count = len(plan.moves)
    if not count:
        return [_("No card is due on these days.")]
    before = plan.before(holiday)
    words = ngettext(
        "{n} card moves: {before} before the holiday, {after} after it.",
        "{n} cards move: {before} before the holiday, {after} after it.",
        count,
    )
    lines = [words.format(n=count, before=before, after=count - before)]
    minutes = plan.answers * seconds / 60
    forgotten = round(plan.forgotten, 1)
    words = _("Expected cost: about {minutes:.0f} min, and {n:g} more cards forgotten.")
    if minutes < 1 and forgotten < 0.1:
        words = _("Expected cost: almost nothing.")
    lines.append(words.format(minutes=minutes, n=forgotten))
    return lines


def _as_json(holiday: "Holiday", plan: "HolidayPlan", seconds: float) -> dict[str, object]:
    return {
        "first": date.fromordinal(holiday.first).isoformat(),
        "last": date.fromordinal(holiday.last).isoformat(),
        "cards": [
            {
                "card": "/".join(move.key),
                "due": date.fromordinal(move.due).isoformat(),
                "moved_to": date.fromordinal(move.day).isoformat(),
            }
            for move in plan.moves
        ],
        "forgotten": round(plan.forgotten, 3),
        "minutes": round(plan.answers * seconds / 60, 2),
    }


def _list(desk: "Desk", as_json: bool) -> int:
    from quiz.desk.away import kept_holidays

    kept = [one for one in kept_holidays(desk.record) if one.holiday.last >= desk.today]
    if as_json:
        print_json(
            [
                {
                    "first": date.fromordinal(one.holiday.first).isoformat(),
                    "last": date.fromordinal(one.holiday.last).isoformat(),
                    "moved": len(one.moves),
                }
                for one in kept
            ]
        )
        return 0
    if not kept:
        click.echo(_("No holiday ahead. Set one with `quiz holiday 20 Dec to 3 Jan`."))
    for one in kept:
        click.echo(_said(one.holiday))
    return 0


def _remove(desk: "Desk", wanted: "Holiday") -> int:
    from quiz.desk.away import kept_holidays
    from quiz.desk.today.holidays import remove_holiday

    found = [one for one in kept_holidays(desk.record) if one.holiday.holds(wanted.first)]
    if not found:
        raise QuizError(_("no holiday on that day; `quiz holiday` lists them"))
    count = sum(remove_holiday(desk, one) for one in found)
    words = ngettext(
        "Holiday removed; {n} card is due again on its own day.",
        "Holiday removed; {n} cards are due again on their own days.",
        count,
    )
    click.echo(words.format(n=count))
    return 0
