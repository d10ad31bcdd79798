"""`quiz cards`: how each card stands; suspend, bury, set due, forget."""

from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.cli.options import BankName
from quiz.cli.printed import opened_desk, print_json
from quiz.errors import QuizError

if TYPE_CHECKING:
    from quiz.desk.cards import CardLine


@click.command("cards")
@click.argument("names", nargs=-1, type=BankName(), metavar="[BANK|BANK/CARD]...")
@click.option("--leeches", is_flag=True, help="Only leeches (cards you keep forgetting).")
@click.option("--suspended", is_flag=True, help="Only suspended or buried cards.")
@click.option(
    "--suspend", is_flag=True, help="Suspend these cards (hide them until you unsuspend them)."
)
@click.option("--resume", is_flag=True, help="Unsuspend these cards.")
@click.option("--bury", is_flag=True, help="Bury these cards (hide them until tomorrow).")
@click.option("--forget", is_flag=True, help="Reset these cards to new.")
@click.option(
    "--set-due",
    metavar="DATE|DAYS",
    help="Set the due date: a date, or a number of days from today.",
)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(
    names: tuple[str, ...],
    leeches: bool,
    suspended: bool,
    suspend: bool,
    resume: bool,
    bury: bool,
    forget: bool,
    set_due: str | None,
    as_json: bool,
) -> int:
    """List cards: how well you know them and when they're due.

    Name a card by its bank and id, as in `figures/trade-2021`; a bank means all of its cards. Undo
    changes with `quiz undo`, one card at a time, the last one first.
    """
    from quiz.memory import Deed

    asked = {"suspend": suspend, "resume": resume, "bury": bury, "forget": forget}
    deeds = [name for name, is_asked in asked.items() if is_asked]
    if len(deeds) + bool(set_due) > 1:
        raise QuizError("use only one of --suspend, --resume, --bury, --forget and --set-due")
    deed = deeds[0] if deeds else None
    if (deed or set_due) and not names:
        raise QuizError("which cards? Name them as BANK/CARD, or BANK for all of its cards")
    with opened_desk(saves=bool(deed or set_due)) as desk:
        day = desk.day_named(set_due) if set_due else None
        lines = desk.cards(names)
        if leeches:
            lines = [line for line in lines if line.lapses >= desk.config.leech_threshold]
        if suspended:
            lines = [line for line in lines if line.is_suspended or line.is_buried]
        if deed or set_due:
            done = Deed(deed) if deed else Deed.SET_DUE
            value = day if set_due else desk.today if done is Deed.BURY else None
            if done is Deed.SET_DUE:
                _refuse_new(lines)
            for line in lines:
                desk.do(line.ref, done, value)
            wanted = {line.ref for line in lines}
            lines = [line for line in desk.cards(names) if line.ref in wanted]
    if as_json:
        print_json([_as_json(line) for line in lines])
    else:
        for line in lines:
            click.echo(_as_text(line))
        if not lines:
            click.echo(_none(leeches, suspended))
    return 0


def _none(leeches: bool, suspended: bool) -> str:
    what = " that are leeches" if leeches else ""
    return f"No cards{what}{' that are suspended or buried' if suspended else ''}."


def _refuse_new(lines: "list[CardLine]") -> None:
    new = [f"{line.ref.bank}/{line.ref.card}" for line in lines if line.phase == "new"]
    if new:
        raise QuizError(f"{new[0]} is new; answer it once before you set a due date")


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
    due = line.due[:10] if line.due else "new"
    away = " suspended" if line.is_suspended else " buried" if line.is_buried else ""
    lapses = f" forgotten {line.lapses}×" if line.lapses else ""
    name = f"{line.ref.bank}/{line.ref.card}"
    return f"{known}  {due:<10}  {name}  {_short(clean_line(line.question))}{lapses}{away}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
