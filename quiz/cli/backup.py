"""`quiz backup`: a backup now, or the record as plain text."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cli.output import force_option
from quiz.cli.printed import opened_desk, print_json
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.store import Record


@click.command("backup")
@click.option(
    "--text",
    "text",
    is_flag=False,
    flag_value="",
    default=None,
    metavar="[FILE]",
    help=_("Write JSON Lines instead, to FILE (or - for standard output)."),
)
@force_option
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def command(text: str | None, force: bool, as_json: bool) -> int:
    """Back up your progress now.

    A backup is also made on the first start of each day. quiz keeps 12 daily, 10 weekly and 9
    monthly backups. `quiz restore` lists them.
    """
    from quiz.store.text_backup import write

    with opened_desk() as desk:
        if text == "-":
            _to_stdout(desk.record)
            return 0
        if text is None:
            path = desk.record.back_up(desk.now())
        else:
            day = desk.days.day_of(desk.now()).isoformat()
            usual = desk.places.record.parent / "backups" / f"record-text-{day}.jsonl"
            path = Path(text).expanduser() if text else usual
            write(desk.record, path, force=force or not text)
    size = path.stat().st_size
    if as_json:
        print_json({"path": str(path), "bytes": size})
    else:
        click.echo(f"{path} ({size / 1000:,.0f} kB)")
    return 0


def _to_stdout(record: "Record") -> None:
    from quiz.store.text_backup import dump

    sys.stdout.buffer.writelines(dump(record))
    sys.stdout.buffer.flush()
