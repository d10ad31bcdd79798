"""`quiz new`: begin a question bank."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from quiz.cleaning import clean_line
from quiz.errors import QuizError, reason_of
from quiz.items.kinds import KINDS
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.items import Bank

Value = TypeVar("Value")
_ENDINGS = (".yaml", ".yml")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*\Z")


@click.command("new")
@click.argument("path", type=click.Path())
@click.option("--title", help=_("Title of the bank."))
@click.option("--language", help=_("Language tag, such as en, de or pt-BR."))
@click.option(
    "--kinds", help=_("Kinds of question to show as examples, comma-separated (default: all).")
)
@click.option("--author", default="", help=_("Author of the bank."))
@click.option(
    "--from",
    "notes",
    type=click.Path(),
    help=_("Start from notes, a table, or any file that `quiz import` reads."),
)
def command(
    path: str, title: str | None, language: str | None, kinds: str | None, author: str, notes: str
) -> int:
    """Create a question bank with a commented example of each kind of question.

    In a terminal, you're asked for what you don't give as an option. A JSON Schema is saved next to
    the bank, so that editors with a YAML language server can complete and check as you type.
    """
    from quiz.formats.yaml_bank.beginning import begun, begun_with

    target = Path(path if path.endswith(_ENDINGS) else path + ".yaml")
    if target.exists():
        raise QuizError(_("{path} already exists; nothing was written").format(path=target))
    found = _notes(notes) if notes else None
    stem = target.name.rsplit(".", 1)[0]
    asks = sys.stdin.isatty() and sys.stdout.isatty()
    head_title = (found.title if found else "") or re.sub(r"[-_.]+", " ", stem).strip().capitalize()
    title = _value(title, _("Title"), head_title or "Bank", asks, str)
    language = _value(language, _("Language"), "en", asks, _language)
    bank_id = re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-.")[:100] or "bank"
    if found:
        text = begun_with(
            found.items, title=title, bank_id=bank_id, language=language, author=author
        )
    else:
        if asks and kinds is None:
            click.echo(_("Kinds: {kinds}, or all").format(kinds=", ".join(KINDS)))
        wanted = _value(kinds, _("Kinds (comma-separated)"), "all", asks, _kinds)
        text = begun(title=title, bank_id=bank_id, language=language, kinds=wanted, author=author)
    _write(target, text)
    return 0


def _value(
    given: str | None, name: str, default: str, asks: bool, read: Callable[[str], Value]
) -> Value:
    """Return what was given, or asked for until it can be read, or else the default.

    Raises:
        UsageError: What was given cannot be read.
    """
    if given is None and asks:
        value: Value = click.prompt(
            name, default=default, value_proc=lambda text: read(clean_line(text) or default)
        )
        return value
    return read(clean_line(given or "") or default)


def _language(tag: str) -> str:
    if not _LANGUAGE.match(tag):
        raise click.UsageError(
            _("{tag!r} isn't a language tag; use one such as en, de or pt-BR").format(tag=tag)
        )
    return tag


def _kinds(text: str) -> list[str]:
    kinds = [kind for kind in re.split(r"[,;\s]+", text.strip().lower()) if kind]
    if "all" in kinds:
        return list(KINDS)
    for kind in kinds:
        if kind not in KINDS:
            from difflib import get_close_matches

            near = get_close_matches(kind, KINDS, 1, 0.5)
            if near:
                words = _("unknown kind {kind!r}; did you mean {near!r}? Available: {kinds}, all")
                words = words.format(kind=kind, near=near[0], kinds=", ".join(KINDS))
            else:
                words = _("unknown kind {kind!r}; available: {kinds}, all")
                words = words.format(kind=kind, kinds=", ".join(KINDS))
            raise click.UsageError(words)
    if not kinds:
        raise click.UsageError(
            _("choose at least one kind: {kinds}, all").format(kinds=", ".join(KINDS))
        )
    return kinds


def _notes(path: str) -> "Bank":
    """Return what a file of another program holds; what is left out is named.

    Raises:
        QuizError: It cannot be read, or holds no question.
    """
    from quiz.desk.banks.import_report import together
    from quiz.desk.banks.importing import prepare, source_at
    from quiz.formats.exchange.formats import recognised

    source = source_at(Path(path))
    imported = prepare(source, recognised(source), Path()).imported
    for words in imported.taken:
        click.echo(clean_line(words), err=True)
    for line in together(imported.notes):
        click.echo(f"{clean_line(path)}: {line}", err=True)
    return imported.bank


def _write(target: Path, text: str) -> None:
    """Write bank and schema, and say what to do next."""
    import msgspec

    from quiz.formats import yaml_bank
    from quiz.formats.keys import bank_schema
    from quiz.formats.yaml_bank.beginning import SCHEMA_NAME
    from quiz.library.writing import write_new, write_whole

    data = text.encode("utf-8", "replace")
    bank = yaml_bank.decode(data, source=str(target)).sound_bank()
    write_new(target, data)
    try:
        schema = msgspec.json.format(msgspec.json.encode(bank_schema())) + b"\n"
        write_whole(target.with_name(SCHEMA_NAME), schema)
    except OSError as error:
        raise QuizError(f"{target.with_name(SCHEMA_NAME)}: {reason_of(error)}") from error
    shown = clean_line(str(target))
    count = len(bank.items)
    said = ngettext("{file}: {n} question", "{file}: {n} questions", count)
    click.echo(said.format(file=shown, n=count))
    click.echo(
        _("Open it in your editor; `quiz preview {file}` shows a live preview.").format(file=shown)
    )
