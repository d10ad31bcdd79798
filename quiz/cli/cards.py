"""`quiz cards`: list cards; suspend, bury or reset them, or set their due date."""

from collections.abc import Collection
from typing import TYPE_CHECKING

import click

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.cli.options import BankName
from quiz.cli.printed import opened_desk, print_json
from quiz.errors import QuizError
from quiz.memory.history import CardAction
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk import Desk
    from quiz.desk.today.cards import CardLine

_ROOM = 60
"""Characters of a question's text."""
_ACTIONS_BEFORE = {
    "--suspend": "suspend",
    "--resume": "unsuspend",
    "--bury": "bury",
    "--forget": "reset",
    "--set-due": "due",
}
"""Flags of earlier versions, each with the command that does the same now."""


class _Cards(click.Group):
    """Lists cards unless the first argument is the name of an action."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, _with_action(args, self.commands))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "[BANK|BANK/CARD]... [--search SEARCH]")
        formatter.write_usage(ctx.command_path, "ACTION [BANK|BANK/CARD]... [--search SEARCH]")


def _with_action(args: list[str], actions: Collection[str]) -> list[str]:
    """Return arguments that begin with the name of an action, `list` if none is asked for.

    Raises:
        UsageError: Two actions are asked for.
    """
    if args and (args[0] in actions or args[0] in ("-h", "--help")):
        return args
    given = [arg for arg in args if arg.partition("=")[0] in _ACTIONS_BEFORE]
    if len(given) > 1:
        raise click.UsageError(_("one action at a time: suspend, unsuspend, bury, reset or due"))
    if not given:
        return ["list", *args]
    flag, has_value, value = given[0].partition("=")
    at = args.index(given[0])
    before, rest = args[:at], args[at + 1 :]
    if flag == "--set-due" and not has_value:
        value, rest = (rest[0], rest[1:]) if rest else ("", [])
    values = [value] if flag == "--set-due" else []
    return [_ACTIONS_BEFORE[flag], *values, *before, *rest]


@click.group("cards", cls=_Cards)
def command() -> None:
    """List cards: how well you know them and when they're due. Or change them.

    Name a card by its bank and id, as in `figures/trade-2021`; a bank means all of its cards. Or
    search for cards, as in `--search "is:leech tag:trade"`; docs/studying.md describes searches.
    Undo changes with `quiz undo`, the last one first.
    """


_some_cards = click.argument("names", nargs=-1, type=BankName(), metavar="[BANK|BANK/CARD]...")
_search_option = click.option(
    "--search",
    "-s",
    metavar="SEARCH",
    help=_('Only the cards that a search finds, such as "right<50% -is:new".'),
)
_json_option = click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
_leeches_option = click.option(
    "--leeches", is_flag=True, help=_("Only leeches (cards you keep forgetting).")
)
_suspended_option = click.option(
    "--suspended", is_flag=True, help=_("Only suspended or buried cards.")
)


@command.command("list")
@_some_cards
@_search_option
@_leeches_option
@_suspended_option
@_json_option
def list_cards(
    names: tuple[str, ...], search: str | None, leeches: bool, suspended: bool, as_json: bool
) -> int:
    """List cards (the default)."""
    with opened_desk() as desk:
        lines = _chosen(desk, names, search, leeches, suspended)
    if not lines and not as_json:
        click.echo(_none(search, leeches, suspended))
        return 0
    return print_cards(lines, as_json)


@command.command("show")
@click.argument("name", type=BankName(), metavar="BANK/CARD")
@_json_option
def show(name: str, as_json: bool) -> int:
    """Show one card: how well you know it, and every answer."""
    from quiz.cli.card_text import card_json, card_text
    from quiz.desk.today.card_page import card_page
    from quiz.desk.today.cards import card_lines

    with opened_desk() as desk:
        lines = card_lines(desk, (name,))
        if len(lines) != 1:
            raise click.UsageError(_("name one card, as in BANK/CARD"))
        page, today = card_page(desk, lines[0].ref), desk.today
    if as_json:
        print_json(card_json(page))
    else:
        for line in card_text(page, today):
            click.echo(line)
    return 0


@command.command("suspend")
@_some_cards
@_search_option
@_leeches_option
@_json_option
def suspend(names: tuple[str, ...], search: str | None, leeches: bool, as_json: bool) -> int:
    """Hide cards until you unsuspend them."""
    return _change(names, search, CardAction.SUSPEND, as_json, leeches=leeches)


@command.command("unsuspend")
@_some_cards
@_search_option
@_leeches_option
@_suspended_option
@_json_option
def unsuspend(
    names: tuple[str, ...], search: str | None, leeches: bool, suspended: bool, as_json: bool
) -> int:
    """Show suspended and buried cards again."""
    return _change(names, search, CardAction.RESUME, as_json, leeches=leeches, suspended=suspended)


@command.command("bury")
@_some_cards
@_search_option
@_leeches_option
@_json_option
def bury(names: tuple[str, ...], search: str | None, leeches: bool, as_json: bool) -> int:
    """Hide cards until tomorrow."""
    return _change(names, search, CardAction.BURY, as_json, leeches=leeches)


@command.command("reset")
@_some_cards
@_search_option
@_leeches_option
@_suspended_option
@_json_option
def reset(
    names: tuple[str, ...], search: str | None, leeches: bool, suspended: bool, as_json: bool
) -> int:
    """Reset cards to new."""
    return _change(names, search, CardAction.FORGET, as_json, leeches=leeches, suspended=suspended)


@command.command("due")
@click.argument("day", metavar="DATE|DAYS")
@_some_cards
@_search_option
@_leeches_option
@_json_option
def set_due(
    day: str, names: tuple[str, ...], search: str | None, leeches: bool, as_json: bool
) -> int:
    """Set the due date: a date, or a number of days from today."""
    return _change(names, search, CardAction.SET_DUE, as_json, day=day, leeches=leeches)


def _change(
    names: tuple[str, ...],
    search: str | None,
    action: CardAction,
    as_json: bool,
    *,
    day: str = "",
    leeches: bool = False,
    suspended: bool = False,
) -> int:
    """Do something with each card, and list the cards as they are then."""
    from quiz.desk.today.cards import card_lines, day_named

    if not names and search is None:
        raise click.UsageError(_("name a bank, a card as BANK/CARD, or a search with --search"))
    with opened_desk(saves=True) as desk:
        value = day_named(desk, day) if action is CardAction.SET_DUE else None
        if action is CardAction.BURY:
            value = desk.today
        lines = _chosen(desk, names, search, leeches, suspended)
        if action is CardAction.SET_DUE:
            _refuse_new(lines)
        refs = [line.ref for line in lines]
        desk.do_all(refs, action, value)
        lines = card_lines(desk, (), refs)
    return print_cards(lines, as_json)


def _chosen(
    desk: "Desk",
    names: tuple[str, ...],
    search: str | None,
    leeches: bool,
    suspended: bool,
) -> "list[CardLine]":
    from quiz.desk.search.found import found_cards
    from quiz.desk.today.cards import card_lines

    only = None if search is None else frozenset(found_cards(desk, search))
    lines = card_lines(desk, names, only)
    if leeches:
        lines = [line for line in lines if line.lapses >= desk.config.leech_threshold]
    if suspended:
        lines = [line for line in lines if line.is_suspended or line.is_buried]
    return lines


def print_cards(lines: "list[CardLine]", as_json: bool) -> int:
    """Print how cards stand, a line each."""
    if as_json:
        print_json([_as_json(line) for line in lines])
    else:
        for line in lines:
            click.echo(_as_text(line))
    return 0


def _none(search: str | None, leeches: bool, suspended: bool) -> str:
    if search is not None:
        return _("No matching cards.")
    if leeches and suspended:
        return _("No leeches that are suspended or buried.")
    if leeches:
        return _("No leeches.")
    return _("No suspended or buried cards.") if suspended else _("No cards.")


def _refuse_new(lines: "list[CardLine]") -> None:
    new = next((line for line in lines if line.phase == "new"), None)
    if new is not None:
        name = f"{new.ref.bank}/{new.ref.card}"
        question = clip(clean_line(new.question), _ROOM)
        message = _("{card} ({question}) is new; answer it once before you set a due date")
        raise QuizError(message.format(card=name, question=question))


def _as_json(line: "CardLine") -> dict[str, object]:
    return {
        "bank": line.ref.bank,
        "card": line.ref.card,
        "question": line.question,
        "phase": line.phase,
        "due": line.due,
        "known": None if line.chance is None else round(line.chance, 4),
        "stability": line.stability,
        "difficulty": line.difficulty,
        "reviews": line.reps,
        "lapses": line.lapses,
        "suspended": line.is_suspended,
        "buried": line.is_buried,
    }


def _as_text(line: "CardLine") -> str:
    known = "   –" if line.chance is None else f"{line.chance:>4.0%}"
    due = line.due[:10] if line.due else _("new")
    away = _("suspended") if line.is_suspended else _("buried") if line.is_buried else ""
    lapses = _("forgotten {n}×").format(n=line.lapses) if line.lapses else ""
    name = f"{line.ref.bank}/{line.ref.card}"
    text = f"{known}  {due:<10}  {name}  {clip(clean_line(line.question), _ROOM)}"
    return " ".join(filter(None, (text, lapses, away)))
