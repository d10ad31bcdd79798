"""`quiz limits`: what today still holds, and limits of today alone."""

from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.cli.options import BankName
from quiz.cli.printed import opened_desk, print_json
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.memory import Limits

_UNBOUND = 100_000


@click.command("limits")
@click.argument("bank", required=False, type=BankName(), metavar="[BANK]")
@click.option(
    "--new", "new_cards", type=click.IntRange(0, 9999), help=_("Set today's limit for new cards.")
)
@click.option("--reviews", type=click.IntRange(0, 9999), help=_("Set today's limit for due cards."))
@click.option(
    "--more", type=click.IntRange(1, 9999), help=_("Allow this many more new cards today.")
)
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def command(
    bank: str | None, new_cards: int | None, reviews: int | None, more: int | None, as_json: bool
) -> int:
    """Show or change today's limits.

    Everyday limits are set in `config.toml` (see `quiz config`). BANK is a bank id or a
    file; without one, the limits are for all banks together.
    """
    from quiz.desk.banks.catalogue import bank_named
    from quiz.desk.plans import exam_plans
    from quiz.desk.today.limits import left_today, limit_today, more_new_cards

    changes = new_cards is not None or reviews is not None or more is not None
    with opened_desk(saves=changes) as desk:
        name = bank_named(desk, bank).id if bank else ""
        if new_cards is not None or reviews is not None:
            limit_today(desk, name, new_cards=new_cards, reviews=reviews)
        if more is not None:
            more_new_cards(desk, more, name)
        left, by_bank = left_today(desk)
        has_plans = bool(exam_plans(desk, tells_known=False))
        titles = {entry.id: entry.title for entry in desk.library.entries.values()}
    if as_json:
        banks = {
            bank: {"new": _bound(own.new_cards), "reviews": _bound(own.reviews)}
            for bank, own in by_bank.items()
        }
        print_json({"new": left.new_cards, "reviews": left.reviews, "banks": banks})
        return 0
    click.echo(_("Left today: {left}").format(left=_left(left)))
    if has_plans:
        click.echo(_("Cards in an exam plan don't count; their limit is the plan's minutes a day."))
    for bank_id, own in sorted(by_bank.items()):
        click.echo(f"  {clean_line(titles.get(bank_id, bank_id))}: {_left(own)}")
    return 0


def _left(left: "Limits") -> str:
    """Return what is left, in words; what has no limit is not named."""
    new = ngettext("{n} new card", "{n} new cards", left.new_cards).format(n=left.new_cards)
    reviews = ngettext("{n} due card", "{n} due cards", left.reviews).format(n=left.reviews)
    limits = ((left.new_cards, new), (left.reviews, reviews))
    held = [words for count, words in limits if _bound(count) is not None]
    return ", ".join(held) or _("no limit of its own")


def _bound(count: int) -> int | None:
    """Return a limit; None where there is none."""
    return count if count < _UNBOUND else None
