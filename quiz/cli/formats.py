"""`quiz formats`: the formats of other programs that can be read and written."""

import click

from quiz.cli.tables import TableColumn, table
from quiz.translation import _


@click.command("formats")
def command() -> int:
    """List the formats of other programs that can be imported and exported."""
    from quiz.formats.exchange.formats import all_formats

    rows = [
        [
            one.name,
            one.title,
            _("yes") if one.decode else "–",
            _("yes") if one.encode else "–",
            " ".join(one.endings),
        ]
        for one in all_formats()
    ]
    heads = (_("Name"), _("Format"), _("Import"), _("Export"), _("Files"))
    for line in table([TableColumn(head, is_text=True) for head in heads], rows):
        click.echo(line)
    return 0
