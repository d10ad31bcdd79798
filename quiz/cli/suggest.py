"""`quiz suggest`: notes, own spellings and edits, written for a bank's author."""

import sys
from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean, clean_line
from quiz.cli.output import force_option, output_option, put_out
from quiz.cli.printed import json_text, opened_desk
from quiz.errors import QuizError
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.banks.suggesting import Suggestion


@click.command("suggest")
@click.argument("bank", required=False)
@output_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["patch", "text", "json"]),
    default="patch",
    show_default=True,
    help=_("A patch for the author, the same in words, or JSON."),
)
@force_option
def command(bank: str | None, output: str | None, form: str, force: bool) -> int:
    """Write what you noted and changed in BANK as a patch for its author.

    It has your notes (`!` in a session: what's wrong with a question) as comments, typed answers
    that you counted as right under `accept`, and your edits of a copy. The author applies it with
    `git apply` or `patch -p1`. Nothing in it says who you are.
    """
    from quiz.desk.banks.catalogue import bank_named
    from quiz.desk.banks.suggesting import suggestion, suggestions

    with opened_desk() as desk:
        if bank is not None:
            found = suggestion(desk, bank_named(desk, bank))
        else:
            every = suggestions(desk)
            if not every:
                words = _(
                    "Nothing to suggest yet: no notes (`!` in a session), overrides or edits."
                )
                click.echo(words, err=True)
                return 0
            if len(every) > 1:
                names = ", ".join(f"{one.bank} ({one.counts})" for one in every)
                raise QuizError(_("name one of these banks: {names}").format(names=names))
            found = every[0]
    if form == "json":
        put_out(json_text(_as_json(found), sys.stdout, indent=2) + "\n", output, force=force)
        return 0
    if found.is_empty:
        words = _("Nothing to suggest for {bank}: no notes (`!` in a session), overrides or edits.")
        click.echo(words.format(bank=found.bank), err=True)
        return 0
    text = found.patch if form == "patch" else "\n".join(found.lines) + "\n"
    # A patch that is piped on keeps its line ends; what a terminal shows has no control characters.
    is_shown = output in (None, "-") and sys.stdout.isatty()
    path = put_out(clean(text) if is_shown else text, output, force=force)
    if path is not None:
        words = _("Saved to {path} ({counts}). Send it to the author: {author}")
        click.echo(
            words.format(
                path=clean_line(str(path)),
                counts=found.counts,
                author=found.author or _("not stated"),
            )
        )
    return 0


def _as_json(found: "Suggestion") -> dict[str, object]:
    import msgspec

    return {
        "bank": found.bank,
        "title": found.title,
        "author": found.author,
        "source": found.source,
        "file": found.file,
        "notes": [msgspec.structs.asdict(note) for note in found.notes],
        "spellings": [msgspec.structs.asdict(one) for one in found.spellings],
        "edits": [{**msgspec.structs.asdict(one), "how": one.how.value} for one in found.edits],
        "against_older": found.is_against_older,
        "patch": found.patch,
    }
