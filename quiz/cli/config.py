"""`quiz config`: the settings, where they lie, and whether all is understood."""

import os
from pathlib import Path

import click

from quiz.cleaning import clean_line
from quiz.cli.printed import print_json
from quiz.errors import QuizError


@click.command("config")
@click.option("--write", is_flag=True, help="Write a file that explains every setting.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(write: bool, as_json: bool) -> int:
    """Show the settings that hold, and what in `config.toml` is not understood.

    Exit status 1 if there is something that is not.
    """
    from quiz.library.config import WEEKDAYS, read_config
    from quiz.library.folders import folders

    path = folders(os.environ, Path.cwd()).config
    if write:
        _write(path)
        click.echo(f"Written: {path}")
        return 0
    read = read_config(path)
    config = read.config
    shown: dict[str, object] = {
        "new_cards": config.new_cards,
        "reviews": config.reviews,
        "desired_retention": config.desired_retention,
        "day_starts_at": config.day_starts_at,
        "theme": config.theme or "textual-dark",
        "motion": config.motion,
        "leeches.threshold": config.leech_threshold,
        "leeches.action": "suspend" if config.suspends_leeches else "tell",
    }
    for day, ease in sorted(config.easy_days.items()):
        shown[f"easy_days.{WEEKDAYS[day]}"] = ease
    for bank, own in config.banks.items():
        for name in own.__struct_fields__:
            value = getattr(own, name)
            if value is not None:
                shown[f"banks.{bank}.{name}"] = value
    if as_json:
        print_json({"path": str(path), "settings": shown, "problems": [*map(str, read.problems)]})
    else:
        there = "" if path.exists() else "  (not there; `quiz config --write` writes it)"
        click.echo(f"{path}{there}")
        width = max(map(len, shown))
        for name, value in shown.items():
            text = str(value).lower() if isinstance(value, bool) else str(value)
            click.echo(f"  {clean_line(name):<{width}}  {clean_line(text)}")
        for problem in read.problems:
            click.echo(clean_line(str(problem)), err=True)
    return 1 if read.problems else 0


def _write(path: Path) -> None:
    """Write the file with its explanations.

    Raises:
        QuizError: There is one already, or it cannot be written.
    """
    from quiz.library.config import TEMPLATE

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE)
    except FileExistsError:
        raise QuizError(f"{path} is there already; it was left as it is") from None
    except OSError as error:
        raise QuizError(f"{path} cannot be written: {error.strerror}") from error
