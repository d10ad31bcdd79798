"""How many new cards and reviews today may hold: by the settings, and by limits of today alone."""

from typing import TYPE_CHECKING

from quiz.library.config import BankConfig, Config
from quiz.memory import Limits
from quiz.store import DayLimit, DayTotals

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

ALL_BANKS = ""
"""Stands for all banks where limits of a day alone are kept."""
_UNBOUND = 1_000_000


def left_today(desk: "Desk") -> tuple[Limits, dict[str, Limits]]:
    """Return how many new cards and reviews today still holds, in all and of banks with limits.

    What was set for today alone goes before the settings.
    """
    done, done_by_bank = desk.record.today_by_bank(desk.today)
    only_today = desk.record.day_limits(desk.today)
    left = _left(desk.config, only_today.get(ALL_BANKS), done)
    by_bank = {}
    for bank in desk.config.banks.keys() | only_today.keys() - {ALL_BANKS}:
        own = desk.config.banks.get(bank, BankConfig())
        bound = BankConfig(
            new_cards=_UNBOUND if own.new_cards is None else own.new_cards,
            reviews=_UNBOUND if own.reviews is None else own.reviews,
        )
        by_bank[bank] = _left(bound, only_today.get(bank), done_by_bank.get(bank, DayTotals()))
    return left, by_bank


def limit_today(
    desk: "Desk",
    bank: str = ALL_BANKS,
    *,
    new_cards: int | None = None,
    reviews: int | None = None,
) -> None:
    """Set limits for today alone; what is None stays as it is.

    Args:
        desk: Where the record is.
        bank: Id of one bank; empty for all.
        new_cards: How many today may hold, those begun already included.
        reviews: The same for due cards.
    """
    before = desk.record.day_limits(desk.today).get(bank, DayLimit())
    limit = DayLimit(
        new_cards=before.new_cards if new_cards is None else new_cards,
        reviews=before.reviews if reviews is None else reviews,
    )
    desk.record.put_day_limit(desk.today, bank, limit)


def more_new_cards(desk: "Desk", count: int, bank: str = ALL_BANKS) -> int:
    """Let today hold more new cards; return how many it still holds then.

    Args:
        desk: Where the record is.
        count: How many more, at least 1.
        bank: Id of one bank; empty for all.
    """
    done, by_bank = desk.record.today_by_bank(desk.today)
    left, left_by_bank = left_today(desk)
    if bank != ALL_BANKS:
        left, done = left_by_bank.get(bank, left), by_bank.get(bank, DayTotals())
    limit_today(desk, bank, new_cards=done.new_cards + left.new_cards + count)
    return left.new_cards + count


def _left(usual: Config | BankConfig, today: DayLimit | None, done: DayTotals) -> Limits:
    new_cards, reviews = usual.new_cards or 0, usual.reviews or 0
    if today is not None and today.new_cards is not None:
        new_cards = today.new_cards
    if today is not None and today.reviews is not None:
        reviews = today.reviews
    return Limits(
        new_cards=max(0, new_cards - done.new_cards), reviews=max(0, reviews - done.reviews)
    )
