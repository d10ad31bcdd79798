"""`quiz sync`: carry the record between devices through a folder."""

from pathlib import Path

import click

from quiz.cleaning import clean_line
from quiz.cli.printed import opened_desk, print_json


@click.command("sync")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
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
        click.echo(
            f"{_answers(synced.sent)} sent, {synced.received:,} received{_from(synced.devices)}."
        )
        sent, received = synced.sent_rows - synced.sent, synced.received_rows - synced.received
        if (sent or received) and not (
            synced.sent or synced.received
        ):  # answers taken back, cards suspended, exams, ended quizzes
            click.echo(f"Other changes: {sent:,} sent, {received:,} received.")
    for note in synced.notes:
        click.echo(f"quiz: {clean_line(note)}", err=True)
    return 0


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count:,} answers"


def _from(devices: int) -> str:
    if not devices:
        return ""
    return " from 1 device" if devices == 1 else f" from {devices} devices"
