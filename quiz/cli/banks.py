"""`quiz banks`: what there is."""

import click

from quiz.cleaning import clean_line
from quiz.cli.printed import opened_desk, print_json
from quiz.cli.tables import TableColumn, table
from quiz.translation import _, ngettext

_GAMES = {"sprint": _("sprint"), "survival": _("survival")}


@click.command("banks")
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def command(as_json: bool) -> int:
    """List your question banks, and any hidden by another bank with the same id."""
    from quiz.desk.today.day import bank_lines, today
    from quiz.desk.today.known import known_shares

    with opened_desk() as desk:
        lines = bank_lines(desk)
        held = today(desk)
        known = known_shares(desk)
        hidden = desk.library.hidden
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
            }
            for line in lines
        ]
        behind = [{"id": h.entry.id, "path": h.entry.path, "hidden_by": h.first} for h in hidden]
        print_json({"banks": banks, "hidden": behind})
        return 0
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


def _faults(count: int) -> str:
    words = ngettext("{n} error, see `quiz check`", "{n} errors, see `quiz check`", count)
    return words.format(n=count)
