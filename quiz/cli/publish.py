"""`quiz publish`: a bank as a page that asks it without a server."""

from pathlib import Path

import click

from quiz.cleaning import clean_line
from quiz.cli.bank_paths import bank_paths
from quiz.cli.options import BankName
from quiz.cli.output import force_option
from quiz.errors import QuizError
from quiz.translation import _, ngettext


@click.command("publish")
@click.argument("banks", nargs=-1, required=True, type=BankName(), metavar="BANK...")
@click.option(
    "-o", "--output", type=click.Path(), metavar="DIR|FILE",
    help=_("Folder to write, or file with --single."),
)  # fmt: skip
@click.option("--single", is_flag=True, help=_("Write one file, with the pictures in it."))
@click.option("--lang", metavar="TAG", default="", help=_("Language of the page's words."))
@force_option
def command(
    banks: tuple[str, ...], output: str | None, single: bool, lang: str, force: bool
) -> int:
    """Write banks as a web page for practice, which needs no server and no network.

    Open it from a disk or put it on any host. It grades answers as quiz does, asks mistakes again,
    and keeps what was answered in the browser. "Save my progress" gives a file for `quiz restore`,
    "Save my results" one for `quiz analyse`. The page holds the answers: it is no exam.
    """
    from functools import partial

    from quiz.cli.progress import ProgressLine
    from quiz.formats import yaml_bank
    from quiz.library.files import read
    from quiz.library.pictures import read_picture
    from quiz.library.writing import check_free, write_files
    from quiz.translation import languages, use_language
    from quiz.web.publishing.page import PublishedBank, published

    if lang and lang not in languages():
        raise QuizError(_("--lang is one of: {languages}").format(languages=", ".join(languages())))
    if lang:
        use_language(lang)
    paths = bank_paths(banks)
    name = Path(paths[0]).name.rsplit(".", 1)[0]
    target = Path(output or (f"{name}.html" if single else f"{name}-page")).expanduser()
    page = target if single else target / "index.html"
    if not force:
        check_free([page])  # before what takes seconds
    found = [
        PublishedBank(
            bank=yaml_bank.decode(read(path), source=path).sound_bank(),
            read_picture=partial(read_picture, path),
        )
        for path in paths
    ]
    total = sum(len(one.bank.items) for one in found)

    def tell(done: int) -> None:
        words = ngettext("{done} of {total} question", "{done} of {total} questions", total)
        progress.show(words.format(done=done, total=total))

    with ProgressLine() as progress:
        files = published(found, is_single=single, tell=tell)
    if single:
        placed = {target: files["index.html"]}
    else:
        placed = {target / path: data for path, data in files.items()}
    write_files(placed, force=force)
    words = ngettext("{file}: {n} question", "{file}: {n} questions", total)
    click.echo(words.format(file=clean_line(str(page)), n=total))
    click.echo(_("The page holds the answers: it is for practice, not for marks."))
    return 0
