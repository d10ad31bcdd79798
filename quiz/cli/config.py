"""`quiz config`: the settings, where they lie, and whether all is understood."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz import private
from quiz.cleaning import clean_line
from quiz.cli.printed import print_json
from quiz.errors import Location, Problem, QuizError, reason_of
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.library.config import Config


@click.command("config")
@click.option("--write", is_flag=True, help=_("Create a config.toml that explains every setting."))
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def command(write: bool, as_json: bool) -> int:
    """Show the settings in effect, and any problems in `config.toml`.

    The exit status is 1 if there are problems.
    """
    from quiz.library.config import read_config, values_of
    from quiz.library.folders import folders
    from quiz.store.backups import folder_of

    places = folders(os.environ, Path.cwd())
    path, backups = places.config, folder_of(places.record)
    if write:
        _write(path)
        click.echo(_("Saved to {path}").format(path=path))
        return 0
    read = read_config(path)
    config = read.config
    problems = [*read.problems, *_unknown_names(path, config)]
    problems.sort(key=lambda problem: problem.where.line)
    shown = values_of(config)
    shown["theme"] = shown["theme"] or _("the last one you chose")
    if as_json:
        print_json(
            {
                "path": str(path),
                "settings": shown,
                "bank_folders": [str(folder) for folder in places.bank_folders],
                "own_banks": str(places.banks),
                "progress": str(places.record),
                "backups": str(backups),
                "problems": [*map(str, problems)],
            }
        )
    else:
        there = _("not found; create it with `quiz config --write`")
        click.echo(f"{path}" if path.exists() else f"{path}  ({there})")
        width = max(map(len, shown))
        for name, value in shown.items():
            text = str(value).lower() if isinstance(value, bool) else str(value)
            click.echo(f"  {clean_line(name):<{width}}  {clean_line(text)}")
        click.echo(_("Bank folders:"))
        for folder in places.bank_folders:
            notes = [_("your banks")] if folder == places.banks else []
            notes += [] if folder.is_dir() else [_("not found")]
            shown_notes = "".join(f"  ({note})" for note in notes)
            click.echo(f"  {clean_line(str(folder))}{shown_notes}")
        click.echo(clean_line(_("Progress: {path}").format(path=places.record)))
        click.echo(clean_line(_("Backups: {path}").format(path=backups)))
        for problem in problems:
            click.echo(clean_line(str(problem)), err=True)
    return 1 if problems else 0


def _unknown_names(path: Path, config: "Config") -> list[Problem]:
    """Return what names a theme or a bank that there is not."""
    from difflib import get_close_matches

    from quiz.desk import Desk

    if not (config.theme or config.banks or config.keys):
        return []
    found: list[Problem] = []
    lines = path.read_text(encoding="utf-8-sig").splitlines()

    def note(name: str, unknown: str, known: list[str]) -> None:
        line = next((at for at, text in enumerate(lines, 1) if name in text), 1)
        near = get_close_matches(name, known, 1, 0.5)
        if near:
            message = _("{unknown}; did you mean {near!r}?").format(unknown=unknown, near=near[0])
        else:
            names = ", ".join(known[:30])
            message = _("{unknown}; available: {names}").format(unknown=unknown, names=names)
        found.append(Problem(Location(str(path), line, 1), message))

    if config.theme:
        from quiz.ui.themes import theme_names

        if config.theme not in theme_names():
            unknown = _("unknown theme {name!r}").format(name=config.theme)
            note(config.theme, unknown, theme_names())
    found += _wrong_keys(path, lines, config) if config.keys else []
    if config.banks:
        with Desk.open() as desk:
            known = list(desk.library.entries)
        for bank in config.banks:
            if bank not in known:
                note(bank, _("unknown bank {name!r}").format(name=bank), known)
    return found


def _wrong_keys(path: Path, lines: list[str], config: "Config") -> list[Problem]:
    """Return what names an action that there is not, or a key that does something else there."""
    from difflib import get_close_matches

    from quiz.library.config import line_of_key
    from quiz.ui.key_ids import clashes, key_ids
    from quiz.ui.key_sets import keys_of

    known = key_ids()
    said = {name: text for name, text in clashes(keys_of(config)).items() if name in config.keys}
    for name in config.keys:
        if name not in known:
            near = get_close_matches(name, known, 1, 0.5)
            fix = _("did you mean {near!r}?").format(near=near[0]) if near else _("see Help (?)")
            said[name] = _("unknown action {name!r}; {fix}").format(name=name, fix=fix)
    return [
        Problem(Location(str(path), line_of_key(lines, name), 1), message)
        for name, message in said.items()
    ]


def _write(path: Path) -> None:
    """Write the file with its explanations.

    Raises:
        QuizError: There is one already, or it cannot be written.
    """
    from quiz.library.settings import template

    try:
        private.make_folder(path.parent)
        with path.open("x", encoding="utf-8") as file:
            file.write(template())
    except FileExistsError:
        raise QuizError(_("{path} already exists; nothing was written").format(path=path)) from None
    except OSError as error:
        raise QuizError(
            _("can't write {path}: {reason}").format(path=path, reason=reason_of(error))
        ) from error
