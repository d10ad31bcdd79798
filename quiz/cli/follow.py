"""`quiz follow`: take the banks of others, and later what changes in them."""

import sys
from typing import TYPE_CHECKING

import click

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.cli.printed import opened_desk, print_json
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.banks.shared_banks import FollowOffer
    from quiz.library.followed import Followed

_LONGEST = 90


@click.command("follow")
@click.argument("source", required=False)
@click.option("--name", default="", help=_("Name to follow it under."))
@click.option("--yes", is_flag=True, help=_("Follow without asking."))
@click.option("--list", "lists", is_flag=True, help=_("List what you follow."))
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def command(source: str | None, name: str, yes: bool, lists: bool, as_json: bool) -> int:
    """Follow the banks of others: show them, add them, and get their updates later.

    SOURCE is a folder, a git repository (`https://github.com/OWNER/REPO`, `git@HOST:PATH`), or the
    https address of a bank (.yaml) or a pack (.quiz.zip). It's copied, so your banks stay when the
    source is away; `quiz banks --update` brings them up to date and says what changed. You're asked
    before anything is added; without a terminal, use `--yes`.
    """
    if lists or source is None:
        return _list(as_json=as_json)
    from quiz.desk.banks.shared_banks import follow, offer

    with opened_desk() as desk:
        offered = offer(desk, source, name)
        if as_json:
            if yes:
                follow(desk, offered)
            print_json(_as_json(offered, is_added=yes))
            return 0
        _show(offered)
        if not yes and not _is_agreed(offered.name):
            return 0
        follow(desk, offered)
    words = _("Following {source} as {name}. Update it with `quiz banks --update {name}`")
    click.echo(words.format(source=offered.source.words, name=offered.name))
    return 0


def _show(offered: "FollowOffer") -> None:
    """Show what would be added: the banks, whose they are, their first questions, their size."""
    from quiz.desk.banks.packs import contents, size_words
    from quiz.desk.banks.shared_banks import count_words, first_questions

    for bank in offered.banks:
        for line in contents((bank,)):
            click.echo(line)
        assert bank.decoded.bank is not None, "a pack can only hold banks"
        for question in first_questions(bank.decoded.bank):
            click.echo(f"  · {clip(question, _LONGEST)}")
    for left_out in offered.fetched.pack.ignored:
        words = _("left out: {what}").format(what=left_out)
        click.echo(f"quiz: {words}", err=True)
    said = (count_words(offered.banks), size_words(offered.fetched.size), offered.source.words)
    click.echo(" · ".join(said))


def _is_agreed(name: str) -> bool:
    """Return whether the one at the terminal says yes; without one, say how to."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(_("Nothing added. Run again with `--yes` to add it."))
        return False
    return click.confirm(_("Follow it as {name}?").format(name=name), default=False)


def _as_json(offered: "FollowOffer", *, is_added: bool) -> dict[str, object]:
    banks = [
        {
            "id": bank.id,
            "title": bank.decoded.bank.title,
            "file": bank.name,
            "questions": len(bank.decoded.bank.items),
            "pictures": len(bank.pictures),
            "author": bank.decoded.bank.author,
            "license": bank.decoded.bank.license,
            "language": bank.decoded.bank.language,
        }
        for bank in offered.banks
        if bank.decoded.bank is not None
    ]
    return {
        "name": offered.name,
        "source": offered.source.words,
        "kind": offered.source.kind.value,
        "version": offered.fetched.version,
        "bytes": offered.fetched.size,
        "banks": banks,
        "left_out": list(offered.fetched.pack.ignored),
        "added": is_added,
    }


def _list(*, as_json: bool) -> int:
    import os
    from pathlib import Path

    from quiz.library.folders import folders
    from quiz.library.followed import followed_sources

    known = followed_sources(folders(os.environ, Path.cwd()).followed)
    if as_json:
        print_json({"followed": [followed_json(one) for one in known]})
        return 0
    if not known:
        click.echo(_("You don't follow any banks. Follow some with `quiz follow SOURCE`."))
        return 0
    for one in known:
        banks = ", ".join(clean_line(bank.id) for bank in one.banks)
        click.echo(f"{one.name}: {one.source.words}")
        words = _("  banks: {banks} · updated: {updated} · checked: {checked}")
        click.echo(words.format(banks=banks, updated=day_of(one, "updated"), checked=day_of(one)))
    return 0


def day_of(one: "Followed", what: str = "checked") -> str:
    """Return the date on which a source was `updated` or `checked`, in local time."""
    moment = one.updated_at if what == "updated" else one.checked_at
    return moment.astimezone().date().isoformat()


def followed_json(one: "Followed") -> dict[str, object]:
    """Return a source that is followed, as JSON has it."""
    return {
        "name": one.name,
        "source": one.source.words,
        "kind": one.source.kind.value,
        "version": one.version,
        "followed_at": one.followed_at.isoformat(),
        "updated_at": one.updated_at.isoformat(),
        "checked_at": one.checked_at.isoformat(),
        "banks": [bank.id for bank in one.banks],
    }
