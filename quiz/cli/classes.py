"""`quiz class`: classes, their pupils and PINs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.cli.output import force_option, output_option
from quiz.cli.printed import opened_desk, print_json
from quiz.errors import QuizError
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk import Desk
    from quiz.school.classes import PinnedPupil
    from quiz.school.sql import Db

db_option = click.option(
    "--db", metavar="URL", default="", help=_("The class store: a file, or postgresql://…")
)


def store_of(desk: "Desk", db: str) -> str:
    """Return the address of the class store: what was asked for, or the file beside the record."""
    return db or str(Path(desk.places.record).parent / "classes.sqlite")


@contextmanager
def opened_store(desk: "Desk", db: str) -> Iterator["Db"]:
    """Open the class store.

    Raises:
        SchoolError: It cannot be opened.
    """
    from quiz.school.sql import Db

    found = Db.open(store_of(desk, db))
    try:
        yield found
    finally:
        found.close()


@click.group("class")
def command() -> None:
    """Make classes, list their pupils, and print their PINs."""


@command.command("new")
@click.argument("name", metavar="NAME")
@click.option("--roster", metavar="FILE", required=True, help=_("Names, a line each, or a table."))
@output_option
@force_option
@db_option
def new(name: str, roster: str, output: str | None, force: bool, db: str) -> int:
    """Make a class from a roster, and show each pupil's PIN once.

    The roster is a text file with a name a line, or a table (CSV) with a column for the name and
    perhaps one called time: 1.25 gives a quarter more. With -o FILE.html the PINs become a sheet to
    print and cut.
    """
    from quiz.desk.classroom.roster import read_roster
    from quiz.library.files import read
    from quiz.school.classes import Classes

    name = clean_line(name)[:40]
    if not name:
        raise QuizError(_("give the class a name"))
    pupils = read_roster(read(Path(roster).expanduser()), roster)
    _check_free(output, force=force)
    with opened_desk() as desk, opened_store(desk, db) as store:
        made = Classes(store).add(name, pupils)
    _show_pins(name, made, output, force=force)
    return 0


@command.command("list")
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
@db_option
def list_(name: str | None, as_json: bool, db: str) -> int:
    """List your classes, or the pupils of one."""
    from quiz.school.classes import Classes

    with opened_desk() as desk, opened_store(desk, db) as store:
        classes = Classes(store)
        rows = [classes.named(name)] if name else classes.all()
        found = [(row, classes.pupils(row)) for row in rows]
    if as_json:
        print_json([
            {"name": row.name, "pupils": [
                {"name": p.name, "time": p.extra_time, "locked": p.is_locked} for p in pupils
            ]} for row, pupils in found
        ])  # fmt: skip
        return 0
    if not found:
        click.echo(_("No class yet. Make one with `quiz class new NAME --roster FILE`."))
    for row, pupils in found:
        words = ngettext("{name}: {n} pupil", "{name}: {n} pupils", len(pupils))
        click.echo(words.format(name=clean_line(row.name), n=len(pupils)))
        if name:
            for pupil in pupils:
                time = "" if pupil.extra_time == 1 else f"  × {pupil.extra_time:g}"
                locked = "  " + _("needs a new PIN") if pupil.is_locked else ""
                click.echo(f"  {clean_line(pupil.name)}{time}{locked}")
    return 0


@command.command("add")
@click.argument("name", metavar="NAME")
@click.option("--roster", metavar="FILE", required=True, help=_("Names, a line each, or a table."))
@output_option
@force_option
@db_option
def add(name: str, roster: str, output: str | None, force: bool, db: str) -> int:
    """Add the pupils of a roster who are not in the class yet."""
    from quiz.desk.classroom.roster import read_roster
    from quiz.library.files import read
    from quiz.school.classes import Classes

    pupils = read_roster(read(Path(roster).expanduser()), roster)
    _check_free(output, force=force)
    with opened_desk() as desk, opened_store(desk, db) as store:
        classes = Classes(store)
        row = classes.named(name)
        made = classes.add_pupils(row, pupils)
    if not made:
        click.echo(_("Everyone is in the class already."))
        return 0
    _show_pins(row.name, made, output, force=force)
    return 0


@command.command("pin")
@click.argument("name", metavar="NAME")
@click.argument("pupils", nargs=-1, metavar="[PUPIL]...")
@output_option
@force_option
@db_option
def pin(name: str, pupils: tuple[str, ...], output: str | None, force: bool, db: str) -> int:
    """Make new PINs, for some pupils or for all, and show them once."""
    from quiz.school.classes import Classes

    _check_free(output, force=force)
    with opened_desk() as desk, opened_store(desk, db) as store:
        classes = Classes(store)
        row = classes.named(name)
        chosen = [classes.pupil_named(row, one) for one in pupils] or classes.pupils(row)
        made = [classes.new_pin(pupil) for pupil in chosen]
    _show_pins(row.name, made, output, force=force)
    return 0


@command.command("time")
@click.argument("name", metavar="NAME")
@click.argument("pupil", metavar="PUPIL")
@click.argument("factor", type=click.FloatRange(1, 4), metavar="FACTOR")
@db_option
def time(name: str, pupil: str, factor: float, db: str) -> int:
    """Stretch a pupil's time: 1.25 gives a quarter more."""
    from quiz.school.classes import Classes

    with opened_desk() as desk, opened_store(desk, db) as store:
        classes = Classes(store)
        found = classes.pupil_named(classes.named(name), pupil)
        classes.stretch(found, factor)
    click.echo(f"{clean_line(found.name)}  × {factor:g}")
    return 0


@command.command("export")
@click.argument("name", metavar="NAME")
@click.argument("pupil", metavar="PUPIL")
@db_option
def export(name: str, pupil: str, db: str) -> int:
    """Print all that the class store holds of a pupil, as JSON."""
    from quiz.school.classes import Classes

    with opened_desk() as desk, opened_store(desk, db) as store:
        classes = Classes(store)
        print_json(classes.data_of(classes.pupil_named(classes.named(name), pupil)))
    return 0


@command.command("forget")
@click.argument("name", metavar="NAME")
@click.argument("pupil", metavar="[PUPIL]", required=False)
@click.option("--yes", is_flag=True, help=_("Don't ask."))
@db_option
def forget(name: str, pupil: str | None, yes: bool, db: str) -> int:
    """Delete a pupil with all data, or a whole class."""
    from quiz.school.classes import Classes

    with opened_desk() as desk, opened_store(desk, db) as store:
        classes = Classes(store)
        row = classes.named(name)
        gone = [classes.pupil_named(row, pupil)] if pupil else classes.pupils(row)
        what = gone[0].name if pupil else row.name
        question = _("Delete {name} with all answers and marks?").format(name=clean_line(what))
        if not yes and not click.confirm(question):
            return 1
        if pupil:
            classes.forget(gone[0])
        else:
            classes.remove(row)
        _delete_records(desk, [one.id for one in gone])
    click.echo(_("Deleted: {name}").format(name=clean_line(what)))
    return 0


@command.command("move")
@click.argument("to", metavar="URL")
@db_option
def move(to: str, db: str) -> int:
    """Copy the class store into an empty one: a file, or postgresql://….

    Games, classes, assignments and marks are copied; pupils' own records are files and stay where
    they are.
    """
    from quiz.school import moving
    from quiz.school.sql import Db

    with opened_desk() as desk, opened_store(desk, db) as source:
        target = Db.open(to)
        try:
            counts = moving.move(source, target)
        finally:
            target.close()
    for table, count in counts.items():
        click.echo(f"{table}: {count}")
    return 0


def _delete_records(desk: "Desk", pupils: list[str]) -> None:
    """Delete the records of pupils, which lie in a folder each."""
    from shutil import rmtree

    for pupil in pupils:
        rmtree(desk.places.record.parent / "classes" / pupil, ignore_errors=True)


def _check_free(output: str | None, *, force: bool) -> None:
    """Refuse a file that is there before anything is made."""
    if output in (None, "-") or force:
        return
    from quiz.library.writing import check_free

    check_free([Path(str(output)).expanduser()])


def _show_pins(name: str, made: "list[PinnedPupil]", output: str | None, *, force: bool) -> None:
    """Show PINs on the screen, or write them as a sheet."""
    if output in (None, "-"):
        for one in made:
            click.echo(f"{one.pin}  {clean_line(one.pupil.name)}")
        click.echo(_("PINs are shown this once; `quiz class pin` makes new ones."))
        return
    from quiz.formats.pages import page
    from quiz.library.writing import write_file

    rows = [(one.pupil.name, one.pin) for one in made]
    path = Path(str(output)).expanduser()
    html = page("pins", title=name, rows=rows)
    write_file(path, html.encode(), force=force)
    click.echo(_("Saved to {path}").format(path=path))
