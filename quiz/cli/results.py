"""`quiz results`: the exams that were sat."""

from typing import TYPE_CHECKING

import click

from quiz.cleaning import clean_line
from quiz.cli.classes import db_option, opened_store
from quiz.cli.output import force_option, output_option, put_out
from quiz.cli.printed import opened_desk, print_json
from quiz.errors import QuizError
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.classroom.game import ClassGame
    from quiz.desk import Desk
    from quiz.desk.exams.past import PastExam
    from quiz.school.games import GameRow


@click.command("results")
@click.argument("numbers", nargs=-1, type=click.IntRange(1), metavar="[NUMBER]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv", "html"]),
    help=_("json, csv: your answers, for `quiz analyse`; html: one exam as a web page."),
)
@click.option("--name", default="", help=_("Your name in the file."))
@click.option(
    "--game", metavar="GAME", default="",
    help=_("The answers of a live game, by its code or title, for `quiz analyse`."),
)  # fmt: skip
@click.option(
    "--notes",
    is_flag=True,
    help=_("List what pupils say is wrong with questions instead, with --game."),
)
@click.option(
    "--keep", is_flag=True,
    help=_("With --notes: make them your own notes, which `quiz suggest` writes for the author."),
)  # fmt: skip
@db_option
@output_option
@force_option
@click.option("--json", "as_json", is_flag=True, help=_("Print the list as JSON."))
def command(
    numbers: tuple[int, ...],
    form: str | None,
    name: str,
    game: str,
    notes: bool,
    keep: bool,
    db: str,
    output: str | None,
    force: bool,
    as_json: bool,
) -> int:
    """List your exam results, newest first, or save the answers as a file.

    NUMBER is an exam from the list; without one, all are saved.
    """
    from quiz.desk.exams.past import past_exams, results_file
    from quiz.formats.results import own

    with opened_desk() as desk:
        if notes or keep:
            return _notes(desk, db, game, keeps=keep)
        if game:
            data = _game(desk, db, game, is_json=form == "json")
            put_out(data.decode(), output, force=force)
            return 0
        exams = past_exams(desk)
        if any(number > len(exams) for number in numbers):
            raise QuizError(
                _("no such exam; there are {n}, see `quiz results`").format(n=len(exams))
            )
        if form is None:
            if as_json:
                print_json([_as_object(n, exam) for n, exam in enumerate(exams, 1)])
                return 0
            if not exams:
                click.echo(_("No exam results yet. Take an exam with `quiz exam`."))
            for n, exam in enumerate(exams, 1):
                when = exam.started_at.astimezone().strftime("%Y-%m-%d %H:%M")
                passed = _("passed") if exam.is_passed else _("not passed")
                grade = f" {clean_line(exam.grade)}" if exam.grade else ""
                share = f"{exam.share:.0%}"
                click.echo(f"{n:>3}  {when}  {share:>4}{grade}  {passed}  {clean_line(exam.title)}")
            return 0
        chosen = [exams[number - 1].uid for number in numbers] or [exam.uid for exam in exams]
        if not chosen:
            raise QuizError(_("no exam results yet"))
        if form == "html":
            data = _page(desk, chosen)
        else:
            file = results_file(desk, chosen, learner=name)
            data = own.to_json(file) if form == "json" else own.to_csv(file)
    put_out(data.decode(), output, force=force)
    return 0


def _game(desk: "Desk", db: str, name: str, *, is_json: bool) -> bytes:
    """Return the answers of a live game.

    Raises:
        QuizError: There is no such game.
    """
    from quiz.desk.classroom.results import game_results
    from quiz.formats.results import own

    found = game_results(*_played(desk, db, name))
    return own.to_json(found) if is_json else own.to_csv(found)


def _notes(desk: "Desk", db: str, name: str, *, keeps: bool) -> int:
    """List what the players of a game say is wrong with questions.

    Raises:
        QuizError: There is no such game.
    """
    from quiz.cli.class_notes import tell_notes
    from quiz.desk.classroom.class_notes import game_notes

    _row, played = _played(desk, db, name)
    return tell_notes(desk, game_notes(played), keeps=keeps)


def _played(desk: "Desk", db: str, name: str) -> "tuple[GameRow, ClassGame]":
    from quiz.desk.classroom.remarking import found_game
    from quiz.school.games import Games

    with opened_store(desk, db) as store:
        row = found_game(store, name)
        played = None if row is None else Games(store).read(row.id)
    if row is None or played is None:
        raise QuizError(_("no game {name!r}").format(name=name))
    return row, played


def _page(desk: "Desk", uids: list[str]) -> bytes:
    """Return one exam as a page.

    Raises:
        QuizError: Several are named, or its details are gone.
    """
    from quiz.desk.exams.exam import past_exam
    from quiz.desk.exams.page import exam_page

    if len(uids) > 1:
        raise QuizError(_("choose one exam by its number; `quiz results` lists them"))
    exam = past_exam(desk, uids[0])
    if exam is None:
        raise QuizError(_("the details of this exam are no longer saved"))
    return exam_page(exam.reckoned()).encode()


def _as_object(number: int, exam: "PastExam") -> dict[str, object]:
    return {
        "number": number,
        "title": exam.title,
        "started_at": exam.started_at.isoformat(),
        "share": exam.share,
        "points": exam.points,
        "of": exam.points_of,
        "grade": exam.grade,
        "passed": exam.is_passed,
        "predicted": exam.predicted,
    }
