"""`quiz banks`: what there is."""

from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.cli.follow import day_of, followed_json
from quiz.cli.printed import opened_desk, print_json
from quiz.cli.tables import TableColumn, table
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk import Desk
    from quiz.library.followed import Followed

_GAMES = {"sprint": _("sprint"), "survival": _("survival")}


@click.command("banks")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--update", is_flag=True, help=_("Update the banks that you follow (or only NAME)."))
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def command(names: tuple[str, ...], update: bool, as_json: bool) -> int:
    """List your question banks, and any hidden by another bank with the same id.

    `--update` fetches the banks that you follow (see `quiz follow`) and says what changed; your
    progress is kept. A source that can't be reached stays as it was, and the exit status is 1.
    """
    if update:
        from quiz.cli.bank_updates import update_banks

        return update_banks(names, as_json=as_json)
    if names:
        raise click.UsageError(_("a NAME goes with --update"))
    from quiz.desk.today.day import bank_lines, today
    from quiz.desk.today.known import known_shares
    from quiz.library.naming import misnamed_words

    with opened_desk() as desk:
        followed = _followed(desk)
        lines = bank_lines(desk)
        held = today(desk)
        known = known_shares(desk)
        hidden = desk.library.hidden
        misnamed = misnamed_words(desk.places.bank_folders)
        kinds = {line.id: desk.library.kinds(desk.library.entries[line.id]) for line in lines}
    if as_json:
        banks = [
            {
                "id": line.id,
                "title": line.title,
                "path": line.path,
                "questions": sum(kinds[line.id].values()),
                "cards": line.cards,
                "due": held.of(line.id).to_review,
                "new": held.of(line.id).new,
                "unseen": line.unseen,
                "known": round(known.get(line.id, 0.0), 4),
                "best": line.best,
                "last": line.last,
                "best_sprint": line.best_games.get("sprint"),
                "best_survival": line.best_games.get("survival"),
                "faults": line.problems,
                "kinds": kinds[line.id],
                "followed": followed[line.id].name if line.id in followed else None,
            }
            for line in lines
        ]
        behind = [{"id": h.entry.id, "path": h.entry.path, "hidden_by": h.first} for h in hidden]
        sources = {one.name: followed_json(one) for one in followed.values()}
        print_json({"banks": banks, "hidden": behind, "followed": list(sources.values())})
        return 0
    for words in misnamed:
        click.echo(words, err=True)
    if not lines:
        click.echo(
            _("No banks yet. Play one with `quiz play FILE.yaml`, or create one with `quiz new`.")
        )
        return 0
    # Most learners play classic quizzes alone: a game has its column once it was played.
    played = {
        name: words for name, words in _GAMES.items() if any(name in b.best_games for b in lines)
    }
    columns = [
        TableColumn(_("id"), is_text=True),
        *map(TableColumn, (_("cards"), _("due"), _("known"), _("best"), *played.values())),
        *([TableColumn(_("followed"), is_text=True)] if followed else []),
        TableColumn(_("title"), is_text=True),
    ]
    rows = [
        (
            line.id,
            f"{line.cards}",
            f"{held.of(line.id).to_review}",
            f"{known[line.id]:.0%}" if line.id in known else "–",
            f"{line.best:.0%}" if line.best is not None else "–",
            *(f"{line.best_games.get(game, '–')}" for game in played),
            *([_source_words(followed.get(line.id))] if followed else []),
            clean_line(line.title) + (f"  ({_faults(line.problems)})" if line.problems else ""),
        )
        for line in lines
    ]
    for text in table(columns, rows):
        click.echo(text)
    for behind_one in hidden:
        click.echo(
            _("not used: {path}; {first} has the same id, {id}").format(
                path=clean_line(behind_one.entry.path),
                first=clean_line(behind_one.first),
                id=behind_one.entry.id,
            ),
            err=True,
        )
    return 0


def _followed(desk: "Desk") -> "dict[str, Followed]":
    """Return the source of each bank that is followed, by the bank's id."""
    from quiz.library.followed import followed_sources

    sources = followed_sources(desk.places.followed)
    return {bank.id: source for source in sources for bank in source.banks}


def _source_words(source: "Followed | None") -> str:
    if source is None:
        return "–"
    day = day_of(source, "updated")
    return _("{name}, updated {day}").format(name=source.name, day=day)


def _faults(count: int) -> str:
    words = ngettext("{n} error, see `quiz check`", "{n} errors, see `quiz check`", count)
    return words.format(n=count)
