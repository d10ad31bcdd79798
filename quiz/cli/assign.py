"""`quiz assign`: a paper that a class sits at a time of its own."""

from datetime import datetime

import click

from quiz.cleaning import clean_line
from quiz.cli.classes import db_option, opened_store
from quiz.cli.options import banks_argument
from quiz.cli.printed import opened_desk
from quiz.errors import QuizError
from quiz.translation import _


@click.command("assign")
@banks_argument
@click.option("--class", "class_name", metavar="NAME", required=True, help=_("For which class."))
@click.option("--opens", metavar="WHEN", default="now", show_default=True,
              help=_("From when it can be started: now, tomorrow 8:00, 14 Dec."))  # fmt: skip
@click.option("--closes", metavar="WHEN", help=_("Until when it can be handed in."))
@click.option("--attempts", type=click.IntRange(1, 20), default=1, show_default=True,
              help=_("How often each pupil may sit it."))  # fmt: skip
@click.option("-n", "length", type=click.IntRange(1, 1000), help=_("Questions, without a paper."))
@click.option("--minutes", type=click.FloatRange(0), help=_("In place of the paper's; 0: none."))
@click.option("--same", is_flag=True, help=_("Give everyone the same questions in order."))
@click.option("--remove", metavar="ID", help=_("Remove this assignment with its marks."))
@click.option("--close", "close_now", metavar="ID", help=_("Let this assignment end now."))
@db_option
def command(
    banks: tuple[str, ...],
    class_name: str,
    opens: str,
    closes: str | None,
    attempts: int,
    length: int | None,
    minutes: float | None,
    same: bool,
    remove: str | None,
    close_now: str | None,
    db: str,
) -> int:
    """Give a class a paper to sit at a time of its own.

    BANK is an exam paper or some banks. Pupils sign in with their PINs on the class page, which
    `quiz serve --class NAME` serves. Without a bank it lists what the class has.
    """
    from quiz.desk.exams.exam import ExamRequest, asked_paper
    from quiz.desk.plans.dates import read_moment
    from quiz.school.assignments import Assignments
    from quiz.school.classes import Classes

    with opened_desk() as desk, opened_store(desk, db) as store:
        row = Classes(store).named(class_name)
        assignments = Assignments(store)
        if remove:
            assignments.remove(assignments.of_title(row, remove))
        if close_now:
            assignments.close(assignments.of_title(row, close_now), _micros(desk.now()))
        if banks:
            zone = desk.days.zone
            start = read_moment(opens, desk.today, zone)
            end = read_moment(closes, desk.today, zone, is_end=True) if closes else None
            if end is not None and end <= start:
                raise QuizError(_("it would close before it opens"))
            asked = ExamRequest(names=banks, length=length, minutes=minutes)
            paper = asked_paper(desk, asked)
            entries = desk.library.entries
            paths = [entries[bank].path for bank in paper.banks if bank in entries]
            assignments.add(
                row, paper, paths, opens_at=_micros(start),
                closes_at=None if end is None else _micros(end), attempts=attempts, is_same=same,
            )  # fmt: skip
        found = assignments.of_class(row)
        if not found:
            click.echo(_("No assignments in {name} yet.").format(name=clean_line(row.name)))
        for one in found:
            until = "" if one.closes_at is None else f" – {_shown(one.closes_at, desk.days.zone)}"
            when = f"{_shown(one.opens_at, desk.days.zone)}{until}"
            click.echo(f"{one.id}  {when}  {clean_line(one.title)}")
    return 0


def _micros(moment: datetime) -> int:
    return int(moment.timestamp() * 1e6)


def _shown(at: int, zone: object) -> str:
    moment = datetime.fromtimestamp(at / 1e6, zone)  # type: ignore[arg-type]
    return moment.strftime("%Y-%m-%d %H:%M")
