"""`quiz new`: begin a question bank."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.items.kinds import KINDS
from quiz.words import _, ngettext

if TYPE_CHECKING:
    from quiz.formats.notes import Notes

Value = TypeVar("Value")
_ENDINGS = (".yaml", ".yml")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*\Z")


@click.command("new")
@click.argument("path", type=click.Path())
@click.option("--title", help="The bank's name.")
@click.option("--language", help="Its language, such as en, de or pt-BR.")
@click.option("--kinds", help="Kinds to show an example of, parted by commas; `all`, the default.")
@click.option("--author", default="", help="Who writes it.")
@click.option(
    "--from",
    "notes",
    type=click.Path(),
    help="Begin with notes: a Markdown outline, or a table of two columns.",
)
def command(
    path: str, title: str | None, language: str | None, kinds: str | None, author: str, notes: str
) -> int:
    """Write a new question bank: a head, and a worked example of each kind, with comments.

    What is not given as an option is asked for in a terminal. Beside the bank lies a JSON Schema,
    with which editors that have a YAML language server complete and check while you type.
    """
    from quiz.formats.yaml_bank.beginning import begun, begun_with

    target = Path(path if path.endswith(_ENDINGS) else path + ".yaml")
    if target.exists():
        raise QuizError(f"{target}: is there already; nothing was written")
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
        wanted = _value(kinds, _("Kinds, parted by commas"), "all", asks, _kinds)
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
        raise click.UsageError(f"{tag!r} is no language tag; write one such as en, de or pt-BR")
    return tag


def _kinds(text: str) -> list[str]:
    kinds = [kind for kind in re.split(r"[,;\s]+", text.strip().lower()) if kind]
    if "all" in kinds:
        return list(KINDS)
    for kind in kinds:
        if kind not in KINDS:
            from difflib import get_close_matches

            near = get_close_matches(kind, KINDS, 1, 0.5)
            mend = f"did you mean {near[0]!r}? " if near else ""
            raise click.UsageError(f"no kind {kind!r}; {mend}there are: {', '.join(KINDS)}, all")
    if not kinds:
        raise click.UsageError(f"name at least one kind: {', '.join(KINDS)}, all")
    return kinds


def _notes(path: str) -> "Notes":
    from quiz.formats import notes
    from quiz.library.files import read

    found = notes.decode(read(path), source=path)
    for problem in found.left_out:
        click.echo(clean_line(str(problem)), err=True)
    if not found.items:
        wanted = "a list of `term: meaning`, a table of two columns, or lines `Q: …`, `A: …`"
        raise QuizError(f"{path}: no question in these notes; wanted is {wanted}")
    return found


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
        raise QuizError(f"{target.with_name(SCHEMA_NAME)}: {error.strerror or error}") from error
    shown = clean_line(str(target))
    count = len(bank.items)
    said = ngettext("{file}: {n} question", "{file}: {n} questions", count)
    click.echo(said.format(file=shown, n=count))
    click.echo(
        _("Write on in your editor; `quiz preview {file}` shows it beside.").format(file=shown)
    )
