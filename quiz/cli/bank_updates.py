"""`quiz banks --update`: bring followed banks up to date, and say what changed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.cli.printed import opened_desk, print_json
from quiz.translation import _, ngettext

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
    """Say what was done to a source; of a question that was noted, that it changed."""
    from quiz.desk.banks.differences import lines
    from quiz.desk.banks.noting import note_words
    from quiz.desk.banks.shared_banks import answers_changed

    if update.error:
        words = _("{name}: not updated, nothing was changed: {why}")
        click.echo(f"quiz: {words.format(name=update.name, why=update.error)}", err=True)
        return
    for path in update.rescued:
        words = _("{name}: you had edited a bank in its place; your edits are in {path}")
        click.echo(words.format(name=update.name, path=clean_line(path)))
    if not update.banks:
        click.echo(_("{name}: up to date").format(name=update.name))
        return
    click.echo(_("{name}: updated").format(name=update.name))
    for bank in update.banks:
        click.echo(f"  {bank.words}")
        for line in lines(bank.differences):
            click.echo(f"    {line}")
        changed = {one.item for one in bank.differences}
        for note in notes[bank.id]:
            if note.item in changed:
                words = _("you noted on {item}: {note} (`!` on the question removes your note)")
                said = words.format(item=note.item, note=note_words(note))
                click.echo(f"    {clean_line(said)}")
        if bank.own_words:
            click.echo(f"    {bank.own_words}")
    count = answers_changed(update)
    if count:
        words = ngettext(
            "  Your progress is kept; if you had learned the question whose answer changed, you're "
            "asked whether it still applies.",
            "  Your progress is kept; if you had learned one of the {n} questions whose answers "
            "changed, you're asked whether it still applies.",
            count,
        )
        click.echo(words.format(n=count))


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
