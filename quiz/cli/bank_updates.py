"""`quiz banks --update`: bring followed banks up to date, and say what changed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from quiz.cli.printed import opened_desk, print_json
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.banks.shared_banks import SourceUpdate
    from quiz.store import QuestionNote


def update_banks(names: Sequence[str], *, as_json: bool) -> int:
    """Update the followed sources of some names, or all; return the exit status.

    It is 1 if one of them could not be updated.
    """
    from quiz.desk.banks.shared_banks import updates

    done = []
    with opened_desk() as desk:
        for update in updates(desk, names):
            done.append(update)
            if not as_json:
                _say(update, {bank.id: desk.record.notes(bank.id) for bank in update.banks})
    if as_json:
        print_json({"sources": [_as_json(update) for update in done]})
    elif not done:
        click.echo(_("You don't follow any banks. Follow some with `quiz follow SOURCE`."))
    return 1 if any(update.error for update in done) else 0


def _say(update: "SourceUpdate", notes: "Mapping[str, Sequence[QuestionNote]]") -> None:
    from quiz.desk.banks.update_report import update_lines

    lines = update_lines(update, notes)
    if update.error:
        click.echo(f"quiz: {lines[0]}", err=True)
        return
    for line in lines:
        click.echo(line)


def _as_json(update: "SourceUpdate") -> dict[str, object]:
    banks = [
        {
            "id": bank.id,
            "title": bank.title,
            "what": bank.what,
            "questions": [
                {
                    "how": one.how.value,
                    "id": one.item,
                    "question": one.question,
                    "before": one.before,
                    "after": one.after,
                }
                for one in bank.differences
            ],
            "own_copy": bank.own_path or None,
            "own_copy_updated": bank.is_merged,
            "conflicts": list(bank.conflicts),
        }
        for bank in update.banks
    ]
    return {
        "name": update.name,
        "source": update.source,
        "error": update.error or None,
        "banks": banks,
        "own_copies_made": list(update.rescued),
    }
