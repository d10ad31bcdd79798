"""`quiz draft`: questions from an article."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.cli.output import force_option, put_out
from quiz.errors import QuizError
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk.banks.articles import ArticleRead

_LONGEST = 100
_QUIET_S = 0.5
_SHOWN = 3
"""Paragraphs of a page that are shown before questions are drafted from it."""


@click.command("draft")
@click.argument("article", metavar="ARTICLE")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    help=_("Bank to write; by default the article's name with .yaml."),
)
@click.option("--all", "takes_all", is_flag=True, help=_("Write every draft, for an editor."))
@click.option("--evidence", is_flag=True, help=_("With --all: the sentence above each question."))
@click.option(
    "--language", default="", help=_("Language of the article: en, de, fr, it, es or ru.")
)
@click.option("--yes", is_flag=True, help=_("Draft from a web page without asking first."))
@force_option
def command(
    article: str,
    output: str | None,
    takes_all: bool,
    evidence: bool,
    language: str,
    yes: bool,
    force: bool,
) -> int:
    """Draft questions from an article, and go over them one by one.

    ARTICLE is a text, Markdown, HTML, Word or PDF file, an https address (at most 1 MB), or - for
    standard input. Rules draft the questions; nothing leaves your computer. You keep, drop, edit
    or complete each, leave whenever you like, and resume with the same command. --all writes
    every draft into a bank at once, each marked `draft: true` until you delete that line.
    """
    if evidence and not takes_all:
        raise click.UsageError(_("--evidence goes with --all"))
    has_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if not takes_all and (article == "-" or not has_terminal):
        raise QuizError(_("not a terminal; use --all to write every draft at once"))
    from quiz.desk.banks.articles import read_article

    source = read_article(article, language)
    if source.address and not _is_agreed(source, yes=yes):
        return 1
    if takes_all:
        return _write_all(source, output, evidence=evidence, force=force)
    from quiz.ui.draft_app import run_drafts

    return run_drafts(source, _target(article, output), _progress())


def _progress() -> Callable[[float], None]:
    """Return what says at a terminal how far the reading is; it says nothing of a short text."""
    began = monotonic()

    def shown(share: float) -> None:
        if sys.stderr.isatty() and monotonic() - began > _QUIET_S:
            click.echo(f"\r\x1b[K{share:.0%}\r", nl=False, err=True)

    return shown


def _is_agreed(source: "ArticleRead", *, yes: bool) -> bool:
    """Show what is at an address, and return whether it is drafted from."""
    article = source.article
    lines = [article.title, *article.paragraphs[:_SHOWN]]
    for line in filter(None, lines):
        click.echo(clip(clean_line(line), _LONGEST), err=True)
    count = len(article.paragraphs)
    words = ngettext("{n} paragraph", "{n} paragraphs", count).format(n=count)
    click.echo(f"{source.name} · {words}", err=True)
    if yes:
        return True
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(_("Nothing drafted. Run again with `--yes` to draft from it."), err=True)
        return False
    return click.confirm(_("Draft questions from it?"), default=True, err=True)


def _target(article: str, output: str | None) -> Path:
    """Return the bank that is written."""
    if output and output != "-":
        return Path(output).expanduser()
    from quiz.formats.exchange.collecting import ident

    name = os.path.basename(article.rstrip("/")).rsplit(".", 1)[0]
    return Path(f"{ident(name) or 'drafts'}.yaml")


def _write_all(source: "ArticleRead", output: str | None, *, evidence: bool, force: bool) -> int:
    from quiz.desk.banks.articles import written_whole
    from quiz.formats.exchange.collecting import ident

    stem = Path(output).name.rsplit(".", 1)[0] if output and output != "-" else ""
    written = written_whole(
        source, bank_id=ident(stem) or "drafts", with_evidence=evidence, progress=_progress()
    )
    for line in written.slips:
        click.echo(f"quiz: {clean_line(line)}", err=True)
    path = put_out(written.data.decode(), output, force=force)
    if path is not None:
        click.echo(_("{words} in {file}").format(words=written.words, file=path))
        click.echo(_("Next: quiz check {file}").format(file=path))
    return 0
