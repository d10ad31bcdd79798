"""`quiz sync`: carry the record between devices through a folder."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.cli.printed import opened_desk, print_json
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.store.sync import Synced


@click.command("sync")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def command(folder: Path, as_json: bool) -> int:
    """Sync your answers with your other devices through the folder DIR.

    Any shared folder works: Syncthing, a cloud drive, git, a USB stick. Each device writes its own
    files and reads those of the others, so nothing conflicts and the order doesn't matter. Run it
    before and after you study.
    """
    import msgspec

    from quiz.desk.care.sync import sync

    with opened_desk(saves=True) as desk:
        synced = sync(desk, folder)
    if as_json:
        fields = msgspec.structs.asdict(synced)
        print_json({**fields, "banks": sorted(synced.banks)})
    else:
        sent = ngettext("{n:,} answer sent", "{n:,} answers sent", synced.sent)
        click.echo(f"{sent.format(n=synced.sent)}, {_received(synced)}.")
        other, received = synced.sent_rows - synced.sent, synced.received_rows - synced.received
        if (other or received) and not (
            synced.sent or synced.received
        ):  # answers undone, cards suspended, exams, ended quizzes
            click.echo(
                _("Other changes: {sent:,} sent, {received:,} received.").format(
                    sent=other, received=received
                )
            )
    for note in synced.notes:
        click.echo(f"quiz: {clean_line(note)}", err=True)
    return 0


def _received(synced: "Synced") -> str:
    if not synced.devices:
        return _("{n:,} received").format(n=synced.received)
    words = ngettext(
        "{n:,} received from {devices} device",
        "{n:,} received from {devices} devices",
        synced.devices,
    )
    return words.format(n=synced.received, devices=synced.devices)
