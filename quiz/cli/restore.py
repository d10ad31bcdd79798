"""`quiz restore`: list the backups, and go back to one."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.cli.printed import opened_desk, print_json
from quiz.cli.tables import TableColumn, table
from quiz.errors import QuizError, reason_of
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.desk import Desk
    from quiz.store.backups import Backup
    from quiz.store.restoring import Changes


@click.command("restore")
@click.argument("backup", required=False, metavar="[BACKUP]")
@click.option("--yes", "-y", "is_sure", is_flag=True, help=_("Don't ask for confirmation."))
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON; restores only with --yes."))
def command(backup: str | None, is_sure: bool, as_json: bool) -> int:
    """List backups, or restore BACKUP: a number from the list, a name, or a file.

    You see first what would change. Your current progress is backed up before, so you can always go
    back. A text backup (`quiz backup --text`) is added to your progress.
    """
    with opened_desk() as desk:
        if backup is None:
            return _list(desk, as_json)
        path = _path(desk, backup)
        try:
            from quiz.store.restoring import is_database

            if is_database(path):
                status = _restore(desk, path, is_sure, as_json)
            else:
                status = _restore_text(desk, path, is_sure, as_json)
        except OSError as error:
            words = _("can't read {path}: {reason}")
            raise QuizError(words.format(path=path, reason=reason_of(error))) from error
    if status == 0:
        with opened_desk():  # derives again what the banks and the memory model need
            pass
    return max(0, status)


def _list(desk: "Desk", as_json: bool) -> int:
    backups = desk.record.backups()
    if as_json:
        print_json({"backups": [_as_json(backup) for backup in backups]})
        return 0
    if not backups:
        click.echo(_("No backups yet. Make one with `quiz backup`."))
        return 0
    columns = (
        TableColumn("", 3), TableColumn(_("created"), is_text=True), TableColumn(_("answers"), 9),
        TableColumn(_("latest answer"), 16, is_text=True), TableColumn("kB", 7),
        TableColumn(_("name"), is_text=True),
    )  # fmt: skip
    rows = []
    for number, backup in enumerate(backups, 1):
        answers = "" if backup.answers is None else f"{backup.answers:,}"
        if backup.is_text:
            answers = _("text")
        elif backup.answers is None:
            answers = _("damaged")
        newest = _when(desk, backup.newest) if backup.newest else "–"
        size, name = f"{backup.size / 1000:,.0f}", clean_line(backup.path.name)
        rows.append((f"{number}", _when(desk, backup.made_at), answers, newest, size, name))
    for line in table(columns, rows):
        click.echo(line)
    click.echo(_("`quiz restore 1` shows what would change before it asks."))
    return 0


def _as_json(backup: "Backup") -> dict[str, object]:
    return {
        "path": str(backup.path),
        "made_at": backup.made_at.isoformat(),
        "bytes": backup.size,
        "answers": backup.answers,
        "newest": backup.newest.isoformat() if backup.newest else None,
        "is_text": backup.is_text,
    }


def _path(desk: "Desk", name: str) -> Path:
    """Return the file that is meant.

    Raises:
        QuizError: There is none.
    """
    backups = desk.record.backups()
    if name.isdecimal() and 1 <= int(name) <= len(backups):
        return backups[int(name) - 1].path
    for backup in backups:
        if name in (backup.path.name, backup.path.stem):
            return backup.path
    path = Path(name).expanduser()
    if path.is_file():
        return path
    raise QuizError(_("no backup called {name!r}; `quiz restore` lists them").format(name=name))


def _restore(desk: "Desk", path: Path, is_sure: bool, as_json: bool) -> int:
    from quiz.store.restoring import Restoring

    if desk.trouble:
        raise QuizError(_("{trouble}; can't restore anything now").format(trouble=desk.trouble))
    with Restoring(desk.record, path) as restoring:
        changes = restoring.changes()
        if not as_json:
            for line in _changes_lines(desk, path.name, changes):
                click.echo(line)
        is_done = is_sure or (not as_json and click.confirm(_("Restore this backup?")))
        before = restoring.apply(desk.now()) if is_done else None
    if as_json:
        print_json(
            {
                "backup": str(path),
                "answers": changes.answers,
                "lost": changes.lost,
                "gained": changes.gained,
                "restored": is_done,
                "before": str(before) if before else None,
            }
        )
    elif before is not None:
        words = _("Restored. Your previous progress was saved as {name}.")
        click.echo(words.format(name=before.name))
    else:
        click.echo(_("Nothing changed."))
    return 0 if is_done else -1


def _restore_text(desk: "Desk", path: Path, is_sure: bool, as_json: bool) -> int:
    from quiz.desk.care.sync import restore_text
    from quiz.store.text_backup import look_at

    if desk.trouble:
        raise QuizError(_("{trouble}; can't restore anything now").format(trouble=desk.trouble))
    try:
        with path.open("rb") as file:
            found = look_at(desk.record, file)
        for bad in found.bad:
            why = _("{reason}; left out").format(reason=clean_line(bad.why))
            click.echo(f"{path}:{bad.line}: {why}", err=True)
        more = found.bad_count - len(found.bad)
        if more > 0:
            words = ngettext("and {n:,} more line", "and {n:,} more lines", more)
            click.echo(words.format(n=more), err=True)
        if not as_json:
            words = ngettext(
                "{file} has {n:,} answer, {new:,} of them new. Nothing will be lost.",
                "{file} has {n:,} answers, {new:,} of them new. Nothing will be lost.",
                found.answers,
            )
            click.echo(words.format(file=path.name, n=found.answers, new=found.new_answers))
        is_done = is_sure or (not as_json and click.confirm(_("Add them?")))
        merged = restore_text(desk, path) if is_done else None
    except QuizError as error:
        raise QuizError(f"{path}: {error}") from error
    if as_json:
        print_json(
            {
                "backup": str(path),
                "answers": found.answers,
                "lost": 0,
                "gained": found.new_answers,
                "bad_lines": found.bad_count,
                "restored": is_done,
            }
        )
    elif merged is not None:
        words = ngettext("{n:,} answer added.", "{n:,} answers added.", merged.reviews)
        click.echo(words.format(n=merged.reviews))
    else:
        click.echo(_("Nothing changed."))
    return 0 if is_done else -1


def _when(desk: "Desk", moment: datetime) -> str:
    return moment.astimezone(desk.days.zone).strftime("%Y-%m-%d %H:%M")


def _changes_lines(desk: "Desk", name: str, changes: "Changes") -> "Iterator[str]":
    """Yield what a backup has, and what would be lost and gained by it."""
    if changes.newest:
        words = ngettext(
            "{file} has {n:,} answer, the latest from {when}.",
            "{file} has {n:,} answers, the latest from {when}.",
            changes.answers,
        )
        yield words.format(file=name, n=changes.answers, when=_when(desk, changes.newest))
    else:
        words = ngettext("{file} has {n:,} answer.", "{file} has {n:,} answers.", changes.answers)
        yield words.format(file=name, n=changes.answers)
    if changes.lost and changes.newest_lost:
        words = ngettext(
            "You would lose {n:,} answer given since then, on {when}.",
            "You would lose {n:,} answers given since then, the last on {when}.",
            changes.lost,
        )
        yield words.format(n=changes.lost, when=_when(desk, changes.newest_lost))
    if changes.gained:
        words = ngettext(
            "You would get back {n:,} answer.",
            "You would get back {n:,} answers.",
            changes.gained,
        )
        yield words.format(n=changes.gained)
    if not changes.lost and not changes.gained:
        yield _("It has the same answers as your current progress.")
