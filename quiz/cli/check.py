"""`quiz check`: every fault and weakness of a bank."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean, clean_line
from quiz.cli.bank_paths import bank_paths
from quiz.cli.finding_forms import FORMS
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.library.findings import Findings

_STANDARD_INPUT = "-"


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True), metavar="[PATH]...")
@click.option(
    "--fix",
    is_flag=True,
    help=_(
        "Apply the fixes that the issues suggest. Fixes that don't change the meaning "
        "(missing ids, key order, trailing spaces) are applied at once; the rest are "
        "shown as a diff first."
    ),
)
@click.option("--yes", is_flag=True, help=_("With --fix: apply all fixes without asking."))
@click.option("--strict", is_flag=True, help=_("Exit with status 1 on warnings too."))
@click.option(
    "--errors", "--faults", "only_errors", is_flag=True, help=_("Show errors only, no warnings.")
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMS)),
    default="text",
    show_default=True,
    help=_("github: annotations for a workflow; sarif: for code scanning."),
)
@click.option(
    "--reading",
    metavar="ARTICLE",
    help=_("Show what of a text the banks ask: a file or an https address."),
)
@click.option(
    "--rules", "lists_rules", is_flag=True, help=_("List all rules and the reason for each.")
)
def command(
    paths: tuple[str, ...],
    fix: bool,
    yes: bool,
    strict: bool,
    only_errors: bool,
    form: str,
    reading: str | None,
    lists_rules: bool,
) -> int:
    """Check banks for errors and weak questions; each issue names its line and a fix.

    PATH is a file, a folder, a bank id, or - for standard input; by default, ./questions and your
    own banks are checked. The exit status is 1 if there are errors (with --strict, also if there
    are warnings). To silence a rule, write `# quiz: ignore RULE` at the end of a line, or above
    `questions:` for the whole bank.

    --reading holds the banks against a text: facts in it that no question asks, questions that copy
    it word for word, and a `source` that names no paragraph of it.
    """
    if lists_rules:
        _list_rules()
        return 0
    is_piped = _STANDARD_INPUT in paths
    if is_piped and len(paths) > 1:
        raise click.UsageError(_("- must be the only PATH: standard input is one bank"))
    if is_piped:
        checked = [(_STANDARD_INPUT, _of_standard_input(fix, yes))]
    else:
        files = bank_paths(paths, takes_papers=True)
        if fix:
            for path in files:
                _fix(path, yes=yes, says_it=form == "text")
        checked = list(_checked(files))
    if reading:
        return _cover(checked, reading, as_json=form == "json")
    if only_errors:
        checked = [(path, found.errors_only()) for path, found in checked]
    # What was fixed goes to standard output, so that the findings must go elsewhere.
    _say(FORMS[form](checked), err=is_piped and fix)
    counted = ("error", "warning", "weakness") if strict else ("error",)
    return 1 if any(found.count(level) for _, found in checked for level in counted) else 0


def _cover(checked: "list[tuple[str, Findings]]", reading: str, *, as_json: bool) -> int:
    """Show what of a text the banks ask; returns the exit status."""
    from quiz.desk.banks.articles import read_article
    from quiz.desk.banks.covering import coverage_json, coverage_lines, covered

    source = read_article(reading)
    found = covered([path for path, _found in checked], source)
    if as_json:
        from quiz.cli.printed import print_json

        print_json(coverage_json(found, source))
    else:
        for line in coverage_lines(found, source):
            click.echo(clean(line))
    return 1 if found.copied or found.unknown_sources else 0


def _say(text: str, *, err: bool = False) -> None:
    if text:
        click.echo(text, err=err)


def _checked(files: list[str]) -> "Iterator[tuple[str, Findings]]":
    """Yield each file with its findings; says how far it is where that takes time."""
    from quiz.library.findings import FindingsCache
    from quiz.library.folders import folders

    cache = FindingsCache(folders(os.environ, Path.cwd()).cache)
    shows = len(files) > 1 and sys.stderr.isatty()
    for number, path in enumerate(files, 1):
        if shows:
            click.echo(
                f"\r\x1b[K{number}/{len(files)} {clean_line(path)[-60:]}", nl=False, err=True
            )
        yield path, _of_paper(path) or cache.of(path)
    if shows:
        click.echo("\r\x1b[K", nl=False, err=True)


def _of_paper(path: str) -> "Findings | None":
    """Return what is to be said of an exam paper, held against its banks; None for a bank."""
    from quiz.formats.paper import is_paper
    from quiz.library.files import read

    data = read(path)
    if not is_paper(data):
        return None
    from quiz.desk.exams.papers import opened_paper
    from quiz.errors import BankError, Location, Problem
    from quiz.library.findings import Findings
    from quiz.library.folders import folders
    from quiz.library.library import Library

    library = Library(folders(os.environ, Path.cwd()))
    try:
        opened = opened_paper(library, [path])
    except BankError as error:
        return Findings(problems=error.problems, drawn=0)
    finally:
        library.close()
    notes = tuple(Problem(Location(path, 1, 1), note, "warning") for note in opened.notes)
    return Findings(problems=notes, drawn=sum(row.count for row in opened.paper.draw))


def _of_standard_input(fix: bool, yes: bool) -> "Findings":
    """Check standard input; with `fix`, write it fixed to standard output."""
    from quiz.library.files import pictures_beside
    from quiz.library.findings import findings_of

    data = sys.stdin.buffer.read(9 * 1024 * 1024)
    if fix:
        from quiz.lint.fixing import safely_fixed, suggested

        data = safely_fixed(data, source=_STANDARD_INPUT).data
        data = suggested(data, source=_STANDARD_INPUT).data if yes else data
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    return findings_of(data, _STANDARD_INPUT, pictures_beside(_STANDARD_INPUT))


def _fix(path: str, *, yes: bool, says_it: bool) -> None:
    _fix_safely(path, says_it=says_it)
    _fix_as_suggested(path, yes=yes, says_it=says_it)


def _fix_as_suggested(path: str, *, yes: bool, says_it: bool) -> None:
    """Show what the findings would write, and write it once that is wanted."""
    from quiz.library.files import read
    from quiz.library.writing import replace_bank
    from quiz.lint.fixing import suggested

    data = read(path)
    done = suggested(data, source=path)
    if done.data == data:
        return
    if says_it:
        click.echo(_diff(data, done.data, path))
    is_asked = not yes and sys.stdin.isatty()
    if yes or (is_asked and click.confirm(_("Apply these changes?"), default=False)):
        replace_bank(Path(path), was=data, now=done.data)
        if says_it:
            said = ngettext("{n} issue fixed", "{n} issues fixed", done.count)
            click.echo(f"{clean_line(path)}: {said.format(n=done.count)}")
    elif says_it and not is_asked:
        click.echo(_("Nothing changed; add --yes to apply these changes."))


def _diff(before: bytes, after: bytes, path: str) -> str:
    """Return the changed lines as a unified diff, without control characters."""
    from difflib import unified_diff

    old, new = (text.decode("utf-8", "replace").splitlines() for text in (before, after))
    fixed = _("{path} (fixed)").format(path=path)
    lines = unified_diff(old, new, path, fixed, lineterm="", n=1)
    return "\n".join(clean(line) for line in lines)


def _fix_safely(path: str, *, says_it: bool) -> None:
    from quiz.library.files import read
    from quiz.library.writing import replace_bank
    from quiz.lint.fixing import safely_fixed

    data = read(path)
    done = safely_fixed(data, source=path)
    if not done.is_changed:
        return
    replace_bank(Path(path), was=data, now=done.data)
    if says_it:
        words = [
            ngettext("{n} id added", "{n} ids added", done.ids),
            ngettext(
                "keys reordered in {n} question", "keys reordered in {n} questions", done.orders
            ),
            ngettext("{n} line trimmed", "{n} lines trimmed", done.spaces),
        ]
        counts = (done.ids, done.orders, done.spaces)
        said = [word.format(n=n) for word, n in zip(words, counts, strict=True) if n]
        click.echo(f"{clean_line(path)}: " + _("fixed: {what}").format(what=", ".join(said)))


def _list_rules() -> None:
    from quiz.lint.page import rule_texts

    for rule in rule_texts():
        click.echo(f"{rule.name}: {rule.title}\n    {rule.why}")
