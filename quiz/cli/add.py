"""`quiz add`: take a bank, or a pack of banks, into one's own folder."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean, clean_line
from quiz.errors import BankError, QuizError
from quiz.words import _, ngettext

if TYPE_CHECKING:
    from quiz.library.packing import PackedBank


@click.command("add")
@click.argument("file", type=click.Path())
@click.option("--yes", is_flag=True, help="Add it without asking.")
@click.option("--replace", is_flag=True, help="Replace a bank that is there and differs.")
def command(file: str, yes: bool, replace: bool) -> int:
    """Show what is in a bank or a pack (.quiz.zip), and add it to your own banks.

    It is asked for before anything is written; where there is no terminal, `--yes` is needed. A
    bank that is replaced is kept beside the new one, as a hidden file.
    """
    from quiz.library.folders import folders
    from quiz.library.packing import Pack, opened, unpacked

    path = Path(os.path.expanduser(file))
    is_pack = path.suffix.lower() == ".zip"
    pack = opened(path) if is_pack else Pack(banks=(_single(path),))
    for line in contents(pack.banks):
        click.echo(line)
    for line in pack.ignored:
        click.echo(f"quiz: {_('left out')}: {line}", err=True)
    target = folders(os.environ, Path.cwd()).banks
    if not yes:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            click.echo(_("Nothing was added; `--yes` adds it."))
            return 0
        if not click.confirm(_("Add to {folder}?").format(folder=target), default=False):
            return 0
    status = 0
    for bank in pack.banks:
        try:
            written = unpacked(bank, target, replaces=replace)
        except (BankError, QuizError) as error:
            click.echo(f"quiz: {clean(str(error))}", err=True)
            status = 2
        else:
            click.echo(_("Added: {file}").format(file=clean_line(str(written))))
    return status


def _single(path: Path) -> "PackedBank":
    """Return a bank's file as if it came in a pack.

    Raises:
        QuizError: It cannot be read.
        BankError: None of its questions is sound.
    """
    from quiz.formats import yaml_bank
    from quiz.library.files import pictures_beside, read
    from quiz.library.packing import PackedBank

    if path.is_dir():
        raise QuizError(f"{path}: a folder; name one file, or put the folder into QUIZ_BANKS")
    data = read(path)
    decoded = yaml_bank.decode(data, source=str(path), exists=pictures_beside(path))
    if decoded.bank is None or not decoded.bank.items:
        raise BankError(decoded.problems)
    names = {item.image for item in decoded.bank.items if item.image}
    pictures = {name: read(path.parent / name) for name in sorted(names)}
    return PackedBank(name=path.name, data=data, decoded=decoded, pictures=pictures)


def contents(banks: "tuple[PackedBank, ...]") -> Iterator[str]:
    """Yield what is in a pack, clean lines."""
    from quiz.cli.pack import size_words

    for packed in banks:
        bank = packed.decoded.bank
        assert bank is not None, "a pack holds banks only"
        count = len(bank.items)
        said = [ngettext("{n} question", "{n} questions", count).format(n=count)]
        if packed.pictures:
            many = len(packed.pictures)
            size = size_words(sum(map(len, packed.pictures.values())))
            words = ngettext("{n} picture ({size})", "{n} pictures ({size})", many)
            said.append(words.format(n=many, size=size))
        faults = packed.decoded.left_out
        if faults:
            words = ngettext("{n} more has faults", "{n} more have faults", faults)
            said.append(words.format(n=faults))
        yield clean_line(f"{bank.title} ({bank.id}): {', '.join(said)}")
        by = clean_line(bank.author) or _("no author named")
        under = clean_line(bank.license) or _("no licence named")
        yield "  " + _("by {author}; {license}; language {language}").format(
            author=by, license=under, language=bank.language
        )
