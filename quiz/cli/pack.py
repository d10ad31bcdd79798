"""`quiz pack`: banks in one file, to give to others."""

from pathlib import Path

import click

from quiz.cleaning import clean_line
from quiz.cli.bank_paths import bank_paths
from quiz.cli.options import BankName
from quiz.cli.output import force_option
from quiz.translation import _, ngettext


@click.command("pack")
@click.argument("banks", nargs=-1, required=True, type=BankName(), metavar="BANK...")
@click.option("-o", "--output", type=click.Path(), help=_("File to write."))
@force_option
def command(banks: tuple[str, ...], output: str | None, force: bool) -> int:
    """Pack banks with their pictures and licences into one .quiz.zip file to share.

    `quiz add FILE` shows what's in a pack and adds it. The same banks always give the same bytes.
    """
    from quiz.desk.banks.packs import size_words
    from quiz.library.packing import ENDING, packed
    from quiz.library.writing import write_file

    paths = [Path(path) for path in bank_paths(banks)]
    data, warnings = packed(paths)
    target = Path(output or paths[0].name.rsplit(".", 1)[0] + ENDING)
    for warning in warnings:
        click.echo(f"quiz: {clean_line(warning)}", err=True)
    write_file(target, data, force=force)
    said = ngettext("{file}: {n} bank, {size}", "{file}: {n} banks, {size}", len(paths))
    shown = clean_line(str(target))
    click.echo(said.format(file=shown, n=len(paths), size=size_words(len(data))))
    click.echo(_("To add it on another device: `quiz add {file}`").format(file=shown))
    return 0
