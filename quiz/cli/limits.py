"""`quiz limits`: what today still holds, and limits of today alone."""

import click

from quiz.cleaning import clean_line
from quiz.cli.options import BankName
from quiz.cli.printed import opened_desk, print_json

_UNBOUND = 100_000


@click.command("limits")
@click.argument("bank", required=False, type=BankName(), metavar="[BANK]")
@click.option("--new", "new_cards", type=click.IntRange(0, 9999), help="New cards, today only.")
@click.option("--reviews", type=click.IntRange(0, 9999), help="Due cards, today only.")
@click.option("--more", type=click.IntRange(1, 9999), help="So many more new cards, today only.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(
    bank: str | None, new_cards: int | None, reviews: int | None, more: int | None, as_json: bool
) -> int:
    """Show how many cards today still holds; set limits of today alone.

    Those that hold every day are set in `config.toml` (`quiz config`). BANK is a bank's id, and
    without one all banks are meant.
    """
    changes = new_cards is not None or reviews is not None or more is not None
    with opened_desk(saves=changes) as desk:
        name = desk.banks((bank,))[0].id if bank else ""
        if new_cards is not None or reviews is not None:
            desk.limit_today(name, new_cards=new_cards, reviews=reviews)
        if more is not None:
            desk.more_new_cards(more, name)
        left, by_bank = desk.left_today()
        plans = desk.exam_plans(tells_known=False)
        titles = {entry.id: entry.title for entry in desk.library.entries.values()}
    if as_json:
        banks = {
            bank: {"new": _bound(own.new_cards), "reviews": _bound(own.reviews)}
            for bank, own in by_bank.items()
        }
        print_json({"new": left.new_cards, "reviews": left.reviews, "banks": banks})
        return 0
    click.echo(f"Today still holds {left.new_cards} new cards and {left.reviews} due ones.")
    if plans:
        click.echo("Cards of an exam that is planned for are not counted: their limit is its time.")
    for bank_id, own in sorted(by_bank.items()):
        held = [
            f"{count} {what}"
            for count, what in ((own.new_cards, "new"), (own.reviews, "due"))
            if _bound(count) is not None
        ]
        title = clean_line(titles.get(bank_id, bank_id))
        click.echo(f"  {title}: {' and '.join(held) or 'no limit of its own'}")
    return 0


def _bound(count: int) -> int | None:
    """Return a limit; None where there is none."""
    return count if count < _UNBOUND else None
